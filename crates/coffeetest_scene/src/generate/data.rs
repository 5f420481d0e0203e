//! What generated homes are made of, as data: ways of making coffee, habits of keeping, regions, levels.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Style, Text};

/// A way of making coffee: what belongs together, as its file in `scenes/kits` describes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kit {
    /// The method, for tables: `drip`, `pour_over`.
    pub method: String,
    /// How common it is in a region, by the region's id; nothing where it is not met.
    pub regions: BTreeMap<String, f64>,
    /// Whether homes to learn from never have it.
    #[serde(default)]
    pub held_out: bool,
    /// Things by instance name.
    pub things: BTreeMap<String, Piece>,
    /// Whether it needs a hob.
    #[serde(default)]
    pub hob: bool,
    /// What is asked for where it is the only way.
    #[serde(default)]
    pub drink: Option<Drink>,
}

/// A thing of a kit: it sits in another, or is kept where people keep such things.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// The kind: a file's stem.
    pub thing: String,
    /// Where it is kept: the id of a habit.
    #[serde(default)]
    pub habit: Option<String>,
    /// Where it sits instead: `instance.seat`.
    #[serde(default)]
    pub seat: Option<String>,
}

/// A drink that a kit makes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drink {
    /// How it is asked for.
    pub text: Text,
    /// Volume, ml.
    pub volume_ml: f64,
    /// Style.
    pub style: Style,
}

/// Where people keep a kind of thing, as its file in `scenes/habits` describes it: weights of kinds of places.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Habit {
    /// Weight of each kind of place.
    pub cells: BTreeMap<Cell, f64>,
}

impl Habit {
    /// The kind of place where it is kept most often.
    pub fn likeliest(&self) -> Option<Cell> {
        self.cells.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(cell, _)| *cell)
    }
}

/// A kind of place. What is within 1.5 m of the brewer is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Cell {
    /// On a counter near the brewer.
    CounterNear,
    /// On a counter farther off.
    CounterFar,
    /// In a wall cabinet near the brewer.
    UpperNear,
    /// In a wall cabinet farther off.
    UpperFar,
    /// In a cabinet below a counter.
    Base,
    /// In a drawer near the brewer.
    DrawerNear,
    /// In a drawer farther off.
    DrawerFar,
    /// In the fridge.
    Fridge,
    /// On a table.
    Table,
}

/// How kitchens of a part of the world are built and stocked, as its file in `scenes/regions` describes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// What a person calls it.
    pub name: Text,
    /// Weight among the regions.
    pub share: f64,
    /// Mains, V.
    pub mains_v: f64,
    /// Height of the ceiling, smallest and largest, m.
    pub ceiling_m: (f32, f32),
    /// Weights of the layouts.
    pub layouts: BTreeMap<KitchenShape, f64>,
    /// Free width between two runs, or between a run and what stands before it, smallest and largest, m.
    pub aisle_m: (f32, f32),
    /// Kinds of furniture for each part of a run; of [`Part::Base`], the first stands in corners.
    pub parts: BTreeMap<Part, Vec<String>>,
    /// Kinds of wall cabinets.
    pub wall_cabinets: Vec<String>,
    /// Height of their bottom above the floor, m.
    pub wall_cabinet_m: f32,
    /// Socket on the wall.
    pub outlet: String,
    /// Height of sockets, m.
    pub outlet_m: f32,
    /// Board with the breakers.
    pub panel: String,
    /// Height of the board, m.
    pub panel_m: f32,
    /// Table.
    pub table: String,
    /// Things that are there anyhow: kind, habit, share of homes that have it.
    pub household: Vec<(String, String, f64)>,
}

/// What a piece of a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// Keeps things cold.
    Fridge,
    /// Water.
    Sink,
    /// Fire.
    Hob,
    /// A wide counter on which appliances stand.
    Worktop,
    /// A plain counter.
    Base,
    /// A counter with a drawer.
    Drawer,
    /// A counter with doors.
    Cupboard,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 7] =
        [Part::Fridge, Part::Sink, Part::Hob, Part::Worktop, Part::Base, Part::Drawer, Part::Cupboard];
}

/// The shape of a kitchen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum KitchenShape {
    /// One run along a wall.
    OneWall,
    /// Two runs that face each other.
    Galley,
    /// Two runs that meet in a corner.
    L,
    /// Three runs.
    U,
    /// One run with an island before it.
    Island,
}

/// A level of the ladder, as its file in `scenes/levels` describes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its number.
    pub number: u8,
    /// Simulated time after which an episode ends, s.
    pub time_limit_s: f64,
    /// How much is prepared.
    pub stage: Stage,
    /// Smallest and largest number of things more that stand about.
    #[serde(default)]
    pub clutter: (u32, u32),
    /// Whether all methods are as likely as each other.
    #[serde(default)]
    pub flat: bool,
    /// Share of the homes in which the likeliest place of the coffee is empty.
    #[serde(default)]
    pub emptied: f64,
}

/// How much is prepared at a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Everything stands on counters and tables.
    LaidOut,
    /// Everything is where people keep it.
    Kept,
}
