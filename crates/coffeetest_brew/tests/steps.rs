//! How a brew turns out hangs on the length of the steps by less than anybody could notice.

mod common;

use coffeetest_brew::machine::{JointInput, Kind, SeatInput};
use coffeetest_brew::spec::Comp;
use coffeetest_brew::{FilterPiece, Mixture, Species, Vessel, Wear};
use common::rig::Rig;
use common::{graph, parse};

const PAPER: FilterPiece = FilterPiece { r_m: 2.0e9, fines_pass: 0.001, wear: Wear::Dry };
const MESH: FilterPiece = FilterPiece { r_m: 1.0e8, fines_pass: 0.01, wear: Wear::Dry };

/// Strength and a time, s.
struct Brew {
    tds: f64,
    seconds: f64,
}

/// Brews with sixtieths and with tenths of a second.
fn compare(brew: impl Fn(f64) -> Brew) {
    let (fine, coarse) = (brew(1.0 / 60.0), brew(0.1));
    assert!((coarse.tds / fine.tds - 1.0).abs() < 0.01, "{} {}", coarse.tds, fine.tds);
    assert!((coarse.seconds - fine.seconds).abs() < 0.5, "{} {}", coarse.seconds, fine.seconds);
    assert!(fine.tds > 0.005 && fine.seconds > 10.0);
}

fn rig(graph: &common::Graph, dt_s: f64) -> Rig {
    let mut rig = Rig::new(graph);
    rig.dt_s = dt_s;
    rig
}

#[test]
fn ac6_a_drip_machine_brews_the_same_in_tenths_as_in_sixtieths_of_a_second() {
    compare(|dt_s| {
        let mut rig = rig(&graph("drip_12"), dt_s);
        let tank = rig.store("tank");
        rig.machine.pour_in(tank, &Mixture::of(Species::Water, 1.0, 20.0));
        rig.machine.put_filter(0, PAPER);
        rig.machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(0.055, 700.0, 22.0));
        rig.inputs.plug_v = 120.0;
        rig.inputs.seats.fill(SeatInput::holding(22.0));
        rig.turn("switch", "I");
        let seconds = rig.until(|r| r.get("tank.ml") < 6.0);
        rig.run(60.0);
        Brew { tds: rig.cup.tds(), seconds }
    });
}

#[test]
fn ac6_an_espresso_machine_brews_the_same_in_tenths_as_in_sixtieths_of_a_second() {
    compare(|dt_s| {
        let mut g = graph("espresso");
        let Some(Comp::Heater(block)) = g.comps.get_mut("block") else { panic!("it has a block") };
        // Its thermostat would switch at other moments.
        block.thermo = (93.0, 93.1);
        let mut rig = rig(&g, dt_s);
        rig.inputs.plug_v = 230.0;
        let tank = rig.store("tank");
        rig.machine.pour_in(tank, &Mixture::of(Species::Water, 0.5, 20.0));
        rig.inputs.seats.fill(SeatInput::holding(90.0));
        rig.machine.put_filter(0, MESH);
        rig.machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(0.018, 250.0, 60.0));
        rig.machine.bed_mut(0).tamp();
        rig.run(120.0);
        rig.turn("brew", "I");
        let seconds = rig.until(|r| r.cup.mass_kg() >= 0.036);
        // Up to a step's flow more: what the strength at exactly 36 g would be.
        Brew { tds: rig.cup.kg(Species::Solids) / rig.cup.mass_kg(), seconds }
    });
}

#[test]
fn ac6_a_moka_pot_brews_the_same_in_tenths_as_in_sixtieths_of_a_second() {
    for loose_deg in [0.0, 30.0] {
        compare(|dt_s| {
            let mut rig = rig(&graph("moka_3"), dt_s);
            let Vessel::Store(boiler) = rig.store("boiler") else { unreachable!("a store") };
            rig.machine.pour_in(Vessel::Store(boiler), &Mixture::of(Species::Water, 0.15, 20.0));
            rig.machine.put_filter(0, MESH);
            rig.machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(0.016, 350.0, 22.0));
            let thread = rig.machine.index(Kind::Joint, "thread").unwrap();
            rig.inputs.joints[thread] = JointInput { x: loose_deg, closed: loose_deg == 0.0 };
            let mut seconds = 0.0;
            while rig.elapsed_s < 300.0 {
                rig.machine.store_mut(boiler).heat(200.0 * dt_s);
                rig.step();
                if seconds == 0.0 && rig.get("top.g") >= 60.0 {
                    seconds = rig.elapsed_s;
                }
            }
            Brew { tds: rig.get("top.tds"), seconds }
        });
    }
}

#[test]
fn ac6_a_pour_over_brews_the_same_in_tenths_as_in_sixtieths_of_a_second() {
    let g = parse(
        r#"Graph(comps: {
            "paper": Filter(pore_um: 20.0, fines_pass: 0.001, consumable: true, r_m: 2.0e9, accepts: ["cone"]),
            "cone": Bed(area: 0.007, cap_g: 30.0, cap_ml: 300.0, hold: 2.1, cells: 1, even: 0.97, bypass: 0.08, filter: "paper", overflow_to: "outside", c_wall: 60.0, ua: 0.6),
            "hole": Outlet(d_m: 0.018),
        }, links: [("cone", "hole")], ctrl: [])"#,
    );
    compare(|dt_s| {
        let mut rig = rig(&g, dt_s);
        rig.machine.put_filter(0, PAPER);
        rig.machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(0.015, 600.0, 22.0));
        let mut seconds = 0.0;
        while rig.elapsed_s < 300.0 {
            let t = rig.elapsed_s;
            let kg_s = if t < 9.95 { 3e-3 } else { f64::from(u8::from((35.05..144.95).contains(&t))) * 2e-3 };
            rig.machine.pour_in(Vessel::Bed(0), &Mixture::of(Species::Water, kg_s * dt_s, 90.0));
            rig.step();
            if t > 145.0 && seconds == 0.0 && rig.get("cone.ml") < 1.0 {
                seconds = rig.elapsed_s;
            }
        }
        Brew { tds: rig.cup.tds(), seconds }
    });
}

#[test]
fn ac6_a_press_pot_brews_the_same_in_tenths_as_in_sixtieths_of_a_second() {
    let g = parse(
        r#"Graph(comps: {
            "beaker": Store(cap_ml: 1000.0, curve: Cyl(0.048, 0.14), c_wall: 360.0, ua: 0.8, a_evap: 0.007, strain: (filter: "mesh", when: Is("rod.closed"), hold: 2.2)),
            "mesh": Filter(pore_um: 200.0, fines_pass: 0.1, consumable: false, r_m: 1.0e8),
            "rod": Joint(kind: Slide, range: (0.0, 0.12), force: 30.0, latch_n: 0.0, sensor: false),
            "plunger": Piston(joint: "rod", presses: "beaker", area: 0.0072, mu_n: 30.0),
        }, links: [], ctrl: [])"#,
    );
    compare(|dt_s| {
        let mut rig = rig(&g, dt_s);
        rig.inputs.joints[0] = JointInput { x: 0.12, closed: false };
        rig.machine.pour_in(Vessel::Store(0), &Mixture::fresh_grounds(0.054, 1000.0, 22.0));
        rig.machine.pour_in(Vessel::Store(0), &Mixture::of(Species::Water, 0.85, 95.0));
        rig.machine.store_mut(0).stir(1.0);
        rig.run(240.0);
        rig.inputs.joints[0] = JointInput { x: 0.0, closed: true };
        rig.step();
        let (mut cup, mut seconds) = (Mixture::EMPTY, 0.0);
        while cup.mass_kg() < 0.3 {
            cup.add(&rig.machine.pour(0, 1.2, dt_s));
            rig.step();
            seconds = rig.elapsed_s;
        }
        Brew { tds: cup.tds(), seconds }
    });
}
