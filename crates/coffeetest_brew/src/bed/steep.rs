//! Beds that steep: all liquid stands among the grounds and extracts until it drains or is pressed out (E27).

use super::{Bed, BedFlow, NO_FILTER_R_M, WASH};
use crate::filter::FilterPiece;
use crate::ledger::Ledger;
use crate::mixture::{Mixture, Part, share};
use crate::property::{G_M_S2, water_density_kg_m3, water_viscosity_pa_s};
use crate::species::Species;

/// How long a brew keeps moving after a stir, s (assumed).
const STIR_TAU_S: f64 = 3.0;
/// How much a stream that falls in stirs, 0–1 (assumed).
const STREAM_STIR: f64 = 0.3;
/// A film of free liquid below this runs out at once, kg.
const FILM_KG: f64 = 1e-5;

impl Bed {
    /// Whether its grounds steep in all of its liquid.
    pub fn steeps(&self) -> bool {
        self.steeps
    }

    /// Stirs what steeps: 1 is a spoon, 0.3 a stream that falls in.
    pub fn stir(&mut self, strength: f64) {
        if self.steeps {
            self.stir = self.stir.max(strength.clamp(0.0, 1.0));
        }
    }

    /// Liquid that the grounds of a steeping bed do not hold, kg.
    pub(super) fn free_kg(&self) -> f64 {
        if !self.steeps {
            return 0.0;
        }
        let cell = &self.cells[0];
        let carrier_kg = cell.mix.carrier_kg();
        let free = share(carrier_kg - self.hold * cell.dose_kg, carrier_kg);
        free * cell.mix.liquid_kg()
    }

    /// Takes everything in among the grounds.
    pub(super) fn immerse(&mut self, mut mix: Mixture) {
        if mix.carrier_kg() > 0.0 {
            self.stir(STREAM_STIR);
        }
        if !mix.is_empty() {
            self.spread(&mut mix);
        }
    }

    /// Extraction, then what drains by itself, or what a piston displaces.
    pub(super) fn steep(
        &mut self,
        filter: Option<&FilterPiece>,
        out_m3_s: f64,
        ledger: &mut Ledger,
        flow: &mut BedFlow,
        dt_s: f64,
    ) {
        let temp_c = self.cells[0].mix.temp_with_wall_c(self.wall_j_k);
        self.cells[0].transform(temp_c, (self.stir, 1.0 + 0.5 * self.stir), ledger, dt_s);
        self.stir *= 1.0 - dt_s / (STIR_TAU_S + dt_s);
        if self.stir < 1e-3 {
            self.stir = 0.0;
        }
        let free_kg = self.free_kg();
        if free_kg <= 0.0 {
            return;
        }
        let temp_c = self.cells[0].mix.temp_with_wall_c(self.wall_j_k);
        let density = water_density_kg_m3(temp_c);
        let drains_m3 =
            if self.plugged { self.pressed_m3 } else { self.drains_m3_s(filter, temp_c, free_kg / density) * dt_s };
        let film_kg = if self.plugged || free_kg > FILM_KG { 0.0 } else { free_kg };
        let leaves_kg = (drains_m3 * density + self.driven_kg).max(film_kg).min(out_m3_s * density * dt_s).min(free_kg);
        let cell = &mut self.cells[0];
        flow.out = cell.mix.take_at(Part::Passing, share(leaves_kg, cell.mix.liquid_kg()), temp_c);
        self.run_over(temp_c, ledger, flow);
    }

    /// What drains of the free liquid by its own weight, m³/s (E12).
    fn drains_m3_s(&self, filter: Option<&FilterPiece>, temp_c: f64, free_m3: f64) -> f64 {
        let head_m = self.depth_m() + free_m3 / self.area_m2;
        // Without a filter nothing holds the grounds up: they fall through with the rest.
        let grounds = |piece: &FilterPiece| self.depth_m() / self.permeability_m2() + piece.resistance_1_m();
        let resistance_1_m = filter.map_or(NO_FILTER_R_M, grounds);
        self.area_m2 * water_density_kg_m3(temp_c) * G_M_S2 * head_m / (water_viscosity_pa_s(temp_c) * resistance_1_m)
    }

    /// What stands above the rim leaves, grounds and all.
    fn run_over(&mut self, temp_c: f64, ledger: &mut Ledger, flow: &mut BedFlow) {
        let cell = &mut self.cells[0];
        let liquid_m3 = cell.mix.liquid_kg() * 1e-3;
        let excess = share(liquid_m3 - self.cap_m3, liquid_m3);
        if excess <= 0.0 {
            return;
        }
        flow.overflow = cell.mix.take_at(Part::Passing, excess, temp_c);
        let dose_kg = cell.dose_kg;
        if dose_kg > 0.0 {
            // They float in it: far more goes along than washes out of a bed.
            let washed_kg = cell.mix.kg(Species::Grounds) * -libm::expm1(-flow.overflow.liquid_kg() / (WASH * dose_kg));
            self.cells[0].wash_out(washed_kg, self.wall_j_k, ledger, &mut flow.overflow);
        }
    }
}
