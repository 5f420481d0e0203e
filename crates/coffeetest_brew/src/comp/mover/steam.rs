//! Steam movers: the pressure in a sealed store pushes its water up and through a bed; at the end it gurgles (E11).

use super::Lift;
use super::flow::Moved;
use crate::machine::Machine;
use crate::machine::program::End;
use crate::property::{G_M_S2, saturation_pa};

/// Resistance of a riser, Pa per m³/s (assumed: 100 ml/s at 1 bar).
const RISER_PA_S_M3: f64 = 1e9;
/// Resistance of the way past a loose holder, Pa per m³/s (assumed: 50 ml/s at 1 bar).
const LOOSE_PA_S_M3: f64 = 2e9;
/// Less liquid than this above the foot of the riser lets steam in, kg.
const FOOT_KG: f64 = 1e-5;

impl Machine {
    /// What the pressure in a store moves in a step.
    pub(super) fn blow(&mut self, from: usize, end: End, lift: Lift, most_m3_s: f64, dt_s: f64) -> Moved {
        let air = self.inputs.air;
        let gauge_pa = self.parts.stores[from].gauge_pa();
        if gauge_pa <= lift.crack_pa || most_m3_s <= 0.0 {
            return Moved::default();
        }
        let meets = self.meets(end, dt_s);
        let reach_kg = self.reach_kg(from, lift.dead_ml);
        if reach_kg < FOOT_KG {
            // No water covers the foot of the riser: steam takes its way, if there is one.
            if meets.most_m3_s > 0.0 {
                let most_pa = lift.crack_pa + meets.still_pa.max(0.0);
                self.parts.stores[from].vent(saturation_pa(air.boil_c), most_pa, &mut self.ledger);
            }
            return Moved::default();
        }
        let store = &self.parts.stores[from];
        let density = store.density_kg_m3();
        let net_pa = gauge_pa - meets.still_pa - density * G_M_S2 * lift.head_m - lift.crack_pa;
        if net_pa <= 0.0 {
            return Moved::default();
        }
        // The pressure falls as the gas expands: implicitly, so that an open way does not swing.
        let give_pa_s_m3 = dt_s * store.stiffness_pa_m3(&air);
        let through_m3_s = net_pa / (meets.resistance_pa_s_m3 + RISER_PA_S_M3 + give_pa_s_m3);
        let through_m3_s = through_m3_s.min(meets.most_m3_s).min(most_m3_s);
        let beside_m3_s = meets.leak * (net_pa / (LOOSE_PA_S_M3 + give_pa_s_m3) - through_m3_s).max(0.0).min(most_m3_s);
        let flow_m3_s = through_m3_s + beside_m3_s;
        if flow_m3_s <= 0.0 {
            return Moved::default();
        }
        let parcel = self.parts.stores[from].draw_liquid((flow_m3_s * density * dt_s).min(reach_kg));
        Moved { parcel, sprays: beside_m3_s / flow_m3_s, pushed: true }
    }
}
