//! Bubble movers: steam bubbles at the foot of a tube lift water through it (E10).

use crate::machine::Machine;
use crate::mixture::Mixture;

/// The store counts as boiling this far below its boiling point: its foot is hotter than its mean, K (§1.5.10).
const NEAR_BOIL_K: f64 = 4.0;

impl Machine {
    /// What bubbles lift in a step: while the store boils, or is about to and its element heats it.
    pub(super) fn bubble(
        &mut self,
        from: usize,
        heater: Option<usize>,
        q_ml_s: f64,
        (most_m3_s, dead_ml): (f64, f64),
        dt_s: f64,
    ) -> Mixture {
        let (store, boil_c) = (&self.parts.stores[from], self.inputs.air.boil_c);
        let heated = heater.is_some_and(|h| self.parts.heaters[h].power_w() > 0.0);
        let bubbles = store.steam_kg_s() > 0.0 || (heated && store.temp_c() >= boil_c - NEAR_BOIL_K);
        if !bubbles || most_m3_s <= 0.0 {
            return Mixture::EMPTY;
        }
        let reach_kg = self.reach_kg(from, dead_ml);
        let kg = (q_ml_s * 1e-6).min(most_m3_s) * 1000.0 * dt_s;
        self.parts.stores[from].draw_liquid(kg.min(reach_kg))
    }
}
