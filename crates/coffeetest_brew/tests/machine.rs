//! Machines built from data: the example appliances do what the process model says of them (§2.8).

mod common;

use coffeetest_brew::machine::{Fault, Kind, SeatInput};
use coffeetest_brew::spec::{Comp, Pattern};
use coffeetest_brew::{FilterPiece, Machine, Mixture, Species, Vessel, Wear};
use common::rig::Rig;
use common::{graph, parse};

const DT_S: f64 = 1.0 / 60.0;
const PAPER: FilterPiece = FilterPiece { r_m: 2.0e9, fines_pass: 0.001, wear: Wear::Dry };

/// The example drip machine, dosed, filled, with filter and carafe, plugged in and off.
fn drip(water_kg: f64, dose_kg: f64, watts: f64) -> Rig {
    let mut g = graph("drip_12");
    let Some(Comp::Heater(boiler)) = g.comps.get_mut("boiler") else { panic!("it has a boiler") };
    boiler.p_w = watts;
    let mut rig = Rig::new(&g);
    let tank = rig.store("tank");
    rig.machine.pour_in(tank, &Mixture::of(Species::Water, water_kg, 20.0));
    rig.machine.put_filter(0, PAPER);
    assert!(rig.machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(dose_kg, 700.0, 22.0)).is_empty());
    rig.inputs.plug_v = 120.0;
    rig.seat("carafe_seat", SeatInput::holding(22.0));
    rig.seat("basket", SeatInput::holding(22.0));
    rig
}

/// Minutes from switching on to the tank running dry.
fn brew_minutes(water_kg: f64, watts: f64) -> f64 {
    let mut rig = drip(water_kg, 0.055 * water_kg, watts);
    rig.turn("switch", "I");
    rig.until(|r| r.get("tank.ml") < 6.0) / 60.0
}

#[test]
fn r10_fourteen_hundred_watts_brew_a_litre_and_a_quarter_in_six_minutes() {
    let minutes = brew_minutes(1.25, 1400.0);
    assert!((4.5..6.5).contains(&minutes), "{minutes}");
}

#[test]
fn r11_nine_hundred_watts_brew_a_litre_in_seven_and_a_half_minutes() {
    let minutes = brew_minutes(1.0, 900.0);
    assert!((minutes / 7.4 - 1.0).abs() < 0.1, "{minutes}");
}

#[test]
fn r25_a_dry_machine_cycles_on_its_thermostat_and_gives_nothing() {
    let mut rig = drip(0.0, 0.055, 900.0);
    rig.turn("switch", "I");
    rig.step();
    let opens_s = rig.until(|r| r.get("boiler.p_w") == 0.0);
    assert!((40.0..60.0).contains(&opens_s), "{opens_s}");
    let mut cycles = 0;
    let mut was_on = false;
    for _ in 0..30 * 60 * 60 {
        rig.step();
        let on = rig.get("boiler.p_w") > 0.0;
        cycles += i32::from(on && !was_on);
        was_on = on;
    }
    assert!(cycles > 3, "{cycles}");
    assert_eq!(rig.get("boiler.blown"), 0.0);
    assert!(rig.cup.is_empty());
}

#[test]
fn the_example_drip_machine_brews_a_golden_litre() {
    let mut rig = drip(1.0, 0.055, 900.0);
    rig.turn("switch", "I");
    let first_drop_s = rig.until(|r| !r.cup.is_empty());
    assert!((20.0..90.0).contains(&first_drop_s), "{first_drop_s}");
    let mut sputtered = false;
    let sputter = rig.machine.index(Kind::Indicator, "sputter").unwrap();
    rig.until(|r| {
        sputtered |= *r.machine.pattern(sputter) == Pattern::Sound("sputter".into());
        r.get("tank.ml") < 6.0
    });
    rig.run(180.0);
    assert!(sputtered, "it sputters at the end");
    let (tds, ey) = (rig.cup.tds(), rig.cup.kg(Species::Solids) / 0.055);
    assert!((0.0115..0.0145).contains(&tds), "{tds}");
    assert!((0.18..0.22).contains(&ey), "{ey}");
    assert!((80.0..96.0).contains(&rig.cup.temp_c()), "{}", rig.cup.temp_c());
    assert!((0.83..0.90).contains(&rig.cup.mass_kg()), "{}", rig.cup.mass_kg());
    let totals = rig.machine.bed(0).totals();
    assert!((totals.solids_out_kg - rig.cup.kg(Species::Solids)).abs() < 1e-12 && totals.dose_kg == 0.055);
    assert_eq!(rig.machine.filter(0).unwrap().wear, Wear::Used);
    let (_, spent) = rig.machine.lift_filter(0).unwrap();
    assert!(spent.kg(Species::Grounds) < 0.05 && spent.kg(Species::Water) > 0.1);
    assert_eq!(rig.machine.filter(0), None);
}

#[test]
fn without_a_carafe_the_basket_floods_and_with_one_it_drains() {
    let mut rig = drip(1.2, 0.055, 900.0);
    rig.seat("carafe_seat", SeatInput::EMPTY);
    rig.turn("switch", "I");
    let mut over = Mixture::EMPTY;
    rig.until(|r| {
        r.outputs.overflows.iter().for_each(|(_, m)| over.add(m));
        over.mass_kg() > 0.05
    });
    assert!(rig.cup.is_empty());
    assert!(over.kg(Species::Fines) > 0.0, "grounds float over the rim");
    rig.seat("carafe_seat", SeatInput::holding(22.0));
    rig.run(60.0);
    assert!(rig.cup.mass_kg() > 0.05);
}

#[test]
fn a_machine_pulled_from_the_wall_stops_and_starts_again_by_its_rocker() {
    let mut rig = drip(1.0, 0.055, 900.0);
    rig.turn("switch", "I");
    rig.run(90.0);
    assert!(rig.get("siphon.q") > 1e-3 && rig.machine.state() == Some("On"));
    rig.inputs.plug_v = 0.0;
    rig.run(5.0);
    assert!(rig.machine.power_w() == 0.0 && rig.machine.state() == Some("Off"));
    let lamp = rig.machine.index(Kind::Indicator, "lamp").unwrap();
    assert_eq!(*rig.machine.pattern(lamp), Pattern::Off);
    rig.inputs.plug_v = 120.0;
    rig.run(1.0);
    assert!(rig.machine.power_w() > 900.0);
    assert_eq!(*rig.machine.pattern(lamp), Pattern::On);
}

#[test]
fn after_two_hours_the_machine_throws_its_own_switch() {
    let mut rig = drip(0.3, 0.02, 900.0);
    rig.turn("switch", "I");
    rig.run(7190.0);
    assert!(rig.get("plate.on") == 1.0);
    rig.run(20.0);
    assert!(rig.get("plate.on") == 0.0 && rig.get("switch.O") == 1.0);
    assert_eq!(rig.machine.state(), Some("Off"));
}

#[test]
fn double_voltage_blows_the_fuse_in_seconds() {
    let mut g = graph("drip_12");
    let Some(Comp::Heater(boiler)) = g.comps.get_mut("boiler") else { panic!("it has a boiler") };
    // With welded thermostat contacts only the fuse is left.
    boiler.thermo = (998.0, 999.0);
    boiler.cutout.trip_c = 215.9;
    boiler.p_w = 60_000.0;
    let mut rig = Rig::new(&g);
    rig.inputs.plug_v = 240.0;
    rig.turn("switch", "I");
    rig.run(5.0);
    assert_eq!(rig.get("boiler.blown"), 1.0);
}

#[test]
fn the_plate_keeps_a_carafe_at_eighty_degrees() {
    let mut rig = drip(0.0, 0.0, 900.0);
    rig.turn("switch", "I");
    let (mut heat_j, mut carafe_c) = (0.0, 80.0);
    let c_j_k = 0.9 * 4186.0 + 320.0;
    for _ in 0..3600 * 60 {
        rig.seat("carafe_seat", SeatInput::holding(carafe_c));
        rig.step();
        let j: f64 = rig.outputs.seat_heat_j.iter().sum();
        heat_j += j;
        // The carafe loses what a covered jug of its size does.
        carafe_c += (j - 1.0 * (carafe_c - 22.0) * DT_S) / c_j_k;
    }
    assert!(heat_j > 0.0 && (72.0..88.0).contains(&carafe_c), "{carafe_c}");
}

#[test]
fn a_removed_basket_lets_the_water_fall_straight_through() {
    let mut g = graph("drip_12");
    let Some(Comp::Bed(bed)) = g.comps.get_mut("bed") else { panic!("it has a bed") };
    bed.seat = Some("basket".into());
    let mut rig = Rig::new(&g);
    let tank = rig.store("tank");
    rig.machine.pour_in(tank, &Mixture::of(Species::Water, 0.5, 20.0));
    rig.inputs.plug_v = 120.0;
    rig.turn("switch", "I");
    rig.until(|r| r.get("tank.ml") < 6.0);
    assert!(rig.cup.mass_kg() > 0.45 && rig.cup.tds() == 0.0);
    assert!((88.0..95.0).contains(&rig.cup.temp_c()));
}

#[test]
fn the_example_kettle_boils_clicks_off_and_stays_off_when_dry() {
    let g = graph("kettle_e_17");
    let mut rig = Rig::new(&g);
    let jug = rig.store("jug");
    rig.machine.pour_in(jug, &Mixture::of(Species::Water, 1.0, 20.0));
    rig.inputs.plug_v = 220.0;
    rig.seat("base", SeatInput::holding(22.0));
    rig.turn("lever", "1");
    let off_s = rig.until(|r| r.elapsed_s > 1.0 && r.get("el.on") == 0.0);
    let ideal_s = (4186.0 + 300.0) * 80.0 / 1800.0;
    assert!((ideal_s..ideal_s * 1.15 + 15.0).contains(&off_s), "{off_s}");
    assert_eq!((rig.get("lever.0"), rig.machine.state()), (1.0, Some("Off")));
    rig.seat("base", SeatInput::EMPTY);
    rig.turn("lever", "1");
    rig.run(1.0);
    assert_eq!(rig.machine.power_w(), 0.0);
}

#[test]
fn an_open_lid_keeps_the_kettle_boiling() {
    let mut rig = Rig::new(&graph("kettle_e_17"));
    let jug = rig.store("jug");
    rig.machine.pour_in(jug, &Mixture::of(Species::Water, 0.5, 20.0));
    rig.inputs.plug_v = 220.0;
    rig.seat("base", SeatInput::holding(22.0));
    rig.inputs.joints[0] = coffeetest_brew::machine::JointInput { x: 80.0, closed: false };
    rig.turn("lever", "1");
    rig.run(300.0);
    assert!(rig.get("el.on") == 1.0 && rig.get("jug.steam_g_s") > 0.2);
}

#[test]
fn a_tap_runs_as_far_as_its_lever_is_lifted_and_the_sink_drains() {
    let g = parse(
        r#"Graph(
        comps: {
            "lever": Joint(kind: Hinge, range: (0.0, 30.0), force: 3.0, latch_n: 0.0, sensor: false),
            "valve": Valve(normally: Closed, opens_with: "lever"),
            "tap": Mover(kind: Tap(q_max_g_s: 100.0, water_c: 12.0), from: "mains", to: "spout"),
            "spout": Outlet(d_m: 0.012),
            "basin": Store(cap_ml: 20000.0, curve: Box(0.5, 0.4, 0.18), c_wall: 3000.0, ua: 3.0),
            "hole": Mover(kind: Gravity(a_m2: 0.0007, cd: 0.6), from: "basin", to: "drain"),
        },
        links: [("mains", "tap"), ("tap", "valve"), ("valve", "spout")], ctrl: [])"#,
    );
    let mut rig = Rig::new(&g);
    rig.run(1.0);
    assert!(rig.cup.is_empty());
    rig.inputs.joints[0] = coffeetest_brew::machine::JointInput { x: 15.0, closed: false };
    rig.run(10.0);
    assert!((rig.cup.kg(Species::Water) - 0.5).abs() < 1e-9);
    assert!((rig.cup.temp_c() - 12.0).abs() < 1e-9);
    rig.inputs.joints[0] = coffeetest_brew::machine::JointInput { x: 0.0, closed: true };
    let basin = rig.store("basin");
    rig.machine.pour_in(basin, &Mixture::of(Species::Water, 5.0, 40.0));
    rig.run(120.0);
    assert_eq!(rig.get("basin.g"), 0.0);
    let ledger = rig.machine.ledger();
    let water = Species::Water.index();
    assert!((ledger.drain.kg[water] + ledger.evap_kg - 5.0).abs() < 1e-9);
    assert!((ledger.mains.kg[water] - 0.5).abs() < 1e-9);
}

#[test]
fn all_faults_of_a_graph_are_told_at_once_with_what_would_be_right() {
    let mut g = graph("drip_12");
    g.links.push(("siphn".into(), "bed".into()));
    g.links.retain(|(a, _)| a != "dripstop");
    let Some(Comp::Store(tank)) = g.comps.get_mut("tank") else { panic!("it has a tank") };
    tank.cap_ml = f64::NAN;
    g.comps.remove("plug");
    let faults = Machine::new(&g.comps, &g.links, &g.ctrl).unwrap_err().0;
    let text = faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for part in ["did you mean `siphon`?", "dripstop", "cap_ml is NaN", "no component `plug`", "needs a Plug"] {
        assert!(text.contains(part), "{part} not in:\n{text}");
    }
    let has = |f: fn(&Fault) -> bool| faults.iter().any(f);
    assert!(has(|f| matches!(f, Fault::Unknown { .. })) && has(|f| matches!(f, Fault::Wiring { .. })));
}

#[test]
fn a_copy_goes_the_same_way_to_the_last_bit() {
    let hash = |m: &Machine| {
        let mut h = 0u64;
        m.hash_state(&mut |bits| h = (h ^ bits).wrapping_mul(0x100_0000_01b3).rotate_left(17));
        h
    };
    let mut a = drip(0.5, 0.03, 900.0);
    a.turn("switch", "I");
    a.run(60.0);
    let mut copy = a.machine.clone();
    let mut out = copy.outputs();
    a.run(100.0);
    for _ in 0..6000 {
        copy.step(DT_S, &a.inputs, &mut out);
    }
    assert_eq!(hash(&a.machine), hash(&copy));
    copy.step(DT_S, &a.inputs, &mut out);
    assert_ne!(hash(&a.machine), hash(&copy));
}

#[test]
fn a_thing_at_rest_sleeps_and_wakes_when_touched() {
    let g = parse(
        r#"Graph(comps: {"bowl": Store(cap_ml: 350.0, curve: Cyl(0.04, 0.09), c_wall: 300.0, ua: 0.3, a_evap: 0.005)},
            links: [], ctrl: [])"#,
    );
    let mut rig = Rig::new(&g);
    rig.run(2.0);
    assert!(rig.machine.is_asleep());
    rig.machine.pour_in(Vessel::Store(0), &Mixture::of(Species::Water, 0.2, 80.0));
    assert!(!rig.machine.is_asleep());
    rig.run(1.0);
    assert!(!rig.machine.is_asleep() && rig.get("bowl.temp_c") > 50.0);
    rig.run(4.0 * 3600.0);
    assert!(rig.machine.is_asleep());
    assert!((18.0..22.5).contains(&rig.get("bowl.temp_c")), "{}", rig.get("bowl.temp_c"));
}
