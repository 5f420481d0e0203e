//! Where matter and heat go when they leave what is simulated, and the sums that must close (§2.7).

use crate::mixture::Mixture;
use crate::property::CP_WATER;
use crate::species::Species;

const N: usize = Species::COUNT;

/// Matter and energy summed over things. Caffeine counts with what is still in coffee.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    /// Mass per species, kg.
    pub kg: [f64; N],
    /// Energy, J.
    pub energy_j: f64,
}

impl Totals {
    /// Counts a mixture in.
    pub fn add(&mut self, mix: &Mixture) {
        for (sum, kg) in self.kg.iter_mut().zip(&mix.kg) {
            *sum += kg;
        }
        self.kg[Species::Caffeine.index()] += mix.caffeine_within_kg();
        self.energy_j += mix.enthalpy_j;
    }

    /// Counts other totals in.
    pub fn merge(&mut self, other: &Totals) {
        for (sum, kg) in self.kg.iter_mut().zip(&other.kg) {
            *sum += kg;
        }
        self.energy_j += other.energy_j;
    }
}

/// What came from and went to outside: mains, air, drain, spills; and what turned into what.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Came from the water mains.
    pub mains: Totals,
    /// Went down the drain.
    pub drain: Totals,
    /// Lies on floors and tables, or was thrown away.
    pub spill: Totals,
    /// Boiled off, kg of water.
    pub steam_kg: f64,
    /// Energy of what boiled off, J.
    pub steam_j: f64,
    /// Evaporated, kg of water.
    pub evap_kg: f64,
    /// Energy of what evaporated, J.
    pub evap_j: f64,
    /// Heat given to the room, J.
    pub ambient_j: f64,
    /// Electric energy drawn, J.
    pub electric_j: f64,
    /// Heat of gas burnt, J.
    pub gas_j: f64,
    /// Mass gained per species by extraction, dissolving, melting, kg; sums to zero but for caffeine, a sub-amount.
    pub turned_kg: [f64; N],
}

impl Ledger {
    /// Books water that boils off at that temperature with that heat of vaporisation; returns the energy it takes, J.
    pub(crate) fn boil(&mut self, kg: f64, temp_c: f64, vaporisation_j_kg: f64) -> f64 {
        let j = kg * (vaporisation_j_kg + CP_WATER * temp_c);
        self.steam_kg += kg;
        self.steam_j += j;
        j
    }

    /// Books water that evaporates; returns the energy it takes, J.
    pub(crate) fn evaporate(&mut self, kg: f64, temp_c: f64, vaporisation_j_kg: f64) -> f64 {
        let j = kg * (vaporisation_j_kg + CP_WATER * temp_c);
        self.evap_kg += kg;
        self.evap_j += j;
        j
    }

    /// Books one substance turning into another.
    pub(crate) fn turn(&mut self, from: Species, to: Species, kg: f64) {
        self.turned_kg[from.index()] -= kg;
        self.turned_kg[to.index()] += kg;
    }

    /// Counts another ledger in.
    pub fn merge(&mut self, other: &Ledger) {
        self.mains.merge(&other.mains);
        self.drain.merge(&other.drain);
        self.spill.merge(&other.spill);
        for (a, b) in [
            (&mut self.steam_kg, other.steam_kg),
            (&mut self.steam_j, other.steam_j),
            (&mut self.evap_kg, other.evap_kg),
            (&mut self.evap_j, other.evap_j),
            (&mut self.ambient_j, other.ambient_j),
            (&mut self.electric_j, other.electric_j),
            (&mut self.gas_j, other.gas_j),
        ] {
            *a += b;
        }
        for (sum, kg) in self.turned_kg.iter_mut().zip(&other.turned_kg) {
            *sum += kg;
        }
    }

    /// What there must have been at the start, if `now` is what there is: present plus gone minus come. The same at all
    /// times, to rounding, for everything that exchanges matter and heat only within itself and with this ledger.
    pub fn account(&self, now: &Totals) -> Totals {
        let mut sum = *now;
        for i in 0..N {
            sum.kg[i] += self.drain.kg[i] + self.spill.kg[i] - self.mains.kg[i] - self.turned_kg[i];
        }
        sum.kg[Species::Water.index()] += self.steam_kg + self.evap_kg;
        sum.energy_j += self.drain.energy_j + self.spill.energy_j - self.mains.energy_j;
        sum.energy_j += self.steam_j + self.evap_j + self.ambient_j - self.electric_j - self.gas_j;
        sum
    }

    /// Energy that passed through, J: the scale against which the balance's error is judged.
    pub fn handled_j(&self) -> f64 {
        [
            self.mains.energy_j,
            self.drain.energy_j,
            self.spill.energy_j,
            self.steam_j,
            self.evap_j,
            self.ambient_j,
            self.electric_j,
            self.gas_j,
        ]
        .into_iter()
        .map(f64::abs)
        .sum()
    }
}
