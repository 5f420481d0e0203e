//! Builds an observation from what the senses give.

use std::collections::BTreeMap;

use bevy::prelude::World;
use coffeetest_scene::{Language, Room, WALL_M};
use coffeetest_sense::state::{Aspect, heading};
use coffeetest_sense::{Heard, Touch};
use coffeetest_sense::{Seen, SeenDoorway as Opening, doorways, heard, touch, views, visible};
use coffeetest_world::event::Happening;
use coffeetest_world::math::{Vec2, Vec3};
use coffeetest_world::robot::wrap;
use coffeetest_world::thing::ThingOf;

use super::handle::Handles;
use super::text;
use super::words::{Words, in_language};
use crate::action::Name;
use crate::observation::{BodyState, HeardSound, Observation, SeenDoorway, SeenThing};
use crate::trace::Outcome;

/// What the agent has perceived so far, as far as it matters for what it is told next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    /// Handles of what has been seen.
    pub(crate) handles: Handles,
    /// How each thing looked when it was last seen, by aspect.
    pub(crate) looks: BTreeMap<Name, Look>,
    /// Where the body stood at the start, and its heading.
    pub(crate) start: (Vec2, f32),
}

/// How a thing looked when it was last seen: each of its aspects in words.
pub(crate) type Look = BTreeMap<Aspect, String>;

/// What is not as it was when it was last seen.
#[derive(Default)]
pub(super) struct News {
    /// Things that look different, and how they look now.
    pub(super) changed: Vec<(Name, Vec<String>)>,
    /// Things that were never seen before.
    pub(super) new: Vec<Name>,
}

/// What an observation is made of besides what is perceived now.
pub(crate) struct Since<'a> {
    pub(crate) tick: u64,
    pub(crate) time_limit_s: f64,
    pub(crate) happened: &'a [Happening],
    pub(crate) outcome: Option<&'a Outcome>,
    pub(crate) rooms: &'a [Room],
    pub(crate) language: Language,
}

/// A level frame: a point and a heading.
#[derive(Clone, Copy)]
struct Frame {
    at: Vec2,
    heading: f32,
}

impl Frame {
    fn local(self, point: Vec3) -> [f32; 3] {
        let (sin, cos) = (libm::sinf(self.heading), libm::cosf(self.heading));
        let gap = point.truncate() - self.at;
        [gap.x * cos + gap.y * sin, gap.y * cos - gap.x * sin, point.z].map(milli)
    }
}

fn milli(value: f32) -> f32 {
    // Adding zero turns −0 into 0.
    libm::roundf(value * 1000.0) / 1000.0 + 0.0
}

/// What the agent perceives now.
pub(crate) fn observe(world: &World, memory: &mut Memory, since: &Since) -> Observation {
    let felt = touch(world);
    let body = Frame { at: felt.base, heading: felt.heading };
    let start = Frame { at: memory.start.0, heading: memory.start.1 };
    let views = views(world);
    let mut seen = visible(world, &views);
    // Handles are given from near to far, so that their numbers tell nothing of the home's files.
    seen.sort_by(|a, b| distance(&felt, a).total_cmp(&distance(&felt, b)).then(a.entity.cmp(&b.entity)));
    for seen in &seen {
        memory.handles.meet(world, seen.entity);
    }
    if let Some(held) = felt.held {
        memory.handles.meet(world, held);
    }
    let mut openings = doorways(world, &views);
    openings.sort_by(|a, b| away(&felt, a.at).total_cmp(&away(&felt, b.at)).then(a.entity.cmp(&b.entity)));
    for opening in &openings {
        memory.handles.meet(world, opening.entity);
    }
    let words = Words { world, handles: &memory.handles, language: since.language };
    let objects: Vec<SeenThing> =
        seen.iter().filter_map(|seen| object(&words, seen, body, start, distance(&felt, seen))).collect();
    let mut observation = Observation {
        tick: since.tick,
        time_s: since.tick as f64 * coffeetest_world::sim::TICK_S,
        text: String::new(),
        sounds: heard(world, since.happened).into_iter().map(sound).collect(),
        body: body_state(&felt, body, start),
        holding: felt.held.and_then(|held| memory.handles.name(held)).cloned(),
        outcome: since.outcome.cloned(),
        objects,
        doorways: openings.iter().filter_map(|seen| doorway(&words, seen, body, start, away(&felt, seen.at))).collect(),
    };
    let first = memory.looks.is_empty();
    let mut news = News::default();
    let words = Words { world, handles: &memory.handles, language: since.language };
    for seen in &seen {
        notice(&words, seen, &mut memory.looks, &mut news);
    }
    if first {
        news = News::default();
    }
    observation.text = text::tell(&observation, &news, since, room(since, felt.base));
    observation
}

/// Compares a thing with how it looked before, and remembers how it looks now. Aspects that are out of sight now stay
/// as they were.
fn notice(words: &Words, seen: &Seen, looks: &mut BTreeMap<Name, Look>, news: &mut News) {
    let Some(handle) = words.handles.name(seen.entity) else { return };
    let known = looks.get(handle);
    let mut look = known.cloned().unwrap_or_default();
    look.retain(|aspect, _| !aspect.is_striking());
    let mut changed = Vec::new();
    for state in &seen.states {
        let aspect = state.aspect();
        let now = words.state(seen.thing, state);
        let before = known.and_then(|known| known.get(&aspect));
        if before.map_or(aspect.is_striking(), |before| *before != now) {
            changed.push(now.clone());
        }
        look.insert(aspect, now);
    }
    if known.is_none() {
        news.new.push(handle.clone());
    } else if !changed.is_empty() {
        news.changed.push((handle.clone(), changed));
    }
    looks.insert(handle.clone(), look);
}

fn distance(felt: &Touch, seen: &Seen) -> f32 {
    away(felt, seen.centre)
}

/// How far a point is from the body over the floor, m.
fn away(felt: &Touch, point: Vec3) -> f32 {
    (point.truncate() - felt.base).length()
}

fn doorway(words: &Words, seen: &Opening, body: Frame, start: Frame, distance_m: f32) -> Option<SeenDoorway> {
    let floor = |[ahead, left, _]: [f32; 3]| [ahead, left];
    Some(SeenDoorway {
        handle: words.handles.name(seen.entity)?.clone(),
        position_m: floor(body.local(seen.at)),
        place_m: floor(start.local(seen.at)),
        distance_m: milli(distance_m),
    })
}

fn object(words: &Words, seen: &Seen, body: Frame, start: Frame, distance_m: f32) -> Option<SeenThing> {
    let of = words.world.get::<ThingOf>(seen.thing)?;
    let handle = words.handles.name(seen.entity)?.clone();
    let is_part = seen.entity != seen.thing;
    let part = of.parts.iter().find(|(_, entity)| **entity == seen.entity).map(|(name, _)| name)?;
    let spec = &of.spec.bodies[part];
    let kind = if is_part { spec.kind.as_deref().unwrap_or(part) } else { &of.spec.kind };
    let name = spec.name.as_ref().filter(|_| is_part).unwrap_or(&of.spec.name);
    let turn = heading(seen.pose.rotation);
    Some(SeenThing {
        handle,
        kind: kind.to_owned(),
        part_of: words.handles.name(seen.thing).filter(|_| is_part).cloned(),
        name: in_language(name, words.language).to_owned(),
        position_m: body.local(seen.centre),
        place_m: start.local(seen.centre),
        heading_rad: milli(wrap(turn - body.heading)),
        place_heading_rad: milli(wrap(turn - start.heading)),
        size_m: seen.size_m.to_array().map(milli),
        distance_m: milli(distance_m),
        state: seen.states.iter().map(|state| words.state(seen.thing, state)).collect(),
    })
}

fn sound(heard: Heard) -> HeardSound {
    HeardSound {
        name: heard.name,
        bearing_rad: milli(heard.bearing),
        loudness_db: libm::roundf(heard.loudness_db),
        goes_on: heard.tick.is_none(),
    }
}

fn body_state(felt: &Touch, body: Frame, start: Frame) -> BodyState {
    let [x, y, _] = start.local(felt.base.extend(0.0));
    BodyState {
        position_m: [x, y],
        heading_rad: milli(wrap(body.heading - start.heading)),
        hand_m: body.local(felt.hand),
        opening_m: milli(felt.opening_m),
        load_g: felt.load_g,
        gaze_rad: felt.gaze.map(milli),
    }
}

/// What the room is called in which a point is; in a doorway, the nearer one of the two.
fn room<'a>(since: &'a Since, at: Vec2) -> Option<&'a str> {
    let off_m = |room: &Room| (at - at.clamp(room.min.into(), room.max.into())).length();
    let nearest = since.rooms.iter().min_by(|a, b| off_m(a).total_cmp(&off_m(b)))?;
    (off_m(nearest) < WALL_M).then(|| in_language(&nearest.name, since.language))
}
