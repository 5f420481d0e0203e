//! The controller: events, guards and timers move it from row to row; indicators follow.

use super::program::{Act, Drive, Event, Row, When};
use super::{Inputs, Machine, Outputs};
use crate::spec::Normally;

/// Rows that can fire in one step, so that a table that runs in a ring ends.
const MOST_MOVES: usize = 4;

impl Machine {
    /// Takes the inputs over; what was operated since the last step becomes events.
    pub(super) fn take_inputs(&mut self, inputs: &Inputs, out: &mut Outputs) {
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
        for c in 0..self.controls.len() {
            let state = inputs.controls[c].state.min(self.program.controls[c].states.len() - 1);
            if state != self.controls[c] {
                self.controls[c] = state;
                self.fire(Some((c, Event::Moved(state))), out);
            }
            if pressed >> (c % 64) & 1 == 1 {
                self.fire(Some((c, Event::Pressed)), out);
            }
        }
    }

    /// Moves the controller on without events.
    pub(super) fn control_step(&mut self, out: &mut Outputs, dt_s: f64) {
        for (i, timer) in self.timers.iter_mut().enumerate() {
            if timer.running {
                timer.elapsed_s = (timer.elapsed_s + dt_s).min(self.program.timers[i]);
            }
        }
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
            (When::After(timer), None) => self.timer_done(*timer),
            _ => false,
        };
        triggered && row.guard.holds(self)
    }

    fn act(&mut self, act: Act, out: &mut Outputs) {
        match act {
            Act::Heat(h, on) => self.heaters[h].command(on),
            Act::Valve(v, open) => {
                self.valves[v].moved = open != (self.program.valves[v].normally == Normally::Open);
            }
            Act::Start(t) => self.timers[t] = super::TimerState { running: true, elapsed_s: 0.0 },
            Act::Latch(c, state) => {
                if self.controls[c] != state {
                    self.controls[c] = state;
                    out.latched.push((c, state));
                    out.dirty = true;
                }
            }
        }
    }

    pub(super) fn timer_done(&self, index: usize) -> bool {
        let t = &self.timers[index];
        t.running && t.elapsed_s >= self.program.timers[index]
    }

    /// How far a joint is open, 0–1.
    pub(super) fn joint_open(&self, index: usize) -> f64 {
        let (closed, open) = self.program.joints[index];
        ((self.inputs.joints[index].x - closed) / (open - closed)).clamp(0.0, 1.0)
    }

    /// Sets every valve by what drives it.
    pub(super) fn set_valves(&mut self) {
        for v in 0..self.valves.len() {
            let plan = &self.program.valves[v];
            let normal = plan.normally == Normally::Open;
            let flag = |b: bool| if b { 1.0 } else { 0.0 };
            self.valves[v].open = match &plan.drive {
                Drive::Guard(test) => flag(test.holds(self) != normal),
                Drive::Joint(joint) => self.joint_open(*joint),
                Drive::Command => flag(self.valves[v].moved != normal),
            };
        }
    }

    /// Sets every indicator to its first rule that holds.
    pub(super) fn show(&mut self, out: &mut Outputs) {
        for i in 0..self.shown.len() {
            let rule = self.program.indicators[i].rules.iter().position(|(test, _)| test.holds(self));
            if rule != self.shown[i] {
                self.shown[i] = rule;
                out.changed.push(i);
                out.dirty = true;
            }
        }
    }
}
