//! A machine with what it is told and tells, and books of all that leaves it.
#![allow(dead_code)]

use coffeetest_brew::machine::{Inputs, Kind, Outputs, SeatInput};
use coffeetest_brew::{Machine, Mixture, Vessel};

use super::common::parse;

pub const DT_S: f64 = 1.0 / 60.0;

pub struct Rig {
    pub machine: Machine,
    pub inputs: Inputs,
    pub outputs: Outputs,
    /// All that came out of its outlets.
    pub cup: Mixture,
    /// All that ran over.
    pub spilt: Mixture,
    /// Heat that its seats got, J.
    pub given_j: f64,
    /// Steam that its wands blew, kg.
    pub steam_kg: f64,
    pub elapsed_s: f64,
}

impl Rig {
    /// The machine of `comps`, `links` and `ctrl` as a data file writes them.
    pub fn new(graph: &str) -> Rig {
        let g = parse(&format!("Graph({graph})"));
        let machine = Machine::new(&g.comps, &g.links, &g.ctrl).unwrap_or_else(|e| panic!("{e}"));
        Rig {
            inputs: machine.inputs(),
            outputs: machine.outputs(),
            machine,
            cup: Mixture::EMPTY,
            spilt: Mixture::EMPTY,
            given_j: 0.0,
            steam_kg: 0.0,
            elapsed_s: 0.0,
        }
    }

    pub fn step(&mut self) {
        self.machine.step(DT_S, &self.inputs, &mut self.outputs);
        for &(control, state) in &self.outputs.latched {
            self.inputs.controls[control].state = state;
        }
        self.outputs.outlets.iter().for_each(|m| self.cup.add(m));
        self.outputs.overflows.iter().for_each(|(_, m)| self.spilt.add(m));
        self.given_j += self.outputs.seat_heat_j.iter().sum::<f64>();
        self.steam_kg += self.outputs.steam.iter().map(|s| s.0).sum::<f64>();
        self.elapsed_s += DT_S;
    }

    pub fn run(&mut self, seconds: f64) {
        for _ in 0..(seconds / DT_S).round() as usize {
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

    /// Moves a control to a position.
    pub fn turn(&mut self, control: &str, state: &str) {
        let c = self.machine.index(Kind::Control, control).unwrap();
        self.inputs.controls[c].state = self.machine.control_states(c).iter().position(|s| s == state).unwrap();
    }

    /// Puts a finger on a control, or takes it off.
    pub fn touch(&mut self, control: &str, pressed: bool) {
        let c = self.machine.index(Kind::Control, control).unwrap();
        self.inputs.controls[c].pressed = pressed;
    }

    /// Holds a control down for a while, and lets go.
    pub fn hold(&mut self, control: &str, seconds: f64) {
        self.touch(control, true);
        self.run(seconds);
        self.touch(control, false);
        self.step();
    }

    pub fn joint(&mut self, joint: &str, x: f64) {
        let j = self.machine.index(Kind::Joint, joint).unwrap();
        self.inputs.joints[j].x = x;
    }

    pub fn pour(&mut self, store: &str, mix: &Mixture) {
        let i = self.machine.index(Kind::Store, store).unwrap();
        self.machine.pour_in(Vessel::Store(i), mix);
    }

    pub fn get(&self, var: &str) -> f64 {
        self.machine.get(var).unwrap_or_else(|| panic!("no variable {var}"))
    }
}
