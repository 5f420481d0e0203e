//! Putting parts into seats and pulling them out: carafes, baskets, filters, plugs.

use crate::math::{Quat, Vec3};
use bevy::prelude::*;
use coffeetest_scene::Hold;

use super::context::{Ctx, Failure};
use super::grasping::{carried, close_on, commanded_hand, pick, take};
use super::looking::gaze;
use super::motion::{CAREFUL_M_S, HAND_M_S, line, line_until};
use super::placing::release;
use super::stance::{Approach, Scene, choose};
use super::travel::take_stance;
use crate::physics::{Physics, Pose, RigidBody};
use crate::seat::{accepts, seat_rule, snap_in};
use crate::spawn::seat_pose;
use crate::thing::{Moving, PlugPiece, SeatedIn, Seats, riders_of};

/// The straight line into a seat, m, and how much longer it is than what goes in.
const RUN_IN_M: f32 = 0.14;
const CLEAR_M: f32 = 0.025;

/// The straight line into a seat and out again for a part, m: what reaches down into its host comes out whole.
fn run_m(ctx: &Ctx, part: Entity, enter: Vec3) -> f32 {
    if enter.z > -0.5 {
        return RUN_IN_M;
    }
    let (lowest, _) = heights_m(ctx, part);
    RUN_IN_M.max(ctx.pose(part).translation.z - lowest + CLEAR_M)
}

/// The lowest and highest point of a part with what it carries.
fn heights_m(ctx: &Ctx, part: Entity) -> (f32, f32) {
    ctx.with(|world| {
        let physics = world.resource::<Physics>();
        let all = std::iter::once(part).chain(riders_of(world, part));
        let bodies = all.filter_map(|part| world.get::<RigidBody>(part));
        let bounds = bodies.filter_map(|body| physics.bounds(body.0));
        bounds.fold((f32::MAX, f32::MIN), |(low, high), (a, b)| (low.min(a.z), high.max(b.z)))
    })
}

/// From how far along the straight line a part may come, m: from near where there is little room, and what is let down
/// beside its host from above that.
fn run_ins_m(ctx: &Ctx, part: Entity, host: Entity, goal: &Pose, enter: Vec3) -> Vec<f32> {
    let run_in_m = run_m(ctx, part, enter);
    let mut all = vec![run_in_m, run_in_m - 0.5 * RUN_IN_M];
    let (_, top) = heights_m(ctx, host);
    let over_m = top - goal.translation.z + run_in_m - RUN_IN_M + CLEAR_M;
    if enter.z < -0.5 && over_m > run_in_m {
        all.push(over_m);
    }
    all
}

/// Puts what is held into a seat of a thing.
pub(super) async fn insert(ctx: &Ctx, into: Entity, seat: Option<&str>) -> Result<(), Failure> {
    let held = ctx.held().ok_or_else(|| Failure::new("the hand is empty"))?;
    let (host, name) = (ctx.thing_of(into)?.0, ctx.name(into));
    let (own, body) = ctx.thing_of(held)?;
    let main = host.parts["body"];
    let fitting: Vec<String> = host
        .spec
        .seats
        .keys()
        .filter(|key| seat.is_none_or(|wanted| wanted == key.as_str()))
        .filter(|key| accepts(&host.spec, key, &own.spec, &body))
        .cloned()
        .collect();
    let what = ctx.name(held);
    if fitting.is_empty() {
        return Err(Failure::new(format!("{what} does not fit into {name}")));
    }
    let free = fitting.iter().find(|seat| {
        ctx.with(|world| world.get::<Seats>(main).is_some_and(|seats| seats.occupants.get(*seat) == Some(&None)))
    });
    let seat = free.ok_or_else(|| Failure::new(format!("its place in {name} is taken")))?.clone();
    let goal = ctx.with(|world| seat_pose(world, main, &seat)).ok_or_else(|| Failure::new("there is no such seat"))?;
    let rule = seat_rule(&host.spec, &seat).ok_or_else(|| Failure::new("there is no such seat"))?;
    let spec = &host.spec.seats[&seat];
    let enter = (ctx.pose(host.parts[&spec.body]).rotation * Vec3::from(spec.enter)).normalize_or(Vec3::NEG_Z);
    gaze(ctx, goal.translation);
    let back = ctx.hand().inv_mul(&ctx.pose(held)).inverse();
    // Coming in level onto the floor of a seat, keep a hair's breadth above it.
    let level = enter.z.abs() < 0.5;
    let clear = if level && spec.hold == Hold::Rest { Vec3::Z * 0.006 } else { Vec3::ZERO };
    let run_ins_m = run_ins_m(ctx, held, host.parts[&spec.body], &goal, enter);
    let turns = if rule.tol_rad > 3.0 { 24 } else { 1 };
    let mut approaches = Vec::new();
    for step in 0..turns {
        let spin = Quat::from_rotation_z(std::f32::consts::TAU * step as f32 / turns as f32);
        let part = Pose::from_parts(goal.translation + clear, goal.rotation * spin);
        for &run_in in &run_ins_m {
            let hand = part * back;
            let before = Pose::from_parts(hand.translation - enter * run_in, hand.rotation);
            let askew = 1.0 - (hand.rotation * Vec3::X).dot(enter).max(0.0);
            let cost = if level { askew } else { 0.0 } + 0.5 * (run_ins_m[0] - run_in).abs();
            approaches.push(Approach { goal: hand, before, half_opening_m: 0.03, cost });
        }
    }
    let load = carried(ctx);
    // It may touch what sits there already: a flange, a lid.
    let mut touch = vec![main, host.parts[&spec.body]];
    touch.extend(ctx.with(|world| riders_of(world, main)));
    let stance = choose(ctx, &approaches, &Scene { touch: &touch, brush: &[], carried: &load, onward: None }, &name)?;
    take_stance(ctx, &stance).await?;
    line(ctx, &stance.approach.goal, CAREFUL_M_S).await?;
    if clear != Vec3::ZERO {
        let hand = commanded_hand(ctx);
        let down = Pose::from_parts(hand.translation - clear * 1.5, hand.rotation);
        line_until(ctx, &down, 0.04, move |world| super::placing::stands(world, held)).await.ok();
    }
    // A seat that grips takes the part before the opening fingers can drag it out again.
    ctx.with(|world| snap_in(world, held, main, &seat));
    release(ctx).await?;
    ctx.wait_s(0.2).await;
    let seated = ctx.with(|world| world.get::<SeatedIn>(held).is_some_and(|sits| sits.thing == main));
    if seated { Ok(()) } else { Err(Failure::new(format!("{what} did not go into its place in {name}"))) }
}

/// Pulls a part out of its seat and keeps it in the hand.
pub(super) async fn remove(ctx: &Ctx, part: Entity) -> Result<(), Failure> {
    let Some(sits) = ctx.with(|world| world.get::<SeatedIn>(part).cloned()) else {
        return pick_loose(ctx, part).await;
    };
    let host = ctx.thing_of(sits.thing)?.0;
    if ctx.with(|world| world.get::<Moving>(part).is_some()) {
        return Err(Failure::new(format!("{} is screwed in; turn it loose first", ctx.name(part))));
    }
    let spec = &host.spec.seats[&sits.seat];
    let out = -(ctx.pose(host.parts[&spec.body]).rotation * Vec3::from(spec.enter)).normalize_or(Vec3::NEG_Z);
    let name = ctx.name(part);
    take(ctx, part).await?;
    close_on(ctx, part).await?;
    let hand = commanded_hand(ctx);
    // A part that only rests is lifted a little before it is drawn out.
    if sits.weld.is_none() && out.z < 0.5 {
        line(ctx, &Pose::from_parts(hand.translation + Vec3::Z * 0.008, hand.rotation), CAREFUL_M_S).await?;
    }
    let hand = commanded_hand(ctx);
    let away = Pose::from_parts(hand.translation + out * run_m(ctx, part, -out), hand.rotation);
    line(ctx, &away, CAREFUL_M_S).await?;
    if ctx.with(|world| world.get::<SeatedIn>(part).is_some()) {
        release(ctx).await?;
        return Err(Failure::new(format!("{name} does not come out")));
    }
    if ctx.held() == Some(part) { Ok(()) } else { Err(Failure::new(format!("{name} slipped from the hand"))) }
}

async fn pick_loose(ctx: &Ctx, part: Entity) -> Result<(), Failure> {
    Box::pin(pick(ctx, part)).await
}

/// Puts a plug into a socket of a thing.
pub(super) async fn plug(ctx: &Ctx, plug: Option<Entity>, outlet: Entity) -> Result<(), Failure> {
    let plug = plug.or(ctx.held()).ok_or_else(|| Failure::new("the hand is empty"))?;
    if ctx.with(|world| world.get::<PlugPiece>(plug).is_none()) {
        return Err(Failure::new(format!("{} is no plug", ctx.name(plug))));
    }
    if ctx.held() != Some(plug) {
        pick_loose(ctx, plug).await?;
    }
    insert(ctx, outlet, None).await
}

/// Pulls a plug out and lets it hang.
pub(super) async fn unplug(ctx: &Ctx, plug: Entity) -> Result<(), Failure> {
    let name = ctx.name(plug);
    if ctx.with(|world| world.get::<PlugPiece>(plug).is_none()) {
        return Err(Failure::new(format!("{name} is no plug")));
    }
    if ctx.with(|world| world.get::<SeatedIn>(plug).is_none()) {
        return Err(Failure::new(format!("{name} is not in a socket")));
    }
    remove(ctx, plug).await?;
    let hand = commanded_hand(ctx);
    line(ctx, &Pose::from_parts(hand.translation - Vec3::Z * 0.05, hand.rotation), HAND_M_S).await.ok();
    release(ctx).await
}
