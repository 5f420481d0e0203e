//! Pistons: what they displace in beds, and the force that they take (E18).

use serde::{Deserialize, Serialize};

use super::{Comp, Component, JointKind, JointSpec, Kind, Read, State};
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::{Machine, Vessel};
use crate::property::water_viscosity_pa_s;

/// Time over which the force follows the speed, s: a hand that is stopped by it does not stutter.
const FORCE_TAU_S: f64 = 0.1;

/// A plunger that presses on a bed or on what is in a store (E18).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PistonSpec {
    /// The sliding `Joint` that it hangs on; its closed end is all the way down.
    pub joint: String,
    /// The bed that it presses out, or the store through which its mesh goes down.
    pub presses: String,
    /// Its area, m².
    pub area: f64,
    /// Friction, N.
    pub mu_n: f64,
    /// The seat that it must be in to act, where it can be taken out.
    #[serde(default)]
    pub seat: Option<String>,
}

/// A piston in the program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PistonPlan {
    pub joint: usize,
    pub presses: Vessel,
    pub area_m2: f64,
    pub mu_n: f64,
    pub seat: Option<usize>,
}

/// A piston's state.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PistonState {
    /// How far it is pushed in, m; none before the first step.
    pub pushed_m: Option<f64>,
    /// How fast it goes in, m/s.
    pub speed_m_s: f64,
    /// Force that it takes at this speed, N.
    pub force_n: f64,
}

impl Component for PistonSpec {
    type Plan = PistonPlan;
    type State = PistonState;

    const VARS: &'static [(&'static str, Read)] =
        &[("x", |m, i| m.parts.pistons[i].pushed_m.unwrap_or(0.0)), ("f_n", |m, i| m.parts.pistons[i].force_n)];

    fn check(&self, c: &mut Check) {
        c.above("area", self.area);
        c.range("mu_n", self.mu_n, 0.0, 1e4);
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<PistonPlan> {
        let joint = b.kind(name, &self.joint, Kind::Joint, "joint");
        if let Some(Comp::Joint(JointSpec { kind: JointKind::Hinge | JointKind::Screw, .. })) = b.comp(&self.joint) {
            b.wiring(name, format!("hangs on a sliding joint, and `{}` does not slide", self.joint));
        }
        let presses = match b.find(name, &self.presses) {
            Some((Kind::Bed, i)) => Some(Vessel::Bed(i)),
            Some((Kind::Store, i)) => Some(Vessel::Store(i)),
            Some((kind, _)) => {
                b.wrong_kind(name, &self.presses, kind, "bed or store");
                None
            }
            None => None,
        };
        let seat = self.seat.as_ref().and_then(|s| b.kind(name, s, Kind::Seat, "seat"));
        Some(PistonPlan { joint: joint?, presses: presses?, area_m2: self.area, mu_n: self.mu_n, seat })
    }

    fn state(&self, _: f64) -> PistonState {
        PistonState::default()
    }
}

impl State for PistonState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        for x in [self.pushed_m.unwrap_or(-1.0), self.speed_m_s, self.force_n] {
            feed(x.to_bits());
        }
    }

    fn is_quiet(&self) -> bool {
        self.speed_m_s == 0.0
    }
}

impl Machine {
    pub(crate) fn step_piston(&mut self, p: usize, dt_s: f64) {
        let plan = self.program.plans.pistons[p];
        let open_m = self.program.plans.joints[plan.joint].range.1;
        let pushed_m = (open_m - self.inputs.joints[plan.joint].x).max(0.0);
        let acts = plan.seat.is_none_or(|s| self.inputs.seats[s].occupied);
        let before = self.parts.pistons[p];
        let travel_m = if acts { pushed_m - before.pushed_m.unwrap_or(pushed_m) } else { 0.0 };
        let speed_m_s = travel_m.max(0.0) / dt_s;
        if acts
            && let Vessel::Bed(b) = plan.presses
            && !self.is_bed_away(b)
        {
            self.parts.beds[b].press(plan.area_m2 * travel_m.max(0.0));
        }
        let force_n = if acts { plan.mu_n + self.drag_n_s_m(p) * speed_m_s } else { 0.0 };
        let follow = if acts { dt_s / (FORCE_TAU_S + dt_s) } else { 1.0 };
        let force_n = before.force_n + (force_n - before.force_n) * follow;
        self.parts.pistons[p] = PistonState { pushed_m: Some(pushed_m), speed_m_s, force_n };
    }

    /// Speed, m/s, at which a piston goes in under a force, N (E18).
    pub fn piston_speed_m_s(&self, piston: usize, force_n: f64) -> f64 {
        (force_n - self.program.plans.pistons[piston].mu_n).max(0.0) / self.drag_n_s_m(piston).max(1e-3)
    }

    /// Force per speed of a piston: Darcy through filter and grounds, N per m/s.
    fn drag_n_s_m(&self, p: usize) -> f64 {
        let plan = &self.program.plans.pistons[p];
        let resistance_pa_s_m3 = match plan.presses {
            Vessel::Bed(b) if self.parts.beds[b].has_liquid() => {
                self.parts.beds[b].resistance_pa_s_m3(self.parts.slots[self.program.plans.beds[b].slot].piece.as_ref())
            }
            Vessel::Store(s) if self.parts.stores[s].liquid_kg() > 0.0 => {
                let mesh =
                    self.program.plans.stores[s].strain.as_ref().and_then(|strain| self.parts.slots[strain.slot].piece);
                let mesh_1_m = mesh.map_or(0.0, |piece| piece.resistance_1_m());
                let grounds_1_m = self.parts.stores[s].settled_1_m(plan.area_m2);
                water_viscosity_pa_s(self.parts.stores[s].temp_c()) * (mesh_1_m + grounds_1_m) / plan.area_m2
            }
            _ => 0.0,
        };
        resistance_pa_s_m3 * plan.area_m2 * plan.area_m2
    }
}
