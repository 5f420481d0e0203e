//! What is heard: sounds with the direction they come from. What makes them is left to the listener.

use bevy::prelude::World;
use coffeetest_world::event::{Happened, Happening};
use coffeetest_world::math::Vec3;
use coffeetest_world::process::sounding;
use coffeetest_world::robot::wrap;
use coffeetest_world::sim::camera;

use crate::touch::touch;

/// A sound that reached the body's ears.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// When it began, in ticks of 50 ms; nothing of a sound that goes on now.
    pub tick: Option<u64>,
    /// What it sounds like: `click`, `sputter`, `running water`.
    pub name: String,
    /// The level direction it comes from relative to the body's heading, rad, left positive.
    pub bearing: f32,
    /// How loud it is at the ear, dB.
    pub loudness_db: f32,
}

/// Softest sound that is noticed in a kitchen, dB.
const SOFTEST_DB: f32 = 20.0;

/// The sounds among what happened and those that go on now, heard from where the body is now. A sound that began and
/// goes on is told once, as one that goes on.
pub fn heard(world: &World, happenings: &[Happening]) -> Vec<Heard> {
    let ear = camera(world).translation;
    let heading = touch(world).heading;
    let arrive = |tick: Option<u64>, name: &str, at: Vec3, loudness_db: f32| {
        let line = at - ear;
        let bearing = wrap(libm::atan2f(line.y, line.x) - heading);
        Heard { tick, name: name.to_owned(), bearing, loudness_db: at_distance(loudness_db, line) }
    };
    let lasting = sounding(world);
    let began = happenings.iter().filter_map(|happening| match &happening.kind {
        Happened::Sound { name, at, loudness_db, from } => {
            let goes_on = lasting.iter().any(|sound| sound.name == *name && Some(sound.thing) == *from);
            (!goes_on).then(|| arrive(Some(happening.tick), name, *at, *loudness_db))
        }
        _ => None,
    });
    let going_on = lasting.iter().map(|sound| arrive(None, &sound.name, sound.at, sound.loudness_db));
    began.chain(going_on).filter(|sound| sound.loudness_db >= SOFTEST_DB).collect()
}

/// Loudness that falls by 6 dB with every doubling of the distance.
fn at_distance(at_one_metre_db: f32, line: Vec3) -> f32 {
    at_one_metre_db - 20.0 * libm::log10f(line.length().max(0.1))
}
