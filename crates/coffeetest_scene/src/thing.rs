//! What an appliance, an item or a piece of furniture is: bodies with geometry, and a process graph on them.

use std::collections::BTreeMap;

use coffeetest_brew::spec::{Comp, CtrlRow};
use serde::{Deserialize, Serialize};

use crate::{BodyPart, Grasp, Mark, Opening, OutletPose, SeatPose, Surface, Text};

/// A vector or point, metres unless said otherwise.
pub type V3 = [f32; 3];

/// One kind of thing, as its file in `scenes/{appliances,items,furniture}` describes it.
///
/// The thing's frame: origin on the surface it stands on, x to its right, front towards −y, z up. Furniture that stands
/// or hangs at a wall has its origin at the middle of its rear edge.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thing {
    /// What a person calls it.
    pub name: Text,
    /// The noun in observations and handles, lower case with underscores: `mug`, `coffee_maker`, `tin`.
    pub kind: String,
    /// What it counts as for seats and planners: `drinking_vessel`, `carafe_12`, `drip_basket`.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Whether it stands loose or is built in.
    #[serde(default)]
    pub mount: Mount,
    /// Process components by name; the vocabulary of `coffeetest_brew::spec`.
    #[serde(default)]
    pub comps: BTreeMap<String, Comp>,
    /// Where mass flows, from component to component.
    #[serde(default)]
    pub links: Vec<(String, String)>,
    /// The controller's table.
    #[serde(default)]
    pub ctrl: Vec<CtrlRow>,
    /// Rigid bodies by name; `body` is the main one and the others are attached to it.
    pub bodies: BTreeMap<String, BodyPart>,
    /// Openings of stores and beds: component name to the disc through which matter enters and leaves.
    #[serde(default)]
    pub openings: BTreeMap<String, Opening>,
    /// Geometry of `Seat` and `Socket` components and of `Filter` slots: where the seated part's origin comes to be.
    #[serde(default)]
    pub seats: BTreeMap<String, SeatPose>,
    /// Geometry of outlets: where their stream starts and where it points.
    #[serde(default)]
    pub outlets: BTreeMap<String, OutletPose>,
    /// Places of indicators (lamps, displays, windows, buzzers).
    #[serde(default)]
    pub marks: BTreeMap<String, Mark>,
    /// What a stove meets below it.
    #[serde(default)]
    pub base: Option<Underside>,
    /// Where a hand can hold the thing.
    #[serde(default)]
    pub grasps: Vec<Grasp>,
    /// Where other things can stand: counter tops, shelves, drawer floors.
    #[serde(default)]
    pub surfaces: BTreeMap<String, Surface>,
    /// What its stores hold at the start.
    #[serde(default)]
    pub contents: Vec<Content>,
    /// A tool's business end.
    #[serde(default)]
    pub tool: Option<Tool>,
    /// A stack that is taken from one by one, such as a pack of filters.
    #[serde(default)]
    pub pack: Option<Pack>,
    /// Printed on it, where that differs from the name (a label can mislead).
    #[serde(default)]
    pub label: Option<Text>,
    /// Impulse energy that breaks it, J.
    #[serde(default)]
    pub breaks_j: Option<f32>,
}

/// Whether a thing stands loose or is built in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mount {
    /// A loose rigid body.
    #[default]
    Free,
    /// Built in: walls, cabinets, heavy appliances.
    Fixed,
}

/// What a store holds at the start.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The store's name.
    pub store: String,
    /// The species' name (see `coffeetest_brew::Species`).
    pub substance: String,
    /// Mass, g.
    pub mass_g: f64,
    /// Temperature, °C; room temperature if not given.
    #[serde(default)]
    pub temp_c: Option<f64>,
    /// Median particle diameter of ground coffee, µm.
    #[serde(default)]
    pub d50_um: Option<f64>,
    /// Whether it is decaffeinated coffee.
    #[serde(default)]
    pub decaf: bool,
}

/// What a stove, a hot plate or a microwave oven meets below a thing.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Underside {
    /// The store that gets the heat.
    pub store: String,
    /// Diameter of what touches, m.
    pub diameter_m: f64,
    /// Whether it is of ferrous metal, as an induction zone wants it.
    #[serde(default)]
    pub ferrous: bool,
    /// Whether it is of any metal, which a microwave oven does not stand.
    #[serde(default)]
    pub metal: bool,
}

/// A tool's business end.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Tool {
    /// A bowl that takes powder from what it is dipped into: the store that is its bowl.
    Scoop {
        /// The store that is its bowl.
        store: String,
    },
    /// A spoon: scoops, and stirs what it stands in.
    Spoon {
        /// The store that is its bowl.
        store: String,
    },
    /// A rod or paddle that stirs; its tip is the origin of the thing.
    Stirrer,
    /// Takes up what is spilled.
    Cloth {
        /// How much liquid it holds, g.
        holds_g: f64,
    },
    /// Presses grounds together with its foot.
    Tamper {
        /// Radius of its foot, m.
        radius_m: f32,
    },
}

/// A stack that is taken from one by one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// The item that comes out.
    pub item: String,
    /// How many there are.
    pub count: u32,
    /// Where it comes out: the piece's origin in the pack's frame when gripped.
    pub at: V3,
}
