//! Opening and closing what travels on hinges and slides, by its handle.

use bevy::prelude::*;

use super::context::{Ctx, Failure};
use super::grasping::{close_on, commanded_hand, take};
use super::motion::{PATIENCE_TICKS, follow, nearby, reach_limits, stop, strained_axis};
use super::placing::release;
use super::travel::gaze;
use crate::physics::Pose;
use crate::robot::Posture;
use crate::sim::TICK_S;
use crate::thing::Moving;

/// Handle speed, m/s.
const SPEED_M_S: f32 = 0.16;
/// Openness that counts as open.
const OPEN: f32 = 0.6;

/// Moves a door, drawer, lid or lever open or shut.
pub(super) async fn swing(ctx: &Ctx, part: Entity, open: bool) -> Result<(), Failure> {
    let name = ctx.name(part);
    let Some(moving) = ctx.with(|world| world.get::<Moving>(part).cloned()) else {
        return Err(Failure::new(format!("{name} has nothing to open or close")));
    };
    if open && moving.openness() > 0.9 || !open && moving.is_closed() {
        return Ok(());
    }
    gaze(ctx, ctx.pose(part).translation);
    take(ctx, part).await?;
    close_on(ctx, part).await?;
    let moved = haul(ctx, part, open).await;
    release(ctx).await?;
    moved?;
    let now = ctx.with(|world| world.get::<Moving>(part).map_or(0.0, Moving::openness));
    if open && now < OPEN || !open && now > 0.05 {
        return Err(Failure::new(format!("{name} went only {:.0} % of its way", 100.0 * now)));
    }
    Ok(())
}

/// Moves the hand along the handle's path.
async fn haul(ctx: &Ctx, part: Entity, open: bool) -> Result<(), Failure> {
    let Some(moving) = ctx.with(|world| world.get::<Moving>(part).cloned()) else {
        return Err(Failure::new("it is gone"));
    };
    let (thing, _) = ctx.thing_of(part)?;
    let frame = ctx.pose(thing.parts["body"]);
    let axis = frame.rotation * moving.axis;
    let at = frame.transform_point(moving.at);
    let start = commanded_hand(ctx);
    let from = moving.travel;
    // Doors are pulled well open but not against their stops; shut is shut.
    let widest = if moving.hinge { moving.range.1.min(1.75) } else { moving.range.1 };
    let to = if open { moving.range.0 + 0.97 * (widest - moving.range.0) } else { moving.range.0 };
    let pose_at = |travel: f32, share: f32| {
        let step = travel - from;
        if moving.hinge {
            let turn = Quat::from_axis_angle(axis, step);
            let hand = Quat::from_axis_angle(axis, step * share) * start.rotation;
            Pose::from_parts(at + turn * (start.translation - at), hand)
        } else {
            Pose::from_parts(start.translation + axis * step, start.rotation)
        }
    };
    let spec = ctx.spec();
    let limits = reach_limits(ctx);
    let length = (to - from).abs() * moving.lever_m;
    let ticks = libm::ceilf(length / (SPEED_M_S * TICK_S as f32)).max(1.0) as u32;
    let posture = ctx.posture();
    // The wrist turns with the part as far as it can.
    let reachable = |share: f32| {
        let mut at: Posture = posture;
        (1..=ticks).step_by(4).chain([ticks]).all(|tick| {
            let travel = from + (to - from) * tick as f32 / ticks as f32;
            at = nearby(&spec, &at, &pose_at(travel, share), limits);
            at.excess(&spec) <= 0.0
        })
    };
    let share = [1.0, 0.75, 0.5, 0.25, 0.0].into_iter().find(|&share| reachable(share));
    let share = share.ok_or_else(|| Failure::new("the arm does not reach along its whole way"))?;
    let mut posture = posture;
    let mut blocked = 0;
    for tick in 1..=ticks {
        let travel = from + (to - from) * tick as f32 / ticks as f32;
        posture = nearby(&spec, &posture, &pose_at(travel, share), limits);
        follow(ctx, &posture);
        ctx.tick().await;
        if ctx.held() != Some(part) {
            stop(ctx);
            return Err(Failure::new("the handle slipped from the hand"));
        }
        blocked = if strained_axis(ctx).is_some() { blocked + 1 } else { 0 };
        if blocked > PATIENCE_TICKS {
            stop(ctx);
            return Err(Failure::new(format!("{} is stuck", ctx.name(part))));
        }
    }
    ctx.wait_s(0.15).await;
    Ok(())
}
