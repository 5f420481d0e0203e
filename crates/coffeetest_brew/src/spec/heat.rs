//! Heaters: electric elements with their guards.

use serde::{Deserialize, Serialize};

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
