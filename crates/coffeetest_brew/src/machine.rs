//! A machine: the process side of one thing, built from its components, links and controller table.

mod build;
mod check;
mod control;
mod fault;
mod io;
mod names;
mod program;
mod step;
mod var;
mod wire;

use std::sync::Arc;

pub use fault::{Fault, MachineError};
pub use io::{CircuitInput, ControlInput, Inputs, JointInput, Outputs, SeatInput, SocketInput, Vessel, WandInput};
pub use names::Kind;

use crate::bed::Bed;
use crate::filter::FilterPiece;
use crate::heater::Heater;
use crate::ledger::{Ledger, Totals};
use crate::mixture::Mixture;
use crate::property::Air;
use crate::spec::Pattern;
use crate::store::Store;
use program::Program;
use var::Var;

/// The process side of one thing. A mug is one too: a machine with a single store.
///
/// All components are numbered per kind in the order of their names; [`Machine::index`] resolves a name once.
#[derive(Clone, Debug)]
pub struct Machine {
    program: Arc<Program>,
    stores: Vec<Store>,
    heaters: Vec<Heater>,
    movers: Vec<MoverState>,
    valves: Vec<ValveState>,
    beds: Vec<Bed>,
    slots: Vec<Slot>,
    controls: Vec<usize>,
    outlets: Vec<OutletState>,
    /// The rule that each indicator shows.
    shown: Vec<Option<usize>>,
    timers: Vec<TimerState>,
    /// State of the controller.
    state: usize,
    inputs: Inputs,
    air_vapour_kg_m3: f64,
    ledger: Ledger,
    /// Nothing happens in it: it is stepped once a second.
    asleep: bool,
    /// Time since the last step while asleep, s.
    pending_s: f64,
}

/// What a mover moved in the last step.
#[derive(Clone, Copy, Debug, Default)]
struct MoverState {
    kg_s: f64,
    vapour_kg_s: f64,
}

/// How far a valve is open, and what the controller wants.
#[derive(Clone, Copy, Debug, Default)]
struct ValveState {
    open: f64,
    /// Moved off its normal state by the controller.
    moved: bool,
}

/// What sits in a filter slot.
#[derive(Clone, Copy, Debug)]
struct Slot {
    piece: Option<FilterPiece>,
    /// How long nothing has run through it, s.
    still_s: f64,
}

/// What left through an outlet in the last step.
#[derive(Clone, Copy, Debug, Default)]
struct OutletState {
    kg_s: f64,
    temp_c: f64,
}

/// A timer.
#[derive(Clone, Copy, Debug, Default)]
struct TimerState {
    running: bool,
    elapsed_s: f64,
}

impl Machine {
    /// Inputs of the right size: everything closed, empty, unpressed and unplugged, as it is when built.
    pub fn inputs(&self) -> Inputs {
        self.inputs.clone()
    }

    /// Outputs of the right size.
    pub fn outputs(&self) -> Outputs {
        Outputs {
            outlets: vec![Mixture::EMPTY; self.outlets.len()],
            overflows: Vec::with_capacity(self.stores.len() + 3 * self.beds.len()),
            seat_heat_j: vec![0.0; self.inputs.seats.len()],
            steam: vec![(0.0, 0.0); self.inputs.wands.len()],
            changed: Vec::with_capacity(self.shown.len()),
            latched: Vec::with_capacity(4 * self.controls.len()),
            ..Outputs::default()
        }
    }

    /// Names of the components of a kind, in the order of their indices.
    pub fn names(&self, kind: Kind) -> &[String] {
        self.program.names.of(kind)
    }

    /// The index of the component of that kind and name.
    pub fn index(&self, kind: Kind, name: &str) -> Option<usize> {
        self.program.names.get(name).filter(|(k, _)| *k == kind).map(|(_, i)| i)
    }

    /// A variable by name, such as `tank.ml`; see the [vocabulary](crate::spec). For tests and privileged reading.
    pub fn get(&self, name: &str) -> Option<f64> {
        let p = &self.program;
        Var::parse(name, &p.names, &p.controls, &p.states).map(|var| var.read(self))
    }

    /// The controller's state, if it has a controller.
    pub fn state(&self) -> Option<&str> {
        self.program.states.get(self.state).map(String::as_str)
    }

    /// The state index of a control, as the machine last saw or threw it.
    pub fn control(&self, index: usize) -> usize {
        self.controls[index]
    }

    /// The names of a control's states.
    pub fn control_states(&self, index: usize) -> &[String] {
        &self.program.controls[index].states
    }

    /// What an indicator shows now.
    pub fn pattern(&self, index: usize) -> &Pattern {
        match self.shown[index] {
            Some(rule) => &self.program.indicators[index].rules[rule].1,
            None => &Pattern::Off,
        }
    }

    /// Volume, ml, of the store that is seen through an indicator, if it is a window.
    pub fn window_ml(&self, index: usize) -> Option<f64> {
        self.program.indicators[index].window.map(|s| self.stores[s].volume_ml())
    }

    /// Number of stores.
    pub fn store_count(&self) -> usize {
        self.stores.len()
    }

    /// A store.
    pub fn store(&self, index: usize) -> &Store {
        &self.stores[index]
    }

    /// A store to change; wakes the machine.
    pub fn store_mut(&mut self, index: usize) -> &mut Store {
        self.wake();
        &mut self.stores[index]
    }

    /// Number of beds.
    pub fn bed_count(&self) -> usize {
        self.beds.len()
    }

    /// A bed.
    pub fn bed(&self, index: usize) -> &Bed {
        &self.beds[index]
    }

    /// A bed to change; wakes the machine.
    pub fn bed_mut(&mut self, index: usize) -> &mut Bed {
        self.wake();
        &mut self.beds[index]
    }

    /// A heating element.
    pub fn heater(&self, index: usize) -> &Heater {
        &self.heaters[index]
    }

    /// Pours matter into a store or bed; returns what does not fit a bed.
    pub fn pour_in(&mut self, vessel: Vessel, mix: &Mixture) -> Mixture {
        match vessel {
            Vessel::Store(i) => {
                self.store_mut(i).pour_in(mix);
                Mixture::EMPTY
            }
            Vessel::Bed(i) => self.bed_mut(i).pour_in(mix),
        }
    }

    /// The bed on a filter slot.
    pub fn bed_on(&self, slot: usize) -> Option<usize> {
        self.program.beds.iter().position(|b| b.slot == slot)
    }

    /// What sits in a filter slot.
    pub fn filter(&self, slot: usize) -> Option<FilterPiece> {
        self.slots[slot].piece
    }

    /// Puts a filter piece into a slot.
    pub fn put_filter(&mut self, slot: usize, piece: FilterPiece) {
        self.wake();
        self.slots[slot] = Slot { piece: Some(piece), still_s: 0.0 };
    }

    /// Takes the filter piece out of a slot, with everything that lies on it.
    pub fn lift_filter(&mut self, slot: usize) -> Option<(FilterPiece, Mixture)> {
        let piece = self.slots[slot].piece?;
        self.wake();
        self.slots[slot].piece = None;
        let on_it = self.bed_on(slot).map_or(Mixture::EMPTY, |bed| self.beds[bed].lift_out());
        Some((piece, on_it))
    }

    /// Electric power drawn now, W.
    pub fn power_w(&self) -> f64 {
        self.heaters.iter().map(Heater::power_w).sum()
    }

    /// What came from and went to outside since the beginning.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Whether nothing happens in it, so that it is only stepped once a second.
    pub fn is_asleep(&self) -> bool {
        self.asleep
    }

    /// Brings all that it is made of and holds to a temperature, as if it had stood there for a day.
    pub fn acclimatise(&mut self, air: Air) {
        self.wake();
        self.inputs.air = air;
        self.air_vapour_kg_m3 = air.vapour_kg_m3();
        self.stores.iter_mut().for_each(|s| s.set_temp_c(air.temp_c));
        self.beds.iter_mut().for_each(|b| b.set_temp_c(air.temp_c));
        self.heaters.iter_mut().for_each(|h| h.set_temp_c(air.temp_c));
    }

    /// Matter and heat in it.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        self.stores.iter().for_each(|s| s.add_to(&mut totals));
        self.beds.iter().for_each(|b| b.add_to(&mut totals));
        totals.energy_j += self.heaters.iter().map(Heater::stored_j).sum::<f64>();
        totals
    }

    /// Feeds every bit of its state, in a fixed order.
    pub fn hash_state(&self, feed: &mut impl FnMut(u64)) {
        self.stores.iter().for_each(|s| s.hash_state(feed));
        self.heaters.iter().for_each(|h| h.hash_state(feed));
        self.beds.iter().for_each(|b| b.hash_state(feed));
        for m in &self.movers {
            feed(m.kg_s.to_bits());
        }
        for v in &self.valves {
            feed(v.open.to_bits());
            feed(u64::from(v.moved));
        }
        for slot in &self.slots {
            feed(slot.piece.map_or(0, |p| p.wear as u64 + 1));
            feed(slot.still_s.to_bits());
        }
        self.controls.iter().for_each(|&c| feed(c as u64));
        self.shown.iter().for_each(|s| feed(s.map_or(0, |s| s as u64 + 1)));
        for t in &self.timers {
            feed(u64::from(t.running));
            feed(t.elapsed_s.to_bits());
        }
        feed(self.state as u64);
        feed(u64::from(self.asleep));
        feed(self.pending_s.to_bits());
    }
}
