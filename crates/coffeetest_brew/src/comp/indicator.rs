//! Indicators: what is seen or heard.

use serde::{Deserialize, Serialize};

use super::{Component, Kind, Read, State};
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::program::Test;
use crate::machine::var::Var;
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
    /// A float that comes up when this store is full to its highest mark; rules, if there are any, say when instead.
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
    rules: Vec<Rule>,
    /// The store seen through it.
    window: Option<usize>,
}

#[derive(Clone, Debug)]
struct Rule {
    when: Test,
    shows: Pattern,
    /// The variable that it reads.
    reads: Option<Var>,
}

/// What an indicator shows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct IndicatorState {
    /// The rule that holds.
    rule: Option<usize>,
    /// Out of order: it shows nothing.
    pub dead: bool,
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
        let mut rules = Vec::new();
        for (guard, shows) in &self.rules {
            let reads = if let Pattern::Reading(var) = shows { b.var(name, var) } else { None };
            rules.extend(b.guard(name, guard).map(|when| Rule { when, shows: shows.clone(), reads }));
        }
        let window = match &self.kind {
            IndicatorKind::Window(s) => b.kind(name, s, Kind::Store, "store"),
            IndicatorKind::Float(s) => {
                let store = b.kind(name, s, Kind::Store, "store")?;
                if rules.is_empty() {
                    let fill: Read = |m, i| m.parts.stores[i].volume_ml() / m.program.plans.stores[i].max_ml;
                    let when = Test::Ge(Var::Of(fill, store), 1.0);
                    rules.push(Rule { when, shows: Pattern::On, reads: None });
                }
                None
            }
            IndicatorKind::Lamp | IndicatorKind::Display | IndicatorKind::Buzzer => None,
        };
        Some(IndicatorPlan { rules, window })
    }

    fn state(&self, _: f64) -> IndicatorState {
        IndicatorState::default()
    }
}

impl State for IndicatorState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(self.rule.map_or(0, |s| s as u64 + 1));
        feed(u64::from(self.dead));
    }
}

impl Machine {
    /// Sets every indicator to its first rule that holds.
    pub(crate) fn show(&mut self, out: &mut Outputs) {
        for i in 0..self.parts.indicators.len() {
            let rules = &self.program.plans.indicators[i].rules;
            let dead = self.parts.indicators[i].dead;
            let rule = if dead { None } else { rules.iter().position(|rule| rule.when.holds(self)) };
            if rule != self.parts.indicators[i].rule {
                self.parts.indicators[i].rule = rule;
                out.changed.push(i);
                out.dirty = true;
            }
        }
    }

    fn rule(&self, indicator: usize) -> Option<&Rule> {
        self.parts.indicators[indicator].rule.map(|rule| &self.program.plans.indicators[indicator].rules[rule])
    }

    /// What an indicator shows now.
    pub fn pattern(&self, index: usize) -> &Pattern {
        self.rule(index).map_or(&Pattern::Off, |rule| &rule.shows)
    }

    /// The value that an indicator shows now, if it shows one.
    pub fn reading(&self, index: usize) -> Option<f64> {
        self.rule(index)?.reads.map(|var| var.read(self))
    }

    /// Volume, ml, of the store that is seen through an indicator, if it is a window.
    pub fn window_ml(&self, index: usize) -> Option<f64> {
        self.program.plans.indicators[index].window.map(|s| self.parts.stores[s].volume_ml())
    }
}
