//! Styles of coffee, which differ in the strength that people expect.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A style of coffee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// Filter coffee, and what is drunk like it.
    #[default]
    Filter,
    /// Espresso.
    Espresso,
    /// Stove-top pressure coffee.
    Moka,
    /// Unfiltered boiled coffee.
    Cezve,
    /// From soluble powder.
    Instant,
    /// Steeped cold, served cold.
    Cold,
}

impl Style {
    /// Corners of the strength curve, % dissolved solids (`q_s` in §6.1 of the process model).
    pub(super) const fn tds_percent(self) -> [f64; 4] {
        match self {
            Style::Filter => [0.55, 1.10, 1.50, 2.4],
            Style::Espresso => [4.0, 7.5, 12.5, 18.0],
            Style::Moka => [1.2, 2.2, 5.0, 8.0],
            Style::Cezve => [1.2, 2.0, 4.5, 7.0],
            Style::Instant => [0.4, 0.8, 1.7, 2.8],
            Style::Cold => [0.7, 1.2, 2.5, 4.0],
        }
    }

    /// Whether it is drunk cold.
    pub(super) const fn is_cold(self) -> bool {
        matches!(self, Style::Cold)
    }
}
