//! How much coffee and water a cup takes.

use coffeetest_brew::spec::BedSpec;
use coffeetest_scene::Order;

/// Ground coffee per water, kg/kg: above the Golden Cup's 55 g/l, for a small pot drains fast.
const STRENGTH: f64 = 0.0515;
/// Share of the water that leaves as steam on the way.
const STEAM: f64 = 0.04;
/// What is brewed beyond the cup, kg: a little pot cools on its way, a fuller one stays hot.
const RESERVE_KG: f64 = 0.240;

/// What to put into a brewer for an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Recipe {
    /// Water, kg.
    pub water_kg: f64,
    /// Ground coffee for that, kg.
    pub grounds_kg: f64,
    /// Ground coffee per water, kg/kg.
    pub strength: f64,
    /// What is to be in the cup, ml.
    pub cup_ml: f64,
}

/// The amounts for a bed that keeps some of the water; `least_ml` is the least a tank must hold.
pub(crate) fn recipe(order: &Order, bed: &BedSpec, least_ml: f64) -> Recipe {
    // A stronger wish is met with more coffee for the same water.
    let strength = STRENGTH / order.strength.tds_factor();
    let kept = strength * bed.hold + STEAM;
    let cup_kg = 1e-3 * order.volume_ml;
    let water_kg = ((cup_kg + RESERVE_KG) / (1.0 - kept)).max(1e-3 * least_ml * 1.05);
    Recipe { water_kg, grounds_kg: strength * water_kg, strength, cup_ml: order.volume_ml }
}
