//! The controller: events, guards and timers move it from row to row; indicators follow.

use super::program::{Act, Event, Row, Turn, When};
use super::{Inputs, Machine, Outputs};
use crate::comp::Normally;

/// Rows that can fire in one step, so that a table that runs in a ring ends.
const MOST_MOVES: usize = 4;

impl Machine {
    /// Takes the inputs over; what was operated since the last step becomes events.
    pub(crate) fn take_inputs(&mut self, inputs: &Inputs, out: &mut Outputs) {
        if inputs.air != self.inputs.air {
            self.air_vapour_kg_m3 = inputs.air.vapour_kg_m3();
        }
        let mut pressed = 0u64;
        for (c, (now, before)) in inputs.controls.iter().zip(&self.inputs.controls).enumerate() {
            pressed |= u64::from(now.pressed && !before.pressed) << (c % 64);
        }
        self.inputs.air = inputs.air;
        self.inputs.plug_v = inputs.plug_v;
        self.inputs.joints.copy_from_slice(&inputs.joints);
        self.inputs.controls.copy_from_slice(&inputs.controls);
        self.inputs.seats.copy_from_slice(&inputs.seats);
        self.inputs.sockets.copy_from_slice(&inputs.sockets);
        self.inputs.circuits.copy_from_slice(&inputs.circuits);
        self.inputs.wands.copy_from_slice(&inputs.wands);
        for c in 0..self.parts.controls.len() {
            let state = inputs.controls[c].state.min(self.program.plans.controls[c].states.len() - 1);
            if state != self.parts.controls[c].at {
                self.parts.controls[c].at = state;
                self.fire(Some((c, Event::Moved(state))), out);
            }
            if pressed >> (c % 64) & 1 == 1 {
                self.fire(Some((c, Event::Pressed)), out);
            }
        }
    }

    /// Moves the controller on without events.
    pub(crate) fn control_step(&mut self, out: &mut Outputs, dt_s: f64) {
        self.parts.timers.iter_mut().for_each(|timer| timer.step(dt_s));
        for _ in 0..MOST_MOVES {
            if !self.fire(None, out) {
                break;
            }
        }
    }

    /// Fires the first row that matches; says whether one did.
    fn fire(&mut self, event: Option<(usize, Event)>, out: &mut Outputs) -> bool {
        let Some(row) = self.program.rows.iter().position(|row| self.matches(row, event)) else { return false };
        for i in 0..self.program.rows[row].actions.len() {
            self.act(self.program.rows[row].actions[i], out);
        }
        self.state = self.program.rows[row].next;
        true
    }

    fn matches(&self, row: &Row, event: Option<(usize, Event)>) -> bool {
        if row.state != self.state {
            return false;
        }
        let triggered = match (&row.trigger, event) {
            (When::Event(c, e), Some(event)) => (*c, *e) == event,
            (When::Holds(test), None) => test.holds(self),
            (When::After(timer), None) => self.parts.timers[*timer].is_done(),
            _ => false,
        };
        triggered && row.guard.holds(self)
    }

    fn act(&mut self, act: Act, out: &mut Outputs) {
        match act {
            Act::Heat(h, on) => self.parts.heaters[h].command(on),
            Act::Valve(v, open) => {
                self.parts.valves[v].moved = open != (self.program.plans.valves[v].normally == Normally::Open);
            }
            Act::Start(t) => self.parts.timers[t].start(),
            Act::Add(t, seconds) => self.parts.timers[t].add(seconds),
            Act::Halt(t) => self.parts.timers[t].halt(),
            Act::Inc(c) => self.parts.counters[c].n = self.parts.counters[c].n.saturating_add(1),
            Act::Reset(c) => self.parts.counters[c].n = 0,
            Act::Latch(c, state) => {
                if self.parts.controls[c].at != state {
                    self.parts.controls[c].at = state;
                    out.latched.push((c, state));
                    out.dirty = true;
                }
            }
        }
    }

    /// How far what turns is open, 0–1.
    pub(crate) fn turned(&self, turn: Turn) -> f64 {
        match turn {
            Turn::Joint(j) => self.joint_open(j),
            Turn::Control(c) => self.control_open(c),
        }
    }
}
