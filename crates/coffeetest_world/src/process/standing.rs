//! What stands on hot plates, stove zones and in ovens: which store takes the heat, and what happens to it there.

use bevy::prelude::*;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::{Ledger, Machine, Vessel};
use coffeetest_scene::{Attach, Thing};

use super::account::Books;
use super::run::DRY_ML;
use super::wiring::{Dry, Mouth, Ports, Process};
use crate::event::{Happened, Happenings};
use crate::sim::TICK_S;

/// Hotter than this, nothing can be in a vessel that bears no pressure, °C.
const EMPTY_C: f64 = 120.0;
/// Seals, solder and coatings do not stand this, °C (assumed; gaskets smell from 250 °C).
const RUINED_C: f64 = 300.0;
/// A machine at rest is told of changes of temperature on its plates above this, K.
const NOTICED_K: f64 = 0.05;

/// What a heated seat meets in what stands on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Underside {
    /// The store that takes the heat.
    pub store: usize,
    /// Diameter of what touches, m.
    pub diameter_m: f64,
    pub ferrous: bool,
    pub metal: bool,
}

/// What a seat meets below that body of a thing: what its data say, or its first store there.
pub(super) fn underside(
    thing: &Thing,
    body: &str,
    part: Entity,
    machine: &Machine,
    mouths: &[Mouth],
) -> Option<Underside> {
    if let Some(base) = &thing.base
        && carrier(thing, thing.openings.get(&base.store).map_or("body", |opening| &opening.body)) == body
    {
        let store = machine.index(Kind::Store, &base.store)?;
        let (diameter_m, ferrous, metal) = (base.diameter_m, base.ferrous, base.metal);
        return Some(Underside { store, diameter_m, ferrous, metal });
    }
    mouths.iter().find_map(|mouth| match mouth.vessel {
        Vessel::Store(store) if mouth.part == part => {
            Some(Underside { store, diameter_m: 2.0 * f64::from(mouth.radius_m), ferrous: false, metal: false })
        }
        _ => None,
    })
}

/// The body that is lifted or stood down when this one is: the main one, or one that can be taken out.
fn carrier<'a>(thing: &'a Thing, body: &'a str) -> &'a str {
    let mut carrier = body;
    for _ in 0..thing.bodies.len() {
        match thing.bodies.get(carrier) {
            Some(part) if !matches!(part.attach, None | Some(Attach::Seat { .. })) => carrier = &part.on,
            _ => break,
        }
    }
    carrier
}

/// Tells a machine how warm what stands on its plate is.
pub(super) fn feel(machines: &mut Query<(&mut Process, &mut Ports)>, thing: Entity, plate: usize) {
    let Ok((process, ports)) = machines.get(thing) else { return };
    let (seat, awake) = (ports.plates[plate].seat, !process.0.is_asleep());
    let Some((other, store)) = ports.plates[plate].warms else { return };
    let Ok((standing, _)) = machines.get(other) else { return };
    let temp_c = standing.0.store(store).temp_c();
    let Ok((_, mut ports)) = machines.get_mut(thing) else { return };
    let felt = &mut ports.inputs.seats[seat].temp_c;
    if awake || (temp_c - *felt).abs() > NOTICED_K {
        *felt = temp_c;
    }
}

/// Gives the heat of a plate to what stands on it.
pub(super) fn warm(
    machines: &mut Query<(&mut Process, &mut Ports)>,
    thing: Entity,
    plate: usize,
    books: &mut Books,
    (tick, happenings): (u64, &mut Happenings),
) {
    let Ok((process, ports)) = machines.get(thing) else { return };
    let port = ports.plates[plate];
    // Heaters that share a seat give it one heat; the first of them passes it on.
    let first = ports.plates[..plate].iter().all(|other| other.seat != port.seat);
    let heat_j = if first { ports.outputs.seat_heat_j[port.seat] } else { 0.0 };
    let runs = process.0.heater(port.heater).power_w() > 0.0;
    let mut empty = None;
    if heat_j != 0.0 {
        if let Some((other, store)) = port.warms
            && let Ok((mut standing, _)) = machines.get_mut(other)
        {
            let store = standing.0.store_mut(store);
            store.heat(heat_j);
            let dry = heat_j > 0.0 && store.volume_ml() < DRY_ML && store.temp_c() > EMPTY_C;
            empty = dry.then(|| (other, store.temp_c() > RUINED_C));
        } else {
            // What holds nothing passes it on to the room.
            books.lose(&Ledger { ambient_j: heat_j, ..Ledger::default() });
        }
    }
    watch_dry(machines, thing, plate, empty, (tick, happenings));
    watch_sparks(machines, thing, plate, runs, (tick, happenings));
}

/// Notes when what stands on a plate was heated with nothing in it, as soon as that is over.
fn watch_dry(
    machines: &mut Query<(&mut Process, &mut Ports)>,
    thing: Entity,
    plate: usize,
    empty: Option<(Entity, bool)>,
    (tick, happenings): (u64, &mut Happenings),
) {
    let Ok((_, ports)) = machines.get(thing) else { return };
    let known = ports.plates[plate].dry;
    if known.is_none() && empty.is_none() {
        return;
    }
    let over = known.filter(|dry| empty.is_none_or(|(vessel, _)| vessel != dry.thing));
    if let Some(Dry { thing, seconds, ruined }) = over {
        happenings.note(tick, Happened::HeatedDry { thing, seconds, destroyed: ruined });
    }
    let now = empty.map(|(vessel, hot)| {
        let before =
            known.filter(|dry| dry.thing == vessel).unwrap_or(Dry { thing: vessel, seconds: 0.0, ruined: false });
        Dry { seconds: before.seconds + TICK_S, ruined: before.ruined || hot, ..before }
    });
    if let Ok((_, mut ports)) = machines.get_mut(thing) {
        ports.plates[plate].dry = now;
    }
}

/// Notes when metal in an oven begins to spark.
fn watch_sparks(
    machines: &mut Query<(&mut Process, &mut Ports)>,
    thing: Entity,
    plate: usize,
    runs: bool,
    (tick, happenings): (u64, &mut Happenings),
) {
    let Ok((_, mut ports)) = machines.get_mut(thing) else { return };
    let port = ports.plates[plate];
    if !port.cavity {
        return;
    }
    let metal = port.warms.map(|(other, _)| other).filter(|_| runs && ports.inputs.seats[port.seat].metal);
    if metal != port.sparks {
        ports.plates[plate].sparks = metal;
        if let Some(what) = metal {
            happenings.note(tick, Happened::Sparked { thing, what });
        }
    }
}
