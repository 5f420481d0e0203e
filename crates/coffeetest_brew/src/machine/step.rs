//! One step of a machine, in the order of §2.7: controls, electrics, heaters, movers, beds, outlets, stores, indicators.

use super::program::End;
use super::{Inputs, Machine, Outputs, Vessel};
use crate::comp::{Into, Lid, OutletState};
use crate::filter::Wear;
use crate::heater::Sink;
use crate::mixture::{Mixture, Part};

/// A sleeping machine is stepped this often, s.
const SLEEP_STEP_S: f64 = 1.0;
/// Below this a siphon or an element sucks air, ml (E7).
pub(crate) const DRY_ML: f64 = 5.0;
/// Time without flow after which a wet filter counts as used, s (assumed).
const USED_AFTER_S: f64 = 120.0;

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
        for outlet in &mut self.parts.outlets {
            outlet.kg_s = 0.0;
        }
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

    fn step_heaters(&mut self, out: &mut Outputs, dt_s: f64) {
        let room_c = self.inputs.air.temp_c;
        for (i, heater) in self.parts.heaters.iter_mut().enumerate() {
            match self.program.plans.heaters[i].into {
                // What flows through it steps it.
                Into::Line => {}
                Into::Store(s) => {
                    let seat = self.program.plans.stores[s].seat;
                    let away = seat.is_some_and(|seat| !self.inputs.seats[seat].occupied);
                    let store = &mut self.parts.stores[s];
                    let sink = if !away && store.volume_ml() >= DRY_ML {
                        Sink::Body { temp_c: store.temp_c(), ua_w_k: heater.ua_w_k() }
                    } else {
                        Sink::Air
                    };
                    store.heat(heater.step(sink, room_c, &mut self.ledger, dt_s));
                }
                Into::Seat(s) => {
                    let seat = self.inputs.seats[s];
                    let sink = if seat.occupied && seat.contact_w_k > 0.0 {
                        let ua_w_k = 1.0 / (1.0 / heater.ua_w_k() + 1.0 / seat.contact_w_k);
                        Sink::Body { temp_c: seat.temp_c, ua_w_k }
                    } else {
                        Sink::Air
                    };
                    let heat_j = heater.step(sink, room_c, &mut self.ledger, dt_s);
                    out.seat_heat_j[s] += heat_j;
                    out.dirty |= heat_j != 0.0;
                }
                Into::Cavity(s) => {
                    let heat_j = heater.step_cavity(self.inputs.seats[s].occupied, &mut self.ledger, dt_s);
                    out.seat_heat_j[s] += heat_j;
                    out.dirty |= heat_j != 0.0;
                }
            }
        }
    }

    pub(crate) fn is_bed_away(&self, bed: usize) -> bool {
        self.program.plans.beds[bed].seat.is_some_and(|s| !self.inputs.seats[s].occupied)
    }

    pub(crate) fn is_store_away(&self, store: usize) -> bool {
        self.program.plans.stores[store].seat.is_some_and(|s| !self.inputs.seats[s].occupied)
    }

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
            End::Bed(b) => {
                let surplus = self.parts.beds[b].pour_in(parcel);
                if !surplus.is_empty() {
                    out.overflows.push((Vessel::Bed(b), surplus));
                    out.dirty = true;
                }
            }
            End::Outlet(o) => {
                out.outlets[o].add(parcel);
                out.dirty = true;
                let stream = &out.outlets[o];
                self.parts.outlets[o] = OutletState { kg_s: stream.mass_kg() / dt_s, temp_c: stream.temp_c() };
            }
            End::Drain => self.ledger.drain.add(parcel),
        }
    }

    fn step_bed(&mut self, b: usize, out: &mut Outputs, dt_s: f64) {
        let plan = &self.program.plans.beds[b];
        let most_m3_s = if self.is_bed_away(b) { 0.0 } else { self.pipe_m3_s(&plan.pipe) };
        let (end, overflow, slot) = (plan.pipe.end, plan.overflow, plan.slot);
        let piece = self.parts.slots[slot].piece;
        let pressed = self.parts.beds[b].is_pressed();
        let sprays = plan.seat.filter(|_| pressed).map_or(0.0, |seat| self.leak(Lid::Seat(seat)));
        let mut flow = self.parts.beds[b].step(piece.as_ref(), most_m3_s, &self.inputs.air, &mut self.ledger, dt_s);
        let wet = !self.parts.beds[b].is_still() || self.parts.beds[b].has_liquid();
        self.wear(slot, wet, dt_s);
        if sprays > 0.0 && !flow.out.is_empty() {
            out.overflows.push((Vessel::Bed(b), flow.out.take(Part::All, sprays)));
            out.dirty = true;
        }
        if !flow.out.is_empty() {
            self.deliver(&flow.out, end, out, dt_s);
        }
        if !flow.overflow.is_empty() {
            match overflow {
                Some(store) => self.deliver(&flow.overflow, End::Store(store), out, dt_s),
                None => {
                    out.overflows.push((Vessel::Bed(b), flow.overflow));
                    out.dirty = true;
                }
            }
        }
    }

    fn wear(&mut self, slot: usize, flows: bool, dt_s: f64) {
        let slot = &mut self.parts.slots[slot];
        let Some(piece) = &mut slot.piece else { return };
        if flows {
            slot.still_s = 0.0;
            if piece.wear == Wear::Dry {
                piece.wear = Wear::Wet;
            }
        } else if piece.wear == Wear::Wet {
            slot.still_s += dt_s;
            if slot.still_s >= USED_AFTER_S {
                piece.wear = Wear::Used;
            }
        }
    }

    fn step_stores(&mut self, dt_s: f64) {
        let air = self.inputs.air;
        for i in 0..self.parts.stores.len() {
            let leak = self.program.plans.stores[i].seal.map_or(0.0, |seal| self.leak(seal));
            let store = &mut self.parts.stores[i];
            store.set_leak(leak);
            let shut = match self.program.plans.stores[i].lid {
                None => true,
                Some(Lid::Joint(j)) => self.inputs.joints[j].closed,
                Some(Lid::Seat(s)) => self.inputs.seats[s].occupied,
            };
            store.step(&air, self.air_vapour_kg_m3, shut, &mut self.ledger, dt_s);
        }
    }

    fn overflow(&mut self, out: &mut Outputs, dt_s: f64) {
        for (i, store) in self.parts.stores.iter_mut().enumerate() {
            if let Some(drip) = store.drip(dt_s) {
                out.overflows.push((Vessel::Store(i), drip));
                out.dirty = true;
            }
            if let Some(excess) = store.overflow() {
                out.overflows.push((Vessel::Store(i), excess));
                out.dirty = true;
            }
            if let Some(foam) = store.foam_over() {
                out.overflows.push((Vessel::Store(i), foam));
                out.dirty = true;
            }
        }
    }
}
