//! Stoves, microwaves, grinders, breakers: the devices of a kitchen (§1.5.0, §1.6).

#[path = "common/bench.rs"]
mod bench;
mod common;

use bench::{DT_S, Rig};
use coffeetest_brew::machine::{Kind, Override, SeatInput};
use coffeetest_brew::{Mixture, Species};

/// A zone with a dial, as data would write it.
fn zone(heater: &str) -> Rig {
    Rig::new(&format!(
        r#"comps: {{
            "plug": Plug(v: 230.0, cord_m: 1.0),
            "dial": Control(class: RotaryDetent, travel: 180.0, force: 0.1, states: ["0", "1", "2"]),
            "place": Seat(accepts: ["pot"], tol_mm: 50.0, tol_deg: 180.0, insert_n: 1.0, retain_n: 0.0, sensor: false),
            "zone": Heater(p_w: 2000.0, v_rated: 230.0, c_el: 50.0, ua_el: 40.0, into: Plate("place"), thermo: (400.0, 500.0),
                cutout: (trip_c: 600.0, reset: Manual), fuse_c: 900.0, level: "dial", {heater}),
        }}, links: [], ctrl: []"#
    ))
}

/// Heat that a pot of 20 °C gets in a minute at the highest level, J.
fn minute_j(rig: &mut Rig, pot: SeatInput) -> f64 {
    rig.inputs.plug_v = 230.0;
    rig.seat("place", pot);
    rig.turn("dial", "2");
    rig.run(60.0);
    let before_j = rig.given_j;
    rig.run(60.0);
    rig.given_j - before_j
}

fn pot(base_d_m: f64, ferrous: bool) -> SeatInput {
    SeatInput { base_d_m, ferrous, metal: true, ..SeatInput::holding(20.0) }
}

#[test]
fn a_pot_as_wide_as_its_zone_gets_what_the_efficiency_says_and_a_smaller_one_less() {
    let coil = |d_m| minute_j(&mut zone("eta: 0.75, zone_m: 0.18"), pot(d_m, true)) / (2000.0 * 60.0);
    assert!((coil(0.20) - 0.75).abs() < 1e-3 && (coil(0.18) - 0.75).abs() < 1e-3);
    assert!((coil(0.09) - 0.375).abs() < 1e-3);
}

#[test]
fn a_gas_flame_heats_narrow_pots_badly_and_needs_no_plug() {
    let gas = |d_m| {
        let mut rig = zone("eta: 0.4, zone_m: 0.07, fuel: Gas");
        rig.inputs.plug_v = 0.0;
        rig.seat("place", pot(d_m, false));
        rig.turn("dial", "2");
        rig.run(120.0);
        assert_eq!((rig.machine.power_w(), rig.machine.ledger().electric_j), (0.0, 0.0));
        assert!((rig.machine.ledger().gas_j - 2000.0 * 120.0).abs() < 1.0);
        rig.outputs.seat_heat_j[0] / DT_S / 2000.0
    };
    assert!((gas(0.16) - 0.4).abs() < 1e-3, "{}", gas(0.16));
    assert!((gas(0.09) - 0.24).abs() < 1e-3, "{}", gas(0.09));
}

#[test]
fn a_slide_that_a_hand_has_left_nearly_at_its_stop_gives_no_heat() {
    let mut rig = Rig::new(
        r#"comps: {
            "plug": Plug(v: 230.0, cord_m: 1.0),
            "slide": Joint(kind: Slide, range: (0.0, 0.05), force: 3.0, latch_n: 1.0, sensor: false),
            "place": Seat(accepts: ["pot"], tol_mm: 50.0, tol_deg: 180.0, insert_n: 1.0, retain_n: 0.0, sensor: false),
            "zone": Heater(p_w: 2000.0, v_rated: 230.0, c_el: 50.0, ua_el: 40.0, into: Plate("place"), thermo: (400.0, 500.0),
                cutout: (trip_c: 600.0, reset: Manual), fuse_c: 900.0, level: "slide", eta: 0.75),
        }, links: [], ctrl: []"#,
    );
    rig.inputs.plug_v = 230.0;
    let mut at = |x: f64, closed: bool| {
        (rig.inputs.joints[0].x, rig.inputs.joints[0].closed) = (x, closed);
        rig.step();
        rig.machine.power_w()
    };
    assert_eq!(at(0.001, true), 0.0);
    assert!((at(0.025, false) - 1000.0).abs() < 1e-9);
}

#[test]
fn half_the_dial_is_half_the_power_and_none_is_none() {
    let mut rig = zone("eta: 0.75");
    rig.inputs.plug_v = 230.0;
    rig.step();
    assert_eq!(rig.machine.power_w(), 0.0);
    rig.turn("dial", "1");
    rig.step();
    assert!((rig.machine.power_w() - 1000.0).abs() < 1e-9);
    rig.inputs.plug_v = 0.0;
    rig.step();
    assert_eq!(rig.machine.power_w(), 0.0);
}

#[test]
fn an_induction_zone_leaves_copper_cold_and_draws_nothing_for_it() {
    let mut rig = zone("eta: 0.84, ferrous: true");
    assert_eq!(minute_j(&mut rig, pot(0.2, false)), 0.0);
    assert_eq!(rig.machine.ledger().electric_j, 0.0);
    assert_eq!((rig.get("place.ferrous"), rig.get("place.metal"), rig.get("place.d_m")), (0.0, 1.0, 0.2));
    let steel = minute_j(&mut zone("eta: 0.84, ferrous: true"), pot(0.2, true));
    assert!((steel / (0.84 * 2000.0 * 60.0) - 1.0).abs() < 1e-3);
}

#[test]
fn a_microwave_heats_what_is_in_it_and_an_empty_one_only_the_kitchen() {
    let oven = r#"comps: {
            "plug": Plug(v: 230.0, cord_m: 1.0),
            "start": Control(class: Membrane, travel: 0.3, force: 3.0, states: ["pad"]),
            "door": Joint(kind: Hinge, range: (0.0, 90.0), force: 5.0, latch_n: 10.0, sensor: true),
            "inside": Seat(accepts: ["any"], tol_mm: 100.0, tol_deg: 180.0, insert_n: 1.0, retain_n: 0.0, sensor: false),
            "tube": Heater(p_w: 1200.0, v_rated: 230.0, c_el: 100.0, ua_el: 1.0, into: Cavity("inside"), thermo: (400.0, 500.0),
                cutout: (trip_c: 600.0, reset: Cold), fuse_c: 900.0, eta: 0.6),
            "time": Timer(limit: 30.0),
        }, links: [],
        ctrl: [
            ("Off", Event("start", "pressed"), All([Is("door.closed"), Is("plug.live")]), [Heat("tube", On), Start("time")], "On"),
            ("On", After("time"), True, [Heat("tube", Off)], "Off"),
            ("On", When(Not(Is("door.closed"))), True, [Heat("tube", Off)], "Off"),
        ]"#;
    let mut rig = Rig::new(oven);
    rig.inputs.plug_v = 230.0;
    rig.seat("inside", SeatInput::holding(20.0));
    rig.hold("start", 0.1);
    rig.run(40.0);
    assert!((rig.given_j - 0.6 * 1200.0 * 30.0).abs() < 100.0, "{}", rig.given_j);
    let mut rig = Rig::new(oven);
    rig.inputs.plug_v = 230.0;
    rig.hold("start", 0.1);
    rig.run(10.0);
    assert_eq!(rig.given_j, 0.0);
    assert!((rig.machine.ledger().ambient_j / 12_000.0 - 1.0).abs() < 0.05);
    rig.inputs.joints[0].closed = false;
    rig.step();
    assert_eq!(rig.machine.power_w(), 0.0);
}

#[test]
fn what_overheated_stays_off_until_somebody_resets_it() {
    let mut rig = Rig::new(
        r#"comps: {
            "plug": Plug(v: 230.0, cord_m: 1.0),
            "jug": Store(cap_ml: 500.0, curve: Cyl(0.05, 0.1), c_wall: 100.0, ua: 0.5),
            "el": Heater(p_w: 1000.0, v_rated: 230.0, c_el: 50.0, ua_el: 40.0, into: Store("jug"), thermo: (400.0, 500.0),
                cutout: (trip_c: 150.0, reset: Manual), fuse_c: 300.0, eta: 1.0),
        }, links: [], ctrl: []"#,
    );
    rig.inputs.plug_v = 230.0;
    rig.until(|r| r.get("el.tripped") == 1.0);
    rig.inputs.plug_v = 0.0;
    rig.run(1800.0);
    rig.inputs.plug_v = 230.0;
    rig.run(60.0);
    assert_eq!((rig.get("el.tripped"), rig.get("el.blown"), rig.machine.power_w()), (1.0, 0.0, 0.0));
}

/// A grinder as data would write it.
fn grinder(how: &str, to: &str) -> Rig {
    let mut rig = Rig::new(&format!(
        r#"comps: {{
            "plug": Plug(v: 230.0, cord_m: 1.0),
            "key": Control(class: PushMomentary, travel: 2.0, force: 4.0, states: ["key"]),
            "dial": Control(class: RotaryDetent, travel: 300.0, force: 0.2, states: ["1", "2", "3", "4", "5"]),
            "crank": Joint(kind: Hinge, range: (0.0, 100000.0), force: 5.0, latch_n: 0.0, sensor: false),
            "hopper": Store(cap_ml: 600.0, curve: Cyl(0.05, 0.08), c_wall: 50.0, ua: 0.5),
            "bin": Store(cap_ml: 400.0, curve: Cyl(0.04, 0.08), c_wall: 50.0, ua: 0.5),
            "mill": Grinder(hopper: "hopper", to: "{to}", rate_g_s: 1.2, d50_um: (200.0, 1200.0), {how}),
        }}, links: [],
        ctrl: [("Idle", Event("key", "pressed"), True, [Grind("mill", 15.0)], "Idle"),
            ("Idle", Event("key", "held"), True, [Grind("mill", 0.0)], "Idle")]"#
    ));
    rig.inputs.plug_v = 230.0;
    rig.pour("hopper", &Mixture::of(Species::Beans, 0.100, 22.0));
    rig
}

fn store<'a>(rig: &'a Rig, name: &str) -> &'a coffeetest_brew::Store {
    rig.machine.store(rig.machine.index(Kind::Store, name).unwrap())
}

#[test]
fn a_burr_grinder_grinds_its_rate_as_coarse_as_its_dial_says_and_loses_no_bean() {
    let mut rig = grinder("p_w: 120.0, setting: \"dial\"", "bin");
    rig.turn("dial", "3");
    rig.hold("key", 0.1);
    assert_eq!((rig.get("mill.on"), rig.machine.power_w()), (1.0, 120.0));
    rig.run(20.0);
    assert_eq!((rig.get("mill.on"), rig.machine.power_w()), (0.0, 0.0));
    let bin = store(&rig, "bin");
    assert!((bin.kg(Species::Grounds) - 0.018).abs() < 1e-9, "{}", bin.kg(Species::Grounds));
    assert!((bin.d50_um().unwrap() - 700.0).abs() < 1e-9);
    assert!((bin.kg(Species::Grounds) + store(&rig, "hopper").kg(Species::Beans) - 0.100).abs() < 1e-13);
    assert!((rig.machine.ledger().electric_j - 120.0 * 15.0).abs() < 1e-6);
    let fresh = Mixture::fresh_grounds(0.018, 700.0, 22.0);
    for (ground, fresh) in bin.grounds().pools_kg.into_iter().zip(fresh.grounds().pools_kg) {
        assert!((ground - fresh).abs() < 1e-9);
    }
    assert!((bin.grounds().caffeine_kg - fresh.grounds().caffeine_kg).abs() < 1e-12);
}

#[test]
fn an_unplugged_grinder_grinds_nothing_and_an_empty_one_gives_nothing() {
    let mut rig = grinder("p_w: 120.0", "bin");
    rig.inputs.plug_v = 0.0;
    rig.hold("key", 0.1);
    rig.run(20.0);
    assert_eq!(store(&rig, "bin").mass_kg(), 0.0);
    let mut rig = grinder("p_w: 120.0", "bin");
    rig.machine.apply(&Override::Empty("hopper".into())).unwrap();
    rig.hold("key", 0.1);
    rig.run(1.0);
    assert_eq!((rig.get("mill.on"), rig.get("mill.beans_g"), store(&rig, "bin").mass_kg()), (1.0, 0.0, 0.0));
}

#[test]
fn a_blade_cuts_finer_the_longer_it_runs_down_to_its_finest() {
    let mut rig = grinder("p_w: 180.0, blade_tau_s: 12.0", "hopper");
    rig.hold("key", 0.1);
    rig.run(20.0);
    let expected = 1500.0 * 0.286_505; // e^(−15/12)
    assert!((rig.get("mill.d50_um") / expected - 1.0).abs() < 0.01, "{}", rig.get("mill.d50_um"));
    assert!((store(&rig, "hopper").kg(Species::Grounds) - 0.1).abs() < 1e-13);
    for _ in 0..4 {
        rig.hold("key", 0.1);
        rig.run(20.0);
    }
    assert_eq!(rig.get("mill.d50_um"), 200.0);
}

#[test]
fn a_hundred_and_twenty_turns_of_a_crank_grind_a_hundred_and_twenty_times_its_rate() {
    let mut rig = grinder("crank: \"crank\"", "bin");
    rig.inputs.plug_v = 0.0;
    rig.step();
    let mut x = 0.0;
    for _ in 0..120 * 60 {
        x += 6.0;
        rig.joint("crank", x / 10.0);
        rig.step();
    }
    let turns = x / 10.0 / 360.0;
    assert!((store(&rig, "bin").kg(Species::Grounds) - 1.2e-3 * turns).abs() < 1e-9);
    assert_eq!(rig.machine.ledger().electric_j, 0.0);
}

#[test]
fn decaffeinated_beans_make_decaffeinated_grounds() {
    let mut rig = grinder("p_w: 120.0", "bin");
    rig.machine.apply(&Override::Decaf("hopper".into())).unwrap();
    rig.hold("key", 0.1);
    rig.run(16.0);
    assert!(store(&rig, "bin").kg(Species::Grounds) > 0.01);
    assert!(store(&rig, "bin").contents().looks_decaffeinated());
}

const PANEL: &str = r#"comps: {
        "lever": Control(class: Rocker, travel: 20.0, force: 20.0, states: ["off", "on"]),
        "kitchen": Circuit(breaker_a: 15.0, rcd: true, lever: "lever"),
        "switch": Control(class: Rocker, travel: 4.0, force: 5.0, states: ["off", "on"]),
        "socket": Socket(v: 120.0, switch: "switch"),
    }, links: [], ctrl: []"#;

#[test]
fn r23_twenty_amps_trip_a_fifteen_amp_breaker_in_158_seconds_and_fifteen_never_do() {
    let mut rig = Rig::new(PANEL);
    rig.turn("lever", "on");
    rig.inputs.circuits[0].amps = 2400.0 / 120.0;
    let trips_s = rig.until(|r| r.get("kitchen.tripped") == 1.0);
    assert!((155.0..165.0).contains(&trips_s), "{trips_s}");
    assert_eq!((rig.get("kitchen.live"), rig.get("lever.off")), (0.0, 1.0));
    let mut rig = Rig::new(PANEL);
    rig.turn("lever", "on");
    rig.inputs.circuits[0].amps = 13.0 + 2.0;
    rig.run(3500.0);
    assert_eq!(rig.get("kitchen.live"), 1.0);
}

#[test]
fn a_short_and_a_wet_live_part_open_the_breaker_at_once_and_its_lever_closes_it_again() {
    let mut rig = Rig::new(PANEL);
    rig.turn("lever", "on");
    rig.step();
    rig.inputs.circuits[0].amps = 80.0;
    rig.step();
    assert_eq!(rig.get("kitchen.tripped"), 1.0);
    rig.inputs.circuits[0].amps = 0.0;
    rig.turn("lever", "on");
    rig.step();
    assert_eq!((rig.get("kitchen.live"), rig.get("kitchen.tripped")), (1.0, 0.0));
    rig.inputs.circuits[0].leak = true;
    rig.step();
    assert_eq!(rig.get("kitchen.live"), 0.0);
}

#[test]
fn a_socket_is_live_when_its_circuit_is_and_its_switch_is_on() {
    let mut rig = Rig::new(PANEL);
    rig.inputs.sockets[0].live = true;
    rig.step();
    assert_eq!((rig.get("socket.live"), rig.machine.is_socket_on(0)), (0.0, false));
    rig.turn("switch", "on");
    rig.step();
    assert_eq!((rig.get("socket.live"), rig.machine.is_socket_on(0)), (1.0, true));
}

#[test]
fn a_cracked_jug_leaks_and_a_sugar_jar_can_hold_salt() {
    let mut rig = Rig::new(
        r#"comps: {"jug": Store(cap_ml: 500.0, curve: Cyl(0.05, 0.1), c_wall: 100.0, ua: 0.5)}, links: [], ctrl: []"#,
    );
    rig.pour("jug", &Mixture::of(Species::Water, 0.3, 20.0));
    rig.pour("jug", &Mixture::of(Species::Sugar, 0.01, 20.0));
    rig.machine.apply(&Override::Swapped("jug".into(), Species::Sugar, Species::Salt)).unwrap();
    rig.machine.apply(&Override::Leaks("jug".into(), 2.0)).unwrap();
    rig.run(60.0);
    let jug = store(&rig, "jug");
    assert!((jug.temp_c() - 20.0).abs() < 0.5);
    assert!(jug.kg(Species::Sugar) == 0.0 && jug.kg(Species::Salt) > 0.0);
    assert!((rig.spilt.volume_ml() - 120.0).abs() < 2.0, "{}", rig.spilt.volume_ml());
}

#[test]
fn a_scaled_element_gives_less_heat_at_the_same_temperature() {
    let kettle = r#"comps: {
            "plug": Plug(v: 230.0, cord_m: 1.0),
            "jug": Store(cap_ml: 1700.0, curve: Cyl(0.065, 0.16), c_wall: 300.0, ua: 1.0),
            "el": Heater(p_w: 2000.0, v_rated: 230.0, c_el: 60.0, ua_el: 60.0, into: Store("jug"), thermo: (100.0, 110.0),
                cutout: (trip_c: 200.0, reset: Auto(95.0)), fuse_c: 240.0, eta: 1.0),
        }, links: [], ctrl: []"#;
    let boil_s = |scaled: f64| {
        let mut rig = Rig::new(kettle);
        rig.machine.apply(&Override::Scaled("el".into(), scaled)).unwrap();
        rig.inputs.plug_v = 230.0;
        rig.pour("jug", &Mixture::of(Species::Water, 1.0, 20.0));
        rig.until(|r| r.get("jug.temp_c") > 90.0)
    };
    assert!(boil_s(0.4) > 1.2 * boil_s(0.0));
}

/// A block with a tank, a steam knob and a wand.
fn steamer(from: &Mixture) -> Rig {
    let mut rig = Rig::new(
        r#"comps: {
            "plug": Plug(v: 230.0, cord_m: 1.0),
            "tank": Store(cap_ml: 1000.0, curve: Box(0.1, 0.1, 0.1), c_wall: 50.0, ua: 0.5),
            "block": Heater(p_w: 1300.0, v_rated: 230.0, c_el: 600.0, ua_el: 60.0, into: Line, thermo: (135.0, 140.0),
                cutout: (trip_c: 180.0, reset: Auto(140.0)), fuse_c: 220.0, eta: 0.95),
            "knob": Control(class: ValveKnob, travel: 270.0, force: 0.2, states: ["shut"]),
            "valve": Valve(normally: Closed, opens_with: "knob"),
            "wand": Wand(from: "tank", heater: "block", valve: "valve", q_max_g_s: 1.5),
        }, links: [], ctrl: []"#,
    );
    rig.inputs.plug_v = 230.0;
    rig.pour("tank", from);
    rig
}

#[test]
fn a_wand_blows_as_much_steam_as_its_block_has_heat_for_and_none_when_cold_or_shut() {
    let mut rig = steamer(&Mixture::of(Species::Water, 0.8, 20.0));
    rig.inputs.controls[0].open = 1.0;
    rig.run(20.0);
    assert_eq!((rig.steam_kg, rig.get("wand.q")), (0.0, 0.0), "cold");
    rig.inputs.controls[0].open = 0.0;
    rig.run(120.0);
    assert_eq!(rig.steam_kg, 0.0, "shut");
    rig.inputs.controls[0].open = 1.0;
    rig.run(60.0);
    let at_once = rig.steam_kg;
    rig.run(120.0);
    // 1300 W turn 0.48 g/s of water of 20 °C to steam; what the block had stored comes first.
    let steady_g_s = (rig.steam_kg - at_once) * 1e3 / 120.0;
    assert!((steady_g_s / 0.48 - 1.0).abs() < 0.05, "{steady_g_s}");
    assert!(at_once * 1e3 > 1.2 * 60.0 * steady_g_s);
    assert!((rig.get("tank.g") / 1e3 + rig.steam_kg - 0.8).abs() < 1e-3);
}

#[test]
fn a_wand_gets_dirty_under_the_surface_and_salt_does_not_evaporate() {
    let mut salty = Mixture::of(Species::Water, 0.8, 20.0);
    salty.add(&Mixture::of(Species::Salt, 0.02, 20.0));
    let mut rig = steamer(&salty);
    rig.run(120.0);
    rig.inputs.controls[0].open = 1.0;
    rig.run(5.0);
    assert_eq!(rig.get("wand.dirty"), 0.0);
    rig.inputs.wands[0].submerged = true;
    rig.run(30.0);
    assert_eq!((rig.get("wand.dirty"), rig.get("wand.submerged")), (1.0, 1.0));
    assert!((store(&rig, "tank").kg(Species::Salt) - 0.02).abs() < 1e-15);
    rig.machine.wipe_wand(0);
    assert_eq!(rig.get("wand.dirty"), 0.0);
}
