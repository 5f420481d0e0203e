//! A copy of a machine on which things are tried out before a hand does them.

use coffeetest_brew::machine::{Inputs, Kind, Outputs, SeatInput};
use coffeetest_brew::spec::Comp;
use coffeetest_brew::{Machine, Mixture, Species};
use coffeetest_scene::Thing;

use crate::graph::Graph;

/// Step of a rehearsal, s: coarse, for machines are exact over it.
const STEP_S: f64 = 0.1;
/// Step of one while nothing flows, s.
const LONG_STEP_S: f64 = 0.5;
/// Variables by which two moments of a machine are told apart, in steps of so much.
const COARSE: [(Kind, &str, f64); 11] = [
    (Kind::Store, "ml", 20.0),
    (Kind::Store, "temp_c", 40.0),
    (Kind::Heater, "on", 1.0),
    (Kind::Heater, "t_el", 60.0),
    (Kind::Mover, "running", 1.0),
    (Kind::Bed, "ml", 20.0),
    (Kind::Bed, "dose_g", 2.0),
    (Kind::Bed, "extracted", 0.08),
    (Kind::Grinder, "on", 1.0),
    (Kind::Timer, "done", 1.0),
    (Kind::Counter, "n", 1.0),
];
/// A finger stays on a button this long, s.
const PRESS_S: f64 = 0.3;

/// One thing that a hand does to a machine.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Deed {
    /// Presses a control that springs back.
    Press(String),
    /// Keeps it pressed for as long as it takes to count as held.
    Hold(String),
    /// Keeps it pressed for as long as what it does is wanted.
    Keep(String),
    /// Brings a control to this position.
    Set(String, usize),
    /// Brings a joint that works something to this share of its way.
    Swing(String, f64),
    /// Puts a part of the machine into one of several seats that take it, and turns it tight there.
    Move(String, String),
    /// Waits for this long, s.
    Wait(f64),
}

/// A machine that is tried out.
#[derive(Clone, Debug)]
pub(crate) struct Trial {
    pub machine: Machine,
    pub inputs: Inputs,
    outputs: Outputs,
    /// What left through all outlets so far.
    pub out: Mixture,
    /// Heat given to what sits in each seat, J.
    pub heat_j: Vec<f64>,
    /// What ran over a rim, kg.
    pub spilled_kg: f64,
    /// Time since the start, s.
    pub time_s: f64,
    /// How often something that it shows, or the state of its controller, has changed.
    pub changes: u32,
}

impl Trial {
    /// The machine as it is.
    pub(crate) fn of(machine: &Machine) -> Self {
        let inputs = machine.inputs();
        Self {
            heat_j: vec![0.0; inputs.seats.len()],
            outputs: machine.outputs(),
            machine: machine.clone(),
            inputs,
            out: Mixture::EMPTY,
            spilled_kg: 0.0,
            time_s: 0.0,
            changes: 0,
        }
    }

    /// The machine with everything about it as it should be: plugged in, its own parts in their seats and tight, its
    /// doors and lids shut.
    #[cfg(test)]
    pub(crate) fn ideal(mut self, thing: &Thing) -> Self {
        let volts = thing.comps.values().find_map(|comp| match comp {
            Comp::Plug(plug) => Some(plug.v),
            _ => None,
        });
        self.inputs.plug_v = volts.unwrap_or(0.0);
        for seat in &mut self.inputs.seats {
            if !seat.occupied {
                *seat = SeatInput::holding(self.inputs.air.temp_c);
            }
        }
        for (name, joint) in self.machine.names(Kind::Joint).iter().zip(&mut self.inputs.joints) {
            let Some(Comp::Joint(spec)) = thing.comps.get(name) else { continue };
            if !Graph(thing).works(name) {
                joint.x = spec.range.0;
                joint.closed = true;
            }
        }
        self
    }

    /// A value of the machine.
    pub(crate) fn get(&self, name: &str) -> f64 {
        self.machine.get(name).unwrap_or(0.0)
    }

    /// Dissolved coffee that left through outlets, kg.
    pub(crate) fn solids_kg(&self) -> f64 {
        self.out.kg(Species::Solids)
    }

    /// Does one thing to it.
    pub(crate) fn act(&mut self, deed: &Deed, thing: &Thing) {
        match deed {
            Deed::Press(name) => self.press(name, PRESS_S),
            Deed::Hold(name) => {
                let hold_s = match thing.comps.get(name) {
                    Some(Comp::Control(control)) => control.hold_s,
                    _ => 0.0,
                };
                self.press(name, hold_s + PRESS_S);
            }
            Deed::Keep(name) => {
                if let Some(control) = self.machine.index(Kind::Control, name) {
                    self.inputs.controls[control].pressed = true;
                    self.run(PRESS_S, |_| false);
                }
            }
            Deed::Set(name, state) => {
                if let Some(control) = self.machine.index(Kind::Control, name) {
                    self.inputs.controls[control].state = *state;
                    self.run(PRESS_S, |_| false);
                }
            }
            Deed::Swing(name, share) => {
                if let Some(control) = self.machine.index(Kind::Control, name) {
                    self.inputs.controls[control].open = *share;
                    self.run(PRESS_S, |_| false);
                    return;
                }
                let Some(Comp::Joint(spec)) = thing.comps.get(name) else { return };
                if let Some(joint) = self.machine.index(Kind::Joint, name) {
                    let now = self.inputs.joints[joint].x;
                    let x = spec.range.0 + share * (spec.range.1 - spec.range.0);
                    if x < now && self.machine.is_blocked(joint) {
                        return;
                    }
                    self.inputs.joints[joint].x = x;
                    self.inputs.joints[joint].closed = *share < 0.03;
                    self.run(PRESS_S, |_| false);
                }
            }
            Deed::Move(body, to) => {
                for seat in Graph(thing).seats_of(body) {
                    let Some(index) = self.machine.index(Kind::Seat, seat) else { continue };
                    self.inputs.seats[index] = match seat == to {
                        true => SeatInput::holding(self.inputs.air.temp_c),
                        false => SeatInput::EMPTY,
                    };
                }
                self.run(PRESS_S, |_| false);
            }
            Deed::Wait(seconds) => {
                self.run(*seconds, |_| false);
            }
        }
    }

    fn press(&mut self, name: &str, seconds: f64) {
        let Some(control) = self.machine.index(Kind::Control, name) else { return };
        self.inputs.controls[control].pressed = true;
        self.run(seconds, |_| false);
        self.inputs.controls[control].pressed = false;
        self.run(PRESS_S, |_| false);
    }

    /// Keeps a control pressed until something holds; how long that takes, s, if it comes about.
    pub(crate) fn keep_pressed(&mut self, name: &str, most_s: f64, until: &dyn Fn(&Trial) -> bool) -> Option<f64> {
        let control = self.machine.index(Kind::Control, name)?;
        let began_s = self.time_s;
        self.inputs.controls[control].pressed = true;
        let reached = self.run(most_s, until);
        self.inputs.controls[control].pressed = false;
        reached.then_some(self.time_s - began_s)
    }

    /// Lets time pass until something holds; says whether it came about.
    pub(crate) fn run(&mut self, seconds: f64, until: impl Fn(&Trial) -> bool) -> bool {
        let end_s = self.time_s + seconds - 0.5 * STEP_S;
        while self.time_s < end_s {
            self.step();
            if until(self) {
                return true;
            }
        }
        false
    }

    /// Whether liquid moves anywhere in it.
    pub(crate) fn flows(&self) -> bool {
        let m = &self.machine;
        let moves = |kind: Kind, var: &str| {
            m.names(kind).iter().any(|name| m.get(&format!("{name}.{var}")).is_some_and(|x| x > 1e-6))
        };
        moves(Kind::Mover, "q") || moves(Kind::Mover, "running") || moves(Kind::Bed, "q") || moves(Kind::Grinder, "on")
    }

    /// One step.
    pub(crate) fn step(&mut self) {
        self.step_by(STEP_S);
    }

    /// One step, long while nothing flows.
    pub(crate) fn stride(&mut self) {
        self.step_by(if self.flows() { STEP_S } else { LONG_STEP_S });
    }

    fn step_by(&mut self, step_s: f64) {
        let before = self.machine.state().map(str::as_ptr);
        self.machine.step(step_s, &self.inputs, &mut self.outputs);
        self.time_s += step_s;
        for &(control, state) in &self.outputs.latched {
            self.inputs.controls[control].state = state;
        }
        self.changes += self.outputs.changed.len() as u32;
        self.changes += u32::from(self.machine.state().map(str::as_ptr) != before);
        self.outputs.outlets.iter().for_each(|mix| self.out.add(mix));
        self.heat_j.iter_mut().zip(&self.outputs.seat_heat_j).for_each(|(sum, heat)| *sum += heat);
        self.spilled_kg += self.outputs.overflows.iter().map(|(_, mix)| mix.mass_kg()).sum::<f64>();
    }

    /// A number that tells apart what matters of the machine now: temperatures and volumes count in coarse steps only.
    pub(crate) fn digest(&self) -> u64 {
        let mut digest = 0xcbf2_9ce4_8422_2325_u64;
        let mut feed = |word: u64| digest = (digest ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
        let m = &self.machine;
        m.state().into_iter().flat_map(str::bytes).for_each(|byte| feed(u64::from(byte)));
        for (kind, var, step) in COARSE {
            for name in m.names(kind) {
                feed((m.get(&format!("{name}.{var}")).unwrap_or(0.0) / step).floor() as i64 as u64);
            }
        }
        (0..m.names(Kind::Indicator).len()).for_each(|indicator| {
            let shown = format!("{:?}", m.pattern(indicator));
            shown.bytes().for_each(|byte| feed(u64::from(byte)));
        });
        self.inputs.controls.iter().for_each(|control| feed(control.state as u64 ^ control.open.to_bits()));
        self.inputs.joints.iter().for_each(|joint| feed(joint.x.to_bits()));
        self.inputs.seats.iter().for_each(|seat| feed(u64::from(seat.occupied)));
        digest
    }
}
