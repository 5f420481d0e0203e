//! Indicators: what is seen or heard.

use serde::{Deserialize, Serialize};

use super::{Component, Kind, Read, State};
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::program::Test;
use crate::machine::{Machine, Outputs};
use crate::spec::Guard;

/// What is seen or heard. The first rule that holds gives the pattern; none holding means `Off`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorSpec {
    /// What it is.
    pub kind: IndicatorKind,
    /// When it shows what.
    #[serde(default)]
    pub rules: Vec<(Guard, Pattern)>,
}

/// What an indicator is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IndicatorKind {
    /// A lamp.
    Lamp,
    /// A display of words or numbers.
    Display,
    /// A float or gauge that shows this store to be full.
    Float(String),
    /// Glass or a gauge through which the level of this store is seen.
    Window(String),
    /// Anything heard.
    Buzzer,
}

/// What an indicator shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pattern {
    /// Dark or silent.
    Off,
    /// Lit.
    On,
    /// Blinking, times per second.
    Blink(f64),
    /// The sound of this name.
    Sound(String),
    /// These words, in English and Chinese.
    Text(String, String),
    /// The value of this variable, rounded.
    Reading(String),
}

/// An indicator in the program.
#[derive(Clone, Debug)]
pub(crate) struct IndicatorPlan {
    pub rules: Vec<(Test, Pattern)>,
    /// The store seen through it.
    pub window: Option<usize>,
}

/// What an indicator shows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct IndicatorState {
    /// The rule that holds.
    pub rule: Option<usize>,
}

impl Component for IndicatorSpec {
    type Plan = IndicatorPlan;
    type State = IndicatorState;

    const VARS: &'static [(&'static str, Read)] = &[];

    fn check(&self, c: &mut Check) {
        for (_, pattern) in &self.rules {
            if let Pattern::Blink(hz) = pattern {
                c.range("Blink", *hz, 0.01, 100.0);
            }
        }
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<IndicatorPlan> {
        let window = match &self.kind {
            IndicatorKind::Window(s) | IndicatorKind::Float(s) => b.kind(name, s, Kind::Store, "store"),
            IndicatorKind::Lamp | IndicatorKind::Display | IndicatorKind::Buzzer => None,
        };
        let rules = self.rules.iter().filter_map(|(g, pattern)| Some((b.guard(name, g)?, pattern.clone()))).collect();
        Some(IndicatorPlan { rules, window })
    }

    fn state(&self, _: f64) -> IndicatorState {
        IndicatorState::default()
    }
}

impl State for IndicatorState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(self.rule.map_or(0, |s| s as u64 + 1));
    }
}

impl Machine {
    /// Sets every indicator to its first rule that holds.
    pub(crate) fn show(&mut self, out: &mut Outputs) {
        for i in 0..self.parts.indicators.len() {
            let rule = self.program.plans.indicators[i].rules.iter().position(|(test, _)| test.holds(self));
            if rule != self.parts.indicators[i].rule {
                self.parts.indicators[i].rule = rule;
                out.changed.push(i);
                out.dirty = true;
            }
        }
    }
}
