//! Mains: which sockets have voltage, what is drawn from each circuit, and when a breaker falls (E17).

use bevy::prelude::*;
use coffeetest_brew::machine::{CircuitInput, Kind, SocketInput};
use coffeetest_brew::spec::Comp;
use coffeetest_scene::Arrangement;

use super::spill::Puddles;
use super::wiring::{Ports, Process, SeatRole};
use crate::event::{Happened, Happenings};
use crate::physics::WorldPose;
use crate::thing::{Part, ThingOf};
use crate::{Clock, Room};

/// Loudness of a breaker that falls, at one metre, dB (assumed).
const TRIP_DB: f32 = 55.0;
/// A socket is wet with this much liquid on it, kg: a few drops.
const WET_KG: f64 = 2e-4;

/// All sockets of the home, and the circuits that they hang on.
#[derive(Resource, Clone, Debug, Default)]
pub(super) struct Mains {
    sockets: Vec<SocketAt>,
    circuits: Vec<CircuitAt>,
}

#[derive(Clone, Debug)]
struct SocketAt {
    thing: Entity,
    /// Its number in the machine.
    socket: usize,
    /// Its number among the seats of the thing.
    seat: usize,
    /// The control that switches it, with its position for on.
    switch: Option<(usize, usize)>,
    /// Its circuit, as an index into those of the home.
    circuit: Option<usize>,
    /// Voltage that it gives instead of the home's.
    volts: Option<f64>,
    /// What it gives now, and to which plug.
    gives_v: f64,
    plug: Option<Entity>,
}

#[derive(Clone, Debug)]
struct CircuitAt {
    panel: Entity,
    /// Its number in the panel's machine.
    index: usize,
    live: bool,
}

/// Finds the sockets and circuits of a new home, and throws their switches and levers on.
pub(super) fn wire(world: &mut World, arrangement: &Arrangement, things: &[Entity]) {
    let mut mains = Mains::default();
    for ((panel, comp), _) in &arrangement.circuits {
        let Some(process) = world.get::<Process>(things[*panel]) else { continue };
        if let Some(index) = process.0.index(Kind::Circuit, comp) {
            mains.circuits.push(CircuitAt { panel: things[*panel], index, live: false });
        }
    }
    let circuit_of = |thing: usize| {
        let found = arrangement.circuits.iter().find(|(_, outlets)| outlets.contains(&thing));
        found.and_then(|((panel, comp), _)| {
            mains.circuits.iter().position(|circuit| {
                circuit.panel == things[*panel]
                    && world.get::<Process>(circuit.panel).and_then(|p| p.0.index(Kind::Circuit, comp))
                        == Some(circuit.index)
            })
        })
    };
    let mut sockets = Vec::new();
    for (number, &thing) in things.iter().enumerate() {
        let (Some(of), Some(process), Some(ports)) =
            (world.get::<ThingOf>(thing), world.get::<Process>(thing), world.get::<Ports>(thing))
        else {
            continue;
        };
        for (seat, port) in ports.seats.iter().enumerate() {
            let SeatRole::Socket(socket) = port.role else { continue };
            let name = &process.0.names(Kind::Socket)[socket];
            let Some(Comp::Socket(spec)) = of.spec.comps.get(name) else { continue };
            let switch = spec.switch.as_ref().and_then(|switch| {
                let control = process.0.index(Kind::Control, switch)?;
                Some((control, process.0.control_states(control).len().saturating_sub(1)))
            });
            let circuit = circuit_of(number);
            sockets.push(SocketAt { thing, socket, seat, switch, circuit, volts: None, gives_v: 0.0, plug: None });
        }
    }
    mains.sockets = sockets;
    for &thing in things {
        switch_on(world, thing);
    }
    world.insert_resource(mains);
}

/// Throws the switches of sockets and the levers of breakers to where they are in a home that is lived in.
fn switch_on(world: &mut World, thing: Entity) {
    let Some(of) = world.get::<ThingOf>(thing) else { return };
    let switches = of.spec.comps.values().filter_map(|comp| match comp {
        Comp::Socket(spec) => spec.switch.clone(),
        Comp::Circuit(spec) => Some(spec.lever.clone()),
        _ => None,
    });
    let switches: Vec<String> = switches.collect();
    for switch in switches {
        throw(world, thing, &switch, usize::MAX);
        if let Some(mut process) = world.get_mut::<Process>(thing)
            && let Some(index) = process.0.index(Kind::Control, &switch)
        {
            process.0.preset_on(index);
        }
    }
}

/// Puts a control into a position, or into its last one.
pub(super) fn throw(world: &mut World, thing: Entity, control: &str, state: usize) {
    let Some(machine) = world.get::<Process>(thing).map(|process| &process.0) else { return };
    let Some(index) = machine.index(Kind::Control, control) else { return };
    let last = machine.control_states(index).len().saturating_sub(1);
    if let Some(mut ports) = world.get_mut::<Ports>(thing) {
        ports.inputs.controls[index].state = state.min(last);
    }
}

/// Lets the sockets of a thing give another voltage than the home's.
pub(super) fn set_volts(world: &mut World, thing: Entity, volts: f64) {
    if let Some(mut mains) = world.get_resource_mut::<Mains>() {
        mains.sockets.iter_mut().filter(|socket| socket.thing == thing).for_each(|at| at.volts = Some(volts));
    }
}

/// Gives sockets their voltage and plugs what their socket gives; tells circuits what is drawn and what is wet.
pub(super) fn feed_power(
    (clock, room): (Res<Clock>, Res<Room>),
    mut mains: ResMut<Mains>,
    mut machines: Query<(&Process, &mut Ports)>,
    parts: Query<(&Part, &WorldPose)>,
    puddles: Res<Puddles>,
    mut happenings: ResMut<Happenings>,
) {
    let Mains { sockets, circuits } = &mut *mains;
    for circuit in circuits.iter_mut() {
        let Ok((process, _)) = machines.get(circuit.panel) else { continue };
        let was_live = std::mem::replace(&mut circuit.live, process.0.is_circuit_live(circuit.index));
        let name = &process.0.names(Kind::Circuit)[circuit.index];
        if was_live && !circuit.live && process.0.get(&format!("{name}.tripped")).is_some_and(|tripped| tripped > 0.0) {
            let (thing, name) = (circuit.panel, name.clone());
            happenings.note(clock.tick, Happened::Tripped { thing, circuit: name });
            let at = parts.get(thing).map_or(crate::math::Vec3::ZERO, |(_, pose)| pose.0.translation);
            let (name, from) = ("click".to_owned(), Some(thing));
            happenings.note(clock.tick, Happened::Sound { name, at, loudness_db: TRIP_DB, from });
        }
    }
    let mut changed = false;
    for at in sockets.iter_mut() {
        let live = at.circuit.is_none_or(|circuit| circuits[circuit].live);
        let Ok((_, mut ports)) = machines.get_mut(at.thing) else { continue };
        let on = at.switch.is_none_or(|(control, on)| ports.inputs.controls[control].state == on);
        let volts = if live && on { at.volts.unwrap_or(room.mains_v).max(0.0) } else { 0.0 };
        let plug = ports.seats[at.seat].occupant;
        if volts == at.gives_v && plug == at.plug {
            continue;
        }
        changed = true;
        ports.inputs.sockets[at.socket] = SocketInput { live: volts > 0.0 };
        let before = std::mem::replace(&mut at.plug, plug);
        at.gives_v = volts;
        supply(&mut machines, &parts, before, 0.0);
    }
    if changed {
        sockets.iter().for_each(|at| supply(&mut machines, &parts, at.plug, at.gives_v));
    }
    for (number, circuit) in circuits.iter().enumerate() {
        let mut drawn = CircuitInput::default();
        for at in sockets.iter().filter(|at| at.circuit == Some(number)) {
            if at.gives_v > 0.0
                && let Some(thing) = at.plug.and_then(|plug| Some(parts.get(plug).ok()?.0.thing))
                && let Ok((process, _)) = machines.get(thing)
            {
                drawn.amps += process.0.power_w() / at.gives_v;
            }
            let wet = |body: Entity| puddles.on(body).is_some_and(|on| on.mixture.carrier_kg() > WET_KG);
            drawn.leak |= wet(at.thing) || at.plug.is_some_and(wet);
        }
        if let Ok((_, mut ports)) = machines.get_mut(circuit.panel)
            && ports.inputs.circuits[circuit.index] != drawn
        {
            ports.inputs.circuits[circuit.index] = drawn;
        }
    }
}

/// Gives a plug a voltage.
fn supply(
    machines: &mut Query<(&Process, &mut Ports)>,
    parts: &Query<(&Part, &WorldPose)>,
    plug: Option<Entity>,
    volts: f64,
) {
    let Some(thing) = plug.and_then(|plug| Some(parts.get(plug).ok()?.0.thing)) else { return };
    if let Ok((_, mut ports)) = machines.get_mut(thing) {
        ports.inputs.plug_v = volts;
    }
}
