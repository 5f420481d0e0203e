//! Where a thing meets others: openings, seats, outlets, marks, surfaces.

use serde::{Deserialize, Serialize};

use crate::Text;
use crate::thing::V3;

/// A disc through which matter enters a store or bed; the lip of what pours.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The body it belongs to.
    #[serde(default = "main_body")]
    pub body: String,
    /// Its centre in that body's frame; its normal is the body's z.
    pub at: V3,
    /// Its radius, m.
    pub radius_m: f32,
    /// The floor of the hollow below it, m above the body's origin.
    #[serde(default)]
    pub floor_m: f32,
}

fn main_body() -> String {
    "body".into()
}

/// Where a seated part's origin comes to be.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatPose {
    /// The body it belongs to.
    #[serde(default = "main_body")]
    pub body: String,
    /// In that body's frame.
    pub at: V3,
    /// Turn of the seated part about z, degrees.
    #[serde(default)]
    pub yaw_deg: f32,
    /// Whether the part is held until pulled out, or only rests there.
    #[serde(default)]
    pub hold: Hold,
    /// The direction in which a part is moved to go in, in the body's frame.
    #[serde(default = "down")]
    pub enter: V3,
}

fn down() -> V3 {
    [0.0, 0.0, -1.0]
}

/// How a seat keeps its part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hold {
    /// By its weight alone (a carafe on its plate).
    #[default]
    Rest,
    /// Firmly, until pulled with the seat's `retain_n` (a plug, a basket, a paper filter in its cone).
    Grip,
}

/// Where a stream leaves.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutletPose {
    /// The body it belongs to.
    #[serde(default = "main_body")]
    pub body: String,
    /// In that body's frame.
    pub at: V3,
    /// Direction of the stream in that body's frame.
    #[serde(default = "down")]
    pub dir: V3,
}

/// Where an indicator is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The body it belongs to.
    #[serde(default = "main_body")]
    pub body: String,
    /// In that body's frame.
    pub at: V3,
}

/// A level place where things can stand.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Surface {
    /// The body it belongs to.
    #[serde(default = "main_body")]
    pub body: String,
    /// Its centre, in that body's frame.
    pub at: V3,
    /// Its extent along that body's x and y, m.
    pub size: [f32; 2],
    /// Free height above it, m.
    #[serde(default = "open_sky")]
    pub headroom_m: f32,
    /// Temperature of the air on it while all doors of its thing are shut, °C: that of the room if not given.
    #[serde(default)]
    pub air_c: Option<f64>,
    /// What a person calls it (`counter top`, `upper shelf`).
    pub name: Text,
    /// What it counts as for orders: `counter`, `table`, `shelf`, `drawer`.
    #[serde(default)]
    pub tags: Vec<String>,
}

fn open_sky() -> f32 {
    10.0
}
