//! An element or burner with its thermostat, cut-out and fuse (E5–E6).

mod line;

use crate::ledger::Ledger;
use crate::property::UA_AIR_W_K;
use crate::spec::{Fuel, HeatTo, HeaterSpec, Reset};

/// Below this a cut-out that wants to be cold closes again, °C (assumed).
const COLD_C: f64 = 50.0;
/// How far below its set temperature a thermostat closes, K.
const SET_BAND_K: f64 = 2.0;

/// What an element heats now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sink {
    /// Nothing but the air around it.
    Air,
    /// Something of that temperature, over that conductance.
    Body {
        /// Its temperature, °C.
        temp_c: f64,
        /// The conductance, W/K.
        ua_w_k: f64,
    },
}

/// An electric element, or a gas burner.
#[derive(Clone, Debug)]
pub struct Heater {
    gas: bool,
    p_w: f64,
    v_rated: f64,
    c_j_k: f64,
    ua_w_k: f64,
    eta: f64,
    /// The thermostat's temperatures, now and as built.
    thermo_c: (f64, f64),
    built_thermo_c: (f64, f64),
    trip_c: f64,
    reset: Reset,
    fuse_c: f64,
    temp_c: f64,
    commanded: bool,
    /// Share of its power that the controller sets, 0–1.
    level: f64,
    /// Share of what scale leaves of its conductance, 0–1.
    clean: f64,
    /// Share of its heat that what it heats catches, beside `eta`, 0–1.
    catch: f64,
    calls: bool,
    tripped: bool,
    blown: bool,
    volts: f64,
    /// How far its knob is turned up, 0–1.
    turned: f64,
    power_w: f64,
    drift_k_s: f64,
    /// It has had its step since it was energised.
    stepped: bool,
    /// Last exponent and its exponential: they seldom change.
    decay: (f64, f64),
}

impl Heater {
    /// A cold, switched-off element.
    pub fn new(spec: &HeaterSpec, temp_c: f64) -> Heater {
        Heater {
            gas: spec.fuel == Fuel::Gas,
            p_w: spec.p_w,
            v_rated: spec.v_rated,
            c_j_k: spec.c_el,
            ua_w_k: spec.ua_el,
            eta: spec.eta,
            thermo_c: spec.thermo,
            built_thermo_c: spec.thermo,
            trip_c: spec.cutout.trip_c,
            reset: spec.cutout.reset,
            fuse_c: spec.fuse_c,
            temp_c,
            commanded: false,
            level: 1.0,
            clean: 1.0,
            catch: 1.0,
            calls: true,
            tripped: false,
            blown: false,
            volts: 0.0,
            turned: 1.0,
            power_w: 0.0,
            drift_k_s: 0.0,
            stepped: false,
            decay: (0.0, 1.0),
        }
    }

    /// Temperature of the element, °C.
    pub fn temp_c(&self) -> f64 {
        self.temp_c
    }

    /// Brings the element to a temperature from outside.
    pub fn set_temp_c(&mut self, temp_c: f64) {
        self.temp_c = temp_c;
    }

    /// Power now, electric or of gas, W.
    pub fn power_w(&self) -> f64 {
        self.power_w
    }

    /// Electric power drawn now, W.
    pub fn electric_w(&self) -> f64 {
        if self.gas { 0.0 } else { self.power_w }
    }

    /// Whether it is switched on and has voltage or gas, its guards aside.
    pub fn is_on(&self) -> bool {
        self.commanded && self.volts > 0.0 && self.turned > 0.0
    }

    /// Whether it is switched on.
    pub fn is_commanded(&self) -> bool {
        self.commanded
    }

    /// Share of its conductance, and of what flows past it, that scale leaves, 0–1.
    pub fn clean(&self) -> f64 {
        self.clean
    }

    /// Lets scale grow on it that takes this share of its conductance, 0–1.
    pub fn scale(&mut self, share: f64) {
        let clean = (1.0 - share).clamp(0.01, 1.0);
        self.ua_w_k *= clean / self.clean;
        self.clean = clean;
    }

    /// Whether the cut-out is open.
    pub fn is_tripped(&self) -> bool {
        self.tripped
    }

    /// Whether the fuse has blown.
    pub fn is_blown(&self) -> bool {
        self.blown
    }

    /// How fast its temperature changed in the last step, K/s.
    pub fn drift_k_s(&self) -> f64 {
        self.drift_k_s
    }

    /// Conductance to what it heats, W/K.
    pub fn ua_w_k(&self) -> f64 {
        self.ua_w_k
    }

    /// Switches it.
    pub fn command(&mut self, to: HeatTo) {
        self.commanded = to != HeatTo::Off;
        (self.level, self.thermo_c) = match to {
            HeatTo::On | HeatTo::Off => (1.0, self.built_thermo_c),
            HeatTo::Set(temp_c) => (1.0, (temp_c - SET_BAND_K, temp_c)),
            HeatTo::Level(level) => (level.clamp(0.0, 1.0), self.built_thermo_c),
        };
    }

    /// Sets its voltage (any above 0 for gas) and the power that follows: with the square of the voltage, if no guard
    /// is open, and as far as it is turned up, 0–1.
    pub fn energise(&mut self, volts: f64, turned: f64) {
        self.volts = volts;
        self.stepped = false;
        self.turned = turned;
        let closed = self.commanded && self.calls && !self.tripped && !self.blown && volts > 0.0;
        let ratio = if self.gas { 1.0 } else { volts / self.v_rated };
        self.power_w = if closed { self.p_w * ratio * ratio * self.level * turned } else { 0.0 };
    }

    /// Sets what share of its heat what it heats catches, 0–1; the rest goes past it to the room.
    pub fn set_catch(&mut self, share: f64) {
        self.catch = share;
    }

    /// One step of one that heats without getting warm itself, as microwaves do; returns the heat that is taken, J, if
    /// anything is there to take it.
    pub fn step_cavity(&mut self, occupied: bool, ledger: &mut Ledger, dt_s: f64) -> f64 {
        let given_j = self.draw(ledger, dt_s) * dt_s;
        self.guard(self.temp_c, dt_s);
        if occupied {
            return given_j;
        }
        ledger.ambient_j += given_j;
        0.0
    }

    /// One step against a sink, exact for any `dt_s` (E5); returns the heat that the sink gets, J.
    pub fn step(&mut self, sink: Sink, room_c: f64, ledger: &mut Ledger, dt_s: f64) -> f64 {
        let (temp_c, ua_w_k) = match sink {
            Sink::Air => (room_c, UA_AIR_W_K),
            Sink::Body { temp_c, ua_w_k } => (temp_c, ua_w_k),
        };
        self.stepped = true;
        let gained_w = self.draw(ledger, dt_s);
        let end_c = temp_c + gained_w / ua_w_k;
        let exponent = -dt_s * ua_w_k / self.c_j_k;
        if self.decay.0 != exponent {
            self.decay = (exponent, libm::exp(exponent));
        }
        let before_c = self.temp_c;
        self.temp_c = end_c + (before_c - end_c) * self.decay.1;
        let given_j = gained_w * dt_s - self.c_j_k * (self.temp_c - before_c);
        self.guard(before_c, dt_s);
        match sink {
            Sink::Air => {
                ledger.ambient_j += given_j;
                0.0
            }
            Sink::Body { .. } => given_j,
        }
    }

    /// Books the energy; returns the power that reaches the element, W.
    fn draw(&self, ledger: &mut Ledger, dt_s: f64) -> f64 {
        let drawn_j = self.power_w * dt_s;
        *(if self.gas { &mut ledger.gas_j } else { &mut ledger.electric_j }) += drawn_j;
        let eta = self.eta * self.catch;
        ledger.ambient_j += (1.0 - eta) * drawn_j;
        eta * self.power_w
    }

    fn guard(&mut self, before_c: f64, dt_s: f64) {
        self.drift_k_s = (self.temp_c - before_c) / dt_s;
        if self.temp_c > self.thermo_c.1 {
            self.calls = false;
        } else if self.temp_c < self.thermo_c.0 {
            self.calls = true;
        }
        if self.temp_c > self.trip_c {
            self.tripped = true;
        } else if self.tripped {
            self.tripped = match self.reset {
                Reset::Auto(below_c) => self.temp_c >= below_c,
                Reset::Cold => self.volts > 0.0 || self.temp_c >= COLD_C,
                Reset::Manual => true,
            };
        }
        self.blown |= self.temp_c > self.fuse_c;
    }

    /// Heat stored above 0 °C, J.
    pub fn stored_j(&self) -> f64 {
        self.c_j_k * self.temp_c
    }

    /// Feeds every bit of its state, in a fixed order.
    pub fn hash_state(&self, feed: &mut impl FnMut(u64)) {
        let (low_c, high_c) = self.thermo_c;
        let settings = [self.turned, self.level, self.clean, self.catch, low_c, high_c];
        for x in [self.temp_c, self.volts, self.power_w, self.drift_k_s].into_iter().chain(settings) {
            feed(x.to_bits());
        }
        let flags = [self.commanded, self.calls, self.tripped, self.blown];
        feed(flags.into_iter().fold(0, |bits, flag| bits << 1 | u64::from(flag)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Cutout, HeatInto};

    fn element() -> Heater {
        Heater::new(
            &HeaterSpec {
                p_w: 1000.0,
                v_rated: 230.0,
                c_el: 100.0,
                ua_el: 50.0,
                into: HeatInto::Line,
                thermo: (60.0, 90.0),
                cutout: Cutout { trip_c: 150.0, reset: Reset::Auto(100.0) },
                fuse_c: 200.0,
                eta: 0.9,
                fuel: crate::spec::Fuel::Mains,
                level: None,
                zone_m: None,
                ferrous: false,
            },
            20.0,
        )
    }

    fn run(heater: &mut Heater, volts: f64, sink: Sink, seconds: f64, dt_s: f64) -> f64 {
        let mut ledger = Ledger::default();
        let mut given_j = 0.0;
        for _ in 0..(seconds / dt_s).round() as usize {
            heater.energise(volts, 1.0);
            given_j += heater.step(sink, 20.0, &mut ledger, dt_s);
        }
        given_j
    }

    #[test]
    fn power_follows_the_square_of_the_voltage() {
        let mut h = element();
        h.command(HeatTo::On);
        h.energise(115.0, 1.0);
        assert!((h.power_w() - 250.0).abs() < 1e-9);
        h.command(HeatTo::Off);
        h.energise(230.0, 1.0);
        assert_eq!(h.power_w(), 0.0);
    }

    #[test]
    fn one_long_step_ends_where_many_short_ones_do() {
        let sink = Sink::Body { temp_c: 20.0, ua_w_k: 50.0 };
        let (mut long, mut short) = (element(), element());
        long.command(HeatTo::On);
        short.command(HeatTo::On);
        let a = run(&mut long, 230.0, sink, 1.0, 1.0);
        let b = run(&mut short, 230.0, sink, 1.0, 0.01);
        assert!((long.temp_c() - short.temp_c()).abs() < 1e-9 && (a - b).abs() < 1e-6);
    }

    #[test]
    fn the_thermostat_swings_between_its_two_temperatures() {
        let mut h = element();
        h.command(HeatTo::On);
        let (mut lowest, mut highest) = (f64::INFINITY, 0f64);
        run(&mut h, 230.0, Sink::Air, 60.0, 0.01);
        for _ in 0..2000 {
            run(&mut h, 230.0, Sink::Air, 1.0, 0.1);
            lowest = lowest.min(h.temp_c());
            highest = highest.max(h.temp_c());
        }
        assert!((59.0..61.0).contains(&lowest) && (90.0..92.0).contains(&highest), "{lowest} {highest}");
    }

    #[test]
    fn a_fuse_blows_for_ever_under_double_voltage_when_the_cut_out_is_too_slow() {
        let mut h = element();
        h.command(HeatTo::On);
        h.thermo_c = (1000.0, 1001.0);
        run(&mut h, 460.0, Sink::Air, 20.0, 10.0);
        assert!(h.is_blown());
        h.energise(230.0, 1.0);
        assert_eq!(h.power_w(), 0.0);
    }
}
