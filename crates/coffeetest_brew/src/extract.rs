//! What water takes out of coffee: the three-pool extraction (E24–E26), instant coffee, melting ice.

use crate::grounds::Grounds;
use crate::mixture::{Mixture, share};
use crate::property::ZERO_C_K;
use crate::species::Species;

/// How many pools the solubles are in: surface, kernel, bound.
pub const POOLS: usize = 3;
/// Median particle diameter of drip grind, µm.
pub const DRIP_D50_UM: f64 = 700.0;
/// Readily soluble share of the dose (E24).
pub const READY: f64 = 0.215;
/// Bound share of the dose that dissolves very slowly (E24).
pub const BOUND: f64 = 0.085;
/// Caffeine in dry arabica, kg/kg (§2.4: 1.1–1.2 %).
pub const CAFFEINE: f64 = 0.0115;
/// Caffeine in instant coffee, kg/kg (§1.5.9: 50–90 mg in 2 g).
pub const INSTANT_CAFFEINE: f64 = 0.035;
/// How much sooner than the other solubles the caffeine leaves.
pub(crate) const CAFFEINE_FIRST: f64 = 1.35;
/// Depth of the layer of broken cells, µm (E24).
const BROKEN_UM: f64 = 45.0;
/// Diffusivity in kernels at 90 °C, m²/s (E25).
const DIFFUSIVITY_M2_S: f64 = 1.4e-10;
/// Concentration at which nothing more dissolves, kg/m³ (E26).
const SATURATION_KG_M3: f64 = 212.0;
/// Gas constant, J/mol/K.
const GAS_J_MOL_K: f64 = 8.314;

/// What fresh grounds of that mass and median diameter hold (E24 with an even bed).
pub fn fresh(kg: f64, d50_um: f64) -> Grounds {
    let kernel = (1.0 - 2.0 * BROKEN_UM / d50_um.max(2.0 * BROKEN_UM)).max(0.0);
    let surface = 1.0 - kernel * kernel * kernel;
    Grounds {
        d50_um,
        pools_kg: [kg * READY * surface, kg * READY * (1.0 - surface), kg * BOUND],
        caffeine_kg: kg * CAFFEINE,
        caffeine_per_solid: CAFFEINE_FIRST * CAFFEINE / READY,
    }
}

/// Rates at which the pools dissolve, 1/s (E25).
pub fn rates_1_s(d50_um: f64, temp_c: f64) -> [f64; POOLS] {
    let radius_m = d50_um * 0.5e-6;
    let x = 1.0 / (temp_c + ZERO_C_K) - 1.0 / (90.0 + ZERO_C_K);
    let warm = libm::exp(-30.0e3 / GAS_J_MOL_K * x);
    // 60 kJ/mol is twice 30 kJ/mol, so its factor is the square.
    let kernel = 15.0 * DIFFUSIVITY_M2_S / (radius_m * radius_m) * warm * warm;
    [0.25 * warm, kernel, 0.02 * kernel]
}

/// Lets water act on the grounds of a mixture for a while (E26). `locked_kg` is what the water does not reach,
/// `dose_kg` the dry mass before anything was extracted, `agitation` ≥ 1 speeds the first two pools up. Returns the
/// solids and the caffeine that dissolved, kg.
pub fn extract(
    mix: &mut Mixture,
    locked_kg: &[f64; POOLS],
    dose_kg: f64,
    temp_c: f64,
    agitation: f64,
    dt_s: f64,
) -> Extracted {
    let water_kg = mix.carrier_kg();
    if water_kg <= 0.0 || mix.kg(Species::Grounds) <= 0.0 {
        return Extracted::default();
    }
    let wetting = (water_kg / (0.8 * dose_kg)).min(1.0);
    let dissolved_kg_m3 = 1000.0 * (mix.kg(Species::Solids) + mix.kg(Species::OldSolids)) / water_kg;
    let thirst = (1.0 - dissolved_kg_m3 / SATURATION_KG_M3).max(0.0);
    let rates = rates_1_s(mix.grounds.d50_um, temp_c);
    let speed = [agitation, agitation, 1.0];
    let mut out = Extracted::default();
    for i in 0..POOLS {
        let open = (mix.grounds.pools_kg[i] - locked_kg[i]).max(0.0);
        let gone = open * decayed(rates[i] * speed[i] * wetting * thirst * dt_s);
        mix.grounds.pools_kg[i] -= gone;
        out.solids_kg += gone;
    }
    out.caffeine_kg = (out.solids_kg * mix.grounds.caffeine_per_solid).min(mix.grounds.caffeine_kg);
    mix.grounds.caffeine_kg -= out.caffeine_kg;
    mix.kg[Species::Caffeine.index()] += out.caffeine_kg;
    mix.turn(Species::Grounds, Species::Solids, out.solids_kg);
    out
}

/// `1 − exp(−x)`; by its series, to a part in 10⁹, for the small x of a usual step.
fn decayed(x: f64) -> f64 {
    if x < 0.02 { x * (1.0 - x / 2.0 * (1.0 - x / 3.0 * (1.0 - x / 4.0))) } else { -libm::expm1(-x) }
}

/// What dissolved in one step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extracted {
    /// Solids, kg.
    pub solids_kg: f64,
    /// Of these, caffeine, kg.
    pub caffeine_kg: f64,
}

/// Dissolves instant coffee (§1.5.9: τ 4 s stirred, 40 s still at 80 °C and above, six times that at 20 °C). `stir` is
/// 0–1. Returns what dissolved.
pub fn dissolve_instant(mix: &mut Mixture, temp_c: f64, stir: f64, dt_s: f64) -> Extracted {
    let instant_kg = mix.kg(Species::Instant);
    if instant_kg <= 0.0 || mix.carrier_kg() <= 0.0 {
        return Extracted::default();
    }
    let cold = ((80.0 - temp_c) / 60.0).clamp(0.0, 1.0);
    let tau_s = libm::exp(libm::log(40.0) + stir.clamp(0.0, 1.0) * libm::log(0.1) + cold * libm::log(6.0));
    let solids_kg = instant_kg * -libm::expm1(-dt_s / tau_s);
    let caffeine_kg = mix.instant_caffeine_kg * share(solids_kg, instant_kg);
    mix.turn(Species::Instant, Species::Solids, solids_kg);
    mix.instant_caffeine_kg -= caffeine_kg;
    mix.kg[Species::Caffeine.index()] += caffeine_kg;
    Extracted { solids_kg, caffeine_kg }
}

/// Melts ice in a mixture warmer than 0 °C, at the pace that 20 W per degree allows; returns the melted mass, kg. The
/// heat is already booked: melting lowers the temperature that the enthalpy stands for.
pub fn melt(mix: &mut Mixture, temp_c: f64, dt_s: f64) -> f64 {
    let ice_kg = mix.kg(Species::Ice);
    if ice_kg <= 0.0 || temp_c <= 0.0 {
        return 0.0;
    }
    let power = 20.0 * dt_s;
    let heat_j = temp_c * power * mix.heat_capacity_j_k() / (power + mix.heat_capacity_j_k());
    let melted_kg = ice_kg.min(heat_j / crate::property::FUSION_J_KG);
    mix.turn(Species::Ice, Species::Water, melted_kg);
    melted_kg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grind_classes_have_the_surface_share_and_kernel_time_of_the_table() {
        let table = [(120.0, 0.984, 1.7), (250.0, 0.738, 7.4), (700.0, 0.338, 58.0), (1000.0, 0.246, 119.0)];
        for (d50, f, tau_s) in table {
            let g = fresh(1.0, d50);
            assert!((g.pools_kg[0] / READY - f).abs() < 2e-3, "{d50}: {}", g.pools_kg[0] / READY);
            assert!((rates_1_s(d50, 90.0)[1] * tau_s - 1.0).abs() < 0.03);
        }
        assert!((1.0 / rates_1_s(700.0, 22.0)[1] / 60.0 - 95.0).abs() < 3.0);
    }

    #[test]
    fn the_series_of_small_steps_meets_the_exponential() {
        for x in [0.0, 1e-9, 1e-4, 0.01, 0.0199] {
            assert!((decayed(x) + libm::expm1(-x)).abs() <= 2e-9 * x, "{x}");
        }
    }

    #[test]
    fn extraction_moves_mass_from_grounds_to_solids_and_makes_none() {
        let mut mix = Mixture::fresh_grounds(0.055, 700.0, 90.0);
        mix.add(&Mixture::of(Species::Water, 0.9, 90.0));
        let (mass, heat) = (mix.mass_kg(), mix.heat_capacity_j_k());
        let mut out = Extracted::default();
        for _ in 0..60 * 600 {
            let e = extract(&mut mix, &[0.0; POOLS], 0.055, 90.0, 1.0, 1.0 / 60.0);
            out.solids_kg += e.solids_kg;
            out.caffeine_kg += e.caffeine_kg;
        }
        assert!((mix.mass_kg() - mass).abs() < 1e-15 && (mix.heat_capacity_j_k() - heat).abs() < 1e-9);
        assert!((mix.kg(Species::Solids) - out.solids_kg).abs() < 1e-15);
        assert!(out.solids_kg > 0.2 * 0.055 && out.solids_kg < 0.3 * 0.055);
        assert!((out.caffeine_kg - 0.055 * CAFFEINE).abs() < 1e-12, "all caffeine is out after ten minutes");
    }

    #[test]
    fn nothing_dissolves_without_water_or_in_a_saturated_brew() {
        let mut dry = Mixture::fresh_grounds(0.055, 700.0, 90.0);
        assert_eq!(extract(&mut dry, &[0.0; POOLS], 0.055, 90.0, 1.0, 1.0).solids_kg, 0.0);
        dry.add(&Mixture::of(Species::Water, 0.1, 90.0));
        dry.add(&Mixture::of(Species::OldSolids, 0.0213, 90.0));
        assert_eq!(extract(&mut dry, &[0.0; POOLS], 0.055, 90.0, 1.0, 1.0).solids_kg, 0.0);
    }

    #[test]
    fn instant_coffee_dissolves_ten_times_faster_when_stirred() {
        let cup = |stir: f64| {
            let mut mix = Mixture::of(Species::Instant, 0.002, 85.0);
            mix.add(&Mixture::of(Species::Water, 0.2, 85.0));
            dissolve_instant(&mut mix, 85.0, stir, 0.1).solids_kg
        };
        assert!((cup(1.0) / cup(0.0) - 10.0).abs() < 0.2);
    }

    #[test]
    fn ice_takes_its_heat_of_fusion_from_the_drink() {
        let mut mix = Mixture::of(Species::Water, 0.2, 50.0);
        mix.add(&Mixture::of(Species::Ice, 0.05, 0.0));
        let heat_j = mix.enthalpy_j();
        for _ in 0..60 * 120 {
            let temp_c = mix.temp_c();
            melt(&mut mix, temp_c, 1.0 / 60.0);
        }
        assert_eq!(mix.enthalpy_j(), heat_j);
        assert!(mix.kg(Species::Ice) < 1e-12);
        let expected_c = (0.2 * 4186.0 * 50.0 - 0.05 * 334e3) / (0.25 * 4186.0);
        assert!((mix.temp_c() - expected_c).abs() < 1e-9);
    }
}
