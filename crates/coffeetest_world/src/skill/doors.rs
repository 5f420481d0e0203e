//! Opening and closing what travels on hinges and slides, by its handle.

use crate::math::{Quat, Vec3};
use bevy::prelude::*;
use coffeetest_scene::Body;

use super::context::{Ctx, Failure};
use super::grasping::{close_on, commanded_hand, take_for};
use super::motion::{PATIENCE_TICKS, follow, nearby, reach_limits, stop, strained_axis};
use super::placing::release;
use super::route::Floor;
use super::stance::is_clear;
use super::travel::gaze;
use crate::physics::{Filter, Physics, Pose};
use crate::robot::Posture;
use crate::sim::TICK_S;
use crate::thing::Moving;

/// Handle speed, m/s.
const SPEED_M_S: f32 = 0.16;
/// Openness that counts as open.
const OPEN: f32 = 0.6;
/// How far lids are lifted, rad.
const LID_RAD: f32 = 1.52;

/// Steps of a path that are looked at before it is begun.
const LOOK_AHEAD: u32 = 14;
/// Shares of the part's turn that the wrist may follow, best first.
const SHARES: [f32; 5] = [1.0, 0.75, 0.5, 0.25, 0.0];

/// Moves a door, drawer, lid or lever open or shut.
pub(super) async fn swing(ctx: &Ctx, part: Entity, open: bool) -> Result<(), Failure> {
    let name = ctx.name(part);
    let Some(moving) = ctx.with(|world| world.get::<Moving>(part).cloned()) else {
        return Err(Failure::new(format!("{name} has nothing to open or close")));
    };
    if open && moving.openness() > 0.75 || !open && moving.is_closed() {
        return Ok(());
    }
    if moving.force_n + moving.latch_n > ctx.spec().push_n {
        return Err(Failure::new(format!("{name} takes more force than this arm has")));
    }
    gaze(ctx, ctx.pose(part).translation);
    let (thing, _) = ctx.thing_of(part)?;
    let arc = Arc::new(part, &moving, &ctx.pose(thing.parts["body"]), open);
    let (spec, limits) = (ctx.spec(), reach_limits(ctx));
    let onward = |physics: &Physics, goal: &Posture, hand: &Pose| {
        SHARES.iter().any(|&share| arc.is_passable(physics, &spec, goal, hand, share, limits, 0.01))
    };
    take_for(ctx, part, &onward).await?;
    close_on(ctx, part).await?;
    let moved = haul(ctx, part, &arc).await;
    release(ctx).await?;
    moved?;
    let now = ctx.with(|world| world.get::<Moving>(part).map_or(0.0, Moving::openness));
    if open && now < OPEN || !open && now > 0.05 {
        return Err(Failure::new(format!("{name} went only {:.0} % of its way", 100.0 * now)));
    }
    Ok(())
}

/// The way of a handle from where it is to open or shut.
struct Arc {
    part: Entity,
    hinge: bool,
    axis: Vec3,
    at: Vec3,
    from: f32,
    to: f32,
    length_m: f32,
}

impl Arc {
    fn new(part: Entity, moving: &Moving, frame: &Pose, open: bool) -> Self {
        // Doors are pulled well open but not against their stops, lids until they stand; shut is shut.
        let door = (frame.rotation * moving.axis).z.abs() > 0.5;
        let most = if door { 1.75 } else { LID_RAD };
        // A door is let fall to; pushing on would press it into its frame.
        let ajar = if door { 0.012 } else { 0.0 };
        let widest = if moving.hinge { moving.range.1.min(most) } else { moving.range.1 };
        let to = if open {
            moving.range.0 + 0.97 * (widest - moving.range.0)
        } else {
            moving.range.0 + ajar * (widest - moving.range.0)
        };
        Self {
            part,
            hinge: moving.hinge,
            axis: frame.rotation * moving.axis,
            at: frame.transform_point(moving.at),
            from: moving.travel,
            to,
            length_m: (to - moving.travel).abs() * moving.lever_m,
        }
    }

    /// Where the hand is after a part of the way when the wrist follows this share of the turn.
    fn hand(&self, start: &Pose, way: f32, share: f32) -> Pose {
        let step = (self.to - self.from) * way;
        if self.hinge {
            let turn = Quat::from_axis_angle(self.axis, step);
            let hand = Quat::from_axis_angle(self.axis, step * share) * start.rotation;
            Pose::from_parts(self.at + turn * (start.translation - self.at), hand)
        } else {
            Pose::from_parts(start.translation + self.axis * step, start.rotation)
        }
    }

    /// Whether arm and base can follow the whole way, the base with this much room around it.
    fn is_passable(
        &self,
        physics: &Physics,
        spec: &Body,
        start: &Posture,
        hand: &Pose,
        share: f32,
        limits: (f32, f32),
        room_m: f32,
    ) -> bool {
        let mut at = *start;
        (1..=LOOK_AHEAD).all(|step| {
            let next = nearby(spec, &at, &self.hand(hand, step as f32 / LOOK_AHEAD as f32, share), limits);
            let smooth = next.wrist_step(&at) < 0.6;
            at = next;
            let floor = Floor::new(physics, spec).is_free(at.base, spec.base.radius_m + room_m);
            let hand = self.hand(hand, step as f32 / LOOK_AHEAD as f32, share);
            let filter = Filter { without_robot: true, without_held: true, without: &[self.part] };
            let clear = is_clear(physics, spec, &at, &hand, 0.02, filter);
            smooth && at.excess(spec) <= 0.0 && floor && clear
        })
    }
}

/// Moves the hand along the handle's path.
async fn haul(ctx: &Ctx, part: Entity, arc: &Arc) -> Result<(), Failure> {
    let (spec, limits) = (ctx.spec(), reach_limits(ctx));
    let start = commanded_hand(ctx);
    let mut posture = ctx.posture();
    let share = ctx.physics(|physics| {
        SHARES.into_iter().find(|&share| arc.is_passable(physics, &spec, &posture, &start, share, limits, 0.0))
    });
    let share = share.ok_or_else(|| Failure::new("the arm does not reach along its whole way"))?;
    let ticks = libm::ceilf(arc.length_m / (SPEED_M_S * TICK_S as f32)).max(1.0) as u32;
    let mut blocked = 0;
    for tick in 1..=ticks {
        posture = nearby(&spec, &posture, &arc.hand(&start, tick as f32 / ticks as f32, share), limits);
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
