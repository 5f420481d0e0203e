//! Movers: what makes liquid flow.

mod bubble;
mod flow;
mod pump;
mod steam;

use serde::{Deserialize, Serialize};

use super::{Comp, Component, Kind, Read, State, StoreSpec, Vent, flag};
use crate::machine::build::Builder;
use crate::machine::check::Check;
use crate::machine::program::{Pipe, Test};
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
    /// The heater (into `Line`) through which the flow passes and is warmed. A thermosiphon is driven by
    /// it, and takes the only one there is if it names none; a bubble mover runs while it is on and the store near boiling.
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
    /// The heater that warms it, or drives it.
    pub heater: Option<usize>,
    /// The heater whose scale narrows its way.
    pub scaled_with: Option<usize>,
    pub pipe: Pipe,
    pub needs: Option<Test>,
    pub lift: Lift,
}

/// What a mover has to overcome, and what it cannot reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lift {
    pub head_m: f64,
    pub crack_pa: f64,
    pub dead_ml: f64,
}

/// What a mover moved in the last step, and what its motor does.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MoverState {
    pub kg_s: f64,
    pub vapour_kg_s: f64,
    /// What it has moved since it was last started, ml.
    pub moved_ml: f64,
    /// The controller runs it.
    pub running: bool,
    /// Air in it, ml.
    pub air_ml: f64,
    /// Electric power of its motor now, W.
    pub power_w: f64,
}

impl Component for MoverSpec {
    type Plan = MoverPlan;
    type State = MoverState;

    const VARS: &'static [(&'static str, Read)] = &[
        ("q", |m, i| m.parts.movers[i].kg_s),
        ("q_vapour", |m, i| m.parts.movers[i].vapour_kg_s),
        ("moved_ml", |m, i| m.parts.movers[i].moved_ml),
        ("running", |m, i| flag(m.parts.movers[i].running)),
        ("primed", |m, i| flag(m.parts.movers[i].air_ml <= 0.0)),
    ];

    fn check(&self, c: &mut Check) {
        c.range("head_m", self.head_m, 0.0, 100.0);
        c.range("crack_pa", self.crack_pa, 0.0, 1e7);
        c.range("dead_ml", self.dead_ml, 0.0, 1e6);
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
        if self.kind == MoverKind::Steam
            && let Some(Comp::Store(StoreSpec { vent: Vent::Open, .. })) = b.comp(&self.from)
        {
            b.wiring(name, format!("steam needs a sealed store; give `{}` vent: Sealed(bar)", self.from));
        }
        let heater = self.plan_heater(name, b);
        let needs = self.needs.as_ref().and_then(|g| b.guard(name, g));
        let lift = Lift { head_m: self.head_m, crack_pa: self.crack_pa, dead_ml: self.dead_ml };
        let pipe = b.mover_pipe(name, &self.from, &self.to)?;
        let scaled_with = heater.or_else(|| b.store_heater(&self.from));
        Some(MoverPlan { kind: self.kind, from, heater, scaled_with, pipe, needs, lift })
    }

    fn state(&self, _: f64) -> MoverState {
        MoverState::default()
    }
}

impl MoverSpec {
    /// The heater that it names; for a thermosiphon that names none, the only one.
    fn plan_heater(&self, name: &str, b: &mut Builder) -> Option<usize> {
        let Some(heater) = &self.heater else {
            let driven = matches!(self.kind, MoverKind::ThermoSiphon { .. });
            return if driven { b.only_line_heater(name) } else { None };
        };
        let found = b.kind(name, heater, Kind::Heater, "heater")?;
        if !b.line_heaters().contains(&found) && !matches!(self.kind, MoverKind::Bubble { .. }) {
            b.wiring(name, format!("flows through `{heater}`, which is not a heater into Line"));
        }
        Some(found)
    }
}

impl State for MoverState {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        for x in [self.kg_s, self.vapour_kg_s, self.moved_ml, self.air_ml, self.power_w] {
            feed(x.to_bits());
        }
        feed(u64::from(self.running));
    }

    fn power_w(&self) -> f64 {
        self.power_w
    }

    fn is_quiet(&self) -> bool {
        self.kg_s == 0.0 && !self.running
    }
}
