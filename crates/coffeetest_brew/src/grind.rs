//! Beans become grounds, and grounds finer ones (E16).

use crate::extract::{self, CAFFEINE};
use crate::grounds::Grounds;
use crate::ledger::Ledger;
use crate::mixture::{Mixture, share};
use crate::species::Species;
use crate::store::Store;

/// Share of what is in the kernels that a brew leaves there (R18).
const SPENT_KERNEL: f64 = 0.3;
/// Share of the caffeine that a brew leaves (R18).
const SPENT_CAFFEINE: f64 = 0.1;
/// Water that stays with the grounds of a brew, kg/kg.
const SPENT_WATER: f64 = 1.5;

impl Mixture {
    /// Grinds that much of the beans in it, kg, or all there are. What has no caffeine as beans has none as grounds.
    pub(crate) fn grind(&mut self, kg: f64, d50_um: f64, ledger: &mut Ledger) {
        let beans_kg = self.kg(Species::Beans);
        let kg = kg.min(beans_kg);
        if kg <= 0.0 {
            return;
        }
        let caffeine_kg = self.bean_caffeine_kg * share(kg, beans_kg);
        let mut ground = Mixture::fresh_grounds(kg, d50_um, 0.0);
        ground.grounds.caffeine_kg = caffeine_kg;
        ground.grounds.caffeine_per_solid *= caffeine_kg / (kg * CAFFEINE);
        self.remove(Species::Beans, kg);
        self.bean_caffeine_kg -= caffeine_kg;
        self.add(&ground);
        ledger.turn(Species::Beans, Species::Grounds, kg);
    }
}

impl Mixture {
    /// Makes its grounds what a brew leaves: wet, with a fifth of what water draws out of fresh ones (R18).
    pub fn brewed(mut self) -> Mixture {
        let kg = self.kg(Species::Grounds);
        let [surface, kernel, _] = &mut self.grounds.pools_kg;
        let gone_kg = *surface + (1.0 - SPENT_KERNEL) * *kernel;
        (*surface, *kernel) = (0.0, SPENT_KERNEL * *kernel);
        self.grounds.caffeine_kg *= SPENT_CAFFEINE;
        let temp_c = self.temp_c();
        self.remove(Species::Grounds, gone_kg);
        let mut wet = self.at_temp_c(temp_c);
        wet.add(&Mixture::of(Species::Water, SPENT_WATER * kg, temp_c));
        wet
    }
}

impl Grounds {
    /// Cuts the particles finer; more of their cells lie broken at the surface then.
    pub(crate) fn cut(&mut self, d50_um: f64) {
        if d50_um >= self.d50_um {
            return;
        }
        let kernel = |d50_um: f64| extract::fresh(1.0, d50_um).pools_kg[1];
        let before = kernel(self.d50_um);
        let opened_kg = self.pools_kg[1] * (1.0 - if before > 0.0 { kernel(d50_um) / before } else { 0.0 });
        self.pools_kg[0] += opened_kg;
        self.pools_kg[1] -= opened_kg;
        self.d50_um = d50_um;
    }
}

impl Store {
    /// Takes that much of its beans, kg, or all there are, as grounds.
    pub(crate) fn grind(&mut self, kg: f64, d50_um: f64, ledger: &mut Ledger) -> Mixture {
        let temp_c = self.temp_c();
        let mut ground = self.mix_mut().take_beans(kg, temp_c);
        ground.grind(f64::INFINITY, d50_um, ledger);
        ground
    }

    /// Breaks all its beans with a blade, and cuts what is broken finer for so many time constants.
    pub(crate) fn blend(&mut self, broken_um: f64, finest_um: f64, time_constants: f64, ledger: &mut Ledger) {
        let mix = self.mix_mut();
        mix.grind(f64::INFINITY, broken_um, ledger);
        if mix.kg(Species::Grounds) > 0.0 {
            let d50_um = mix.grounds.d50_um * libm::exp(-time_constants);
            mix.grounds.cut(d50_um.max(finest_um));
        }
    }

    /// Median particle diameter of the grounds in it, if there are any, µm.
    pub fn d50_um(&self) -> Option<f64> {
        (self.kg(Species::Grounds) > 0.0).then(|| self.grounds().d50_um)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beans_cut_in_two_goes_are_what_beans_ground_at_once_are() {
        let mut ledger = Ledger::default();
        let mut beans = Mixture::of(Species::Beans, 0.02, 20.0);
        beans.grind(1.0, 1500.0, &mut ledger);
        beans.grounds.cut(400.0);
        let at_once = Mixture::fresh_grounds(0.02, 400.0, 20.0);
        assert!((beans.temp_c() - 20.0).abs() < 1e-9 && beans.kg(Species::Beans) == 0.0);
        for i in 0..3 {
            assert!((beans.grounds.pools_kg[i] - at_once.grounds.pools_kg[i]).abs() < 1e-12);
        }
        assert!((beans.grounds.caffeine_kg - at_once.grounds.caffeine_kg).abs() < 1e-15);
    }
}
