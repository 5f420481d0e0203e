//! Steam movers: the pressure in a sealed store pushes its water up and through a bed; at the end it gurgles (E11).

use super::Lift;
use super::flow::Moved;
use crate::machine::Machine;
use crate::machine::program::End;
use crate::mixture::Mixture;
use crate::property::{G_M_S2, saturation_pa};
use crate::species::Species;

/// Resistance of a riser, Pa per m³/s (assumed: 100 ml/s at 1 bar).
const RISER_PA_S_M3: f64 = 1e9;
/// Resistance of the way past a loose holder, Pa per m³/s (assumed: 50 ml/s at 1 bar).
const LOOSE_PA_S_M3: f64 = 2e9;
/// Share of the vapour in the chamber at the end that condenses there under a shut lid (assumed).
const CAUGHT: f64 = 0.5;
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

    /// Vapour that takes the way of the water condenses in the colder bed, then under the lid of the store beyond; what
    /// does not has left.
    pub(super) fn condense(&mut self, (kg, j): (f64, f64), end: End) {
        if kg <= 0.0 {
            return;
        }
        let boil_c = self.inputs.air.boil_c;
        let latent_j_kg = j / kg - Mixture::of(Species::Water, 1.0, boil_c).enthalpy_j;
        let (mut left_kg, mut end) = (kg, end);
        if let End::Bed(b) = end
            && !self.is_bed_away(b)
        {
            let bed = &mut self.parts.beds[b];
            let caught_kg = (bed.warmth_j(boil_c) / latent_j_kg).min(left_kg);
            bed.push_in(&Mixture::of(Species::Water, caught_kg, boil_c));
            bed.warm(caught_kg * latent_j_kg, boil_c);
            left_kg -= caught_kg;
            end = self.program.plans.beds[b].pipe.end;
        }
        if let End::Store(s) = end
            && !self.is_store_away(s)
            && self.is_lid_shut(s)
        {
            let store = &mut self.parts.stores[s];
            let caught_kg = (store.warmth_j(boil_c) / latent_j_kg).min(CAUGHT * left_kg);
            store.receive(&Mixture::of(Species::Water, caught_kg, boil_c));
            store.heat(caught_kg * latent_j_kg);
            left_kg -= caught_kg;
        }
        let share = 1.0 - left_kg / kg;
        self.ledger.steam_kg -= share * kg;
        self.ledger.steam_j -= share * j;
    }
}
