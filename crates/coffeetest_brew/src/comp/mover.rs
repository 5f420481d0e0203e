//! Movers: what makes liquid flow.

use serde::{Deserialize, Serialize};

use super::{Component, Kind, Read, State};
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::program::Pipe;
use crate::spec::Guard;

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

/// A mover with its way.
#[derive(Clone, Debug)]
pub(crate) struct MoverPlan {
    pub kind: MoverKind,
    /// The store it draws from; none for the mains.
    pub from: Option<usize>,
    /// The heater that drives it.
    pub heater: Option<usize>,
    pub pipe: Pipe,
}

/// What a mover moved in the last step.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MoverState {
    pub kg_s: f64,
    pub vapour_kg_s: f64,
}

impl Component for MoverSpec {
    type Plan = MoverPlan;
    type State = MoverState;

    const VARS: &'static [(&'static str, Read)] =
        &[("q", |m, i| m.parts.movers[i].kg_s), ("q_vapour", |m, i| m.parts.movers[i].vapour_kg_s)];

    fn check(&self, c: &mut Check) {
        match self.kind {
            MoverKind::ThermoSiphon { eta, x_steam, t_out } => {
                c.range("eta", eta, 0.0, 1.0);
                c.range("x_steam", x_steam, 0.0, 1.0);
                c.range("t_out", t_out, 1.0, 100.0);
            }
            MoverKind::Gravity { a_m2, cd } => {
                c.above("a_m2", a_m2);
                c.above("cd", cd);
            }
            MoverKind::Tap { q_max_g_s, water_c } => {
                c.above("q_max_g_s", q_max_g_s);
                c.range("water_c", water_c, 0.0, 100.0);
            }
            MoverKind::Vibe { p_max_bar, q0_ml_s, opv_bar } => {
                c.above("p_max_bar", p_max_bar);
                c.above("q0_ml_s", q0_ml_s);
                c.above("opv_bar", opv_bar);
            }
            MoverKind::Bubble { q_ml_s } => c.above("q_ml_s", q_ml_s),
            MoverKind::Steam => {}
        }
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<MoverPlan> {
        let from = match (self.kind, self.from.as_str()) {
            (MoverKind::Tap { .. }, "mains") => None,
            (MoverKind::Tap { .. }, from) => {
                b.wiring(name, format!("a tap draws from `mains`, not from `{from}`"));
                None
            }
            (_, from) => b.kind(name, from, Kind::Store, "store"),
        };
        if self.kind == MoverKind::Steam {
            b.unsupported(name, "a steam mover (E11)");
        }
        let heater = match self.kind {
            MoverKind::ThermoSiphon { .. } => b.line_heater(name),
            _ => None,
        };
        let pipe = b.mover_pipe(name, &self.from, &self.to)?;
        Some(MoverPlan { kind: self.kind, from, heater, pipe })
    }

    fn state(&self, _: f64) -> MoverState {
        MoverState::default()
    }
}

impl State for MoverState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        feed(self.kg_s.to_bits());
        feed(self.vapour_kg_s.to_bits());
    }

    fn is_quiet(&self) -> bool {
        self.kg_s == 0.0
    }
}
