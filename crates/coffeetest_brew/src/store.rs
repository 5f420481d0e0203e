//! A store: a vessel, tank or basin with what it holds, its heat, boiling, evaporation, overflow and pouring (E1–E4).

mod foam;
mod heat;
mod seal;
mod strain;

use crate::curve;
use crate::grounds::Grounds;
use crate::ledger::{Ledger, Totals};
use crate::mixture::{Mixture, Part, share};
use crate::pour::{Flow, Rim};
use crate::property::Air;
use crate::spec::{Curve, Lip, StoreSpec};
use crate::species::Species;
use seal::Seal;

/// How long liquid keeps moving after a stir, s (assumed).
const STIR_TAU_S: f64 = 3.0;

/// A vessel and what it holds. Its wall has the temperature of the contents.
#[derive(Clone, Debug)]
pub struct Store {
    cap_m3: f64,
    curve: Curve,
    rim: Rim,
    wall_j_k: f64,
    ua_w_k: f64,
    evap_m2: f64,
    lid_factor: f64,
    /// The enthalpy is that of contents and wall.
    mix: Mixture,
    stir: f64,
    volume_m3: f64,
    steam_kg_s: f64,
    evap_kg_s: f64,
    drift_k_s: f64,
    /// What a crack in it lets out, m³/s.
    crack_m3_s: f64,
    /// Height of foam as a share of the liquid's height.
    foam: f64,
    /// Fines that strained pours washed off the grounds, kg.
    washed_kg: f64,
    /// The gas over the liquid, if it is sealed.
    seal: Option<Seal>,
}

impl Store {
    /// An empty store at that temperature.
    pub fn new(spec: &StoreSpec, temp_c: f64) -> Store {
        let radius_m = curve::radius_m(&spec.curve);
        let rim = match spec.lip {
            Some(Lip(width_m, cd, height_m)) => Rim { radius_m, height_m, width_m, cd, mouth_m2: width_m * width_m },
            None => Rim::of_cylinder(radius_m, curve::height_m(&spec.curve)),
        };
        let mut mix = Mixture::EMPTY;
        mix.enthalpy_j = spec.c_wall * temp_c;
        Store {
            cap_m3: spec.cap_ml * 1e-6,
            curve: spec.curve.clone(),
            rim,
            wall_j_k: spec.c_wall,
            ua_w_k: spec.ua,
            evap_m2: spec.a_evap,
            lid_factor: spec.lid_factor,
            mix,
            stir: 0.0,
            volume_m3: 0.0,
            steam_kg_s: 0.0,
            evap_kg_s: 0.0,
            drift_k_s: 0.0,
            crack_m3_s: 0.0,
            foam: spec.foam.unwrap_or(0.0),
            washed_kg: 0.0,
            seal: Seal::of(spec.vent),
        }
    }

    /// Temperature of contents and wall, °C.
    pub fn temp_c(&self) -> f64 {
        self.mix.temp_with_wall_c(self.wall_j_k)
    }

    /// Mass of one substance, kg.
    pub fn kg(&self, species: Species) -> f64 {
        self.mix.kg(species)
    }

    /// Mass of the contents, kg.
    pub fn mass_kg(&self) -> f64 {
        self.mix.mass_kg()
    }

    /// What the grounds in it are like.
    pub fn grounds(&self) -> &Grounds {
        self.mix.grounds()
    }

    /// The contents, with the heat of the wall, to change within a step.
    pub(crate) fn mix_mut(&mut self) -> &mut Mixture {
        &mut self.mix
    }

    /// Mass of the liquid, kg.
    pub fn liquid_kg(&self) -> f64 {
        self.mix.liquid_kg()
    }

    /// A copy of the contents, without the wall's heat.
    pub fn contents(&self) -> Mixture {
        self.mix.at_temp_c(self.temp_c())
    }

    /// Volume of the contents, ml.
    pub fn volume_ml(&self) -> f64 {
        self.volume_m3 * 1e6
    }

    /// Mass per volume of the contents, kg/m³; that of cold water for nothing.
    pub(crate) fn density_kg_m3(&self) -> f64 {
        if self.volume_m3 > 0.0 { self.mass_kg() / self.volume_m3 } else { 1000.0 }
    }

    /// Volume up to the rim, ml.
    pub fn cap_ml(&self) -> f64 {
        self.cap_m3 * 1e6
    }

    /// Level above the floor, m.
    pub fn level_m(&self) -> f64 {
        curve::level_m(&self.curve, self.volume_ml())
    }

    /// Strength of the contents, 0–1 (§2.4).
    pub fn tds(&self) -> f64 {
        self.mix.tds()
    }

    /// Water that boiled off in the last step, kg/s.
    pub fn steam_kg_s(&self) -> f64 {
        self.steam_kg_s
    }

    /// Water that evaporated in the last step, kg/s.
    pub fn evap_kg_s(&self) -> f64 {
        self.evap_kg_s
    }

    /// How fast the temperature changed in the last step, K/s.
    pub fn drift_k_s(&self) -> f64 {
        self.drift_k_s
    }

    /// Whether nothing is stirred or dissolving in it and nothing boils.
    pub fn is_quiet(&self) -> bool {
        self.stir == 0.0 && self.steam_kg_s == 0.0 && self.seal.as_ref().is_none_or(Seal::is_quiet)
    }

    /// Brings contents and wall to a temperature from outside.
    pub fn set_temp_c(&mut self, temp_c: f64) {
        self.mix = self.mix.at_temp_c(temp_c);
        self.mix.enthalpy_j += self.wall_j_k * temp_c;
        self.measure();
        self.breathe();
    }

    /// Its pouring geometry.
    pub fn rim(&self) -> &Rim {
        &self.rim
    }

    /// How the contents move when the vessel tilts.
    pub fn flow(&self) -> Flow {
        let carrier = self.mix.carrier_kg();
        if self.mix.is_empty() {
            Flow::Empty
        } else if carrier <= 0.0 {
            Flow::Powder
        } else if carrier < 3.0 * (self.kg(Species::Grounds) + self.kg(Species::Fines)) {
            Flow::Mud
        } else if carrier < 0.3 * self.mass_kg() {
            Flow::Powder
        } else {
            Flow::Liquid
        }
    }

    /// Adds matter with its heat.
    pub fn pour_in(&mut self, mix: &Mixture) {
        self.mix.add(mix);
        self.measure();
        self.breathe();
    }

    /// Adds heat, J.
    pub fn heat(&mut self, heat_j: f64) {
        self.mix.enthalpy_j += heat_j;
        if let Some(seal) = &mut self.seal {
            seal.feel(heat_j);
        }
    }

    /// Heat that brings it to a temperature, J.
    pub(crate) fn warmth_j(&self, temp_c: f64) -> f64 {
        ((self.mix.heat_capacity_j_k() + self.wall_j_k) * (temp_c - self.temp_c())).max(0.0)
    }

    /// Takes that much of everything, kg, or all there is.
    pub fn take_kg(&mut self, kg: f64) -> Mixture {
        self.take(Part::All, share(kg, self.mix.mass_kg()))
    }

    /// Takes that much liquid, kg, or all there is.
    pub fn take_liquid(&mut self, kg: f64) -> Mixture {
        self.take(Part::Passing, share(kg, self.mix.liquid_kg()))
    }

    /// Takes that much powder, kg, or all there is: everything of dry contents, what a filter keeps of wet ones.
    pub fn take_powder(&mut self, kg: f64) -> Mixture {
        if self.mix.carrier_kg() > 0.0 {
            self.take(Part::Kept, share(kg, self.mix.kept_kg()))
        } else {
            self.take_kg(kg)
        }
    }

    /// Takes a share of some of its substances.
    pub fn take(&mut self, part: Part, fraction: f64) -> Mixture {
        let out = self.mix.take_at(part, fraction, self.temp_c());
        self.measure();
        self.breathe();
        if self.kg(Species::Grounds) <= 0.0 {
            self.washed_kg = 0.0;
        }
        out
    }

    /// Adds matter within a step, at whose end the volume is measured anyway.
    pub(crate) fn receive(&mut self, mix: &Mixture) {
        self.mix.add(mix);
    }

    /// Takes a share within a step, at whose end the volume is measured anyway.
    pub(crate) fn draw(&mut self, part: Part, fraction: f64) -> Mixture {
        self.mix.take_at(part, fraction, self.temp_c())
    }

    /// Takes that much liquid, kg, within a step.
    pub(crate) fn draw_liquid(&mut self, kg: f64) -> Mixture {
        self.draw(Part::Passing, share(kg, self.mix.liquid_kg()))
    }

    /// Heat capacity of the contents per mass, J/kg/K.
    pub(crate) fn specific_j_kg_k(&self) -> f64 {
        self.mix.heat_capacity_j_k() / self.mix.mass_kg()
    }

    /// What leaves over the lip per second when tilted from the vertical, kg/s.
    pub fn pour_rate_kg_s(&self, tilt_rad: f64) -> f64 {
        if self.volume_m3 <= 0.0 {
            return 0.0;
        }
        self.rim.flow_m3_s(self.flow(), tilt_rad, self.volume_m3) * self.mix.mass_kg() / self.volume_m3
    }

    /// Lets what is above the lip leave for a while when tilted (E28–E30).
    pub fn pour(&mut self, tilt_rad: f64, dt_s: f64) -> Mixture {
        if self.volume_m3 <= 0.0 {
            return Mixture::EMPTY;
        }
        let flow = self.flow();
        let above_m3 = self.volume_m3 - self.rim.hold_m3(flow, tilt_rad);
        let leaves_m3 = (self.rim.flow_m3_s(flow, tilt_rad, self.volume_m3) * dt_s).min(above_m3);
        if leaves_m3 <= 0.0 {
            return Mixture::EMPTY;
        }
        // The last film follows: less than a tenth of a gram is no pour of its own.
        let all = self.mix.mass_kg() * (1.0 - leaves_m3 / self.volume_m3) < 1e-4 && above_m3 >= self.volume_m3;
        self.take(Part::All, if all { 1.0 } else { leaves_m3 / self.volume_m3 })
    }

    /// Speed at which a pour leaves, m/s (E31).
    pub fn pour_speed_m_s(&self, tilt_rad: f64) -> f64 {
        let flow = self.flow();
        let above_m3 = (self.volume_m3 - self.rim.hold_m3(flow, tilt_rad)).max(0.0);
        let tilt = (tilt_rad - flow.repose_rad()).clamp(0.0, core::f64::consts::FRAC_PI_2);
        crate::pour::exit_speed_m_s(above_m3 / crate::pour::surface_m2(self.rim.radius_m, self.rim.height_m, tilt))
    }

    /// What is above the rim leaves (E4).
    pub fn overflow(&mut self) -> Option<Mixture> {
        let excess_m3 = self.volume_m3 - self.cap_m3;
        (excess_m3 > 0.0).then(|| self.take(Part::All, excess_m3 / self.volume_m3))
    }

    /// Lets it have a crack through which that much runs out, m³/s.
    pub fn crack(&mut self, m3_s: f64) {
        self.crack_m3_s = m3_s.max(0.0);
    }

    /// What runs out through its crack.
    pub(crate) fn drip(&mut self, dt_s: f64) -> Option<Mixture> {
        let leaves_m3 = self.crack_m3_s * dt_s;
        (leaves_m3 > 0.0 && self.flow() == Flow::Liquid).then(|| self.take(Part::All, share(leaves_m3, self.volume_m3)))
    }

    /// Stirs: 1 is a spoon, 0.3 a stream that falls in.
    pub fn stir(&mut self, strength: f64) {
        self.stir = self.stir.max(strength.clamp(0.0, 1.0));
    }

    /// One step: dissolving, extraction from grounds that lie in it, loss to the room, evaporation, boiling (E2, E3,
    /// E26). `lid_shut` says whether the lid factor counts.
    pub fn step(&mut self, air: &Air, air_vapour_kg_m3: f64, lid_shut: bool, ledger: &mut Ledger, dt_s: f64) {
        let start_c = self.temp_c();
        if !self.mix.is_empty() {
            self.transform(start_c, ledger, dt_s);
        }
        let sealed = self.seal.as_ref().is_some_and(Seal::holds);
        self.lose_heat(air, air_vapour_kg_m3, (lid_shut, sealed), ledger, dt_s);
        self.steam_kg_s = 0.0;
        if sealed {
            self.measure();
            self.hold_pressure(air, ledger, dt_s);
        } else {
            self.boil(air, ledger, dt_s);
            self.let_breathe();
        }
        if self.stir > 0.0 {
            self.stir *= 1.0 - dt_s / (STIR_TAU_S + dt_s);
            if self.stir < 1e-3 {
                self.stir = 0.0;
            }
        }
        self.drift_k_s = (self.temp_c() - start_c) / dt_s;
        self.measure();
    }

    fn measure(&mut self) {
        self.volume_m3 = if self.mix.is_empty() { 0.0 } else { self.mix.volume_m3(self.temp_c()) };
    }

    /// Counts matter and heat, the wall's included.
    pub fn add_to(&self, totals: &mut Totals) {
        totals.add(&self.mix);
    }

    /// Feeds every bit of its state, in a fixed order.
    pub fn hash_state(&self, feed: &mut impl FnMut(u64)) {
        self.mix.hash_state(feed);
        for x in [self.stir, self.steam_kg_s, self.evap_kg_s, self.drift_k_s, self.crack_m3_s, self.washed_kg] {
            feed(x.to_bits());
        }
        if let Some(seal) = &self.seal {
            seal.hash_state(feed);
        }
    }
}
