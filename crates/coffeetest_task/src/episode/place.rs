//! Where and how a thing stands: upright or not, on what, how far from an edge over which it could fall.

use bevy::prelude::{Entity, World};
use coffeetest_scene::{Shape, Surface};
use coffeetest_world::math::Vec3;
use coffeetest_world::physics::{Filter, Physics, WorldPose};
use coffeetest_world::robot::Robot;
use coffeetest_world::thing::{Part, Seats, ThingOf};

use super::book::{self, Book};
use crate::score::Pose;

/// Edges farther away than this do not matter, mm.
const FAR_MM: i32 = 300;
/// Cosine of the lean at which a vessel no longer stands.
const UPRIGHT_COS: f32 = 0.95;

/// How a thing stands.
pub(crate) fn pose(world: &World, book: &Book, thing: Entity, tick: u64) -> Pose {
    let pose = world.get::<WorldPose>(thing).map(|pose| pose.0).unwrap_or_default();
    let held = world.resource::<Robot>().held.map(|held| book::whole(world, held));
    let own = with_sitters(world, thing);
    let below = support(world, pose.translation, &own);
    let surface = below.and_then(|body| surface_at(world, body, pose.translation));
    Pose {
        upright: (pose.rotation * Vec3::Z).z > UPRIGHT_COS,
        rest_s: book.rest_ticks(thing, tick) as f64 * coffeetest_world::sim::TICK_S,
        on: below.map(|body| match &surface {
            Some(surface) => format!("{} ({})", book::name_of(world, body), surface.name.en),
            None => book::name_of(world, body),
        }),
        on_tags: surface.map_or_else(Vec::new, |surface| surface.tags.clone()),
        edge_mm: edge_mm(world, thing, pose.translation, &own),
        released: held != Some(thing),
        handled: book.handled.contains(&thing),
    }
}

/// The bodies of a thing and of what sits in it.
fn with_sitters(world: &World, thing: Entity) -> Vec<Entity> {
    let parts = world.get::<ThingOf>(thing).into_iter().flat_map(|of| of.parts.values().copied());
    let sitting = world.get::<Seats>(thing).into_iter().flat_map(|seats| seats.occupants.values().copied().flatten());
    parts.chain(sitting).collect()
}

/// The body right below a point.
fn support(world: &World, origin: Vec3, own: &[Entity]) -> Option<Entity> {
    const ABOVE_M: f32 = 0.01;
    const BELOW_M: f32 = 0.03;
    let filter = Filter { without_robot: true, without_held: true, without: own };
    let from = origin + Vec3::new(0.0, 0.0, ABOVE_M);
    Some(world.resource::<Physics>().ray(from, Vec3::NEG_Z, ABOVE_M + BELOW_M, filter)?.entity)
}

/// The surface of a body that a point is on.
fn surface_at(world: &World, body: Entity, point: Vec3) -> Option<&Surface> {
    const THICK_M: f32 = 0.03;
    let part = world.get::<Part>(body)?;
    let of = world.get::<ThingOf>(part.thing)?;
    let frame = world.get::<WorldPose>(body)?.0;
    of.spec.surfaces.values().filter(|surface| surface.body == part.name).find(|surface| {
        let local = frame.inverse_transform_point(point) - Vec3::from(surface.at);
        2.0 * local.x.abs() <= surface.size[0] && 2.0 * local.y.abs() <= surface.size[1] && local.z.abs() < THICK_M
    })
}

/// From the base of a thing outwards to where there is nothing to stand on, mm. Where a wall or a neighbouring counter
/// follows there is no edge.
fn edge_mm(world: &World, thing: Entity, origin: Vec3, own: &[Entity]) -> f64 {
    const STEP_MM: i32 = 10;
    const STEP_M: f32 = 0.001 * STEP_MM as f32;
    let Some(of) = world.get::<ThingOf>(thing) else { return f64::from(FAR_MM) };
    let base_m = of.spec.bodies.get("body").map_or(0.0, |body| base_radius_m(&body.shapes));
    let physics = world.resource::<Physics>();
    let without: Vec<Entity> = own
        .iter()
        .copied()
        .chain(book::things(world).into_iter().filter(|thing| book::is_loose(world, *thing)))
        .collect();
    let filter = Filter { without_robot: true, without_held: true, without: &without };
    let mut nearest_mm = FAR_MM;
    for direction in 0..16 {
        let angle = std::f32::consts::TAU * direction as f32 / 16.0;
        let out = Vec3::new(libm::cosf(angle), libm::sinf(angle), 0.0);
        for beyond_mm in (0..nearest_mm).step_by(STEP_MM as usize) {
            let beyond_m = 0.001 * beyond_mm as f32;
            let from = origin + out * (base_m + beyond_m) + Vec3::new(0.0, 0.0, 0.03);
            if physics.ray(from - out * STEP_M, out, STEP_M, filter).is_some() {
                break;
            }
            if physics.ray(from, Vec3::NEG_Z, 0.05, filter).is_none() {
                nearest_mm = beyond_mm;
                break;
            }
        }
    }
    f64::from(nearest_mm)
}

/// Radius of what touches the ground.
fn base_radius_m(shapes: &[Shape]) -> f32 {
    const LOW_M: f32 = 0.005;
    let reach = |shape: &Shape| match *shape {
        Shape::Box { size, at } | Shape::Tub { size, at, .. } if at[2] < LOW_M => {
            let (x, y) = (at[0].abs() + 0.5 * size[0], at[1].abs() + 0.5 * size[1]);
            (x * x + y * y).sqrt()
        }
        Shape::Cylinder { radius_m, at, .. } | Shape::Cup { radius_m, at, .. } if at[2] < LOW_M => {
            (at[0] * at[0] + at[1] * at[1]).sqrt() + radius_m
        }
        _ => 0.0,
    };
    shapes.iter().map(reach).fold(0.0, f32::max)
}
