//! Elementary motions: set axes and wait, move the hand along a line, open and close the fingers.

use crate::math::Vec2;
use bevy::prelude::*;

use super::context::{Ctx, Failure};
use crate::physics::{Articulation, Physics, Pose, RigidBody};
use crate::robot::{Joint, Posture, Robot, solve_near};
use crate::sim::TICK_S;
use crate::thing::{Part, riders_of};

/// How close every axis must come to count as arrived, m or rad.
const ARRIVED: f32 = 0.004;
/// How close is near enough under load, m or rad.
const NEARLY: f32 = 0.015;
/// A blocked axis strains for this long before the skill gives up, ticks.
pub(super) const PATIENCE_TICKS: u32 = 30;
/// Hand speed along lines, m/s.
pub(super) const HAND_M_S: f32 = 0.25;
/// Hand speed when touching or carrying open vessels, m/s.
pub(super) const CAREFUL_M_S: f32 = 0.10;

/// The name of an axis for people.
fn axis_name(axis: usize) -> &'static str {
    match axis {
        0..=2 => "the base",
        3 => "the lift",
        4 => "the arm",
        5..=7 => "the wrist",
        _ => "the fingers",
    }
}

/// Moves all axes that place the hand to a posture and waits until they are there.
pub(super) async fn assume(ctx: &Ctx, posture: &Posture) -> Result<(), Failure> {
    ctx.motors(|motors| motors.aim(posture));
    arrive(ctx).await
}

/// Waits until the axes have come to their targets, or one of them makes no headway.
pub(super) async fn arrive(ctx: &Ctx) -> Result<(), Failure> {
    let mut nearest = f32::MAX;
    let mut waited = 0;
    loop {
        ctx.tick().await;
        let (axis, gap) = ctx.motors(|motors| {
            (0..Joint::Left as usize)
                .map(|axis| {
                    let (low, high) = motors.range[axis];
                    (axis, (motors.target[axis].clamp(low, high) - motors.position[axis]).abs())
                })
                .fold((0, 0.0_f32), |far, next| if next.1 > far.1 { next } else { far })
        });
        let settled = ctx.motors(|motors| motors.is_settled_to(Joint::Left as usize));
        if settled && gap < ARRIVED {
            return Ok(());
        }
        (nearest, waited) = if gap < nearest - 0.002 { (gap, 0) } else { (nearest, waited + 1) };
        if waited > PATIENCE_TICKS {
            // A load can hold an axis a little off its mark; that is as near as it gets.
            if gap < NEARLY {
                return Ok(());
            }
            return Err(blocked_by(ctx, axis_name(axis)));
        }
    }
}

/// Stops, and says what stopped it.
pub(super) fn blocked_by(ctx: &Ctx, what: &str) -> Failure {
    let in_the_way = pushed_at(ctx).map_or_else(|| "something in the way".to_owned(), |entity| ctx.name(entity));
    stop(ctx);
    Failure::new(format!("{what} is blocked by {in_the_way}"))
}

/// What the body, or what it carries, presses hardest against.
fn pushed_at(ctx: &Ctx) -> Option<Entity> {
    ctx.with(|world| {
        let held = world.resource::<Robot>().held;
        let along = held.map(|held| riders_of(world, held)).unwrap_or_default();
        let carried: Vec<Entity> = held.into_iter().chain(along).collect();
        let physics = world.resource::<Physics>();
        let links = world.resource::<Articulation>().bodies();
        let own = carried.iter().filter_map(|part| world.get::<RigidBody>(*part)).map(|body| body.0);
        let all = links.chain(own).flat_map(|body| physics.contacts(body));
        let others = all.filter(|(entity, _)| world.get::<Part>(*entity).is_some() && !carried.contains(entity));
        others.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(entity, _)| entity)
    })
}

/// An axis that something holds back.
pub(super) fn strained_axis(ctx: &Ctx) -> Option<usize> {
    ctx.motors(|motors| (0..Joint::Left as usize).find(|&axis| motors.strain(axis) > 0.97))
}

/// Stops every axis where it is.
pub(super) fn stop(ctx: &Ctx) {
    ctx.motors(|motors| {
        for axis in 0..Joint::Left as usize {
            motors.target[axis] = motors.position[axis];
            motors.set_point[axis] = motors.position[axis];
            motors.rate[axis] = 0.0;
        }
    });
}

/// Posture for a hand pose near the present one: heading kept, the telescope takes what lies along it, and the
/// base the rest.
pub(super) fn nearby(spec: &coffeetest_scene::Body, from: &Posture, hand: &Pose, limits: (f32, f32)) -> Posture {
    let trial = solve_near(spec, hand, from.turn, from.reach, from);
    let ahead = Vec2::new(libm::cosf(from.turn), libm::sinf(from.turn));
    let shift = (trial.base - from.base).dot(ahead);
    let reach = (from.reach + shift).clamp(limits.0, limits.1);
    Posture { base: trial.base + ahead * (from.reach - reach), reach, ..trial }
}

/// Limits of the wrist axis' distance from the base's centre, m.
pub(super) fn reach_limits(ctx: &Ctx) -> (f32, f32) {
    ctx.motors(|motors| motors.range[Joint::Reach as usize])
}

/// Moves the hand on a straight line to a pose at a speed, turning on the way.
pub(super) async fn line(ctx: &Ctx, goal: &Pose, speed_m_s: f32) -> Result<(), Failure> {
    line_until(ctx, goal, speed_m_s, |_| false).await.map(|_| ())
}

/// As [`line`], but stops early when `done` says so; returns whether it did.
pub(super) async fn line_until(
    ctx: &Ctx,
    goal: &Pose,
    speed_m_s: f32,
    done: impl Fn(&mut World) -> bool,
) -> Result<bool, Failure> {
    let spec = ctx.spec();
    let limits = reach_limits(ctx);
    let mut posture = ctx.posture();
    let start = crate::robot::hand_pose(&spec, &posture);
    let length = (goal.translation - start.translation).length();
    let turn = start.rotation.angle_between(goal.rotation);
    // The wrist turns at 45° a second at most while it is moved on a line.
    let seconds = (length / speed_m_s).max(turn / 0.8).max(TICK_S as f32);
    let ticks = libm::ceilf(seconds / TICK_S as f32).max(1.0) as u32;
    let mut blocked = 0;
    for tick in 1..=ticks {
        let share = tick as f32 / ticks as f32;
        let between = Pose::from_parts(
            start.translation.lerp(goal.translation, share),
            start.rotation.slerp(goal.rotation, share),
        );
        posture = nearby(&spec, &posture, &between, limits);
        if posture.excess(&spec) > 0.01 {
            stop(ctx);
            return Err(Failure::new("the arm does not reach that far"));
        }
        follow(ctx, &posture);
        ctx.tick().await;
        if ctx.with(&done) {
            stop(ctx);
            return Ok(true);
        }
        let strained = strained_axis(ctx);
        blocked = if strained.is_some() { blocked + 1 } else { 0 };
        if let Some(axis) = strained.filter(|_| blocked > PATIENCE_TICKS) {
            return Err(blocked_by(ctx, axis_name(axis)));
        }
    }
    arrive(ctx).await?;
    Ok(false)
}

/// Makes a posture the next point of a path.
pub(super) fn follow(ctx: &Ctx, posture: &Posture) {
    ctx.motors(|motors| {
        motors.aim(posture);
        motors.follow = true;
    });
}

/// Opens the fingers to an opening, m, and waits.
pub(super) async fn open_fingers(ctx: &Ctx, opening_m: f32) {
    set_fingers(ctx, 0.5 * opening_m);
    for _ in 0..60 {
        ctx.tick().await;
        let near = ctx.motors(|motors| {
            [Joint::Left, Joint::Right]
                .iter()
                .all(|&axis| (motors.position[axis as usize] - motors.target[axis as usize]).abs() < 0.002)
        });
        if near {
            break;
        }
    }
}

/// Closes the fingers until they hold something; what they hold.
pub(super) async fn close_fingers(ctx: &Ctx) -> Option<Entity> {
    set_fingers(ctx, 0.0);
    ctx.with(|world| world.resource_mut::<Robot>().takes = true);
    let mut held = None;
    for _ in 0..60 {
        ctx.tick().await;
        held = ctx.held();
        if held.is_some() {
            break;
        }
    }
    ctx.with(|world| world.resource_mut::<Robot>().takes = false);
    held
}

fn set_fingers(ctx: &Ctx, half_m: f32) {
    ctx.motors(|motors| {
        for axis in [Joint::Left as usize, Joint::Right as usize] {
            motors.target[axis] = half_m.clamp(motors.range[axis].0, motors.range[axis].1);
        }
    });
}
