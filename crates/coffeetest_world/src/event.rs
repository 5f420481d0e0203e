//! What happened in the home, for those who listen: the task layer, the ears, the tests.

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_brew::Mixture;

/// What happened since somebody took it last, in the order of time. Read and drain it between ticks.
#[derive(Resource, Clone, Debug, Default)]
pub struct Happenings(pub Vec<Happening>);

impl Happenings {
    /// Notes something.
    pub fn note(&mut self, tick: u64, kind: Happened) {
        self.0.push(Happening { tick, kind });
    }

    /// Takes everything out.
    pub fn drain(&mut self) -> Vec<Happening> {
        std::mem::take(&mut self.0)
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// When, in ticks of 50 ms; of what lasted, when it ended.
    pub tick: u64,
    /// What.
    pub kind: Happened,
}

/// The kinds of happenings. `Entity` of a thing is that of its main body; a part's is that of its own body.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// A sound began.
    Sound {
        /// What it sounds like: `click`, `sputter`, `running water`.
        name: String,
        /// Where, world frame, m.
        at: Vec3,
        /// Loudness at one metre, dB.
        loudness_db: f32,
        /// The thing it comes from.
        from: Option<Entity>,
    },
    /// Matter missed its vessel. One pour, one overflow: one happening per surface, when it is over.
    Spilled {
        /// What and how much.
        mixture: Box<Mixture>,
        /// Its temperature as it landed, °C.
        temp_c: f64,
        /// The thing it came from.
        from: Option<Entity>,
        /// The body it lies on: a part of a thing, or a floor or wall.
        onto: Option<Entity>,
        /// Where it landed last, world frame, m.
        at: Vec3,
        /// Whether it reached a part that carries mains voltage.
        on_mains: bool,
    },
    /// A vessel began to run over.
    Overflowed {
        /// The thing.
        thing: Entity,
        /// Its store or bed.
        vessel: String,
    },
    /// A vessel was heated with nothing in it.
    HeatedDry {
        /// The thing.
        thing: Entity,
        /// For how long, s.
        seconds: f64,
        /// Whether that blew its fuse for ever.
        destroyed: bool,
    },
    /// Metal began to spark in an oven.
    Sparked {
        /// The oven.
        thing: Entity,
        /// What sparks in it.
        what: Entity,
    },
    /// A breaker fell.
    Tripped {
        /// The panel.
        thing: Entity,
        /// Its circuit.
        circuit: String,
    },
    /// Something broke.
    Broke {
        /// The thing.
        thing: Entity,
        /// Energy of the blow, J.
        energy_j: f32,
    },
    /// The mobile body ran into something.
    Bumped {
        /// Into what: a part's body, or a floor or wall.
        with: Entity,
        /// Largest force, N.
        peak_n: f32,
    },
    /// A control was operated.
    Pressed {
        /// The thing.
        thing: Entity,
        /// The part that was pushed.
        part: Entity,
    },
    /// A plug went into a socket.
    Plugged {
        /// The thing whose plug it is.
        thing: Entity,
        /// The thing whose socket it is.
        outlet: Entity,
    },
    /// A plug came out of a socket.
    Unplugged {
        /// The thing whose plug it is.
        thing: Entity,
        /// The thing whose socket it was.
        outlet: Entity,
    },
}

impl Happened {
    /// Liquid, ml, of a spill; 0 of anything else.
    pub fn liquid_ml(&self) -> f64 {
        match self {
            Happened::Spilled { mixture, .. } if mixture.carrier_kg() > 0.0 => mixture.volume_ml(),
            _ => 0.0,
        }
    }

    /// Dry powder, g, of a spill; 0 of anything else.
    pub fn powder_g(&self) -> f64 {
        match self {
            Happened::Spilled { mixture, .. } if mixture.carrier_kg() <= 0.0 => 1e3 * mixture.mass_kg(),
            _ => 0.0,
        }
    }
}
