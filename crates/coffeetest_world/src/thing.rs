//! Components of the things in a home and of their parts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_scene::{Grasp, Thing};

use crate::physics::{Hold, JointId};

/// A thing of the home, on the entity of its main body.
#[derive(Component, Clone, Debug)]
pub struct ThingOf {
    /// Instance name in the home. Privileged.
    pub instance: String,
    /// Id of its kind (the data file's stem). Privileged.
    pub id: String,
    /// Its kind.
    pub spec: Arc<Thing>,
    /// Entities of its bodies by name, `body` being this one.
    pub parts: BTreeMap<String, Entity>,
}

/// One rigid body of a thing, the main one included.
#[derive(Component, Clone, Debug)]
pub struct Part {
    /// The thing's entity.
    pub thing: Entity,
    /// Name of the body in the thing's data.
    pub name: String,
}

/// A part that travels on a hinge or a slide: a door, a drawer, a lid.
#[derive(Component, Clone, Debug)]
pub struct Moving {
    /// The `Joint` component's name.
    pub comp: String,
    /// The rail it travels on.
    pub joint: JointId,
    /// Whether it turns.
    pub hinge: bool,
    /// Axis in the thing's frame.
    pub axis: Vec3,
    /// A point of the axis in the thing's frame.
    pub at: Vec3,
    /// Travel, m or rad.
    pub range: (f32, f32),
    /// Travel now, m or rad.
    pub travel: f32,
    /// Where a hand takes it, in the part's frame.
    pub handle: Grasp,
    /// Force to move it at the handle, N.
    pub force_n: f32,
    /// Extra force to open it from shut, N.
    pub latch_n: f32,
    /// Distance of the handle from the axis, m; 1 for slides.
    pub lever_m: f32,
    /// Travel at which friction holds it, m or rad.
    pub held_at: f32,
    /// What keeps it where it is while no hand moves it.
    pub lock: Lock,
}

/// What keeps a moving part in place while no hand moves it: friction, which the engine's motors do not hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lock {
    /// Free to be moved.
    Open,
    /// On a built-in thing: immovable.
    Fixed,
    /// On a loose thing: one with it.
    Welded(JointId),
}

impl Moving {
    /// Travel as a share of the range, 0 shut to 1 open.
    pub fn openness(&self) -> f32 {
        (self.travel - self.range.0) / (self.range.1 - self.range.0)
    }

    /// How its friction holds it now; a latch adds to it when it is shut.
    pub fn hold(&self) -> Hold {
        let latch = if self.is_closed() { self.latch_n } else { 0.0 };
        Hold::Friction { most: (self.force_n + latch) * self.lever_m, at: self.held_at, slack: self.slack() }
    }

    /// Travel over which dry friction builds up, m or rad.
    pub fn slack(&self) -> f32 {
        if self.hinge { 0.008 } else { 0.002 }
    }

    /// Whether it counts as shut: within 3 % of its travel.
    pub fn is_closed(&self) -> bool {
        self.openness() < 0.03
    }
}

/// The moving piece of a control: a button, a rocker.
#[derive(Component, Clone, Debug)]
pub struct ControlPiece {
    /// The `Control` component's name.
    pub comp: String,
    /// The spring it travels on.
    pub joint: JointId,
    /// Pressing direction in the thing's frame.
    pub axis: Vec3,
    /// Full travel, m.
    pub travel_m: f32,
    /// Force for full travel, N.
    pub force_n: f32,
    /// Whether it is pushed in now.
    pub pushed: bool,
}

/// A part on a cord with a plug.
#[derive(Component, Clone, Debug)]
pub struct PlugPiece {
    /// The `Plug` component's name.
    pub comp: String,
}

/// Who sits in the seats of a thing, on the thing's entity.
#[derive(Component, Clone, Debug, Default)]
pub struct Seats {
    /// Seat component to its occupant (the part's entity).
    pub occupants: BTreeMap<String, Option<Entity>>,
}

/// The seat a part sits in.
#[derive(Component, Clone, Debug)]
pub struct SeatedIn {
    /// The thing whose seat it is.
    pub thing: Entity,
    /// The seat component's name.
    pub seat: String,
    /// The weld of a gripping seat.
    pub weld: Option<JointId>,
}

/// In the hand.
#[derive(Component, Clone, Debug)]
pub struct HeldBy {
    /// The joint to the hand.
    pub joint: JointId,
}

/// How many pieces a pack still gives.
#[derive(Component, Clone, Debug)]
pub struct PackLeft {
    /// Pieces left.
    pub count: u32,
}

/// Floor and walls.
#[derive(Component, Clone, Debug)]
pub struct Structure {
    /// Whether it is a floor.
    pub floor: bool,
}
