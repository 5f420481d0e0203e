//! Rails of moving parts: laid, locked where no hand holds the part, and threads of what is screwed in.

use bevy::prelude::*;
use coffeetest_brew::spec::{Comp, ControlClass, ControlSpec, JointKind, JointSpec, SeatSpec};
use coffeetest_scene::{Grasp, Mount};

use super::{body_of, occupy};
use crate::math::{Quat, Vec3};
use crate::physics::{BodyId, JointId, Physics, Pose, Rail};
use crate::thing::{Lock, Moving, Role, SeatedIn, ThingOf};

/// Where a part travels, in its carrier's frame.
pub(super) struct Track<'a> {
    pub(super) comp: &'a str,
    pub(super) carrier: Entity,
    pub(super) anchored: bool,
    pub(super) rest: Pose,
    pub(super) at: Vec3,
    pub(super) axis: Vec3,
    pub(super) handle: &'a Grasp,
}

impl Track<'_> {
    pub(super) fn joint(&self, spec: &JointSpec) -> Moving {
        let hinge = !matches!(spec.kind, JointKind::Slide);
        let (low, high) = (spec.range.0 as f32, spec.range.1 as f32);
        let range = if hinge { (low.to_radians(), high.to_radians()) } else { (low, high) };
        let moving = self.moving(Role::Joint, hinge, range);
        let (force_n, latch_n) = (spec.force as f32, spec.latch_n as f32);
        Moving { force_n, latch_n, two_hands: spec.two_hands, ..moving }
    }

    pub(super) fn knob(&self, spec: &ControlSpec) -> Moving {
        let travel = (spec.travel as f32).to_radians();
        let gaps = spec.states.len().saturating_sub(1);
        let notch = (spec.class != ControlClass::ValveKnob && gaps > 0).then(|| travel / gaps as f32);
        let moving = self.moving(Role::Control, true, (0.0, travel));
        Moving { force_n: spec.force as f32 / moving.lever_m, notch, ..moving }
    }

    fn thread(&self, spec: &SeatSpec) -> Moving {
        let moving = self.moving(Role::Thread, true, (0.0, (spec.twist_deg as f32).to_radians()));
        Moving { force_n: spec.twist_nm as f32 / moving.lever_m, two_hands: spec.two_hands, ..moving }
    }

    /// A part on this track without any force.
    fn moving(&self, role: Role, hinge: bool, range: (f32, f32)) -> Moving {
        /// A handle nearer to the axis than this is turned by the wrist, m.
        const ON_AXIS_M: f32 = 0.012;
        let arm = self.rest.transform_point(Vec3::from(self.handle.at)) - self.at;
        let off_m = arm.reject_from_normalized(self.axis).length();
        let wrung = hinge && off_m < ON_AXIS_M;
        let lever_m =
            if hinge { off_m.max(0.01).max(if wrung { 0.5 * self.handle.width_m } else { 0.0 }) } else { 1.0 };
        Moving {
            role,
            comp: self.comp.into(),
            carrier: self.carrier,
            anchored: self.anchored,
            joint: JointId::none(),
            hinge,
            axis: self.axis,
            at: self.at,
            rest: self.rest,
            range,
            travel: 0.0,
            laid_at: 0.0,
            notch: None,
            handle: self.handle.clone(),
            force_n: 0.0,
            latch_n: 0.0,
            load_n: 0.0,
            lever_m,
            wrung,
            two_hands: false,
            jams_at: None,
            held_at: 0.0,
            lock: Lock::Open,
        }
    }
}

/// Lays the rail of a part that is where its travel says, and keeps it there.
pub(super) fn hang(world: &mut World, part: Entity, mut moving: Moving) {
    let (carrier, body) = (body_of(world, moving.carrier), body_of(world, part));
    let mut physics = world.resource_mut::<Physics>();
    lay_rail(&mut physics, carrier, body, &mut moving);
    lock(&mut physics, carrier, body, &mut moving);
    world.entity_mut(part).insert(moving);
}

/// The engine tells turns up to half a round from where a rail was laid, rad.
pub(super) const MOST_TURN: f32 = 3.0;

pub(super) fn lay_rail(physics: &mut Physics, carrier: BodyId, part: BodyId, moving: &mut Moving) {
    let frame = physics.pose(carrier);
    let from = moving.travel;
    let window = if moving.hinge { MOST_TURN } else { f32::INFINITY };
    let range = ((moving.range.0 - from).max(-window), (moving.range.1 - from).min(window));
    let rail =
        Rail { hinge: moving.hinge, at: frame.transform_point(moving.at), axis: frame.rotation * moving.axis, range };
    (moving.laid_at, moving.held_at) = (from, from);
    moving.joint = physics.add_rail(carrier, part, &rail, moving.hold());
}

/// Keeps a moving part where it is, or in the position that is nearest to that.
pub(crate) fn lock(physics: &mut Physics, carrier: BodyId, part: BodyId, moving: &mut Moving) {
    if moving.lock != Lock::Open {
        return;
    }
    if let (Some(position), Some(notch)) = (moving.position(), moving.notch) {
        let travel = (moving.range.0 + position as f32 * notch).min(moving.range.1);
        if travel != moving.travel {
            let pose = physics.pose(carrier) * moving.pose_at(travel);
            physics.set_pose(part, pose);
            (moving.travel, moving.held_at) = (travel, travel);
        }
    }
    moving.lock = if moving.anchored {
        physics.set_fixed(part, true);
        Lock::Fixed
    } else {
        // Two joints between the same bodies would fight each other.
        physics.set_joint_enabled(moving.joint, false);
        Lock::Welded(physics.weld(carrier, part))
    };
}

/// Lets a moving part move.
pub(crate) fn unlock(physics: &mut Physics, carrier: BodyId, part: BodyId, moving: &mut Moving) {
    match std::mem::replace(&mut moving.lock, Lock::Open) {
        Lock::Open => {}
        Lock::Fixed => physics.set_fixed(part, false),
        Lock::Welded(weld) => {
            physics.release(weld);
            physics.set_joint_enabled(moving.joint, true);
        }
    }
    if moving.hinge && moving.range.1 - moving.range.0 > MOST_TURN {
        physics.release(moving.joint);
        lay_rail(physics, carrier, part, moving);
    }
}

/// Moves a part that no hand holds to a travel, as a machine does that throws its switch.
pub(crate) fn throw(physics: &mut Physics, carrier: BodyId, part: BodyId, moving: &mut Moving, travel: f32) -> Pose {
    unlock(physics, carrier, part, moving);
    physics.release(moving.joint);
    moving.travel = travel;
    let pose = physics.pose(carrier) * moving.pose_at(travel);
    physics.set_pose(part, pose);
    lay_rail(physics, carrier, part, moving);
    lock(physics, carrier, part, moving);
    pose
}

/// Lets a part that sits loose in a seat with a thread be turned there.
pub(crate) fn thread(world: &mut World, part: Entity, handle: &Grasp) -> bool {
    let Some(sits) = world.get::<SeatedIn>(part).cloned() else { return false };
    let Some(of) = world.get::<ThingOf>(sits.thing) else { return false };
    let (Some(Comp::Seat(spec)), Some(seat)) = (of.spec.comps.get(&sits.seat), of.spec.seats.get(&sits.seat)) else {
        return false;
    };
    let (spec, axis) = (spec.clone(), Vec3::from(seat.enter).normalize_or(Vec3::NEG_Z));
    let anchored = of.spec.mount == Mount::Fixed && seat.body == "body";
    let rest = Pose::from_parts(Vec3::from(seat.at), Quat::from_rotation_z(seat.yaw_deg.to_radians()));
    let (carrier, at) = (sits.on, rest.translation);
    let moving = Track { comp: &sits.seat, carrier, anchored, rest, at, axis, handle }.thread(&spec);
    let (host, body) = (body_of(world, carrier), body_of(world, part));
    let mut physics = world.resource_mut::<Physics>();
    if let Some(weld) = sits.weld {
        physics.release(weld);
    }
    let pose = physics.pose(host) * rest;
    physics.set_pose(body, pose);
    hang(world, part, moving);
    if let Some(mut sits) = world.get_mut::<SeatedIn>(part) {
        sits.weld = None;
    }
    true
}

/// Lets a part that has been turned back sit in its seat as it came, ready to be pulled out.
pub(crate) fn unthread(world: &mut World, part: Entity) {
    let Some(moving) = world.entity_mut(part).take::<Moving>() else { return };
    let (host, body) = (body_of(world, moving.carrier), body_of(world, part));
    let mut physics = world.resource_mut::<Physics>();
    match moving.lock {
        Lock::Open => {}
        Lock::Fixed => physics.set_fixed(body, false),
        Lock::Welded(weld) => physics.release(weld),
    }
    physics.release(moving.joint);
    let pose = physics.pose(host) * moving.rest;
    physics.set_pose(body, pose);
    let Some(sits) = world.get::<SeatedIn>(part).cloned() else { return };
    occupy(world, part, sits.thing, &sits.seat);
    crate::process::loosen(world, sits.thing, &sits.seat);
}
