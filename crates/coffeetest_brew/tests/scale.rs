//! Scale in a machine slows what it brews and cuts it short (§1.4, §1.5).

mod common;

use coffeetest_brew::machine::{Kind, Override};
use coffeetest_brew::{Mixture, Species};
use common::rig::Rig;

fn rig(text: Option<&str>, heater: &str, scaled: f64) -> Rig {
    let mut rig = Rig::new(&text.map_or_else(|| common::graph("drip_12"), common::parse));
    rig.machine.apply(&Override::Scaled(heater.into(), scaled)).unwrap();
    rig.inputs.plug_v = 120.0;
    rig
}

#[test]
fn scale_in_a_siphons_line_slows_it_by_its_share_and_what_heat_is_left_makes_steam() {
    let brewed = |scaled: f64| {
        let mut rig = rig(None, "boiler", scaled);
        let tank = rig.store("tank");
        rig.machine.pour_in(tank, &Mixture::of(Species::Water, 0.6, 20.0));
        rig.turn("switch", "I");
        rig.until(|r| r.get("siphon.q") > 0.0);
        let lasts_s = rig.until(|r| r.get("tank.ml") < 100.0);
        (lasts_s, rig.machine.ledger().steam_kg)
    };
    let (clean, scaled) = (brewed(0.0), brewed(0.4));
    assert!((1.4..1.75).contains(&(scaled.0 / clean.0)), "{clean:?} {scaled:?}");
    assert!(scaled.1 > 2.0 * clean.1, "{clean:?} {scaled:?}");
}

#[test]
fn a_pump_with_scale_in_its_line_is_slow_and_its_meter_stops_it_short_by_half_of_that() {
    let pod = r#"(comps: {
        "plug": Plug(v: 120.0, cord_m: 1.0),
        "boiler": Store(cap_ml: 800.0, curve: Cyl(0.05, 0.102), c_wall: 250.0, ua: 1.2),
        "element": Heater(p_w: 1450.0, v_rated: 120.0, c_el: 150.0, ua_el: 400.0, into: Store("boiler"),
            thermo: (91.0, 94.0), cutout: (trip_c: 140.0, reset: Auto(105.0)), fuse_c: 216.0, eta: 1.0),
        "pump": Mover(kind: Vibe(p_max_bar: 0.8, q0_ml_s: 4.0, opv_bar: 0.8), from: "boiler", to: "spout"),
        "spout": Outlet(d_m: 0.008),
        "go": Control(class: PushMomentary, travel: 2.5, force: 4.0, states: ["press"]),
    }, links: [("boiler", "pump"), ("pump", "spout")], ctrl: [
        ("Idle", Event("go", "pressed"), True, [Run("pump")], "Brew"),
        ("Brew", When(Ge("pump.moved_ml", 180.0)), True, [Stop("pump")], "Idle"),
    ])"#;
    let cup = |scaled: f64| {
        let mut rig = rig(Some(pod), "element", scaled);
        let boiler = rig.store("boiler");
        rig.machine.pour_in(boiler, &Mixture::of(Species::Water, 0.7, 90.0));
        let go = rig.machine.index(Kind::Control, "go").unwrap();
        rig.inputs.controls[go].pressed = true;
        rig.until(|r| r.machine.state() == Some("Brew"));
        let lasts_s = rig.until(|r| r.machine.state() == Some("Idle"));
        (1e3 * rig.cup.mass_kg(), lasts_s)
    };
    let (clean, scaled) = (cup(0.0), cup(0.4));
    assert!((scaled.0 / clean.0 - 0.8).abs() < 0.01, "{clean:?} {scaled:?}");
    assert!((scaled.1 / clean.1 - 0.8 / 0.6).abs() < 0.05, "{clean:?} {scaled:?}");
}
