//! Matter, heat and power of the home: machines of `coffeetest_brew` on the bodies of things.
//!
//! | module | holds |
//! |---|---|
//! | `equip`, `wiring` | machines built from data and hung on bodies, names resolved once |
//! | `control`, `seating` | what hands did: joints, controls, seats, filters, plugs |
//! | `run` | the machines' steps, and what leaves them |
//! | `pour`, `scoop` | vessels that lean, swing or are dipped |
//! | [`stream`], `mouth`, `land` | flight, openings, receiving |
//! | `spill`, `shatter`, `bump` | mishaps |
//! | `weight` | contents weigh |
//! | `account` | totals for the score, and whether mass and energy close |

mod account;
mod bump;
mod control;
mod equip;
mod land;
mod mouth;
mod pour;
mod run;
mod scoop;
mod seating;
mod shatter;
mod spill;
pub mod stream;
mod weight;
mod wiring;

use bevy::prelude::*;

pub use account::{
    Audit, BedState, Books, StoreState, Tally, audit, beds, give, machine, machines, running, store, stores, tally,
};
pub(crate) use control::loosen;
pub(crate) use equip::{equip, fill};
pub use run::{Sounding, sounding};
pub use spill::{Puddle, Puddles};
pub use wiring::{Broken, Household, Load, Process};

use crate::event::Happenings;
use crate::schedule::{SimSet, SimTick, Stillness};

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Happenings>()
        .init_resource::<Household>()
        .init_resource::<Books>()
        .init_resource::<Puddles>()
        .init_resource::<mouth::Epoch>()
        .init_resource::<mouth::Discs>()
        .init_resource::<land::Streams>()
        .init_resource::<pour::Unrest>()
        .init_resource::<bump::Bumps>();
    let moving = |stillness: Res<Stillness>| !stillness.is_paused();
    app.add_systems(
        SimTick,
        (
            mouth::count_epoch,
            (
                control::follow_joints,
                control::follow_controls,
                control::follow_knobs,
                seating::follow_seats,
                control::follow_threads,
            )
                .chain(),
            run::run_machines,
            control::resist_pistons,
            (scoop::dip_scoops, pour::tip_filters).chain().run_if(moving),
            pour::pour_vessels,
            land::land_streams,
            spill::close_spills,
            bump::feel_bumps,
            (shatter::shatter, weight::weigh_contents).chain().run_if(moving),
        )
            .chain()
            .in_set(SimSet::Process),
    );
}

/// Reports what still goes on: spills, dry heating. Call it once, at the end of an episode.
pub fn close(world: &mut World) {
    spill::close_all(world);
    run::close_dry(world);
}

/// Takes the state of all processes into a digest.
pub(crate) fn feed_hash(world: &World, digest: &mut crate::Digest) {
    let mut feed = |word| digest.word(word);
    for (thing, machine) in machines(world) {
        machine.hash_state(&mut feed);
        if let Some(load) = world.get::<Load>(thing) {
            load.mixture.hash_state(&mut feed);
            feed(load.piece.wear as u64);
        }
        if let Some(motions) = world.get::<wiring::Motions>(thing) {
            motions.0.iter().for_each(|motion| motion.slosh.hash_state(&mut feed));
        }
        feed(u64::from(world.entity(thing).contains::<Broken>()));
    }
    world.resource::<Puddles>().hash_state(&mut feed);
}
