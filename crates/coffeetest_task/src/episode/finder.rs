//! Finds the bodies and parts that names in actions speak of.

use bevy::prelude::{Component, Entity, World};
use coffeetest_brew::spec::Comp;
use coffeetest_world::floor_plan::Doorway;
use coffeetest_world::robot::Robot;
use coffeetest_world::thing::{ControlPiece, Moving, Part, Role, SeatedIn, ThingOf};

use super::Refusal;
use super::handle::{Handles, Target, is_kind};
use crate::action::{Name, Setting};

/// Finds what names in actions speak of.
pub(super) struct Finder<'a> {
    pub(super) handles: &'a Handles,
    pub(super) world: &'a World,
}

impl Finder<'_> {
    /// The doorway or the body that is named: where one can go, what one can look at.
    pub(super) fn goal(&self, name: &Name) -> Result<Entity, Refusal> {
        let entity = self.handles.find(self.world, name)?.entity;
        if self.world.get::<Doorway>(entity).is_some() { Ok(entity) } else { self.body(name) }
    }

    /// The thing that is named, with its opening or seat.
    pub(super) fn target(&self, name: &Name) -> Result<Target, Refusal> {
        let target = self.handles.find(self.world, name)?;
        match self.world.get::<Doorway>(target.entity) {
            Some(_) => Err(Refusal::NoThing { name: name.clone() }),
            None => Ok(target),
        }
    }

    /// The body that is named; of a thing's opening or seat, the body that it is in.
    pub(super) fn body(&self, name: &Name) -> Result<Entity, Refusal> {
        let Target { entity, place } = self.target(name)?;
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

    /// A door, a drawer, a lid, a lever: what opens and shuts.
    pub(super) fn joint(&self, name: &Name) -> Result<Entity, Refusal> {
        self.part_like(name, "door, drawer or lid", |entity| self.role(entity) == Some(Role::Joint))
    }

    /// What is turned: of a thing as a whole its knob or its switch, what is screwed into it, or the lever of a tap.
    pub(super) fn turned(&self, name: &Name, to: Option<&Setting>) -> Result<Entity, Refusal> {
        let twists = |entity| self.role(entity) == Some(Role::Thread) || self.sits_in_thread(entity);
        let screws = to.is_some_and(|to| matches!(to.as_str(), "tight" | "loose"));
        let turns = |entity| match screws {
            true => twists(entity),
            false => self.role(entity) == Some(Role::Control) || self.world.get::<ControlPiece>(entity).is_some(),
        };
        let named = self.body(name)?;
        if self.world.get::<Moving>(named).is_some() || twists(named) || turns(named) {
            return Ok(named);
        }
        let lever = |entity| self.world.get::<Moving>(entity).is_some_and(|moving| moving.hinge);
        let what = if screws { "part that is screwed on" } else { "knob or switch" };
        self.first_like(name, what, &[&turns, &lever])
    }

    /// What is pushed or pulled along its way: of a thing as a whole its plunger or slide, its button, its lever.
    pub(super) fn moved(&self, name: &Name) -> Result<Entity, Refusal> {
        let slides = |entity| self.world.get::<Moving>(entity).is_some_and(|moving| !moving.hinge);
        let presses = |entity| self.world.get::<ControlPiece>(entity).is_some();
        let swings = |entity| self.role(entity) == Some(Role::Joint);
        let named = self.body(name)?;
        if slides(named) || presses(named) || swings(named) {
            return Ok(named);
        }
        self.first_like(name, "plunger, slide, button or lever", &[&slides, &presses, &swings])
    }

    /// As [`Finder::part_like`], with the first sort of which the thing has any.
    fn first_like(
        &self,
        name: &Name,
        what: &'static str,
        sorts: &[&dyn Fn(Entity) -> bool],
    ) -> Result<Entity, Refusal> {
        let mut last = Err(Refusal::WhichPart { name: name.clone(), what, parts: Vec::new() });
        for sort in sorts {
            last = self.part_like(name, what, sort);
            match &last {
                Err(Refusal::WhichPart { parts, .. }) if parts.is_empty() => {}
                _ => return last,
            }
        }
        last
    }

    fn role(&self, entity: Entity) -> Option<Role> {
        self.world.get::<Moving>(entity).map(|moving| moving.role)
    }

    fn sits_in_thread(&self, entity: Entity) -> bool {
        let seat = self.world.get::<SeatedIn>(entity);
        let spec = seat.and_then(|seat| self.world.get::<ThingOf>(seat.thing)?.spec.comps.get(&seat.seat));
        matches!(spec, Some(Comp::Seat(spec)) if spec.twist_deg > 0.0)
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
