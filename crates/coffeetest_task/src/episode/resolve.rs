//! From an action in handles to a command in entities.

use bevy::prelude::{Entity, World};
use coffeetest_brew::spec::Comp;
use coffeetest_scene::Attach;
use coffeetest_world::skill::{Command, LookAt as View, Relation as Where, TurnTo};
use coffeetest_world::thing::{ControlPiece, Part, PlugPiece, ThingOf};
use thiserror::Error;

use super::finder::Finder;
use super::handle::{Handles, NotSeen, Target};
use crate::action::{Action, Claim, Direction, LookAt, Name, Relation, Setting};

/// How long is stirred when nothing is said, s.
const STIR_S: f64 = 5.0;

/// What an action comes down to.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// The body does something.
    Skill(Command),
    /// Something is said aloud.
    Say(String),
    /// The episode ends.
    Done(Claim),
}

/// Why an action means nothing here. It costs time and changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It speaks of something that has not been seen.
    #[error(transparent)]
    NotSeen(#[from] NotSeen),
    /// It speaks of a thing with none or several of the parts that it could mean.
    #[error("`{name}` has {}", which(.parts, .what))]
    WhichPart {
        /// The thing.
        name: Name,
        /// What sort of part the action needs.
        what: &'static str,
        /// Those that have been seen.
        parts: Vec<Name>,
    },
    /// It speaks of a doorway as if that were a thing.
    #[error("`{name}` is a way into another room; one can go to it and look at it")]
    NoThing {
        /// The doorway.
        name: Name,
    },
    /// The hand holds something else than the action says.
    #[error("the hand holds {}, not `{named}`", in_hand(.held))]
    NotHeld {
        /// What the action says.
        named: Name,
        /// What the hand holds.
        held: Option<Name>,
    },
}

fn which(parts: &[Name], what: &str) -> String {
    match parts {
        [] => format!("no {what} in view"),
        several => {
            let names: Vec<String> = several.iter().map(|name| format!("`{name}`")).collect();
            format!("more than one {what}; say which: {}", names.join(", "))
        }
    }
}

fn in_hand(held: &Option<Name>) -> String {
    held.as_ref().map_or("nothing".into(), |name| format!("`{name}`"))
}

/// Finds what an action speaks of.
pub fn resolve(action: &Action, handles: &Handles, world: &World) -> Result<Deed, Refusal> {
    let find = Finder { handles, world };
    let command = match action {
        Action::GoTo { target } => Command::GoTo(find.goal(target)?),
        Action::Look { at: LookAt::Target(target) } => Command::Look(View::Entity(find.goal(target)?)),
        Action::Look { at: LookAt::Direction(direction) } => Command::Look(view(*direction)),
        Action::Open { target } => Command::Open(find.joint(target)?),
        Action::Close { target } => Command::Close(find.joint(target)?),
        Action::Pick { target } => Command::Pick(find.body(target)?),
        Action::Place { item, target, relation } => {
            find.check_held(item.as_ref())?;
            let relation = match relation {
                Relation::On => Where::On,
                Relation::In => Where::In,
                Relation::Under => Where::Under,
            };
            Command::Place(find.body(target)?, relation)
        }
        Action::Pour { from, into, amount_ml, rate_ml_s } => {
            find.check_held(from.as_ref())?;
            let Target { entity, place } = find.target(into)?;
            let ml = |value: &Option<f64>| value.map(|ml| ml as f32);
            Command::Pour { into: entity, opening: place, amount_ml: ml(amount_ml), rate_ml_s: ml(rate_ml_s) }
        }
        Action::Scoop { from, into, amount_g } => {
            let Target { entity, place } = find.target(into)?;
            let amount_g = amount_g.map(|grams| grams as f32);
            Command::Scoop { from: find.body(from)?, into: entity, opening: place, amount_g }
        }
        Action::Press { target, seconds } => {
            let part = find.part::<ControlPiece>(target, "button or switch")?;
            Command::Press { part, seconds: seconds.unwrap_or(0.0) }
        }
        Action::Turn { target, to, percent } => {
            let part = find.turned(target, to.as_ref())?;
            Command::Turn { part, to: turn_to(world, part, to.as_ref(), *percent) }
        }
        Action::Push { target } => Command::Push(find.moved(target)?),
        Action::Pull { target } => Command::Pull(find.moved(target)?),
        Action::Fill { item, tap, amount_ml } => {
            find.check_held(item.as_ref())?;
            Command::Fill { tap: find.body(tap)?, amount_ml: amount_ml.map(|ml| ml as f32) }
        }
        Action::Stir { target, seconds } => {
            let Target { entity, place } = find.target(target)?;
            Command::Stir { into: entity, opening: place, seconds: seconds.unwrap_or(STIR_S) }
        }
        Action::Wipe { target } => Command::Wipe { what: find.body(target)? },
        Action::Insert { item, into } => {
            find.check_held(item.as_ref())?;
            let Target { entity, place } = find.target(into)?;
            Command::Insert { into: entity, seat: place }
        }
        Action::Remove { target } => Command::Remove(find.body(target)?),
        Action::Plug { plug, outlet } => {
            let plug = plug.as_ref().map(|plug| find.part::<PlugPiece>(plug, "plug")).transpose()?;
            Command::Plug { plug, outlet: find.body(outlet)? }
        }
        Action::Unplug { plug } => Command::Unplug(find.part::<PlugPiece>(plug, "plug")?),
        Action::Wait { seconds } => Command::Wait(*seconds),
        Action::Say { text } => return Ok(Deed::Say(text.clone())),
        Action::Done { claim, .. } => return Ok(Deed::Done(*claim)),
    };
    Ok(Deed::Skill(command))
}

/// Where a part is turned; a position by the name that it has in the thing's data.
fn turn_to(world: &World, part: Entity, to: Option<&Setting>, percent: Option<f64>) -> TurnTo {
    let Some(to) = to else { return TurnTo::Share((percent.unwrap_or_default() / 100.0) as f32) };
    let own = positions(world, part).into_iter().find(|position| to.is(position));
    match (own, to.as_str()) {
        (Some(position), _) => TurnTo::State(position),
        (None, "tight") => TurnTo::Tight,
        (None, "loose") => TurnTo::Loose,
        (None, other) => TurnTo::State(other.to_owned()),
    }
}

/// The positions of the control that a part is.
fn positions(world: &World, part: Entity) -> Vec<String> {
    let spec = world.get::<Part>(part).and_then(|body| Some((body, &world.get::<ThingOf>(body.thing)?.spec)));
    let comp = spec.and_then(|(body, spec)| match spec.bodies.get(&body.name)?.attach.as_ref()? {
        Attach::Control { comp, .. } => spec.comps.get(comp),
        _ => None,
    });
    match comp {
        Some(Comp::Control(control)) => control.states.clone(),
        _ => Vec::new(),
    }
}

/// Pan and tilt of a direction.
fn view(direction: Direction) -> View {
    use std::f32::consts::{FRAC_PI_2, PI};
    const UP: f32 = 0.6;
    const DOWN: f32 = -0.7;
    match direction {
        Direction::Left => View::Direction(FRAC_PI_2, 0.0),
        Direction::Right => View::Direction(-FRAC_PI_2, 0.0),
        Direction::Up => View::Direction(0.0, UP),
        Direction::Down => View::Direction(0.0, DOWN),
        Direction::Ahead => View::Direction(0.0, 0.0),
        Direction::Behind => View::Direction(PI, 0.0),
        Direction::Around => View::Around,
    }
}
