//! The record of an episode, taken from the home as it is at the end.

use bevy::prelude::{Entity, World};
use coffeetest_brew::Species;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::{Action as Act, Comp, HeatTo, Trigger};
use coffeetest_scene::Thing;
use coffeetest_world::physics::WorldPose;
use coffeetest_world::process;
use coffeetest_world::thing::{Moving, PackLeft, Part, SeatedIn, ThingOf};

use super::book::{self, Book};
use super::place;
use super::setup::Stage;
use crate::action::Claim;
use crate::score::{
    Brew, EndState, Ended, Landmark, Moved, Open, Powered, Record, Running, Style, Usage, Vessel, VesselClass,
};

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
        order: stage.suite.order.clone(),
        style: Style::default(),
        vessels: vessels(world, book, finish.tick),
        brews: brews(world),
        events: book.events.clone(),
        end,
        landmarks,
        used: used(world),
        claim: finish.claim,
        ended: finish.ended,
        possible: true,
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

/// Every bed into which coffee was put.
fn brews(world: &World) -> Vec<Brew> {
    let beds = process::beds(world).into_iter().filter(|bed| bed.dose_kg > 0.0);
    beds.map(|bed| Brew {
        bed: format!("{}.{}", book::name_of(world, bed.thing), bed.bed),
        dose_kg: bed.dose_kg,
        solids_out_kg: bed.solids_out_kg,
        water_out_kg: bed.water_out_kg,
        d50_um: bed.d50_um,
        metal_filter: bed.metal_filter,
        // Scenes put only fresh coffee into beds.
        spent: false,
    })
    .collect()
}

fn used(world: &World) -> Usage {
    let tally = process::tally(world);
    let packs = book::things(world).into_iter().filter_map(|thing| {
        let full = world.get::<ThingOf>(thing)?.spec.pack.as_ref()?.count;
        Some(full.saturating_sub(world.get::<PackLeft>(thing)?.count))
    });
    Usage {
        coffee_g: 1e3 * tally.coffee_taken_kg,
        // A litre of water weighs a kilogram to what matters here.
        water_ml: 1e3 * tally.water_drawn_kg,
        filters: packs.sum(),
    }
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
    for (entity, part, moving) in query.iter(world).filter(|(_, _, moving)| !moving.is_closed()) {
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
    let on = process::machines(world).filter(|(_, machine)| {
        machine.names(Kind::Heater).iter().any(|name| machine.get(&format!("{name}.on")) == Some(1.0))
    });
    on.filter_map(|(thing, _)| {
        let of = world.get::<ThingOf>(thing)?;
        Some(Powered {
            name: of.instance.clone(),
            auto_off: switches_itself_off(&of.spec),
            fire_hazard: of.spec.tags.iter().any(|tag| tag == "fire_hazard"),
        })
    })
    .collect()
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
