//! The style by which a cup is judged.

use coffeetest_scene::Style;

use super::record::Record;

/// Dry coffee below which nobody has brewed anything, kg.
const NOTHING_KG: f64 = 0.5e-3;

/// What was asked for; if that was left open, what was made: instant coffee where no grounds gave anything, else coffee
/// as most people drink it.
pub(super) fn of(record: &Record) -> Style {
    let brewed = record.brews.iter().any(|brew| brew.solids_out_kg > 0.0 && brew.dose_kg > NOTHING_KG);
    let made = if brewed { Style::Filter } else { Style::Instant };
    record.order.style.unwrap_or(made)
}
