//! Pushing buttons and rockers with the closed fingers.

use crate::math::{Mat3, Quat, Vec3};
use bevy::prelude::*;

use super::context::{Ctx, Failure};
use super::grasping::commanded_hand;
use super::looking::gaze;
use super::motion::{HAND_M_S, line, line_until, open_fingers};
use super::stance::{Approach, Scene, choose};
use super::travel::take_stance;
use crate::physics::Pose;
use crate::robot::FINGERTIP_M;
use crate::sim::TICK_S;
use crate::thing::{ControlPiece, Moving, Role};

/// Pushes a control until it gives, and keeps it down for so long.
pub(super) async fn press(ctx: &Ctx, part: Entity, seconds: f64) -> Result<(), Failure> {
    let ticks = libm::round(seconds / TICK_S) as u64;
    let mut held = 0;
    press_while(ctx, part, || {
        held += 1;
        held <= ticks
    })
    .await
}

/// As [`press`], and keeps it down while it should be, which is asked once a tick.
pub(super) async fn press_while(ctx: &Ctx, part: Entity, mut longer: impl FnMut() -> bool) -> Result<(), Failure> {
    let name = ctx.name(part);
    let Some(piece) = ctx.with(|world| world.get::<ControlPiece>(part).cloned()) else {
        let turns = ctx.with(|world| world.get::<Moving>(part).is_some_and(|moving| moving.role == Role::Control));
        let what = if turns { "is turned, not pressed" } else { "is nothing to press" };
        return Err(Failure::new(format!("{name} {what}")));
    };
    if ctx.held().is_some() {
        return Err(Failure::new("the hand is full"));
    }
    let spec = ctx.spec();
    if piece.force_n > spec.push_n {
        return Err(Failure::new(format!("{name} takes more force than this arm has")));
    }
    let ahead = ctx.pose(piece.carrier).rotation * piece.axis;
    let face = ctx
        .with(|world| {
            let body = world.get::<crate::physics::RigidBody>(part)?.0;
            let (low, high) = world.resource::<crate::physics::Physics>().bounds(body)?;
            let middle = 0.5 * (low + high);
            Some(middle - ahead * 0.5 * (high - low).dot(ahead.abs()))
        })
        .ok_or_else(|| Failure::new("it is gone"))?;
    gaze(ctx, face);
    let approaches: Vec<Approach> = [0.0_f32, 90.0, 180.0, -90.0]
        .iter()
        .map(|roll| {
            let side = if ahead.z.abs() < 0.9 { Vec3::Z.cross(ahead).normalize() } else { Vec3::Y };
            let level = Quat::from_mat3(&Mat3::from_cols(ahead, side, ahead.cross(side)));
            let turn = level * Quat::from_rotation_x(roll.to_radians());
            let near = Pose::from_parts(face - ahead * (FINGERTIP_M + 0.012), turn);
            let before = Pose::from_parts(face - ahead * (FINGERTIP_M + 0.09), turn);
            Approach { goal: near, before, half_opening_m: 0.001, cost: 0.002 * roll.abs() }
        })
        .collect();
    let stance = choose(ctx, &approaches, &Scene { touch: &[part], brush: &[], carried: &[], onward: None }, &name)?;
    open_fingers(ctx, 0.002).await;
    take_stance(ctx, &stance).await?;
    line(ctx, &stance.approach.goal, HAND_M_S).await?;
    let deep = Pose::from_parts(
        stance.approach.goal.translation + ahead * (0.012 + piece.travel_m + 0.008),
        stance.approach.goal.rotation,
    );
    let pushed =
        line_until(ctx, &deep, 0.03, move |world| world.get::<ControlPiece>(part).is_some_and(|piece| piece.pushed))
            .await;
    // Let the contact be noticed before the finger leaves.
    ctx.wait_s(0.1).await;
    let is_down = || ctx.with(|world| world.get::<ControlPiece>(part).is_some_and(|piece| piece.pushed));
    let felt = is_down();
    let mut slipped = false;
    while felt && !slipped && longer() {
        ctx.tick().await;
        slipped = !is_down();
    }
    let hand = commanded_hand(ctx);
    let back = line(ctx, &Pose::from_parts(hand.translation - ahead * 0.09, hand.rotation), HAND_M_S).await;
    if slipped {
        return Err(Failure::new(format!("the finger slipped off {name}")));
    }
    // What was pressed is pressed, whatever becomes of the way back.
    if matches!(pushed, Ok(true)) || felt {
        return Ok(());
    }
    back?;
    Err(Failure::new(format!("{name} did not give")))
}
