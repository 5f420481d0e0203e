//! Timers count seconds for the controller.

use serde::{Deserialize, Serialize};

use super::{Component, Read, State, flag};
use crate::machine::build::Builder;
use crate::machine::check::Check;

/// Counts seconds once started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimerSpec {
    /// When `After` fires, s.
    pub limit: f64,
}

/// A timer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TimerState {
    /// What `Start` sets the limit to, s.
    set_s: f64,
    limit_s: f64,
    running: bool,
    elapsed_s: f64,
}

impl TimerState {
    /// Whether it has run out.
    pub fn is_done(&self) -> bool {
        self.running && self.elapsed_s >= self.limit_s
    }

    pub fn start(&mut self) {
        *self = TimerState { limit_s: self.set_s, running: true, elapsed_s: 0.0, ..*self };
    }

    /// Gives it more time, and starts it if it stands.
    pub fn add(&mut self, seconds: f64) {
        self.limit_s += seconds;
        self.running = true;
    }

    pub fn halt(&mut self) {
        *self = TimerState { limit_s: self.set_s, running: false, elapsed_s: 0.0, ..*self };
    }

    pub fn step(&mut self, dt_s: f64) {
        if self.running {
            self.elapsed_s = (self.elapsed_s + dt_s).min(self.limit_s);
        }
    }
}

impl Component for TimerSpec {
    type Plan = ();
    type State = TimerState;

    const VARS: &'static [(&'static str, Read)] = &[
        ("t", |m, i| m.parts.timers[i].elapsed_s),
        ("left_s", |m, i| m.parts.timers[i].limit_s - m.parts.timers[i].elapsed_s),
        ("running", |m, i| flag(m.parts.timers[i].running && !m.parts.timers[i].is_done())),
        ("done", |m, i| flag(m.parts.timers[i].is_done())),
    ];

    fn check(&self, c: &mut Check) {
        c.range("limit", self.limit, 0.0, 1e9);
    }

    fn plan(&self, _: &str, _: &mut Builder) -> Option<()> {
        Some(())
    }

    fn state(&self, _: f64) -> TimerState {
        TimerState { set_s: self.limit, limit_s: self.limit, ..TimerState::default() }
    }
}

impl State for TimerState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(u64::from(self.running));
        feed(self.elapsed_s.to_bits());
        feed(self.limit_s.to_bits());
    }

    fn is_quiet(&self) -> bool {
        !self.running || self.is_done()
    }
}
