//! Filling the vessel in the hand: held under a tap's stream, or stood under an outlet while its button is pressed.

use bevy::prelude::*;
use coffeetest_brew::spec::{Action, Comp, Guard, Trigger};
use coffeetest_scene::{Mount, Thing};

use super::context::{Ctx, Failure};
use super::doors;
use super::grasping::pick;
use super::motion::{HAND_M_S, line};
use super::placing::{hold_under, place, release, stand_under};
use super::pouring::{Vessel, vessel};
use super::pressing::press_while;
use super::turning::turn_to;
use super::{Relation, pressing};
use crate::math::Vec3;
use crate::physics::WorldPose;
use crate::process;
use crate::sim::TICK_S;
use crate::thing::{ControlPiece, Moving, ThingOf};

/// Nothing comes any more when nothing has come for this long, s.
const DRY_S: f64 = 6.0;
/// Longest time under a stream, s.
const MOST_S: f64 = 240.0;
/// An amount that is as good as right: this, or this share of it.
const NEAR_KG: f64 = 0.015;
const NEAR_SHARE: f64 = 0.07;
/// A tap is opened fully for this much, and less far for less, kg.
const FULL_FLOW_KG: f64 = 0.6;
const LEAST_OPEN: f32 = 0.3;
/// How far away a vessel is put down meanwhile, m.
const BESIDE_M: f32 = 2.5;

/// What is to come to be in a vessel.
struct Order {
    vessel: Vessel,
    held: Entity,
    start_kg: f64,
    wanted_kg: f64,
}

impl Order {
    /// What came in, by the weight of all that is in the thing: some may hang in a basket above the water.
    fn got_kg(&self, ctx: &Ctx) -> f64 {
        ctx.with(|world| load_kg(world, self.vessel.thing)) - self.start_kg
    }

    fn judge(&self, ctx: &Ctx, what: &str) -> Result<(), Failure> {
        let got = self.got_kg(ctx);
        if (got - self.wanted_kg).abs() <= NEAR_KG.max(NEAR_SHARE * self.wanted_kg) {
            return Ok(());
        }
        let (got, wanted) = (1e3 * got, 1e3 * self.wanted_kg);
        Err(Failure::new(format!("{got:.0} ml came out of {what} instead of {wanted:.0} ml")))
    }
}

/// Mass of what is in a thing's stores and beds, kg.
fn load_kg(world: &World, thing: Entity) -> f64 {
    let Some(machine) = process::machine(world, thing) else { return 0.0 };
    let stores = (0..machine.store_count()).map(|store| machine.store(store).mass_kg());
    stores.chain((0..machine.bed_count()).map(|bed| machine.bed(bed).contents().mass_kg())).sum()
}

/// Fills the vessel in the hand and takes it in the hand again.
pub(super) async fn fill(ctx: &Ctx, tap: Entity, amount_ml: Option<f32>) -> Result<(), Failure> {
    let held = ctx.held().ok_or_else(|| Failure::new("the hand is empty"))?;
    let name = ctx.name(tap);
    let (fixture, _) = ctx.thing_of(tap)?;
    let vessel = vessel(ctx, held)?;
    let (room_kg, most_kg) = ctx
        .with(|world| {
            let store = process::store(world, vessel.thing, &vessel.store)?;
            let of = world.get::<ThingOf>(vessel.thing)?;
            let Some(Comp::Store(spec)) = of.spec.comps.get(&vessel.store) else { return None };
            let mark_ml = spec.max_ml.unwrap_or(0.9 * spec.cap_ml);
            Some((1e-3 * (store.cap_ml() - store.volume_ml()), 1e-3 * (mark_ml - store.volume_ml())))
        })
        .ok_or_else(|| Failure::new(format!("{} holds no water", ctx.name(held))))?;
    let wanted_kg = amount_ml.map_or(most_kg, |ml| 1e-3 * f64::from(ml));
    if wanted_kg > room_kg {
        return Err(Failure::new(format!("{} has room for {:.0} ml only", ctx.name(held), 1e3 * room_kg)));
    }
    if wanted_kg <= 0.0 {
        return Err(Failure::new(format!("{} is full", ctx.name(held))));
    }
    let (outlet, control) = source(ctx, &fixture, tap)
        .ok_or_else(|| Failure::new(format!("{name} has no outlet with a handle or button")))?;
    let start_kg = ctx.with(|world| load_kg(world, vessel.thing));
    let order = Order { vessel, held, start_kg, wanted_kg };
    if ctx.with(|world| world.get::<ControlPiece>(control).is_some()) {
        fill_standing(ctx, &fixture, &outlet, control, &order, &name).await
    } else {
        fill_held(ctx, &fixture, &outlet, control, &order, &name).await
    }
}

/// Opens the tap with the vessel put aside, holds that under the stream, puts it aside again and shuts the tap.
async fn fill_held(
    ctx: &Ctx,
    fixture: &ThingOf,
    outlet: &str,
    control: Entity,
    order: &Order,
    name: &str,
) -> Result<(), Failure> {
    let beside = put_aside(ctx, fixture).await?;
    let open = (order.wanted_kg / FULL_FLOW_KG) as f32;
    set(ctx, control, open.clamp(LEAST_OPEN, 1.0)).await?;
    let filled = match pick(ctx, order.held).await {
        Ok(()) => hold_until_full(ctx, fixture.parts["body"], outlet, order, name).await,
        Err(failure) => Err(failure),
    };
    if ctx.held().is_some() {
        put_down(ctx, &beside).await?;
    }
    set(ctx, control, 0.0).await?;
    let taken = pick(ctx, order.held).await;
    filled.and(taken)?;
    order.judge(ctx, name)
}

/// Holds the vessel under a running stream until the amount is in.
async fn hold_until_full(ctx: &Ctx, fixture: Entity, outlet: &str, order: &Order, name: &str) -> Result<(), Failure> {
    let under = hold_under(ctx, fixture, order.held, Some(outlet)).await?;
    let back = under.before.translation - under.goal.translation;
    // What still falls in while the vessel is drawn from under the stream.
    let leaves_s = f64::from(order.vessel.opening.radius_m / HAND_M_S) + 0.15;
    let (mut last, mut dry_s, mut flow) = (order.got_kg(ctx), 0.0, 0.0);
    for _ in 0..libm::ceil(MOST_S / TICK_S) as u32 {
        let got = order.got_kg(ctx);
        flow = 0.8 * flow + 0.2 * (got - last) / TICK_S;
        dry_s = if got - last > 1e-5 { 0.0 } else { dry_s + TICK_S };
        last = got;
        if got + leaves_s * flow >= order.wanted_kg || dry_s > DRY_S {
            break;
        }
        ctx.tick().await;
    }
    let hand = super::grasping::commanded_hand(ctx);
    line(ctx, &crate::physics::Pose::from_parts(hand.translation + back, hand.rotation), HAND_M_S).await?;
    if dry_s > DRY_S { Err(Failure::new(format!("no more water comes out of {name}"))) } else { Ok(()) }
}

/// Stands the vessel under the outlet and presses the button for as long as it takes.
async fn fill_standing(
    ctx: &Ctx,
    fixture: &ThingOf,
    outlet: &str,
    control: Entity,
    order: &Order,
    name: &str,
) -> Result<(), Failure> {
    stand_under(ctx, fixture.parts["body"], order.held, outlet).await?;
    let pressed = press_until_full(ctx, control, order, name).await;
    pick(ctx, order.held).await?;
    pressed?;
    order.judge(ctx, name)
}

async fn press_until_full(ctx: &Ctx, control: Entity, order: &Order, name: &str) -> Result<(), Failure> {
    let momentary = ctx.with(|world| {
        let piece = world.get::<ControlPiece>(control)?;
        let of = world.get::<ThingOf>(world.get::<crate::thing::Part>(control)?.thing)?;
        let Some(Comp::Control(spec)) = of.spec.comps.get(&piece.comp) else { return None };
        Some(spec.class.is_momentary())
    });
    let mut watch = Watch::new(order.got_kg(ctx));
    if momentary == Some(true) {
        press_while(ctx, control, || !watch.is_over(order.got_kg(ctx), order.wanted_kg)).await?;
    } else {
        pressing::press(ctx, control, 0.0).await?;
    }
    // It may run on by itself: then it is stopped as it was started.
    while !watch.is_over(order.got_kg(ctx), order.wanted_kg) {
        ctx.tick().await;
    }
    if watch.still_runs() {
        pressing::press(ctx, control, 0.0).await?;
    }
    ctx.wait_s(1.0).await;
    if order.got_kg(ctx) < 1e-3 { Err(Failure::new(format!("no water comes out of {name}"))) } else { Ok(()) }
}

/// Watches a vessel being filled.
struct Watch {
    last_kg: f64,
    flow_kg_s: f64,
    dry_s: f64,
    all_s: f64,
}

impl Watch {
    fn new(kg: f64) -> Self {
        Self { last_kg: kg, flow_kg_s: 0.0, dry_s: 0.0, all_s: 0.0 }
    }

    /// Whether enough is in or nothing comes, a tick later.
    fn is_over(&mut self, got_kg: f64, wanted_kg: f64) -> bool {
        /// What still comes when the finger leaves.
        const LEAD_S: f64 = 0.3;
        self.flow_kg_s = 0.8 * self.flow_kg_s + 0.2 * (got_kg - self.last_kg) / TICK_S;
        self.dry_s = if got_kg - self.last_kg > 1e-6 { 0.0 } else { self.dry_s + TICK_S };
        self.all_s += TICK_S;
        self.last_kg = got_kg;
        got_kg + LEAD_S * self.flow_kg_s >= wanted_kg || self.dry_s > DRY_S || self.all_s > MOST_S
    }

    fn still_runs(&self) -> bool {
        self.flow_kg_s > 1e-3 && self.dry_s < 1.0
    }
}

/// Turns or moves what opens a tap to a share of its way.
async fn set(ctx: &Ctx, control: Entity, share: f32) -> Result<(), Failure> {
    let name = ctx.name(control);
    let moving = ctx.with(|world| world.get::<Moving>(control).cloned());
    let moving = moving.ok_or_else(|| Failure::new(format!("{name} is nothing to open")))?;
    let goal = moving.range.0 + share * (moving.range.1 - moving.range.0);
    if moving.hinge {
        return turn_to(ctx, control, goal, &name).await;
    }
    doors::shift(ctx, control, &moving, goal).await
}

/// Puts the vessel down near a fixture, not in it; where.
async fn put_aside(ctx: &Ctx, fixture: &ThingOf) -> Result<Vec<Entity>, Failure> {
    let own = fixture.parts["body"];
    let centre = ctx.pose(own).translation;
    let mut near: Vec<(f32, Entity)> = ctx.with(|world| {
        let mut things = world.query::<(Entity, &ThingOf, &WorldPose)>();
        let all = things.iter(world).filter(|(_, of, _)| {
            let stands = |tag: &String| tag == "counter" || tag == "table";
            of.spec.mount == Mount::Fixed && of.spec.surfaces.values().any(|surface| surface.tags.iter().any(stands))
        });
        all.map(|(thing, _, pose)| ((pose.0.translation - centre).length(), thing)).collect()
    });
    near.retain(|(far, thing)| *far < BESIDE_M && *thing != own);
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let places: Vec<Entity> = near.into_iter().map(|(_, thing)| thing).chain([own]).collect();
    put_down(ctx, &places).await?;
    Ok(places)
}

async fn put_down(ctx: &Ctx, places: &[Entity]) -> Result<(), Failure> {
    let mut last = Failure::new("there is no place to put it down meanwhile");
    for &on in places {
        match place(ctx, on, Relation::On).await {
            Ok(()) => return Ok(()),
            Err(failure) => last = failure,
        }
        if ctx.held().is_none() {
            break;
        }
    }
    if ctx.held().is_some() && places.is_empty() {
        release(ctx).await.ok();
    }
    Err(last)
}

/// The outlet of a thing and the part that makes it run: the named part, or the first that is found.
fn source(ctx: &Ctx, fixture: &ThingOf, tap: Entity) -> Option<(String, Entity)> {
    let part_of = |comp: &str| {
        fixture.parts.values().copied().find(|part| {
            ctx.with(|world| {
                world.get::<Moving>(*part).is_some_and(|moving| moving.comp == comp)
                    || world.get::<ControlPiece>(*part).is_some_and(|piece| piece.comp == comp)
            })
        })
    };
    let mut all = Vec::new();
    for outlet in fixture.spec.outlets.keys() {
        for comp in drivers(&fixture.spec, outlet) {
            all.extend(part_of(&comp).map(|part| (outlet.clone(), part)));
        }
    }
    all.iter().find(|(_, part)| *part == tap).or(all.first()).cloned()
}

/// Components that a hand operates to make an outlet run: those that its valves follow, or to which the controller
/// answers by opening a valve or running a pump before it.
fn drivers(thing: &Thing, outlet: &str) -> Vec<String> {
    let mut before = vec![outlet.to_owned()];
    let mut next = 0;
    while next < before.len() {
        let to = before[next].clone();
        next += 1;
        for (from, into) in &thing.links {
            if *into == to && !before.contains(from) {
                before.push(from.clone());
            }
        }
        for (name, comp) in &thing.comps {
            if matches!(comp, Comp::Mover(mover) if mover.to == to) && !before.contains(name) {
                before.push(name.clone());
            }
        }
    }
    let mut found = Vec::new();
    for name in &before {
        match thing.comps.get(name) {
            Some(Comp::Valve(valve)) => {
                found.extend(valve.opens_with.clone());
                valve.opens_when.iter().for_each(|guard| controls_in(thing, guard, &mut found));
            }
            Some(Comp::Outlet(spec)) => spec.needs.iter().for_each(|guard| controls_in(thing, guard, &mut found)),
            Some(Comp::Mover(spec)) => spec.needs.iter().for_each(|guard| controls_in(thing, guard, &mut found)),
            _ => {}
        }
    }
    for row in &thing.ctrl {
        let Trigger::Event(control, _) = &row.1 else { continue };
        let runs = |action: &Action| matches!(action, Action::Open(name) | Action::Run(name) if before.contains(name));
        if row.3.iter().any(runs) {
            found.push(control.clone());
        }
    }
    found
}

fn controls_in(thing: &Thing, guard: &Guard, found: &mut Vec<String>) {
    match guard {
        Guard::All(parts) | Guard::Any(parts) => parts.iter().for_each(|part| controls_in(thing, part, found)),
        Guard::Is(var) | Guard::Ge(var, _) => {
            let comp = var.split('.').next().unwrap_or_default();
            if matches!(thing.comps.get(comp), Some(Comp::Control(_) | Comp::Joint(_))) {
                found.push(comp.to_owned());
            }
        }
        Guard::Not(_) | Guard::True | Guard::Lt(..) => {}
    }
}

/// Where an outlet is, world frame.
pub(super) fn outlet_at(world: &World, of: &ThingOf, outlet: Option<&str>) -> Option<Vec3> {
    let pose = match outlet {
        Some(name) => of.spec.outlets.get(name)?,
        None => of.spec.outlets.values().next()?,
    };
    let body = world.get::<WorldPose>(*of.parts.get(&pose.body)?)?.0;
    Some(body.transform_point(Vec3::from(pose.at)))
}
