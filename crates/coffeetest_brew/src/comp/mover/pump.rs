//! Vibrating pumps: their curve against the resistance of the way, overpressure valve, airlock (E8).

use super::MoverKind;
use super::flow::Moved;
use crate::comp::Kind;
use crate::machine::Machine;
use crate::property::G_M_S2;

/// Air that a pump that runs dry sucks in at most, ml (assumed).
const AIR_ML: f64 = 30.0;
/// Pressure that a pump with air in it builds up, Pa (assumed).
const AIRLOCKED_PA: f64 = 5.0e4;
/// Electric power of its motor, W (assumed); it warms the room.
const MOTOR_W: f64 = 50.0;
/// Less liquid than this is none, kg.
const DROP_KG: f64 = 1e-6;

impl Machine {
    /// Starts or stops a pump; started, its `moved_ml` counts from zero.
    pub(crate) fn set_running(&mut self, mover: usize, running: bool) {
        let state = &mut self.parts.movers[mover];
        state.running = running;
        if running {
            state.moved_ml = 0.0;
        }
    }

    /// What a pump moves in a step.
    pub(super) fn pump(&mut self, m: usize, from: usize, most_m3_s: f64, dt_s: f64) -> Moved {
        let plan = &self.program.plans.movers[m];
        let MoverKind::Vibe { p_max_bar, q0_ml_s, opv_bar } = plan.kind else { return Moved::default() };
        let dead_plug = self.inputs.plug_v <= 0.0 && !self.names(Kind::Plug).is_empty();
        let runs = self.parts.movers[m].running && !dead_plug;
        self.parts.movers[m].power_w = if runs { MOTOR_W } else { 0.0 };
        if !runs {
            return Moved::default();
        }
        self.ledger.electric_j += MOTOR_W * dt_s;
        self.ledger.ambient_j += MOTOR_W * dt_s;
        // Scale in the line that it feeds narrows it.
        let (end, lift, q0_m3_s) = (plan.pipe.end, plan.lift, q0_ml_s * 1e-6 * self.line_clean(m));
        let reach_kg = if self.is_store_away(from) { 0.0 } else { self.reach_kg(from, lift.dead_ml) };
        if reach_kg < DROP_KG {
            let air_ml = &mut self.parts.movers[m].air_ml;
            *air_ml = (*air_ml + q0_ml_s * dt_s).min(AIR_ML);
            return Moved::default();
        }
        let density = self.parts.stores[from].density_kg_m3();
        let meets = self.meets(end, dt_s);
        let still_pa = meets.still_pa + density * G_M_S2 * lift.head_m + lift.crack_pa;
        let airlocked = self.parts.movers[m].air_ml > 0.0;
        let p_max_pa = if airlocked { AIRLOCKED_PA.min(p_max_bar * 1e5) } else { p_max_bar * 1e5 };
        // Pump line and resistance meet; above the pressure of the valve the rest goes back.
        let free_m3_s = q0_m3_s * (1.0 - still_pa / p_max_pa).max(0.0);
        let mut through_m3_s = free_m3_s / (1.0 + q0_m3_s * meets.resistance_pa_s_m3 / p_max_pa);
        if meets.resistance_pa_s_m3 > 0.0 {
            through_m3_s = through_m3_s.min((opv_bar * 1e5 - still_pa).max(0.0) / meets.resistance_pa_s_m3);
        } else if still_pa > opv_bar * 1e5 {
            through_m3_s = 0.0;
        }
        let through_m3_s = through_m3_s.min(meets.most_m3_s).min(most_m3_s);
        let beside_m3_s = meets.leak * (free_m3_s - through_m3_s).max(0.0).min(most_m3_s);
        let flow_m3_s = through_m3_s + beside_m3_s;
        if flow_m3_s <= 0.0 {
            return Moved::default();
        }
        let parcel = self.parts.stores[from].draw_liquid((flow_m3_s * density * dt_s).min(reach_kg));
        let air_ml = &mut self.parts.movers[m].air_ml;
        *air_ml = (*air_ml - parcel.liquid_kg() * 1e3).max(0.0);
        Moved { parcel, sprays: beside_m3_s / flow_m3_s, pushed: true }
    }
}
