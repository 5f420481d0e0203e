//! Valves: let a flow through or stop it.

use serde::{Deserialize, Serialize};

use super::{Component, Read, State, flag};
use crate::machine::Machine;
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::program::{Test, Turn};
use crate::spec::Guard;

/// Lets a flow through or stops it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValveSpec {
    /// The most that passes when fully open, m³/s; no limit of its own if not given.
    #[serde(default)]
    pub cv: Option<f64>,
    /// Its state when nothing acts on it.
    pub normally: Normally,
    /// Opens (a normally open one: shuts) while this holds.
    #[serde(default)]
    pub opens_when: Option<Guard>,
    /// The `Joint` or turning `Control` whose position it follows: shut at the lower end, fully open at the upper.
    #[serde(default)]
    pub opens_with: Option<String>,
}

/// A valve's state when nothing acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Normally {
    /// Lets through.
    Open,
    /// Stops.
    Closed,
}

/// A valve in the program.
#[derive(Clone, Debug)]
pub(crate) struct ValvePlan {
    pub cv_m3_s: f64,
    pub normally: Normally,
    pub drive: Drive,
}

/// What opens a valve.
#[derive(Clone, Debug)]
pub(crate) enum Drive {
    /// A guard.
    Guard(Test),
    /// The position of a joint or knob.
    Turn(Turn),
    /// The controller.
    Command,
}

/// How far a valve is open, and what the controller wants.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ValveState {
    pub open: f64,
    /// Moved off its normal state by the controller.
    pub moved: bool,
}

impl Component for ValveSpec {
    type Plan = ValvePlan;
    type State = ValveState;

    const VARS: &'static [(&'static str, Read)] = &[("open", |m, i| m.parts.valves[i].open)];

    fn check(&self, c: &mut Check) {
        c.above("cv", self.cv.unwrap_or(1.0));
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<ValvePlan> {
        let drive = match (&self.opens_when, &self.opens_with) {
            (Some(_), Some(_)) => {
                b.wiring(name, "has both opens_when and opens_with; keep one".into());
                Drive::Command
            }
            (Some(guard), None) => b.guard(name, guard).map_or(Drive::Command, Drive::Guard),
            (None, Some(turn)) => b.turn(name, turn).map_or(Drive::Command, Drive::Turn),
            (None, None) => Drive::Command,
        };
        if matches!(drive, Drive::Turn(_)) && self.normally == Normally::Open {
            b.wiring(name, "a valve that follows a joint or knob is normally: Closed".into());
        }
        Some(ValvePlan { cv_m3_s: self.cv.unwrap_or(f64::INFINITY), normally: self.normally, drive })
    }

    fn state(&self, _: f64) -> ValveState {
        ValveState::default()
    }
}

impl State for ValveState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(self.open.to_bits());
        feed(u64::from(self.moved));
    }
}

impl Machine {
    /// Sets every valve by what drives it.
    pub(crate) fn set_valves(&mut self) {
        for v in 0..self.parts.valves.len() {
            let plan = &self.program.plans.valves[v];
            let normal = plan.normally == Normally::Open;
            self.parts.valves[v].open = match &plan.drive {
                Drive::Guard(test) => flag(test.holds(self) != normal),
                Drive::Turn(turn) => self.turned(*turn),
                Drive::Command => flag(self.parts.valves[v].moved != normal),
            };
        }
    }
}
