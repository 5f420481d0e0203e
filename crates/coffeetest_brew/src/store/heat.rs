//! What happens in a store in a step: extraction, loss of heat, evaporation, boiling (E1–E4).

use super::Store;
use crate::extract::{self, POOLS};
use crate::ledger::Ledger;
use crate::property::{Air, BOILING_J_KG, H_MASS_M_S, H_TOP_W_M2K, vaporisation_j_kg, vapour_and_slope};
use crate::species::Species;

impl Store {
    pub(super) fn transform(&mut self, temp_c: f64, ledger: &mut Ledger, dt_s: f64) {
        let melted = extract::melt(&mut self.mix, temp_c, dt_s);
        ledger.turn(Species::Ice, Species::Water, melted);
        let instant = extract::dissolve_instant(&mut self.mix, temp_c, self.stir, dt_s);
        ledger.turn(Species::Instant, Species::Solids, instant.solids_kg);
        let grounds_kg = self.kg(Species::Grounds);
        if grounds_kg > 0.0 {
            // Immersion: all the liquid is in contact (E27).
            let agitation = 1.0 + 0.5 * self.stir;
            let out = extract::extract(&mut self.mix, &[0.0; POOLS], grounds_kg, temp_c, agitation, dt_s);
            ledger.turn(Species::Grounds, Species::Solids, out.solids_kg);
        }
    }

    pub(super) fn lose_heat(
        &mut self,
        air: &Air,
        air_vapour_kg_m3: f64,
        (lid_shut, sealed): (bool, bool),
        ledger: &mut Ledger,
        dt_s: f64,
    ) {
        let temp_c = self.temp_c();
        let open_m2 = if self.mix.is_empty() || sealed {
            0.0
        } else {
            self.evap_m2 * if lid_shut { self.lid_factor } else { 1.0 }
        };
        let c = self.mix.heat_capacity_j_k() + self.wall_j_k;
        if c <= 0.0 {
            self.evap_kg_s = 0.0;
            return;
        }
        let water_kg = self.kg(Species::Water);
        let (mut evap_kg_s, mut slope_kg_s_k) = (0.0, 0.0);
        if open_m2 > 0.0 && water_kg > 0.0 {
            let (vapour, slope) = vapour_and_slope(temp_c);
            if vapour > air_vapour_kg_m3 {
                evap_kg_s = open_m2 * H_MASS_M_S * (vapour - air_vapour_kg_m3);
                slope_kg_s_k = open_m2 * H_MASS_M_S * slope;
            }
        }
        // Linearly implicit in the temperature, so that neither a thin film nor a long step can run away.
        let heat_j_kg = vaporisation_j_kg(temp_c);
        let conductance = self.ua_w_k + open_m2 * H_TOP_W_M2K;
        let loss_w = conductance * (temp_c - air.temp_c) + evap_kg_s * heat_j_kg;
        let slope_w_k = conductance + slope_kg_s_k * heat_j_kg;
        let change_k = -loss_w * dt_s / (c + slope_w_k * dt_s);
        let loss_j = conductance * (temp_c + change_k - air.temp_c) * dt_s;
        self.mix.enthalpy_j -= loss_j;
        ledger.ambient_j += loss_j;
        let kg = ((evap_kg_s + slope_kg_s_k * change_k) * dt_s).clamp(0.0, water_kg);
        self.evap_kg_s = kg / dt_s;
        if kg > 0.0 {
            self.mix.remove(Species::Water, kg);
            self.mix.enthalpy_j -= ledger.evaporate(kg, temp_c, heat_j_kg);
        }
    }

    pub(super) fn boil(&mut self, air: &Air, ledger: &mut Ledger, dt_s: f64) {
        let water_kg = self.kg(Species::Water);
        if water_kg <= 0.0 || self.temp_c() <= air.boil_c {
            return;
        }
        let c = self.mix.heat_capacity_j_k() + self.wall_j_k;
        let excess_j = c * (self.temp_c() - air.boil_c);
        let kg = water_kg.min(excess_j / BOILING_J_KG);
        self.mix.remove(Species::Water, kg);
        self.mix.enthalpy_j -= ledger.boil(kg, air.boil_c, BOILING_J_KG);
        self.steam_kg_s += kg / dt_s;
    }
}
