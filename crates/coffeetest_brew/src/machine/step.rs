//! One step of a machine, in the order of §2.7: controls, electrics, heaters, movers, beds, outlets, stores, indicators.

use super::program::{End, Pipe};
use super::{Inputs, Machine, Outputs, Vessel};
use crate::comp::{Into, Lid, MoverKind, OutletState};
use crate::filter::Wear;
use crate::heater::Sink;
use crate::mixture::{Mixture, Part, share};
use crate::pour::{Flow, hole_m3_s};
use crate::property::BOILING_J_KG;
use crate::species::Species;

/// A sleeping machine is stepped this often, s.
const SLEEP_STEP_S: f64 = 1.0;
/// Below this a siphon or an element sucks air, ml (E7).
const DRY_ML: f64 = 5.0;
/// A film in a drain below this is gone, kg.
const FILM_KG: f64 = 1e-4;
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
        self.step_grinders(out, dt_s);
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
                // Its siphon steps it.
                Into::Line => {}
                Into::Store(s) => {
                    let store = &mut self.parts.stores[s];
                    let sink = if store.volume_ml() >= DRY_ML {
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

    /// The most that a pipe lets through, m³/s.
    fn pipe_m3_s(&self, pipe: &Pipe) -> f64 {
        if let End::Outlet(o) = pipe.end
            && self.program.plans.outlets[o].needs.as_ref().is_some_and(|needs| !needs.holds(self))
        {
            return 0.0;
        }
        let mut most = f64::INFINITY;
        for &v in &pipe.valves {
            let open = self.parts.valves[v].open;
            most = most.min(if open > 0.0 { self.program.plans.valves[v].cv_m3_s * open } else { 0.0 });
        }
        most
    }

    fn step_mover(&mut self, m: usize, out: &mut Outputs, dt_s: f64) {
        let plan = &self.program.plans.movers[m];
        let most_m3_s = self.pipe_m3_s(&plan.pipe);
        let end = plan.pipe.end;
        let vapour_kg = self.ledger.steam_kg;
        let parcel = match (plan.kind, plan.from, plan.heater) {
            (MoverKind::ThermoSiphon { eta, x_steam, t_out }, Some(from), Some(heater)) => {
                self.siphon(from, heater, (eta, x_steam, t_out), most_m3_s, dt_s)
            }
            (MoverKind::Gravity { a_m2, cd }, Some(from), _) => self.fall(from, a_m2, cd, most_m3_s, dt_s),
            (MoverKind::Tap { q_max_g_s, water_c }, _, _) => {
                let open = plan.pipe.valves.iter().map(|&v| self.parts.valves[v].open).product::<f64>();
                let kg = (q_max_g_s * 1e-3 * open).min(most_m3_s * 1000.0) * dt_s;
                let water = Mixture::of(Species::Water, kg, water_c);
                self.ledger.mains.add(&water);
                water
            }
            _ => Mixture::EMPTY,
        };
        self.parts.movers[m].vapour_kg_s = (self.ledger.steam_kg - vapour_kg) / dt_s;
        self.parts.movers[m].kg_s = parcel.mass_kg() / dt_s;
        if !parcel.is_empty() {
            self.deliver(&parcel, end, out, dt_s);
        }
    }

    /// A heated line lifts water (E7). The element is held at boiling as long as there is water to take its heat.
    fn siphon(
        &mut self,
        from: usize,
        heater: usize,
        (eta, x_steam, t_out): (f64, f64, f64),
        most_m3_s: f64,
        dt_s: f64,
    ) -> Mixture {
        let air = self.inputs.air;
        let store = &mut self.parts.stores[from];
        let heater = &mut self.parts.heaters[heater];
        if heater.temp_c() <= air.boil_c
            || store.volume_ml() < DRY_ML
            || most_m3_s <= 0.0
            || store.flow() != Flow::Liquid
        {
            heater.step(Sink::Air, air.temp_c, &mut self.ledger, dt_s);
            return Mixture::EMPTY;
        }
        let tank_c = store.temp_c();
        let warm_k = (t_out.min(air.boil_c) - tank_c).max(0.0);
        let offer_j = heater.line_offer_j(eta, air.boil_c, dt_s);
        let kg = offer_j / (store.specific_j_kg_k() * warm_k + x_steam * BOILING_J_KG).max(1.0);
        let mut parcel = store.draw_liquid(kg.min(most_m3_s * 1000.0 * dt_s));
        let steam_kg = (x_steam * parcel.mass_kg()).min(parcel.kg(Species::Water));
        let taken_j = parcel.heat_capacity_j_k() * warm_k + steam_kg * BOILING_J_KG;
        parcel.enthalpy_j += taken_j;
        parcel.remove(Species::Water, steam_kg);
        parcel.enthalpy_j -= self.ledger.boil(steam_kg, tank_c + warm_k, BOILING_J_KG);
        heater.step_line(taken_j, air.temp_c, &mut self.ledger, dt_s);
        parcel
    }

    /// Liquid falls through a hole in the floor (E9), with what lies in it.
    fn fall(&mut self, from: usize, a_m2: f64, cd: f64, most_m3_s: f64, dt_s: f64) -> Mixture {
        let store = &mut self.parts.stores[from];
        let volume_m3 = store.volume_ml() * 1e-6;
        if volume_m3 <= 0.0 || most_m3_s <= 0.0 || store.flow() != Flow::Liquid {
            return Mixture::EMPTY;
        }
        let leaves_m3 = hole_m3_s(a_m2, cd, store.level_m()).min(most_m3_s) * dt_s;
        let film = store.mass_kg() < FILM_KG;
        store.draw(Part::All, if film { 1.0 } else { share(leaves_m3, volume_m3) })
    }

    fn is_bed_away(&self, bed: usize) -> bool {
        self.program.plans.beds[bed].seat.is_some_and(|s| !self.inputs.seats[s].occupied)
    }

    pub(crate) fn deliver(&mut self, parcel: &Mixture, end: End, out: &mut Outputs, dt_s: f64) {
        match end {
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
        let flow = self.parts.beds[b].step(piece.as_ref(), most_m3_s, &self.inputs.air, &mut self.ledger, dt_s);
        self.wear(slot, !self.parts.beds[b].is_still(), dt_s);
        if !flow.out.is_empty() {
            self.deliver(&flow.out, end, out, dt_s);
        }
        if !flow.overflow.is_empty() {
            match overflow {
                Some(store) => self.parts.stores[store].receive(&flow.overflow),
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
        for (i, store) in self.parts.stores.iter_mut().enumerate() {
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
        }
    }
}
