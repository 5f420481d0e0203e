//! Stores: anything that holds matter.

use serde::{Deserialize, Serialize};

use super::Guard;

/// A vessel, tank or basin (E1–E4).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreSpec {
    /// Volume up to the rim, ml.
    pub cap_ml: f64,
    /// Its inner shape.
    pub curve: Curve,
    /// Heat capacity of its walls, J/K.
    pub c_wall: f64,
    /// Heat loss of its walls to the room, W/K.
    pub ua: f64,
    /// Open surface, m².
    #[serde(default)]
    pub a_evap: f64,
    /// What share of the open surface's loss remains under the lid, 0–1.
    #[serde(default = "one")]
    pub lid_factor: f64,
    /// The `Joint` or `Seat` that is its lid. With one, `lid_factor` counts only while that is closed (seated), and an
    /// open lid counts as 1. Without one, `lid_factor` always counts.
    #[serde(default)]
    pub lid: Option<String>,
    /// How it is closed against pressure.
    #[serde(default)]
    pub vent: Vent,
    /// Lowest mark, ml.
    #[serde(default)]
    pub min_ml: f64,
    /// Highest mark, ml; the capacity if not given.
    #[serde(default)]
    pub max_ml: Option<f64>,
    /// Its pouring lip; without one it pours over its whole rim.
    #[serde(default)]
    pub lip: Option<Lip>,
    /// What keeps the grounds back when it is poured from.
    #[serde(default)]
    pub strain: Option<Strain>,
    /// Height of the foam that coffee throws up near boiling, as a share of the liquid's height.
    #[serde(default)]
    pub foam: Option<f64>,
    /// The seat of the removable part that it is in. While that is empty, what flows to it goes astray.
    #[serde(default)]
    pub seat: Option<String>,
    /// The `Seat` or `Joint` that seals a store with a `Sealed` vent: it leaks as far as that is not tight.
    #[serde(default)]
    pub sealed_by: Option<String>,
}

/// A mesh through which a store is poured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strain {
    /// The filter slot with the mesh.
    pub filter: String,
    /// The mesh is in the way while this holds.
    pub when: Guard,
    /// Liquid that stays with the grounds, g/g.
    pub hold: f64,
}

fn one() -> f64 {
    1.0
}

/// A store's inner shape, metres.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Curve {
    /// Upright cylinder: radius, height.
    Cyl(f64, f64),
    /// Box: two sides, height.
    Box(f64, f64, f64),
    /// Points (height m, volume ml), both rising, the first at height 0.
    Table(Vec<(f64, f64)>),
}

/// How a store is closed against pressure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Vent {
    /// At the pressure of the room.
    #[default]
    Open,
    /// Closed up to the pressure of its relief valve, bar above the room.
    Sealed(f64),
}

/// A pouring lip: width m, discharge coefficient, height above the floor of the store m (E30).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lip(pub f64, pub f64, pub f64);
