//! Controls: what a finger presses, tips or turns.

use serde::{Deserialize, Serialize};

use super::{Component, Read, State, flag};
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::program::{Event, Test};
use crate::machine::{ControlInput, Machine, Outputs};
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
    pub lock: Option<Test>,
}

/// A control's position, as the machine last saw or threw it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ControlState {
    pub at: usize,
    /// Whether a finger was on it in the last step.
    touched: bool,
    /// Held down, and the machine knows.
    down: bool,
    down_s: f64,
    hold_s: f64,
    /// Out of order: nothing that is done to it arrives.
    pub stuck: bool,
}

impl ControlState {
    fn is_held(&self) -> bool {
        self.down && self.down_s >= self.hold_s
    }
}

impl Component for ControlSpec {
    type Plan = ControlPlan;
    type State = ControlState;

    const VARS: &'static [(&'static str, Read)] = &[
        ("pos", |m, i| m.parts.controls[i].at as f64),
        ("open", Machine::control_open),
        ("pressed", |m, i| flag(m.parts.controls[i].down)),
        ("held", |m, i| flag(m.parts.controls[i].is_held())),
    ];

    fn check(&self, c: &mut Check) {
        if self.states.is_empty() {
            c.wrong("states must name one position or more".into());
        }
        c.range("hold_s", self.hold_s, 0.0, 60.0);
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<ControlPlan> {
        Some(ControlPlan {
            states: self.states.clone(),
            is_smooth: self.class == ControlClass::ValveKnob,
            lock: self.lock.as_ref().and_then(|g| b.guard(name, g)),
        })
    }

    fn state(&self, _: f64) -> ControlState {
        ControlState { hold_s: self.hold_s, ..ControlState::default() }
    }
}

impl State for ControlState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(self.at as u64);
        feed([self.touched, self.down, self.stuck].into_iter().fold(0, |bits, flag| bits << 1 | u64::from(flag)));
        feed(self.down_s.to_bits());
    }

    fn is_quiet(&self) -> bool {
        !self.down || self.is_held()
    }
}

impl Machine {
    /// How far a control is turned, 0–1: one with notches by the notch.
    pub(crate) fn control_open(&self, index: usize) -> f64 {
        let plan = &self.program.plans.controls[index];
        if plan.is_smooth {
            return if self.parts.controls[index].stuck {
                0.0
            } else {
                self.inputs.controls[index].open.clamp(0.0, 1.0)
            };
        }
        self.parts.controls[index].at as f64 / (plan.states.len() - 1).max(1) as f64
    }

    /// Whether a control is at its last position, as switches that are on are.
    pub(crate) fn is_switched_on(&self, control: usize) -> bool {
        self.parts.controls[control].at + 1 == self.program.plans.controls[control].states.len()
    }

    /// Takes over what hands do to a control; fires what that means.
    pub(crate) fn operate(&mut self, c: usize, now: ControlInput, out: &mut Outputs) {
        let plan = &self.program.plans.controls[c];
        let at = now.state.min(plan.states.len() - 1);
        let locked = plan.lock.as_ref().is_some_and(|lock| lock.holds(self));
        let state = &mut self.parts.controls[c];
        let (was_touched, was_down) = (state.touched, state.down);
        state.touched = now.pressed;
        if state.stuck {
            return;
        }
        if at != state.at {
            state.at = at;
            if !locked {
                self.fire(Some((c, Event::Moved(at))), out);
            }
        }
        if now.pressed && !was_touched && !locked {
            let state = &mut self.parts.controls[c];
            (state.down, state.down_s) = (true, 0.0);
            self.fire(Some((c, Event::Pressed)), out);
        } else if was_down && !now.pressed {
            if !locked {
                self.fire(Some((c, Event::Released)), out);
            }
            let state = &mut self.parts.controls[c];
            (state.down, state.down_s) = (false, 0.0);
        }
    }

    /// Fires `held` for the controls that have been held down for their time.
    pub(crate) fn hold_controls(&mut self, out: &mut Outputs, dt_s: f64) {
        for c in 0..self.parts.controls.len() {
            let state = &mut self.parts.controls[c];
            if !state.down || state.is_held() {
                continue;
            }
            state.down_s += dt_s;
            if state.is_held() {
                self.fire(Some((c, Event::Held)), out);
            }
        }
    }
}
