//! How much coffee and water a cup takes.

use coffeetest_brew::spec::BedSpec;
use coffeetest_scene::{Order, Strength, Style};

use crate::graph::Drive;

/// Ground coffee per water for a machine's gravity bed, kg/kg: above the Golden Cup's 55 g/l, for a small pot drains
/// fast.
const STRENGTH: f64 = 0.0515;
/// The same where cold water runs through.
const COLD_STRENGTH: f64 = 0.09;
/// Cups up to this are little ones, ml.
pub(crate) const SMALL_ML: f64 = 80.0;
/// Share of the water that leaves as steam on the way.
const STEAM: f64 = 0.04;
/// What is brewed beyond the cup, kg: a little pot cools on its way, a fuller one stays hot.
const RESERVE_KG: f64 = 0.240;

/// What to put into a brewer for an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Recipe {
    /// Water, kg.
    pub water_kg: f64,
    /// Ground or soluble coffee for that, kg.
    pub grounds_kg: f64,
    /// Coffee per water, kg/kg.
    pub strength: f64,
    /// What is to be in the cup, ml.
    pub cup_ml: f64,
    /// The grain that suits, median, µm.
    pub d50_um: f64,
}

impl Recipe {
    /// Where the coffee is a portion: less of the drink for a strong cup and more for a weak one, as far as that is still
    /// the cup that was asked for. `whole` where all the water comes into the cup.
    pub(crate) fn drawn_out(self, order: &Order, whole: bool) -> Recipe {
        let share = match order.strength {
            Strength::Strong => 0.88,
            Strength::Normal => 1.0,
            Strength::Weak => 1.08,
        };
        let water_kg = if whole { share * self.water_kg } else { self.water_kg };
        Recipe { water_kg, cup_ml: share * self.cup_ml, ..self }
    }
}

/// What bounds a recipe.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bounds {
    /// The least water that a store must hold, and the most that it may, kg.
    pub water_kg: (f64, f64),
    /// The most coffee that fits, kg.
    pub grounds_kg: f64,
}

/// Coffee in a cup that milk and sugar come into, ml.
fn coffee_ml(order: &Order) -> f64 {
    const MILK_G_ML: f64 = 1.03;
    const SUGAR_G_ML: f64 = 1.6;
    order.volume_ml - order.milk.mass_g() / MILK_G_ML - order.sugar.mass_g() / SUGAR_G_ML
}

/// The amounts for a bed that keeps some of the water that a machine leads through it.
pub(crate) fn fed(order: &Order, bed: &BedSpec, drive: Drive, hot: bool, bounds: Bounds) -> Recipe {
    let cup_ml = coffee_ml(order);
    let cup_kg = 1e-3 * cup_ml;
    let most = |kg: f64| kg.clamp(1.05 * bounds.water_kg.0, bounds.water_kg.1.max(1.05 * bounds.water_kg.0));
    // A stronger wish is met with more coffee for the same water.
    let wish = 1.0 / order.strength.tds_factor();
    match drive {
        Drive::Gravity | Drive::Bubble => {
            let strength = STRENGTH * wish * if drive == Drive::Bubble { 1.1 } else { 1.0 };
            let kept = strength * bed.hold + STEAM;
            let water_kg = most((cup_kg + RESERVE_KG) / (1.0 - kept));
            let grounds_kg = (strength * water_kg).min(bounds.grounds_kg);
            let d50_um = if drive == Drive::Bubble { 900.0 } else { 700.0 };
            Recipe { water_kg, grounds_kg, strength, cup_ml, d50_um }
        }
        Drive::Pump => {
            // What is in a pump's tank beyond the cup does no harm; its bed gives a fifth of its mass.
            let water_kg = most(1.5 * cup_kg + 0.10);
            let small = order.style.map_or(order.volume_ml <= SMALL_ML, |style| style == Style::Espresso);
            let tds = if small { 0.095 } else { 0.0125 };
            let grounds_kg = (wish * tds * cup_kg / 0.20).min(bounds.grounds_kg);
            let strength = grounds_kg / cup_kg;
            Recipe { water_kg, grounds_kg, strength, cup_ml, d50_um: 300.0 }
        }
        Drive::Fall => {
            // Where it steeps all the water gets to the coffee; where it runs through, what is beyond the cup is stopped.
            let strength = if hot { 0.062 } else { COLD_STRENGTH } * wish;
            let beyond_kg = if bed.steep { 0.0 } else { 0.15 };
            let water_kg = most(cup_kg / (1.0 - strength * bed.hold) + beyond_kg);
            let meets_kg = if bed.steep { water_kg } else { cup_kg };
            let grounds_kg = (strength * meets_kg).min(bounds.grounds_kg);
            Recipe { water_kg, grounds_kg, strength, cup_ml, d50_um: 700.0 }
        }
        Drive::Steam => {
            // The store is filled to what its vent allows. A pressure funnel is filled level, unless that is too much:
            // for coffee that is to be as strong as any, and a big cup of it.
            let water_kg = most(bounds.water_kg.1);
            let level_kg = 0.92 * bounds.grounds_kg;
            let strong = order.style.map_or(order.volume_ml <= SMALL_ML, |style| style != Style::Filter);
            let grounds_kg = if strong { level_kg } else { level_kg.min(STRENGTH * wish * water_kg) };
            let d50_um = if strong { 350.0 } else { 600.0 };
            Recipe { water_kg, grounds_kg, strength: grounds_kg / water_kg, cup_ml, d50_um }
        }
    }
}

/// The amounts where water and coffee are put together by hand: `tds` is what the drink shall hold, `hold` what the
/// grounds keep, kg/kg, `yields` the share of the coffee that dissolves.
pub(crate) fn by_hand(order: &Order, (tds, yields): (f64, f64), hold: f64, d50_um: f64, bounds: Bounds) -> Recipe {
    let cup_ml = coffee_ml(order);
    let cup_kg = 1e-3 * cup_ml;
    let strength = tds / yields / order.strength.tds_factor();
    let water_kg = cup_kg / (1.0 - strength * hold).max(0.3);
    let water_kg = if bounds.water_kg.1 > 0.0 { water_kg.min(bounds.water_kg.1) } else { water_kg };
    let grounds_kg =
        if bounds.grounds_kg > 0.0 { bounds.grounds_kg.min(strength * water_kg) } else { strength * water_kg };
    Recipe { water_kg, grounds_kg, strength, cup_ml, d50_um }
}
