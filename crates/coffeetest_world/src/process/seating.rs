//! Seats: carafes on plates, filters in slots, plugs in sockets; who sits where is told to the machines.

use bevy::prelude::*;
use coffeetest_brew::Vessel;

use super::equip::filter_piece;
use super::land::log_dose;
use super::standing::underside;
use super::wiring::{BedLogs, Household, Load, Mouths, Ports, Process, SeatRole};
use crate::Clock;
use crate::event::{Happened, Happenings};
use crate::thing::{Part, Seats, ThingOf};

/// Tells machines who sits in their seats, if that changed.
pub(super) fn follow_seats(
    (clock, household): (Res<Clock>, Res<Household>),
    changed: Query<(), Changed<Seats>>,
    seats: Query<Ref<Seats>>,
    things: Query<&ThingOf>,
    parts: Query<&Part>,
    mouths: Query<&Mouths>,
    mut machines: Query<(&mut Process, &mut Ports, &mut BedLogs)>,
    mut loads: Query<&mut Load>,
    mut happenings: ResMut<Happenings>,
) {
    if changed.is_empty() {
        return;
    }
    for &host in &household.things {
        let Ok(seats) = seats.get(host) else { continue };
        if !seats.is_changed() {
            continue;
        }
        for (seat, &now) in seats.occupants.values().enumerate() {
            let Ok((mut process, mut ports, mut logs)) = machines.get_mut(host) else { continue };
            let Some(port) = ports.seats.get_mut(seat) else { continue };
            let (role, before) = (port.role, port.occupant);
            port.occupant = now;
            if before == now {
                continue;
            }
            let of = |part: Option<Entity>| Some(parts.get(part?).ok()?.thing);
            match role {
                SeatRole::Seat(index) => {
                    let stands = now.and_then(|part| {
                        let Part { thing, name } = parts.get(part).ok()?;
                        let (spec, mouths) = (&things.get(*thing).ok()?.spec, mouths.get(*thing).ok()?);
                        let (process, ..) = machines.get(*thing).ok()?;
                        Some((*thing, underside(spec, name, part, &process.0, &mouths.0)?))
                    });
                    let Ok((_, mut ports, _)) = machines.get_mut(host) else { continue };
                    let input = &mut ports.inputs.seats[index];
                    input.occupied = now.is_some();
                    // What holds nothing takes no heat: the plate warms the air.
                    input.contact_w_k = if stands.is_some() { f64::INFINITY } else { 0.0 };
                    input.base_d_m = stands.map_or(0.0, |(_, meets)| meets.diameter_m);
                    input.ferrous = stands.is_some_and(|(_, meets)| meets.ferrous);
                    input.metal = stands.is_some_and(|(_, meets)| meets.metal);
                    let warms = stands.map(|(thing, meets)| (thing, meets.store));
                    ports.plates.iter_mut().filter(|p| p.seat == index).for_each(|plate| plate.warms = warms);
                }
                SeatRole::Filter(slot) => {
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
                            Some(bed) if !on_it.is_empty() => {
                                log_dose(Some(&mut logs), bed, &on_it);
                                process.0.pour_in(Vessel::Bed(bed), &on_it)
                            }
                            _ => on_it,
                        };
                    }
                }
                SeatRole::Socket(_) => {
                    if let Some(thing) = of(before) {
                        happenings.note(clock.tick, Happened::Unplugged { thing, outlet: host });
                    }
                    if let Some(thing) = of(now) {
                        happenings.note(clock.tick, Happened::Plugged { thing, outlet: host });
                    }
                }
                SeatRole::None => {}
            }
        }
    }
}
