//! Grinders: beans in, grounds out.

use serde::{Deserialize, Serialize};

use super::{Component, Read};
use crate::machine::build::Builder;
use crate::machine::check::Check;

/// Grinds beans (E16). It runs while the controller says so, or while its crank is turned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrinderSpec {
    /// The store that holds the beans.
    pub hopper: String,
    /// The bed, store or outlet that gets the grounds; for a blade grinder its hopper.
    pub to: String,
    /// Rate, g/s.
    pub rate_g_s: f64,
    /// Finest and coarsest median particle diameter, µm.
    pub d50_um: (f64, f64),
    /// The `Joint` or turning `Control` that sets it, fine to coarse; without one it grinds as fine as it can.
    #[serde(default)]
    pub setting: Option<String>,
    /// A blade grinder's time constant, s: it cuts everything at once, from 1,500 µm down to the finest.
    #[serde(default)]
    pub blade_tau_s: Option<f64>,
    /// Electric power, W.
    #[serde(default)]
    pub p_w: f64,
    /// The `Joint` that drives it by hand: a full turn of it grinds `rate_g_s` grams.
    #[serde(default)]
    pub crank: Option<String>,
}

impl Component for GrinderSpec {
    type Plan = ();
    type State = ();

    const VARS: &'static [(&'static str, Read)] = &[];

    fn check(&self, _: &mut Check) {}

    fn plan(&self, name: &str, b: &mut Builder) -> Option<()> {
        b.unsupported(name, "Grinder");
        Some(())
    }

    fn state(&self, _: f64) {}
}
