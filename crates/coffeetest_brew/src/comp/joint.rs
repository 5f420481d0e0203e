//! Joints: what a hand swings, slides or screws.

use serde::{Deserialize, Serialize};

use super::{Component, Read, SealState, flag};
use crate::machine::Machine;
use crate::machine::build::Builder;
use crate::machine::check::{Check, rises};
use crate::machine::program::Test;
use crate::spec::Guard;

/// What a hand swings, slides or screws: lids, doors, drawers, levers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JointSpec {
    /// How it moves.
    pub kind: JointKind,
    /// Closed end and open end, degrees or, for slides, metres.
    pub range: (f64, f64),
    /// Force that moves it at the handle, N.
    pub force: f64,
    /// Extra force that frees it from its closed end, N.
    pub latch_n: f64,
    /// Whether the appliance itself feels that it is closed.
    pub sensor: bool,
    /// While this holds it cannot be closed.
    #[serde(default)]
    pub blocked: Option<Guard>,
    /// Whether moving it takes a second hand, which keeps the rest from coming along.
    #[serde(default)]
    pub two_hands: bool,
}

/// How a joint moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JointKind {
    /// Swings about an axis, degrees.
    Hinge,
    /// Slides along an axis, metres.
    Slide,
    /// Screws on, degrees.
    Screw,
}

/// A joint in the program.
#[derive(Clone, Debug)]
pub(crate) struct JointPlan {
    /// Closed end and open end.
    pub range: (f64, f64),
    /// While this holds it cannot be closed.
    pub blocked: Option<Test>,
}

impl Component for JointSpec {
    type Plan = JointPlan;
    type State = SealState;

    const VARS: &'static [(&'static str, Read)] = &[
        ("x", |m, i| m.inputs.joints[i].x),
        ("closed", |m, i| flag(m.inputs.joints[i].closed)),
        ("open", Machine::joint_open),
        ("tight", Machine::joint_tight),
    ];

    fn check(&self, c: &mut Check) {
        if !rises(self.range.0, self.range.1) {
            c.wrong(format!("range is {:?}; it goes from closed to open, rising", self.range));
        }
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<JointPlan> {
        Some(JointPlan { range: self.range, blocked: self.blocked.as_ref().and_then(|g| b.guard(name, g)) })
    }

    fn state(&self, _: f64) -> SealState {
        SealState::default()
    }
}

impl Machine {
    /// How far a joint is open, 0–1.
    pub(crate) fn joint_open(&self, index: usize) -> f64 {
        let (closed, open) = self.program.plans.joints[index].range;
        ((self.inputs.joints[index].x - closed) / (open - closed)).clamp(0.0, 1.0)
    }

    /// Whether something is in the way of closing a joint.
    pub fn is_blocked(&self, joint: usize) -> bool {
        self.program.plans.joints[joint].blocked.as_ref().is_some_and(|blocked| blocked.holds(self))
    }

    /// How tight a joint shuts, 0–1: wholly at its closed end, if its seal is not worn.
    pub(crate) fn joint_tight(&self, index: usize) -> f64 {
        (1.0 - self.joint_open(index)) * self.parts.joints[index].left()
    }
}
