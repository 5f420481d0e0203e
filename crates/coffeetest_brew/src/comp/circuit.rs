//! Circuits: mains behind a breaker.

use serde::{Deserialize, Serialize};

use super::{Component, Read};
use crate::machine::build::Builder;
use crate::machine::check::Check;

/// A circuit with its breaker (E17). A home says which sockets hang on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CircuitSpec {
    /// Rated current of the breaker, A.
    pub breaker_a: f64,
    /// Whether it also opens when a live part is wetted.
    #[serde(default)]
    pub rcd: bool,
    /// Thermal time constant of the breaker, s.
    #[serde(default = "tau_s")]
    pub tau_s: f64,
    /// The `Control` that is its lever; its first position is off, its last on.
    pub lever: String,
}

fn tau_s() -> f64 {
    120.0
}

impl Component for CircuitSpec {
    type Plan = ();
    type State = ();

    const VARS: &'static [(&'static str, Read)] = &[];

    fn check(&self, _: &mut Check) {}

    fn plan(&self, name: &str, b: &mut Builder) -> Option<()> {
        b.unsupported(name, "Circuit");
        Some(())
    }

    fn state(&self, _: f64) {}
}
