//! The record of an episode, taken from the home as it is at the end.

use bevy::prelude::{Entity, World};
use coffeetest_brew::Species;
use coffeetest_brew::machine::{Kind, Machine};
use coffeetest_brew::spec::{Action as Act, Comp, Fuel, HeatInto, HeatTo, HeaterSpec, Trigger};
use coffeetest_scene::Thing;
use coffeetest_world::physics::WorldPose;
use coffeetest_world::process;
use coffeetest_world::thing::{Moving, PackLeft, Part, Role, SeatedIn, ThingOf};

use super::book::{self, Book};
use super::setup::Stage;
use super::{brewed, place};
use crate::action::Claim;
use crate::score::{EndState, Ended, Landmark, Moved, Open, Powered, Record, Running, Usage, Vessel, VesselClass};

/// How an episode ended, and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finish {
    pub(crate) ended: Ended,
    pub(crate) claim: Option<Claim>,
    pub(crate) tick: u64,
}

/// Takes down the facts.
pub(crate) fn record(world: &World, stage: &Stage, book: &Book, finish: Finish) -> Record {
    let end = end_state(world, stage, book, finish.tick);
    let mut landmarks = book.landmarks.clone();
    let off = end.running.is_empty() && end.open.is_empty() && end.powered.iter().all(|powered| powered.auto_off);
    if finish.ended == Ended::Done && off {
        landmarks.insert(Landmark::Closed, finish.tick);
    }
    Record {
        order: stage.order.clone(),
        vessels: vessels(world, book, finish.tick),
        brews: brewed::brews(world, stage, book),
        events: book.account(world),
        end,
        landmarks,
        used: used(world, book),
        claim: finish.claim,
        ended: finish.ended,
        possible: stage.possible,
        elapsed_s: finish.tick as f64 * coffeetest_world::sim::TICK_S,
        reference_s: stage.setup.reference_s,
    }
}

/// Every loose vessel with all that is in it.
fn vessels(world: &World, book: &Book, tick: u64) -> Vec<Vessel> {
    let loose = book::things(world).into_iter().filter(|thing| book::is_loose(world, *thing));
    loose.filter_map(|thing| vessel(world, book, thing, tick)).collect()
}

fn vessel(world: &World, book: &Book, thing: Entity, tick: u64) -> Option<Vessel> {
    const SHARDS_M: f32 = 0.5;
    let of = world.get::<ThingOf>(thing)?;
    let stores = process::stores(world, thing);
    let store = stores.iter().find(|store| of.spec.openings.contains_key(&store.store))?;
    let at = world.get::<WorldPose>(thing)?.0.translation;
    let near_shards = book.broken.iter().any(|(other, place)| *other != thing && (*place - at).length() < SHARDS_M);
    let kg = |species: Species| store.contents.kg(species);
    Some(Vessel {
        name: of.instance.clone(),
        class: VesselClass::from_tags(of.spec.tags.iter().map(String::as_str)),
        capacity_ml: store.capacity_ml,
        contents_kg: Species::ALL.into_iter().filter(|s| kg(*s) > 0.0).map(|s| (s, kg(s))).collect(),
        volume_ml: store.volume_ml,
        temp_c: store.temp_c,
        residue_g: 0.0,
        intact: !book.broken.contains_key(&thing),
        near_shards,
        pose: place::pose(world, book, thing, tick),
    })
}

fn used(world: &World, book: &Book) -> Usage {
    let tally = process::tally(world);
    let packs = book::things(world).into_iter().filter_map(|thing| {
        let full = world.get::<ThingOf>(thing)?.spec.pack.as_ref()?.count;
        Some(full.saturating_sub(world.get::<PackLeft>(thing)?.count))
    });
    Usage {
        coffee_g: 1e3 * tally.coffee_taken_kg,
        // A litre of water weighs a kilogram to what matters here.
        water_ml: 1e3 * tally.water_drawn_kg,
        filters: packs.sum::<u32>() + loose_pieces(world, book),
    }
}

/// Filters, pods and capsules that lay about by themselves and have been brewed with.
fn loose_pieces(world: &World, book: &Book) -> u32 {
    let consumed = |thing: &&Entity| {
        let Some(of) = world.get::<ThingOf>(**thing) else { return false };
        let thrown_away = of.spec.comps.values().any(|comp| matches!(comp, Comp::Filter(piece) if piece.consumable));
        thrown_away && coffeetest_sense::contents::wear(world, **thing).is_some()
    };
    book.start.keys().filter(consumed).count() as u32
}

fn end_state(world: &World, stage: &Stage, book: &Book, tick: u64) -> EndState {
    let running = process::running(world).into_iter();
    EndState {
        running: running.map(|(tap, seconds)| Running { name: book::name_of(world, tap), seconds }).collect(),
        open: open(world, stage),
        powered: powered(world),
        near_edge: near_edge(world, book, tick),
        moved: moved(world, book),
    }
}

/// Doors and drawers of furniture that stand open. All are shut at the start.
fn open(world: &World, stage: &Stage) -> Vec<Open> {
    let Some(mut query) = world.try_query::<(Entity, &Part, &Moving)>() else { return Vec::new() };
    let mut open: Vec<(Entity, Open)> = Vec::new();
    for (entity, part, moving) in
        query.iter(world).filter(|(_, _, moving)| moving.role == Role::Joint && !moving.is_closed())
    {
        let Some(of) = world.get::<ThingOf>(part.thing) else { continue };
        if !stage.furniture.contains(&of.id) || drives_valve(&of.spec, &moving.comp) {
            continue;
        }
        let cold = of.spec.tags.iter().any(|tag| tag == "keeps_cold");
        open.push((entity, Open { name: format!("{}.{}", of.instance, part.name), cold }));
    }
    open.sort_by_key(|(entity, _)| *entity);
    open.into_iter().map(|(_, open)| open).collect()
}

/// Whether a joint is the lever of a tap; an open tap is counted by its water.
fn drives_valve(thing: &Thing, joint: &str) -> bool {
    thing.comps.values().any(|comp| matches!(comp, Comp::Valve(valve) if valve.opens_with.as_deref() == Some(joint)))
}

/// Appliances whose heaters are on.
fn powered(world: &World) -> Vec<Powered> {
    let all = process::machines(world).filter_map(|(thing, machine)| {
        let of = world.get::<ThingOf>(thing)?;
        let on: Vec<&HeaterSpec> = of.spec.comps.iter().filter_map(|(name, comp)| is_on(machine, name, comp)).collect();
        (!on.is_empty()).then(|| Powered {
            name: of.instance.clone(),
            auto_off: switches_itself_off(&of.spec),
            fire_hazard: of.spec.tags.iter().any(|tag| tag == "fire_hazard") || on.iter().any(|heater| is_fire(heater)),
        })
    });
    all.collect()
}

/// A heater that is on: switched on, and not turned down to nothing.
fn is_on<'a>(machine: &Machine, name: &str, comp: &'a Comp) -> Option<&'a HeaterSpec> {
    let Comp::Heater(heater) = comp else { return None };
    let turned = heater.level.as_ref().map_or(1.0, |level| machine.get(&format!("{level}.open")).unwrap_or(1.0));
    (turned > 0.02 && machine.heater(machine.index(Kind::Heater, name)?).is_on()).then_some(heater)
}

/// Whether something can catch fire on it: a flame, or the zone of a stove.
fn is_fire(heater: &HeaterSpec) -> bool {
    heater.fuel == Fuel::Gas || (heater.zone_m.is_some() && matches!(heater.into, HeatInto::Plate(_)))
}

/// Whether a timer of its own ends the heating.
fn switches_itself_off(thing: &Thing) -> bool {
    thing.ctrl.iter().any(|row| {
        matches!(row.1, Trigger::After(_)) && row.3.iter().any(|action| matches!(action, Act::Heat(_, HeatTo::Off)))
    })
}

/// Hot or filled things that the hand has put close to an edge.
fn near_edge(world: &World, book: &Book, tick: u64) -> Vec<String> {
    const EDGE_MM: f64 = 60.0;
    const HOT_C: f64 = 45.0;
    const FILLED_ML: f64 = 10.0;
    let risky = book.handled.iter().filter(|thing| book::is_loose(world, **thing)).filter(|thing| {
        process::stores(world, **thing).iter().any(|store| store.volume_ml > FILLED_ML || store.temp_c > HOT_C)
    });
    let at_edge = risky.filter(|thing| {
        let pose = place::pose(world, book, **thing, tick);
        pose.released && pose.on.is_some() && world.get::<SeatedIn>(**thing).is_none() && pose.edge_mm < EDGE_MM
    });
    at_edge.map(|thing| book::name_of(world, *thing)).collect()
}

/// Loose things that stand elsewhere than at the start.
fn moved(world: &World, book: &Book) -> Vec<Moved> {
    const NOTICED_M: f32 = 0.05;
    let gone = book.start.iter().filter_map(|(thing, start)| {
        let distance_m = (world.get::<WorldPose>(*thing)?.0.translation - start.at).length();
        (distance_m > NOTICED_M).then_some((*thing, start, distance_m))
    });
    gone.map(|(thing, start, distance_m)| Moved {
        name: book::name_of(world, thing),
        distance_m: f64::from(distance_m),
        used: took_part(world, thing, start),
    })
    .collect()
}

/// Whether a thing had a part in making the coffee: something went in or out of it, or it sits where it is needed.
fn took_part(world: &World, thing: Entity, start: &book::Start) -> bool {
    const FLOWED_KG: f64 = 0.001;
    let Some(of) = world.get::<ThingOf>(thing) else { return false };
    let now = book::contents_kg(world, thing);
    let flowed = now.iter().zip(&start.contents_kg).any(|(now, before)| (now - before).abs() > FLOWED_KG);
    let gave = of
        .spec
        .pack
        .as_ref()
        .is_some_and(|pack| world.get::<PackLeft>(thing).is_some_and(|left| left.count < pack.count));
    flowed || gave || of.spec.tool.is_some() || world.get::<SeatedIn>(thing).is_some()
}
