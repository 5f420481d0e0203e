//! Filter pieces that a machine throws away: used capsules in its bin.

use bevy::prelude::*;

use super::wiring::{Ports, SeatRole};
use crate::physics::{Physics, RigidBody};
use crate::thing::Seats;

/// The things and filter slots of them out of which pieces were thrown in this tick.
#[derive(Resource, Clone, Debug, Default)]
pub(super) struct Ejected(pub Vec<(Entity, usize)>);

/// Takes away what machines threw out of their slots in this tick. What lay on it has gone into their bin.
pub(super) fn eject_pieces(
    mut ejected: ResMut<Ejected>,
    mut commands: Commands,
    mut physics: ResMut<Physics>,
    mut hosts: Query<(&Ports, &mut Seats)>,
    bodies: Query<&RigidBody>,
) {
    if ejected.0.is_empty() {
        return;
    }
    for (thing, slot) in ejected.0.drain(..) {
        let Ok((ports, mut seats)) = hosts.get_mut(thing) else { continue };
        let at = ports.seats.iter().position(|seat| seat.role == SeatRole::Filter(slot));
        let Some(occupant) = at.and_then(|at| seats.occupants.values_mut().nth(at)) else { continue };
        let Some(piece) = occupant.take() else { continue };
        if let Ok(body) = bodies.get(piece) {
            physics.remove(body.0);
        }
        commands.entity(piece).despawn();
    }
}
