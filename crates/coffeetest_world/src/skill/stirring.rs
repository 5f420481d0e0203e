//! Stirring: a held spoon or rod goes down into a vessel, circles there, and comes out again.

use bevy::prelude::*;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::Comp;
use coffeetest_scene::{Opening, Shape, Thing, Tool};

use super::context::{Ctx, Failure};
use super::grasping::carried;
use super::looking::gaze;
use super::motion::{CAREFUL_M_S, follow, line, nearby, reach_limits, stop, strained_axis};
use super::stance::{Approach, Scene, choose};
use super::travel::take_stance;
use crate::math::{Quat, Vec3};
use crate::physics::Pose;
use crate::process::{self, Stirs};
use crate::sim::TICK_S;
use crate::thing::{Moving, Seats, ThingOf};

/// Turns of the tool in a second.
const TURNS_HZ: f32 = 0.8;
/// How deep the tool goes below the surface, and how near to the floor, m.
const DEEP_M: f32 = 0.035;
const OFF_FLOOR_M: f32 = 0.008;
/// Air between the tool and the wall of the vessel, m.
const AIR_M: f32 = 0.006;
/// Widest circle of the tool, m.
const WIDEST_M: f32 = 0.03;
/// Directions from which a tool is dipped in.
const DIRECTIONS: u32 = 24;

/// Stirs what a thing holds with the held tool.
pub(super) async fn stir(ctx: &Ctx, into: Entity, opening: Option<&str>, seconds: f64) -> Result<(), Failure> {
    let held = ctx.held().ok_or_else(|| Failure::new("the hand is empty"))?;
    let (tool, _) = ctx.thing_of(held)?;
    let tip = tip(&tool.spec).ok_or_else(|| Failure::new(format!("{} is nothing to stir with", ctx.name(held))))?;
    let name = ctx.name(into);
    let (target, body) = ctx.thing_of(into)?;
    let thing = target.parts["body"];
    let (vessel, mouth) =
        meant(&target, &body, opening).ok_or_else(|| Failure::new(format!("{name} has no such opening")))?;
    if is_shut(ctx, &target, vessel) {
        return Err(Failure::new(format!("the lid of {name} is shut")));
    }
    let filled_m = ctx.with(|world| depth_m(world, thing, vessel));
    if filled_m <= 0.0 {
        return Err(Failure::new(format!("there is nothing in {name} to stir")));
    }
    let frame = ctx.pose(target.parts[&mouth.body]);
    let centre = Vec3::from(mouth.at);
    let rim = frame.transform_point(centre);
    let floor = frame.transform_point(Vec3::new(centre.x, centre.y, mouth.floor_m)).z;
    let low = (floor + filled_m - DEEP_M).max(floor + OFF_FLOOR_M);
    gaze(ctx, rim);
    let grip = ctx.hand().inv_mul(&ctx.pose(held)).inverse();
    let now = ctx.pose(held);
    let yaw = 2.0 * libm::atan2f(now.rotation.z, now.rotation.w);
    let approaches: Vec<Approach> = (0..DIRECTIONS)
        .map(|step| {
            let turn = Quat::from_rotation_z(yaw + std::f32::consts::TAU * step as f32 / DIRECTIONS as f32);
            let goal = Pose::from_parts(Vec3::new(rim.x, rim.y, low) - turn * tip.at, turn) * grip;
            let above = (rim.z - low).max(0.0) + 0.03;
            let before = Pose::from_parts(goal.translation + Vec3::Z * above, goal.rotation);
            Approach { goal, before, half_opening_m: 0.01, cost: 0.0 }
        })
        .collect();
    let mut touch: Vec<Entity> = target.parts.values().copied().collect();
    touch.push(held);
    let load = carried(ctx);
    // The hand keeps clear of a lid, if it can.
    let come = |brush: &[Entity]| {
        choose(ctx, &approaches, &Scene { touch: &touch, brush, carried: &load, onward: None }, &name)
    };
    let stance = come(&[]).or_else(|_| come(&touch))?;
    let radius_m = (mouth.radius_m - tip.radius_m - AIR_M).clamp(0.0, WIDEST_M);
    take_stance(ctx, &stance).await?;
    let mark = tool.parts["body"];
    ctx.with(|world| {
        world.entity_mut(mark).insert(Stirs);
    });
    let down = line(ctx, &stance.approach.goal, CAREFUL_M_S).await;
    let stirred = match &down {
        Ok(()) => circle(ctx, &stance.approach.goal, radius_m, thing, vessel, seconds).await,
        Err(failure) => Err(failure.clone()),
    };
    let up = line(ctx, &stance.approach.before, CAREFUL_M_S).await;
    ctx.with(|world| {
        world.entity_mut(mark).remove::<Stirs>();
    });
    stirred.and(up)
}

/// Moves the hand about a pose, while what is below it is stirred.
async fn circle(
    ctx: &Ctx,
    about: &Pose,
    radius_m: f32,
    thing: Entity,
    vessel: &str,
    seconds: f64,
) -> Result<(), Failure> {
    let (spec, limits) = (ctx.spec(), reach_limits(ctx));
    let mut posture = ctx.posture();
    let ticks = libm::ceil(seconds.max(1.0) / TICK_S) as u32;
    let mut blocked = 0;
    for tick in 0..ticks {
        let angle = std::f32::consts::TAU * TURNS_HZ * tick as f32 * TICK_S as f32;
        // It winds out in the first second and in again in the last.
        let near_end = tick.min(ticks - 1 - tick) as f32 * TICK_S as f32;
        let out = radius_m * near_end.min(1.0);
        let aside = Vec3::new(out * libm::cosf(angle), out * libm::sinf(angle), 0.0);
        posture = nearby(&spec, &posture, &Pose::from_parts(about.translation + aside, about.rotation), limits);
        follow(ctx, &posture);
        ctx.with(|world| process::stir(world, thing, Some(vessel), 1.0));
        ctx.tick().await;
        blocked = if strained_axis(ctx).is_some() { blocked + 1 } else { 0 };
        if blocked > super::motion::PATIENCE_TICKS {
            stop(ctx);
            return Err(Failure::new("the tool is stuck"));
        }
    }
    Ok(())
}

/// The end of a tool that goes into a vessel.
struct Tip {
    /// Its lowest point, in the tool's frame.
    at: Vec3,
    /// How far it reaches sideways from there, m.
    radius_m: f32,
}

fn tip(tool: &Thing) -> Option<Tip> {
    let middle = match tool.tool.as_ref()? {
        Tool::Spoon { store } => Vec3::from(tool.openings.get(store)?.at).with_z(0.0),
        Tool::Stirrer => Vec3::ZERO,
        Tool::Scoop { .. } | Tool::Cloth { .. } | Tool::Tamper { .. } => return None,
    };
    let shapes = &tool.bodies.get("body")?.shapes;
    let low = shapes.iter().map(|shape| bottom(shape).0).fold(f32::MAX, f32::min);
    // What goes in deepest is what has to keep clear of the wall.
    let radius_m = shapes
        .iter()
        .filter(|shape| bottom(shape).0 < low + DEEP_M)
        .map(|shape| {
            let (_, at, half_m) = bottom(shape);
            (at - middle).truncate().length() + half_m
        })
        .fold(0.0, f32::max);
    Some(Tip { at: middle.with_z(low), radius_m })
}

/// Height of a shape's lowest face, its middle, and how far it reaches from there.
fn bottom(shape: &Shape) -> (f32, Vec3, f32) {
    match *shape {
        Shape::Box { size, at } | Shape::Tub { size, at, .. } => {
            (at[2], Vec3::from(at), 0.5 * (size[0] * size[0] + size[1] * size[1]).sqrt())
        }
        Shape::Cylinder { radius_m, at, .. } | Shape::Cup { radius_m, at, .. } => (at[2], Vec3::from(at), radius_m),
    }
}

/// Depth of what a vessel holds, m; of what steeps in a bed a little.
fn depth_m(world: &World, thing: Entity, vessel: &str) -> f32 {
    const SOME_M: f32 = 0.02;
    let Some(machine) = process::machine(world, thing) else { return 0.0 };
    if let Some(store) = machine.index(Kind::Store, vessel) {
        return machine.store(store).level_m() as f32;
    }
    let holds = machine.index(Kind::Bed, vessel).is_some_and(|bed| machine.bed(bed).contents().mass_kg() > 1e-4);
    if holds { SOME_M } else { 0.0 }
}

/// The opening that is meant: the named one, that of the body, or the first.
fn meant<'a>(of: &'a ThingOf, body: &str, opening: Option<&str>) -> Option<(&'a str, &'a Opening)> {
    let all = &of.spec.openings;
    let found = match opening {
        Some(name) => all.get_key_value(name),
        None => all.iter().find(|(_, opening)| opening.body == body).or_else(|| all.iter().next()),
    };
    found.map(|(name, opening)| (name.as_str(), opening))
}

/// Whether a vessel's lid is on.
fn is_shut(ctx: &Ctx, of: &ThingOf, vessel: &str) -> bool {
    let Some(Comp::Store(store)) = of.spec.comps.get(vessel) else { return false };
    let Some(lid) = &store.lid else { return false };
    ctx.with(|world| {
        let hinged = of.parts.values().filter_map(|part| world.get::<Moving>(*part)).find(|part| part.comp == *lid);
        let seats = world.get::<Seats>(of.parts["body"]);
        hinged.is_some_and(Moving::is_closed)
            || seats.is_some_and(|seats| seats.occupants.get(lid).copied().flatten().is_some())
    })
}
