//! Builds the entities and rigid bodies of an arrangement.

mod rail;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::floor_plan::FloorPlan;
use crate::math::{Quat, Vec2, Vec3};
use bevy::prelude::*;
use coffeetest_brew::spec::Comp;
use coffeetest_scene::{
    Arrangement, Attach, Block, BodyPart, Hold as SeatHold, Mount, Placed, Room, Shape, Thing, WALL_M,
};

use crate::physics::{BodyId, BodySpec, Hold, Layer, Physics, Pose, Rail, RigidBody, WorldPose};
use crate::thing::{ControlPiece, PackLeft, Part, PlugPiece, SeatedIn, Seats, Structure, ThingOf, riders_of};

use rail::{Track, hang};
pub(crate) use rail::{lock, thread, throw, unlock, unthread};

/// Puts everything of an arrangement into the world; returns the things' entities in its order.
pub(crate) fn spawn_home(world: &mut World, arrangement: &Arrangement) -> Vec<Entity> {
    let plan = FloorPlan::new(arrangement);
    for (room, walls) in arrangement.rooms.iter().zip(&plan.walls) {
        spawn_room(world, room, walls);
    }
    let entities: Vec<Entity> = arrangement.placed.iter().map(|placed| spawn_placed(world, placed)).collect();
    for ((thing, body), (host, seat)) in &arrangement.seated {
        let part = world.get::<ThingOf>(entities[*thing]).and_then(|of| of.parts.get(body)).copied();
        if let Some(part) = part {
            put_in_seat(world, part, entities[*host], seat);
        }
    }
    for doorway in &plan.doorways {
        world.spawn(*doorway);
    }
    world.insert_resource(plan);
    entities
}

fn spawn_room(world: &mut World, room: &Room, walls: &[Block]) {
    let (min, max) = (Vec2::from(room.min), Vec2::from(room.max));
    // The floor reaches under the walls, and so through doorways.
    let full = max - min + 2.0 * Vec2::splat(WALL_M);
    let floor = (0.5 * (min + max)).extend(-WALL_M);
    spawn_structure(world, [full.x, full.y, WALL_M], floor, true);
    for wall in walls {
        spawn_structure(world, wall.size, Vec3::from(wall.pose.at), false);
    }
}

fn spawn_structure(world: &mut World, size: [f32; 3], at: Vec3, floor: bool) {
    let entity = world.spawn(Structure { floor }).id();
    let spec = BodySpec {
        entity,
        pose: Pose::from_translation(at),
        fixed: true,
        shapes: &[Shape::Box { size, at: [0.0; 3] }],
        mass_kg: 1.0,
        friction: 0.6,
        restitution: 0.1,
        layer: Layer::Home,
    };
    let body = world.resource_mut::<Physics>().add(&spec);
    world.entity_mut(entity).insert((RigidBody(body), WorldPose(spec.pose)));
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
