//! Scooping powder: a held tool is lowered into it, drawn out, and tipped elsewhere.

use bevy::prelude::*;
use coffeetest_brew::Store;
use coffeetest_scene::Tool;

use super::context::{Ctx, Failure};
use super::grasping::carried;
use super::looking::gaze;
use super::motion::{CAREFUL_M_S, line};
use super::pouring::{tip, vessel};
use super::stance::{Approach, Scene, choose};
use super::travel::take_stance;
use crate::math::{Quat, Vec3};
use crate::physics::Pose;
use crate::process;

/// A dose that is as good as none, kg.
const ENOUGH_KG: f64 = 0.0008;
/// Most times the tool is dipped in for one amount.
const MOST_DIPS: u32 = 12;
/// Directions from which a tool is dipped in.
const DIRECTIONS: u32 = 24;

/// Takes powder with the held tool and tips it into an opening.
pub(super) async fn scoop(
    ctx: &Ctx,
    from: Entity,
    into: Entity,
    opening: Option<&str>,
    amount_g: Option<f32>,
) -> Result<(), Failure> {
    let held = ctx.held().ok_or_else(|| Failure::new("the hand is empty"))?;
    let (tool, _) = ctx.thing_of(held)?;
    let Some(Tool::Scoop { store } | Tool::Spoon { store }) = tool.spec.tool.clone() else {
        return Err(Failure::new(format!("{} is nothing to scoop with", ctx.name(held))));
    };
    let thing = tool.parts["body"];
    let mut left_kg = amount_g.map(|grams| 0.001 * f64::from(grams));
    for _ in 0..MOST_DIPS {
        dip(ctx, held, from).await?;
        let taken = ctx.with(|world| process::store(world, thing, &store).map_or(0.0, Store::mass_kg));
        if taken < 1e-4 {
            return Err(Failure::new(format!("the scoop came out of {} empty", ctx.name(from))));
        }
        let tipped = tip(ctx, into, opening, left_kg.filter(|left| *left < taken), None).await;
        let rest = ctx.with(|world| process::store(world, thing, &store).map_or(0.0, Store::mass_kg));
        // What stuck to the bowl is made up for with the next one.
        if taken - rest < ENOUGH_KG {
            tipped?;
        }
        let Some(left) = &mut left_kg else { return Ok(()) };
        *left -= taken - rest;
        if *left < ENOUGH_KG {
            if rest > ENOUGH_KG {
                // What is left over goes back where it came from, if it can.
                tip(ctx, from, None, None, None).await.ok();
            }
            return Ok(());
        }
    }
    Err(Failure::new("it took too many scoops"))
}

/// Lowers the held tool's bowl into a thing's powder and draws it out again.
async fn dip(ctx: &Ctx, held: Entity, from: Entity) -> Result<(), Failure> {
    let name = ctx.name(from);
    let vessel = vessel(ctx, held)?;
    let (source, body) = ctx.thing_of(from)?;
    let thing = source.parts["body"];
    let (store, opening) = source
        .spec
        .openings
        .iter()
        .find(|(_, opening)| opening.body == body)
        .or_else(|| source.spec.openings.iter().next())
        .ok_or_else(|| Failure::new(format!("{name} has no opening")))?;
    let frame = ctx.pose(source.parts[&opening.body]);
    let level_m = ctx.with(|world| process::store(world, thing, store).map_or(0.0, Store::level_m)) as f32;
    let centre = Vec3::from(opening.at);
    let surface = frame.transform_point(Vec3::new(centre.x, centre.y, opening.floor_m + level_m));
    let rim = frame.transform_point(centre);
    gaze(ctx, rim);
    let bowl = Vec3::from(vessel.opening.at);
    // The bowl's rim goes under the surface, but not its bottom through the floor.
    let depth = (bowl.z - vessel.opening.floor_m).max(0.01);
    let floor = frame.transform_point(Vec3::new(centre.x, centre.y, opening.floor_m)).z;
    let bowl_rim = Vec3::new(surface.x, surface.y, (surface.z - 0.006).max(floor + depth + 0.004));
    let grip = ctx.hand().inv_mul(&ctx.pose(held)).inverse();
    let now = ctx.pose(held);
    let yaw = 2.0 * libm::atan2f(now.rotation.z, now.rotation.w);
    let approaches: Vec<Approach> = (0..DIRECTIONS)
        .map(|step| {
            let turn = Quat::from_rotation_z(yaw + std::f32::consts::TAU * step as f32 / DIRECTIONS as f32);
            let tool = Pose::from_parts(bowl_rim - turn * bowl, turn);
            let goal = tool * grip;
            let above = rim.z - bowl_rim.z + depth + 0.03;
            let before = Pose::from_parts(goal.translation + Vec3::Z * above, goal.rotation);
            Approach { goal, before, half_opening_m: 0.01, cost: 0.0 }
        })
        .collect();
    let mut touch: Vec<Entity> = source.parts.values().copied().collect();
    touch.push(held);
    let load = carried(ctx);
    // The hand keeps clear of a lid, if it can.
    let come = |brush: &[Entity]| {
        choose(ctx, &approaches, &Scene { touch: &touch, brush, carried: &load, onward: None }, &name)
    };
    let stance = come(&[]).or_else(|_| come(&touch))?;
    take_stance(ctx, &stance).await?;
    let down = line(ctx, &stance.approach.goal, CAREFUL_M_S).await;
    ctx.wait_s(0.3).await;
    line(ctx, &stance.approach.before, CAREFUL_M_S).await?;
    down
}
