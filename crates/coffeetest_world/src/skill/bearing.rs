//! What is carried on the way: how high it passes, and in which heading.

use crate::math::{Vec2, Vec3};

use bevy::prelude::*;
use coffeetest_scene::Shape;

use super::context::{Ctx, Failure};
use super::grasping::{carried, commanded_hand, grown, outlines};
use super::motion::assume;
use super::route::Floor;
use super::stance::is_clear;
use super::travel::TURNING_ROOM_M;
use crate::physics::{Filter, Physics, Pose};
use crate::robot::{Joint, Posture, hand_pose, hand_shapes, wrap};

/// Height over which what is carried passes, m.
pub(super) const OVER_M: f32 = 1.08;

/// How far what is held reaches below the hand, m.
pub(super) fn hanging_below(world: &mut World) -> f32 {
    use crate::physics::{Articulation, Physics, RigidBody};
    let Some(held) = world.resource::<crate::robot::Robot>().held else { return 0.0 };
    let physics = world.resource::<Physics>();
    let hand = physics.pose(world.resource::<Articulation>().body(Joint::Roll as usize)).translation.z;
    let low = world.get::<RigidBody>(held).and_then(|body| physics.bounds(body.0)).map_or(hand, |(low, _)| low.z);
    (hand - low).max(0.0)
}

/// Height that passes over what stands on surfaces along a straight way of the hand, m.
pub(super) fn over_m(world: &mut World, from: Vec2, to: Vec2) -> f32 {
    use crate::physics::{Physics, RigidBody};
    use crate::thing::Part;
    /// What is beside the way by less than this is on it, m.
    const BESIDE_M: f32 = 0.12;
    const AIR_M: f32 = 0.025;
    /// What begins or ends higher hangs on a wall, m.
    const SHELF_M: f32 = 1.25;
    const HIGHEST_M: f32 = 1.45;
    let held =
        world.resource::<crate::robot::Robot>().held.and_then(|held| world.get::<Part>(held)).map(|part| part.thing);
    let mut bodies = world.query::<(&RigidBody, &Part)>();
    let all = bodies.iter(world).filter(|(_, part)| Some(part.thing) != held).map(|(body, _)| body.0);
    let all: Vec<_> = all.collect();
    let physics = world.resource::<Physics>();
    let tops = all.into_iter().filter_map(|body| {
        let (low, high) = physics.bounds(body)?;
        let near = (0..=8).any(|step| {
            let at = from.lerp(to, step as f32 / 8.0);
            let gap = (at - at.clamp(low.truncate(), high.truncate())).length();
            gap < BESIDE_M
        });
        (near && low.z < SHELF_M && high.z < HIGHEST_M).then_some(high.z + AIR_M)
    });
    tops.fold(OVER_M, f32::max)
}

/// Lifts what is carried straight up to a height of the wrist, where nothing is above it: drawn in from where it is, it
/// would sweep along what stands beside it. Says whether it did.
pub(super) async fn rise(ctx: &Ctx, lift: f32) -> Result<bool, Failure> {
    /// Steps of the way that are looked at, m.
    const LOOK_M: f32 = 0.03;
    let here = ctx.posture();
    let hand = commanded_hand(ctx);
    let steps = libm::ceilf((lift - here.lift).max(0.0) / LOOK_M) as u32;
    if ctx.held().is_none() || steps == 0 {
        return Ok(false);
    }
    let (spec, load) = (ctx.spec(), carried(ctx));
    let filter = Filter { without_robot: true, without_held: true, without: &[] };
    let clear = ctx.physics(|physics| {
        (1..=steps).all(|step| {
            let up = (lift - here.lift) * step as f32 / steps as f32;
            let pose = Pose::from_parts(hand.translation + Vec3::Z * up, hand.rotation);
            let at = Posture { lift: here.lift + up, ..here };
            is_clear(physics, &spec, &at, &pose, 0.03, filter)
                && load.iter().all(|(place, shape)| physics.overlap(shape, &(pose * *place), filter).is_none())
        })
    });
    if clear {
        assume(ctx, &Posture { lift, ..here }).await?;
    }
    Ok(clear)
}

/// The height of the wrist on the last way to where the base shall stand. A load stays above what stands around until
/// the base has arrived; before something tall it passes over that too, or comes at the height where it is wanted.
pub(super) fn lift_on_the_way(ctx: &Ctx, from: Vec2, to: &Posture) -> f32 {
    const STEPS: u32 = 12;
    if ctx.held().is_none() {
        return to.lift;
    }
    let (spec, load) = (ctx.spec(), carried(ctx));
    let above = to.lift.max(ctx.posture().lift);
    let highest = ctx.motors(|motors| motors.range[Joint::Lift as usize].1);
    let filter = Filter { without_robot: true, without_held: true, without: &[] };
    let is_free = |lift: f32| {
        let share = |step: u32| step as f32 / STEPS as f32;
        let coming = (0..=STEPS).map(|step| Posture { base: from.lerp(to.base, share(step)), lift, ..*to });
        let sinking = (1..=STEPS).map(|step| Posture { lift: lift + (to.lift - lift) * share(step), ..*to });
        ctx.physics(|physics| {
            coming.chain(sinking).all(|posture| {
                let hand = hand_pose(&spec, &posture);
                load.iter().all(|(place, shape)| physics.overlap(shape, &(hand * *place), filter).is_none())
            })
        })
    };
    [above, highest.max(above), to.lift].into_iter().find(|lift| is_free(*lift)).unwrap_or(above)
}

/// A way to a place and a heading, and whether the body turns before it drives: a load that stands out to one side may
/// pass what stands around in one heading only.
pub(super) fn way_to(
    ctx: &Ctx,
    (from, posture): (Vec2, &Posture),
    to: Vec2,
    turn: f32,
) -> Result<(Vec<Vec2>, bool), Failure> {
    /// Steps of a turn that are looked at, rad.
    const LOOK_RAD: f32 = 0.15;
    /// Air around hand and load, widest wish first, m.
    const AIR_M: [f32; 2] = [0.025, 0.008];
    let spec = ctx.spec();
    let plan = |load: &[(Pose, Shape)]| {
        let way = |physics: &Physics, room: f32| Floor::new(physics, &spec).with_load(load).plan(from, to, room);
        ctx.physics(|physics| TURNING_ROOM_M.iter().find_map(|&room| way(physics, room)))
    };
    let gap = wrap(turn - posture.turn);
    let steps = libm::ceilf(gap.abs() / LOOK_RAD).max(1.0) as u32;
    let swung = |air_m: f32| -> Vec<Vec<(Pose, Shape)>> {
        let held = borne(ctx, air_m);
        let load = |turn: f32| {
            let hand = hand_pose(&spec, &Posture { base: Vec2::ZERO, turn, ..*posture });
            held.iter().map(|(place, shape)| (hand * *place, shape.clone())).collect()
        };
        (0..=steps).map(|step| load(posture.turn + gap * step as f32 / steps as f32)).collect()
    };
    let with_air = AIR_M.iter().filter(|_| ctx.held().is_some()).find_map(|&air_m| {
        let loads = swung(air_m);
        let turns_at = |at: Vec2| {
            ctx.physics(|physics| {
                loads.iter().all(|load| Floor::new(physics, &spec).with_load(load).has_room_for_load(at))
            })
        };
        let last = || turns_at(to).then(|| plan(&loads[0])).flatten().map(|way| (way, false));
        let first = || turns_at(from).then(|| plan(&loads[loads.len() - 1])).flatten().map(|way| (way, true));
        last().or_else(first)
    });
    // Where nothing is sure to be free, the way of the base alone is tried.
    with_air.or_else(|| plan(&[]).map(|way| (way, false))).ok_or_else(|| Failure::new("there is no way to get there"))
}

/// The hand and what it holds, in the hand's frame, with that much air around.
fn borne(ctx: &Ctx, air_m: f32) -> Vec<(Pose, Shape)> {
    let hand = hand_shapes(&ctx.spec(), 0.03).into_iter().map(|shape| (Pose::IDENTITY, shape));
    outlines(ctx).into_iter().chain(hand).map(|(place, shape)| (place, grown(&shape, air_m))).collect()
}
