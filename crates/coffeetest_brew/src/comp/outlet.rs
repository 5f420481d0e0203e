//! Outlets: where a stream leaves the machine.

use serde::{Deserialize, Serialize};

use super::{Component, Read, State};
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::program::Test;
use crate::spec::Guard;

/// Where a stream leaves the machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutletSpec {
    /// Place in the thing's frame, m, where a scene does not give one.
    #[serde(default)]
    pub pos: Option<(f64, f64, f64)>,
    /// Direction in the thing's frame, where a scene does not give one.
    #[serde(default)]
    pub dir: Option<(f64, f64, f64)>,
    /// Bore, m.
    pub d_m: f64,
    /// Lets nothing out unless this holds.
    #[serde(default)]
    pub needs: Option<Guard>,
}

/// An outlet in the program.
#[derive(Clone, Debug)]
pub(crate) struct OutletPlan {
    /// What it needs to let anything out.
    pub needs: Option<Test>,
}

/// What left through an outlet in the last step.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OutletState {
    pub kg_s: f64,
    pub temp_c: f64,
}

impl Component for OutletSpec {
    type Plan = OutletPlan;
    type State = OutletState;

    const VARS: &'static [(&'static str, Read)] =
        &[("q", |m, i| m.parts.outlets[i].kg_s), ("temp_c", |m, i| m.parts.outlets[i].temp_c)];

    fn check(&self, c: &mut Check) {
        c.above("d_m", self.d_m);
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<OutletPlan> {
        Some(OutletPlan { needs: self.needs.as_ref().and_then(|g| b.guard(name, g)) })
    }

    fn state(&self, _: f64) -> OutletState {
        OutletState::default()
    }
}

impl State for OutletState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(self.kg_s.to_bits());
        feed(self.temp_c.to_bits());
    }
}
