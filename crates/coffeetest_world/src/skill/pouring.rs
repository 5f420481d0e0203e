//! Pouring over a lip: the wrist tilts, the arm keeps the lip where the stream must start.

mod aim;

use bevy::prelude::*;
use coffeetest_brew::Store;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::pour::Flow;
use coffeetest_brew::spec::Comp;
use coffeetest_scene::Opening;

use aim::{Pourer, choose_lean, mouth};

use super::context::{Ctx, Failure};
use super::looking::gaze;
use super::motion::{HAND_M_S, follow, line, nearby, reach_limits};
use super::travel::take_stance;
use crate::physics::Pose;
use crate::process::{self};
use crate::robot::Posture;
use crate::sim::TICK_S;

/// Wanted flow of liquid, kg/s.
const LIQUID_KG_S: f64 = 0.030;
/// Wanted flow of powder, kg/s.
const POWDER_KG_S: f64 = 0.008;
/// The last of an amount is poured within about this time, s, but not more slowly than that, kg/s.
const END_S: f64 = 0.5;
const LEAST_KG_S: f64 = 0.003;
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
/// Fastest tilting, rad/s.
const TILT_RAD_S: f32 = 0.9;
/// Tilting back, rad/s.
const BACK_RAD_S: f32 = 1.8;

/// A vessel in the hand.
pub(super) struct Vessel {
    /// The thing that it is of.
    pub thing: Entity,
    /// The name of the store or bed that it holds.
    pub store: String,
    /// The rim it pours over.
    pub opening: Opening,
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
    // It may have been nudged since the way was chosen: aim again at where it is now.
    let now = aim::mouth(ctx, into, opening)?;
    let nudged = now.centre - mouth.centre;
    let pourer = pourer.over(&now);
    let shifted = |pose: &Pose| Pose::from_parts(pose.translation + nudged, pose.rotation);
    let (goal, before) = (shifted(&stance.approach.goal), shifted(&stance.approach.before));
    line(ctx, &goal, HAND_M_S).await?;
    let poured = tilt_until(ctx, &vessel, &pourer, start_kg, (amount_kg, pace_kg_s), forecast.most_tilt).await;
    // What was poured is poured, whatever becomes of the way back.
    let back = line(ctx, &goal, HAND_M_S).await;
    let back = back.and(line(ctx, &before, HAND_M_S).await);
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
