//! Builds the entities and rigid bodies of an arrangement.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::math::{Quat, Vec2, Vec3};
use bevy::prelude::*;
use coffeetest_brew::spec::{Comp, JointKind};
use coffeetest_scene::{Arrangement, Attach, BodyPart, Hold as SeatHold, Mount, Placed, Room, Shape, Thing};

use crate::physics::{BodyId, BodySpec, Hold, JointId, Layer, Physics, Pose, Rail, RigidBody, WorldPose};
use crate::thing::{ControlPiece, Lock, Moving, PackLeft, Part, PlugPiece, SeatedIn, Seats, Structure, ThingOf};

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
    for (body_name, body) in &thing.bodies {
        if let Some(attach) = &body.attach {
            attach_part(world, main, parts[body_name], attach, thing, pose);
        }
    }
    main
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

fn attach_part(world: &mut World, main: Entity, part: Entity, attach: &Attach, thing: &Thing, pose: Pose) {
    let host = body_of(world, main);
    let child = body_of(world, part);
    match attach {
        Attach::Joint { comp, at, axis, handle } => {
            let Some(Comp::Joint(spec)) = thing.comps.get(comp) else { return };
            let hinge = !matches!(spec.kind, JointKind::Slide);
            let (low, high) = (spec.range.0 as f32, spec.range.1 as f32);
            let range = if hinge { (low.to_radians(), high.to_radians()) } else { (low, high) };
            let (at, axis) = (Vec3::from(*at), Vec3::from(*axis).normalize_or(Vec3::Z));
            let rest = pose.inverse() * world.get::<WorldPose>(part).map_or(pose, |at| at.0);
            let arm = rest.transform_point(Vec3::from(handle.at)) - at;
            let lever_m = if hinge { arm.reject_from_normalized(axis).length().max(0.01) } else { 1.0 };
            let rail = Rail { hinge, at: pose.transform_point(at), axis: pose.rotation * axis, range };
            let most = (spec.force + spec.latch_n) as f32 * lever_m;
            let hold = Hold::Friction { most, at: 0.0, slack: 0.002 };
            let mut physics = world.resource_mut::<Physics>();
            let joint = physics.add_rail(host, child, &rail, hold);
            let lock = lock(&mut physics, host, child, joint);
            world.entity_mut(part).insert(Moving {
                comp: comp.clone(),
                joint,
                hinge,
                axis,
                at,
                range,
                travel: 0.0,
                handle: handle.clone(),
                force_n: spec.force as f32,
                latch_n: spec.latch_n as f32,
                lever_m,
                held_at: 0.0,
                lock,
            });
        }
        Attach::Control { comp, axis, .. } => {
            let Some(Comp::Control(spec)) = thing.comps.get(comp) else { return };
            let axis = Vec3::from(*axis).normalize_or(Vec3::Y);
            let at = world.get::<WorldPose>(part).map_or(Vec3::ZERO, |at| at.0.translation);
            // Data files give the travel of controls in millimetres, as their makers do.
            let travel_m = 0.001 * spec.travel as f32;
            let rail = Rail { hinge: false, at, axis: pose.rotation * axis, range: (0.0, travel_m) };
            let force_n = spec.force as f32;
            let hold = Hold::Spring(force_n / travel_m, 0.05 * force_n / travel_m);
            let joint = world.resource_mut::<Physics>().add_rail(host, child, &rail, hold);
            let piece = ControlPiece { comp: comp.clone(), joint, axis, travel_m, force_n, pushed: false };
            world.entity_mut(part).insert(piece);
        }
        Attach::Seat { comp, .. } => put_in_seat(world, part, main, comp),
        Attach::Cord { comp, at, .. } => {
            let Some(Comp::Plug(spec)) = thing.comps.get(comp) else { return };
            let length = spec.cord_m as f32;
            world.resource_mut::<Physics>().tie(host, Vec3::from(*at), child, Vec3::ZERO, length);
            world.entity_mut(part).insert(PlugPiece { comp: comp.clone() });
        }
    }
}

/// Keeps a moving part where it is.
pub(crate) fn lock(physics: &mut Physics, host: BodyId, part: BodyId, rail: JointId) -> Lock {
    if physics.is_fixed(host) {
        physics.set_fixed(part, true);
        Lock::Fixed
    } else {
        // Two joints between the same bodies would fight each other.
        physics.set_joint_enabled(rail, false);
        Lock::Welded(physics.weld(host, part))
    }
}

/// Lets a moving part move.
pub(crate) fn unlock(physics: &mut Physics, part: BodyId, rail: JointId, lock: Lock) {
    match lock {
        Lock::Open => {}
        Lock::Fixed => physics.set_fixed(part, false),
        Lock::Welded(weld) => {
            physics.release(weld);
            physics.set_joint_enabled(rail, true);
        }
    }
}

/// Where the occupant of a seat comes to be, world frame.
pub(crate) fn seat_pose(world: &World, host: Entity, seat: &str) -> Option<Pose> {
    let of = world.get::<ThingOf>(host)?;
    let spec = of.spec.seats.get(seat)?;
    let body = world.get::<WorldPose>(*of.parts.get(&spec.body)?)?.0;
    let local = Pose::from_parts(Vec3::from(spec.at), Quat::from_rotation_z(spec.yaw_deg.to_radians()));
    Some(body * local)
}

/// Seats a part: moves it there when building a home, and welds it where the seat grips.
pub(crate) fn put_in_seat(world: &mut World, part: Entity, host: Entity, seat: &str) {
    let Some(pose) = seat_pose(world, host, seat) else { return };
    let body = body_of(world, part);
    world.resource_mut::<Physics>().set_pose(body, pose);
    if let Some(mut at) = world.get_mut::<WorldPose>(part) {
        at.0 = pose;
    }
    occupy(world, part, host, seat);
}

/// Marks a part as sitting in a seat, as it is now, and welds it where the seat grips.
pub(crate) fn occupy(world: &mut World, part: Entity, host: Entity, seat: &str) {
    let Some(of) = world.get::<ThingOf>(host) else { return };
    let Some(spec) = of.spec.seats.get(seat) else { return };
    let (hold, host_part) = (spec.hold, of.parts[&spec.body]);
    let (host_body, body) = (body_of(world, host_part), body_of(world, part));
    let weld = (hold == SeatHold::Grip).then(|| world.resource_mut::<Physics>().weld(host_body, body));
    world.entity_mut(part).insert(SeatedIn { thing: host, seat: seat.into(), weld });
    if let Some(mut seats) = world.get_mut::<Seats>(host) {
        seats.occupants.insert(seat.into(), Some(part));
    }
}

pub(crate) fn body_of(world: &World, entity: Entity) -> BodyId {
    world.get::<RigidBody>(entity).expect("every part is spawned with its rigid body").0
}
