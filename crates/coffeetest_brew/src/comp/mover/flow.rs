//! Movers: what drives each, what it has to overcome, where its flow goes (E7–E11).

use super::{Lift, MoverKind};
use crate::comp::{DRY_ML, Lid};
use crate::heater::Sink;
use crate::machine::program::{End, Pipe};
use crate::machine::{Machine, Outputs, Vessel};
use crate::mixture::{Mixture, Part, share};
use crate::pour::{Flow, hole_m3_s};
use crate::property::{BOILING_J_KG, G_M_S2, water_density_kg_m3};
use crate::species::Species;

/// A film in a drain below this is gone, kg.
const FILM_KG: f64 = 1e-4;
/// A seat turned less than this leaks, 0–1 (§1.5.5).
const TIGHT: f64 = 0.8;
/// By this share of the scale in a line a metered amount is too small (§1.5.2).
const METERED: f64 = 0.5;

/// What a pushed flow meets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meets {
    /// Pressure at no flow, Pa.
    pub still_pa: f64,
    /// Pressure per flow, Pa per m³/s.
    pub resistance_pa_s_m3: f64,
    /// The most that gets through, m³/s.
    pub most_m3_s: f64,
    /// Share of an unhindered flow that finds a way past, 0–1.
    pub leak: f64,
}

/// What a mover moves in one step.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moved {
    pub parcel: Mixture,
    /// Share that leaves beside its way.
    pub sprays: f64,
    /// Whether it is pushed, and does not just run.
    pub pushed: bool,
}

impl Moved {
    fn runs(parcel: Mixture) -> Moved {
        Moved { parcel, ..Moved::default() }
    }
}

impl Machine {
    pub(crate) fn step_mover(&mut self, m: usize, out: &mut Outputs, dt_s: f64) {
        let plan = &self.program.plans.movers[m];
        let (kind, from, heater, end, lift) = (plan.kind, plan.from, plan.heater, plan.pipe.end, plan.lift);
        let stopped = plan.needs.as_ref().is_some_and(|needs| !needs.holds(self));
        let away = from.is_some_and(|s| self.is_store_away(s));
        let most_m3_s = if stopped || away { 0.0 } else { self.pipe_m3_s(&plan.pipe) };
        let (vapour_kg, vapour_j) = (self.ledger.steam_kg, self.ledger.steam_j);
        let mut moved = match (kind, from, heater) {
            (MoverKind::ThermoSiphon { eta, x_steam, t_out }, Some(from), Some(heater)) => {
                Moved::runs(self.siphon(from, heater, (eta, x_steam, t_out), (most_m3_s, lift.dead_ml), dt_s))
            }
            (MoverKind::Gravity { a_m2, cd }, Some(from), _) => {
                Moved::runs(self.fall(from, a_m2, cd, (most_m3_s, lift), dt_s))
            }
            (MoverKind::Tap { q_max_g_s, water_c }, _, _) => {
                Moved::runs(self.run_tap(m, q_max_g_s, water_c, most_m3_s, dt_s))
            }
            (MoverKind::Vibe { .. }, Some(from), _) => self.pump(m, from, most_m3_s, dt_s),
            (MoverKind::Steam, Some(from), _) => self.blow(from, end, lift, most_m3_s, dt_s),
            (MoverKind::Bubble { q_ml_s }, Some(from), heater) => {
                Moved::runs(self.bubble(from, heater, q_ml_s, (most_m3_s, lift.dead_ml), dt_s))
            }
            _ => Moved::default(),
        };
        if let Some(heater) =
            heater.filter(|_| !matches!(kind, MoverKind::ThermoSiphon { .. } | MoverKind::Bubble { .. }))
        {
            self.parts.heaters[heater].warm(&mut moved.parcel, &self.inputs.air, &mut self.ledger, dt_s);
        }
        let clean = self.line_clean(m);
        let state = &mut self.parts.movers[m];
        let vapour = (self.ledger.steam_kg - vapour_kg, self.ledger.steam_j - vapour_j);
        state.vapour_kg_s = vapour.0 / dt_s;
        state.kg_s = moved.parcel.mass_kg() / dt_s;
        if !moved.parcel.is_empty() {
            // As a flow meter in cold water counts it: past its wheel the water runs the faster the narrower scale has made it.
            state.moved_ml += moved.parcel.liquid_kg() * 1e3 / (1.0 - METERED * (1.0 - clean));
            self.hand_on(moved, end, out, dt_s);
        }
        if kind == MoverKind::Steam {
            self.condense(vapour, end);
        }
    }

    /// Elements in lines through which nothing flowed see air.
    pub(crate) fn step_idle_lines(&mut self, dt_s: f64) {
        let room_c = self.inputs.air.temp_c;
        for &h in &self.program.line_heaters {
            if !self.parts.heaters[h].is_stepped() {
                self.parts.heaters[h].step(Sink::Air, room_c, &mut self.ledger, dt_s);
            }
        }
    }

    /// Lets a flow go its way: what runs falls onto a bed, what is pushed passes through it.
    fn hand_on(&mut self, mut moved: Moved, end: End, out: &mut Outputs, dt_s: f64) {
        let End::Bed(b) = end else { return self.deliver(&moved.parcel, end, out, dt_s) };
        if !moved.pushed || self.is_bed_away(b) {
            return self.deliver(&moved.parcel, end, out, dt_s);
        }
        if moved.sprays > 0.0 {
            let beside = moved.parcel.take(Part::All, moved.sprays);
            let spray = self.parts.beds[b].spray(beside, &mut self.ledger);
            out.overflows.push((Vessel::Bed(b), spray));
            out.dirty = true;
        }
        let surplus = self.parts.beds[b].push_in(&moved.parcel);
        if !surplus.is_empty() {
            out.overflows.push((Vessel::Bed(b), surplus));
            out.dirty = true;
        }
    }

    /// Share of what scale leaves of a mover's line: of the heater that it passes, or that heats the store it draws from,
    /// 0–1.
    pub(super) fn line_clean(&self, m: usize) -> f64 {
        self.program.plans.movers[m].scaled_with.map_or(1.0, |h| self.parts.heaters[h].clean())
    }

    /// The most that a pipe lets through, m³/s.
    pub(crate) fn pipe_m3_s(&self, pipe: &Pipe) -> f64 {
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

    /// What a flow that is pushed to an end meets there.
    pub(super) fn meets(&self, end: End, dt_s: f64) -> Meets {
        let open = Meets { still_pa: 0.0, resistance_pa_s_m3: 0.0, most_m3_s: f64::INFINITY, leak: 0.0 };
        match end {
            End::Store(s) if !self.is_store_away(s) => Meets { still_pa: self.parts.stores[s].gauge_pa(), ..open },
            End::Bed(b) if !self.is_bed_away(b) => {
                let (plan, bed) = (&self.program.plans.beds[b], &self.parts.beds[b]);
                let piece = self.parts.slots[plan.slot].piece;
                Meets {
                    resistance_pa_s_m3: bed.resistance_pa_s_m3(piece.as_ref()),
                    most_m3_s: self.pipe_m3_s(&plan.pipe) + bed.thirst_m3() / dt_s,
                    leak: plan.seat.map_or(0.0, |s| self.leak(Lid::Seat(s))),
                    ..open
                }
            }
            _ => open,
        }
    }

    /// How far a seat or joint that should be tight is open, 0–1.
    pub(crate) fn leak(&self, seal: Lid) -> f64 {
        let tight = match seal {
            Lid::Joint(j) => self.joint_tight(j),
            Lid::Seat(s) => self.seat_tight(s),
        };
        (1.0 - tight / TIGHT).clamp(0.0, 1.0)
    }

    /// Liquid in a store above what cannot be reached, kg.
    pub(super) fn reach_kg(&self, store: usize, dead_ml: f64) -> f64 {
        let store = &self.parts.stores[store];
        let volume_ml = store.volume_ml();
        if store.flow() == Flow::Liquid { share(volume_ml - dead_ml, volume_ml) * store.liquid_kg() } else { 0.0 }
    }

    fn run_tap(&mut self, m: usize, q_max_g_s: f64, water_c: f64, most_m3_s: f64, dt_s: f64) -> Mixture {
        let open = self.program.plans.movers[m].pipe.valves.iter().map(|&v| self.parts.valves[v].open).product::<f64>();
        let kg = (q_max_g_s * 1e-3 * open).min(most_m3_s * 1000.0) * dt_s;
        let water = Mixture::of(Species::Water, kg, water_c);
        self.ledger.mains.add(&water);
        water
    }

    /// A heated line lifts water (E7). The element is held at boiling as long as there is water to take its heat. Scale
    /// narrows the line: less is lifted, and what heat that does not take makes steam.
    fn siphon(
        &mut self,
        from: usize,
        heater: usize,
        (eta, x_steam, t_out): (f64, f64, f64),
        (most_m3_s, dead_ml): (f64, f64),
        dt_s: f64,
    ) -> Mixture {
        let air = self.inputs.air;
        let store = &mut self.parts.stores[from];
        let heater = &mut self.parts.heaters[heater];
        if heater.temp_c() <= air.boil_c
            || heater.is_stepped()
            || store.volume_ml() < DRY_ML.max(dead_ml)
            || most_m3_s <= 0.0
            || store.flow() != Flow::Liquid
        {
            return Mixture::EMPTY;
        }
        let tank_c = store.temp_c();
        let warm_k = (t_out.min(air.boil_c) - tank_c).max(0.0);
        let offer_j = heater.line_offer_j(eta, air.boil_c, dt_s);
        let clean = heater.clean();
        let warm_j_kg = store.specific_j_kg_k() * warm_k;
        let lift_j_kg = warm_j_kg + x_steam * BOILING_J_KG;
        // As much steam as leaves `clean` of the liquid that a clean line lifts with the same heat.
        let lifts = clean * (1.0 - x_steam);
        let x_steam = (lift_j_kg - lifts * warm_j_kg) / (lift_j_kg + lifts * BOILING_J_KG);
        let kg = offer_j / (warm_j_kg + x_steam * BOILING_J_KG).max(1.0);
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
    fn fall(&mut self, from: usize, a_m2: f64, cd: f64, (most_m3_s, lift): (f64, Lift), dt_s: f64) -> Mixture {
        let store = &mut self.parts.stores[from];
        let volume_m3 = store.volume_ml() * 1e-6;
        if volume_m3 <= 0.0 || most_m3_s <= 0.0 || store.flow() != Flow::Liquid {
            return Mixture::EMPTY;
        }
        let head_m = store.level_m() - lift.head_m;
        if head_m * water_density_kg_m3(store.temp_c()) * G_M_S2 < lift.crack_pa {
            return Mixture::EMPTY;
        }
        let reach_m3 = volume_m3 - lift.dead_ml * 1e-6;
        let leaves_m3 = (hole_m3_s(a_m2, cd, head_m).min(most_m3_s) * dt_s).min(reach_m3);
        let film = store.mass_kg() < FILM_KG && lift.dead_ml <= 0.0 && lift.head_m <= 0.0;
        store.draw(Part::All, if film { 1.0 } else { share(leaves_m3, volume_m3) })
    }
}
