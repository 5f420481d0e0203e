//! Matter, heat and power of the home.

pub mod stream;

use bevy::prelude::*;
use coffeetest_brew::Store;
use coffeetest_scene::Arrangement;

pub(super) fn plugin(_app: &mut App) {}

/// Fills the stores of all things.
pub(crate) fn fill(_world: &mut World, _arrangement: &Arrangement, _things: &[Entity]) {}

/// Gives a newly made thing its process.
pub(crate) fn equip(_world: &mut World, _thing: Entity) {}

/// A named store of a thing.
pub fn store<'w>(_world: &'w World, _thing: Entity, _name: &str) -> Option<&'w Store> {
    None
}

/// Takes the state of all processes into a digest.
pub(crate) fn feed_hash(_world: &World, _digest: &mut crate::Digest) {}
