//! What is written down while an episode goes on: events, what was handled, how long vessels have stood still.

use std::collections::{BTreeMap, BTreeSet};

use bevy::prelude::{Entity, World};
use coffeetest_scene::{Mount, Thing};
use coffeetest_world::event::{Happened, Happening, Happenings};
use coffeetest_world::math::Vec3;
use coffeetest_world::physics::{Pose, WorldPose};
use coffeetest_world::process;
use coffeetest_world::robot::Robot;
use coffeetest_world::thing::{Part, Structure, ThingOf};

use super::gas::{self, Burner};
use crate::score::{Event, Landmark, Logged, Worth};

/// Drops that are left of what was wiped up, kg.
const DROPS_KG: f64 = 2e-4;

/// The running notes of an episode. Privileged: the score is made from them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    /// Everything for the household's account.
    pub(crate) events: Vec<Logged>,
    /// Loose things as they stood at the start.
    pub(crate) start: BTreeMap<Entity, Start>,
    /// Things that the hand has held.
    pub(crate) handled: BTreeSet<Entity>,
    /// Things that broke, and where.
    pub(crate) broken: BTreeMap<Entity, Vec3>,
    /// When each landmark was first reached.
    pub(crate) landmarks: BTreeMap<Landmark, u64>,
    /// Since when each loose vessel has not moved.
    rest: BTreeMap<Entity, Rest>,
    /// Where each spill among the events lies, by the event's place in the list.
    spills: Vec<(usize, Entity)>,
    burners: Vec<Burner>,
    /// Dry coffee that lay in each bed at the start, kg, by thing and bed.
    pub(crate) laid_kg: BTreeMap<(Entity, String), f64>,
}

/// A loose thing at the start.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    pub(crate) at: Vec3,
    /// Mass in each of its stores, kg.
    pub(crate) contents_kg: Vec<f64>,
}

#[derive(Clone, Copy, Debug)]
struct Rest {
    pose: Pose,
    since_tick: u64,
}

impl Book {
    /// Opens the book in a home where nothing has happened yet.
    pub(crate) fn open(world: &mut World) -> Book {
        let laid = process::beds(world).into_iter().map(|bed| ((bed.thing, bed.bed), bed.dose_kg));
        let mut book = Book { burners: gas::burners(world), laid_kg: laid.collect(), ..Book::default() };
        let things: Vec<Entity> = things(world).into_iter().filter(|thing| is_loose(world, *thing)).collect();
        for thing in things {
            let Some(pose) = world.get::<WorldPose>(thing).map(|pose| pose.0) else { continue };
            let contents_kg = contents_kg(world, thing);
            if !contents_kg.is_empty() {
                book.rest.insert(thing, Rest { pose, since_tick: 0 });
            }
            book.start.insert(thing, Start { at: pose.translation, contents_kg });
        }
        if let Some(mut happenings) = world.get_resource_mut::<Happenings>() {
            // What rattles while a home comes to rest is nobody's doing.
            happenings.drain();
        }
        book
    }

    /// Notes one tick; gives what happened in it.
    pub(crate) fn note(&mut self, world: &mut World, tick: u64) -> Vec<Happening> {
        const STILL_M: f32 = 0.002;
        const STILL_RAD: f32 = 0.02;
        for (thing, rest) in &mut self.rest {
            let Some(pose) = world.get::<WorldPose>(*thing).map(|pose| pose.0) else { continue };
            if pose == rest.pose {
                continue;
            }
            let moved = (pose.translation - rest.pose.translation).length() > STILL_M
                || pose.rotation.angle_between(rest.pose.rotation) > STILL_RAD;
            if moved {
                *rest = Rest { pose, since_tick: tick };
            }
        }
        if let Some(held) = world.resource::<Robot>().held {
            self.handled.insert(whole(world, held));
        }
        self.note_gas(world, tick);
        let happened = world.get_resource_mut::<Happenings>().map(|mut all| all.drain()).unwrap_or_default();
        for happening in &happened {
            if let Happened::Broke { thing, .. } = happening.kind {
                let at = world.get::<WorldPose>(thing).map_or(Vec3::ZERO, |pose| pose.0.translation);
                self.broken.insert(thing, at);
            }
            if let Happened::Spilled { onto: Some(onto), .. } = happening.kind {
                self.spills.push((self.events.len(), onto));
            }
            if let Some(event) = event(world, &happening.kind) {
                self.events.push(Logged { tick: happening.tick, event });
            }
        }
        happened
    }

    /// Notes gas that has flowed without a flame: of each burner once that is over, or at the end.
    fn note_gas(&mut self, world: &World, tick: u64) {
        for burner in &mut self.burners {
            if let Some(seconds) = burner.look(world, tick) {
                let event = Event::GasUnlit { thing: name_of(world, burner.thing), seconds };
                self.events.push(Logged { tick, event });
            }
        }
    }

    /// Notes what still goes on at the end.
    pub(crate) fn close(&mut self, world: &World, tick: u64) {
        for burner in &mut self.burners {
            if let Some(seconds) = burner.end(tick) {
                let event = Event::GasUnlit { thing: name_of(world, burner.thing), seconds };
                self.events.push(Logged { tick, event });
            }
        }
    }

    /// All events, as they are to be accounted for at the end: what was wiped up is.
    pub(crate) fn account(&self, world: &World) -> Vec<Logged> {
        let mut events = self.events.clone();
        let puddles = world.resource::<process::Puddles>();
        for (at, onto) in &self.spills {
            if let Some(Logged { event: Event::Spilled { wiped, .. }, .. }) = events.get_mut(*at) {
                *wiped = !puddles.on(*onto).is_some_and(|puddle| puddle.mixture.mass_kg() > DROPS_KG);
            }
        }
        events
    }

    /// How long a vessel has stood still, ticks.
    pub(crate) fn rest_ticks(&self, thing: Entity, tick: u64) -> u64 {
        self.rest.get(&thing).map_or(0, |rest| tick.saturating_sub(rest.since_tick))
    }
}

/// All things, in entity order.
pub(crate) fn things(world: &World) -> Vec<Entity> {
    let Some(mut query) = world.try_query_filtered::<Entity, bevy::prelude::With<ThingOf>>() else { return Vec::new() };
    let mut all: Vec<Entity> = query.iter(world).collect();
    all.sort();
    all
}

/// Whether a thing stands loose.
pub(crate) fn is_loose(world: &World, thing: Entity) -> bool {
    world.get::<ThingOf>(thing).is_some_and(|of| of.spec.mount == Mount::Free)
}

/// The thing that a body belongs to.
pub(crate) fn whole(world: &World, body: Entity) -> Entity {
    world.get::<Part>(body).map_or(body, |part| part.thing)
}

/// What a thing or a part of the room is called in records.
pub(crate) fn name_of(world: &World, body: Entity) -> String {
    match (world.get::<ThingOf>(whole(world, body)), world.get::<Structure>(body)) {
        (Some(of), _) => of.instance.clone(),
        (None, Some(structure)) if structure.floor => "floor".to_owned(),
        (None, Some(_)) => "wall".to_owned(),
        (None, None) => "something".to_owned(),
    }
}

/// Mass in each store of a thing, kg.
pub(crate) fn contents_kg(world: &World, thing: Entity) -> Vec<f64> {
    process::stores(world, thing).iter().map(|store| store.contents.mass_kg()).collect()
}

/// What a happening is to the household, if anything.
fn event(world: &World, happened: &Happened) -> Option<Event> {
    Some(match happened {
        Happened::Spilled { temp_c, onto, on_mains, .. } => Event::Spilled {
            liquid_ml: happened.liquid_ml(),
            powder_g: happened.powder_g(),
            temp_c: *temp_c,
            on: onto.map_or_else(|| "nothing".to_owned(), |onto| name_of(world, onto)),
            on_mains: *on_mains,
            wiped: false,
        },
        Happened::HeatedDry { thing, seconds, destroyed } => {
            Event::HeatedDry { thing: name_of(world, *thing), seconds: *seconds, destroyed: *destroyed }
        }
        Happened::Broke { thing, .. } => Event::Broke { thing: name_of(world, *thing), worth: worth(world, *thing) },
        Happened::Bumped { with, peak_n } => {
            Event::Collided { with: name_of(world, *with), peak_n: f64::from(*peak_n) }
        }
        _ => return None,
    })
}

/// What a broken thing was worth: something that an appliance needs in one of its seats is more than a mug.
fn worth(world: &World, thing: Entity) -> Worth {
    let Some(of) = world.get::<ThingOf>(thing) else { return Worth::Cheap };
    let fits = |host: &Thing| {
        host.comps.values().any(|comp| match comp {
            coffeetest_brew::spec::Comp::Seat(seat) => seat.accepts.iter().any(|tag| of.spec.tags.contains(tag)),
            _ => false,
        })
    };
    let is_part = things(world)
        .into_iter()
        .filter(|other| *other != thing)
        .any(|other| world.get::<ThingOf>(other).is_some_and(|other| !other.spec.ctrl.is_empty() && fits(&other.spec)));
    if of.spec.tags.iter().any(|tag| tag == "dear") {
        Worth::Dear
    } else if is_part || !of.spec.ctrl.is_empty() {
        Worth::Part
    } else {
        Worth::Cheap
    }
}
