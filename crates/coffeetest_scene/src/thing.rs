//! What an appliance, an item or a piece of furniture is: bodies with geometry, and a process graph on them.

use std::collections::BTreeMap;

use coffeetest_brew::spec::{Comp, CtrlRow};
use serde::{Deserialize, Serialize};

use crate::Text;

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

/// One rigid body of a thing.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyPart {
    /// Collision shapes in the body's frame.
    pub shapes: Vec<Shape>,
    /// Mass, kg.
    pub mass_kg: f32,
    /// The body frame's origin in the thing's frame at rest.
    #[serde(default)]
    pub at: V3,
    /// How it is attached to the body named `body`; `None` only for that one.
    #[serde(default)]
    pub attach: Option<Attach>,
    /// What a person calls this part.
    #[serde(default)]
    pub name: Option<Text>,
    /// The noun in observations: `door`, `lid`, `switch`, `plug`.
    #[serde(default)]
    pub kind: Option<String>,
    /// What this part counts as, for seats.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Static friction coefficient against a dry surface.
    #[serde(default = "default_friction")]
    pub friction: f32,
    /// Restitution.
    #[serde(default = "default_restitution")]
    pub restitution: f32,
    /// Colour, sRGB.
    #[serde(default = "default_color")]
    pub color: [u8; 3],
}

fn default_friction() -> f32 {
    0.5
}
fn default_restitution() -> f32 {
    0.1
}
fn default_color() -> [u8; 3] {
    [200, 200, 200]
}

/// A convex piece or a simple hollow of them. `at` is the centre of its lowest face.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Shape {
    /// A solid box.
    Box {
        /// Extent along x, y, z.
        size: V3,
        /// Centre of its lowest face.
        at: V3,
    },
    /// A solid upright cylinder.
    Cylinder {
        /// Radius, m.
        radius_m: f32,
        /// Height, m.
        height_m: f32,
        /// Centre of its lowest face.
        at: V3,
    },
    /// A round vessel, open at the top, with a floor.
    Cup {
        /// Outer radius, m.
        radius_m: f32,
        /// Outer height, m.
        height_m: f32,
        /// Thickness of wall and floor, m.
        wall_m: f32,
        /// Centre of its lowest face.
        at: V3,
    },
    /// A rectangular vessel, open at the top, with a floor.
    Tub {
        /// Outer extent along x, y, z.
        size: V3,
        /// Thickness of walls and floor, m.
        wall_m: f32,
        /// Centre of its lowest face.
        at: V3,
    },
}

/// How a part is attached to the main body.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Attach {
    /// Moved by the `Joint` component of this name about or along `axis` through `at` (thing frame at rest).
    /// Positive travel opens. `handle` is where a hand takes it.
    Joint {
        /// The `Joint` component.
        comp: String,
        /// A point on the axis.
        at: V3,
        /// Direction of the axis.
        axis: V3,
        /// Where a hand takes the part, in the part's frame.
        handle: Grasp,
    },
    /// The moving piece of the `Control` of this name; pressing it along `axis` (thing frame) operates it.
    Control {
        /// The `Control` component.
        comp: String,
        /// Direction in which it is pressed.
        axis: V3,
    },
    /// Sits in the `Seat` of this name and can be taken out; `grasps` says where to hold it.
    Seat {
        /// The `Seat` component in which it rests.
        comp: String,
        /// Where a hand can hold it, in the part's frame.
        grasps: Vec<Grasp>,
    },
    /// The plug of the `Plug` of this name, on a cord that leaves the main body at `at`.
    Cord {
        /// The `Plug` component.
        comp: String,
        /// Where the cord leaves the main body.
        at: V3,
        /// Where a hand can hold the plug, in the plug's frame.
        grasps: Vec<Grasp>,
    },
}

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

/// A bar that fits between two fingers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grasp {
    /// Its middle, in the frame of the body it is on.
    pub at: V3,
    /// Its direction; the fingers close across it.
    #[serde(default = "up")]
    pub along: V3,
    /// Its thickness between the fingers, m.
    pub width_m: f32,
    /// Directions in which the hand may come (from hand to bar), in the body's frame; empty: any across `along`,
    /// and from the bar's upper end.
    #[serde(default)]
    pub from: Vec<V3>,
}

fn up() -> V3 {
    [0.0, 0.0, 1.0]
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
    /// What a person calls it (`counter top`, `upper shelf`).
    pub name: Text,
    /// What it counts as for orders: `counter`, `table`, `shelf`, `drawer`.
    #[serde(default)]
    pub tags: Vec<String>,
}

fn open_sky() -> f32 {
    10.0
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
