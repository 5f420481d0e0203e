//! Where to stand, and how to come, so that the hand gets to a pose without touching anything else.

use crate::math::{Quat, Vec2, Vec3};
use bevy::prelude::*;
use coffeetest_scene::{Body, Shape};

use super::context::{Ctx, Failure};
use super::motion::reach_limits;
use super::route::Floor;
use crate::physics::{Filter, Physics, Pose};
use crate::robot::{Posture, bar_m, hand_shapes, solve_near, solve_within};
use crate::thing::Part;

/// Free room around the base where it stands, m.
const ELBOW_ROOM_M: f32 = 0.012;

/// Distance between the points of a way in that are looked at, m: what is carried and what is met may be thin.
const LOOK_M: f32 = 0.02;

/// Headings of the base from that of the hand, degrees; those beyond the seventh only for a hand that points down.
const ASIDES_DEG: [f32; 12] = [0.0, 30.0, -30.0, 60.0, -60.0, 90.0, -90.0, 120.0, -120.0, 150.0, -150.0, 180.0];

/// A hand pose to come to, and the pose from which it is approached on a straight line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Approach {
    /// Where the hand shall be.
    pub goal: Pose,
    /// From where it comes.
    pub before: Pose,
    /// Half the opening of the fingers on the way, m.
    pub half_opening_m: f32,
    /// What speaks against it, in metres of driving.
    pub cost: f32,
}

/// Where to stand for an approach.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stance {
    /// The approach.
    pub approach: Approach,
    /// Posture at the start of the straight line.
    pub before: Posture,
}

/// What may be touched and what the hand carries.
pub(super) struct Scene<'a> {
    /// Entities that what is carried may touch: where it is put.
    pub touch: &'a [Entity],
    /// Entities that the hand may brush.
    pub brush: &'a [Entity],
    /// Shapes in the hand's frame that it carries along.
    pub carried: &'a [(Pose, Shape)],
    /// Whether what follows from the goal posture can be done from there.
    pub onward: Option<&'a dyn Fn(&Physics, &Posture, &Pose) -> bool>,
}

/// The best stance among approaches, or why there is none.
pub(super) fn choose(ctx: &Ctx, approaches: &[Approach], scene: &Scene, what: &str) -> Result<Stance, Failure> {
    let spec = ctx.spec();
    let limits = reach_limits(ctx);
    let here = ctx.posture().base;
    let found = ctx.physics(|physics| {
        let mut best: Option<(f32, Stance)> = None;
        let mut reason = Obstacle::None;
        for approach in approaches {
            let rivals = best.as_ref().map_or(f32::MAX, |(cost, _)| *cost);
            match stand(physics, &spec, limits, approach, scene, here, rivals) {
                Ok(Some((cost, stance))) => best = Some((cost, stance)),
                Ok(None) => {}
                Err(obstacle) => reason = reason.max(obstacle),
            }
        }
        best.map(|(_, stance)| stance).ok_or(reason)
    });
    found.map_err(|reason| match reason {
        Obstacle::None => Failure::new(format!("the hand cannot take hold of {what}")),
        Obstacle::Reach => Failure::new(format!("{what} is out of reach")),
        Obstacle::Floor => Failure::new(format!("there is no room to stand within reach of {what}")),
        Obstacle::Onward => Failure::new(format!("there is no room to move {what} from where it can be reached")),
        Obstacle::Hand(thing) => {
            let named = ctx.with(|world| world.get::<Part>(thing).is_some());
            let thing = if named { ctx.name(thing) } else { "something".into() };
            Failure::new(format!("{thing} is in the way of {what}"))
        }
    })
}

/// What spoilt an approach, the one that came nearest to success last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Obstacle {
    None,
    Reach,
    Floor,
    Onward,
    /// This is in the way.
    Hand(Entity),
}

fn stand(
    physics: &Physics,
    spec: &Body,
    limits: (f32, f32),
    approach: &Approach,
    scene: &Scene,
    here: Vec2,
    rivals: f32,
) -> Result<Option<(f32, Stance)>, Obstacle> {
    let ahead = approach.goal.rotation * Vec3::X;
    let level = ahead.truncate().length() > 0.2;
    let heading = if level {
        libm::atan2f(ahead.y, ahead.x)
    } else {
        // A hand that points down can be turned any way; its upper side mostly points where the arm comes from.
        let back = approach.goal.rotation * Vec3::Z;
        libm::atan2f(back.y, back.x)
    };
    let asides = if level { &ASIDES_DEG[..7] } else { &ASIDES_DEG[..] };
    let mut worst = Obstacle::Reach;
    let mut best: Option<(f32, Stance)> = None;
    for &aside_deg in asides {
        let turn = heading + aside_deg.to_radians();
        let toward = Vec2::new(libm::cosf(turn), libm::sinf(turn));
        for share in [0.55_f32, 0.7, 0.85, 1.0, 0.4, 0.25] {
            let reach = limits.0 + share * (limits.1 - limits.0);
            let goal = solve_within(spec, &approach.goal, turn, reach);
            let along = (approach.before.translation - approach.goal.translation).truncate().dot(toward);
            let before = solve_near(spec, &approach.before, turn, (reach + along).clamp(limits.0, limits.1), &goal);
            if goal.excess(spec) > 0.0 || before.excess(spec) > 0.0 {
                continue;
            }
            let cost = approach.cost
                + (before.base - here).length()
                + if level { 0.006 * aside_deg.abs() } else { 0.3 * goal.yaw.abs() }
                + 0.3 * (share - 0.55).abs()
                + if level { 0.08 * goal.roll.abs() } else { 0.0 };
            if cost >= best.as_ref().map_or(rivals, |(cost, _)| *cost) {
                continue;
            }
            let (floor, radius) = (Floor::new(physics, spec), spec.base.radius_m + ELBOW_ROOM_M);
            if !floor.is_free(goal.base, radius) || !floor.is_free(before.base, radius) {
                worst = worst.max(Obstacle::Floor);
                continue;
            }
            if scene.onward.is_some_and(|onward| !onward(physics, &goal, &approach.goal)) {
                worst = worst.max(Obstacle::Onward);
                continue;
            }
            if let Some(thing) = in_the_way(physics, spec, limits, approach, &before, &goal, scene) {
                worst = worst.max(Obstacle::Hand(thing));
                continue;
            }
            best = Some((cost, Stance { approach: *approach, before }));
        }
    }
    if best.is_some() || rivals < f32::MAX { Ok(best) } else { Err(worst) }
}

/// What hand, arm or load touch on the way in: arm drawn in, stretched to the start, along the line.
fn in_the_way(
    physics: &Physics,
    spec: &Body,
    limits: (f32, f32),
    approach: &Approach,
    before: &Posture,
    goal: &Posture,
    scene: &Scene,
) -> Option<Entity> {
    let toward = Vec3::new(libm::cosf(before.turn), libm::sinf(before.turn), 0.0);
    let drawn_in = before.reach - limits.0;
    let stretch_steps = libm::ceilf(drawn_in / LOOK_M).max(1.0) as u32;
    let stretching = (0..stretch_steps).map(|step| {
        let back = drawn_in * (1.0 - step as f32 / stretch_steps as f32);
        (Pose::from_parts(approach.before.translation - toward * back, approach.before.rotation), before)
    });
    let length = (approach.goal.translation - approach.before.translation).length();
    let line_steps = libm::ceilf(length / LOOK_M).max(1.0) as u32;
    let lining = (0..=line_steps).map(|step| {
        let share = step as f32 / line_steps as f32;
        let at = approach.before.translation.lerp(approach.goal.translation, share);
        let turn = approach.before.rotation.slerp(approach.goal.rotation, share);
        (Pose::from_parts(at, turn), if step == line_steps { goal } else { before })
    });
    let air = Filter { without_robot: true, without_held: true, without: &[] };
    let bare = Filter { without: scene.brush, ..air };
    // Where it is put is touched at the end of the way only.
    let met = |load: Filter, (pose, posture): (Pose, &Posture)| {
        let loaded = || scene.carried.iter().find_map(|(at, shape)| physics.overlap(shape, &(pose * *at), load));
        touched(physics, spec, posture, &pose, approach.half_opening_m, bare).or_else(loaded)
    };
    let mut stretched = stretching.map(|point| met(air, point));
    let mut lined = lining.map(|point| met(Filter { without: scene.touch, ..air }, point));
    stretched.find_map(|hit| hit).or_else(|| lined.find_map(|hit| hit))
}

/// Whether hand and arm are clear of everything for a hand pose, the fingers open this far.
pub(super) fn is_clear(
    physics: &Physics,
    spec: &Body,
    posture: &Posture,
    hand: &Pose,
    half_opening_m: f32,
    filter: Filter,
) -> bool {
    touched(physics, spec, posture, hand, half_opening_m, filter).is_none()
}

/// What hand or arm touch at a hand pose, the fingers open this far.
fn touched(
    physics: &Physics,
    spec: &Body,
    posture: &Posture,
    hand: &Pose,
    half_opening_m: f32,
    filter: Filter,
) -> Option<Entity> {
    let hit = hand_shapes(spec, half_opening_m).iter().find_map(|shape| physics.overlap(shape, hand, filter));
    hit.or_else(|| touched_by_arm(physics, spec, posture, hand, filter))
}

/// What the telescope touches for a hand pose.
fn touched_by_arm(physics: &Physics, spec: &Body, posture: &Posture, hand: &Pose, filter: Filter) -> Option<Entity> {
    let trial = solve_near(spec, hand, posture.turn, posture.reach, posture);
    let toward = Vec3::new(libm::cosf(trial.turn), libm::sinf(trial.turn), 0.0);
    let wrist = trial.base.extend(trial.lift) + toward * trial.reach;
    let length = (trial.reach - 0.1).max(bar_m(spec));
    let shape = Shape::Box { size: [length, 0.05, 0.05], at: [-0.5 * length, 0.0, -0.025] };
    physics.overlap(&shape, &Pose::from_parts(wrist, Quat::from_rotation_z(trial.turn)), filter)
}
