//! Matter, heat and power of the home: machines of `coffeetest_brew` on the bodies of things.
//!
//! | module | holds |
//! |---|---|
//! | `equip`, `wiring` | machines built from data and hung on bodies, names resolved once |
//! | `control`, `seating` | what hands did: joints, controls, seats, filters, plugs |
//! | `mains` | sockets, circuits, breakers |
//! | `run`, `steam`, `eject` | the machines' steps, and what leaves them |
//! | `standing`, `chill` | what stands on hot plates and zones, or on cold shelves |
//! | `pour`, `scoop` | vessels that lean, swing or are dipped |
//! | [`stream`], `mouth`, `land` | flight, openings, receiving |
//! | `spill`, `shatter`, `bump` | mishaps |
//! | `wipe` | cloths and stirring |
//! | `trouble` | what is wrong from the start |
//! | `weight` | contents weigh |
//! | `account` | totals for the score, and whether mass and energy close |

mod account;
mod bump;
mod chill;
mod control;
mod eject;
mod equip;
mod land;
mod mains;
mod mouth;
mod pour;
mod run;
mod scoop;
mod seating;
mod shatter;
mod spill;
mod standing;
mod steam;
pub mod stream;
mod trouble;
mod weight;
mod wipe;
mod wiring;

use bevy::prelude::*;

pub use account::{
    Audit, BedState, Books, StoreState, Tally, audit, beds, give, machine, machines, running, store, stores, tally,
};
pub(crate) use control::loosen;
pub(crate) use equip::{equip, fill};
pub use run::{Sounding, sounding};
pub(crate) use scoop::Stirs;
pub use spill::{Puddle, Puddles};
pub(crate) use trouble::{prepare, stand_aside};
pub use wipe::{Soaked, stir, wipe};
pub use wiring::{Broken, Household, Load, Process};

use crate::Room;
use crate::event::Happenings;
use crate::schedule::{QuietTick, SimSet, SimTick, Stillness};

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Happenings>()
        .init_resource::<Household>()
        .init_resource::<Books>()
        .init_resource::<Puddles>()
        .init_resource::<mains::Mains>()
        .init_resource::<wipe::Cloths>()
        .init_resource::<eject::Ejected>()
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
            mains::feed_power,
            chill::feel_air
                .run_if(|stillness: Res<Stillness>, room: Res<Room>| !stillness.is_paused() || room.is_changed()),
            run::run_machines,
            (control::resist_pistons, control::jam_joints).chain(),
            steam::blow_steam,
            eject::eject_pieces,
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
    app.add_systems(
        QuietTick,
        (
            control::follow_knobs,
            mains::feed_power,
            run::run_machines,
            (control::resist_pistons, control::jam_joints).chain(),
            steam::blow_steam,
            eject::eject_pieces,
            land::land_streams,
            spill::close_spills,
            bump::feel_bumps,
        )
            .chain()
            .in_set(SimSet::Process),
    );
}

/// Whether nothing swings or leans, so that a tick without motion pours nothing.
pub(crate) fn is_calm(world: &World) -> bool {
    !world.resource::<pour::Unrest>().is_there()
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
    wipe::soaked(world).for_each(|mixture| mixture.hash_state(&mut feed));
}
