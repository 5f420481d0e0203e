//! Driving and looking: draw the arm in, cross the floor, come to a stance.

use crate::math::{Vec2, Vec3};
use std::f32::consts::PI;

use bevy::prelude::*;

use super::bearing::{OVER_M, hanging_below, lift_on_the_way, over_m, rise, way_to};
use super::context::{Ctx, Failure};
use super::grasping::commanded_hand;
use super::looking::{AHEAD_TILT, EYES_M, gaze, settle_head, turn_head, view_of};
use super::motion::{HAND_M_S, arrive, assume, blocked_by, line, reach_limits};
use super::passing::{beyond, cross_floor};
use super::route::Floor;
use super::stance::Stance;
use crate::floor_plan::{Doorway, FloorPlan};
use crate::physics::Pose;
use crate::robot::{Joint, Posture, wrap};
use crate::sim::TICK_S;

/// Room that the body with its arm drawn in needs to turn, widest wish first, m.
pub(super) const TURNING_ROOM_M: [f32; 4] = [0.46, 0.38, 0.30, 0.23];
/// Height of the empty hand on the way, m.
const CARRY_M: f32 = 1.28;

/// How far the wrist turns a load without backing off first, rad.
const WRIST_STEP: f32 = 0.2;
/// Comes to the start of a stance's straight line.
pub(super) async fn take_stance(ctx: &Ctx, stance: &Stance) -> Result<(), Failure> {
    gaze(ctx, stance.approach.goal.translation);
    let goal = stance.before;
    let here = ctx.posture();
    let limits = reach_limits(ctx);
    let near = (here.base - goal.base).length() < 0.25 && wrap(here.turn - goal.turn).abs() < 0.1;
    // What is carried is swung about only where there is room.
    let near = near && (ctx.held().is_none() || here.wrist_step(&goal) < WRIST_STEP);
    if near {
        // Already there: draw back, over what stands around, and in again.
        let reach = limits.0.max(goal.reach.min(here.reach) - 0.12);
        let highest = ctx.motors(|motors| motors.range[Joint::Lift as usize].1);
        let (from, to) = (commanded_hand(ctx).translation, stance.approach.before.translation);
        let over = match ctx.held() {
            Some(_) => ctx.with(|world| over_m(world, from.truncate(), to.truncate()) + hanging_below(world)),
            None => here.lift,
        };
        let lift = here.lift.max(goal.lift).max(over).min(highest);
        if !rise(ctx, lift).await? {
            assume(ctx, &Posture { reach, ..here }).await?;
        }
        assume(ctx, &Posture { reach, lift, ..here }).await?;
        assume(ctx, &Posture { reach, lift, ..goal }).await?;
        assume(ctx, &Posture { reach, ..goal }).await?;
        return assume(ctx, &goal).await;
    }
    let standoff = standoff(ctx, goal.base, goal.turn);
    drive(ctx, standoff, goal.turn, Some(&goal)).await?;
    let drawn_in = Posture { reach: limits.0, ..goal };
    let lift = lift_on_the_way(ctx, standoff, &drawn_in);
    assume(ctx, &Posture { base: standoff, lift, ..drawn_in }).await?;
    drive_line(ctx, goal.base).await?;
    assume(ctx, &drawn_in).await?;
    assume(ctx, &goal).await
}

/// A point behind a standing place with room to turn.
fn standoff(ctx: &Ctx, base: Vec2, turn: f32) -> Vec2 {
    let back = -Vec2::new(libm::cosf(turn), libm::sinf(turn));
    let spec = ctx.spec();
    let narrow = spec.base.radius_m + 0.005;
    ctx.physics(|physics| {
        let floor = Floor::new(physics, &spec);
        for room in TURNING_ROOM_M {
            for step in 0..=8 {
                let at = base + back * (0.07 * step as f32);
                if floor.has_room(at, room) && floor.is_clear(base, at, narrow) {
                    return at;
                }
            }
        }
        base
    })
}

/// A way to get the arm free of what blocks it.
#[derive(Clone, Copy)]
enum Free {
    /// The hand goes back the way it points.
    Hand,
    /// The arm is lifted.
    Lift,
    /// The base drives off, at this angle to its heading, rad.
    Base(f32),
}

/// Draws the arm in; when something blocks it, it is freed first.
async fn draw_in(ctx: &Ctx) -> Result<(), Failure> {
    const FREE_M: f32 = 0.08;
    let limits = reach_limits(ctx);
    let highest = ctx.motors(|motors| motors.range[Joint::Lift as usize].1);
    let mut drawn = assume(ctx, &Posture { reach: limits.0, ..ctx.posture() }).await;
    for way in [Free::Hand, Free::Lift, Free::Base(PI), Free::Base(0.5 * PI), Free::Base(-0.5 * PI), Free::Base(0.0)] {
        if drawn.is_ok() {
            break;
        }
        let here = ctx.posture();
        let hand = commanded_hand(ctx);
        // Whatever came of it, the arm may be free now.
        let _ = match way {
            Free::Hand => {
                let back = Pose::from_parts(hand.translation - FREE_M * (hand.rotation * Vec3::X), hand.rotation);
                line(ctx, &back, HAND_M_S).await
            }
            Free::Lift => assume(ctx, &Posture { lift: (here.lift + 2.0 * FREE_M).min(highest), ..here }).await,
            Free::Base(aside) => {
                let (sin, cos) = (libm::sinf(here.turn + aside), libm::cosf(here.turn + aside));
                let to = here.base + 2.0 * FREE_M * Vec2::new(cos, sin);
                let spec = ctx.spec();
                let clear = ctx
                    .physics(|physics| Floor::new(physics, &spec).is_clear(here.base, to, spec.base.radius_m + 0.005));
                if !clear {
                    continue;
                }
                drive_line(ctx, to).await
            }
        };
        drawn = assume(ctx, &Posture { reach: limits.0, ..ctx.posture() }).await;
    }
    drawn
}

/// Draws the arm in, backs off, and drives to a point and heading; `next` tells the height wanted there.
pub(super) async fn drive(ctx: &Ctx, to: Vec2, turn: f32, next: Option<&Posture>) -> Result<(), Failure> {
    let (hand, base) = (commanded_hand(ctx).translation, ctx.posture().base);
    let highest = ctx.motors(|motors| motors.range[Joint::Lift as usize].1);
    let over = ctx.with(|world| over_m(world, hand.truncate(), base) + hanging_below(world));
    rise(ctx, over.min(highest)).await?;
    draw_in(ctx).await?;
    let here = ctx.posture();
    let off = standoff(ctx, here.base, here.turn);
    drive_line(ctx, off).await?;
    let holding = ctx.held().is_some();
    let mut carried = ctx.posture();
    if !holding {
        (carried.yaw, carried.pitch, carried.roll, carried.lift) = (0.0, 0.0, 0.0, CARRY_M);
    } else {
        // What is carried passes over whatever stands on counters.
        let below = ctx.with(hanging_below);
        carried.lift = carried.lift.max(OVER_M + below);
        if let Some(next) = next {
            carried.yaw = next.yaw;
            carried.lift = carried.lift.max(next.lift);
        }
        let highest = ctx.motors(|motors| motors.range[Joint::Lift as usize].1);
        carried.lift = carried.lift.min(highest);
    }
    assume(ctx, &carried).await?;
    cross_floor(ctx, off, to, turn).await
}

/// Drives from where the base is to another place of the same room, and faces that way.
pub(super) async fn cross_room(ctx: &Ctx, from: Vec2, to: Vec2, turn: f32) -> Result<(), Failure> {
    let (way, turn_first) = way_to(ctx, (from, &ctx.posture()), to, turn)?;
    if turn_first {
        assume(ctx, &Posture { turn, ..ctx.posture() }).await?;
    }
    for point in way {
        drive_line(ctx, point).await?;
    }
    assume(ctx, &Posture { turn, ..ctx.posture() }).await
}

/// Drives on a straight line, heading kept.
pub(super) async fn drive_line(ctx: &Ctx, to: Vec2) -> Result<(), Failure> {
    /// Who comes no nearer by this, m, in so many ticks is held up.
    const HEADWAY_M: f32 = 0.001;
    const STALLED_TICKS: u32 = 100;
    let spec = ctx.spec();
    let (top, acceleration) = (spec.base.speed_m_s, spec.base.accel_m_s2);
    let mut speed = 0.0_f32;
    let dt = TICK_S as f32;
    let mut blocked = 0;
    let (mut nearest, mut stalled) = (f32::MAX, 0);
    loop {
        let mut posture = ctx.posture();
        let gap = to - posture.base;
        let length = gap.length();
        if length < 1e-4 {
            return arrive(ctx).await;
        }
        let brake = (2.0 * acceleration * length).sqrt();
        speed = (speed + acceleration * dt).min(top).min(brake).max(0.01);
        posture.base += gap / length * (speed * dt).min(length);
        ctx.motors(|motors| {
            motors.target[Joint::X as usize] = posture.base.x;
            motors.target[Joint::Y as usize] = posture.base.y;
            motors.follow = true;
        });
        ctx.tick().await;
        let strain = ctx.motors(|motors| motors.strain(0).max(motors.strain(1)));
        blocked = if strain > 0.97 { blocked + 1 } else { 0 };
        // What gives way a little and comes back does not strain the motors for long.
        (nearest, stalled) = if length < nearest - HEADWAY_M { (length, 0) } else { (nearest, stalled + 1) };
        if blocked > 20 || stalled > STALLED_TICKS {
            return Err(blocked_by(ctx, "the base"));
        }
    }
}

/// Drives to where a thing is well seen, facing it; of a doorway, through it.
pub(super) async fn go_to(ctx: &Ctx, target: Entity) -> Result<(), Failure> {
    if let Some(doorway) = ctx.with(|world| world.get::<Doorway>(target).copied()) {
        let (spot, turn) = beyond(ctx, &doorway)?;
        gaze(ctx, doorway.point(0.0, EYES_M));
        drive(ctx, spot, turn, None).await?;
        turn_head(ctx, 0.0, AHEAD_TILT);
        settle_head(ctx).await;
        return Ok(());
    }
    let name = ctx.name(target);
    let (centre, front) =
        ctx.with(|world| view_of(world, target)).ok_or_else(|| Failure::new("there is no such thing"))?;
    gaze(ctx, centre);
    let here = ctx.posture();
    let spec = ctx.spec();
    let plan = ctx.with(|world| world.resource::<FloorPlan>().clone());
    let spot = ctx.physics(|physics| {
        let floor = Floor::new(physics, &spec);
        // Who stands behind a wall sees nothing of it.
        let is_spot = |at: Vec2| floor.has_room(at, TURNING_ROOM_M[1]) && !plan.is_walled(at, centre.truncate());
        let mut best: Option<(f32, Vec2)> = None;
        for ring in 0..6 {
            let distance = 0.75 + 0.12 * ring as f32;
            for step in 0..24 {
                let angle = std::f32::consts::TAU * step as f32 / 24.0;
                let out = Vec2::new(libm::cosf(angle), libm::sinf(angle));
                let at = centre.truncate() + out * distance;
                let cost = (1.0 - out.dot(front)) + 0.5 * ring as f32 * 0.12 + 0.15 * (at - here.base).length();
                if best.is_none_or(|(known, _)| cost < known) && is_spot(at) {
                    best = Some((cost, at));
                }
            }
        }
        best.map(|(_, at)| at)
    });
    let spot = spot.ok_or_else(|| Failure::new(format!("there is no room to stand near {name}")))?;
    let gap = centre.truncate() - spot;
    drive(ctx, spot, libm::atan2f(gap.y, gap.x), None).await?;
    settle_head(ctx).await;
    Ok(())
}
