//! Constants and property functions of water, vapour and ground coffee (§2.1 and §2.4 of the process model).

/// Gravity, m/s².
pub const G_M_S2: f64 = 9.81;
/// Specific heat of water, J/kg/K.
pub const CP_WATER: f64 = 4186.0;
/// Heat of vaporisation of boiling water, J/kg.
pub const BOILING_J_KG: f64 = 2.257e6;
/// Heat of fusion of ice, J/kg.
pub const FUSION_J_KG: f64 = 334.0e3;
/// Mass transfer from an open hot surface, m/s.
pub const H_MASS_M_S: f64 = 0.0063;
/// Heat transfer from an open hot surface, W/m²K.
pub const H_TOP_W_M2K: f64 = 12.0;
/// What a dry heating element loses to the air around it, W/K (assumed; gives R25).
pub const UA_AIR_W_K: f64 = 0.5;
/// Bulk density of untamped grounds, kg/m³ (E12).
pub const BULK_KG_M3: f64 = 330.0;
/// 0 °C in K.
pub const ZERO_C_K: f64 = 273.15;

/// Density of liquid water, kg/m³: within 0.1 kg/m³ of the steam tables (IAPWS) from 0 to 150 °C, where the process
/// model's power of 1.76 is within 3 and takes a logarithm.
pub fn water_density_kg_m3(temp_c: f64) -> f64 {
    let t = temp_c.clamp(0.0, 200.0);
    999.931 + t * (0.0327405 + t * (-6.607447e-3 + t * (2.752756e-5 - 6.344323e-8 * t)))
}

/// Viscosity of water, Pa·s.
pub fn water_viscosity_pa_s(temp_c: f64) -> f64 {
    let exponent = 247.8 / (temp_c.max(0.0) + ZERO_C_K - 140.0);
    2.414e-5 * libm::exp(core::f64::consts::LN_10 * exponent)
}

/// Heat of vaporisation below boiling, J/kg.
pub fn vaporisation_j_kg(temp_c: f64) -> f64 {
    2.501e6 - 2361.0 * temp_c
}

/// Saturation pressure of water vapour, Pa (Magnus).
pub fn saturation_pa(temp_c: f64) -> f64 {
    610.94 * libm::exp(17.625 * temp_c / (temp_c + 243.04))
}

/// Temperature, °C, at which vapour is saturated at that pressure: the inverse of [`saturation_pa`].
pub fn saturation_c(pressure_pa: f64) -> f64 {
    let x = libm::log(pressure_pa.max(1.0) / 610.94);
    243.04 * x / (17.625 - x)
}

/// Density of saturated vapour, kg/m³.
pub fn vapour_kg_m3(temp_c: f64) -> f64 {
    saturation_pa(temp_c) * 0.018015 / (8.314 * (temp_c + ZERO_C_K))
}

/// Density of saturated vapour, kg/m³, and how it rises with temperature, kg/m³/K.
pub fn vapour_and_slope(temp_c: f64) -> (f64, f64) {
    let (density, over) = (vapour_kg_m3(temp_c), temp_c + 243.04);
    (density, density * (17.625 * 243.04 / (over * over) - 1.0 / (temp_c + ZERO_C_K)))
}

/// Grind classes of §2.4: median diameter µm, share of fines below 100 µm, permeability m².
const GRIND: [(f64, f64, f64); 8] = [
    (120.0, 0.45, 1e-15),
    (250.0, 0.25, 1.2e-13),
    (350.0, 0.18, 3e-13),
    (450.0, 0.15, 4e-12),
    (600.0, 0.12, 1.5e-11),
    (700.0, 0.10, 3e-11),
    (900.0, 0.08, 8e-11),
    (1000.0, 0.07, 1.1e-10),
];

/// Share of fines (< 100 µm) and permeability m² of an untamped bed, log-log between the grind classes and held at
/// their ends.
pub fn grind(d50_um: f64) -> (f64, f64) {
    let d = d50_um.clamp(GRIND[0].0, GRIND[GRIND.len() - 1].0);
    let i = GRIND.iter().skip(1).take(GRIND.len() - 2).take_while(|g| g.0 <= d).count();
    let (a, b) = (GRIND[i], GRIND[i + 1]);
    let x = libm::log(d / a.0) / libm::log(b.0 / a.0);
    let between = |lo: f64, hi: f64| lo * libm::exp(x * libm::log(hi / lo));
    (between(a.1, b.1), between(a.2, b.2))
}

/// The air of a room, and its pressure as the boiling point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Air {
    /// Temperature, °C.
    pub temp_c: f64,
    /// Relative humidity, 0–1.
    pub humidity: f64,
    /// Where water boils, °C: 100 at sea level, 1 less per 300 m.
    pub boil_c: f64,
}

impl Default for Air {
    fn default() -> Self {
        Air { temp_c: 22.0, humidity: 0.5, boil_c: 100.0 }
    }
}

impl Air {
    /// Air of that temperature at sea level.
    pub fn at(temp_c: f64) -> Air {
        Air { temp_c, ..Air::default() }
    }

    /// Water in it, kg/m³.
    pub fn vapour_kg_m3(&self) -> f64 {
        self.humidity * vapour_kg_m3(self.temp_c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, rel: f64) {
        assert!((a / b - 1.0).abs() < rel, "{a} is not {b}");
    }

    #[test]
    fn water_is_as_dense_and_as_thick_as_the_process_model_tabulates() {
        for (t, rho, mu) in [(20.0, 998.1, 1.002e-3), (60.0, 983.3, 0.463e-3), (90.0, 965.4, 0.311e-3)] {
            near(water_density_kg_m3(t), rho, 1e-3);
            near(water_viscosity_pa_s(t), mu, 1e-2);
        }
    }

    #[test]
    fn vapour_reaches_one_atmosphere_where_water_boils() {
        near(saturation_pa(100.0), 101_325.0, 0.03);
    }

    #[test]
    fn the_boiling_point_is_where_the_saturation_pressure_is() {
        for t in [20.0, 100.0, 130.0] {
            near(saturation_c(saturation_pa(t)), t, 1e-12);
        }
    }

    #[test]
    fn the_grind_table_is_met_at_its_classes_and_monotone_between() {
        for (d, fines, kappa) in GRIND {
            near(grind(d).0, fines, 1e-9);
            near(grind(d).1, kappa, 1e-9);
        }
        let mut last = grind(50.0);
        for d in (50..1500).step_by(10) {
            let next = grind(f64::from(d));
            assert!(next.0 <= last.0 && next.1 >= last.1, "{d}");
            last = next;
        }
    }
}
