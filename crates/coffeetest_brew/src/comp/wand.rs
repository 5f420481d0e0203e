//! Wands blow steam.

use serde::{Deserialize, Serialize};

use super::{Component, Read};
use crate::machine::build::Builder;
use crate::machine::check::Check;

/// A pipe that blows steam, into milk if its tip is under the surface.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WandSpec {
    /// The store whose water it turns to steam.
    pub from: String,
    /// The heater (into `Line`) that does.
    pub heater: String,
    /// The valve that lets it out.
    pub valve: String,
    /// Most steam, g/s.
    pub q_max_g_s: f64,
}

impl Component for WandSpec {
    type Plan = ();
    type State = ();

    const VARS: &'static [(&'static str, Read)] = &[];

    fn check(&self, _: &mut Check) {}

    fn plan(&self, name: &str, b: &mut Builder) -> Option<()> {
        b.unsupported(name, "Wand");
        Some(())
    }

    fn state(&self, _: f64) {}
}
