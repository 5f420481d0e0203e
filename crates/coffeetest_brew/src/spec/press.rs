//! Pistons and steam wands.

use serde::{Deserialize, Serialize};

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
