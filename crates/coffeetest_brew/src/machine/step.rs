//! One step of a machine, in the order of §2.7: controls, electrics, heaters, movers, beds, outlets, stores, indicators.

use super::program::End;
use super::{Inputs, Machine, Outputs, Vessel};
use crate::comp::OutletState;
use crate::heater::Sink;
use crate::mixture::Mixture;

/// A sleeping machine is stepped this often, s.
const SLEEP_STEP_S: f64 = 1.0;

impl Machine {
    /// Moves everything on by `dt_s` (at most 1 s; 1/60 s is usual). Allocates nothing.
    ///
    /// # Panics
    /// If the inputs are not of the size that [`Machine::inputs`] gives.
    pub fn step(&mut self, dt_s: f64, inputs: &Inputs, out: &mut Outputs) {
        out.clear();
        if self.asleep && *inputs == self.inputs {
            self.pending_s += dt_s;
            if self.pending_s >= SLEEP_STEP_S {
                let dt_s = core::mem::take(&mut self.pending_s);
                self.run(dt_s, out);
            }
            return;
        }
        self.wake();
        self.take_inputs(inputs, out);
        self.run(dt_s, out);
    }

    /// Catches up on what a sleeping machine has not done yet, and ends its sleep.
    pub(crate) fn wake(&mut self) {
        self.asleep = false;
        let dt_s = core::mem::take(&mut self.pending_s);
        if dt_s > 0.0 {
            self.rest(dt_s);
        }
    }

    /// Heat alone, with nothing flowing and no power.
    fn rest(&mut self, dt_s: f64) {
        let room_c = self.inputs.air.temp_c;
        for heater in &mut self.parts.heaters {
            heater.step(Sink::Air, room_c, &mut self.ledger, dt_s);
        }
        for (bed, plan) in self.parts.beds.iter_mut().zip(&self.program.plans.beds) {
            let piece = self.parts.slots[plan.slot].piece;
            bed.step(piece.as_ref(), 0.0, &self.inputs.air, &mut self.ledger, dt_s);
        }
        self.step_stores(dt_s);
    }

    fn run(&mut self, dt_s: f64, out: &mut Outputs) {
        let electric_j = self.ledger.electric_j;
        let vapour_kg = self.ledger.steam_kg + self.ledger.evap_kg;
        self.control_step(out, dt_s);
        self.step_circuits(out, dt_s);
        self.energise();
        self.set_valves();
        self.parts.outlets.iter_mut().for_each(|outlet| outlet.kg_s = 0.0);
        self.step_heaters(out, dt_s);
        for m in 0..self.parts.movers.len() {
            self.step_mover(m, out, dt_s);
        }
        self.step_wands(out, dt_s);
        self.step_grinders(out, dt_s);
        self.step_idle_lines(dt_s);
        for p in 0..self.parts.pistons.len() {
            self.step_piston(p, dt_s);
        }
        for b in 0..self.parts.beds.len() {
            self.step_bed(b, out, dt_s);
        }
        self.step_stores(dt_s);
        self.overflow(out, dt_s);
        self.show(out);
        out.vapour_kg = self.ledger.steam_kg + self.ledger.evap_kg - vapour_kg;
        out.electric_j = self.ledger.electric_j - electric_j;
        out.dirty |= out.electric_j != 0.0;
        self.asleep = !out.dirty && self.parts.is_quiet();
    }

    /// Lets a flow arrive where its way ends.
    pub(crate) fn deliver(&mut self, parcel: &Mixture, end: End, out: &mut Outputs, dt_s: f64) {
        match end {
            End::Store(s) if self.is_store_away(s) => {
                out.astray.push((s, *parcel));
                out.dirty = true;
            }
            End::Store(s) => self.parts.stores[s].receive(parcel),
            // What holds the bed is not there: the flow falls past it and past the valves in it.
            End::Bed(b) if self.is_bed_away(b) => {
                let beyond = match self.program.plans.beds[b].pipe.end {
                    End::Bed(_) => End::Drain,
                    other => other,
                };
                self.deliver(parcel, beyond, out, dt_s);
            }
            End::Bed(b) => self.drop_on_bed(parcel, b, out),
            End::Outlet(o) => {
                out.outlets[o].add(parcel);
                out.dirty = true;
                let stream = &out.outlets[o];
                self.parts.outlets[o] = OutletState { kg_s: stream.mass_kg() / dt_s, temp_c: stream.temp_c() };
            }
            End::Drain => self.ledger.drain.add(parcel),
        }
    }

    /// Matter comes onto a bed, wherever what holds that is.
    pub(crate) fn drop_on_bed(&mut self, parcel: &Mixture, bed: usize, out: &mut Outputs) {
        let surplus = self.parts.beds[bed].pour_in(parcel);
        if !surplus.is_empty() {
            out.overflows.push((Vessel::Bed(bed), surplus));
            out.dirty = true;
        }
    }
}
