//! Grinders: beans in, grounds out.

use serde::{Deserialize, Serialize};

use super::{Component, Kind, Read, State, flag};
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::program::{End, Turn};
use crate::machine::{Machine, Outputs};
use crate::species::Species;

/// Median particle diameter of beans that a blade has just broken, µm (E16).
const BLADE_START_UM: f64 = 1500.0;
/// A full turn of a crank, degrees.
const FULL_TURN_DEG: f64 = 360.0;

/// Grinds beans (E16). It runs while the controller says so, or while its crank is turned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrinderSpec {
    /// The store that holds the beans.
    pub hopper: String,
    /// The bed, store or outlet that gets the grounds; for a blade grinder its hopper.
    pub to: String,
    /// Rate, g/s.
    pub rate_g_s: f64,
    /// Finest and coarsest median particle diameter, µm.
    pub d50_um: (f64, f64),
    /// The `Joint` or turning `Control` that sets it, fine to coarse; without one it grinds as fine as it can.
    #[serde(default)]
    pub setting: Option<String>,
    /// A blade grinder's time constant, s: it cuts everything at once, from 1,500 µm down to the finest.
    #[serde(default)]
    pub blade_tau_s: Option<f64>,
    /// Electric power, W.
    #[serde(default)]
    pub p_w: f64,
    /// The `Joint` that drives it by hand: a full turn of it grinds `rate_g_s` grams.
    #[serde(default)]
    pub crank: Option<String>,
    /// The seat in which the part that holds the bed hangs while it is ground into; without one that is where it brews.
    #[serde(default)]
    pub seat: Option<String>,
}

/// A grinder in the program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GrinderPlan {
    hopper: usize,
    to: End,
    rate_kg_s: f64,
    d50_um: (f64, f64),
    setting: Option<Turn>,
    blade_tau_s: Option<f64>,
    p_w: f64,
    /// The joint that drives it by hand.
    crank: Option<usize>,
    /// The seat in which what it grinds into hangs.
    seat: Option<usize>,
}

/// A grinder.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct GrinderState {
    /// For how long it still runs, s.
    left_s: f64,
    /// Where its crank was, once seen.
    crank_x: Option<f64>,
    on: bool,
    power_w: f64,
}

impl GrinderState {
    /// Runs it for that long; 0 stops it.
    pub fn run_for(&mut self, seconds: f64) {
        self.left_s = seconds.max(0.0);
    }
}

impl Component for GrinderSpec {
    type Plan = GrinderPlan;
    type State = GrinderState;

    const VARS: &'static [(&'static str, Read)] = &[
        ("on", |m, i| flag(m.parts.grinders[i].on)),
        ("beans_g", |m, i| m.parts.stores[m.program.plans.grinders[i].hopper].kg(Species::Beans) * 1e3),
        ("d50_um", Machine::grinds_to_um),
    ];

    fn check(&self, c: &mut Check) {
        c.above("rate_g_s", self.rate_g_s);
        c.above("blade_tau_s", self.blade_tau_s.unwrap_or(1.0));
        c.range("p_w", self.p_w, 0.0, 1e5);
        c.range("the finest of d50_um", self.d50_um.0, 20.0, 5000.0);
        c.range("the coarsest of d50_um", self.d50_um.1, self.d50_um.0, 5000.0);
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<GrinderPlan> {
        let hopper = b.kind(name, &self.hopper, Kind::Store, "store");
        let to = match b.find(name, &self.to) {
            Some((Kind::Store, i)) => Some(End::Store(i)),
            Some((Kind::Bed, i)) => Some(End::Bed(i)),
            Some((Kind::Outlet, i)) => Some(End::Outlet(i)),
            Some((kind, _)) => {
                b.wrong_kind(name, &self.to, kind, "store, bed or outlet");
                None
            }
            None => None,
        };
        let setting = self.setting.as_ref().and_then(|turn| b.turn(name, turn));
        let crank = self.crank.as_ref().and_then(|joint| b.kind(name, joint, Kind::Joint, "joint"));
        let seat = self.seat.as_ref().and_then(|seat| b.kind(name, seat, Kind::Seat, "seat"));
        if self.crank.is_none() {
            b.needs_plug(name, "a grinder without a crank");
        }
        if self.blade_tau_s.is_some() && self.to != self.hopper {
            b.wiring(name, format!("a blade grinds where the beans are: `to` must be `{}`", self.hopper));
        }
        Some(GrinderPlan {
            hopper: hopper?,
            to: to?,
            rate_kg_s: self.rate_g_s * 1e-3,
            d50_um: self.d50_um,
            setting,
            blade_tau_s: self.blade_tau_s,
            p_w: self.p_w,
            crank,
            seat,
        })
    }

    fn state(&self, _: f64) -> GrinderState {
        GrinderState::default()
    }
}

impl State for GrinderState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(u64::from(self.on));
        for x in [self.left_s, self.crank_x.unwrap_or(f64::INFINITY), self.power_w] {
            feed(x.to_bits());
        }
    }

    fn power_w(&self) -> f64 {
        self.power_w
    }

    fn is_quiet(&self) -> bool {
        !self.on
    }
}

impl Machine {
    /// The median particle diameter that a grinder grinds to; of a blade grinder, what it has ground to, µm.
    fn grinds_to_um(&self, index: usize) -> f64 {
        let plan = &self.program.plans.grinders[index];
        let (fine, coarse) = plan.d50_um;
        if plan.blade_tau_s.is_some() {
            return self.parts.stores[plan.hopper].d50_um().unwrap_or(BLADE_START_UM);
        }
        fine + (coarse - fine) * plan.setting.map_or(0.0, |turn| self.turned(turn))
    }

    /// One step of every grinder (E16).
    pub(crate) fn step_grinders(&mut self, out: &mut Outputs, dt_s: f64) {
        for g in 0..self.parts.grinders.len() {
            self.step_grinder(g, out, dt_s);
        }
    }

    fn step_grinder(&mut self, g: usize, out: &mut Outputs, dt_s: f64) {
        let plan = self.program.plans.grinders[g];
        let live = self.inputs.plug_v > 0.0;
        let state = &mut self.parts.grinders[g];
        let by_motor_s = if live && plan.crank.is_none() { state.left_s.min(dt_s) } else { 0.0 };
        let by_hand = plan.crank.map_or(0.0, |crank| {
            let x = self.inputs.joints[crank].x;
            (x - state.crank_x.replace(x).unwrap_or(x)).abs() / FULL_TURN_DEG
        });
        // Without power the time that it was told to run passes, too.
        state.left_s -= state.left_s.min(dt_s);
        state.on = by_motor_s > 0.0 || by_hand > 0.0;
        state.power_w = if by_motor_s > 0.0 { plan.p_w } else { 0.0 };
        let drawn_j = plan.p_w * by_motor_s;
        self.ledger.electric_j += drawn_j;
        self.ledger.ambient_j += drawn_j;
        if !self.parts.grinders[g].on {
            return;
        }
        let d50_um = self.grinds_to_um(g);
        let hopper = &mut self.parts.stores[plan.hopper];
        if let Some(tau_s) = plan.blade_tau_s {
            hopper.blend(BLADE_START_UM, plan.d50_um.0, by_motor_s / tau_s, &mut self.ledger);
            return;
        }
        let ground = hopper.grind(plan.rate_kg_s * (by_motor_s + by_hand), d50_um, &mut self.ledger);
        if ground.is_empty() {
            return;
        }
        match (plan.to, plan.seat) {
            (End::Bed(bed), Some(seat)) if self.inputs.seats[seat].occupied => self.drop_on_bed(&ground, bed, out),
            _ => self.deliver(&ground, plan.to, out, dt_s),
        }
    }
}
