//! The table of handles: what the agent has seen so far, and what it is called.

use std::collections::BTreeMap;

use bevy::prelude::{Entity, World};
use coffeetest_world::floor_plan::Doorway;
use coffeetest_world::thing::{Part, ThingOf};
use thiserror::Error;

use crate::action::Name;
use crate::nearest::nearest;

/// Handles of what has been seen, numbered by kind in the order of first sight. A handle never changes.
#[derive(Clone, Debug, Default)]
pub struct Handles {
    entities: BTreeMap<Name, Entity>,
    names: BTreeMap<Entity, Name>,
    counts: BTreeMap<String, u32>,
}

/// What an action speaks of: a body, or an opening or seat of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The body's entity, or the doorway's.
    pub entity: Entity,
    /// The opening or seat, if one was named.
    pub place: Option<String>,
}

/// An action speaks of something that has not been seen.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("nothing seen so far is called `{name}`; {hint}")]
pub struct NotSeen {
    /// What it was called.
    pub name: Name,
    /// What is called much like it.
    pub hint: String,
}

impl Handles {
    /// The handle of a body or doorway that is in view now; `None` for what is no thing's.
    pub fn meet(&mut self, world: &World, entity: Entity) -> Option<Name> {
        if let Some(name) = self.names.get(&entity) {
            return Some(name.clone());
        }
        let text = if world.get::<Doorway>(entity).is_some() {
            self.numbered("doorway")
        } else {
            let part = world.get::<Part>(entity)?;
            let thing = world.get::<ThingOf>(part.thing)?;
            match part.thing == entity {
                true => self.numbered(&thing.spec.kind),
                false => format!("{}.{}", self.meet(world, part.thing)?, label(thing, &part.name)),
            }
        };
        let name = Name::new(&text).ok()?;
        self.entities.insert(name.clone(), entity);
        self.names.insert(entity, name.clone());
        Some(name)
    }

    /// A kind with its next number.
    fn numbered(&mut self, kind: &str) -> String {
        let count = self.counts.entry(kind.to_owned()).or_insert(0);
        *count += 1;
        format!("{kind}_{count}")
    }

    /// The handle of a body, if it has been seen.
    pub fn name(&self, entity: Entity) -> Option<&Name> {
        self.names.get(&entity)
    }

    /// All handles so far.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.entities.keys()
    }

    /// What a name in an action speaks of: a handle, an opening or seat of a thing (`kettle_1.inside`), or a kind of
    /// which only one has been seen (`kettle`).
    pub fn find(&self, world: &World, name: &Name) -> Result<Target, NotSeen> {
        let body = |entity| Target { entity, place: None };
        if let Some(entity) = self.entities.get(name) {
            return Ok(body(*entity));
        }
        if let Some(target) = self.place(world, name) {
            return Ok(target);
        }
        let mut alike: Vec<&Name> = self.entities.keys().filter(|known| is_kind(known, name)).collect();
        alike.sort_by_key(|known| known.as_str().len());
        match alike.as_slice() {
            [only] => Ok(body(self.entities[*only])),
            [] => {
                let hint = match nearest(name.as_str(), self.entities.keys().map(Name::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "look around to see more".into(),
                };
                Err(NotSeen { name: name.clone(), hint })
            }
            several => {
                let names: Vec<String> = several.iter().map(|known| format!("`{known}`")).collect();
                Err(NotSeen { name: name.clone(), hint: format!("say which: {}", names.join(", ")) })
            }
        }
    }

    fn place(&self, world: &World, name: &Name) -> Option<Target> {
        let (thing, place) = name.as_str().split_once('.')?;
        let entity = *self.entities.get(&Name::new(thing).ok()?)?;
        let spec = &world.get::<ThingOf>(entity)?.spec;
        let known = spec.openings.contains_key(place) || spec.seats.contains_key(place);
        known.then(|| Target { entity, place: Some(place.to_owned()) })
    }
}

/// Whether a handle is of the kind that a name without a number speaks of.
pub(super) fn is_kind(handle: &Name, kind: &Name) -> bool {
    let number = handle.as_str().strip_prefix(kind.as_str()).and_then(|rest| rest.strip_prefix('_'));
    number.is_some_and(|number| number.parse::<u32>().is_ok())
}

/// What a part is called within its thing: its kind, with a number where there are several.
fn label(thing: &ThingOf, body: &str) -> String {
    let kind = |name: &str| thing.spec.bodies.get(name).and_then(|body| body.kind.clone()).unwrap_or(name.to_owned());
    let own = kind(body);
    let before = thing.spec.bodies.keys().take_while(|name| *name != body).filter(|name| kind(name) == own).count();
    if before == 0 { own } else { format!("{own}_{}", before + 1) }
}
