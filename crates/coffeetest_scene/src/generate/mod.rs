//! Homes that nobody has seen: a pure function from a level and a seed to a home with an order. No engine.

mod data;
mod draft;
mod fit;
mod kitchen;
mod place;
mod run;
mod stow;
mod wire;

use std::collections::BTreeMap;

pub use data::{Cell, Drink, Habit, Kit, KitchenShape, Level, Part, Piece, Region, Stage};

use draft::Draft;

use crate::{Home, Library, Order};

/// How often a home is drawn before it is given up.
const TRIES: u64 = 60;

/// A generated home.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The home; each thing has one place.
    pub home: Home,
    /// What is asked for.
    pub order: Order,
    /// Simulated time after which an episode ends, s.
    pub time_limit_s: f64,
    /// Id of its region.
    pub region: String,
    /// Shape of its kitchen.
    pub shape: KitchenShape,
    /// Id of the kit that makes coffee there.
    pub kit: String,
    /// Where each thing is kept, by the names that things have in the home.
    pub kept: BTreeMap<String, Cell>,
}

impl Library {
    /// The home of a level for a seed: a pure function, the same on every platform. `held_out` says whether it may have
    /// ways of making coffee that homes to learn from never have. `None` where the level is not there, or what it asks
    /// for does not fit together.
    pub fn generate(&self, level: u8, seed: &[u8; 32], held_out: bool) -> Option<Generated> {
        let level = self.levels.values().find(|known| known.number == level)?;
        // What does not fit is drawn anew as a whole.
        (0..TRIES).find_map(|attempt| Draft { library: self, level, seed, attempt, held_out }.draw())
    }
}
