//! Finds the bodies and parts that names in actions speak of.

use bevy::prelude::{Component, Entity, World};
use coffeetest_world::robot::Robot;
use coffeetest_world::thing::{ControlPiece, Moving, Part, Role, SeatedIn, ThingOf};

use super::Refusal;
use super::handle::{Handles, Target, is_kind};
use crate::action::Name;

/// Finds what names in actions speak of.
pub(super) struct Finder<'a> {
    pub(super) handles: &'a Handles,
    pub(super) world: &'a World,
}

impl Finder<'_> {
    /// The body that is named; of a thing's opening or seat, the body that it is in.
    pub(super) fn body(&self, name: &Name) -> Result<Entity, Refusal> {
        let Target { entity, place } = self.handles.find(self.world, name)?;
        let of = self.world.get::<ThingOf>(entity);
        let body = place.zip(of).and_then(|(place, of)| {
            let opening = of.spec.openings.get(&place).map(|opening| &opening.body);
            let seat = of.spec.seats.get(&place).map(|seat| &seat.body);
            of.parts.get(opening.or(seat)?).copied()
        });
        Ok(body.unwrap_or(entity))
    }

    /// The part with a component that is named, or the only such part of the thing that is named.
    pub(super) fn part<C: Component>(&self, name: &Name, what: &'static str) -> Result<Entity, Refusal> {
        self.part_like(name, what, |entity| self.world.get::<C>(entity).is_some())
    }

    /// The part that is named, if it is like this, or the only part of the thing that is named that is.
    pub(super) fn part_like(
        &self,
        name: &Name,
        what: &'static str,
        is_it: impl Fn(Entity) -> bool,
    ) -> Result<Entity, Refusal> {
        let entity = self.body(name)?;
        if is_it(entity) {
            return Ok(entity);
        }
        let of = self.world.get::<ThingOf>(entity);
        let parts: Vec<Entity> =
            of.iter().flat_map(|of| of.parts.values().copied()).filter(|part| is_it(*part)).collect();
        match parts.as_slice() {
            [only] => Ok(*only),
            parts => {
                let parts = parts.iter().filter_map(|part| self.handles.name(*part).cloned()).collect();
                Err(Refusal::WhichPart { name: name.clone(), what, parts })
            }
        }
    }

    /// What is turned: the part that is named, or the only knob of the thing that is named.
    pub(super) fn turnable(&self, name: &Name) -> Result<Entity, Refusal> {
        let entity = self.body(name)?;
        let at = self.world.entity(entity);
        if at.contains::<Moving>() || at.contains::<ControlPiece>() {
            return Ok(entity);
        }
        let is_knob = |part: Entity| self.world.get::<Moving>(part).is_some_and(|moving| moving.role == Role::Control);
        match self.part_like(name, "knob", is_knob) {
            Err(Refusal::WhichPart { parts, .. }) if parts.is_empty() && at.contains::<SeatedIn>() => Ok(entity),
            found => found,
        }
    }

    /// What is pushed or pulled: the part that is named, or the only part of the thing that moves or is pressed.
    pub(super) fn movable(&self, name: &Name) -> Result<Entity, Refusal> {
        self.part_like(name, "slide, lever or plunger", |part| {
            let at = self.world.entity(part);
            at.contains::<ControlPiece>() || at.get::<Moving>().is_some_and(|moving| moving.role == Role::Joint)
        })
    }

    /// Whether the hand holds what the action says.
    pub(super) fn check_held(&self, named: Option<&Name>) -> Result<(), Refusal> {
        let Some(named) = named else { return Ok(()) };
        let held = self.world.resource::<Robot>().held;
        let held_name = held.and_then(|held| self.handles.name(held)).cloned();
        let thing = held.and_then(|held| self.world.get::<Part>(held)).map(|part| part.thing);
        let is_named = held_name.as_ref().is_some_and(|held| held == named || is_kind(held, named))
            || self.handles.find(self.world, named).is_ok_and(|target| Some(target.entity) == held.or(thing));
        if is_named { Ok(()) } else { Err(Refusal::NotHeld { named: named.clone(), held: held_name }) }
    }
}
