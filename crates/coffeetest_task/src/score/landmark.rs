//! Landmarks on the way to a cup: facts about the world from which progress is read (§1.2 of the process model).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A fact about the world on the way to a cup. The letters are those of the process model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Landmark {
    /// W: enough water in the right store.
    Water,
    /// P: the brewer is energised.
    Power,
    /// C: usable coffee at the place where it is brewed.
    Coffee,
    /// F: the filter is in order.
    Filter,
    /// Z: everything that must be seated is.
    Seats,
    /// R: something stands ready to receive the drink.
    Receiver,
    /// S: heating or brewing has started.
    Started,
    /// X: at least 80 % of the expected drink has been delivered.
    Delivered,
    /// M: brewed coffee is in a drinking vessel.
    InCup,
    /// A: milk and sugar are as asked.
    Adjuncts,
    /// O: everything is off and closed.
    Closed,
}

impl Landmark {
    /// What comes before coffee can be in a cup.
    pub const BREWING: [Landmark; 8] = [
        Landmark::Water,
        Landmark::Power,
        Landmark::Coffee,
        Landmark::Filter,
        Landmark::Seats,
        Landmark::Receiver,
        Landmark::Started,
        Landmark::Delivered,
    ];
}
