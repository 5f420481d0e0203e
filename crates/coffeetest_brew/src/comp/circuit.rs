//! Circuits: mains behind a breaker.

use serde::{Deserialize, Serialize};

use super::{Component, Kind, Read, State, flag};
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::{CircuitInput, Machine, Outputs};

/// A circuit with its breaker (E17). A home says which sockets hang on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CircuitSpec {
    /// Rated current of the breaker, A.
    pub breaker_a: f64,
    /// Whether it also opens when a live part is wetted.
    #[serde(default)]
    pub rcd: bool,
    /// Thermal time constant of the breaker, s.
    #[serde(default = "tau_s")]
    pub tau_s: f64,
    /// The `Control` that is its lever; its first position is off, its last on.
    pub lever: String,
}

fn tau_s() -> f64 {
    120.0
}

/// Load at which the breaker opens, as the square of the rated current (E17).
const TRIPS: f64 = 1.30;
/// Current at which it opens at once, as a multiple of the rated one.
const AT_ONCE: f64 = 5.0;

/// A circuit in the program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CircuitPlan {
    breaker_a: f64,
    rcd: bool,
    tau_s: f64,
    lever: usize,
}

/// A circuit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CircuitState {
    /// Heat of the breaker's bimetal; 1 is what the rated current leads to.
    theta: f64,
    /// It opened by itself, and its lever has not been thrown since.
    tripped: bool,
    drift_1_s: f64,
}

impl Component for CircuitSpec {
    type Plan = CircuitPlan;
    type State = CircuitState;

    const VARS: &'static [(&'static str, Read)] = &[
        ("live", |m, i| flag(m.is_circuit_live(i))),
        ("a", |m, i| m.inputs.circuits[i].amps),
        ("theta", |m, i| m.parts.circuits[i].theta),
        ("tripped", |m, i| flag(m.parts.circuits[i].tripped)),
    ];

    fn check(&self, c: &mut Check) {
        c.above("breaker_a", self.breaker_a);
        c.above("tau_s", self.tau_s);
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<CircuitPlan> {
        let lever = b.kind(name, &self.lever, Kind::Control, "control")?;
        Some(CircuitPlan { breaker_a: self.breaker_a, rcd: self.rcd, tau_s: self.tau_s, lever })
    }

    fn state(&self, _: f64) -> CircuitState {
        CircuitState::default()
    }
}

impl State for CircuitState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(u64::from(self.tripped));
        feed(self.theta.to_bits());
        feed(self.drift_1_s.to_bits());
    }

    fn is_quiet(&self) -> bool {
        self.drift_1_s.abs() < 1e-6
    }
}

impl Machine {
    /// Whether a circuit is switched on.
    pub fn is_circuit_live(&self, index: usize) -> bool {
        self.is_switched_on(self.program.plans.circuits[index].lever)
    }

    /// Lets a control stand at its last position from the start, as the levers of a home that is lived in do.
    pub fn preset_on(&mut self, control: usize) {
        self.parts.controls[control].at = self.program.plans.controls[control].states.len().saturating_sub(1);
    }

    /// The control that is the lever of a circuit.
    pub fn circuit_lever(&self, index: usize) -> usize {
        self.program.plans.circuits[index].lever
    }

    /// One step of every circuit (E17): a breaker that opens throws its lever to off.
    pub(crate) fn step_circuits(&mut self, out: &mut Outputs, dt_s: f64) {
        for c in 0..self.parts.circuits.len() {
            let plan = self.program.plans.circuits[c];
            let live = self.is_circuit_live(c);
            let CircuitInput { amps, leak } = self.inputs.circuits[c];
            let load = if live { amps / plan.breaker_a } else { 0.0 };
            let state = &mut self.parts.circuits[c];
            let target = load * load;
            let before = state.theta;
            state.theta = target + (before - target) * libm::exp(-dt_s / plan.tau_s);
            state.drift_1_s = (state.theta - before) / dt_s;
            if live {
                state.tripped = state.theta >= TRIPS || load >= AT_ONCE || plan.rcd && leak;
                if state.tripped {
                    self.throw(plan.lever, 0, out);
                }
            }
        }
    }
}
