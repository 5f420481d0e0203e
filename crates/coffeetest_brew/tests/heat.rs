//! Heating, boiling, cooling and mixing of vessels, against the reference cases of the process model (§2.8).

use coffeetest_brew::heater::{Heater, Sink};
use coffeetest_brew::spec::{Curve, Cutout, HeatInto, HeatTo, HeaterSpec, Reset, StoreSpec, Vent};
use coffeetest_brew::{Air, Ledger, Mixture, Species, Store};

const DT_S: f64 = 1.0 / 60.0;

fn vessel(c_wall: f64, ua: f64, a_evap: f64, lid_factor: f64) -> StoreSpec {
    StoreSpec {
        cap_ml: 2000.0,
        curve: Curve::Cyl(0.065, 0.16),
        c_wall,
        ua,
        a_evap,
        lid_factor,
        lid: None,
        vent: Vent::Open,
        min_ml: 0.0,
        max_ml: None,
        lip: None,
        strain: None,
        foam: None,
        seat: None,
        sealed_by: None,
    }
}

fn element(p_w: f64) -> HeaterSpec {
    HeaterSpec {
        p_w,
        v_rated: 230.0,
        c_el: 60.0,
        ua_el: 60.0,
        into: HeatInto::Store("jug".into()),
        thermo: (0.0, 300.0),
        cutout: Cutout { trip_c: 250.0, reset: Reset::Auto(95.0) },
        fuse_c: 300.0,
        eta: 1.0,
        fuel: coffeetest_brew::spec::Fuel::Mains,
        level: None,
        zone_m: None,
        ferrous: false,
    }
}

fn filled(spec: &StoreSpec, kg: f64, water_c: f64, wall_c: f64) -> Store {
    let mut store = Store::new(spec, wall_c);
    store.pour_in(&Mixture::of(Species::Water, kg, water_c));
    store
}

/// Steps until the condition holds; seconds, or a panic after an hour.
fn seconds_until(mut step: impl FnMut() -> bool) -> f64 {
    let mut n = 0;
    while !step() {
        n += 1;
        assert!(n < 3600 * 60, "an hour has passed");
    }
    f64::from(n + 1) * DT_S
}

#[test]
fn r1_a_lossless_kilowatt_boils_a_kilogram_in_335_seconds() {
    let (mut store, air, mut ledger) =
        (filled(&vessel(0.0, 0.0, 0.0, 1.0), 1.0, 20.0, 20.0), Air::default(), Ledger::default());
    let s = seconds_until(|| {
        store.heat(1000.0 * DT_S);
        store.step(&air, air.vapour_kg_m3(), false, &mut ledger, DT_S);
        store.steam_kg_s() > 0.0
    });
    assert!((s / 334.9 - 1.0).abs() < 1e-3, "{s}");
}

/// Seconds a kettle of the process model takes to a rolling boil.
fn kettle_s(p_w: f64, kg: f64) -> f64 {
    let air = Air { temp_c: 20.0, ..Air::default() };
    let (mut store, mut ledger) = (filled(&vessel(300.0, 1.0, 0.009, 0.1), kg, 20.0, 20.0), Ledger::default());
    let mut heater = Heater::new(&element(p_w), 20.0);
    heater.command(HeatTo::On);
    seconds_until(|| {
        heater.energise(230.0, 1.0);
        let sink = Sink::Body { temp_c: store.temp_c(), ua_w_k: heater.ua_w_k() };
        store.heat(heater.step(sink, air.temp_c, &mut ledger, DT_S));
        store.step(&air, air.vapour_kg_m3(), true, &mut ledger, DT_S);
        store.steam_kg_s() > 1e-4
    })
}

#[test]
fn r2_a_kilowatt_kettle_boils_a_kilogram_in_374_seconds() {
    let s = kettle_s(1000.0, 1.0);
    assert!((s / 374.0 - 1.0).abs() < 0.05, "{s}");
}

#[test]
fn r3_r26_strong_kettles_boil_as_fast_as_the_process_model_says() {
    let (s_2500, s_3000) = (kettle_s(2500.0, 1.0), kettle_s(3000.0, 1.0));
    assert!((120.0..190.0).contains(&(s_2500 + 10.0)) && (120.0..190.0).contains(&(s_3000 + 10.0)));
    let cup_s = kettle_s(1500.0, 0.25);
    assert!((cup_s / 74.0 - 1.0).abs() < 0.08, "{cup_s}");
}

#[test]
fn r4_a_feeble_kettle_takes_a_quarter_of_an_hour_for_a_litre() {
    let s = kettle_s(410.0, 1.0);
    assert!((s / 976.0 - 1.0).abs() < 0.08, "{s}");
}

/// Seconds a stove takes to boil a quart of water from 15.6 °C. Its efficiency counts the pot and all losses in.
fn stove_s(p_w: f64, eta: f64) -> f64 {
    let air = Air { temp_c: 15.6, ..Air::default() };
    let (mut store, mut ledger) = (filled(&vessel(0.0, 0.0, 0.0, 1.0), 0.946, 15.6, 15.6), Ledger::default());
    let mut heater = Heater::new(&HeaterSpec { eta, c_el: 20.0, ..element(p_w) }, 15.6);
    heater.command(HeatTo::On);
    seconds_until(|| {
        heater.energise(230.0, 1.0);
        let sink = Sink::Body { temp_c: store.temp_c(), ua_w_k: heater.ua_w_k() };
        store.heat(heater.step(sink, air.temp_c, &mut ledger, DT_S));
        store.step(&air, air.vapour_kg_m3(), true, &mut ledger, DT_S);
        store.steam_kg_s() > 0.0
    })
}

#[test]
fn r5_induction_boils_a_quart_in_347_seconds_and_gas_in_509() {
    let (induction_s, gas_s) = (stove_s(1300.0, 0.74), stove_s(2050.0, 0.32));
    assert!((induction_s / 347.0 - 1.0).abs() < 0.05, "{induction_s}");
    assert!((gas_s / 509.0 - 1.0).abs() < 0.05, "{gas_s}");
}

#[test]
fn r6_fifteen_hundred_watts_boil_forty_grams_off_in_a_minute() {
    let (mut store, air, mut ledger) =
        (filled(&vessel(0.0, 0.0, 0.0, 1.0), 0.5, 100.0, 100.0), Air::default(), Ledger::default());
    for _ in 0..3600 {
        store.heat(1500.0 * DT_S);
        store.step(&air, air.vapour_kg_m3(), false, &mut ledger, DT_S);
    }
    assert!((ledger.steam_kg / 39.9e-3 - 1.0).abs() < 5e-3, "{}", ledger.steam_kg);
}

/// A 350 g porcelain mug of 40 mm radius with 250 g of water, after which seconds at these temperatures.
fn mug_cools_s(lid_factor: f64, to_c: &[f64]) -> Vec<f64> {
    let air = Air::at(22.0);
    let a = core::f64::consts::PI * 0.04 * 0.04;
    let (mut store, mut ledger) = (filled(&vessel(297.5, 0.25, a, lid_factor), 0.25, 85.0, 85.0), Ledger::default());
    let mut elapsed_s = 0.0;
    to_c.iter()
        .map(|&c| {
            elapsed_s += seconds_until(|| {
                store.step(&air, air.vapour_kg_m3(), true, &mut ledger, DT_S);
                store.temp_c() < c
            });
            elapsed_s
        })
        .collect()
}

#[test]
fn r7_an_open_mug_cools_to_drinking_temperature_in_eighteen_minutes() {
    let s = mug_cools_s(1.0, &[70.0, 60.0, 53.0]);
    for (got, minutes) in s.into_iter().zip([9.3, 18.3, 26.7]) {
        assert!((got / 60.0 / minutes - 1.0).abs() < 0.1, "{} for {minutes} min", got / 60.0);
    }
}

#[test]
fn r8_a_lid_doubles_the_time_a_mug_stays_hot() {
    let minutes = mug_cools_s(0.12, &[60.0])[0] / 60.0;
    assert!((minutes / 38.5 - 1.0).abs() < 0.15, "{minutes}");
}

#[test]
fn r9_a_cold_mug_takes_fifteen_degrees_from_the_coffee() {
    let store = filled(&vessel(297.5, 0.25, 0.005, 1.0), 0.25, 90.0, 22.0);
    assert!((store.temp_c() - 74.9).abs() < 0.5, "{}", store.temp_c());
}

#[test]
fn a_second_long_step_cools_a_mug_like_sixty_short_ones() {
    let (air, spec) = (Air::default(), vessel(297.5, 0.25, 0.005, 1.0));
    let run = |dt_s: f64| {
        let (mut store, mut ledger) = (filled(&spec, 0.25, 85.0, 85.0), Ledger::default());
        for _ in 0..(600.0 / dt_s).round() as usize {
            store.step(&air, air.vapour_kg_m3(), false, &mut ledger, dt_s);
        }
        store.temp_c()
    };
    assert!((run(1.0) - run(DT_S)).abs() < 0.01);
}

#[test]
fn a_drop_of_water_dries_up_without_freezing() {
    let (air, mut ledger) = (Air::default(), Ledger::default());
    let mut store = filled(&vessel(0.0, 0.1, 0.01, 1.0), 1e-4, 22.0, 22.0);
    for _ in 0..3600 {
        store.step(&air, air.vapour_kg_m3(), false, &mut ledger, 1.0);
        assert!(store.mass_kg() == 0.0 || (5.0..23.0).contains(&store.temp_c()), "{}", store.temp_c());
    }
    assert_eq!(store.mass_kg(), 0.0);
    assert!((ledger.evap_kg - 1e-4).abs() < 1e-15);
}

#[test]
fn a_vessel_poured_over_its_rim_keeps_its_capacity() {
    let mut store = filled(&vessel(100.0, 0.5, 0.005, 1.0), 2.5, 20.0, 20.0);
    let over = store.overflow().unwrap();
    assert!((store.volume_ml() - 2000.0).abs() < 1e-6);
    assert!((over.mass_kg() + store.mass_kg() - 2.5).abs() < 1e-12);
    assert!(store.overflow().is_none());
}

#[test]
fn a_mug_turned_over_empties_and_an_upright_one_loses_nothing() {
    let mut store = filled(&vessel(100.0, 0.5, 0.005, 1.0), 0.3, 60.0, 60.0);
    assert!(store.pour(0.0, 1.0).is_empty());
    let mut out_kg = 0.0;
    for _ in 0..600 {
        out_kg += store.pour(2.0, DT_S).mass_kg();
    }
    assert_eq!(store.mass_kg(), 0.0);
    assert!((out_kg - 0.3).abs() < 1e-12);
}
