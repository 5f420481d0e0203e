//! The controller: events, guards and timers move it from row to row; indicators follow.

use super::program::{Act, End, Event, Row, Turn, When};
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
        self.inputs.air = inputs.air;
        self.inputs.plug_v = inputs.plug_v;
        self.inputs.joints.copy_from_slice(&inputs.joints);
        self.inputs.controls.copy_from_slice(&inputs.controls);
        self.inputs.seats.copy_from_slice(&inputs.seats);
        self.inputs.sockets.copy_from_slice(&inputs.sockets);
        self.inputs.circuits.copy_from_slice(&inputs.circuits);
        self.inputs.wands.copy_from_slice(&inputs.wands);
        for (c, control) in inputs.controls.iter().enumerate() {
            self.operate(c, *control, out);
        }
    }

    /// Moves the controller on without events.
    pub(crate) fn control_step(&mut self, out: &mut Outputs, dt_s: f64) {
        self.parts.timers.iter_mut().for_each(|timer| timer.step(dt_s));
        self.hold_controls(out, dt_s);
        for _ in 0..MOST_MOVES {
            if !self.fire(None, out) {
                break;
            }
        }
    }

    /// Fires the first row that matches; says whether one did.
    pub(crate) fn fire(&mut self, event: Option<(usize, Event)>, out: &mut Outputs) -> bool {
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
            Act::Heat(h, to) => self.parts.heaters[h].command(to),
            Act::Tamp(bed) => self.parts.beds[bed].tamp(),
            Act::Mode(mode) => self.mode = Some(mode),
            Act::Grind(g, seconds) => self.parts.grinders[g].run_for(seconds),
            Act::Eject(bed, store) => self.eject(bed, store, out),
            Act::Valve(v, open) => {
                self.parts.valves[v].moved = open != (self.program.plans.valves[v].normally == Normally::Open);
            }
            Act::Run(m, on) => self.set_running(m, on),
            Act::Start(t) => self.parts.timers[t].start(),
            Act::Add(t, seconds) => self.parts.timers[t].add(seconds),
            Act::Halt(t) => self.parts.timers[t].halt(),
            Act::Inc(c) => self.parts.counters[c].n = self.parts.counters[c].n.saturating_add(1),
            Act::Reset(c) => self.parts.counters[c].n = 0,
            Act::Latch(c, state) => self.throw(c, state, out),
        }
    }

    /// Throws a control to a position.
    pub(crate) fn throw(&mut self, control: usize, state: usize, out: &mut Outputs) {
        if self.parts.controls[control].at != state {
            self.parts.controls[control].at = state;
            out.latched.push((control, state));
            out.dirty = true;
        }
    }

    /// Throws what lies in a bed into a store, and the piece it lies on with it, if that is thrown away after use.
    fn eject(&mut self, bed: usize, store: usize, out: &mut Outputs) {
        let slot = self.program.plans.beds[bed].slot;
        let mix = self.parts.beds[bed].lift_out();
        if self.program.plans.slots[slot].is_consumable && self.parts.slots[slot].piece.take().is_some() {
            out.ejected.push(slot);
            out.dirty = true;
        }
        self.deliver(&mix, End::Store(store), out, 1.0);
    }

    /// How far what turns is open, 0–1.
    pub(crate) fn turned(&self, turn: Turn) -> f64 {
        match turn {
            // At its stop it is shut, though a hand leaves it there only nearly.
            Turn::Joint(j) if self.inputs.joints[j].closed => 0.0,
            Turn::Joint(j) => self.joint_open(j),
            Turn::Control(c) => self.control_open(c),
        }
    }
}
