//! A machine: the process side of one thing, built from its components, links and controller table.

pub(crate) mod build;
pub(crate) mod check;
mod control;
mod fault;
mod io;
mod names;
mod overrides;
mod pour;
pub(crate) mod program;
mod step;
pub(crate) mod var;
mod wire;

use std::sync::Arc;

pub use crate::comp::Kind;
pub use fault::{Fault, MachineError};
pub use io::{CircuitInput, ControlInput, Inputs, JointInput, Outputs, SeatInput, SocketInput, Vessel, WandInput};
pub use overrides::Override;

use crate::bed::Bed;
use crate::comp::{Parts, Slot};
use crate::filter::FilterPiece;
use crate::heater::Heater;
use crate::ledger::{Ledger, Totals};
use crate::mixture::Mixture;
use crate::property::Air;
use crate::store::Store;
use program::Program;
use var::Known;

/// The process side of one thing. A mug is one too: a machine with a single store.
///
/// All components are numbered per kind in the order of their names; [`Machine::index`] resolves a name once.
#[derive(Clone, Debug)]
pub struct Machine {
    pub(crate) program: Arc<Program>,
    pub(crate) parts: Parts,
    /// State of the controller.
    pub(crate) state: usize,
    /// The mode that the controller set last.
    pub(crate) mode: Option<usize>,
    pub(crate) inputs: Inputs,
    pub(crate) air_vapour_kg_m3: f64,
    pub(crate) ledger: Ledger,
    /// Nothing happens in it: it is stepped once a second.
    asleep: bool,
    /// Time since the last step while asleep, s.
    pending_s: f64,
}

impl Machine {
    /// Inputs of the right size: everything closed, empty, unpressed and unplugged, as it is when built.
    pub fn inputs(&self) -> Inputs {
        self.inputs.clone()
    }

    /// Outputs of the right size.
    pub fn outputs(&self) -> Outputs {
        Outputs {
            outlets: vec![Mixture::EMPTY; self.parts.outlets.len()],
            overflows: Vec::with_capacity(
                2 * (self.parts.stores.len() + self.parts.movers.len()) + 4 * self.parts.beds.len(),
            ),
            astray: Vec::with_capacity(self.parts.movers.len() + 2 * self.parts.beds.len()),
            seat_heat_j: vec![0.0; self.inputs.seats.len()],
            steam: vec![(0.0, 0.0); self.inputs.wands.len()],
            changed: Vec::with_capacity(self.parts.indicators.len()),
            latched: Vec::with_capacity(4 * self.parts.controls.len()),
            ejected: Vec::with_capacity(self.parts.slots.len()),
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
        Known { names: &p.names, controls: &p.controls, states: &p.states, modes: &p.modes }
            .parse(name)
            .map(|var| var.read(self))
    }

    /// The controller's state, if it has a controller.
    pub fn state(&self) -> Option<&str> {
        self.program.states.get(self.state).map(String::as_str)
    }

    /// The state index of a control, as the machine last saw or threw it.
    pub fn control(&self, index: usize) -> usize {
        self.parts.controls[index].at
    }

    /// The names of a control's states.
    pub fn control_states(&self, index: usize) -> &[String] {
        &self.program.plans.controls[index].states
    }

    /// Number of stores.
    pub fn store_count(&self) -> usize {
        self.parts.stores.len()
    }

    /// A store.
    pub fn store(&self, index: usize) -> &Store {
        &self.parts.stores[index]
    }

    /// A store to change; wakes the machine.
    pub fn store_mut(&mut self, index: usize) -> &mut Store {
        self.wake();
        &mut self.parts.stores[index]
    }

    /// Number of beds.
    pub fn bed_count(&self) -> usize {
        self.parts.beds.len()
    }

    /// A bed.
    pub fn bed(&self, index: usize) -> &Bed {
        &self.parts.beds[index]
    }

    /// A bed to change; wakes the machine.
    pub fn bed_mut(&mut self, index: usize) -> &mut Bed {
        self.wake();
        &mut self.parts.beds[index]
    }

    /// A heating element.
    pub fn heater(&self, index: usize) -> &Heater {
        &self.parts.heaters[index]
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
        self.program.plans.beds.iter().position(|b| b.slot == slot)
    }

    /// What sits in a filter slot.
    pub fn filter(&self, slot: usize) -> Option<FilterPiece> {
        self.parts.slots[slot].piece
    }

    /// Puts a filter piece into a slot.
    pub fn put_filter(&mut self, slot: usize, piece: FilterPiece) {
        self.wake();
        self.parts.slots[slot] = Slot { piece: Some(piece), still_s: 0.0 };
    }

    /// Takes the filter piece out of a slot, with everything that lies on it.
    pub fn lift_filter(&mut self, slot: usize) -> Option<(FilterPiece, Mixture)> {
        let piece = self.parts.slots[slot].piece?;
        self.wake();
        self.parts.slots[slot].piece = None;
        let on_it = self.bed_on(slot).map_or(Mixture::EMPTY, |bed| self.parts.beds[bed].lift_out());
        Some((piece, on_it))
    }

    /// Electric power drawn now, W.
    pub fn power_w(&self) -> f64 {
        self.parts.power_w()
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
        self.parts.set_temp_c(air.temp_c);
    }

    /// Matter and heat in it.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        self.parts.add_to(&mut totals);
        totals
    }

    /// Feeds every bit of its state, in a fixed order.
    pub fn hash_state(&self, feed: &mut impl FnMut(u64)) {
        self.parts.hash(feed);
        feed(self.state as u64);
        feed(self.mode.map_or(0, |mode| mode as u64 + 1));
        feed(u64::from(self.asleep));
        feed(self.pending_s.to_bits());
    }
}
