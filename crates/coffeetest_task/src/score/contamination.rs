//! What must not be in a cup.

use coffeetest_brew::Species;

use super::record::{Brew, Vessel};

/// Factor on the cup's quality, and why everything is lost if it is (§6.1 of the process model, `g_x`).
pub(super) fn factor(vessel: &Vessel, brews: &[Brew]) -> (f64, Option<String>) {
    let mass_g = |species: Species| vessel.contents_kg.get(&species).copied().unwrap_or(0.0) * 1000.0;
    let soap_mg_100ml = mass_g(Species::Soap) * 1000.0 / (vessel.volume_ml / 100.0).max(1e-9);
    if soap_mg_100ml >= 10.0 {
        return (0.0, Some(format!("{soap_mg_100ml:.0} mg of soap in 100 ml")));
    }
    // 0.1 ml of a watery cleaner.
    if mass_g(Species::Descaler) > 0.1 {
        return (0.0, Some(format!("{:.1} g of a cleaner in the cup", mass_g(Species::Descaler))));
    }
    if vessel.near_shards {
        return (0.0, Some("something broke close to the open cup".to_owned()));
    }
    let mut factor = if soap_mg_100ml >= 1.0 { 0.3 } else { 1.0 };
    factor *= match mass_g(Species::Salt) {
        salt_g if salt_g > 1.0 => 0.05,
        salt_g if salt_g > 0.3 => 0.2,
        _ => 1.0,
    };
    for unasked in [Species::Cocoa, Species::Tea, Species::Vinegar, Species::Other] {
        factor *= if mass_g(unasked) > 0.5 { 0.6 } else { 1.0 };
    }
    let mut sources = brews.iter().filter(|brew| brew.solids_out_kg > 0.0).peekable();
    if sources.peek().is_some() && sources.all(|brew| brew.spent) {
        factor *= 0.5;
    }
    (factor, None)
}
