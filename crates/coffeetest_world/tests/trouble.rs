//! Everything that can be wrong from the start is there, and the books still close.

mod common;

use coffeetest_brew::Species;
use coffeetest_brew::spec::Pattern;
use coffeetest_scene::Wrong;
use coffeetest_world::process::{self, Load};
use coffeetest_world::thing::{PackLeft, SeatedIn, ThingOf};
use common::{Case, Home, grounds, water};

const BREWER: &str = include_str!("fixtures/brewer.ron");
const HOB: &str = include_str!("fixtures/hob.ron");
const PANEL: &str = include_str!("fixtures/panel.ron");
const POD: &str = include_str!("fixtures/pod.ron");
const POT: &str = include_str!("fixtures/pot.ron");
const SOCKET: &str = include_str!("fixtures/socket.ron");

const TABLE: [f32; 3] = [2.7, 1.35, 0.75];

/// A second of the home with something wrong.
fn with(case: Case, name: &str, what: Wrong) -> Home {
    let mut home = case.wrong(name, what).live();
    home.wait(1.0);
    home.check_books();
    home
}

fn brewer() -> Case {
    Case::new().with("brewer", BREWER, TABLE).with("pod", POD, [2.4, 1.35, 0.75])
}

#[test]
fn unplugged() {
    let home = with(Case::new(), "machine", Wrong::Unplugged);
    assert_eq!(home.var("machine", "plug.live"), 0.0);
}

#[test]
fn a_socket_is_off() {
    let case = Case::new().with("socket", SOCKET, [3.0, 3.6, 1.06]).with("hob", HOB, TABLE).plug("hob", "socket");
    let mut home = with(case, "socket", Wrong::SocketOff("socket".into()));
    assert_eq!(home.var("hob", "plug.v"), 0.0);
    home.press("socket", "switch");
    home.wait(0.2);
    assert_eq!(home.var("hob", "plug.v"), 120.0);
}

#[test]
fn a_breaker_is_out() {
    let case = Case::new().with("panel", PANEL, [3.9, 3.6, 1.5]).circuit("panel", "kitchen", &["outlet_1"]);
    let mut home = with(case, "panel", Wrong::BreakerOpen("kitchen".into()));
    assert_eq!(home.var("machine", "plug.live"), 0.0);
    home.press("panel", "lever");
    home.wait(0.2);
    assert_eq!(home.var("machine", "plug.live"), 1.0);
}

#[test]
fn a_store_is_empty() {
    for what in [Wrong::TankEmpty("inside".into()), Wrong::NoBeans("inside".into())] {
        let home = with(Case::new(), "coffee", what);
        assert_eq!(home.var("coffee", "inside.g"), 0.0);
    }
}

#[test]
fn there_is_no_filter_to_be_found() {
    let home = with(Case::new().with_filter(), "machine", Wrong::FilterMissing("filter".into()));
    assert_eq!(home.var("machine", "filter.present"), 0.0);
    let mut world = home.sim.world();
    assert!(world.query::<&PackLeft>().iter(&world).all(|left| left.count == 0));
    let papers =
        world.query::<&ThingOf>().iter(&world).filter(|of| of.id == "paper_filter" || of.id == "mesh_filter").count();
    assert_eq!(papers, 0);
}

#[test]
fn a_brewed_pod_is_in_the_slot() {
    let home = with(brewer(), "brewer", Wrong::UsedPodInside("slot".into()));
    assert_eq!(home.var("brewer", "slot.used"), 1.0);
    let dose_g = home.var("brewer", "bed.dose_g");
    assert!((5.0..8.0).contains(&dose_g), "{dose_g} g");
    assert_eq!(process::tally(&home.sim.world()).coffee_taken_kg, 0.0);
    let pod = home.thing("pod");
    assert!(home.sim.world().get::<Load>(pod).is_some_and(|load| load.mixture.mass_kg() > 0.0), "the other is fresh");
}

#[test]
fn counters_stand_at_their_limits() {
    for what in [Wrong::GroundsBinFull("brews".into()), Wrong::DescaleDue("brews".into())] {
        assert_eq!(with(brewer(), "brewer", what).var("brewer", "brews.full"), 1.0);
    }
}

#[test]
fn a_tray_is_full_and_water_is_stale() {
    assert!((with(brewer(), "brewer", Wrong::TrayFull("tank".into())).var("brewer", "tank.ml") - 500.0).abs() < 2.0);
    let stale = with(brewer(), "brewer", Wrong::StaleWater("tank".into(), 200.0));
    assert!((stale.var("brewer", "tank.g") - 200.0).abs() < 0.5);
}

#[test]
fn scale_slows_an_element() {
    let temp_c = |scaled: bool| {
        let case = Case::new().with("hob", HOB, TABLE).with("pot", POT, [2.7, 1.35, 0.811]).plug("hob", "outlet_1");
        let case = if scaled { case.wrong("hob", Wrong::Scaled("coil".into(), 0.8)) } else { case };
        let mut home = case.live();
        home.give("pot", "inside", water(0.5));
        home.press("hob", "knob");
        home.wait(60.0);
        home.check_books();
        home.var("pot", "inside.temp_c")
    };
    assert!(temp_c(true) < temp_c(false) - 5.0);
}

#[test]
fn a_lock_is_on() {
    assert_eq!(with(brewer(), "brewer", Wrong::ChildLock("tap".into())).var("brewer", "tap.I"), 1.0);
}

#[test]
fn a_lamp_never_lights() {
    let mut home = with(Case::new(), "machine", Wrong::BulbDead("lamp".into()));
    home.press("machine", "switch");
    home.wait(1.0);
    assert_eq!(home.var("machine", "switch.I"), 1.0);
    let dark = |machine: &coffeetest_brew::Machine| {
        let lamp = machine.index(coffeetest_brew::machine::Kind::Indicator, "lamp").expect("it has a lamp");
        matches!(machine.pattern(lamp), Pattern::Off)
    };
    assert!(home.with("machine", dark));
}

#[test]
fn a_button_does_nothing() {
    let mut home = with(Case::new(), "machine", Wrong::ButtonStuck("switch".into()));
    home.press("machine", "switch");
    home.wait(1.0);
    assert_eq!(process::tally(&home.sim.world()).electricity_j, 0.0);
}

#[test]
fn what_should_sit_in_a_seat_stands_beside_the_machine() {
    for (seat, part) in [("carafe_seat", ("carafe", "body")), ("basket", ("machine", "basket"))] {
        let home = with(Case::new(), "machine", Wrong::TankUnseated(seat.into()));
        assert_eq!(home.var("machine", &format!("{seat}.seated")), 0.0);
        let part = home.part(part.0, part.1);
        let (at, machine) = (home.at(part), home.at(home.thing("machine")));
        assert!((at.z - machine.z).abs() < 0.02 && (at - machine).length() < 0.6, "{at} {machine}");
        assert!(home.sim.world().get::<SeatedIn>(part).is_none());
    }
}

#[test]
fn a_lid_is_ajar() {
    let mut home = with(Case::new(), "machine", Wrong::LidAjar("lid".into()));
    assert_eq!(home.var("machine", "lid.closed"), 0.0);
    home.wait(2.0);
    let open = home.var("machine", "lid.open");
    assert!((0.1..0.2).contains(&open), "{open}");
}

#[test]
fn a_seal_leaks() {
    let home = with(Case::new(), "machine", Wrong::SealWorn("basket".into(), 0.4));
    assert!((home.var("machine", "basket.tight") - 0.6).abs() < 1e-9);
}

#[test]
fn a_clock_has_started_a_machine() {
    let case = Case::new().with("hob", HOB, TABLE).plug("hob", "outlet_1");
    let home = with(case, "hob", Wrong::ClockSetAuto("On".into()));
    assert!(home.with("hob", |hob| hob.state() == Some("On")));
}

#[test]
fn there_is_soap_in_a_mug_and_salt_in_the_sugar_jar() {
    let soapy = with(Case::new(), "mug_a", Wrong::SoapResidue("inside".into(), 2.0));
    assert!((soapy.with("mug_a", |mug| mug.store(0).kg(Species::Soap)) - 0.002).abs() < 1e-9);
    let salty = with(Case::new(), "sugar", Wrong::SaltInSugarJar("inside".into()));
    let held = |species| salty.with("sugar", |jar| jar.store(0).kg(species));
    assert!(held(Species::Salt) > 0.1 && held(Species::Sugar) == 0.0);
}

#[test]
fn the_coffee_is_decaffeinated() {
    let decaf = with(Case::new(), "coffee", Wrong::DecafInCoffeeJar("inside".into()));
    let coffee = decaf.with("coffee", |tin| tin.store(0).contents());
    assert!(coffee.looks_decaffeinated() && coffee.grounds().pools_kg[0] > 0.0);
    decaf.check_books();
}

#[test]
fn a_cracked_carafe_leaks() {
    let mut home = with(Case::new().put("carafe", TABLE), "carafe", Wrong::CarafeCracked("inside".into(), 2.0));
    home.give("carafe", "inside", water(0.3));
    home.wait(30.0);
    assert!((40.0..75.0).contains(&home.spilled_ml()), "{} ml", home.spilled_ml());
    home.check_books();
}

#[test]
fn a_socket_gives_another_voltage() {
    let mut home = with(Case::new().with_filter(), "outlet_1", Wrong::WrongVoltage(230.0));
    home.give("machine", "tank", water(0.5));
    home.give("machine", "bed", grounds(0.03));
    home.press("machine", "switch");
    home.wait(1.0);
    assert_eq!(home.var("machine", "plug.v"), 230.0);
    assert!(home.with("machine", |machine| machine.power_w()) > 3.0 * 900.0);
    home.check_books();
}
