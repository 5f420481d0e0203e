//! Where the hand must be for a stream to fall into an opening, and the best way to lean.

use bevy::prelude::*;
use coffeetest_scene::{Opening, Shape};

use super::{Forecast, LAST_M_S, Vessel};
use crate::math::{Quat, Vec3};
use crate::physics::{Filter, GRAVITY_M_S2, Physics, Pose, WorldPose};
use crate::process::stream::exit_velocity;
use crate::robot::{Posture, hand_shapes, solve};
use crate::skill::context::{Ctx, Failure};
use crate::skill::grasping::{carried, outlines};
use crate::skill::motion::{nearby, reach_limits};
use crate::skill::route::Floor;
use crate::skill::stance::{Approach, Scene, Stance, choose, is_clear};

/// How much higher than need be something may be poured from, m.
const RAISED_M: [f32; 3] = [0.0, 0.035, 0.07];
/// Largest turn of the wrist between two such steps, rad.
const SMOOTH: f32 = 0.6;
/// Steps of the way of a pouring hand that are looked at before it is begun.
const LOOK_AHEAD: u32 = 14;
/// What is poured into is no deeper than this, and its rim no thicker than this, m.
const WELL_M: f32 = 0.2;
const RIM_M: f32 = 0.006;
/// An opening this wide, a basin's, is hit off its middle too, and reached into, m: its radius.
const WIDE_M: f32 = 0.1;
/// The lip stays this far above the opening at least, m.
const ABOVE_M: f32 = 0.025;

/// An opening to pour into.
pub(super) struct Mouth {
    pub(super) centre: Vec3,
    radius_m: f32,
}

impl Mouth {
    /// Whether a corner of what is held at a hand's pose is below the rim, within it; into a basin it may be let down.
    fn is_entered(&self, hand: &Pose, load: &[(Pose, Shape)]) -> bool {
        self.radius_m < WIDE_M
            && load.iter().any(|(at, shape)| {
                corners(shape).any(|corner| {
                    let gap = (*hand * *at).transform_point(corner) - self.centre;
                    gap.truncate().length() < self.radius_m + RIM_M && (-WELL_M..RIM_M).contains(&gap.z)
                })
            })
    }
}

/// Points of a shape's outline below and above, in its body's frame.
pub(super) fn corners(shape: &Shape) -> impl Iterator<Item = Vec3> {
    let (at, round, half, height) = match *shape {
        Shape::Box { size, at } | Shape::Tub { size, at, .. } => (at, false, [0.5 * size[0], 0.5 * size[1]], size[2]),
        Shape::Cylinder { radius_m, height_m, at } | Shape::Cup { radius_m, height_m, at, .. } => {
            (at, true, [radius_m; 2], height_m)
        }
    };
    (0..8).flat_map(move |step| {
        let angle = std::f32::consts::FRAC_PI_4 * step as f32;
        // Of a box it is the corners and the middles of the edges.
        let side = |x: f32| if round || x.abs() < 0.1 { x } else { x.signum() };
        let out = Vec3::new(half[0] * side(libm::cosf(angle)), half[1] * side(libm::sinf(angle)), 0.0);
        [0.0, height].map(|up| Vec3::from(at) + out + Vec3::Z * up)
    })
}

/// The opening of a thing that is meant.
pub(super) fn mouth(ctx: &Ctx, into: Entity, opening: Option<&str>) -> Result<Mouth, Failure> {
    let name = ctx.name(into);
    let (of, body) = ctx.thing_of(into)?;
    let of_part: Vec<_> = of
        .spec
        .openings
        .iter()
        .filter(|(key, mouth)| opening.map_or(body == "body" || mouth.body == body, |wanted| wanted == key.as_str()))
        .collect();
    let (_, mouth) = match of_part.as_slice() {
        [] => return Err(Failure::new(format!("{name} has no such opening"))),
        [one] => one,
        several => {
            let names: Vec<&str> = several.iter().map(|(key, _)| key.as_str()).collect();
            return Err(Failure::new(format!("{name} has several openings, say which: {}", names.join(", "))));
        }
    };
    let at = ctx.with(|world| world.get::<WorldPose>(of.parts[&mouth.body]).map(|pose| pose.0));
    let at = at.ok_or_else(|| Failure::new("it is gone"))?;
    Ok(Mouth { centre: at.transform_point(Vec3::from(mouth.at)), radius_m: mouth.radius_m })
}

/// A way to tilt: the upright turn of the vessel and the level direction in which it leans.
#[derive(Clone, Copy)]
pub(super) struct Lean {
    upright: Quat,
    toward: Vec3,
    /// How much higher than need be, m: where the hand would touch something otherwise.
    raised_m: f32,
    /// How far from the middle of the opening the stream is to fall, m, level.
    off_middle: Vec3,
}

/// Where the hand must be for a tilt.
pub(super) struct Pourer<'a> {
    mouth: &'a Mouth,
    opening: &'a Opening,
    grip: Pose,
    lean: Lean,
}

impl<'a> Pourer<'a> {
    /// The same lean over the opening where it is now.
    pub(super) fn over(self, mouth: &'a Mouth) -> Pourer<'a> {
        Pourer { mouth, ..self }
    }

    /// The hand's pose at a tilt with a stream of this speed.
    pub(super) fn hand(&self, tilt: f32, speed_m_s: f32) -> Pose {
        let axis = Vec3::Z.cross(self.lean.toward);
        let turn = Quat::from_axis_angle(axis, tilt) * self.lean.upright;
        let lip = Vec3::from(self.opening.at) + self.lean.upright.inverse() * self.lean.toward * self.opening.radius_m;
        let depth = (self.opening.at[2] - self.opening.floor_m).max(0.02) + 0.012;
        let fall = ABOVE_M.max(depth * libm::cosf(tilt) + 0.012) + self.lean.raised_m;
        let leave = exit_velocity(tilt, self.lean.toward, speed_m_s);
        // Time to fall to the opening's plane, then how far the stream travels meanwhile.
        let time = (leave.z + (leave.z * leave.z + 2.0 * GRAVITY_M_S2 * fall).sqrt()) / GRAVITY_M_S2;
        let carry = leave.dot(self.lean.toward) * time;
        let at = self.mouth.centre + self.lean.off_middle - self.lean.toward * carry + Vec3::Z * fall;
        Pose::from_parts(at - turn * lip, turn) * self.grip
    }
}

/// The best way to lean, with the stance for it: over the middle of the opening or, where that cannot be and the opening
/// is as wide as a basin, over another place of it.
pub(super) fn choose_lean<'a>(
    ctx: &Ctx,
    held: Entity,
    vessel: &'a Vessel,
    mouth: &'a Mouth,
    name: &str,
    forecast: &Forecast,
) -> Result<(Pourer<'a>, Stance), Failure> {
    let over = |places: &[Vec3]| choose_lean_over(ctx, held, (vessel, mouth, places), name, forecast);
    let middle = over(&[Vec3::ZERO]);
    if middle.is_ok() || mouth.radius_m < WIDE_M {
        return middle;
    }
    let aside = 0.5 * mouth.radius_m;
    over(&[Vec3::X, Vec3::Y, -Vec3::X, -Vec3::Y].map(|way| aside * way)).or(middle)
}

fn choose_lean_over<'a>(
    ctx: &Ctx,
    held: Entity,
    (vessel, mouth, places): (&'a Vessel, &'a Mouth, &[Vec3]),
    name: &str,
    forecast: &Forecast,
) -> Result<(Pourer<'a>, Stance), Failure> {
    let spec = ctx.spec();
    let steepest = forecast.steepest;
    let now = ctx.pose(held);
    let grip = ctx.hand().inv_mul(&now).inverse();
    let yaw = 2.0 * libm::atan2f(now.rotation.z, now.rotation.w);
    let limits = reach_limits(ctx);
    let (load, outline) = (carried(ctx), outlines(ctx));
    let mut ways: Vec<(Approach, Lean)> = Vec::new();
    for step in 0..12 {
        let upright = Quat::from_rotation_z(yaw + std::f32::consts::TAU * step as f32 / 12.0);
        let ahead = (upright * grip.rotation * Vec3::X).with_z(0.0).normalize_or(Vec3::X);
        let leans = [90.0_f32, -90.0, 45.0, -45.0, 0.0].into_iter().flat_map(|aside| RAISED_M.map(|up| (aside, up)));
        let leans = leans.flat_map(|(aside, up)| places.iter().map(move |place| (aside, up, *place)));
        for (aside_deg, raised_m, off_middle) in leans {
            let toward = Quat::from_rotation_z(aside_deg.to_radians()) * ahead;
            let lean = Lean { upright, toward, raised_m, off_middle };
            let pourer = Pourer { mouth, opening: &vessel.opening, grip, lean };
            let level = pourer.hand(0.0, LAST_M_S);
            let turn = libm::atan2f(ahead.y, ahead.x);
            let mut posture = solve(&spec, &level, turn, 0.5 * (limits.0 + limits.1));
            let wrist_free = (0..=LOOK_AHEAD).all(|step| {
                let tilt = steepest * step as f32 / LOOK_AHEAD as f32;
                posture = nearby(&spec, &posture, &pourer.hand(tilt, forecast.speed_m_s(tilt)), limits);
                posture.excess(&spec) <= 0.0
            });
            let clear = |tilt: f32| {
                let hand = pourer.hand(tilt, forecast.speed_m_s(tilt));
                ctx.physics(|physics| {
                    let filter = Filter { without_robot: true, without_held: true, without: &[] };
                    !mouth.is_entered(&hand, &outline)
                        && outline.iter().all(|(at, shape)| physics.overlap(shape, &(hand * *at), filter).is_none())
                        && hand_shapes(&spec, 0.03).iter().all(|shape| physics.overlap(shape, &hand, filter).is_none())
                })
            };
            if wrist_free && [0.0, 0.3, 0.5, 0.7, 0.85, 1.0].into_iter().all(|share| clear(share * steepest)) {
                let before = Pose::from_parts(level.translation + Vec3::Z * 0.03, level.rotation);
                let cost = 0.002 * (90.0 - aside_deg.abs()) + 40.0 * raised_m;
                ways.push((Approach { goal: level, before, half_opening_m: 0.03, cost }, lean));
            }
        }
    }
    if ways.is_empty() {
        return Err(Failure::new(format!("the wrist cannot tilt that far over {name}")));
    }
    let approaches: Vec<Approach> = ways.iter().map(|(approach, _)| *approach).collect();
    // The base moves along while the wrist tilts: the floor must be free all the way.
    let onward = |physics: &Physics, goal: &Posture, hand: &Pose| {
        let Some((_, lean)) = ways.iter().find(|(way, _)| way.goal == *hand) else { return false };
        let pourer = Pourer { mouth, opening: &vessel.opening, grip, lean: *lean };
        let filter = Filter { without_robot: true, without_held: true, without: &[] };
        // There and back, as the pour will go.
        let tilt = |step: u32| steepest * step as f32 / LOOK_AHEAD as f32;
        let there = (0..=LOOK_AHEAD).map(|step| pourer.hand(tilt(step), forecast.speed_m_s(tilt(step))));
        let back = (0..=LOOK_AHEAD).rev().map(|step| pourer.hand(tilt(step), LAST_M_S));
        let mut at = *goal;
        there.chain(back).chain([*hand]).all(|hand| {
            let next = nearby(&spec, &at, &hand, limits);
            let smooth = next.wrist_step(&at) < SMOOTH;
            at = next;
            smooth
                && at.excess(&spec) <= 0.0
                && Floor::new(physics, &spec).is_free(at.base, spec.base.radius_m + 0.01)
                && is_clear(physics, &spec, &at, &hand, 0.03, filter)
                && !mouth.is_entered(&hand, &outline)
                && outline.iter().all(|(place, shape)| physics.overlap(shape, &(hand * *place), filter).is_none())
        })
    };
    let stance =
        choose(ctx, &approaches, &Scene { touch: &[held], brush: &[], carried: &load, onward: Some(&onward) }, name)?;
    let same = |approach: &Approach| approach.goal.translation == stance.approach.goal.translation;
    let lean = ways
        .iter()
        .find(|(approach, _)| same(approach) && approach.goal.rotation == stance.approach.goal.rotation)
        .map(|(_, lean)| *lean)
        .ok_or_else(|| Failure::new("the wrist cannot tilt that way"))?;
    Ok((Pourer { mouth, opening: &vessel.opening, grip, lean }, stance))
}
