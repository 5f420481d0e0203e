//! The gas over the liquid of a sealed store: trapped air and vapour, relief valve, leaks (E11).
//!
//! `p = n R T / V_g + p_sat(T + δ)` with `V_g` the volume above the liquid. The vapour is in balance with the warm layer
//! along the heated wall, which is δ warmer than the mean of the water. δ is that of free convection over the floor of a
//! small boiler, 26 K at 200 W (2,000 W/m²K on 38 cm²) and rising with the ¾ power of the heat; with it a moka pot
//! begins to flow at 45 °C and has delivered half below 70 °C, as measured.

use super::Store;
use crate::ledger::Ledger;
use crate::property::{Air, ZERO_C_K, saturation_c, saturation_pa, vaporisation_j_kg};
use crate::spec::Vent;
use crate::species::Species;

/// The warm layer's excess at [`LAYER_W`], K.
const LAYER_K: f64 = 26.0;
/// Heat at which the layer has that excess, W.
const LAYER_W: f64 = 200.0;
/// Time in which the layer builds up and mixes away, s (assumed).
const LAYER_TAU_S: f64 = 15.0;
/// Less water than this does not cover the floor, kg.
const LAYER_KG: f64 = 5e-3;
/// Share of the heat that goes into vapour while only the layer boils (assumed).
const LAYER_SHARE: f64 = 0.5;
/// Time in which the pressure falls when half of the seal is open, s (assumed).
const LEAK_TAU_S: f64 = 0.25;
/// Seals hold pressure, not vacuum: below this, air comes in, Pa (assumed).
const VACUUM_PA: f64 = 2000.0;
/// Least volume that gas has, m³.
const LEAST_M3: f64 = 1e-6;
/// Pressures below this are none, Pa.
const STILL_PA: f64 = 50.0;

/// The gas in a sealed store.
#[derive(Clone, Debug)]
pub(super) struct Seal {
    /// Pressure of the relief valve above the room, Pa.
    relief_pa: f64,
    /// How far the seal is open, 0–1.
    leak: f64,
    /// Trapped air, J/K: moles times the gas constant.
    air_j_k: f64,
    layer_k: f64,
    /// Heat put in since the last step, J, and what of it has not yet made vapour.
    heated_j: f64,
    spare_j: f64,
    /// Pressure above the room, Pa.
    gauge_pa: f64,
    /// It was open since the last step: the air is that of the room.
    opened: bool,
}

impl Seal {
    pub fn of(vent: Vent) -> Option<Seal> {
        let Vent::Sealed(relief_bar) = vent else { return None };
        Some(Seal {
            relief_pa: relief_bar * 1e5,
            leak: 0.0,
            air_j_k: 0.0,
            layer_k: 0.0,
            heated_j: 0.0,
            spare_j: 0.0,
            gauge_pa: 0.0,
            opened: true,
        })
    }

    /// Whether it is shut at all.
    pub fn holds(&self) -> bool {
        self.leak < 1.0
    }

    pub fn is_quiet(&self) -> bool {
        self.gauge_pa.abs() < STILL_PA && self.layer_k < 0.1
    }

    pub fn feel(&mut self, heat_j: f64) {
        self.heated_j += heat_j;
        self.spare_j += heat_j;
    }

    fn warm_layer(&mut self, dt_s: f64) {
        let heat_w = self.heated_j.max(0.0) / dt_s;
        let x = (heat_w / LAYER_W).sqrt();
        let target_k = LAYER_K * x * x.sqrt();
        self.layer_k += (target_k - self.layer_k) * dt_s / (LAYER_TAU_S + dt_s);
        self.heated_j = 0.0;
    }

    pub fn hash_state(&self, feed: &mut impl FnMut(u64)) {
        for x in [self.leak, self.air_j_k, self.layer_k, self.heated_j, self.spare_j, self.gauge_pa] {
            feed(x.to_bits());
        }
        feed(u64::from(self.opened));
    }
}

impl Store {
    /// Pressure above the room, Pa.
    pub fn gauge_pa(&self) -> f64 {
        self.seal.as_ref().map_or(0.0, |seal| seal.gauge_pa)
    }

    /// Whether it can hold pressure.
    pub fn is_sealed(&self) -> bool {
        self.seal.is_some()
    }

    /// How much its pressure falls when that much leaves, Pa/m³.
    pub(crate) fn stiffness_pa_m3(&self, air: &Air) -> f64 {
        (saturation_pa(air.boil_c) + self.gauge_pa().max(0.0)) / self.gas_m3()
    }

    /// Sets how far its seal is open, 0–1; fully open it is a store like any other.
    pub fn set_leak(&mut self, leak: f64) {
        if let Some(seal) = &mut self.seal {
            seal.leak = leak.clamp(0.0, 1.0);
        }
    }

    /// It is open for a moment.
    pub(super) fn breathe(&mut self) {
        if let Some(seal) = &mut self.seal {
            seal.opened = true;
        }
    }

    /// A step with the seal fully open.
    pub(super) fn let_breathe(&mut self) {
        if let Some(seal) = &mut self.seal {
            (seal.opened, seal.gauge_pa, seal.layer_k) = (true, 0.0, 0.0);
            (seal.heated_j, seal.spare_j) = (0.0, 0.0);
        }
    }

    fn gas_m3(&self) -> f64 {
        (self.cap_m3 - self.volume_m3).max(LEAST_M3)
    }

    /// Pressure of the vapour, Pa.
    fn vapour_pa(&self, layer_k: f64) -> f64 {
        let water_kg = self.kg(Species::Water);
        if water_kg <= 0.0 {
            return 0.0;
        }
        // Above 200 °C and 16 bar nothing of this holds any more; the relief valve has opened long before.
        saturation_pa((self.temp_c() + layer_k * (water_kg / LAYER_KG).min(1.0)).min(200.0))
    }

    /// Pressure for the next step: what the gas would have, less what leaks and what the relief valve lets go.
    pub(super) fn hold_pressure(&mut self, air: &Air, ledger: &mut Ledger, dt_s: f64) {
        let Some(mut seal) = self.seal.take() else { return };
        let room_pa = saturation_pa(air.boil_c);
        let temp_k = (self.temp_c() + ZERO_C_K).max(1.0);
        if core::mem::take(&mut seal.opened) {
            seal.air_j_k = (room_pa - self.vapour_pa(0.0)).max(0.0) * self.gas_m3() / temp_k;
        }
        seal.warm_layer(dt_s);
        let pressure_pa = seal.air_j_k * temp_k / self.gas_m3() + self.vapour_pa(seal.layer_k);
        seal.gauge_pa = pressure_pa - room_pa;
        if seal.gauge_pa < -VACUUM_PA {
            seal.air_j_k += (-VACUUM_PA - seal.gauge_pa) * self.gas_m3() / temp_k;
            seal.gauge_pa = -VACUUM_PA;
        }
        let leaks = if seal.leak > 0.0 { libm::exp(-2.0 * seal.leak * dt_s / LEAK_TAU_S) } else { 1.0 };
        let most_pa = seal.relief_pa.min(leaks * seal.gauge_pa.max(0.0));
        self.seal = Some(seal);
        if self.gauge_pa() > most_pa {
            self.steam_kg_s += self.vent(room_pa, most_pa, ledger) / dt_s;
        }
        if let Some(seal) = &mut self.seal {
            seal.spare_j = 0.0;
        }
    }

    /// Lets gas out until the pressure above the room is no more than that, Pa: air first, then vapour, as fast as heat
    /// makes it. Returns the vapour that left, kg.
    pub(crate) fn vent(&mut self, room_pa: f64, most_pa: f64, ledger: &mut Ledger) -> f64 {
        let Some(mut seal) = self.seal.take() else { return 0.0 };
        let (temp_c, target_pa) = (self.temp_c(), room_pa + most_pa);
        let vapour_pa = self.vapour_pa(seal.layer_k);
        let air_pa = (target_pa - vapour_pa).max(0.0);
        seal.air_j_k = seal.air_j_k.min(air_pa * self.gas_m3() / (temp_c + ZERO_C_K).max(1.0));
        seal.gauge_pa = seal.gauge_pa.min(most_pa);
        let mut kg = 0.0;
        if vapour_pa > target_pa {
            let boil_c = saturation_c(target_pa);
            seal.layer_k = seal.layer_k.min((boil_c - temp_c).max(0.0));
            let at_c = temp_c.min(boil_c);
            let heat_j_kg = vaporisation_j_kg(at_c);
            let heat_j = if temp_c > boil_c {
                (self.mix.heat_capacity_j_k() + self.wall_j_k) * (temp_c - boil_c)
            } else {
                LAYER_SHARE * core::mem::take(&mut seal.spare_j).max(0.0)
            };
            kg = self.kg(Species::Water).min(heat_j / heat_j_kg);
            self.mix.remove(Species::Water, kg);
            self.mix.enthalpy_j -= ledger.boil(kg, at_c, heat_j_kg);
        }
        self.seal = Some(seal);
        kg
    }
}
