//! Ways across the floor that lead through doorways: straight through the middle of each, arm first.

use bevy::prelude::*;

use super::context::{Ctx, Failure};
use super::motion::assume;
use super::route::Floor;
use super::travel::{TURNING_ROOM_M, drive_line};
use crate::floor_plan::{Doorway, FloorPlan};
use crate::math::Vec2;

/// Room with which a way is found at all, m: that of the base, just.
const LEAST_ROOM_M: f32 = TURNING_ROOM_M[TURNING_ROOM_M.len() - 1];
/// How far behind a doorway one stops who goes there, m.
const BEYOND_M: f32 = 0.6;

/// From where to where a doorway is passed, on the line through its middle.
struct Pass {
    before: Vec2,
    after: Vec2,
}

/// Drives from where the base is to another point, through doorways where these are on the way.
pub(super) async fn cross_floor(ctx: &Ctx, from: Vec2, to: Vec2) -> Result<(), Failure> {
    let mut at = from;
    for Pass { before, after } in passes(ctx, from, to) {
        drive_way(ctx, at, before).await?;
        let along = after - before;
        let turn = libm::atan2f(along.y, along.x);
        assume(ctx, &crate::robot::Posture { turn, ..ctx.posture() }).await?;
        drive_line(ctx, after).await?;
        at = after;
    }
    drive_way(ctx, at, to).await
}

/// Drives to a point, heading kept, with as much room around as there is.
async fn drive_way(ctx: &Ctx, from: Vec2, to: Vec2) -> Result<(), Failure> {
    let spec = ctx.spec();
    let way = ctx
        .physics(|physics| TURNING_ROOM_M.iter().find_map(|&room| Floor::new(physics, &spec).plan(from, to, room)))
        .ok_or_else(|| Failure::new("there is no way to get there"))?;
    for point in way {
        drive_line(ctx, point).await?;
    }
    Ok(())
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
            let sides = crossed.into_iter().map(|(_, doorway)| (doorway, doorway.side_m(start).signum()));
            sides
                .map(|(doorway, side)| Pass {
                    before: spot(&floor, doorway, side),
                    after: spot(&floor, doorway, -side),
                })
                .collect::<Vec<_>>()
        })
        .collect()
    })
}

/// A point in front of a doorway with room to turn, on one side of it.
fn spot(floor: &Floor, doorway: &Doorway, side: f32) -> Vec2 {
    const NEAREST_M: f32 = 0.5;
    const STEP_M: f32 = 0.06;
    let out = |step: u32| doorway.at + doorway.through * (side * (NEAREST_M + STEP_M * step as f32));
    let roomy = TURNING_ROOM_M.iter().find_map(|&room| {
        let mut spots = (0..=7).map(out);
        spots.find(|at| floor.has_room(*at, room) && floor.is_clear(doorway.at, *at, LEAST_ROOM_M))
    });
    roomy.unwrap_or_else(|| out(0))
}

/// Where one comes to who goes through a doorway, and heading where: on the side that is farther to go to.
pub(super) fn beyond(ctx: &Ctx, doorway: &Doorway) -> Result<(Vec2, f32), Failure> {
    let spec = ctx.spec();
    let here = ctx.posture().base;
    let found = ctx.physics(|physics| {
        let floor = Floor::new(physics, &spec);
        let length_m = |side: f32| {
            let to = spot(&floor, doorway, side);
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
