//! Styles of coffee, which differ in how much of it makes a cup and in how strong people expect it (§6.1 of the process
//! model).

use serde::{Deserialize, Serialize};

/// A style of coffee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// A cup of it, if nothing else is said, ml.
    pub const fn cup_ml(self) -> f64 {
        match self {
            Style::Filter | Style::Instant | Style::Cold => 240.0,
            Style::Espresso => 30.0,
            Style::Moka => 120.0,
            Style::Cezve => 65.0,
        }
    }

    /// Corners of the strength curve, % dissolved solids (`q_s`).
    pub const fn tds_percent(self) -> [f64; 4] {
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
    pub const fn is_cold(self) -> bool {
        matches!(self, Style::Cold)
    }

    /// Whether its grounds are drunk with, once they have settled.
    pub const fn is_unfiltered(self) -> bool {
        matches!(self, Style::Cezve)
    }

    /// Whether it is made of grounds, of which it takes up a part (`q_e`).
    pub const fn is_extracted(self) -> bool {
        !matches!(self, Style::Instant)
    }
}
