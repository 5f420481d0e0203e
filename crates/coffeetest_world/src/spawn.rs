//! Builds the entities and rigid bodies of an arrangement.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::math::{Quat, Vec2, Vec3};
use bevy::prelude::*;
use coffeetest_brew::spec::{Comp, ControlClass, ControlSpec, JointKind, JointSpec, SeatSpec};
use coffeetest_scene::{Arrangement, Attach, BodyPart, Grasp, Hold as SeatHold, Mount, Placed, Room, Shape, Thing};

use crate::physics::{BodyId, BodySpec, Hold, JointId, Layer, Physics, Pose, Rail, RigidBody, WorldPose};
use crate::thing::{
    ControlPiece, Lock, Moving, PackLeft, Part, PlugPiece, Role, SeatedIn, Seats, Structure, ThingOf, riders_of,
};

/// Puts everything of an arrangement into the world; returns the things' entities in its order.
pub(crate) fn spawn_home(world: &mut World, arrangement: &Arrangement) -> Vec<Entity> {
    for room in &arrangement.rooms {
        spawn_room(world, room);
    }
    let entities: Vec<Entity> = arrangement.placed.iter().map(|placed| spawn_placed(world, placed)).collect();
    for ((thing, body), (host, seat)) in &arrangement.seated {
        let part = world.get::<ThingOf>(entities[*thing]).and_then(|of| of.parts.get(body)).copied();
        if let Some(part) = part {
            put_in_seat(world, part, entities[*host], seat);
        }
    }
    entities
}

fn spawn_room(world: &mut World, room: &Room) {
    const WALL_M: f32 = 0.1;
    let (min, max) = (Vec2::from(room.min), Vec2::from(room.max));
    let size = max - min;
    let middle = 0.5 * (min + max);
    let mut add = |shape: Shape, at: Vec3, floor: bool| {
        let entity = world.spawn(Structure { floor }).id();
        let spec = BodySpec {
            entity,
            pose: Pose::from_translation(at),
            fixed: true,
            shapes: &[shape],
            mass_kg: 1.0,
            friction: 0.6,
            restitution: 0.1,
            layer: Layer::Home,
        };
        let body = world.resource_mut::<Physics>().add(&spec);
        world.entity_mut(entity).insert((RigidBody(body), WorldPose(spec.pose)));
    };
    let slab = |x: f32, y: f32, z: f32| Shape::Box { size: [x, y, z], at: [0.0; 3] };
    let full = size + 2.0 * Vec2::splat(WALL_M);
    add(slab(full.x, full.y, WALL_M), Vec3::new(middle.x, middle.y, -WALL_M), true);
    for (edge, inward) in [(min.x, -1.0), (max.x, 1.0)] {
        let at = Vec3::new(edge + inward * 0.5 * WALL_M, middle.y, 0.0);
        add(slab(WALL_M, full.y, room.height_m), at, false);
    }
    for (edge, inward) in [(min.y, -1.0), (max.y, 1.0)] {
        let at = Vec3::new(middle.x, edge + inward * 0.5 * WALL_M, 0.0);
        add(slab(full.x, WALL_M, room.height_m), at, false);
    }
}

fn spawn_placed(world: &mut World, placed: &Placed) -> Entity {
    let pose = Pose::from_parts(Vec3::from(placed.at), Quat::from_rotation_z(placed.yaw));
    spawn_thing(world, &placed.name, &placed.id, &placed.thing, pose)
}

/// Adds one thing with all its parts at a pose.
pub(crate) fn spawn_thing(world: &mut World, name: &str, id: &str, thing: &Arc<Thing>, pose: Pose) -> Entity {
    let main = world.spawn_empty().id();
    let mut parts = BTreeMap::new();
    for (body_name, body) in &thing.bodies {
        let entity = if body.attach.is_none() { main } else { world.spawn_empty().id() };
        let fixed = thing.mount == Mount::Fixed && body.attach.is_none();
        spawn_body(world, entity, body, pose * Pose::from_translation(Vec3::from(body.at)), fixed);
        world.entity_mut(entity).insert(Part { thing: main, name: body_name.clone() });
        parts.insert(body_name.clone(), entity);
    }
    let occupants = thing.seats.keys().map(|seat| (seat.clone(), None)).collect();
    world.entity_mut(main).insert((
        ThingOf { instance: name.into(), id: id.into(), spec: thing.clone(), parts: parts.clone() },
        Seats { occupants },
    ));
    if let Some(pack) = &thing.pack {
        world.entity_mut(main).insert(PackLeft { count: pack.count });
    }
    // First what is hinged on, at rest; then it goes along with what is put into seats, from the main body outwards.
    for (body_name, body) in &thing.bodies {
        let (Some(attach), Some(&carrier)) = (&body.attach, parts.get(&body.on)) else { continue };
        attach_part(world, carrier, parts[body_name], body, attach, thing);
    }
    for depth in 1..=thing.bodies.len() {
        for (body_name, body) in thing.bodies.iter().filter(|(name, _)| depth_of(thing, name) == depth) {
            if let Some(Attach::Seat { comp, .. }) = &body.attach {
                put_in_seat(world, parts[body_name], main, comp);
            }
        }
    }
    main
}

/// How many bodies there are between a body and the main one, that included; a seated one hangs on its seat's body.
fn depth_of(thing: &Thing, body: &str) -> usize {
    let mut depth = 0;
    let mut at = body;
    while let Some(part) = thing.bodies.get(at).filter(|part| part.attach.is_some() && depth <= thing.bodies.len()) {
        depth += 1;
        at = match &part.attach {
            Some(Attach::Seat { comp, .. }) => thing.seats.get(comp).map_or("body", |seat| &seat.body),
            _ => &part.on,
        };
    }
    depth
}

fn spawn_body(world: &mut World, entity: Entity, body: &BodyPart, pose: Pose, fixed: bool) {
    let spec = BodySpec {
        entity,
        pose,
        fixed,
        shapes: &body.shapes,
        mass_kg: body.mass_kg,
        friction: body.friction,
        restitution: body.restitution,
        layer: Layer::Home,
    };
    let id = world.resource_mut::<Physics>().add(&spec);
    world.entity_mut(entity).insert((RigidBody(id), WorldPose(pose)));
}

fn attach_part(world: &mut World, carrier: Entity, part: Entity, body: &BodyPart, attach: &Attach, thing: &Thing) {
    let on = thing.bodies.get(&body.on).map_or(Vec3::ZERO, |on| Vec3::from(on.at));
    let rest = Pose::from_translation(Vec3::from(body.at) - on);
    let anchored = thing.mount == Mount::Fixed && body.on == "body";
    match attach {
        Attach::Joint { comp, at, axis, handle } => {
            let Some(Comp::Joint(spec)) = thing.comps.get(comp) else { return };
            let (at, axis) = (Vec3::from(*at) - on, Vec3::from(*axis).normalize_or(Vec3::Z));
            let moving = Track { comp, carrier, anchored, rest, at, axis, handle }.joint(spec);
            hang(world, part, moving);
        }
        Attach::Control { comp, axis, handle } => {
            let Some(Comp::Control(spec)) = thing.comps.get(comp) else { return };
            let axis = Vec3::from(*axis).normalize_or(Vec3::Y);
            if let Some(handle) = handle.as_ref().filter(|_| spec.class.turns()) {
                let at = rest.translation;
                let moving = Track { comp, carrier, anchored, rest, at, axis, handle }.knob(spec);
                hang(world, part, moving);
                return;
            }
            let (host, child) = (body_of(world, carrier), body_of(world, part));
            let at = world.get::<WorldPose>(part).map_or(Vec3::ZERO, |at| at.0.translation);
            let turn = world.get::<WorldPose>(carrier).map_or(Quat::IDENTITY, |at| at.0.rotation);
            // Data files give the travel of controls in millimetres, as their makers do.
            let travel_m = 0.001 * spec.travel as f32;
            let rail = Rail { hinge: false, at, axis: turn * axis, range: (0.0, travel_m) };
            let force_n = spec.force as f32;
            let hold = Hold::Spring(force_n / travel_m, 0.05 * force_n / travel_m);
            let joint = world.resource_mut::<Physics>().add_rail(host, child, &rail, hold);
            let piece = ControlPiece { comp: comp.clone(), joint, carrier, axis, travel_m, force_n, pushed: false };
            world.entity_mut(part).insert(piece);
        }
        Attach::Seat { .. } => {}
        Attach::Cord { comp, at, .. } => {
            let Some(Comp::Plug(spec)) = thing.comps.get(comp) else { return };
            let (host, child) = (body_of(world, carrier), body_of(world, part));
            let length = spec.cord_m as f32;
            world.resource_mut::<Physics>().tie(host, Vec3::from(*at) - on, child, Vec3::ZERO, length);
            world.entity_mut(part).insert(PlugPiece { comp: comp.clone() });
        }
    }
}

/// Where a part travels, in its carrier's frame.
struct Track<'a> {
    comp: &'a str,
    carrier: Entity,
    anchored: bool,
    rest: Pose,
    at: Vec3,
    axis: Vec3,
    handle: &'a Grasp,
}

impl Track<'_> {
    fn joint(&self, spec: &JointSpec) -> Moving {
        let hinge = !matches!(spec.kind, JointKind::Slide);
        let (low, high) = (spec.range.0 as f32, spec.range.1 as f32);
        let range = if hinge { (low.to_radians(), high.to_radians()) } else { (low, high) };
        let moving = self.moving(Role::Joint, hinge, range);
        let (force_n, latch_n) = (spec.force as f32, spec.latch_n as f32);
        Moving { force_n, latch_n, two_hands: spec.two_hands, ..moving }
    }

    fn knob(&self, spec: &ControlSpec) -> Moving {
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
fn hang(world: &mut World, part: Entity, mut moving: Moving) {
    let (carrier, body) = (body_of(world, moving.carrier), body_of(world, part));
    let mut physics = world.resource_mut::<Physics>();
    lay_rail(&mut physics, carrier, body, &mut moving);
    lock(&mut physics, carrier, body, &mut moving);
    world.entity_mut(part).insert(moving);
}

/// The engine tells turns up to half a round from where a rail was laid, rad.
const MOST_TURN: f32 = 3.0;

fn lay_rail(physics: &mut Physics, carrier: BodyId, part: BodyId, moving: &mut Moving) {
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

/// Where the occupant of a seat comes to be, world frame.
pub(crate) fn seat_pose(world: &World, host: Entity, seat: &str) -> Option<Pose> {
    let of = world.get::<ThingOf>(host)?;
    let spec = of.spec.seats.get(seat)?;
    let body = world.get::<WorldPose>(*of.parts.get(&spec.body)?)?.0;
    let local = Pose::from_parts(Vec3::from(spec.at), Quat::from_rotation_z(spec.yaw_deg.to_radians()));
    Some(body * local)
}

/// Seats a part when a home is built: moves it there with all that hangs on it, and welds it where the seat grips.
pub(crate) fn put_in_seat(world: &mut World, part: Entity, host: Entity, seat: &str) {
    let Some(pose) = seat_pose(world, host, seat) else { return };
    vacate(world, part);
    let was = world.get::<WorldPose>(part).map_or(pose, |at| at.0);
    let riders = riders_of(world, part);
    put_at(world, part, pose);
    for rider in riders {
        let at = world.get::<WorldPose>(rider).map_or(was, |at| at.0);
        put_at(world, rider, pose * was.inv_mul(&at));
    }
    occupy(world, part, host, seat);
}

pub(crate) fn put_at(world: &mut World, part: Entity, pose: Pose) {
    let body = body_of(world, part);
    world.resource_mut::<Physics>().set_pose(body, pose);
    if let Some(mut at) = world.get_mut::<WorldPose>(part) {
        at.0 = pose;
    }
}

/// Takes a part out of its seat, where it is.
pub(crate) fn vacate(world: &mut World, part: Entity) {
    let Some(sits) = world.entity_mut(part).take::<SeatedIn>() else { return };
    if let Some(weld) = sits.weld {
        world.resource_mut::<Physics>().release(weld);
    }
    if let Some(mut seats) = world.get_mut::<Seats>(sits.thing) {
        seats.occupants.insert(sits.seat, None);
    }
}

/// Marks a part as sitting in a seat, as it is now, and welds it where the seat grips.
pub(crate) fn occupy(world: &mut World, part: Entity, host: Entity, seat: &str) {
    let Some(of) = world.get::<ThingOf>(host) else { return };
    let Some(spec) = of.spec.seats.get(seat) else { return };
    let Some(&on) = of.parts.get(&spec.body) else { return };
    let grips = spec.hold == SeatHold::Grip;
    let (host_body, body) = (body_of(world, on), body_of(world, part));
    let weld = grips.then(|| world.resource_mut::<Physics>().weld(host_body, body));
    world.entity_mut(part).insert(SeatedIn { thing: host, on, seat: seat.into(), weld });
    if let Some(mut seats) = world.get_mut::<Seats>(host) {
        seats.occupants.insert(seat.into(), Some(part));
    }
}

pub(crate) fn body_of(world: &World, entity: Entity) -> BodyId {
    world.get::<RigidBody>(entity).expect("every part is spawned with its rigid body").0
}
