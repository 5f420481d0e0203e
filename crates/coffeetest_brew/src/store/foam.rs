//! Foam that coffee throws up near boiling, and how it runs over (§1.5.11).

use super::Store;
use crate::curve;
use crate::mixture::{Mixture, Part, share};
use crate::species::Species;

/// Foam begins to rise here and stands full there, °C.
const RISES_C: (f64, f64) = (68.0, 96.0);
/// Liquid in foam, by volume.
const LIQUID: f64 = 0.3;

impl Store {
    /// Height of the foam on the liquid, m.
    pub fn foam_m(&self) -> f64 {
        if self.foam <= 0.0 || self.mix.carrier_kg() <= 0.0 || !self.makes_foam() {
            return 0.0;
        }
        let x = ((self.temp_c() - RISES_C.0) / (RISES_C.1 - RISES_C.0)).clamp(0.0, 1.0);
        self.foam * self.level_m() * x * x * (3.0 - 2.0 * x)
    }

    fn makes_foam(&self) -> bool {
        [Species::Grounds, Species::Solids, Species::OldSolids].into_iter().any(|s| self.kg(s) > 0.0)
    }

    /// Foam above the rim leaves, and takes liquid along.
    pub fn foam_over(&mut self) -> Option<Mixture> {
        let foam_m = self.foam_m();
        if foam_m <= 0.0 {
            return None;
        }
        let height_m = curve::height_m(&self.curve);
        let over_m = (self.level_m() + foam_m - height_m).min(foam_m);
        if over_m <= 0.0 {
            return None;
        }
        let radius_m = curve::radius_m(&self.curve);
        let liquid_m3 = LIQUID * over_m * core::f64::consts::PI * radius_m * radius_m;
        Some(self.take(Part::All, share(liquid_m3, self.volume_m3)))
    }
}
