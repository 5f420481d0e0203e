//! Steeping, pressing, straining, foaming, perking: what vessels with grounds in them do (E10, E18, E27, §1.5).

mod common;

use coffeetest_brew::machine::{JointInput, Kind, SeatInput};
use coffeetest_brew::spec::Comp;
use coffeetest_brew::{FilterPiece, Mixture, Species, Vessel, Wear};
use common::rig::Rig;
use common::{Graph, parse};

const PAPER: FilterPiece = FilterPiece { r_m: 2.0e9, fines_pass: 0.001, wear: Wear::Dry };
const MESH: FilterPiece = FilterPiece { r_m: 1.0e8, fines_pass: 0.1, wear: Wear::Dry };

/// Slides a joint in a straight line, m.
fn slide(rig: &mut Rig, joint: &str, from_m: f64, to_m: f64, seconds: f64, mut each: impl FnMut(&Rig)) {
    let j = rig.machine.index(Kind::Joint, joint).unwrap();
    let steps = (seconds / rig.dt_s).round();
    for i in 1..=steps as usize {
        let x = from_m + (to_m - from_m) * i as f64 / steps;
        rig.inputs.joints[j] = JointInput { x, closed: x <= 1e-6 };
        rig.step();
        each(rig);
    }
}

fn place(rig: &mut Rig, joint: &str, x: f64) {
    let j = rig.machine.index(Kind::Joint, joint).unwrap();
    rig.inputs.joints[j] = JointInput { x, closed: x <= 1e-6 };
}

/// A chamber with a plunger: 27 cm², 250 ml.
fn chamber() -> Graph {
    parse(
        r#"Graph(comps: {
            "cap": Filter(pore_um: 20.0, fines_pass: 0.001, consumable: true, r_m: 2.0e9, accepts: ["disc"]),
            "chamber": Bed(area: 0.0027, cap_g: 30.0, cap_ml: 250.0, hold: 1.3, cells: 1, even: 1.0, bypass: 0.0, filter: "cap", overflow_to: "outside", steep: true, c_wall: 40.0, ua: 0.4),
            "bore": Seat(accepts: ["plunger"], tol_mm: 2.0, tol_deg: 180.0, insert_n: 5.0, retain_n: 5.0, sensor: false),
            "stroke": Joint(kind: Slide, range: (0.0, 0.1), force: 60.0, latch_n: 0.0, sensor: false),
            "plunger": Piston(joint: "stroke", presses: "chamber", area: 0.0027, mu_n: 60.0, seat: "bore"),
            "holes": Outlet(d_m: 0.06),
        }, links: [("chamber", "holes")], ctrl: [])"#,
    )
}

fn steeping_chamber(d50_um: f64) -> Rig {
    let mut rig = Rig::new(&chamber());
    place(&mut rig, "stroke", 0.1);
    rig.machine.put_filter(0, PAPER);
    rig.machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(0.015, d50_um, 22.0));
    rig.step();
    rig.machine.pour_in(Vessel::Bed(0), &Mixture::of(Species::Water, 0.220, 85.0));
    rig
}

#[test]
fn without_a_plunger_a_chamber_drips_and_with_one_it_holds() {
    let mut open = steeping_chamber(450.0);
    open.run(60.0);
    assert!(open.cup.mass_kg() > 0.02, "{}", open.cup.mass_kg());
    let mut shut = steeping_chamber(450.0);
    shut.seat("bore", SeatInput::holding(22.0));
    shut.run(60.0);
    assert!(shut.cup.is_empty());
    assert!((shut.get("chamber.ml") / 210.0 - 1.0).abs() < 0.08, "{}", shut.get("chamber.ml"));
}

#[test]
fn a_plunger_presses_out_what_it_displaces_and_takes_more_force_for_finer_coffee() {
    let press = |d50_um: f64| {
        let mut rig = steeping_chamber(d50_um);
        rig.machine.bed_mut(0).stir(1.0);
        rig.run(10.0);
        rig.seat("bore", SeatInput::holding(22.0));
        rig.run(60.0);
        let before_g = rig.cup.mass_kg() * 1e3;
        let mut force_n = 0.0_f64;
        slide(&mut rig, "stroke", 0.1, 0.06, 15.0, |r| force_n = force_n.max(r.get("plunger.f_n")));
        let pressed_g = rig.cup.mass_kg() * 1e3 - before_g;
        assert!((pressed_g / (27.0 * 4.0) - 1.0).abs() < 0.05, "{pressed_g}");
        slide(&mut rig, "stroke", 0.06, 0.0, 20.0, |_| {});
        (rig, force_n)
    };
    let (rig, force_n) = press(450.0);
    assert!((60.0..120.0).contains(&force_n), "{force_n}");
    assert!((rig.cup.mass_kg() / 0.203 - 1.0).abs() < 0.03, "{}", rig.cup.mass_kg());
    assert!((0.011..0.017).contains(&rig.cup.tds()), "{}", rig.cup.tds());
    assert!((rig.get("plunger.x") - 0.1).abs() < 1e-9);
    rig.machine.bed(0);
    let (_, fine_n) = press(250.0);
    assert!(fine_n > 250.0, "{fine_n}");
}

#[test]
fn without_its_disc_everything_falls_through_a_chamber_grounds_and_all() {
    let mut rig = steeping_chamber(450.0);
    rig.machine.lift_filter(0);
    rig.machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(0.015, 450.0, 22.0));
    rig.machine.pour_in(Vessel::Bed(0), &Mixture::of(Species::Water, 0.220, 85.0));
    rig.run(60.0);
    assert!(rig.cup.mass_kg() > 0.2 && rig.cup.kg(Species::Fines) > 0.005, "{}", rig.cup.kg(Species::Fines));
}

#[test]
fn a_cap_that_is_not_tight_bursts_under_the_plunger() {
    let mut g = chamber();
    let mut cap_seat = parse(
        r#"Graph(comps: {"thread": Seat(accepts: ["cap"], tol_mm: 2.0, tol_deg: 180.0, insert_n: 5.0, retain_n: 5.0, sensor: false, twist_deg: 30.0)}, links: [], ctrl: [])"#,
    );
    g.comps.append(&mut cap_seat.comps);
    let Some(Comp::Bed(bed)) = g.comps.get_mut("chamber") else { panic!("it has a chamber") };
    bed.seat = Some("thread".into());
    let press = |tight: f64| {
        let mut rig = Rig::new(&g);
        place(&mut rig, "stroke", 0.1);
        rig.seat("thread", SeatInput { tight, ..SeatInput::holding(22.0) });
        rig.seat("bore", SeatInput::holding(22.0));
        rig.machine.put_filter(0, PAPER);
        rig.machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(0.015, 450.0, 22.0));
        rig.step();
        rig.machine.pour_in(Vessel::Bed(0), &Mixture::of(Species::Water, 0.220, 85.0));
        let mut burst_kg = 0.0;
        slide(&mut rig, "stroke", 0.1, 0.0, 30.0, |r| {
            burst_kg += r.outputs.overflows.iter().map(|(_, mix)| mix.mass_kg()).sum::<f64>();
        });
        burst_kg
    };
    assert_eq!(press(1.0), 0.0);
    assert!((press(0.4) / 0.1 - 1.0).abs() < 0.1, "{}", press(0.4));
}

#[test]
fn a_piston_goes_as_fast_as_its_force_lets_it() {
    let mut rig = steeping_chamber(450.0);
    rig.seat("bore", SeatInput::holding(22.0));
    rig.run(1.0);
    assert_eq!(rig.machine.piston_speed_m_s(0, 50.0), 0.0);
    let slow = rig.machine.piston_speed_m_s(0, 80.0);
    let fast = rig.machine.piston_speed_m_s(0, 160.0);
    assert!(slow > 0.0 && (fast / slow - 5.0).abs() < 1e-9, "{slow} {fast}");
}

/// A jug with a mesh on a rod.
fn press_pot(d50_um: f64) -> Rig {
    let g = parse(
        r#"Graph(comps: {
            "beaker": Store(cap_ml: 1000.0, curve: Cyl(0.048, 0.14), c_wall: 360.0, ua: 0.8, a_evap: 0.007, strain: (filter: "mesh", when: Is("rod.closed"), hold: 2.2)),
            "mesh": Filter(pore_um: 200.0, fines_pass: 0.1, consumable: false, r_m: 1.0e8),
            "rod": Joint(kind: Slide, range: (0.0, 0.12), force: 30.0, latch_n: 0.0, sensor: false),
            "plunger": Piston(joint: "rod", presses: "beaker", area: 0.0072, mu_n: 30.0),
        }, links: [], ctrl: [])"#,
    );
    let mut rig = Rig::new(&g);
    place(&mut rig, "rod", 0.12);
    rig.machine.pour_in(Vessel::Store(0), &Mixture::fresh_grounds(0.054, d50_um, 22.0));
    rig.machine.pour_in(Vessel::Store(0), &Mixture::of(Species::Water, 0.85, 95.0));
    rig
}

fn pour_out(rig: &mut Rig) -> Mixture {
    let mut out = Mixture::EMPTY;
    for i in 0..60 * 40 {
        out.add(&rig.machine.pour(0, (f64::from(i) / 600.0).min(1.9), 1.0 / 60.0));
        rig.step();
    }
    out
}

#[test]
fn r15_a_press_pot_strains_its_coffee_and_keeps_what_the_grounds_hold() {
    let mut rig = press_pot(1000.0);
    rig.machine.store_mut(0).stir(1.0);
    rig.run(240.0);
    let mut force_n = 0.0_f64;
    slide(&mut rig, "rod", 0.12, 0.0, 20.0, |r| force_n = force_n.max(r.get("plunger.f_n")));
    assert!((30.0..60.0).contains(&force_n), "{force_n}");
    let cup = pour_out(&mut rig);
    assert_eq!(cup.kg(Species::Grounds), 0.0);
    let fines_mg_100ml = cup.kg(Species::Fines) * 1e6 / (cup.mass_kg() * 10.0);
    assert!((5.0..75.0).contains(&fines_mg_100ml), "{fines_mg_100ml}");
    assert!((0.70..0.74).contains(&cup.mass_kg()), "{}", cup.mass_kg());
    assert!((cup.tds() / 0.0118 - 1.0).abs() < 0.05, "{}", cup.tds());
    assert!(rig.get("beaker.g") > 150.0, "the grounds and what they hold");
}

#[test]
fn poured_with_its_plunger_up_a_press_pot_fills_the_cup_with_grounds() {
    let mut rig = press_pot(1000.0);
    rig.run(240.0);
    let cup = pour_out(&mut rig);
    assert!(cup.kg(Species::Grounds) > 0.02, "{}", cup.kg(Species::Grounds));
}

#[test]
fn too_fine_a_grind_cannot_be_pressed() {
    let mut rig = press_pot(250.0);
    rig.run(60.0);
    let mut force_n = 0.0_f64;
    slide(&mut rig, "rod", 0.12, 0.11, 2.0, |r| force_n = force_n.max(r.get("plunger.f_n")));
    assert!(force_n > 300.0, "{force_n}");
}

fn cezve() -> Rig {
    let g = parse(
        r#"Graph(comps: {
            "pot": Store(cap_ml: 150.0, curve: Cyl(0.029, 0.057), c_wall: 90.0, ua: 0.3, a_evap: 0.0026, foam: 0.4),
        }, links: [], ctrl: [])"#,
    );
    let mut rig = Rig::new(&g);
    rig.machine.pour_in(Vessel::Store(0), &Mixture::of(Species::Water, 0.110, 20.0));
    rig
}

#[test]
fn coffee_foams_from_seventy_degrees_and_runs_over_at_the_boil_and_water_does_not() {
    let heat = |rig: &mut Rig, seconds: f64| {
        let mut over = Mixture::EMPTY;
        for _ in 0..(seconds * 60.0) as usize {
            rig.machine.store_mut(0).heat(250.0 / 60.0);
            rig.step();
            rig.outputs.overflows.iter().for_each(|(_, mix)| over.add(mix));
            if rig.get("pot.temp_c") < 67.0 {
                assert_eq!(rig.get("pot.foam_m"), 0.0);
            }
        }
        over
    };
    let mut coffee = cezve();
    coffee.machine.pour_in(Vessel::Store(0), &Mixture::fresh_grounds(0.009, 120.0, 20.0));
    let over = heat(&mut coffee, 240.0);
    assert!(coffee.get("pot.foam_m") > 0.01 && over.kg(Species::Grounds) > 0.0, "{}", coffee.get("pot.foam_m"));
    assert!((0.003..0.05).contains(&over.mass_kg()), "{}", over.mass_kg());
    let mut water = cezve();
    assert!(heat(&mut water, 240.0).is_empty());
    assert_eq!(water.get("pot.foam_m"), 0.0);
}

fn percolator() -> Rig {
    let g = parse(
        r#"Graph(comps: {
            "plug": Plug(v: 120.0, cord_m: 1.0),
            "pot": Store(cap_ml: 1500.0, curve: Cyl(0.06, 0.14), c_wall: 400.0, ua: 1.2, a_evap: 0.01, lid_factor: 0.1),
            "el": Heater(p_w: 900.0, v_rated: 120.0, c_el: 60.0, ua_el: 60.0, into: Store("pot"), thermo: (108.0, 112.5), cutout: (trip_c: 160.0, reset: Auto(100.0)), fuse_c: 216.0, eta: 1.0),
            "well": Seat(accepts: ["stem"], tol_mm: 2.0, tol_deg: 180.0, insert_n: 2.0, retain_n: 1.0, sensor: false),
            "stem": Mover(kind: Bubble(q_ml_s: 8.0), from: "pot", to: "basket", heater: "el", needs: Is("well.seated"), dead_ml: 50.0),
            "mesh": Filter(pore_um: 500.0, fines_pass: 0.05, consumable: false, r_m: 1.0e8),
            "basket": Bed(area: 0.006, cap_g: 80.0, hold: 2.0, cells: 1, even: 0.9, bypass: 0.1, filter: "mesh", overflow_to: "pot"),
        }, links: [("pot", "stem"), ("stem", "basket"), ("basket", "pot")],
        ctrl: [("Off", When(Is("plug.live")), True, [Heat("el", On)], "On"), ("On", When(Not(Is("plug.live"))), True, [Heat("el", Off)], "Off")])"#,
    );
    let mut rig = Rig::new(&g);
    rig.machine.pour_in(Vessel::Store(0), &Mixture::of(Species::Water, 1.2, 20.0));
    rig.machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(0.06, 900.0, 22.0));
    rig.inputs.plug_v = 120.0;
    rig
}

#[test]
fn a_percolator_perks_near_boiling_and_not_without_its_stem() {
    let mut rig = percolator();
    rig.seat("well", SeatInput::holding(22.0));
    rig.until(|r| r.get("stem.q") > 0.0);
    assert!((95.0..97.0).contains(&rig.get("pot.temp_c")), "{}", rig.get("pot.temp_c"));
    rig.run(300.0);
    assert!((0.007..0.013).contains(&rig.get("pot.tds")), "{}", rig.get("pot.tds"));
    let mut stemless = percolator();
    stemless.run(1200.0);
    assert!(stemless.get("pot.temp_c") > 90.0 && stemless.get("pot.tds") == 0.0);
}

#[test]
fn what_flows_to_a_jug_that_is_away_goes_astray() {
    let g = parse(
        r#"Graph(comps: {
            "tank": Store(cap_ml: 1000.0, curve: Box(0.1, 0.1, 0.1), c_wall: 0.0, ua: 0.0),
            "place": Seat(accepts: ["jug"], tol_mm: 2.0, tol_deg: 180.0, insert_n: 2.0, retain_n: 1.0, sensor: false),
            "jug": Store(cap_ml: 1000.0, curve: Cyl(0.05, 0.13), c_wall: 100.0, ua: 0.5, seat: "place"),
            "hole": Mover(kind: Gravity(a_m2: 0.00002, cd: 0.6), from: "tank", to: "jug", dead_ml: 100.0),
        }, links: [], ctrl: [])"#,
    );
    let mut rig = Rig::new(&g);
    let tank = rig.store("tank");
    rig.machine.pour_in(tank, &Mixture::of(Species::Water, 0.5, 20.0));
    rig.seat("place", SeatInput::holding(22.0));
    rig.run(5.0);
    let caught_g = rig.get("jug.g");
    assert!(caught_g > 20.0);
    rig.seat("place", SeatInput::EMPTY);
    let mut astray_g = 0.0;
    for _ in 0..60 * 120 {
        rig.step();
        astray_g += rig.outputs.astray.iter().map(|(_, mix)| mix.mass_kg() * 1e3).sum::<f64>();
    }
    assert_eq!(rig.get("jug.g"), caught_g);
    assert!((rig.get("tank.ml") - 100.0).abs() < 0.5, "{}", rig.get("tank.ml"));
    assert!((caught_g + astray_g + rig.get("tank.g") - 500.0).abs() < 1e-6);
}

#[test]
fn a_mesh_without_its_grounds_is_a_plain_pour() {
    let mut rig = press_pot(1000.0);
    rig.machine.store_mut(0).take_kg(f64::INFINITY);
    rig.machine.pour_in(Vessel::Store(0), &Mixture::of(Species::Water, 0.5, 60.0));
    place(&mut rig, "rod", 0.0);
    rig.step();
    rig.machine.put_filter(0, MESH);
    let cup = pour_out(&mut rig);
    assert!(cup.mass_kg() > 0.495, "{}", cup.mass_kg());
}
