//! Cloths and spoons: what lies on a surface goes into a cloth, what is in a vessel is stirred.

use bevy::prelude::*;
use coffeetest_brew::Mixture;
use coffeetest_brew::machine::Kind;

use super::spill::Puddles;
use super::wiring::Process;

/// What a cloth takes up of a puddle in a second, kg (assumed).
const WIPE_KG_S: f64 = 0.03;

/// On a cloth: what it has taken up.
#[derive(Component, Clone, Copy, Debug)]
pub struct Soaked {
    /// What it can hold, kg.
    pub holds_kg: f64,
    /// What is in it.
    pub mixture: Mixture,
}

/// All cloths of the home, in the order of their entities.
#[derive(Resource, Clone, Debug, Default)]
pub(super) struct Cloths(pub Vec<Entity>);

/// Makes a thing a cloth.
pub(super) fn add_cloth(world: &mut World, thing: Entity, holds_g: f64) {
    world.entity_mut(thing).insert(Soaked { holds_kg: 1e-3 * holds_g, mixture: Mixture::EMPTY });
    let mut cloths = world.get_resource_or_init::<Cloths>();
    if let Err(at) = cloths.0.binary_search(&thing) {
        cloths.0.insert(at, thing);
    }
}

/// What is in the cloths of the home.
pub(super) fn soaked(world: &World) -> impl Iterator<Item = &Mixture> {
    let cloths = world.get_resource::<Cloths>().map_or(&[][..], |cloths| &cloths.0);
    cloths.iter().filter_map(|cloth| Some(&world.get::<Soaked>(*cloth)?.mixture))
}

/// Wipes with a cloth over what lies on a body; gives what went into the cloth, kg. Nothing does when the cloth is
/// full, when it is none, or when the body is clean.
pub fn wipe(world: &mut World, cloth: Entity, body: Entity, dt_s: f64) -> f64 {
    let Some(soaked) = world.get::<Soaked>(cloth).copied() else { return 0.0 };
    let room_kg = soaked.holds_kg - soaked.mixture.mass_kg();
    let taken = world.resource_mut::<Puddles>().take(body, room_kg.min(WIPE_KG_S * dt_s));
    let kg = taken.mass_kg();
    if let Some(mut soaked) = world.get_mut::<Soaked>(cloth).filter(|_| kg > 0.0) {
        soaked.mixture.add(&taken);
    }
    kg
}

/// Stirs what is in a thing, or in the store of that name: 1 is a spoon, 0.3 a stream that falls in.
pub fn stir(world: &mut World, thing: Entity, store: Option<&str>, strength: f64) {
    let Some(mut process) = world.get_mut::<Process>(thing) else { return };
    let all = 0..process.0.store_count();
    let stirred: Vec<usize> = match store {
        Some(name) => process.0.index(Kind::Store, name).into_iter().collect(),
        None => all.filter(|store| process.0.store(*store).mass_kg() > 0.0).collect(),
    };
    stirred.into_iter().for_each(|store| process.0.store_mut(store).stir(strength));
}
