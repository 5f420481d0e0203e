//! What a thing is made of: rigid bodies, their shapes, how they hang together, where a hand takes them.

use serde::{Deserialize, Serialize};

use crate::Text;
use crate::thing::V3;

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
    /// How it is attached to the body `on`; `None` only for the one named `body`.
    #[serde(default)]
    pub attach: Option<Attach>,
    /// The body that it is attached to; a lid can hang on a part that is taken away.
    #[serde(default = "main_body")]
    pub on: String,
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

fn main_body() -> String {
    "body".into()
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
    /// The moving piece of the `Control` of this name; pressing it along `axis` (thing frame) operates it. One that
    /// turns has a `handle` and turns about `axis` through its origin, by the right hand from its first position.
    Control {
        /// The `Control` component.
        comp: String,
        /// Direction in which it is pressed, or axis about which it turns.
        axis: V3,
        /// Where a hand takes one that turns, in the part's frame.
        #[serde(default)]
        handle: Option<Grasp>,
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
