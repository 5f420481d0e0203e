//! The living home: bodies, joints, matter and power of one household, and the mobile body that works in it.
//!
//! | module | holds |
//! |---|---|
//! | [`physics`] | the fence around the physics engine |
//! | [`thing`] | components of things and their parts |
//! | [`robot`] | the mobile body: mechanism, motors, kinematics, hand |
//! | [`process`] | matter, heat and power: machines on bodies, streams, spills, books |
//! | [`event`] | what happened, for those who listen |
//! | [`floor_plan`] | walls and doorways |
//! | [`skill`] | controllers that carry out one action through the motors |
//! | [`sim`] | one home as a whole: build, tick, hash |

pub mod event;
pub mod floor_plan;
mod hash;
pub mod math;
pub mod physics;
pub mod process;
pub mod robot;
mod schedule;
pub mod seat;
pub mod sim;
pub mod skill;
mod spawn;
pub mod thing;

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use coffeetest_scene::Thing;

pub use hash::Digest;
pub use schedule::{SimSet, SimTick, Stillness};
pub use sim::{Clock, Sim};

/// The seed of what is random in the living home.
#[derive(Resource, Clone, Copy, Debug)]
pub struct Seed(pub u64);

/// Air and mains of the home.
#[derive(Resource, Clone, Copy, Debug)]
pub struct Room {
    /// Room temperature, °C.
    pub ambient_c: f64,
    /// Mains, V.
    pub mains_v: f64,
}

/// Kinds of things that packs give out, by id.
#[derive(Resource, Clone, Debug, Default)]
pub struct Dispensed(pub BTreeMap<String, Arc<Thing>>);

/// Numbers for things that come to be during an episode.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Serial(u32);

impl Serial {
    /// The next number, from 1.
    pub fn take(&mut self) -> u32 {
        self.0 += 1;
        self.0
    }
}
