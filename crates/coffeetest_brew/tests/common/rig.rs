//! A machine on a test bench.

use coffeetest_brew::machine::{Inputs, Kind, Outputs, SeatInput};
use coffeetest_brew::{Machine, Mixture, Vessel};

use super::Graph;

const DT_S: f64 = 1.0 / 60.0;

/// A machine with what it is told and tells, and a cup under all its outlets.
pub struct Rig {
    pub machine: Machine,
    pub inputs: Inputs,
    pub outputs: Outputs,
    pub cup: Mixture,
    pub elapsed_s: f64,
    /// Length of a step, s.
    pub dt_s: f64,
}

impl Rig {
    pub fn new(g: &Graph) -> Rig {
        let machine = Machine::new(&g.comps, &g.links, &g.ctrl).unwrap();
        Rig {
            inputs: machine.inputs(),
            outputs: machine.outputs(),
            machine,
            cup: Mixture::EMPTY,
            elapsed_s: 0.0,
            dt_s: DT_S,
        }
    }

    pub fn step(&mut self) {
        self.machine.step(self.dt_s, &self.inputs, &mut self.outputs);
        for &(control, state) in &self.outputs.latched {
            self.inputs.controls[control].state = state;
        }
        for parcel in &self.outputs.outlets {
            self.cup.add(parcel);
        }
        self.elapsed_s += self.dt_s;
    }

    pub fn run(&mut self, seconds: f64) {
        for _ in 0..(seconds / self.dt_s).round() as usize {
            self.step();
        }
    }

    /// Runs until a condition holds; the seconds that took.
    pub fn until(&mut self, mut done: impl FnMut(&Rig) -> bool) -> f64 {
        let start = self.elapsed_s;
        while !done(self) {
            self.step();
            assert!(self.elapsed_s - start < 3600.0, "an hour has passed");
        }
        self.elapsed_s - start
    }

    pub fn seat(&mut self, name: &str, seat: SeatInput) {
        let i = self.machine.index(Kind::Seat, name).unwrap();
        self.inputs.seats[i] = seat;
    }

    pub fn turn(&mut self, control: &str, state: &str) {
        let c = self.machine.index(Kind::Control, control).unwrap();
        self.inputs.controls[c].state = self.machine.control_states(c).iter().position(|s| s == state).unwrap();
    }

    pub fn store(&self, name: &str) -> Vessel {
        Vessel::Store(self.machine.index(Kind::Store, name).unwrap())
    }

    pub fn get(&self, var: &str) -> f64 {
        self.machine.get(var).unwrap_or_else(|| panic!("no variable {var}"))
    }
}
