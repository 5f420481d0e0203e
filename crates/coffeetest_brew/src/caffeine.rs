//! Coffee with and without caffeine, and how the two look.

use crate::extract::{self, CAFFEINE, INSTANT_CAFFEINE, READY};
use crate::mixture::Mixture;
use crate::species::Species;

/// Share of the caffeine that is left in decaffeinated coffee (§2.5: 2–5 mg where 95 mg would be).
const LEFT: f64 = 0.03;
/// Coffee with less than this share of the usual caffeine is decaffeinated for the most part.
const MOSTLY: f64 = 0.5;

impl Mixture {
    /// Caffeine that is still in its beans, grounds and instant coffee, kg.
    pub fn caffeine_within_kg(&self) -> f64 {
        self.bean_caffeine_kg + self.grounds.caffeine_kg + self.instant_caffeine_kg
    }

    /// The same, of decaffeinated coffee.
    pub fn decaffeinated(mut self) -> Mixture {
        self.bean_caffeine_kg = LEFT * CAFFEINE * self.kg(Species::Beans);
        self.grounds.caffeine_kg *= LEFT;
        self.grounds.caffeine_per_solid *= LEFT;
        self.instant_caffeine_kg = LEFT * INSTANT_CAFFEINE * self.kg(Species::Instant);
        self
    }

    /// Whether its beans or grounds have the looks of decaffeinated coffee: roasted, it is much darker than other coffee,
    /// evenly so, and without the light flecks of silverskin (Sweet Maria's, "Decaffeinated Coffee"; Sagebrush Coffee,
    /// "When Swiss Water Decaf Coffee Looks Dark"). Instant coffee and drinks show nothing.
    pub fn looks_decaffeinated(&self) -> bool {
        let beans_kg = self.kg(Species::Beans);
        if beans_kg > self.kg(Species::Grounds) {
            return self.bean_caffeine_kg < MOSTLY * CAFFEINE * beans_kg;
        }
        let usual = extract::CAFFEINE_FIRST * CAFFEINE / READY;
        self.kg(Species::Grounds) > 0.0 && self.grounds.caffeine_per_solid < MOSTLY * usual
    }

    /// Whether its beans, grounds or instant coffee are decaffeinated, as somebody knows who has read the print.
    pub fn is_decaffeinated(&self) -> bool {
        let instant_kg = self.kg(Species::Instant);
        let instant = instant_kg > 0.0 && self.instant_caffeine_kg < MOSTLY * INSTANT_CAFFEINE * instant_kg;
        self.looks_decaffeinated() || instant
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Ledger;

    #[test]
    fn grounds_of_decaffeinated_beans_are_decaffeinated() {
        let mut beans = Mixture::of(Species::Beans, 0.02, 20.0).decaffeinated();
        assert!(beans.looks_decaffeinated());
        beans.grind(1.0, 700.0, &mut Ledger::default());
        let usual = Mixture::fresh_grounds(0.02, 700.0, 20.0);
        assert!((beans.grounds.caffeine_kg / usual.grounds.caffeine_kg - LEFT).abs() < 1e-12);
        assert!(beans.looks_decaffeinated() && !usual.looks_decaffeinated());
    }

    #[test]
    fn a_brew_leaves_the_looks_and_a_blend_looks_as_what_there_is_more_of() {
        let decaf = Mixture::fresh_grounds(0.02, 700.0, 20.0).decaffeinated();
        assert!(
            decaf.brewed().looks_decaffeinated()
                && !Mixture::fresh_grounds(0.02, 700.0, 20.0).brewed().looks_decaffeinated()
        );
        let blend = |decaf_kg, usual_kg| {
            let mut blend = Mixture::of(Species::Beans, decaf_kg, 20.0).decaffeinated();
            blend.add(&Mixture::of(Species::Beans, usual_kg, 20.0));
            blend.looks_decaffeinated()
        };
        assert!(blend(0.03, 0.01) && !blend(0.01, 0.03));
    }

    #[test]
    fn a_cup_of_decaffeinated_instant_has_three_milligrams_where_others_have_seventy() {
        let in_cup_mg = |powder: Mixture| {
            let mut cup = Mixture::of(Species::Water, 0.2, 85.0);
            cup.add(&powder);
            for _ in 0..6000 {
                extract::dissolve_instant(&mut cup, 85.0, 1.0, 0.01);
            }
            1e6 * cup.kg(Species::Caffeine)
        };
        let powder = Mixture::of(Species::Instant, 0.002, 20.0);
        let looks = powder.decaffeinated().looks_decaffeinated();
        assert!(powder.decaffeinated().is_decaffeinated() && !powder.is_decaffeinated() && !looks);
        let (usual, decaf) = (in_cup_mg(powder), in_cup_mg(powder.decaffeinated()));
        assert!((usual - 70.0).abs() < 0.1 && (decaf - 2.1).abs() < 0.1, "{usual} and {decaf} mg");
    }
}
