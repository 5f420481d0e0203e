//! Movers, valves and outlets: what makes liquid flow, stops it and lets it out.

use serde::{Deserialize, Serialize};

use super::Guard;

/// Moves liquid from `from` to `to`. Valves between the two stand in the links.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoverSpec {
    /// What drives it.
    pub kind: MoverKind,
    /// A store, or `mains` for a tap.
    pub from: String,
    /// A store, bed or outlet, or `drain`.
    pub to: String,
    /// Moves nothing unless this holds.
    #[serde(default)]
    pub needs: Option<Guard>,
    /// The heater (into `Line`) through which the flow passes and is warmed; a thermosiphon is driven by it.
    #[serde(default)]
    pub heater: Option<String>,
    /// Height that it lifts, m.
    #[serde(default)]
    pub head_m: f64,
    /// Pressure below which nothing passes, Pa.
    #[serde(default)]
    pub crack_pa: f64,
    /// What it cannot reach in its source, ml.
    #[serde(default)]
    pub dead_ml: f64,
}

/// What drives a mover.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum MoverKind {
    /// Steam bubbles in the heated line lift water (E7).
    ThermoSiphon {
        /// Share of the electric power that reaches the water.
        eta: f64,
        /// Share of the moved water that leaves as steam.
        x_steam: f64,
        /// Temperature of the water that arrives, °C.
        t_out: f64,
    },
    /// Falls through a hole in the floor of the store (E9).
    Gravity {
        /// Area of the hole, m².
        a_m2: f64,
        /// Discharge coefficient.
        cd: f64,
    },
    /// Steam pressure in a sealed store (E11).
    Steam,
    /// Mains pressure; the flow follows the opening of the valve behind it.
    Tap {
        /// Flow when fully open, g/s.
        q_max_g_s: f64,
        /// Temperature of the water, °C.
        water_c: f64,
    },
    /// A vibrating pump, while the controller runs it (E8).
    Vibe {
        /// Pressure against which it delivers nothing, bar.
        p_max_bar: f64,
        /// Flow against no pressure, ml/s.
        q0_ml_s: f64,
        /// Pressure at which its overpressure valve opens, bar.
        opv_bar: f64,
    },
    /// Steam bubbles in a tube lift water while the store at its foot boils (E10).
    Bubble {
        /// Flow while it boils, ml/s.
        q_ml_s: f64,
    },
}

/// Lets a flow through or stops it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValveSpec {
    /// The most that passes when fully open, m³/s; no limit of its own if not given.
    #[serde(default)]
    pub cv: Option<f64>,
    /// Its state when nothing acts on it.
    pub normally: Normally,
    /// Opens (a normally open one: shuts) while this holds.
    #[serde(default)]
    pub opens_when: Option<Guard>,
    /// The `Joint` or turning `Control` whose position it follows: shut at the lower end, fully open at the upper.
    #[serde(default)]
    pub opens_with: Option<String>,
}

/// A valve's state when nothing acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Normally {
    /// Lets through.
    Open,
    /// Stops.
    Closed,
}

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
