//! Whether milk, sugar and caffeine are as asked.

use coffeetest_brew::Species;
use coffeetest_scene::{Order, Wish};

use super::curve::trap;
use super::record::Vessel;

/// Milk or sugar beyond this was put in, g.
const MILK_NOTICED_G: f64 = 3.0;
const SUGAR_NOTICED_G: f64 = 1.0;
/// What is left in decaffeinated coffee at most, as a share of the dissolved solids.
const DECAF_SHARE: f64 = 0.005;

/// How well preferences were followed, 0 to 1 (§6.1 of the process model, `q_p`). Sugar is dissolved as soon as it is in a
/// drink: what that model says of undissolved sugar never comes about.
pub(super) fn preference(order: &Order, vessel: &Vessel) -> f64 {
    let mass_g = |species: Species| vessel.contents_kg.get(&species).copied().unwrap_or(0.0) * 1000.0;
    let adjuncts =
        [(order.milk, mass_g(Species::Milk), MILK_NOTICED_G), (order.sugar, mass_g(Species::Sugar), SUGAR_NOTICED_G)];
    let mut asked = Vec::new();
    let mut factor = 1.0;
    for (wish, mass_g, noticed_g) in adjuncts {
        match wish {
            Wish::Asked(asked_g) => asked.push(trap(mass_g / asked_g, [0.3, 0.75, 1.3, 2.2])),
            Wish::Unsaid if mass_g > noticed_g => factor *= 0.5,
            Wish::Refused if mass_g > noticed_g => factor *= 0.15,
            Wish::Unsaid | Wish::Refused => {}
        }
    }
    if order.decaf {
        let caffeinated = mass_g(Species::Caffeine) > DECAF_SHARE * mass_g(Species::Solids);
        asked.push(if caffeinated { 0.2 } else { 1.0 });
    }
    let mean = if asked.is_empty() { 1.0 } else { asked.iter().sum::<f64>() / asked.len() as f64 };
    mean * factor
}

/// Whether what was asked for is in the cup, and nothing else.
pub(super) fn as_asked(order: &Order, vessel: &Vessel) -> bool {
    preference(order, vessel) >= 0.75
}
