//! Opening and closing what travels on hinges and slides, by its handle.

use crate::math::{Quat, Vec3};
use bevy::prelude::*;
use coffeetest_brew::spec::Comp;
use coffeetest_scene::Body;

use super::context::{Ctx, Failure};
use super::grasping::{close_on, commanded_hand, take_for};
use super::looking::gaze;
use super::motion::{PATIENCE_TICKS, follow, nearby, reach_limits, stop, strained_axis};
use super::placing::release;
use super::route::Floor;
use super::stance::is_clear;
use crate::physics::{Filter, Physics, Pose};
use crate::robot::{Posture, wrap};
use crate::sim::TICK_S;
use crate::thing::{Lock, Moving, Part, Role, ThingOf, riders_of};

/// Handle speed, m/s.
const SPEED_M_S: f32 = 0.16;
/// A wrist that turns with a part turns with this share of its speed.
const WRIST_SHARE: f32 = 0.8;
/// Speed with which a plunger is pressed at first, at least and at most, m/s.
const PRESS_M_S: f32 = 0.008;
const LEAST_PRESS_M_S: f32 = 0.0015;
const MOST_PRESS_M_S: f32 = 0.03;
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
    let Some(moving) = ctx.with(|world| world.get::<Moving>(part).cloned()).filter(|moving| moving.role == Role::Joint)
    else {
        return Err(Failure::new(format!("{name} has nothing to open or close")));
    };
    if open && moving.openness() > 0.75 || !open && moving.is_closed() {
        return Ok(());
    }
    let to = standing(&moving, &ctx.pose(moving.carrier), open);
    shift(ctx, part, &moving, to).await?;
    let now = ctx.with(|world| world.get::<Moving>(part).map_or(0.0, Moving::openness));
    if open && now < OPEN || !open && now > 0.05 {
        return Err(Failure::new(format!("{name} went only {:.0} % of its way", 100.0 * now)));
    }
    Ok(())
}

/// The travel at which a part counts as well open, or as shut.
fn standing(moving: &Moving, carrier: &Pose, open: bool) -> f32 {
    // Doors are pulled well open but not against their stops, lids until they stand; shut is shut.
    let door = (carrier.rotation * moving.axis).z.abs() > 0.5;
    let most = if door { 1.75 } else { LID_RAD };
    // A door is let fall to; pushing on would press it into its frame.
    let ajar = if door { 0.012 } else { 0.0 };
    let widest = if moving.hinge { moving.range.1.min(most) } else { moving.range.1 };
    moving.range.0 + if open { 0.97 } else { ajar } * (widest - moving.range.0)
}

/// Says why a part cannot be moved by this body, if so.
pub(super) fn check_strength(ctx: &Ctx, moving: &Moving, name: &str) -> Result<(), Failure> {
    let (spec, most_n) = (ctx.spec(), moving.force_n + moving.latch_n + moving.load_n);
    let reason = if moving.two_hands {
        "takes a second hand"
    } else if (moving.wrung || moving.role != Role::Joint) && most_n * moving.lever_m > spec.wrist_roll.max_force {
        "takes more torque than this wrist has"
    } else if !moving.wrung && most_n > spec.push_n {
        "takes more force than this arm has"
    } else {
        return Ok(());
    };
    Err(Failure::new(format!("{name} {reason}")))
}

/// Takes a part by its handle, moves it to a travel and lets it go.
pub(super) async fn shift(ctx: &Ctx, part: Entity, moving: &Moving, to: f32) -> Result<(), Failure> {
    check_strength(ctx, moving, &ctx.name(part))?;
    gaze(ctx, ctx.pose(part).translation);
    let mut arc = Arc::new(part, moving, &ctx.pose(moving.carrier), to);
    arc.along.extend(ctx.with(|world| riders_of(world, part)));
    let (spec, limits) = (ctx.spec(), reach_limits(ctx));
    let onward = |physics: &Physics, goal: &Posture, hand: &Pose| {
        arc.shares().iter().any(|&share| arc.is_passable(physics, &spec, goal, hand, share, limits, 0.01))
    };
    take_for(ctx, part, &onward).await?;
    close_on(ctx, part).await?;
    let moved = haul(ctx, part, &arc).await;
    release(ctx).await?;
    moved
}

/// The way of a handle from where it is to open or shut.
struct Arc {
    /// The part, and what goes along with it.
    along: Vec<Entity>,
    hinge: bool,
    wrung: bool,
    axis: Vec3,
    at: Vec3,
    from: f32,
    to: f32,
    length_m: f32,
}

impl Arc {
    fn new(part: Entity, moving: &Moving, carrier: &Pose, to: f32) -> Self {
        Self {
            along: vec![part],
            hinge: moving.hinge,
            wrung: moving.wrung,
            axis: carrier.rotation * moving.axis,
            at: carrier.transform_point(moving.at),
            from: moving.travel,
            to,
            length_m: (to - moving.travel).abs() * moving.lever_m,
        }
    }

    /// Shares of the turn that the wrist may follow, best first.
    fn shares(&self) -> &'static [f32] {
        if self.wrung { &SHARES[..1] } else { &SHARES }
    }

    /// Share of the way that the wrist can follow in a tick, for which it has to turn with the part.
    fn wrist_step(&self, spec: &Body, share: f32) -> f32 {
        let speeds = [spec.wrist_yaw.speed, spec.wrist_pitch.speed, spec.wrist_roll.speed];
        let rad_s = WRIST_SHARE * speeds.into_iter().fold(f32::MAX, f32::min).to_radians();
        let turn_rad = if self.hinge { share * (self.to - self.from).abs() } else { 0.0 };
        if turn_rad > 1e-3 { rad_s * TICK_S as f32 / turn_rad } else { 1.0 }
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
        let (mut roll, roll_range) = (start.roll, spec.wrist_roll.range);
        (1..=LOOK_AHEAD).all(|step| {
            let next = nearby(spec, &at, &self.hand(hand, step as f32 / LOOK_AHEAD as f32, share), limits);
            let smooth = next.wrist_step(&at) < 0.6;
            // The wrist rolls on; it does not turn about on the way.
            roll += wrap(next.roll - at.roll);
            let smooth = smooth && (roll_range.0.to_radians()..=roll_range.1.to_radians()).contains(&roll);
            at = next;
            let floor = Floor::new(physics, spec).is_free(at.base, spec.base.radius_m + room_m);
            let hand = self.hand(hand, step as f32 / LOOK_AHEAD as f32, share);
            let filter = Filter { without_robot: true, without_held: true, without: &self.along };
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
        let passes = |share: &f32| arc.is_passable(physics, &spec, &posture, &start, *share, limits, 0.0);
        arc.shares().iter().copied().find(passes)
    });
    let share = share.ok_or_else(|| Failure::new("the arm does not reach along its whole way"))?;
    let presses = ctx.with(|world| drives_piston(world, part));
    let mut speed_m_s = if presses { PRESS_M_S } else { SPEED_M_S };
    let (mut way_m, mut blocked) = (0.0, 0);
    let most_m = arc.length_m * arc.wrist_step(&spec, share);
    while way_m < arc.length_m {
        way_m = (way_m + (speed_m_s * TICK_S as f32).min(most_m)).min(arc.length_m);
        posture = nearby(&spec, &posture, &arc.hand(&start, way_m / arc.length_m, share), limits);
        follow(ctx, &posture);
        ctx.tick().await;
        if ctx.held() != Some(part) {
            stop(ctx);
            return Err(Failure::new("the handle slipped from the hand"));
        }
        let drag_n = ctx.with(|world| world.get::<Moving>(part).map_or(0.0, Moving::drag_n));
        if presses {
            // What gives way slowly is pressed slowly.
            let eager = if drag_n > 0.8 * spec.push_n { 0.7 } else { 1.1 };
            speed_m_s = (speed_m_s * eager).clamp(LEAST_PRESS_M_S, MOST_PRESS_M_S);
        }
        let overcome = drag_n > spec.push_n && speed_m_s <= LEAST_PRESS_M_S;
        let strained = strained_axis(ctx).is_some() || is_jammed(ctx, part);
        blocked = if strained || overcome { blocked + 1 } else { 0 };
        if blocked > PATIENCE_TICKS {
            stop(ctx);
            let name = ctx.name(part);
            return Err(Failure::new(if overcome {
                format!("{name} takes more force than this arm has")
            } else {
                format!("{name} is stuck")
            }));
        }
    }
    ctx.wait_s(0.15).await;
    if is_jammed(ctx, part) {
        stop(ctx);
        return Err(Failure::new(format!("{} is stuck", ctx.name(part))));
    }
    Ok(())
}

/// Whether what the hand moves has met what is in its way.
fn is_jammed(ctx: &Ctx, part: Entity) -> bool {
    ctx.with(|world| world.get::<Moving>(part).is_some_and(|moving| moving.lock != Lock::Open))
}

/// Whether a part is the rod of a plunger.
fn drives_piston(world: &World, part: Entity) -> bool {
    let Some(moving) = world.get::<Moving>(part) else { return false };
    let thing = world.get::<Part>(part).and_then(|part| world.get::<ThingOf>(part.thing));
    thing.is_some_and(|of| {
        of.spec.comps.values().any(|comp| matches!(comp, Comp::Piston(piston) if piston.joint == moving.comp))
    })
}
