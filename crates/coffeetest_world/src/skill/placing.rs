//! Putting down what is held: find a clear spot, come over it, lower it, let go.

use crate::math::{Quat, Vec2, Vec3};
use bevy::prelude::*;
use coffeetest_scene::{Shape, Surface};

use super::Relation;
use super::context::{Ctx, Failure};
use super::filling::outlet_at;
use super::grasping::{FINGER_AIR_M, carried, commanded_hand};
use super::looking::gaze;
use super::motion::{CAREFUL_M_S, HAND_M_S, line, line_until, nearby, open_fingers, reach_limits};
use super::route::Floor;
use super::stance::{Approach, Scene, choose, is_clear};
use super::travel::take_stance;
use crate::physics::{Filter, Physics, Pose, WorldPose};
use crate::thing::{ThingOf, riders_of};

/// What is put down keeps this far from the edge, m.
const EDGE_M: f32 = 0.07;
/// And this far from other things, m.
const AIR_M: f32 = 0.02;
/// Above what is put down there should be this much air to work in, m, which is worth this many metres of driving.
const WORKING_AIR_M: f32 = 0.7;
const CRAMPED: f32 = 0.3;
/// What stands so far behind a spot, m, within half the width of a hand, m, is hidden by what is put there, which is worth
/// this many metres of driving.
const BEHIND_M: f32 = 0.16;
const HAND_WAY_M: f32 = 0.05;
const HIDES: f32 = 0.4;
/// It is let down from this height, m.
const DROP_M: f32 = 0.05;

/// Puts what is held on, in or under a thing.
pub(super) async fn place(ctx: &Ctx, on: Entity, relation: Relation) -> Result<(), Failure> {
    let held = ctx.held().ok_or_else(|| Failure::new("the hand is empty"))?;
    let (target, name) = (ctx.thing_of(on)?.0, ctx.name(on));
    if ctx.with(|world| world.get::<crate::thing::Moving>(held).is_some()) {
        // There is nowhere to put it: the hand lets go, so that it is free for something else.
        release(ctx).await?;
        return Err(Failure::new("what the hand held is fixed on; the hand let it go"));
    }
    if relation == Relation::Under {
        return hold_under(ctx, on, held, None).await.map(|_| ());
    }
    let spots = free_spots(ctx, on, &target, held)?;
    gaze(ctx, spots[0].at);
    let approaches: Vec<Approach> = spots.iter().flat_map(|spot| ways_to(ctx, held, spot, Vec3::ZERO)).collect();
    let load = carried(ctx);
    let stance = choose(
        ctx,
        &approaches,
        &Scene { touch: &[], brush: &[], carried: &load, onward: None },
        &format!("a spot at {name}"),
    )?;
    take_stance(ctx, &stance).await?;
    let goal = stance.approach.goal;
    line(ctx, &Pose::from_parts(goal.translation + Vec3::Z * 0.012, goal.rotation), HAND_M_S).await?;
    let below = Pose::from_parts(goal.translation - Vec3::Z * 0.02, goal.rotation);
    line_until(ctx, &below, 0.04, move |world| stands(world, held)).await.ok();
    release(ctx).await
}

/// Opens the hand as far as there is room around the fingers, and draws it back the way they point, or else sideways
/// off the bar that they held.
pub(super) async fn release(ctx: &Ctx) -> Result<(), Failure> {
    /// How far the hand is drawn back, best first, m.
    const BACK_M: [f32; 4] = [0.13, 0.10, 0.075, 0.06];
    /// How far, when there is no room for more, m.
    const LEAST_BACK_M: [f32; 2] = [0.045, 0.03];
    let (spec, limits, hand, posture) = (ctx.spec(), reach_limits(ctx), commanded_hand(ctx), ctx.posture());
    let least_m = ctx.with(|world| world.resource::<crate::robot::Robot>().grip_half_m) + FINGER_AIR_M;
    let spare_m = (0.5 * spec.gripper.opening_m - least_m).max(0.0);
    let fits = |physics: &Physics, way: Vec3, half_m: f32, filter: Filter| {
        [0.0, 0.25, 0.5, 0.75, 1.0].iter().all(|share| {
            let goal = Pose::from_parts(hand.translation + *share * way, hand.rotation);
            let at = nearby(&spec, &posture, &goal, limits);
            let stays = (at.base - posture.base).length() < 0.01;
            at.excess(&spec) <= 0.005
                && (stays || Floor::new(physics, &spec).is_free(at.base, spec.base.radius_m + 0.005))
                && is_clear(physics, &spec, &at, &goal, half_m, filter)
        })
    };
    let held: Vec<Entity> = ctx.held().into_iter().collect();
    let whole: Vec<Entity> = match held.first().map(|part| ctx.thing_of(*part)) {
        Some(Ok((of, _))) => of.parts.values().copied().collect(),
        _ => Vec::new(),
    };
    let all = Filter { without_robot: true, without_held: false, without: &[] };
    let others = Filter { without: &held, ..all };
    let strangers = Filter { without: &whole, ..all };
    let ways = |directions: &[Vec3], lengths: &[f32]| -> Vec<Vec3> {
        directions.iter().flat_map(|way| lengths.iter().map(|far| *far * (hand.rotation * *way))).collect()
    };
    let back = ways(&[Vec3::NEG_X], &BACK_M);
    let aside = ways(&[Vec3::Z, Vec3::NEG_Z], &BACK_M);
    let least = ways(&[Vec3::NEG_X], &LEAST_BACK_M);
    let openings = [1.0, 0.75, 0.5, 0.25, 0.0].map(|share| least_m + share * spare_m);
    let found = ctx.physics(|physics| {
        let clear = |ways: &[Vec3], openings: &[f32], filter: Filter| {
            let each = ways.iter().flat_map(|way| openings.iter().map(|half_m| (*way, *half_m)));
            each.into_iter().find(|(way, half_m)| fits(physics, *way, *half_m, filter))
        };
        // What is let go may be touched if it cannot be helped.
        clear(&back, &openings, all)
            .or_else(|| clear(&aside, &openings, all))
            .or_else(|| clear(&back, &[least_m], others))
            .or_else(|| clear(&least, &[least_m], others))
            // So may what it belongs to, rather than that it is dragged along.
            .or_else(|| clear(&back, &[least_m], strangers))
            .or_else(|| clear(&least, &[least_m], strangers))
    });
    let (way, half_m) = found.unwrap_or((Vec3::ZERO, least_m));
    open_fingers(ctx, 2.0 * half_m).await;
    if way == Vec3::ZERO {
        // As far as it goes: drawn in from here, the arm would drag along what its fingers are around.
        let back = hand.translation - BACK_M[1] * (hand.rotation * Vec3::X);
        line(ctx, &Pose::from_parts(back, hand.rotation), HAND_M_S).await.ok();
        return Ok(());
    }
    line(ctx, &Pose::from_parts(hand.translation + way, hand.rotation), HAND_M_S).await
}

/// Whether what is held rests on something.
pub(super) fn stands(world: &mut World, held: Entity) -> bool {
    let physics = world.resource::<Physics>();
    let Some(body) = world.get::<crate::physics::RigidBody>(held) else { return false };
    physics.contacts(body.0).iter().any(|(_, force)| *force > 2.0)
}

/// Where a thing's origin shall come to be, and what speaks against it.
#[derive(Clone, Copy, Debug)]
struct Spot {
    at: Vec3,
    /// The direction a person would put it from, if any.
    facing: Option<Vec2>,
    cost: f32,
}

/// Hand poses that bring a point of what is held, kept upright, to a spot.
fn ways_to(ctx: &Ctx, held: Entity, spot: &Spot, centre: Vec3) -> Vec<Approach> {
    let grip = ctx.hand().inv_mul(&ctx.pose(held));
    let back = grip.inverse();
    let now = ctx.pose(held);
    // Its upright turn now: the turn about z that brings the present pose nearest to level.
    let yaw = 2.0 * libm::atan2f(now.rotation.z, now.rotation.w);
    (0..12)
        .filter_map(|step| {
            let turn = Quat::from_rotation_z(yaw + std::f32::consts::TAU * step as f32 / 12.0);
            let goal = Pose::from_parts(spot.at - turn * centre, turn) * back;
            let ahead = (goal.rotation * Vec3::X).truncate();
            let cost = spot.cost + spot.facing.map_or(0.0, |facing| 0.3 * (1.0 - facing.dot(ahead)));
            let before = Pose::from_parts(goal.translation + Vec3::Z * DROP_M, goal.rotation);
            (goal.is_finite()).then_some(Approach { goal, before, half_opening_m: 0.045, cost })
        })
        .collect()
}

/// Where the middle of what is held is below its opening, in its frame, with the opening's height.
fn mouth_of(ctx: &Ctx, held: Entity) -> Result<Vec3, Failure> {
    let (own, body) = ctx.thing_of(held)?;
    let opening = own.spec.openings.values().find(|opening| opening.body == body);
    opening
        .map(|opening| Vec3::from(opening.at))
        .ok_or_else(|| Failure::new(format!("{} has no opening to hold under a stream", ctx.name(held))))
}

/// Stands what is held on what is below an outlet, with its opening under that.
pub(super) async fn stand_under(ctx: &Ctx, on: Entity, held: Entity, outlet: &str) -> Result<(), Failure> {
    let name = ctx.name(on);
    let (target, _) = ctx.thing_of(on)?;
    let mouth = mouth_of(ctx, held)?;
    let from = ctx
        .with(|world| outlet_at(world, &target, Some(outlet)))
        .ok_or_else(|| Failure::new(format!("nothing flows out of {name}")))?;
    let filter = Filter { without_robot: true, without_held: true, without: &[] };
    let ground = ctx.physics(|physics| physics.ray(from - Vec3::Z * 0.005, Vec3::NEG_Z, 1.5, filter));
    let ground = ground.ok_or_else(|| Failure::new(format!("nothing can stand under {name}")))?;
    let stand = from - Vec3::Z * (ground.distance_m + 0.003);
    if from.z - stand.z < mouth.z + 0.01 {
        return Err(Failure::new(format!("{} is too tall to stand under {name}", ctx.name(held))));
    }
    gaze(ctx, from);
    let front = (ctx.pose(target.parts["body"]).rotation * Vec3::Y).truncate().normalize_or(Vec2::X);
    let spot = Spot { at: stand, facing: Some(front), cost: 0.0 };
    let approaches: Vec<Approach> = ways_to(ctx, held, &spot, Vec3::new(mouth.x, mouth.y, 0.0))
        .into_iter()
        .map(|way| {
            // It comes in level, a little above what it is put on.
            let over = Pose::from_parts(way.goal.translation + Vec3::Z * 0.006, way.goal.rotation);
            let before = Pose::from_parts(over.translation - front.extend(0.0) * 0.16, way.goal.rotation);
            Approach { goal: over, before, ..way }
        })
        .collect();
    let load = carried(ctx);
    let stance = choose(
        ctx,
        &approaches,
        &Scene { touch: &[], brush: &[], carried: &load, onward: None },
        &format!("the place under {name}"),
    )?;
    take_stance(ctx, &stance).await?;
    line(ctx, &stance.approach.goal, CAREFUL_M_S).await?;
    let goal = stance.approach.goal;
    let below = Pose::from_parts(goal.translation - Vec3::Z * 0.02, goal.rotation);
    line_until(ctx, &below, 0.04, move |world| stands(world, held)).await.ok();
    release(ctx).await
}

/// Holds what is in the hand with its opening under a thing's outlet, and keeps holding it there.
pub(super) async fn hold_under(ctx: &Ctx, on: Entity, held: Entity, outlet: Option<&str>) -> Result<Approach, Failure> {
    let name = ctx.name(on);
    let (target, _) = ctx.thing_of(on)?;
    let mouth = mouth_of(ctx, held)?;
    let outlet = ctx
        .with(|world| outlet_at(world, &target, outlet))
        .ok_or_else(|| Failure::new(format!("nothing flows out of {name}")))?;
    gaze(ctx, outlet);
    let front = (ctx.pose(target.parts["body"]).rotation * Vec3::Y).truncate().normalize_or(Vec2::X);
    let approaches: Vec<Approach> = [0.04_f32, 0.06, 0.09, 0.13]
        .iter()
        .flat_map(|&gap| {
            let spot = Spot { at: outlet - Vec3::Z * (gap + mouth.z), facing: Some(front), cost: 2.0 * gap };
            let level = Vec3::new(mouth.x, mouth.y, 0.0);
            ways_to(ctx, held, &spot, level)
        })
        .flat_map(|way| ways_in(&way, -front.extend(0.0)))
        .collect();
    let load = carried(ctx);
    let stance = choose(ctx, &approaches, &Scene { touch: &[], brush: &[], carried: &load, onward: None }, &name)?;
    take_stance(ctx, &stance).await?;
    line(ctx, &stance.approach.goal, HAND_M_S).await?;
    Ok(stance.approach)
}

/// Ways to bring what is held under an outlet: straight ahead or from the fixture's front, level or down over an edge.
fn ways_in(way: &Approach, front: Vec3) -> Vec<Approach> {
    /// How far it comes from, and from how much higher, m.
    const FROM_M: f32 = 0.14;
    const ABOVE_M: [f32; 3] = [0.0, 0.05, 0.09];
    let ahead = (way.goal.rotation * Vec3::NEG_X).with_z(0.0);
    // A hand that points down comes in from the front.
    let backs = if ahead.length() > 0.2 { vec![ahead.normalize(), front] } else { vec![front] };
    let from = |back: Vec3, up: f32| {
        let before = Pose::from_parts(way.goal.translation + FROM_M * back + up * Vec3::Z, way.goal.rotation);
        Approach { before, cost: way.cost + up, ..*way }
    };
    backs.iter().flat_map(|&back| ABOVE_M.map(|up| from(back, up))).collect()
}

/// Clear spots on a thing's surfaces, in the surfaces' order.
fn free_spots(ctx: &Ctx, on: Entity, target: &ThingOf, held: Entity) -> Result<Vec<Spot>, Failure> {
    let name = ctx.name(on);
    if target.spec.surfaces.is_empty() {
        return Err(Failure::new(format!("nothing can be put on {name}")));
    }
    let (radius, height) = footprint(ctx, held);
    let hanging = depth(ctx, held);
    let here = ctx.posture().base;
    let only = ctx.thing_of(on)?.1;
    let mut spots = ctx.with(|world| {
        let physics = world.resource::<Physics>();
        let mut all = Vec::new();
        for surface in target.spec.surfaces.values().filter(|surface| only == "body" || surface.body == only) {
            let Some(pose) = target.parts.get(&surface.body).and_then(|&part| world.get::<WorldPose>(part)) else {
                continue;
            };
            let front = (pose.0.rotation * Vec3::Y).truncate().normalize_or(Vec2::X);
            for local in grid(surface, radius) {
                let at = pose.0.transform_point(local) + Vec3::Z * 0.002;
                if is_spot_clear(physics, at, radius, height.min(surface.headroom_m)) {
                    let depth = 0.5 * surface.size[1] - local.y + surface.at[1];
                    let air = is_spot_clear(physics, at, radius, WORKING_AIR_M);
                    // What stands farther back is got at from the front.
                    let hides = !is_spot_clear(physics, at + BEHIND_M * front.extend(0.0), HAND_WAY_M, HAND_WAY_M);
                    let cost = if hides { HIDES } else { 0.0 }
                        + 0.4 * (at.truncate() - here).length()
                        + 0.3 * depth.abs()
                        + if air { 0.0 } else { CRAMPED };
                    // What reaches below its origin stands on what is lowest of it.
                    all.push(Spot { at: at + Vec3::Z * hanging, facing: Some(front), cost });
                }
            }
        }
        all
    });
    if spots.is_empty() {
        return Err(Failure::new(format!("there is no free spot on {name}")));
    }
    spots.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    spots.truncate(40);
    Ok(spots)
}

fn grid(surface: &Surface, radius: f32) -> Vec<Vec3> {
    const PITCH_M: f32 = 0.06;
    let inner = [0, 1].map(|axis| (0.5 * surface.size[axis] - radius - EDGE_M).max(0.0));
    let steps = inner.map(|half| libm::floorf(half / PITCH_M) as i32);
    let centre = Vec3::from(surface.at);
    let mut all = Vec::new();
    for x in -steps[0]..=steps[0] {
        for y in -steps[1]..=steps[1] {
            all.push(centre + Vec3::new(x as f32 * PITCH_M, y as f32 * PITCH_M, 0.0));
        }
    }
    all
}

fn is_spot_clear(physics: &Physics, at: Vec3, radius: f32, height: f32) -> bool {
    let shape = coffeetest_scene::Shape::Cylinder {
        radius_m: radius + AIR_M,
        height_m: (height - 0.01).max(0.02),
        at: [0.0, 0.0, 0.006],
    };
    let filter = Filter { without_robot: true, without_held: true, without: &[] };
    physics.overlap(&shape, &Pose::from_translation(at), filter).is_none()
}

/// Radius about its origin and height of what is held.
fn footprint(ctx: &Ctx, held: Entity) -> (f32, f32) {
    let Ok((of, body)) = ctx.thing_of(held) else { return (0.05, 0.1) };
    let Some(part) = of.spec.bodies.get(&body) else { return (0.05, 0.1) };
    let mut radius = 0.02_f32;
    let mut height = 0.02_f32;
    for shape in &part.shapes {
        let (far, top) = super::extent(shape);
        radius = radius.max(far);
        height = height.max(top);
    }
    (radius, height + depth(ctx, held))
}

/// How far what is held, with what hangs on it, reaches below its origin, m.
fn depth(ctx: &Ctx, held: Entity) -> f32 {
    let origin = ctx.pose(held);
    let lowest = |part: Entity| {
        let (of, body) = ctx.thing_of(part).ok()?;
        let below = (origin.inv_mul(&ctx.pose(part))).translation.z;
        let shapes = &of.spec.bodies.get(&body)?.shapes;
        shapes.iter().map(|shape| below + foot(shape)).min_by(f32::total_cmp)
    };
    let riders = ctx.with(|world| riders_of(world, held));
    std::iter::once(held).chain(riders).filter_map(lowest).fold(0.0, |depth: f32, low| depth.max(-low))
}

/// Height of a shape's lowest face, m.
fn foot(shape: &Shape) -> f32 {
    match *shape {
        Shape::Box { at, .. } | Shape::Tub { at, .. } | Shape::Cylinder { at, .. } | Shape::Cup { at, .. } => at[2],
    }
}
