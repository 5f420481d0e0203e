//! Plugs: where a machine gets its voltage from.

use serde::{Deserialize, Serialize};

use super::{Component, Read, flag};
use crate::machine::build::Builder;
use crate::machine::check::Check;

/// The plug on the cord.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlugSpec {
    /// Rated voltage, V.
    pub v: f64,
    /// Length of the cord, m.
    pub cord_m: f64,
}

impl Component for PlugSpec {
    type Plan = ();
    type State = ();

    const VARS: &'static [(&'static str, Read)] =
        &[("live", |m, _| flag(m.inputs.plug_v > 0.0)), ("v", |m, _| m.inputs.plug_v)];

    fn check(&self, c: &mut Check) {
        c.above("v", self.v);
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<()> {
        if b.index(name) > 0 {
            b.wiring(name, "a machine has one plug".into());
        }
        Some(())
    }

    fn state(&self, _: f64) {}
}
