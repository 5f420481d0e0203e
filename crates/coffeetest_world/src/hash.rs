//! Digest of a home's state: equal digests mean equal homes to the last bit.

use bevy::prelude::*;

use crate::Clock;
use crate::physics::{Physics, RigidBody, WorldPose};
use crate::robot::{Head, Motors};
use crate::thing::{ControlPiece, HeldBy, Moving, PackLeft, SeatedIn, Seats};

/// A running 64-bit digest of words, after FNV-1a with a final mix.
#[derive(Clone, Copy, Debug)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// Takes in a word.
    pub fn word(&mut self, word: u64) {
        for half in [word & 0xffff_ffff, word >> 32] {
            self.0 = (self.0 ^ half).wrapping_mul(0x0000_0100_0000_01b3);
            self.0 ^= self.0 >> 29;
        }
    }

    /// Takes in a number's bits.
    pub fn number(&mut self, number: f32) {
        self.word(u64::from(number.to_bits()));
    }

    /// Takes in several numbers' bits.
    pub fn numbers(&mut self, numbers: &[f32]) {
        for number in numbers {
            self.number(*number);
        }
    }

    /// Takes in text.
    pub fn text(&mut self, text: &str) {
        for byte in text.bytes() {
            self.word(u64::from(byte));
        }
        self.word(text.len() as u64);
    }

    /// The digest so far.
    pub fn finish(self) -> u64 {
        let mut x = self.0;
        x = (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        x = (x ^ (x >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        x ^ (x >> 33)
    }
}

/// Digest of the whole world.
pub(crate) fn world_hash(world: &mut World) -> u64 {
    let mut digest = Digest::default();
    digest.word(world.resource::<Clock>().tick);
    let mut bodies: Vec<(Entity, crate::physics::BodyId)> =
        world.query_filtered::<(Entity, &RigidBody), With<WorldPose>>().iter(world).map(|(e, b)| (e, b.0)).collect();
    bodies.sort_by_key(|(entity, _)| *entity);
    let physics = world.resource::<Physics>();
    for (entity, body) in bodies {
        digest.word(entity.to_bits());
        let pose = physics.pose(body);
        let (linear, angular) = physics.velocity(body);
        for value in [pose.translation, linear, angular] {
            digest.numbers(&value.to_array());
        }
        digest.numbers(&pose.rotation.to_array());
        state_of(world, entity, &mut digest);
    }
    let motors = world.resource::<Motors>();
    for row in [&motors.target, &motors.set_point, &motors.rate, &motors.position] {
        digest.numbers(row);
    }
    let head = world.resource::<Head>();
    digest.numbers(&[head.pan, head.tilt, head.pan_target, head.tilt_target]);
    crate::process::feed_hash(world, &mut digest);
    digest.finish()
}

fn state_of(world: &World, entity: Entity, digest: &mut Digest) {
    let at = world.entity(entity);
    if let Some(moving) = at.get::<Moving>() {
        digest.number(moving.travel);
    }
    if let Some(piece) = at.get::<ControlPiece>() {
        digest.word(u64::from(piece.pushed));
    }
    if let Some(seat) = at.get::<SeatedIn>() {
        digest.word(seat.thing.to_bits());
        digest.text(&seat.seat);
    }
    if let Some(seats) = at.get::<Seats>() {
        for (seat, occupant) in &seats.occupants {
            digest.text(seat);
            digest.word(occupant.map_or(0, Entity::to_bits));
        }
    }
    digest.word(u64::from(at.contains::<HeldBy>()));
    if let Some(pack) = at.get::<PackLeft>() {
        digest.word(u64::from(pack.count));
    }
}
