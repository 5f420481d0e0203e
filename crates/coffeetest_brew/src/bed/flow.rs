//! What runs through a bed, from cell to cell and beside them, and over its rim (E12, E15, E26, E27).

use super::{Bed, BedFlow, FILM_KG, NO_FILTER_PASS, NO_FILTER_R_M, TAMPED_KAPPA, TAMPED_KG_M3, WASH};
use crate::filter::FilterPiece;
use crate::ledger::Ledger;
use crate::mixture::{Mixture, Part, share};
use crate::property::{BULK_KG_M3, G_M_S2, water_density_kg_m3, water_viscosity_pa_s};

impl Bed {
    /// Standing water goes through the cells and beside them.
    pub(super) fn run_through(
        &mut self,
        filter: Option<&FilterPiece>,
        out_m3_s: f64,
        ledger: &mut Ledger,
        flow: &mut BedFlow,
        dt_s: f64,
    ) {
        let mut main = Mixture::EMPTY;
        let mut room_kg = f64::INFINITY;
        if !self.pool.is_empty() {
            let temp_c = self.pool.temp_c();
            // What is pushed in and leaves freely is known by its mass.
            let weighed = self.driven_kg > 0.0 && self.pressed_m3 == 0.0 && out_m3_s == f64::INFINITY;
            let density = if weighed { 1000.0 } else { water_density_kg_m3(temp_c) };
            let driven_kg = self.driven_kg + self.pressed_m3 * density;
            let darcy_kg = if self.plugged || driven_kg > 0.0 {
                0.0
            } else {
                self.darcy_m3_s(filter, temp_c, density) * density * dt_s
            };
            let film_kg = if self.pool.mass_kg() < FILM_KG { FILM_KG } else { 0.0 };
            let passes_kg = darcy_kg.max(driven_kg).max(film_kg);
            room_kg = out_m3_s * density * dt_s;
            let bypass = if self.tamped { 0.0 } else { self.bypass };
            let beside_kg = (bypass * passes_kg).min(room_kg);
            room_kg -= beside_kg;
            let through_kg = ((1.0 - bypass) * passes_kg).min(self.soak_kg() + room_kg);
            let liquid_kg = self.pool.liquid_kg();
            if beside_kg > 0.0 {
                flow.out = self.pool.take_at(Part::Passing, share(beside_kg, liquid_kg), temp_c);
            }
            // All but rounding is all.
            let through = share(through_kg, liquid_kg - flow.out.liquid_kg());
            main = self.pool.take_at(Part::Passing, if through > 1.0 - 1e-9 { 1.0 } else { through }, temp_c);
        } else if out_m3_s < 1.0 {
            room_kg = out_m3_s * 1000.0 * dt_s;
        }
        self.cascade(main, room_kg, ledger, flow, dt_s);
    }

    /// Liquid that the grounds still soak up, kg.
    pub(super) fn soak_kg(&self) -> f64 {
        self.sum(|c| (self.hold * c.dose_kg - c.mix.carrier_kg()).max(0.0))
    }

    /// How deep the grounds lie, m.
    pub(super) fn depth_m(&self) -> f64 {
        let bulk_kg_m3 = if self.tamped { TAMPED_KG_M3 } else { BULK_KG_M3 };
        self.dose_kg() / (bulk_kg_m3 * self.area_m2)
    }

    /// Permeability of the grounds as they lie, m².
    pub(super) fn permeability_m2(&self) -> f64 {
        if self.tamped { TAMPED_KAPPA * self.kappa_m2 } else { self.kappa_m2 }
    }

    /// Flow through bed and filter under the standing water, m³/s (E12).
    pub(super) fn darcy_m3_s(&self, filter: Option<&FilterPiece>, temp_c: f64, density_kg_m3: f64) -> f64 {
        let depth_m = self.depth_m();
        let head_m = depth_m + self.pool.liquid_kg() / (density_kg_m3 * self.area_m2);
        let resistance_1_m =
            depth_m / self.permeability_m2() + filter.map_or(NO_FILTER_R_M, FilterPiece::resistance_1_m);
        self.area_m2 * density_kg_m3 * G_M_S2 * head_m / (water_viscosity_pa_s(temp_c) * resistance_1_m)
    }

    /// Water goes from cell to cell; what a cell cannot hold leaves it with the cell's concentration (E26, E27).
    pub(super) fn cascade(&mut self, main: Mixture, room_kg: f64, ledger: &mut Ledger, flow: &mut BedFlow, dt_s: f64) {
        let mut carry = main;
        for i in 0..self.count {
            let cell = &mut self.cells[i];
            cell.mix.add(&carry);
            let temp_c = cell.mix.temp_with_wall_c(self.wall_j_k);
            cell.transform(temp_c, (0.5, 1.0), ledger, dt_s);
            let water_kg = cell.mix.carrier_kg();
            let mut leaves_kg = (water_kg - self.hold * cell.dose_kg).max(0.0);
            if i + 1 == self.count {
                leaves_kg = leaves_kg.min(room_kg);
            }
            carry = if leaves_kg > 0.0 {
                cell.mix.take_at(Part::Passing, share(leaves_kg, water_kg), temp_c)
            } else {
                Mixture::EMPTY
            };
        }
        flow.out.add(&carry);
    }

    /// Fines wash out with the flow, or much of the bed where no filter holds it (E15).
    pub(super) fn flush(&mut self, filter: Option<&FilterPiece>, ledger: &mut Ledger, flow: &mut BedFlow) {
        let out_kg = flow.out.liquid_kg();
        let dose_kg = self.dose_kg();
        if out_kg <= 0.0 || dose_kg <= 0.0 {
            return;
        }
        let (loose, pass) = match filter {
            Some(piece) => (self.fines, piece.fines_pass),
            None => (1.0, if self.steeps { 1.0 } else { NO_FILTER_PASS }),
        };
        let washed_kg = (loose * dose_kg - self.washed_kg).max(0.0) * -libm::expm1(-out_kg / (WASH * dose_kg));
        self.washed_kg += washed_kg;
        let last = self.count - 1;
        self.cells[last].wash_out(washed_kg * pass, self.wall_j_k, ledger, &mut flow.out);
    }

    /// What stands above the rim leaves, and takes fines along (E12).
    pub(super) fn spill_over(&mut self, ledger: &mut Ledger, flow: &mut BedFlow) {
        let temp_c = self.pool.temp_c();
        let pool_m3 = self.pool.volume_m3(temp_c);
        let excess_m3 = pool_m3 + self.held_kg() * 1e-3 - self.cap_m3;
        if excess_m3 <= 0.0 {
            return;
        }
        flow.overflow = self.pool.take_at(Part::All, share(excess_m3, pool_m3), temp_c);
        let dose_kg = self.dose_kg();
        if dose_kg > 0.0 {
            let loose_kg = (self.fines * dose_kg - self.washed_kg).max(0.0);
            let washed_kg = loose_kg * -libm::expm1(-flow.overflow.liquid_kg() / (WASH * dose_kg));
            self.washed_kg += washed_kg;
            self.cells[0].wash_out(washed_kg, self.wall_j_k, ledger, &mut flow.overflow);
        }
    }
}
