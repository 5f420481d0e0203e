//! Counters count for the controller.

use serde::{Deserialize, Serialize};

use super::{Component, Read, State, flag};
use crate::machine::build::Builder;
use crate::machine::check::Check;

/// Counts what the controller tells it to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CounterSpec {
    /// At this count it is `full`.
    pub limit: u32,
    /// Its count at the start.
    #[serde(default)]
    pub start: u32,
}

/// A counter.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CounterState {
    pub n: u32,
    pub limit: u32,
}

impl Component for CounterSpec {
    type Plan = ();
    type State = CounterState;

    const VARS: &'static [(&'static str, Read)] = &[
        ("n", |m, i| f64::from(m.parts.counters[i].n)),
        ("full", |m, i| flag(m.parts.counters[i].n >= m.parts.counters[i].limit)),
    ];

    fn check(&self, c: &mut Check) {
        c.above("limit", f64::from(self.limit));
    }

    fn plan(&self, _: &str, _: &mut Builder) -> Option<()> {
        Some(())
    }

    fn state(&self, _: f64) -> CounterState {
        CounterState { n: self.start, limit: self.limit }
    }
}

impl State for CounterState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(u64::from(self.n));
    }
}
