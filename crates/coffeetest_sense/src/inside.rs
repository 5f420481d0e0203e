//! The process side of a thing, from which only what can be seen is taken.

use bevy::prelude::{Entity, World};
use coffeetest_brew::machine::Kind;
use coffeetest_brew::{Bed, Machine, Store};

/// The process of a thing.
pub fn machine(_world: &World, _thing: Entity) -> Option<&Machine> {
    None
}

/// A store of a thing.
pub fn store<'a>(world: &'a World, thing: Entity, name: &str) -> Option<&'a Store> {
    let machine = machine(world, thing)?;
    Some(machine.store(machine.index(Kind::Store, name)?))
}

/// A bed of a thing.
pub fn bed<'a>(world: &'a World, thing: Entity, name: &str) -> Option<&'a Bed> {
    let machine = machine(world, thing)?;
    Some(machine.bed(machine.index(Kind::Bed, name)?))
}
