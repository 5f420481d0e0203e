//! The process side of a thing, from which only what can be seen is taken.

use bevy::prelude::{Entity, World};
use coffeetest_brew::Bed;
use coffeetest_brew::machine::Kind;
pub use coffeetest_world::process::{machine, store};

/// A bed of a thing.
pub fn bed<'a>(world: &'a World, thing: Entity, name: &str) -> Option<&'a Bed> {
    let machine = machine(world, thing)?;
    Some(machine.bed(machine.index(Kind::Bed, name)?))
}
