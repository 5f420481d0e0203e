//! Components of the things in a home and of their parts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_scene::{Attach, Grasp, Thing};

use crate::math::Quat;
use crate::physics::{Hold, JointId, Pose};

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

/// Why a part travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A `Joint`: it opens and shuts.
    Joint,
    /// A `Control` that is turned from position to position.
    Control,
    /// It is turned in a `Seat` until it is tight; its travel counts towards tight.
    Thread,
}

/// A part that travels on a hinge or a slide: a door, a drawer, a lid, a knob, a part that is screwed on.
#[derive(Component, Clone, Debug)]
pub struct Moving {
    /// Why it travels.
    pub role: Role,
    /// The name of its `Joint`, `Control` or `Seat` component.
    pub comp: String,
    /// The body that it is attached to.
    pub carrier: Entity,
    /// Whether that is built in.
    pub anchored: bool,
    /// The rail it travels on.
    pub joint: JointId,
    /// Whether it turns.
    pub hinge: bool,
    /// Axis in the carrier's frame.
    pub axis: Vec3,
    /// A point of the axis in the carrier's frame.
    pub at: Vec3,
    /// Where it is in the carrier's frame without travel.
    pub rest: Pose,
    /// Travel, m or rad.
    pub range: (f32, f32),
    /// Travel now, m or rad.
    pub travel: f32,
    /// Travel at which the rail was laid, m or rad.
    pub laid_at: f32,
    /// Travel between two positions in which it stays, if not anywhere, rad.
    pub notch: Option<f32>,
    /// Where a hand takes it, in the part's frame.
    pub handle: Grasp,
    /// Force to move it at the handle, N.
    pub force_n: f32,
    /// Extra force to open it from shut, N.
    pub latch_n: f32,
    /// Extra force of what it presses on, N.
    pub load_n: f32,
    /// Distance of the handle from the axis, m; 1 for slides.
    pub lever_m: f32,
    /// Whether its handle lies on its axis, so that the hand turns with it.
    pub wrung: bool,
    /// Whether moving it takes a second hand.
    pub two_hands: bool,
    /// Travel below which something is in its way to being shut, m or rad.
    pub jams_at: Option<f32>,
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

    /// How its friction holds it now.
    pub fn hold(&self) -> Hold {
        Hold::Friction { most: self.drag_n() * self.lever_m, at: self.held_at - self.laid_at, slack: self.slack() }
    }

    /// Force that moves it at the handle now, N: a latch adds to it when it is shut, a thread bites at its end, and what
    /// it presses on presses back.
    pub fn drag_n(&self) -> f32 {
        /// Share of a thread's torque with which it runs, and its way from there to tight.
        const RUN: f32 = 0.2;
        const BITES: f32 = 0.2;
        let latch_n = if self.is_closed() { self.latch_n } else { 0.0 };
        let share = match self.role {
            Role::Thread => RUN + (1.0 - RUN) * ((self.openness() - 1.0 + BITES) / BITES).clamp(0.0, 1.0),
            Role::Joint | Role::Control => 1.0,
        };
        share * self.force_n + latch_n + self.load_n
    }

    /// Where it is in the carrier's frame at a travel.
    pub fn pose_at(&self, travel: f32) -> Pose {
        let moved = if self.hinge {
            let turn = Quat::from_axis_angle(self.axis, travel);
            Pose::from_parts(self.at - turn * self.at, turn)
        } else {
            Pose::from_translation(self.axis * travel)
        };
        moved * self.rest
    }

    /// The direction in which its handle goes when it opens, in the carrier's frame.
    pub fn opening(&self) -> Vec3 {
        if !self.hinge {
            return self.axis;
        }
        let handle = self.pose_at(self.travel).transform_point(Vec3::from(self.handle.at));
        self.axis.cross(handle - self.at).normalize_or_zero()
    }

    /// The position it is nearest to, counted from 0, if it has any.
    pub fn position(&self) -> Option<usize> {
        let notch = self.notch.filter(|notch| *notch > 0.0)?;
        Some(libm::roundf((self.travel - self.range.0) / notch).max(0.0) as usize)
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
    /// The body that it is attached to.
    pub carrier: Entity,
    /// Pressing direction in the carrier's frame.
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
    /// The body that the seat is in.
    pub on: Entity,
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

/// The bodies that go along when a part is moved: what is hinged to it or sits in its seats, and so on.
pub(crate) fn riders<'w>(
    part: Entity,
    of: impl Fn(Entity) -> Option<&'w Part>,
    thing: impl Fn(Entity) -> Option<(&'w ThingOf, &'w Seats)>,
) -> Vec<Entity> {
    let mut all = vec![part];
    let mut next = 0;
    while let Some(&carrier) = all.get(next) {
        next += 1;
        let Some((own, seats, name)) = of(carrier).and_then(|part| {
            let (own, seats) = thing(part.thing)?;
            Some((own, seats, part.name.as_str()))
        }) else {
            continue;
        };
        for (body, rider) in &own.parts {
            let hangs = own.spec.bodies.get(body).is_some_and(|spec| {
                spec.on == name && matches!(spec.attach, Some(Attach::Joint { .. } | Attach::Control { .. }))
            });
            if hangs && !all.contains(rider) {
                all.push(*rider);
            }
        }
        for (seat, occupant) in &seats.occupants {
            let here = own.spec.seats.get(seat).is_some_and(|seat| seat.body == name);
            if let Some(rider) = occupant.filter(|rider| here && !all.contains(rider)) {
                all.push(rider);
            }
        }
    }
    all.remove(0);
    all
}

/// As [`riders`], of a whole world.
pub(crate) fn riders_of(world: &World, part: Entity) -> Vec<Entity> {
    riders(
        part,
        |part| world.get::<Part>(part),
        |thing| Some((world.get::<ThingOf>(thing)?, world.get::<Seats>(thing)?)),
    )
}
