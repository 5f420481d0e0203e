//! Wiping: a held cloth goes to and fro over what was spilled.

use bevy::prelude::*;
use coffeetest_scene::Tool;

use super::context::{Ctx, Failure};
use super::grasping::{carried, commanded_hand};
use super::looking::gaze;
use super::motion::{CAREFUL_M_S, follow, line, line_until, nearby, reach_limits};
use super::placing::stands;
use super::stance::{Approach, Scene, choose};
use super::travel::take_stance;
use crate::math::{Quat, Vec3};
use crate::physics::Pose;
use crate::process::{self, Puddles};
use crate::sim::TICK_S;

/// Half the length of a stroke, m, and its turns to and fro in a second.
const STROKE_M: f32 = 0.05;
const STROKES_HZ: f32 = 0.7;
/// Longest time over one puddle, s.
const MOST_S: f64 = 60.0;
/// Nobody wipes for less, kg.
const DROP_KG: f64 = 2e-4;
/// Height from which the cloth is let down, m.
const ABOVE_M: f32 = 0.08;

/// Wipes up what lies on a body with the held cloth.
pub(super) async fn wipe(ctx: &Ctx, what: Entity) -> Result<(), Failure> {
    let held = ctx.held().ok_or_else(|| Failure::new("the hand is empty"))?;
    let (of, _) = ctx.thing_of(held)?;
    let cloth = of.parts["body"];
    if !matches!(of.spec.tool, Some(Tool::Cloth { .. })) {
        return Err(Failure::new(format!("{} is nothing to wipe with", ctx.name(held))));
    }
    let name = ctx.name(what);
    let lies = || {
        ctx.with(|world| {
            let puddle = world.resource::<Puddles>().on(what)?;
            Some((puddle.at, puddle.mixture.mass_kg()))
        })
    };
    let Some((at, _)) = lies().filter(|(_, kg)| *kg >= DROP_KG) else {
        return Err(Failure::new(format!("there is nothing to wipe up on {name}")));
    };
    gaze(ctx, at);
    let low = ctx.with(|world| {
        let body = world.get::<crate::physics::RigidBody>(held)?.0;
        Some(world.resource::<crate::physics::Physics>().bounds(body)?.0.z)
    });
    let below_m = low.map_or(0.0, |low| ctx.pose(held).translation.z - low);
    let grip = ctx.hand().inv_mul(&ctx.pose(held)).inverse();
    let now = ctx.pose(held);
    let approaches: Vec<Approach> = (0..12)
        .map(|step| {
            let turn = Quat::from_rotation_z(std::f32::consts::TAU * step as f32 / 12.0) * now.rotation;
            let goal = Pose::from_parts(at + Vec3::Z * (below_m + 0.012), turn) * grip;
            let before = Pose::from_parts(goal.translation + Vec3::Z * ABOVE_M, goal.rotation);
            Approach { goal, before, half_opening_m: 0.02, cost: 0.0 }
        })
        .collect();
    let load = carried(ctx);
    let touch = [what, held];
    let stance = choose(ctx, &approaches, &Scene { touch: &touch, brush: &[], carried: &load, onward: None }, &name)?;
    take_stance(ctx, &stance).await?;
    line(ctx, &stance.approach.goal, CAREFUL_M_S).await?;
    let down = Pose::from_parts(stance.approach.goal.translation - Vec3::Z * 0.02, stance.approach.goal.rotation);
    line_until(ctx, &down, 0.03, move |world| stands(world, held)).await.ok();
    let about = commanded_hand(ctx);
    let (spec, limits) = (ctx.spec(), reach_limits(ctx));
    let across = (about.rotation * Vec3::Y).with_z(0.0).normalize_or(Vec3::Y);
    let mut posture = ctx.posture();
    let (mut taken_kg, mut idle_s) = (0.0, 0.0);
    for tick in 0..libm::ceil(MOST_S / TICK_S) as u32 {
        let angle = std::f32::consts::TAU * STROKES_HZ * tick as f32 * TICK_S as f32;
        let aside = across * (STROKE_M * libm::sinf(angle));
        posture = nearby(&spec, &posture, &Pose::from_parts(about.translation + aside, about.rotation), limits);
        follow(ctx, &posture);
        let kg = ctx.with(|world| process::wipe(world, cloth, what, TICK_S));
        taken_kg += kg;
        idle_s = if kg > 0.0 { 0.0 } else { idle_s + TICK_S };
        ctx.tick().await;
        if idle_s > 1.0 {
            break;
        }
    }
    let hand = commanded_hand(ctx);
    line(ctx, &Pose::from_parts(hand.translation + Vec3::Z * ABOVE_M, hand.rotation), CAREFUL_M_S).await?;
    match lies() {
        Some((_, left)) if left >= DROP_KG && taken_kg > 0.0 => {
            Err(Failure::new(format!("the cloth is full; {:.0} g are left on {name}", 1e3 * left)))
        }
        Some((_, left)) if left >= DROP_KG => Err(Failure::new("the cloth is full; it takes up nothing more")),
        _ => Ok(()),
    }
}
