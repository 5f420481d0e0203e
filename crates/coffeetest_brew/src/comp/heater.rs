//! Heaters: elements and burners with their guards.

use serde::{Deserialize, Serialize};

use super::{Component, Kind, Read, State, flag, is_slow};
use crate::heater::{Heater, Sink};
use crate::ledger::Totals;
use crate::machine::build::Builder;
use crate::machine::check::{Check, rises};
use crate::machine::program::Turn;
use crate::machine::{Machine, Outputs, SeatInput};
use crate::spec::HeatTo;

/// Below this a siphon or an element sucks air, ml (E7).
pub(crate) const DRY_ML: f64 = 5.0;
/// A gas flame heats a pot narrower than this badly, m (§1.5.0).
const NARROW_M: f64 = 0.10;
/// That much of its heat remains.
const NARROW_CATCH: f64 = 0.6;

/// An electric element (E5–E6).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaterSpec {
    /// Power at rated voltage, W.
    pub p_w: f64,
    /// Rated voltage, V; gas needs none.
    #[serde(default)]
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
    /// power, or what the controller sets. One that no row of the controller switches is on whenever it has voltage.
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
    /// What flows through the movers and wands that name it.
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
    Cavity(usize),
}

/// A heater in the program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeaterPlan {
    pub into: Into,
    /// Whether it is on whenever it has voltage: nothing switches it.
    wired: bool,
    gas: bool,
    level: Option<Turn>,
    zone_m: Option<f64>,
    ferrous: bool,
}

impl Component for HeaterSpec {
    type Plan = HeaterPlan;
    type State = Heater;

    const VARS: &'static [(&'static str, Read)] = &[
        ("on", |m, i| flag(m.parts.heaters[i].is_on())),
        ("t_el", |m, i| m.parts.heaters[i].temp_c()),
        ("p_w", |m, i| m.parts.heaters[i].power_w()),
        ("tripped", |m, i| flag(m.parts.heaters[i].is_tripped())),
        ("blown", |m, i| flag(m.parts.heaters[i].is_blown())),
    ];

    fn check(&self, c: &mut Check) {
        let v_rated = if self.fuel == Fuel::Gas { 1.0 } else { self.v_rated };
        for (what, x) in [
            ("p_w", self.p_w),
            ("v_rated", v_rated),
            ("c_el", self.c_el),
            ("ua_el", self.ua_el),
            ("fuse_c", self.fuse_c),
        ] {
            c.above(what, x);
        }
        c.range("eta", self.eta, 0.0, 1.0);
        c.above("zone_m", self.zone_m.unwrap_or(1.0));
        if !rises(self.thermo.0, self.thermo.1) {
            c.wrong(format!("thermo is {:?}; it closes below the first and opens above the second", self.thermo));
        }
        if !rises(self.cutout.trip_c, self.fuse_c) {
            c.wrong(format!("the cut-out's trip_c {} must be below fuse_c {}", self.cutout.trip_c, self.fuse_c));
        }
    }

    fn plan(&self, name: &str, b: &mut Builder) -> Option<HeaterPlan> {
        let into = match &self.into {
            HeatInto::Line => Some(Into::Line),
            HeatInto::Store(s) => b.kind(name, s, Kind::Store, "store").map(Into::Store),
            HeatInto::Plate(s) => b.kind(name, s, Kind::Seat, "seat").map(Into::Seat),
            HeatInto::Cavity(s) => b.kind(name, s, Kind::Seat, "seat").map(Into::Cavity),
        };
        let level = self.level.as_ref().and_then(|turn| b.turn(name, turn));
        let gas = self.fuel == Fuel::Gas;
        if !gas {
            b.needs_plug(name, "a heater");
        }
        let wired = !b.is_switched(name);
        Some(HeaterPlan { into: into?, wired, gas, level, zone_m: self.zone_m, ferrous: self.ferrous })
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
        self.electric_w()
    }

    fn is_quiet(&self) -> bool {
        Heater::power_w(self) == 0.0 && !self.is_on() && is_slow(self.drift_k_s())
    }
}

impl HeaterPlan {
    /// What share of its power it takes, and what share of its heat is caught by what is there (E21).
    fn stove(&self, seat: &SeatInput) -> (f64, f64) {
        if self.ferrous && !(seat.occupied && seat.ferrous) {
            return (0.0, 1.0);
        }
        match (self.zone_m, seat.occupied) {
            (_, false) => (1.0, if self.gas { 0.0 } else { 1.0 }),
            (None, true) => (1.0, 1.0),
            (Some(zone_m), true) => {
                let narrow = if self.gas && seat.base_d_m < NARROW_M { NARROW_CATCH } else { 1.0 };
                (1.0, (seat.base_d_m / zone_m).min(1.0) * narrow)
            }
        }
    }
}

impl Machine {
    /// Gives every heater its voltage, and the power that follows.
    pub(crate) fn energise(&mut self) {
        for h in 0..self.parts.heaters.len() {
            let plan = &self.program.plans.heaters[h];
            let mut turned = plan.level.map_or(1.0, |turn| self.turned(turn));
            let volts = if plan.gas { 1.0 } else { self.inputs.plug_v };
            let heater = &mut self.parts.heaters[h];
            if let Into::Seat(s) = plan.into {
                let (takes, catches) = plan.stove(&self.inputs.seats[s]);
                heater.set_catch(catches);
                turned *= takes;
            }
            if plan.wired && !heater.is_commanded() {
                heater.command(HeatTo::On);
            }
            heater.energise(volts, turned);
        }
    }

    /// One step of every heater, but those in lines: what flows through them steps them.
    pub(crate) fn step_heaters(&mut self, out: &mut Outputs, dt_s: f64) {
        let room_c = self.inputs.air.temp_c;
        for (i, heater) in self.parts.heaters.iter_mut().enumerate() {
            match self.program.plans.heaters[i].into {
                Into::Line => {}
                Into::Store(s) => {
                    let seat = self.program.plans.stores[s].seat;
                    let away = seat.is_some_and(|seat| !self.inputs.seats[seat].occupied);
                    let store = &mut self.parts.stores[s];
                    let sink = if !away && store.volume_ml() >= DRY_ML {
                        Sink::Body { temp_c: store.temp_c(), ua_w_k: heater.ua_w_k() }
                    } else {
                        Sink::Air
                    };
                    store.heat(heater.step(sink, room_c, &mut self.ledger, dt_s));
                }
                Into::Seat(s) => {
                    let seat = self.inputs.seats[s];
                    let sink = if seat.occupied && seat.contact_w_k > 0.0 {
                        let ua_w_k = 1.0 / (1.0 / heater.ua_w_k() + 1.0 / seat.contact_w_k);
                        Sink::Body { temp_c: seat.temp_c, ua_w_k }
                    } else {
                        Sink::Air
                    };
                    let heat_j = heater.step(sink, room_c, &mut self.ledger, dt_s);
                    out.seat_heat_j[s] += heat_j;
                    out.dirty |= heat_j != 0.0;
                }
                Into::Cavity(s) => {
                    let heat_j = heater.step_cavity(self.inputs.seats[s].occupied, &mut self.ledger, dt_s);
                    out.seat_heat_j[s] += heat_j;
                    out.dirty |= heat_j != 0.0;
                }
            }
        }
    }
}
