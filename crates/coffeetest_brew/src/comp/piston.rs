//! Pistons: plungers that press.

use serde::{Deserialize, Serialize};

use super::{Component, Read};
use crate::machine::build::Builder;
use crate::machine::check::Check;

/// A plunger that presses on a bed or on what is in a store (E18).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PistonSpec {
    /// The sliding `Joint` that it hangs on; its closed end is all the way down.
    pub joint: String,
    /// The bed that it presses out, or the store through which its mesh goes down.
    pub presses: String,
    /// Its area, m².
    pub area: f64,
    /// Friction, N.
    pub mu_n: f64,
    /// The seat that it must be in to act, where it can be taken out.
    #[serde(default)]
    pub seat: Option<String>,
}

impl Component for PistonSpec {
    type Plan = ();
    type State = ();

    const VARS: &'static [(&'static str, Read)] = &[];

    fn check(&self, _: &mut Check) {}

    fn plan(&self, name: &str, b: &mut Builder) -> Option<()> {
        b.unsupported(name, "Piston");
        Some(())
    }

    fn state(&self, _: f64) {}
}
