//! A mixture: masses of substances with their heat, and what is still in its grounds.

use crate::extract::{self, POOLS};
use crate::grounds::Grounds;
use crate::ledger::Ledger;
use crate::property::{FUSION_J_KG, water_density_kg_m3};
use crate::species::Species;

const N: usize = Species::COUNT;

/// A number per species, made from one of its properties.
macro_rules! table {
    ($s:ident => $value:expr) => {{
        let mut t = [0.0; N];
        let mut i = 0;
        while i < N {
            let $s = Species::ALL[i];
            t[i] = $value;
            i += 1;
        }
        t
    }};
}

const CP: [f64; N] = table!(s => s.cp_j_kg_k());
const MASS: [f64; N] = table!(s => if s.has_mass() { 1.0 } else { 0.0 });
const CARRIER: [f64; N] = table!(s => if s.is_carrier() { 1.0 } else { 0.0 });
const PASSING: [f64; N] = table!(s => if s.passes_filter() { 1.0 } else { 0.0 });
const LIQUID: [f64; N] = table!(s => if s.passes_filter() && s.has_mass() { 1.0 } else { 0.0 });
const BULK_M3_KG: [f64; N] = table!(s => match s.bulk_kg_m3() { Some(rho) => 1.0 / rho, None => 0.0 });
const SOLID_M3_KG: [f64; N] = table!(s => match s.solid_kg_m3() { Some(rho) => 1.0 / rho, None => 0.0 });

/// Which substances a [`Mixture::take`] takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All, in the proportion they are there.
    All,
    /// What goes through a filter: carriers and what is dissolved in them.
    Passing,
    /// What a filter keeps: grounds, fines, undissolved instant coffee, ice.
    Kept,
}

/// Masses of substances with their heat.
///
/// Mass is the state; volume is derived. Enthalpy is counted from liquid water at 0 °C (so ice holds less).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mixture {
    pub(crate) kg: [f64; N],
    pub(crate) enthalpy_j: f64,
    pub(crate) grounds: Grounds,
    /// Caffeine in its beans, kg.
    pub(crate) bean_caffeine_kg: f64,
    /// Caffeine in its undissolved instant coffee, kg.
    pub(crate) instant_caffeine_kg: f64,
}

impl Mixture {
    /// Nothing.
    pub const EMPTY: Mixture = Mixture {
        kg: [0.0; N],
        enthalpy_j: 0.0,
        grounds: Grounds { d50_um: 0.0, pools_kg: [0.0; POOLS], caffeine_kg: 0.0, caffeine_per_solid: 0.0 },
        bean_caffeine_kg: 0.0,
        instant_caffeine_kg: 0.0,
    };

    /// That much of one substance. Ground coffee is fresh, of drip grind; see [`Mixture::fresh_grounds`].
    pub fn of(species: Species, kg: f64, temp_c: f64) -> Mixture {
        if species == Species::Grounds {
            return Mixture::fresh_grounds(kg, extract::DRIP_D50_UM, temp_c);
        }
        let mut m = Mixture::EMPTY;
        m.kg[species.index()] = kg;
        m.enthalpy_j = kg * CP[species.index()] * temp_c - m.fusion_j();
        match species {
            Species::Beans => m.bean_caffeine_kg = kg * extract::CAFFEINE,
            Species::Instant => m.instant_caffeine_kg = kg * extract::INSTANT_CAFFEINE,
            _ => {}
        }
        m
    }

    /// Freshly ground coffee of that median particle diameter.
    pub fn fresh_grounds(kg: f64, d50_um: f64, temp_c: f64) -> Mixture {
        let mut m = Mixture::EMPTY;
        m.kg[Species::Grounds.index()] = kg;
        m.enthalpy_j = kg * CP[Species::Grounds.index()] * temp_c;
        m.grounds = extract::fresh(kg, d50_um);
        m
    }

    /// Mass of one substance, kg.
    pub fn kg(&self, species: Species) -> f64 {
        self.kg[species.index()]
    }

    /// Total mass, kg.
    pub fn mass_kg(&self) -> f64 {
        weighted(&self.kg, &MASS)
    }

    /// Mass of what flows by itself, kg.
    pub fn carrier_kg(&self) -> f64 {
        weighted(&self.kg, &CARRIER)
    }

    /// Mass of the liquid, kg: carriers and what is dissolved in them.
    pub fn liquid_kg(&self) -> f64 {
        weighted(&self.kg, &LIQUID)
    }

    /// Mass of what a filter keeps, kg.
    pub fn kept_kg(&self) -> f64 {
        self.mass_kg() - self.liquid_kg()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.kg.iter().all(|&kg| kg == 0.0)
    }

    /// What its grounds are like.
    pub fn grounds(&self) -> &Grounds {
        &self.grounds
    }

    /// Dry mass of its grounds before anything was extracted from them, kg: what never dissolves tells.
    pub fn dose_kg(&self) -> f64 {
        let left_kg = self.grounds.pools_kg.iter().sum::<f64>();
        (self.kg(Species::Grounds) - left_kg).max(0.0) / (1.0 - extract::READY - extract::BOUND)
    }

    /// Heat, J, above liquid water at 0 °C.
    pub fn enthalpy_j(&self) -> f64 {
        self.enthalpy_j
    }

    /// Heat capacity, J/K.
    pub fn heat_capacity_j_k(&self) -> f64 {
        weighted(&self.kg, &CP)
    }

    /// Temperature, °C; 0 for nothing.
    pub fn temp_c(&self) -> f64 {
        self.temp_with_wall_c(0.0)
    }

    /// Temperature when the enthalpy also holds the heat of a wall of that capacity, °C.
    pub(crate) fn temp_with_wall_c(&self, wall_j_k: f64) -> f64 {
        let c = self.heat_capacity_j_k() + wall_j_k;
        if c > 0.0 { (self.enthalpy_j + self.fusion_j()) / c } else { 0.0 }
    }

    /// The heat that its ice lacks, J.
    pub(crate) fn fusion_j(&self) -> f64 {
        FUSION_J_KG * self.kg[Species::Ice.index()]
    }

    /// Volume, m³, at that temperature: liquid with what sinks in it, or the bulk of a powder, whichever is more (E2.1).
    pub fn volume_m3(&self, temp_c: f64) -> f64 {
        let liquid_kg = if self.carrier_kg() > 0.0 { self.liquid_kg() } else { 0.0 };
        let under = weighted(&self.kg, &SOLID_M3_KG);
        let wet = if liquid_kg > 0.0 { liquid_kg / water_density_kg_m3(temp_c) + under } else { under };
        wet.max(weighted(&self.kg, &BULK_M3_KG))
    }

    /// Volume at its own temperature, ml.
    pub fn volume_ml(&self) -> f64 {
        self.volume_m3(self.temp_c()) * 1e6
    }

    /// Strength: dissolved coffee solids of this run per mass of liquid, 0–1.
    pub fn tds(&self) -> f64 {
        share(self.kg(Species::Solids), self.liquid_kg())
    }

    /// Adds matter with its heat.
    pub fn add(&mut self, other: &Mixture) {
        self.enthalpy_j += other.enthalpy_j;
        self.bean_caffeine_kg += other.bean_caffeine_kg;
        self.instant_caffeine_kg += other.instant_caffeine_kg;
        let (a, b) = (self.kg(Species::Grounds), other.kg(Species::Grounds));
        for (kg, more) in self.kg.iter_mut().zip(&other.kg) {
            *kg += more;
        }
        if b > 0.0 {
            self.grounds.add(a, &other.grounds, b);
        }
    }

    /// Takes a share of some of its substances, at its own temperature.
    pub fn take(&mut self, part: Part, fraction: f64) -> Mixture {
        self.take_at(part, fraction, self.temp_c())
    }

    /// Takes that much mass of everything, or all there is.
    pub fn take_kg(&mut self, kg: f64) -> Mixture {
        self.take(Part::All, share(kg, self.mass_kg()))
    }

    /// Takes that much mass of liquid, or all there is.
    pub fn take_liquid(&mut self, kg: f64) -> Mixture {
        self.take(Part::Passing, share(kg, self.liquid_kg()))
    }

    /// Takes that much mass of powder, or all there is: everything of a dry mixture, what a filter keeps of a wet one.
    pub fn take_powder(&mut self, kg: f64) -> Mixture {
        if self.carrier_kg() > 0.0 { self.take(Part::Kept, share(kg, self.kept_kg())) } else { self.take_kg(kg) }
    }

    /// Takes a share of some of its substances at a temperature that its holder knows.
    pub(crate) fn take_at(&mut self, part: Part, fraction: f64, temp_c: f64) -> Mixture {
        let f = fraction.clamp(0.0, 1.0);
        let mut out = Mixture::EMPTY;
        for ((taken, kg), passing) in out.kg.iter_mut().zip(&self.kg).zip(PASSING) {
            let keep = match part {
                Part::All => 1.0,
                Part::Passing => passing,
                Part::Kept => 1.0 - passing,
            };
            *taken = kg * (f * keep);
        }
        for (kg, less) in self.kg.iter_mut().zip(&out.kg) {
            *kg -= less;
        }
        if part != Part::Passing && out.kg(Species::Grounds) > 0.0 {
            out.grounds = self.grounds.take(f);
        }
        if part != Part::Passing && out.kg(Species::Beans) > 0.0 {
            out.bean_caffeine_kg = f * self.bean_caffeine_kg;
            self.bean_caffeine_kg -= out.bean_caffeine_kg;
        }
        if part != Part::Passing && out.kg(Species::Instant) > 0.0 {
            out.instant_caffeine_kg = f * self.instant_caffeine_kg;
            self.instant_caffeine_kg -= out.instant_caffeine_kg;
        }
        out.enthalpy_j = temp_c * out.heat_capacity_j_k() - out.fusion_j();
        self.enthalpy_j -= out.enthalpy_j;
        out
    }

    /// Turns all of one substance into another at the same temperature; returns the heat that takes, J.
    pub(crate) fn swap(&mut self, from: Species, to: Species, ledger: &mut Ledger) -> f64 {
        let (temp_c, before_j, kg) = (self.temp_c(), self.enthalpy_j, self.kg(from));
        self.turn(from, to, kg);
        ledger.turn(from, to, kg);
        *self = self.at_temp_c(temp_c);
        self.enthalpy_j - before_j
    }

    /// Takes that much of its beans, kg, or all there are, at a temperature that its holder knows.
    pub(crate) fn take_beans(&mut self, kg: f64, temp_c: f64) -> Mixture {
        let f = share(kg, self.kg(Species::Beans));
        let mut out = Mixture::of(Species::Beans, f * self.kg(Species::Beans), temp_c);
        out.bean_caffeine_kg = f * self.bean_caffeine_kg;
        self.remove(Species::Beans, out.kg(Species::Beans));
        self.bean_caffeine_kg -= out.bean_caffeine_kg;
        self.enthalpy_j -= out.enthalpy_j;
        out
    }

    /// Turns mass of one substance into another without heat, as dissolving does.
    pub(crate) fn turn(&mut self, from: Species, to: Species, kg: f64) {
        self.kg[from.index()] -= kg;
        self.kg[to.index()] += kg;
    }

    /// Takes that much mass of one substance off, with no heat.
    pub(crate) fn remove(&mut self, species: Species, kg: f64) {
        self.kg[species.index()] -= kg;
    }

    /// Takes grounds off as fines; what was still soluble in them is lost to the drinker.
    pub(crate) fn crumble(&mut self, kg: f64, temp_c: f64, ledger: &mut Ledger) -> Mixture {
        let share = share(kg, self.kg(Species::Grounds));
        if share <= 0.0 {
            return Mixture::EMPTY;
        }
        let kg = share * self.kg(Species::Grounds);
        let gone = self.grounds.take(share);
        self.remove(Species::Grounds, kg);
        let fines = Mixture::of(Species::Fines, kg, temp_c);
        self.enthalpy_j -= fines.enthalpy_j;
        ledger.turn(Species::Grounds, Species::Fines, kg);
        ledger.turned_kg[Species::Caffeine.index()] -= gone.caffeine_kg;
        fines
    }

    /// The same matter at that temperature.
    pub fn at_temp_c(mut self, temp_c: f64) -> Mixture {
        self.enthalpy_j = temp_c * self.heat_capacity_j_k() - self.fusion_j();
        self
    }

    /// Feeds every bit of its state, in a fixed order.
    pub fn hash_state(&self, feed: &mut impl FnMut(u64)) {
        for kg in &self.kg {
            feed(kg.to_bits());
        }
        feed(self.enthalpy_j.to_bits());
        feed(self.bean_caffeine_kg.to_bits());
        feed(self.instant_caffeine_kg.to_bits());
        let g = &self.grounds;
        for x in [g.d50_um, g.pools_kg[0], g.pools_kg[1], g.pools_kg[2], g.caffeine_kg, g.caffeine_per_solid] {
            feed(x.to_bits());
        }
    }
}

/// Sum of products, in four lanes: one after the other, each addition would wait for the one before it.
fn weighted(kg: &[f64; N], weight: &[f64; N]) -> f64 {
    let mut lanes = [0.0; 4];
    for i in 0..N {
        lanes[i % 4] += kg[i] * weight[i];
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
}

/// Part of a whole, 0–1; 0 of nothing.
pub(crate) fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milk_from_the_fridge_cools_coffee_as_the_masses_say() {
        let mut cup = Mixture::of(Species::Water, 0.240, 85.0);
        cup.add(&Mixture::of(Species::Milk, 0.030, 4.0));
        assert!((cup.temp_c() - 76.6).abs() < 0.05, "{}", cup.temp_c());
    }

    #[test]
    fn what_is_taken_and_what_is_left_add_up_to_what_was_there() {
        let mut all = Mixture::of(Species::Water, 0.2, 80.0);
        all.add(&Mixture::fresh_grounds(0.015, 600.0, 20.0));
        all.add(&Mixture::of(Species::Ice, 0.01, -5.0));
        for part in [Part::All, Part::Passing, Part::Kept] {
            let mut left = all;
            let taken = left.take(part, 0.3);
            assert!((left.mass_kg() + taken.mass_kg() - all.mass_kg()).abs() < 1e-15);
            assert!((left.enthalpy_j() + taken.enthalpy_j() - all.enthalpy_j()).abs() < 1e-9);
            assert!((left.temp_c() - all.temp_c()).abs() < 1e-9 && (taken.temp_c() - all.temp_c()).abs() < 1e-9);
            let caffeine = left.grounds().caffeine_kg + taken.grounds().caffeine_kg;
            assert!((caffeine - all.grounds().caffeine_kg).abs() < 1e-18);
        }
    }

    #[test]
    fn a_filter_keeps_grounds_and_lets_the_drink_through() {
        let mut slurry = Mixture::of(Species::Water, 0.2, 80.0);
        slurry.add(&Mixture::fresh_grounds(0.015, 600.0, 20.0));
        let through = slurry.take(Part::Passing, 1.0);
        assert_eq!(through.kg(Species::Grounds), 0.0);
        assert_eq!(slurry.kg(Species::Water), 0.0);
        assert_eq!(slurry.kg(Species::Grounds), 0.015);
    }

    #[test]
    fn a_level_scoop_of_thirty_millilitres_holds_ten_grams_of_grounds() {
        let scoop = Mixture::fresh_grounds(0.0099, 700.0, 20.0);
        assert!((scoop.volume_ml() - 30.0).abs() < 0.1);
    }

    #[test]
    fn grounds_stirred_into_water_displace_less_than_their_heap() {
        let mut cup = Mixture::of(Species::Water, 0.2, 20.0);
        let before = cup.volume_ml();
        cup.add(&Mixture::fresh_grounds(0.012, 700.0, 20.0));
        assert!((cup.volume_ml() - before - 10.0).abs() < 0.1);
    }
}
