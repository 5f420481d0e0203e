//! Seats: carafes on plates, filters in slots, plugs in sockets; who sits where is told to the machines.

use bevy::prelude::*;
use coffeetest_brew::machine::{SeatInput, SocketInput};
use coffeetest_brew::{Mixture, Vessel};

use super::equip::{filter_piece, new_piece};
use super::wiring::{BedLogs, Household, Load, Mouths, Ports, Process, SeatRole};
use crate::event::{Happened, Happenings};
use crate::thing::{Part, Seats, ThingOf};
use crate::{Clock, Room};

/// Tells machines who sits in their seats, if that changed.
pub(super) fn follow_seats(
    (clock, room, household): (Res<Clock>, Res<Room>, Res<Household>),
    changed: Query<(), Changed<Seats>>,
    seats: Query<Ref<Seats>>,
    things: Query<&ThingOf>,
    parts: Query<&Part>,
    mouths: Query<&Mouths>,
    mut machines: Query<(&mut Process, &mut Ports, &mut BedLogs)>,
    mut loads: Query<&mut Load>,
    mut happenings: ResMut<Happenings>,
) {
    let room_changed = room.is_changed();
    if changed.is_empty() && !room_changed {
        return;
    }
    for &host in &household.things {
        let Ok(seats) = seats.get(host) else { continue };
        if !seats.is_changed() && !room_changed {
            continue;
        }
        for (seat, &now) in seats.occupants.values().enumerate() {
            let Ok((mut process, mut ports, mut logs)) = machines.get_mut(host) else { continue };
            let Some(port) = ports.seats.get_mut(seat) else { continue };
            let (role, before) = (port.role, port.occupant);
            port.occupant = now;
            if before == now && !room_changed {
                continue;
            }
            let of = |part: Option<Entity>| Some(parts.get(part?).ok()?.thing);
            match role {
                SeatRole::Seat(index) => {
                    let warms = of(now).and_then(|thing| standing_store(thing, now, &mouths));
                    let occupied = SeatInput { occupied: now.is_some(), ..ports.inputs.seats[index] };
                    // What holds nothing takes no heat: the plate warms the air.
                    let contact_w_k = if warms.is_some() { f64::INFINITY } else { 0.0 };
                    ports.inputs.seats[index] = SeatInput { contact_w_k, ..occupied };
                    ports.plates.iter_mut().filter(|p| p.seat == index).for_each(|plate| plate.warms = warms);
                }
                SeatRole::Filter(slot) if before != now => {
                    if let Some(mut load) = of(before).and_then(|thing| loads.get_mut(thing).ok())
                        && let Some((piece, on_it)) = process.0.lift_filter(slot)
                    {
                        load.piece = piece;
                        load.mixture.add(&on_it);
                    }
                    if let Some(thing) = of(now)
                        && let Ok(mut load) = loads.get_mut(thing)
                    {
                        process.0.put_filter(slot, load.piece);
                        let on_it = std::mem::take(&mut load.mixture);
                        let reusable = things.get(thing).ok().and_then(|of| filter_piece(&of.spec));
                        let bed = process.0.bed_on(slot);
                        if let (Some(bed), Some(spec)) = (bed, reusable) {
                            logs.0[bed].reusable = !spec.consumable;
                        }
                        load.mixture = match bed {
                            Some(bed) if !on_it.is_empty() => process.0.pour_in(Vessel::Bed(bed), &on_it),
                            _ => on_it,
                        };
                    }
                }
                SeatRole::Socket(index) => {
                    let live = room.mains_v > 0.0;
                    ports.inputs.sockets[index] = SocketInput { live };
                    for (plug, volts) in [(before, 0.0), (now, if live { room.mains_v } else { 0.0 })] {
                        let Some(thing) = of(plug) else { continue };
                        if let Ok((_, mut ports, _)) = machines.get_mut(thing) {
                            ports.inputs.plug_v = volts;
                        }
                    }
                    if before == now {
                        continue;
                    }
                    if let Some(thing) = of(before) {
                        happenings.note(clock.tick, Happened::Unplugged { thing, outlet: host });
                    }
                    if let Some(thing) = of(now) {
                        happenings.note(clock.tick, Happened::Plugged { thing, outlet: host });
                    }
                }
                SeatRole::Filter(_) | SeatRole::None => {}
            }
        }
    }
}

/// The store of what stands on a seat.
fn standing_store(thing: Entity, part: Option<Entity>, mouths: &Query<&Mouths>) -> Option<(Entity, usize)> {
    let mouths = &mouths.get(thing).ok()?.0;
    mouths.iter().find_map(|mouth| match mouth.vessel {
        Vessel::Store(store) if Some(mouth.part) == part => Some((thing, store)),
        _ => None,
    })
}

impl Load {
    /// A new filter piece with nothing on it.
    pub(super) fn new(of: &ThingOf) -> Option<Load> {
        Some(Load { piece: new_piece(&of.spec)?, mixture: Mixture::EMPTY })
    }
}
