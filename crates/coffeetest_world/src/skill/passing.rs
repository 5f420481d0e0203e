//! Ways across the floor that lead through doorways: straight through the middle of each, arm first.

use bevy::prelude::*;

use super::context::{Ctx, Failure};
use super::grasping::carried;
use super::route::Floor;
use super::stance::is_clear;
use super::travel::{TURNING_ROOM_M, cross_room, drive_line};
use crate::floor_plan::{Doorway, FloorPlan};
use crate::math::Vec2;
use crate::physics::Filter;
use crate::robot::{Posture, hand_pose};

/// Room with which a way is found at all, m: that of the base, just.
const LEAST_ROOM_M: f32 = TURNING_ROOM_M[TURNING_ROOM_M.len() - 1];
/// How far behind a doorway one stops who goes there, m.
const BEYOND_M: f32 = 0.6;

/// A doorway to be passed, from the side of the wall that this sign tells.
struct Pass {
    doorway: Doorway,
    side: f32,
}

/// Drives from where the base is to another point, through doorways where these are on the way, and faces that way.
pub(super) async fn cross_floor(ctx: &Ctx, from: Vec2, to: Vec2, turn: f32) -> Result<(), Failure> {
    let spec = ctx.spec();
    let mut at = from;
    for Pass { doorway, side } in passes(ctx, from, to) {
        let before = ctx.physics(|physics| spots(&Floor::new(physics, &spec), &doorway, side)[0]);
        let ahead = -side * doorway.through;
        cross_room(ctx, at, before, libm::atan2f(ahead.y, ahead.x)).await?;
        let ends = ctx.physics(|physics| spots(&Floor::new(physics, &spec), &doorway, -side));
        let after = ends.into_iter().find(|end| is_clear_along(ctx, *end));
        at = after.ok_or_else(|| Failure::new("there is no room behind the doorway to go through it"))?;
        drive_line(ctx, at).await?;
    }
    cross_room(ctx, at, to, turn).await
}

/// Whether arm and load touch nothing on the straight way from where the base is to a point, heading kept.
fn is_clear_along(ctx: &Ctx, to: Vec2) -> bool {
    const LOOK_M: f32 = 0.05;
    const HALF_OPENING_M: f32 = 0.03;
    let (spec, load, here) = (ctx.spec(), carried(ctx), ctx.posture());
    let filter = Filter { without_robot: true, without_held: true, without: &[] };
    let steps = libm::ceilf((to - here.base).length() / LOOK_M).max(1.0) as u32;
    ctx.physics(|physics| {
        (1..=steps).all(|step| {
            let at = Posture { base: here.base.lerp(to, step as f32 / steps as f32), ..here };
            let hand = hand_pose(&spec, &at);
            is_clear(physics, &spec, &at, &hand, HALF_OPENING_M, filter)
                && load.iter().all(|(place, shape)| physics.overlap(shape, &(hand * *place), filter).is_none())
        })
    })
}

/// The doorways on the way from one point to another, in order.
fn passes(ctx: &Ctx, from: Vec2, to: Vec2) -> Vec<Pass> {
    let doorways = ctx.with(|world| world.resource::<FloorPlan>().doorways.clone());
    if doorways.is_empty() {
        return Vec::new();
    }
    let spec = ctx.spec();
    ctx.physics(|physics| {
        let floor = Floor::new(physics, &spec);
        let way = floor.plan(from, to, LEAST_ROOM_M).unwrap_or_default();
        let starts = std::iter::once(from).chain(way.iter().copied());
        let legs = starts.zip(way.iter().copied());
        legs.flat_map(|(start, end)| {
            let crossed = doorways.iter().filter_map(|doorway| Some((doorway.crossed(start, end)?, doorway)));
            let mut crossed: Vec<(f32, &Doorway)> = crossed.collect();
            crossed.sort_by(|a, b| a.0.total_cmp(&b.0));
            crossed
                .into_iter()
                .map(|(_, doorway)| Pass { doorway: *doorway, side: doorway.side_m(start).signum() })
                .collect::<Vec<_>>()
        })
        .collect()
    })
}

/// Points in front of a doorway on one side of it, those with most room to turn first, and of these the near ones.
fn spots(floor: &Floor, doorway: &Doorway, side: f32) -> Vec<Vec2> {
    const NEAREST_M: f32 = 0.5;
    const STEP_M: f32 = 0.06;
    let out = |step: u32| doorway.at + doorway.through * (side * (NEAREST_M + STEP_M * step as f32));
    let clear = (0..=7).map(out).take_while(|at| floor.is_clear(doorway.at, *at, LEAST_ROOM_M));
    let mut spots: Vec<(usize, Vec2)> =
        clear.map(|at| (TURNING_ROOM_M.iter().take_while(|room| !floor.has_room(at, **room)).count(), at)).collect();
    spots.sort_by_key(|(rank, _)| *rank);
    if spots.is_empty() {
        spots.push((0, out(0)));
    }
    spots.into_iter().map(|(_, at)| at).collect()
}

/// Where one comes to who goes through a doorway, and heading where: on the side that is farther to go to.
pub(super) fn beyond(ctx: &Ctx, doorway: &Doorway) -> Result<(Vec2, f32), Failure> {
    let spec = ctx.spec();
    let here = ctx.posture().base;
    let found = ctx.physics(|physics| {
        let floor = Floor::new(physics, &spec);
        let length_m = |side: f32| {
            let to = spots(&floor, doorway, side)[0];
            let way = floor.plan(here, to, LEAST_ROOM_M)?;
            let starts = std::iter::once(here).chain(way.iter().copied());
            Some(starts.zip(&way).map(|(start, end)| (*end - start).length()).sum::<f32>())
        };
        let [one, other] = [1.0, -1.0].map(|side| length_m(side).unwrap_or(f32::MAX));
        let side = if one > other { 1.0 } else { -1.0 };
        // What stands there may leave room only a little nearer or farther.
        let spots = [0.0, 0.08, -0.08, 0.16, -0.16, 0.24, 0.32]
            .map(|off_m| doorway.at + doorway.through * (side * (BEYOND_M + off_m)));
        let roomy = TURNING_ROOM_M[1..].iter().find_map(|&room| spots.iter().find(|at| floor.has_room(**at, room)));
        roomy.map(|at| (*at, side * doorway.through))
    });
    let (at, ahead) = found.ok_or_else(|| Failure::new("there is no room to stand behind the doorway"))?;
    Ok((at, libm::atan2f(ahead.y, ahead.x)))
}
