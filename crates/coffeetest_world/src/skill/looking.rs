//! Looking: at things, in a direction, all around.

use crate::math::{Vec2, Vec3};

use bevy::prelude::*;

use super::LookAt;
use super::context::{Ctx, Failure};
use crate::floor_plan::Doorway;
use crate::robot::Head;

/// Height at which one looks through a doorway, m.
pub(super) const EYES_M: f32 = 1.2;
/// How far the head is tilted when nothing is looked at, rad.
pub(super) const AHEAD_TILT: f32 = -0.3;

/// Keeps the eyes on a point.
pub(super) fn gaze(ctx: &Ctx, at: Vec3) {
    ctx.with(|world| world.resource_mut::<Head>().focus = Some(at));
}

/// Centre of an entity's body, or of a doorway, and the direction its thing faces.
pub(super) fn view_of(world: &World, target: Entity) -> Option<(Vec3, Vec2)> {
    use crate::physics::{Physics, RigidBody, WorldPose};
    use crate::thing::Part;
    if let Some(doorway) = world.get::<Doorway>(target) {
        return Some((doorway.point(0.0, EYES_M), doorway.through));
    }
    let body = world.get::<RigidBody>(target)?.0;
    let (low, high) = world.resource::<Physics>().bounds(body)?;
    let thing = world.get::<Part>(target).map_or(target, |part| part.thing);
    let front = world.get::<WorldPose>(thing)?.0.rotation * Vec3::NEG_Y;
    Some((0.5 * (low + high), front.truncate().normalize_or(Vec2::X)))
}

/// Looks somewhere and waits until the head is there.
pub(super) async fn look(ctx: &Ctx, at: LookAt) -> Result<(), Failure> {
    match at {
        LookAt::Entity(target) => {
            let (centre, _) =
                ctx.with(|world| view_of(world, target)).ok_or_else(|| Failure::new("there is no such thing"))?;
            gaze(ctx, centre);
            settle_head(ctx).await;
        }
        LookAt::Direction(pan, tilt) => {
            turn_head(ctx, pan, tilt);
            settle_head(ctx).await;
        }
        LookAt::Around => {
            for tilt in [-0.15_f32, -0.6] {
                for step in 0..6 {
                    let pan = -2.6 + 1.04 * step as f32;
                    turn_head(ctx, if tilt < -0.3 { -pan } else { pan }, tilt);
                    settle_head(ctx).await;
                    ctx.with(crate::sim::glance);
                }
            }
            turn_head(ctx, 0.0, AHEAD_TILT);
            settle_head(ctx).await;
        }
    }
    Ok(())
}

pub(super) fn turn_head(ctx: &Ctx, pan: f32, tilt: f32) {
    ctx.with(|world| {
        let mut head = world.resource_mut::<Head>();
        (head.focus, head.pan_target, head.tilt_target) = (None, pan, tilt);
    });
}

pub(super) async fn settle_head(ctx: &Ctx) {
    let spec = ctx.spec().head;
    for _ in 0..80 {
        ctx.tick().await;
        if ctx.with(|world| world.resource::<Head>().is_settled(&spec)) {
            break;
        }
    }
}
