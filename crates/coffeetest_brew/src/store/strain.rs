//! Pouring through a mesh that keeps the grounds back.

use super::Store;
use crate::filter::FilterPiece;
use crate::ledger::Ledger;
use crate::mixture::{Mixture, Part, share};
use crate::pour::Flow;
use crate::property::{BULK_KG_M3, grind};
use crate::species::Species;

/// Liquid per mass of grounds that washes out 63 % of the fines (E15, assumed).
const WASH: f64 = 4.0;

impl Store {
    /// Lets what is above the lip leave through a mesh: liquid, but what the grounds hold, g/g, and the fines that pass.
    pub fn pour_strained(
        &mut self,
        hold: f64,
        mesh: &FilterPiece,
        tilt_rad: f64,
        ledger: &mut Ledger,
        dt_s: f64,
    ) -> Mixture {
        let liquid_kg = self.mix.liquid_kg();
        let kept_kg = self.mix.dose_kg() + self.kg(Species::Fines);
        let free_kg = (liquid_kg - hold * kept_kg).max(0.0);
        if free_kg <= 0.0 || self.volume_m3 <= 0.0 {
            return Mixture::EMPTY;
        }
        let above_m3 = self.volume_m3 - self.rim.hold_m3(Flow::Liquid, tilt_rad);
        let leaves_m3 = (self.rim.flow_m3_s(Flow::Liquid, tilt_rad, self.volume_m3) * dt_s).min(above_m3);
        if leaves_m3 <= 0.0 {
            return Mixture::EMPTY;
        }
        let leaves_kg = leaves_m3 * self.mix.mass_kg() / self.volume_m3;
        let last = free_kg < 1e-4 || (free_kg - leaves_kg < 1e-4 && above_m3 >= self.volume_m3);
        let leaves_kg = if last { free_kg } else { leaves_kg.min(free_kg) };
        let mut out = self.take(Part::Passing, share(leaves_kg, liquid_kg));
        self.carry_fines(mesh.fines_pass, share(leaves_kg, liquid_kg), leaves_kg, ledger, &mut out);
        out
    }

    /// Flow resistance of its grounds when they lie together on that area, 1/m.
    pub(crate) fn settled_1_m(&self, area_m2: f64) -> f64 {
        let grounds_kg = self.kg(Species::Grounds);
        if grounds_kg <= 0.0 {
            return 0.0;
        }
        grounds_kg / (BULK_KG_M3 * area_m2 * grind(self.mix.grounds.d50_um).1)
    }

    /// The fines that pass: of those afloat their share, of those on the grounds what the flow washes off (E15).
    fn carry_fines(&mut self, pass: f64, part: f64, leaves_kg: f64, ledger: &mut Ledger, out: &mut Mixture) {
        let temp_c = self.temp_c();
        let afloat_kg = pass * part * self.kg(Species::Fines);
        let afloat = Mixture::of(Species::Fines, afloat_kg, temp_c);
        self.mix.remove(Species::Fines, afloat_kg);
        self.mix.enthalpy_j -= afloat.enthalpy_j;
        out.add(&afloat);
        let grounds_kg = self.kg(Species::Grounds);
        if grounds_kg > 0.0 {
            let loose_kg = (grind(self.mix.grounds.d50_um).0 * grounds_kg - self.washed_kg).max(0.0);
            let washed_kg = loose_kg * -libm::expm1(-leaves_kg / (WASH * grounds_kg));
            self.washed_kg += washed_kg;
            let fines = self.mix.crumble(washed_kg * pass, temp_c, ledger);
            out.add(&fines);
        }
        self.measure();
    }
}
