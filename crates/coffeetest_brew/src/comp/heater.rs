//! Heaters: elements and burners with their guards.

use serde::{Deserialize, Serialize};

use super::{Component, Kind, Read, State, flag, is_slow};
use crate::heater::Heater;
use crate::ledger::Totals;
use crate::machine::build::Builder;
use crate::machine::check::{Check, rises};

/// An electric element (E5–E6).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaterSpec {
    /// Power at rated voltage, W.
    pub p_w: f64,
    /// Rated voltage, V.
    pub v_rated: f64,
    /// Heat capacity of the element, J/K.
    pub c_el: f64,
    /// Conductance from the element to what it heats, W/K.
    pub ua_el: f64,
    /// What it heats.
    pub into: HeatInto,
    /// Thermostat: closes below the first, opens above the second, °C.
    pub thermo: (f64, f64),
    /// The cut-out that opens when the element overheats.
    pub cutout: Cutout,
    /// Element temperature at which the thermal fuse blows for ever, °C.
    pub fuse_c: f64,
    /// Share of the electric power that reaches the element; the rest warms the room.
    pub eta: f64,
    /// What it burns.
    #[serde(default)]
    pub fuel: Fuel,
    /// The `Joint` or turning `Control` whose position sets its power, from none to all. Without one it has its full
    /// power, or what the controller sets.
    #[serde(default)]
    pub level: Option<String>,
    /// Diameter of a stove zone, m: a smaller pot takes less of its heat (E21).
    #[serde(default)]
    pub zone_m: Option<f64>,
    /// Whether it heats only pots of ferrous metal.
    #[serde(default)]
    pub ferrous: bool,
}

/// Where a heater's power comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fuel {
    /// The plug.
    #[default]
    Mains,
    /// A gas pipe.
    Gas,
}

/// What a heater heats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum HeatInto {
    /// The store of this name.
    Store(String),
    /// The tube of the machine's thermosiphon.
    Line,
    /// What stands on the seat of this name.
    Plate(String),
    /// The contents of what stands on the seat of this name, without warming its walls first: microwaves.
    Cavity(String),
}

/// A thermal cut-out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cutout {
    /// Opens above this element temperature, °C.
    pub trip_c: f64,
    /// How it closes again.
    pub reset: Reset,
}

/// How a tripped cut-out closes again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reset {
    /// By itself, below this element temperature, °C.
    Auto(f64),
    /// Only when without voltage and cooled below 50 °C.
    Cold,
    /// Never by itself.
    Manual,
}

/// What a heater heats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Into {
    Store(usize),
    Line,
    Seat(usize),
}

impl Component for HeaterSpec {
    type Plan = Into;
    type State = Heater;

    const VARS: &'static [(&'static str, Read)] = &[
        ("on", |m, i| flag(m.parts.heaters[i].is_on())),
        ("t_el", |m, i| m.parts.heaters[i].temp_c()),
        ("p_w", |m, i| m.parts.heaters[i].power_w()),
        ("tripped", |m, i| flag(m.parts.heaters[i].is_tripped())),
        ("blown", |m, i| flag(m.parts.heaters[i].is_blown())),
    ];

    fn check(&self, c: &mut Check) {
        for (what, x) in [
            ("p_w", self.p_w),
            ("v_rated", self.v_rated),
            ("c_el", self.c_el),
            ("ua_el", self.ua_el),
            ("fuse_c", self.fuse_c),
        ] {
            c.above(what, x);
        }
        c.range("eta", self.eta, 0.0, 1.0);
        if !rises(self.thermo.0, self.thermo.1) {
            c.wrong(format!("thermo is {:?}; it closes below the first and opens above the second", self.thermo));
        }
        if !rises(self.cutout.trip_c, self.fuse_c) {
            c.wrong(format!("the cut-out's trip_c {} must be below fuse_c {}", self.cutout.trip_c, self.fuse_c));
        }
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<Into> {
        match &self.into {
            HeatInto::Line => Some(Into::Line),
            HeatInto::Store(s) => b.kind(name, s, Kind::Store, "store").map(Into::Store),
            HeatInto::Plate(s) | HeatInto::Cavity(s) => b.kind(name, s, Kind::Seat, "seat").map(Into::Seat),
        }
    }

    fn state(&self, room_c: f64) -> Heater {
        Heater::new(self, room_c)
    }
}

impl State for Heater {
    fn hash(&self, feed: &mut impl FnMut(u64)) {
        self.hash_state(feed);
    }

    fn add_to(&self, totals: &mut Totals) {
        totals.energy_j += self.stored_j();
    }

    fn set_temp_c(&mut self, temp_c: f64) {
        Heater::set_temp_c(self, temp_c);
    }

    fn power_w(&self) -> f64 {
        Heater::power_w(self)
    }

    fn is_quiet(&self) -> bool {
        Heater::power_w(self) == 0.0 && !self.is_on() && is_slow(self.drift_k_s())
    }
}
