//! Water that is pushed through a bed: by a pump, by steam, by a piston; tamping; spray past a loose holder (E8, E12).

use super::{Bed, WASH};
use crate::filter::FilterPiece;
use crate::ledger::Ledger;
use crate::mixture::{Mixture, share};
use crate::property::water_viscosity_pa_s;

impl Bed {
    /// Presses the grounds together: they lie evenly, nothing passes beside them, and they let far less through.
    pub fn tamp(&mut self) {
        if self.dose_kg() > 0.0 && !self.steeps {
            self.tamped = true;
            for cell in &mut self.cells[..self.count] {
                cell.locked_kg.fill(0.0);
            }
        }
    }

    /// Whether its grounds were pressed together.
    pub fn is_tamped(&self) -> bool {
        self.tamped
    }

    /// Pressure that a flow through grounds and filter takes, Pa per m³/s. Of dry grounds only what is wet resists.
    pub fn resistance_pa_s_m3(&self, filter: Option<&FilterPiece>) -> f64 {
        let full_kg = self.hold * self.dose_kg();
        let wet = if full_kg > 0.0 { 1.0 - share(self.soak_kg(), full_kg) } else { 1.0 };
        let held_up = filter.is_some() || !self.steeps;
        let grounds_1_m = if held_up { wet * self.depth_m() / self.permeability_m2() } else { 0.0 };
        let filter_1_m = filter.map_or(super::NO_FILTER_R_M, FilterPiece::resistance_1_m);
        water_viscosity_pa_s(self.temp_c()) * (grounds_1_m + filter_1_m) / self.area_m2
    }

    /// Heat that brings all its cells to a temperature, J.
    pub fn warmth_j(&self, temp_c: f64) -> f64 {
        (0..self.count).map(|cell| self.cell_warmth_j(cell, temp_c)).sum()
    }

    /// Adds heat, J, to each cell as much as it lacks of a temperature.
    pub fn warm(&mut self, heat_j: f64, temp_c: f64) {
        let all_j = self.warmth_j(temp_c);
        for cell in 0..self.count {
            let part = share(self.cell_warmth_j(cell, temp_c), all_j);
            self.cells[cell].mix.enthalpy_j += part * heat_j;
        }
    }

    fn cell_warmth_j(&self, cell: usize, temp_c: f64) -> f64 {
        let mix = &self.cells[cell].mix;
        let lacks_k = temp_c - mix.temp_with_wall_c(self.wall_j_k);
        ((mix.heat_capacity_j_k() + self.wall_j_k) * lacks_k).max(0.0)
    }

    /// Whether there is liquid that can be pressed out.
    pub fn has_liquid(&self) -> bool {
        !self.pool.is_empty() || self.free_kg() > 0.0
    }

    /// Liquid that it takes up before any runs out, m³.
    pub fn thirst_m3(&self) -> f64 {
        self.soak_kg() * 1e-3
    }

    /// Adds matter that is pushed in: as much passes through in this step.
    pub fn push_in(&mut self, mix: &Mixture) -> Mixture {
        let surplus = self.pour_in(mix);
        self.driven_kg += mix.liquid_kg();
        surplus
    }

    /// A piston stands in it: nothing drips, but what it displaces in this step, m³, is pressed out.
    pub fn press(&mut self, displaced_m3: f64) {
        self.plugged = true;
        self.pressed_m3 += displaced_m3.max(0.0);
    }

    /// Whether a piston presses on it in this step.
    pub fn is_pressed(&self) -> bool {
        self.pressed_m3 > 0.0
    }

    /// Lets matter that is pushed in spray past the holder, with fines.
    pub fn spray(&mut self, mut mix: Mixture, ledger: &mut Ledger) -> Mixture {
        let dose_kg = self.dose_kg();
        if dose_kg > 0.0 {
            let loose_kg = (self.fines * dose_kg - self.washed_kg).max(0.0);
            let washed_kg = loose_kg * -libm::expm1(-mix.liquid_kg() / (WASH * dose_kg));
            self.washed_kg += washed_kg;
            self.cells[0].wash_out(washed_kg, self.wall_j_k, ledger, &mut mix);
        }
        mix
    }
}
