//! Wands blow steam.

use serde::{Deserialize, Serialize};

use super::{Component, Kind, Read, State, flag};
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::{Machine, Outputs};
use crate::pour::Flow;
use crate::property::{BOILING_J_KG, CP_WATER};
use crate::species::Species;

/// A pipe that blows steam, into milk if its tip is under the surface.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WandSpec {
    /// The store whose water it turns to steam.
    pub from: String,
    /// The heater (into `Line`) that does.
    pub heater: String,
    /// The valve that lets it out.
    pub valve: String,
    /// Most steam, g/s.
    pub q_max_g_s: f64,
}

/// A wand in the program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WandPlan {
    from: usize,
    heater: usize,
    valve: usize,
    q_max_kg_s: f64,
}

/// A wand.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WandState {
    /// Steam that it blew in the last step, kg/s.
    kg_s: f64,
    /// It blew under a surface, and has not been wiped since.
    dirty: bool,
}

impl Component for WandSpec {
    type Plan = WandPlan;
    type State = WandState;

    const VARS: &'static [(&'static str, Read)] = &[
        ("q", |m, i| m.parts.wands[i].kg_s),
        ("submerged", |m, i| flag(m.inputs.wands[i].submerged)),
        ("dirty", |m, i| flag(m.parts.wands[i].dirty)),
    ];

    fn check(&self, c: &mut Check) {
        c.above("q_max_g_s", self.q_max_g_s);
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<WandPlan> {
        let from = b.kind(name, &self.from, Kind::Store, "store");
        let heater = b.kind(name, &self.heater, Kind::Heater, "heater");
        let valve = b.kind(name, &self.valve, Kind::Valve, "valve");
        let heater = heater?;
        if !b.line_heaters().contains(&heater) {
            b.wiring(name, format!("turns water to steam in `{}`, which is not a heater into Line", self.heater));
        }
        Some(WandPlan { from: from?, heater, valve: valve?, q_max_kg_s: self.q_max_g_s * 1e-3 })
    }

    fn state(&self, _: f64) -> WandState {
        WandState::default()
    }
}

impl State for WandState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(u64::from(self.dirty));
        feed(self.kg_s.to_bits());
    }

    fn is_quiet(&self) -> bool {
        self.kg_s == 0.0
    }
}

impl Machine {
    /// Wipes a wand.
    pub fn wipe_wand(&mut self, index: usize) {
        self.parts.wands[index].dirty = false;
    }

    /// One step of every wand: water of its store turns to steam in the line, as far as the line's heat allows.
    pub(crate) fn step_wands(&mut self, out: &mut Outputs, dt_s: f64) {
        for w in 0..self.parts.wands.len() {
            let (kg, heat_j) = self.blow_steam(w, dt_s);
            let state = &mut self.parts.wands[w];
            state.kg_s = kg / dt_s;
            if kg > 0.0 {
                state.dirty |= self.inputs.wands[w].submerged;
                out.steam[w] = (kg, heat_j);
                out.dirty = true;
            }
        }
    }

    /// Steam of one wand in a step, kg, with its heat, J.
    fn blow_steam(&mut self, w: usize, dt_s: f64) -> (f64, f64) {
        let WandPlan { from, heater, valve, q_max_kg_s } = self.program.plans.wands[w];
        let open = self.parts.valves[valve].open;
        let air = self.inputs.air;
        let away = self.is_store_away(from);
        let (store, heater) = (&mut self.parts.stores[from], &mut self.parts.heaters[heater]);
        let hot = heater.temp_c() > air.boil_c && !heater.is_stepped();
        if open <= 0.0 || away || !hot || store.flow() != Flow::Liquid {
            return (0.0, 0.0);
        }
        let temp_c = store.temp_c();
        let heat_j_kg = CP_WATER * (air.boil_c - temp_c).max(0.0) + BOILING_J_KG;
        let most_kg = heater.line_offer_j(1.0, air.boil_c, dt_s) / heat_j_kg;
        let mut drawn = store.draw_liquid((q_max_kg_s * open * dt_s).min(most_kg));
        let kg = drawn.kg(Species::Water);
        let (water_j, taken_j) = (kg * CP_WATER * temp_c, kg * heat_j_kg);
        heater.step_line(taken_j, air.temp_c, &mut self.ledger, dt_s);
        // What was dissolved in the water stays behind.
        drawn.remove(Species::Water, kg);
        drawn.enthalpy_j -= water_j;
        store.receive(&drawn);
        (kg, water_j + taken_j)
    }
}
