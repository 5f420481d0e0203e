//! Controls: what a finger presses, tips or turns.

use serde::{Deserialize, Serialize};

use super::{Component, Read, State, flag};
use crate::machine::Machine;
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::spec::Guard;

/// What is printed on a part, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

/// What a finger operates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlSpec {
    /// How it moves.
    pub class: ControlClass,
    /// Travel, mm (degrees for levers and rotary ones).
    pub travel: f64,
    /// Force that operates it, N (N·m for rotary ones).
    pub force: f64,
    /// Its positions by name, the resting one first. One that springs back has a single position.
    pub states: Vec<String>,
    /// What is printed on it.
    #[serde(default)]
    pub labels: Label,
    /// While this holds it is locked: it moves, and does nothing.
    #[serde(default)]
    pub lock: Option<Guard>,
    /// How long it must be held down to be `held`, s.
    #[serde(default = "long_press_s")]
    pub hold_s: f64,
}

fn long_press_s() -> f64 {
    3.0
}

/// How a control moves (§1.3 of the process model).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ControlClass {
    /// Capacitive; springs back.
    Touch,
    /// Under a foil; springs back.
    Membrane,
    /// Springs back.
    PushMomentary,
    /// Stays in until pushed again.
    PushLatching,
    /// Tips between two positions.
    Rocker,
    /// A kettle's lever, thrown back by its bimetal.
    KettleLever,
    /// Turns from notch to notch: its positions lie evenly over its travel.
    RotaryDetent,
    /// Turns freely and stays: its position is read as `open`, 0–1.
    ValveKnob,
    /// Pushed in and turned: its positions lie evenly over its travel.
    GasKnob,
}

impl ControlClass {
    /// Whether it springs back and so only gives `pressed` events.
    pub const fn is_momentary(self) -> bool {
        matches!(self, ControlClass::Touch | ControlClass::Membrane | ControlClass::PushMomentary)
    }

    /// Whether it is turned by a hand that holds it, instead of pressed.
    pub const fn turns(self) -> bool {
        matches!(self, ControlClass::RotaryDetent | ControlClass::ValveKnob | ControlClass::GasKnob)
    }
}

/// A control in the program.
#[derive(Clone, Debug)]
pub(crate) struct ControlPlan {
    pub states: Vec<String>,
    /// Whether it has no notches.
    pub is_smooth: bool,
}

/// A control's position, as the machine last saw or threw it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ControlState {
    pub at: usize,
}

impl Component for ControlSpec {
    type Plan = ControlPlan;
    type State = ControlState;

    const VARS: &'static [(&'static str, Read)] = &[
        ("pos", |m, i| m.parts.controls[i].at as f64),
        ("open", Machine::control_open),
        ("pressed", |m, i| flag(m.inputs.controls[i].pressed)),
    ];

    fn check(&self, c: &mut Check) {
        if self.states.is_empty() {
            c.wrong("states must name one position or more".into());
        }
    }

    fn plan(&self, _: &str, _: &mut Builder) -> Option<ControlPlan> {
        Some(ControlPlan { states: self.states.clone(), is_smooth: self.class == ControlClass::ValveKnob })
    }

    fn state(&self, _: f64) -> ControlState {
        ControlState::default()
    }
}

impl State for ControlState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(self.at as u64);
    }
}

impl Machine {
    /// How far a control is turned, 0–1: one with notches by the notch.
    pub(crate) fn control_open(&self, index: usize) -> f64 {
        let plan = &self.program.plans.controls[index];
        if plan.is_smooth {
            return self.inputs.controls[index].open.clamp(0.0, 1.0);
        }
        self.parts.controls[index].at as f64 / (plan.states.len() - 1).max(1) as f64
    }
}
