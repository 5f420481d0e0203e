//! The mobile body runs into things: the largest force of each contact is noted when it is over.

use bevy::prelude::*;

use crate::Clock;
use crate::event::{Happened, Happenings};
use crate::physics::{Articulation, Physics};
use crate::robot::{Joint, Robot};
use crate::schedule::Stillness;
use crate::thing::{ControlPiece, Moving};

/// Gentler contacts are part of work, N.
const NOTICED_N: f32 = 20.0;
/// A contact is over when nothing has been felt for this long, ticks.
const OVER_TICKS: u32 = 10;

/// Contacts that go on.
#[derive(Resource, Clone, Debug, Default)]
pub(super) struct Bumps(Vec<Bump>);

#[derive(Clone, Copy, Debug)]
struct Bump {
    with: Entity,
    peak_n: f32,
    quiet_ticks: u32,
}

/// Feels what base and arm run into. What the fingers do, and doors and buttons, is work.
pub(super) fn feel_bumps(
    (clock, stillness, physics): (Res<Clock>, Res<Stillness>, Res<Physics>),
    chain: Res<Articulation>,
    robot: Res<Robot>,
    handled: Query<(), Or<(With<Moving>, With<ControlPiece>)>>,
    mut bumps: ResMut<Bumps>,
    mut happenings: ResMut<Happenings>,
) {
    if !stillness.is_paused() {
        for link in [Joint::Turn, Joint::Reach, Joint::Pitch, Joint::Roll] {
            for (with, force_n) in physics.contacts(chain.body(link as usize)) {
                if force_n >= NOTICED_N && robot.held != Some(with) && !handled.contains(with) {
                    bumps.feel(with, force_n);
                }
            }
        }
    }
    if bumps.0.is_empty() {
        return;
    }
    bumps.0.retain_mut(|bump| {
        bump.quiet_ticks += 1;
        let over = bump.quiet_ticks > OVER_TICKS;
        if over {
            happenings.note(clock.tick, Happened::Bumped { with: bump.with, peak_n: bump.peak_n });
        }
        !over
    });
}

impl Bumps {
    fn feel(&mut self, with: Entity, force_n: f32) {
        if let Some(bump) = self.0.iter_mut().find(|bump| bump.with == with) {
            (bump.peak_n, bump.quiet_ticks) = (bump.peak_n.max(force_n), 0);
        } else {
            self.0.push(Bump { with, peak_n: force_n, quiet_ticks: 0 });
        }
    }
}
