//! Pouring over a lip: the wrist tilts, the arm keeps the lip where the stream must start.

use crate::math::{Quat, Vec3};
use bevy::prelude::*;
use coffeetest_brew::Store;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::pour::Flow;
use coffeetest_brew::spec::Comp;
use coffeetest_scene::{Opening, Shape};

use super::context::{Ctx, Failure};
use super::grasping::{carried, outlines};
use super::motion::{HAND_M_S, follow, line, nearby, reach_limits};
use super::route::Floor;
use super::stance::{Approach, Scene, choose, is_clear};
use super::travel::{gaze, take_stance};
use crate::physics::{Filter, GRAVITY_M_S2, Physics, Pose, WorldPose};
use crate::process::{self, stream::exit_velocity};
use crate::robot::{Posture, hand_shapes, solve};
use crate::sim::TICK_S;

/// Wanted flow of liquid, kg/s.
const LIQUID_KG_S: f64 = 0.030;
/// Wanted flow of powder, kg/s.
const POWDER_KG_S: f64 = 0.008;
/// The last of an amount is poured within about this time, s, but not more slowly than that, kg/s.
const END_S: f64 = 0.5;
const LEAST_KG_S: f64 = 0.003;
/// How much higher than need be something may be poured from, m.
const RAISED_M: [f32; 3] = [0.0, 0.035, 0.07];
/// No stream over a lip is faster than this, m/s.
const MOST_M_S: f32 = 0.9;
/// Speed of what drops out last, m/s.
const LAST_M_S: f32 = 0.15;
/// A flow that is not worth waiting for, kg/s.
const TRICKLE_KG_S: f64 = 0.0008;
/// Tilt beyond which no more of a liquid comes, rad; powder stays until its slope is steeper by its angle of repose.
const MOST_TILT: f32 = 1.95;
/// Tilt beyond what the amount needs for which there must be room, rad.
const SPARE_TILT: f32 = 0.15;
/// Largest turn of the wrist between two such steps, rad.
const SMOOTH: f32 = 0.6;
/// Steps of the way of a pouring hand that are looked at before it is begun.
const LOOK_AHEAD: u32 = 14;
/// Fastest tilting, rad/s.
const TILT_RAD_S: f32 = 0.9;
/// Tilting back, rad/s.
const BACK_RAD_S: f32 = 1.8;
/// What is poured into is no deeper than this, and its rim no thicker than this, m.
const WELL_M: f32 = 0.2;
const RIM_M: f32 = 0.006;
/// The lip stays this far above the opening at least, m.
const ABOVE_M: f32 = 0.025;

/// A vessel in the hand.
pub(super) struct Vessel {
    /// The thing that it is of.
    pub thing: Entity,
    /// The name of the store or bed that it holds.
    pub store: String,
    /// The rim it pours over.
    pub opening: Opening,
}

/// An opening to pour into.
struct Mouth {
    centre: Vec3,
    radius_m: f32,
}

impl Mouth {
    /// Whether a corner of what is held at a hand's pose is below the rim, within it.
    fn is_entered(&self, hand: &Pose, load: &[(Pose, Shape)]) -> bool {
        load.iter().any(|(at, shape)| {
            corners(shape).any(|corner| {
                let gap = (*hand * *at).transform_point(corner) - self.centre;
                gap.truncate().length() < self.radius_m + RIM_M && (-WELL_M..RIM_M).contains(&gap.z)
            })
        })
    }
}

/// Points of a shape's outline below and above, in its body's frame.
fn corners(shape: &Shape) -> impl Iterator<Item = Vec3> {
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

/// Pours from what is held.
pub(super) async fn pour(
    ctx: &Ctx,
    into: Entity,
    opening: Option<&str>,
    amount_ml: Option<f32>,
    rate_ml_s: Option<f32>,
) -> Result<(), Failure> {
    // Pourable liquids of a kitchen weigh about as much as water.
    let kg = |ml: f32| 0.001 * f64::from(ml);
    tip(ctx, into, opening, amount_ml.map(kg), rate_ml_s.map(kg)).await
}

/// The held thing as a vessel.
pub(super) fn vessel(ctx: &Ctx, held: Entity) -> Result<Vessel, Failure> {
    let (of, body) = ctx.thing_of(held)?;
    let thing = of.parts["body"];
    let own = || of.spec.openings.iter().filter(|(_, opening)| opening.body == body);
    // Of several hollows it is the one with something in it; what lies on a filter stays behind.
    let filled = |store: &str| ctx.with(|world| mass_kg(world, thing, store)) > 0.0;
    let is_bed = |store: &str| matches!(of.spec.comps.get(store), Some(Comp::Bed(_)));
    let all = || own().filter(|(store, _)| filled(store));
    let found = all().find(|(store, _)| !is_bed(store)).or_else(|| all().next()).or_else(|| own().next());
    let (store, opening) =
        found.ok_or_else(|| Failure::new(format!("nothing can be poured from {}", ctx.name(held))))?;
    Ok(Vessel { thing, store: store.clone(), opening: opening.clone() })
}

/// The opening of a thing that is meant.
fn mouth(ctx: &Ctx, into: Entity, opening: Option<&str>) -> Result<Mouth, Failure> {
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
struct Lean {
    upright: Quat,
    toward: Vec3,
    /// How much higher than need be, m: where the hand would touch something otherwise.
    raised_m: f32,
}

/// Where the hand must be for a tilt.
struct Pourer<'a> {
    mouth: &'a Mouth,
    opening: &'a Opening,
    grip: Pose,
    lean: Lean,
}

impl Pourer<'_> {
    /// The hand's pose at a tilt with a stream of this speed.
    fn hand(&self, tilt: f32, speed_m_s: f32) -> Pose {
        let axis = Vec3::Z.cross(self.lean.toward);
        let turn = Quat::from_axis_angle(axis, tilt) * self.lean.upright;
        let lip = Vec3::from(self.opening.at) + self.lean.upright.inverse() * self.lean.toward * self.opening.radius_m;
        let depth = (self.opening.at[2] - self.opening.floor_m).max(0.02) + 0.012;
        let fall = ABOVE_M.max(depth * libm::cosf(tilt) + 0.012) + self.lean.raised_m;
        let leave = exit_velocity(tilt, self.lean.toward, speed_m_s);
        // Time to fall to the opening's plane, then how far the stream travels meanwhile.
        let time = (leave.z + (leave.z * leave.z + 2.0 * GRAVITY_M_S2 * fall).sqrt()) / GRAVITY_M_S2;
        let carry = leave.dot(self.lean.toward) * time;
        let at = self.mouth.centre - self.lean.toward * carry + Vec3::Z * fall;
        Pose::from_parts(at - turn * lip, turn) * self.grip
    }
}

/// Tips what is held into an opening: this much, or all, and this fast, kg/s, where that matters.
pub(super) async fn tip(
    ctx: &Ctx,
    into: Entity,
    opening: Option<&str>,
    amount_kg: Option<f64>,
    pace_kg_s: Option<f64>,
) -> Result<(), Failure> {
    let held = ctx.held().ok_or_else(|| Failure::new("the hand is empty"))?;
    let vessel = vessel(ctx, held)?;
    let mouth = mouth(ctx, into, opening)?;
    let name = ctx.name(into);
    let start_kg = contents_kg(ctx, &vessel);
    if start_kg < 1e-5 {
        return Err(Failure::new(format!("{} is empty", ctx.name(held))));
    }
    gaze(ctx, mouth.centre);
    let mut forecast = Forecast::new(ctx, &vessel, amount_kg, pace_kg_s);
    let mut chosen = choose_lean(ctx, held, &vessel, &mouth, &name, &forecast);
    if chosen.is_err() && forecast.most_tilt > MOST_TILT {
        // Where there is no room to turn it over, most of it comes nevertheless.
        forecast = Forecast { steepest: forecast.steepest.min(MOST_TILT), most_tilt: MOST_TILT, ..forecast };
        chosen = choose_lean(ctx, held, &vessel, &mouth, &name, &forecast);
    }
    let (pourer, stance) = chosen?;
    take_stance(ctx, &stance).await?;
    line(ctx, &stance.approach.goal, HAND_M_S).await?;
    let poured = tilt_until(ctx, &vessel, &pourer, start_kg, (amount_kg, pace_kg_s), forecast.most_tilt).await;
    // What was poured is poured, whatever becomes of the way back.
    let back = line(ctx, &stance.approach.goal, HAND_M_S).await;
    let back = back.and(line(ctx, &stance.approach.before, HAND_M_S).await);
    if amount_kg.is_none() && contents_kg(ctx, &vessel) < 0.05 * start_kg { Ok(()) } else { poured.and(back) }
}

fn contents_kg(ctx: &Ctx, vessel: &Vessel) -> f64 {
    ctx.with(|world| mass_kg(world, vessel.thing, &vessel.store))
}

/// What is in a store or bed of a thing, kg.
fn mass_kg(world: &World, thing: Entity, vessel: &str) -> f64 {
    let Some(machine) = process::machine(world, thing) else { return 0.0 };
    let store = machine.index(Kind::Store, vessel).map(|store| machine.store(store).mass_kg());
    let bed = || machine.index(Kind::Bed, vessel).map(|bed| machine.bed(bed).contents().mass_kg());
    store.or_else(bed).unwrap_or(0.0)
}

/// What a pour will come to, as far as can be told before it begins.
struct Forecast {
    /// Farthest tilt, rad.
    steepest: f32,
    /// Tilt beyond which nothing more comes, rad.
    most_tilt: f32,
    /// Speed of the wanted stream at the start, m/s.
    first_m_s: f32,
    /// What is to be poured; grounds in a bed fall out as a lump.
    store: Option<Store>,
}

impl Forecast {
    /// How far a vessel must be tilted for an amount, or for everything, and how its stream will go.
    fn new(ctx: &Ctx, vessel: &Vessel, amount_kg: Option<f64>, pace_kg_s: Option<f64>) -> Self {
        let Some(store) = ctx.with(|world| process::store(world, vessel.thing, &vessel.store).cloned()) else {
            return Self { steepest: MOST_TILT, most_tilt: MOST_TILT, first_m_s: LAST_M_S, store: None };
        };
        let most_tilt = MOST_TILT + if store.flow() == Flow::Powder { Flow::Powder.repose_rad() as f32 } else { 0.0 };
        let steepest = amount_kg.map_or(most_tilt, |amount_kg| {
            let mut left = store.clone();
            left.take_kg(amount_kg);
            (wanted_tilt(&left, pace_kg_s, most_tilt) + SPARE_TILT).min(most_tilt)
        });
        let first_m_s = speed_at(&store, wanted_tilt(&store, pace_kg_s, most_tilt));
        Self { steepest, most_tilt, first_m_s, store: Some(store) }
    }

    /// Speed of the stream on the way to a tilt, m/s.
    fn speed_m_s(&self, tilt: f32) -> f32 {
        self.store.as_ref().map_or(LAST_M_S, |store| speed_at(store, tilt)).min(self.first_m_s)
    }
}

/// The best way to lean, with the stance for it.
fn choose_lean<'a>(
    ctx: &Ctx,
    held: Entity,
    vessel: &'a Vessel,
    mouth: &'a Mouth,
    name: &str,
    forecast: &Forecast,
) -> Result<(Pourer<'a>, super::stance::Stance), Failure> {
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
        for (aside_deg, raised_m) in leans {
            let toward = Quat::from_rotation_z(aside_deg.to_radians()) * ahead;
            let lean = Lean { upright, toward, raised_m };
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

/// Tilts until enough has left, then back upright.
async fn tilt_until(
    ctx: &Ctx,
    vessel: &Vessel,
    pourer: &Pourer<'_>,
    start_kg: f64,
    (amount_kg, pace_kg_s): (Option<f64>, Option<f64>),
    most_tilt: f32,
) -> Result<(), Failure> {
    let spec = ctx.spec();
    let limits = reach_limits(ctx);
    let mut posture = ctx.posture();
    let mut tilt = 0.0_f32;
    let mut idle_ticks = 0;
    let dt = TICK_S as f32;
    let mut last_kg = start_kg;
    for _ in 0..3000 {
        let now_kg = contents_kg(ctx, vessel);
        let flow_kg_s = (last_kg - now_kg) / TICK_S;
        last_kg = now_kg;
        let poured = start_kg - now_kg;
        // What still flows while the vessel is turned back.
        let lead = flow_kg_s * 0.12;
        if amount_kg.is_some_and(|amount| poured + lead >= amount) || now_kg < 1e-6 {
            break;
        }
        let next = ctx.with(|world| {
            let Some(store) = process::store(world, vessel.thing, &vessel.store) else {
                return ((tilt + TILT_RAD_S * dt).min(most_tilt), LAST_M_S);
            };
            // The last of an amount comes slowly, so that it can be stopped in time.
            let left_kg_s = amount_kg.map(|amount| ((amount - poured) / END_S).max(LEAST_KG_S));
            let pace_kg_s = left_kg_s.filter(|left| *left < pace(store, pace_kg_s)).or(pace_kg_s);
            let next =
                tilt + (wanted_tilt(store, pace_kg_s, most_tilt) - tilt).clamp(-BACK_RAD_S * dt, TILT_RAD_S * dt);
            (next, speed_at(store, next))
        });
        let (next, speed) = next;
        tilt = next;
        move_to(ctx, &spec, &mut posture, &pourer.hand(tilt, speed), limits)?;
        ctx.tick().await;
        // The last of it comes ever more slowly; nobody waits for that.
        idle_ticks = if tilt > most_tilt - 0.02 && flow_kg_s < TRICKLE_KG_S { idle_ticks + 1 } else { 0 };
        if idle_ticks > 4 {
            break;
        }
    }
    while tilt > 0.0 {
        tilt = (tilt - BACK_RAD_S * dt).max(0.0);
        move_to(ctx, &spec, &mut posture, &pourer.hand(tilt, LAST_M_S), limits)?;
        ctx.tick().await;
    }
    let poured = start_kg - contents_kg(ctx, vessel);
    match amount_kg {
        Some(amount) if poured < 0.9 * amount => {
            Err(Failure::new(format!("only {:.0} of {:.0} g came out", 1000.0 * poured, 1000.0 * amount)))
        }
        None if poured < 1e-5 => Err(Failure::new("nothing came out")),
        _ => Ok(()),
    }
}

fn move_to(
    ctx: &Ctx,
    spec: &coffeetest_scene::Body,
    posture: &mut Posture,
    hand: &Pose,
    limits: (f32, f32),
) -> Result<(), Failure> {
    *posture = nearby(spec, posture, hand, limits);
    if posture.excess(spec) > 0.02 {
        return Err(Failure::new("the wrist cannot tilt any further"));
    }
    follow(ctx, posture);
    Ok(())
}

/// The wanted flow, kg/s: this, or what is usual.
fn pace(store: &Store, pace_kg_s: Option<f64>) -> f64 {
    let liquid = store.flow() == Flow::Liquid;
    pace_kg_s.unwrap_or(if liquid { LIQUID_KG_S } else { POWDER_KG_S })
}

/// The tilt at which a store gives the wanted flow, rad, or the most there is.
fn wanted_tilt(store: &Store, pace_kg_s: Option<f64>, most_tilt: f32) -> f32 {
    let wanted = pace(store, pace_kg_s);
    let (mut low, mut high) = (0.0, f64::from(most_tilt));
    if store.pour_rate_kg_s(high) <= wanted {
        return most_tilt;
    }
    for _ in 0..30 {
        let middle = 0.5 * (low + high);
        if store.pour_rate_kg_s(middle) < wanted { low = middle } else { high = middle }
    }
    high as f32
}

/// Speed of a store's stream at a tilt, m/s, within what an aim allows for.
fn speed_at(store: &Store, tilt: f32) -> f32 {
    (store.pour_speed_m_s(f64::from(tilt)) as f32).clamp(LAST_M_S, MOST_M_S)
}
