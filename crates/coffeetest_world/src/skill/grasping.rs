//! Taking hold: which way to come to a bar, closing on it, lifting it away.

use crate::math::{Mat3, Quat, Vec3};
use bevy::prelude::*;
use coffeetest_scene::{Attach, Body, Grasp, Shape};

use super::context::{Ctx, Failure};
use super::looking::gaze;
use super::motion::{CAREFUL_M_S, HAND_M_S, close_fingers, line, open_fingers};
use super::stance::{Approach, Scene, choose};
use super::travel::take_stance;
use crate::physics::{Physics, Pose};
use crate::robot::Posture;
use crate::spawn;
use crate::thing::{ControlPiece, Moving, PackLeft, Role, SeatedIn, Structure, riders_of};

/// Lengths of the straight line on which the hand comes, best first, m.
const RUN_UPS_M: [f32; 3] = [0.12, 0.07, 0.035];
/// What speaks against taking hold from above, in metres of driving: so held, a thing can hardly be tilted.
const FROM_ABOVE: f32 = 0.8;
/// How far the hand is held back to take something with the fingertips, m.
const TIPS_M: f32 = 0.02;
/// Air between a finger and the bar before it closes, m.
pub(super) const FINGER_AIR_M: f32 = 0.012;

/// Ways to take hold of a bar given in a body's frame.
pub(super) fn approaches(spec: &Body, body: &Pose, grasp: &Grasp) -> Vec<Approach> {
    let at = body.transform_point(Vec3::from(grasp.at));
    let along = (body.rotation * Vec3::from(grasp.along)).normalize_or(Vec3::Z);
    let half = 0.5 * grasp.width_m;
    let half_opening_m = (half + FINGER_AIR_M).min(0.5 * spec.gripper.opening_m);
    if half + 0.003 > 0.5 * spec.gripper.opening_m {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (ahead, cost) in directions(body, grasp, along) {
        let across = along.cross(ahead);
        let closing = if across.length() > 0.2 { vec![across.normalize()] } else { sideways(ahead) };
        for closing in closing.iter().flat_map(|&closing| [closing, -closing]) {
            let turn = Quat::from_mat3(&Mat3::from_cols(ahead, closing, ahead.cross(closing)));
            let goal = Pose::from_parts(at, turn);
            for (index, run_up) in RUN_UPS_M.iter().enumerate().take(if grasp.from.is_empty() { 1 } else { 3 }) {
                let before = Pose::from_parts(at - *run_up * ahead, turn);
                all.push(Approach { goal, before, half_opening_m, cost: cost + 0.05 * index as f32 });
            }
        }
    }
    all
}

/// The same way with the hand held back from the bar.
fn held_back(way: &Approach, back_m: f32) -> Approach {
    let back = way.goal.rotation * Vec3::NEG_X * back_m;
    let shifted = |pose: &Pose| Pose::from_parts(pose.translation + back, pose.rotation);
    Approach { goal: shifted(&way.goal), before: shifted(&way.before), ..*way }
}

/// Directions in which the hand may come, each with what speaks against it.
fn directions(body: &Pose, grasp: &Grasp, along: Vec3) -> Vec<(Vec3, f32)> {
    if !grasp.from.is_empty() {
        return grasp
            .from
            .iter()
            .map(|from| (body.rotation * Vec3::from(*from)).normalize_or(Vec3::X))
            .map(|from| (from, FROM_ABOVE * -from.z.min(0.0)))
            .collect();
    }
    let mut all = Vec::new();
    let upright = along.z.abs() > 0.9;
    for pitch_deg in [0.0_f32, 30.0, 55.0, 90.0] {
        let (down, level) = (libm::sinf(pitch_deg.to_radians()), libm::cosf(pitch_deg.to_radians()));
        for step in 0..16 {
            let angle = std::f32::consts::TAU * step as f32 / 16.0;
            let ahead = Vec3::new(level * libm::cosf(angle), level * libm::sinf(angle), -down);
            // A lying bar is taken across, an upright one from any side or from its end.
            if upright || ahead.dot(along).abs() < 0.25 {
                all.push((ahead, pitch_deg / 120.0));
            }
            if pitch_deg > 89.0 {
                break;
            }
        }
    }
    all
}

/// Directions across a hand: level ones where it points down.
fn sideways(ahead: Vec3) -> Vec<Vec3> {
    if ahead.z.abs() < 0.7 {
        let level = Vec3::Z.cross(ahead).normalize_or(Vec3::Y);
        let turned = |step: u8| Quat::from_axis_angle(ahead, std::f32::consts::PI * f32::from(step) / 8.0) * level;
        return (0..8).map(turned).collect();
    }
    (0..8)
        .map(|step| {
            let angle = std::f32::consts::PI * step as f32 / 8.0;
            Vec3::new(libm::cosf(angle), libm::sinf(angle), 0.0)
        })
        .map(|level| level.reject_from_normalized(ahead).normalize_or(Vec3::Y))
        .collect()
}

/// Where a part can be held.
pub(super) fn grasps_of(ctx: &Ctx, part: Entity) -> Result<Vec<Grasp>, Failure> {
    if let Some(moving) = ctx.with(|world| world.get::<Moving>(part).cloned()) {
        return Ok(vec![moving.handle]);
    }
    let (of, body) = ctx.thing_of(part)?;
    Ok(match of.spec.bodies.get(&body).and_then(|body| body.attach.as_ref()) {
        None => of.spec.grasps.clone(),
        Some(Attach::Seat { grasps, .. } | Attach::Cord { grasps, .. }) => grasps.clone(),
        Some(Attach::Joint { handle, .. }) => vec![handle.clone()],
        Some(Attach::Control { .. }) => Vec::new(),
    })
}

/// Comes to a part and closes the hand on it. The hand must be empty.
pub(super) async fn take(ctx: &Ctx, part: Entity) -> Result<Approach, Failure> {
    let grasps = grasps_of(ctx, part)?;
    take_by(ctx, part, &grasps, part, None).await
}

/// As [`take`], from a stance from which something further can be done.
pub(super) async fn take_for(
    ctx: &Ctx,
    part: Entity,
    onward: &(dyn Fn(&Physics, &Posture, &Pose) -> bool + Sync),
) -> Result<Approach, Failure> {
    let grasps = grasps_of(ctx, part)?;
    take_by(ctx, part, &grasps, part, Some(onward)).await
}

async fn take_by(
    ctx: &Ctx,
    part: Entity,
    grasps: &[Grasp],
    frame: Entity,
    onward: Option<&(dyn Fn(&Physics, &Posture, &Pose) -> bool + Sync)>,
) -> Result<Approach, Failure> {
    let name = ctx.name(part);
    if ctx.held().is_some() {
        return Err(Failure::new("the hand is full"));
    }
    let spec = ctx.spec();
    let body = ctx.pose(frame);
    let ways: Vec<Approach> = grasps.iter().flat_map(|grasp| approaches(&spec, &body, grasp)).collect();
    if ways.is_empty() {
        return Err(Failure::new(format!("{name} cannot be held with this hand")));
    }
    gaze(ctx, body.translation);
    let stance = {
        let onward = onward.map(|onward| onward as &dyn Fn(&Physics, &Posture, &Pose) -> bool);
        let scene = Scene { touch: &[], brush: &[], carried: &[], onward };
        // Where there is no depth behind the bar it is taken with the fingertips.
        choose(ctx, &ways, &scene, &name).or_else(|failure| {
            let tips: Vec<Approach> = ways.iter().map(|way| held_back(way, TIPS_M)).collect();
            choose(ctx, &tips, &scene, &name).map_err(|_| failure)
        })?
    };
    open_fingers(ctx, 2.0 * stance.approach.half_opening_m).await;
    take_stance(ctx, &stance).await?;
    // The thing may have been nudged since the way was chosen: aim again from where it is now.
    let shift = ctx.pose(frame).translation - body.translation;
    let goal = Pose::from_parts(stance.approach.goal.translation + shift, stance.approach.goal.rotation);
    line(ctx, &goal, HAND_M_S).await?;
    Ok(Approach { goal, ..stance.approach })
}

/// Closes on what is between the fingers and makes sure it is the right thing.
pub(super) async fn close_on(ctx: &Ctx, part: Entity) -> Result<(), Failure> {
    let name = ctx.name(part);
    match close_fingers(ctx).await {
        Some(held) if held == part => Ok(()),
        Some(other) => {
            let other = ctx.name(other);
            open_fingers(ctx, ctx.spec().gripper.opening_m).await;
            Err(Failure::new(format!("the fingers closed on {other} instead of {name}")))
        }
        None => {
            open_fingers(ctx, ctx.spec().gripper.opening_m).await;
            Err(Failure::new(format!("the fingers did not get hold of {name}")))
        }
    }
}

/// Draws the empty or loaded hand back along the way it came.
pub(super) async fn withdraw(ctx: &Ctx, approach: &Approach) -> Result<(), Failure> {
    let back = approach.before.translation - approach.goal.translation;
    let hand = commanded_hand(ctx);
    line(ctx, &Pose::from_parts(hand.translation + back, hand.rotation), HAND_M_S).await
}

/// Where the hand is told to be.
pub(super) fn commanded_hand(ctx: &Ctx) -> Pose {
    crate::robot::hand_pose(&ctx.spec(), &ctx.posture())
}

/// Takes a thing or a loose part.
pub(super) async fn pick(ctx: &Ctx, part: Entity) -> Result<(), Failure> {
    let name = ctx.name(part);
    let refuse = ctx.with(|world| {
        if world.get::<Structure>(part).is_some() {
            Some("cannot be picked up")
        } else if let Some(moving) = world.get::<Moving>(part) {
            Some(match moving.role {
                Role::Joint => "is fixed on; it can be opened and closed",
                Role::Control => "is fixed on; it can be turned",
                Role::Thread => "is screwed in; turn it loose first",
            })
        } else if world.get::<ControlPiece>(part).is_some() {
            Some("is fixed on; it can be pressed")
        } else {
            None
        }
    });
    if let Some(refuse) = refuse {
        return Err(Failure::new(format!("{name} {refuse}")));
    }
    if ctx.with(|world| world.get::<PackLeft>(part).is_some()) {
        return pinch_from_pack(ctx, part).await;
    }
    if ctx.with(|world| world.get::<SeatedIn>(part).is_some()) {
        return super::seating::remove(ctx, part).await;
    }
    let approach = take(ctx, part).await?;
    close_on(ctx, part).await?;
    lift_away(ctx, part, &approach).await
}

/// Lifts what is held clear of what it stood on, and draws it back.
pub(super) async fn lift_away(ctx: &Ctx, part: Entity, approach: &Approach) -> Result<(), Failure> {
    const LIFT_M: f32 = 0.035;
    let name = ctx.name(part);
    let start = ctx.pose(part).translation.z;
    let hand = commanded_hand(ctx);
    let up = Pose::from_parts(hand.translation + Vec3::Z * LIFT_M, hand.rotation);
    let lifted = line(ctx, &up, CAREFUL_M_S).await;
    if ctx.pose(part).translation.z - start < 0.5 * LIFT_M {
        line(ctx, &hand, CAREFUL_M_S).await.ok();
        open_fingers(ctx, ctx.spec().gripper.opening_m).await;
        return Err(Failure::new(format!("{name} does not come up: it is too heavy or stuck")));
    }
    lifted?;
    if ctx.held() != Some(part) {
        return Err(Failure::new(format!("{name} slipped from the hand")));
    }
    // From above there is nothing to draw back from; a little higher is enough.
    withdraw(ctx, approach).await
}

/// Takes one piece off a pack.
async fn pinch_from_pack(ctx: &Ctx, pack: Entity) -> Result<(), Failure> {
    let (of, _) = ctx.thing_of(pack)?;
    let Some(spec) = of.spec.pack.clone() else { return Err(Failure::new("it holds nothing to take")) };
    if ctx.with(|world| world.get::<PackLeft>(pack).is_none_or(|left| left.count == 0)) {
        return Err(Failure::new(format!("{} is empty", ctx.name(pack))));
    }
    let piece_spec = ctx
        .with(|world| world.resource::<crate::Dispensed>().0.get(&spec.item).cloned())
        .ok_or_else(|| Failure::new("it holds nothing to take"))?;
    let shift = Vec3::from(spec.at);
    let grasps: Vec<Grasp> = piece_spec
        .grasps
        .iter()
        .map(|grasp| Grasp { at: (Vec3::from(grasp.at) + shift).to_array(), ..grasp.clone() })
        .collect();
    let approach = take_by(ctx, pack, &grasps, pack, None).await?;
    let (piece, tack) = ctx.with(|world| {
        let pose = crate::sim::pose_of(world, pack) * Pose::from_translation(shift);
        let number = world.resource_mut::<crate::Serial>().take();
        let name = format!("{}_{number}", spec.item);
        let piece = spawn::spawn_thing(world, &name, &spec.item, &piece_spec, pose);
        crate::process::equip(world, piece);
        let (host, body) = (spawn::body_of(world, pack), spawn::body_of(world, piece));
        let tack = world.resource_mut::<crate::physics::Physics>().weld(host, body);
        if let Some(mut left) = world.get_mut::<PackLeft>(pack) {
            left.count -= 1;
        }
        (piece, tack)
    });
    let closed = close_on(ctx, piece).await;
    ctx.with(|world| world.resource_mut::<crate::physics::Physics>().release(tack));
    closed?;
    lift_away(ctx, piece, &approach).await
}

/// Shapes that the hand carries, in its frame, what hangs on what it holds included.
pub(super) fn carried(ctx: &Ctx) -> Vec<(Pose, Shape)> {
    outlines(ctx).into_iter().map(|(at, shape)| (at, slimmer(&shape))).collect()
}

/// As [`carried`], to its very surface: for motions in free air.
pub(super) fn outlines(ctx: &Ctx) -> Vec<(Pose, Shape)> {
    let Some(held) = ctx.held() else { return Vec::new() };
    let hand = ctx.hand();
    let mut all = Vec::new();
    for part in std::iter::once(held).chain(ctx.with(|world| riders_of(world, held))) {
        let Ok((of, body)) = ctx.thing_of(part) else { continue };
        let local = hand.inv_mul(&ctx.pose(part));
        let shapes = of.spec.bodies.get(&body).into_iter().flat_map(|body| &body.shapes);
        all.extend(shapes.map(|shape| (local, shape.clone())));
    }
    all
}

/// A shape a little smaller all round, so that touching is not overlapping.
fn slimmer(shape: &Shape) -> Shape {
    grown(shape, -0.004)
}

/// A shape larger all round by this much, or smaller, as a solid.
pub(super) fn grown(shape: &Shape, by_m: f32) -> Shape {
    const LEAST_M: f32 = 0.002;
    let sink = |at: [f32; 3]| [at[0], at[1], at[2] - by_m];
    match *shape {
        Shape::Box { size, at } | Shape::Tub { size, at, .. } => {
            Shape::Box { size: size.map(|side| (side + 2.0 * by_m).max(LEAST_M)), at: sink(at) }
        }
        Shape::Cylinder { radius_m, height_m, at } | Shape::Cup { radius_m, height_m, at, .. } => Shape::Cylinder {
            radius_m: (radius_m + by_m).max(LEAST_M),
            height_m: (height_m + 2.0 * by_m).max(LEAST_M),
            at: sink(at),
        },
    }
}
