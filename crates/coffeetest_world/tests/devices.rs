//! Zones, ovens, pods, sockets, cloths: what passes between things.

mod common;

use coffeetest_brew::{Mixture, Species, Wear};
use coffeetest_world::event::{Happened, Happening};
use coffeetest_world::math::Vec3;
use coffeetest_world::process::{self, Load, Puddles};
use common::{Case, Home, leaning, water};

const HOB: &str = include_str!("fixtures/hob.ron");
const OVEN: &str = include_str!("fixtures/oven.ron");
const POT: &str = include_str!("fixtures/pot.ron");
const POD: &str = include_str!("fixtures/pod.ron");
const BREWER: &str = include_str!("fixtures/brewer.ron");
const CLOTH: &str = include_str!("fixtures/cloth.ron");
const PANEL: &str = include_str!("fixtures/panel.ron");
const DRIPPER: &str = include_str!("fixtures/dripper.ron");
const STEAMER: &str = include_str!("fixtures/steamer.ron");
const SOCKET: &str = include_str!("fixtures/socket.ron");

/// Where things stand on the table, which is 0.75 m high.
const TABLE: [f32; 3] = [2.7, 1.35, 0.75];
/// Where a thing stands on the hob or the oven that is there.
const ON_IT: [f32; 3] = [2.7, 1.35, 0.811];

fn heard(events: &[Happening], wanted: &str) -> bool {
    events.iter().any(|event| matches!(&event.kind, Happened::Sound { name, .. } if name == wanted))
}

/// The kitchen with a hob on the table, switched on, and a pot on its zone.
fn cooking(ml: f64) -> Home {
    let case = Case::new().with("hob", HOB, TABLE).with("pot", POT, ON_IT).plug("hob", "outlet_1");
    let mut home = case.live();
    home.give("pot", "inside", water(1e-3 * ml));
    home.press("hob", "knob");
    home
}

#[test]
fn what_stands_on_a_zone_gets_its_heat_in_the_store_that_its_base_says() {
    let mut home = cooking(500.0);
    assert_eq!(home.var("hob", "zone.seated"), 1.0);
    home.wait(120.0);
    let temp_c = home.var("pot", "inside.temp_c");
    assert!((50.0..80.0).contains(&temp_c), "{temp_c} °C after two minutes");
    home.wait(180.0);
    assert!(home.var("pot", "inside.temp_c") > 99.0);
    home.check_books();
    let events = home.events();
    assert!(heard(&events, "boiling"), "{events:?}");
    assert!(!events.iter().any(|event| matches!(event.kind, Happened::HeatedDry { .. })), "{events:?}");
}

#[test]
fn an_empty_pot_on_a_hot_zone_is_noticed_and_in_the_end_ruined() {
    let mut home = cooking(0.0);
    home.wait(400.0);
    home.check_books();
    let pot = home.thing("pot");
    let events = home.events();
    let dry = events.iter().find_map(|event| match event.kind {
        Happened::HeatedDry { thing, seconds, destroyed } => Some((thing, seconds, destroyed)),
        _ => None,
    });
    assert!(dry.is_some_and(|(thing, seconds, ruined)| thing == pot && seconds > 200.0 && ruined), "{dry:?}");
}

#[test]
fn a_pot_beside_the_zone_stays_cold() {
    let case = Case::new().with("hob", HOB, TABLE).with("pot", POT, [2.4, 1.35, 0.75]).plug("hob", "outlet_1");
    let mut home = case.live();
    home.give("pot", "inside", water(0.5));
    home.press("hob", "knob");
    home.wait(120.0);
    assert!(home.var("pot", "inside.temp_c") < 25.0);
    home.check_books();
}

#[test]
fn an_oven_heats_what_is_in_a_mug_and_sparks_at_metal() {
    let oven = || Case::new().with("oven", OVEN, TABLE).plug("oven", "outlet_1");
    let mut home = oven().put("mug_a", ON_IT).live();
    home.give("mug_a", "inside", water(0.25));
    home.press("oven", "button");
    home.wait(90.0);
    assert!(home.var("mug_a", "inside.temp_c") > 55.0, "{} °C", home.var("mug_a", "inside.temp_c"));
    home.check_books();
    assert!(!home.events().iter().any(|event| matches!(event.kind, Happened::Sparked { .. })));
    let mut home = oven().with("pot", POT, ON_IT).live();
    home.press("oven", "button");
    home.wait(5.0);
    let pot = home.thing("pot");
    let sparks =
        home.events().iter().filter(|e| matches!(e.kind, Happened::Sparked { what, .. } if what == pot)).count();
    assert_eq!(sparks, 1);
}

#[test]
fn a_pod_brings_its_coffee_into_the_bed_and_takes_it_out_spent() {
    let case = Case::new().with("brewer", BREWER, TABLE).with("pod", POD, [2.4, 1.35, 0.75]);
    let home = case.put("mug_a", [2.7, 1.35, 0.75]).live();
    home.check_books();
    assert_eq!(process::tally(&home.sim.world()).coffee_taken_kg, 0.0);
    let mut home = case_with_pod_inside();
    assert!((home.var("brewer", "bed.dose_g") - 9.0).abs() < 1e-9);
    assert!((process::tally(&home.sim.world()).coffee_taken_kg - 0.009).abs() < 1e-12);
    home.give("brewer", "tank", Mixture::of(Species::Water, 0.15, 93.0));
    home.press("brewer", "tap");
    home.wait(240.0);
    let (ml, tds) = (home.var("mug_a", "inside.ml"), home.var("mug_a", "inside.tds"));
    assert!(
        ml > 90.0 && tds > 0.008,
        "{ml} ml of TDS {tds}, {} ml spilled, {} ml in the tank, {} in bed {}",
        home.spilled_ml(),
        home.var("brewer", "tank.ml"),
        home.var("brewer", "bed.dose_g"),
        home.var("brewer", "tap.I")
    );
    home.check_books();
    home.unseat("pod", "body", "brewer", "slot", Vec3::new(2.4, 1.35, 0.751));
    home.wait(1.0);
    let pod = home.thing("pod");
    let load = *home.sim.world().get::<Load>(pod).expect("it is a filter piece");
    assert!(load.piece.wear != Wear::Dry && load.mixture.kg(Species::Grounds) < 0.0078, "{load:?}");
    assert!((process::tally(&home.sim.world()).coffee_taken_kg - 0.009).abs() < 1e-12);
    home.check_books();
}

fn case_with_pod_inside() -> Home {
    let case = Case::new().with("brewer", BREWER, TABLE).with("pod", POD, [2.4, 1.35, 0.75]);
    case.put("mug_a", [2.7, 1.35, 0.75]).seat(("pod", "body"), ("brewer", "slot")).live()
}

#[test]
fn a_pod_keeps_its_coffee_however_it_is_turned() {
    let mut home = Case::new().with("pod", POD, TABLE).live();
    home.hold("pod", leaning(Vec3::new(2.7, 1.35, 1.0), 170.0), 0.5);
    let pod = home.thing("pod");
    let load = *home.sim.world().get::<Load>(pod).expect("it is a filter piece");
    assert!((load.mixture.mass_kg() - 0.009).abs() < 1e-12);
    home.check_books();
}

#[test]
fn a_socket_that_is_switched_off_takes_the_voltage_from_its_plug_and_gives_it_back() {
    let case = Case::new().with("socket", SOCKET, [3.0, 3.6, 1.06]).with("hob", HOB, TABLE);
    let mut home = case.plug("hob", "socket").live();
    home.wait(0.2);
    assert_eq!(home.var("hob", "plug.v"), 120.0);
    home.press("hob", "knob");
    home.wait(1.0);
    assert!(home.with("hob", |hob| hob.power_w()) > 1000.0);
    home.press("socket", "switch");
    home.wait(0.2);
    assert_eq!((home.var("hob", "plug.v"), home.var("socket", "socket.live")), (0.0, 0.0));
    assert_eq!(home.with("hob", |hob| hob.power_w()), 0.0);
    home.press("socket", "switch");
    home.wait(0.2);
    assert_eq!((home.var("hob", "plug.v"), home.var("socket", "socket.live")), (120.0, 1.0));
    home.check_books();
}

/// The kitchen with both sockets on one circuit of 15 A, two hobs of 1,200 W plugged in, one of them on.
fn on_one_circuit() -> Home {
    let case = Case::new().with("panel", PANEL, [3.9, 3.6, 1.5]).circuit("panel", "kitchen", &["outlet_1", "outlet_2"]);
    let case = case.with("hob", HOB, TABLE).with("other", HOB, [2.3, 1.35, 0.75]);
    let mut home = case.plug("hob", "outlet_1").plug("other", "outlet_2").live();
    home.press("hob", "knob");
    home
}

fn trips(events: &[Happening]) -> Vec<u64> {
    let trip = |event: &Happening| matches!(event.kind, Happened::Tripped { .. }).then_some(event.tick);
    events.iter().filter_map(trip).collect()
}

#[test]
fn a_breaker_falls_under_a_third_too_much_after_minutes_and_can_be_thrown_back() {
    let mut home = on_one_circuit();
    home.wait(60.0);
    assert_eq!(home.var("panel", "kitchen.live"), 1.0);
    assert!((home.var("panel", "kitchen.a") - 10.0).abs() < 0.1);
    home.press("other", "knob");
    home.wait(300.0);
    assert_eq!((home.var("hob", "plug.v"), home.var("other", "plug.v")), (0.0, 0.0));
    assert_eq!(home.var("panel", "lever.O"), 1.0);
    let events = home.events();
    let trips = trips(&events);
    assert!(trips.len() == 1 && (60..260).contains(&(trips[0] / 20)), "{trips:?}");
    assert!(heard(&events, "click"));
    home.press("other", "knob");
    home.press("panel", "lever");
    home.wait(1.0);
    assert_eq!(home.var("hob", "plug.v"), 120.0);
    home.check_books();
}

#[test]
fn water_on_a_socket_opens_its_breaker_until_it_is_wiped_up() {
    let case = Case::new().with("panel", PANEL, [3.9, 3.6, 1.5]).with("board", SOCKET, [2.7, 1.35, 0.75]);
    let case = case.with("hob", HOB, [2.2, 1.35, 0.75]).with("cloth", CLOTH, [2.5, 1.6, 0.75]);
    let mut home =
        case.put("carafe", [2.4, 1.6, 0.75]).plug("hob", "board").circuit("panel", "kitchen", &["board"]).live();
    home.wait(1.0);
    assert_eq!(home.var("hob", "plug.v"), 120.0);
    home.give("carafe", "inside", water(0.1));
    home.hold("carafe", leaning(Vec3::new(2.59, 1.344, 1.0), 100.0), 6.0);
    home.hold("carafe", leaning(Vec3::new(2.4, 1.6, 0.76), 0.0), 1.0);
    let (board, cloth) = (home.thing("board"), home.thing("cloth"));
    assert!(home.sim.world().resource::<Puddles>().on(board).is_some(), "water reached the socket");
    assert_eq!(home.var("hob", "plug.v"), 0.0);
    home.wait(5.0);
    home.press("panel", "lever");
    home.wait(1.0);
    assert_eq!(home.var("hob", "plug.v"), 0.0, "it falls again while the socket is wet");
    let plug = home.part("hob", "plug");
    for wet in [board, plug] {
        (0..200).for_each(|_| {
            process::wipe(&mut home.sim.world(), cloth, wet, 0.05);
        });
    }
    home.press("panel", "lever");
    home.wait(1.0);
    assert_eq!(home.var("hob", "plug.v"), 120.0);
    home.check_books();
    let events = home.events();
    assert!(events.iter().any(|event| matches!(event.kind, Happened::Spilled { on_mains: true, .. })), "{events:?}");
}

#[test]
fn a_cloth_takes_up_what_lies_on_a_table_until_it_is_full() {
    let mut home = Case::new().with("cloth", CLOTH, TABLE).put("carafe", [2.4, 1.6, 0.75]).live();
    home.give("carafe", "inside", water(0.3));
    home.hold("carafe", leaning(Vec3::new(2.6, 1.35, 1.0), 100.0), 6.0);
    home.hold("carafe", leaning(Vec3::new(2.4, 1.6, 0.76), 0.0), 1.0);
    let (cloth, table) = (home.thing("cloth"), home.thing("table"));
    let lies_kg =
        |home: &Home| home.sim.world().resource::<Puddles>().on(table).map_or(0.0, |lies| lies.mixture.mass_kg());
    let before_kg = lies_kg(&home);
    let wiped: f64 = (0..400).map(|_| process::wipe(&mut home.sim.world(), cloth, table, 0.05)).sum();
    assert!((wiped - 0.12).abs() < 1e-4, "{wiped} kg");
    assert!((before_kg - lies_kg(&home) - wiped).abs() < 1e-12);
    home.check_books();
    let hash = home.sim.hash();
    process::wipe(&mut home.sim.world(), cloth, table, 0.05);
    assert_eq!(home.sim.hash(), hash, "a full cloth takes nothing");
}

#[test]
fn what_is_stirred_dissolves_sooner() {
    let dissolved = |stirred: bool| {
        let mut home = Case::new().put("mug_a", TABLE).live();
        home.give("mug_a", "inside", Mixture::of(Species::Instant, 0.002, 22.0));
        home.give("mug_a", "inside", Mixture::of(Species::Water, 0.2, 85.0));
        let mug = home.thing("mug_a");
        for _ in 0..10 {
            if stirred {
                process::stir(&mut home.sim.world(), mug, None, 1.0);
            }
            home.wait(1.0);
        }
        home.check_books();
        home.var("mug_a", "inside.tds")
    };
    let (still, stirred) = (dissolved(false), dissolved(true));
    assert!(stirred > 1.5 * still, "{still} {stirred}");
}

#[test]
fn steam_blown_under_a_surface_warms_what_it_condenses_in() {
    let blown = |at: [f32; 3]| {
        let case = Case::new().with("steamer", STEAMER, TABLE).plug("steamer", "outlet_1").put("mug_a", at);
        let mut home = case.live();
        home.give("steamer", "tank", water(0.3));
        home.give("mug_a", "inside", Mixture::of(Species::Milk, 0.15, 4.0));
        home.press("steamer", "knob");
        home.wait(60.0);
        home.check_books();
        let steamed_g = 300.0 - home.var("steamer", "tank.g");
        assert!(steamed_g > 10.0, "{steamed_g} g");
        let events = home.events();
        (steamed_g, home.var("mug_a", "inside.g"), home.var("mug_a", "inside.temp_c"), heard(&events, "frothing"))
    };
    let (steamed_g, held_g, temp_c, frothed) = blown([2.7, 1.2, 0.75]);
    assert!((held_g - 150.0 - steamed_g).abs() < 1.0 && temp_c > 40.0 && frothed, "{held_g} g, {temp_c} °C");
    let (_, held_g, temp_c, frothed) = blown([2.4, 1.2, 0.75]);
    assert!((held_g - 150.0).abs() < 1.0 && temp_c < 15.0 && !frothed, "{held_g} g, {temp_c} °C");
}

#[test]
fn a_cone_on_a_mug_drips_into_the_mug_and_runs_over_beside_it() {
    let mut home = Case::new().put("mug_a", TABLE).with("cone", DRIPPER, [2.7, 1.35, 0.843]).live();
    home.give("cone", "bed", Mixture::fresh_grounds(0.015, 700.0, 22.0));
    for _ in 0..5 {
        home.give("cone", "bed", Mixture::of(Species::Water, 0.05, 93.0));
        home.wait(40.0);
    }
    home.check_books();
    let (ml, tds) = (home.var("mug_a", "inside.ml"), home.var("mug_a", "inside.tds"));
    assert!((190.0..235.0).contains(&ml) && tds > 0.008, "{ml} ml of TDS {tds}");
    assert!(home.spilled_ml() < 0.5, "{} ml", home.spilled_ml());
    home.give("cone", "bed", Mixture::of(Species::Water, 0.4, 20.0));
    home.wait(5.0);
    assert!(home.spilled_ml() > 100.0, "{} ml", home.spilled_ml());
    home.check_books();
    let cone = home.thing("cone");
    assert!(home.events().iter().any(|e| matches!(&e.kind, Happened::Overflowed { thing, .. } if *thing == cone)));
}

/// A kitchen with a pot and a moka pot on a hob, a drip machine at work and a tap that runs.
fn busy_kitchen() -> Home {
    let case = Case::new().with_filter().shipped("hob", "hob_coil_2", TABLE).plug("hob", "outlet_2");
    let case = case.shipped("pot", "pot_2l", ON_IT).seat(("pot", "body"), ("hob", "zone_left"));
    let case = case.shipped("moka", "moka_clip", ON_IT).seat(("moka", "body"), ("hob", "zone_right"));
    let mut home = common::start_brew(&case);
    home.give("pot", "inside", water(0.4));
    home.give("moka", "boiler", water(0.15));
    home.give("moka", "bed", Mixture::fresh_grounds(0.016, 500.0, 22.0));
    home.turn("hob", "knob_left", 1.0);
    home.turn("hob", "knob_right", 1.0);
    home.turn("sink", "lever", 0.2);
    home
}

#[test]
fn a_kitchen_in_which_everything_runs_keeps_its_books() {
    let mut home = busy_kitchen();
    for _ in 0..15 {
        home.wait(60.0);
        home.check_books();
    }
    assert!(home.var("pot", "inside.temp_c") > 99.0, "{} °C", home.var("pot", "inside.temp_c"));
    let (ml, tds) = (home.var("moka", "top.ml"), home.var("moka", "top.tds"));
    assert!(ml > 60.0 && tds > 0.01, "{ml} ml of TDS {tds} on top of the moka pot");
    assert!(home.var("carafe", "inside.ml") > 800.0);
    let moka = home.thing("moka");
    let events = home.events();
    assert!(events.iter().any(|e| matches!(e.kind, Happened::HeatedDry { thing, .. } if thing == moka)), "{events:?}");
}

#[test]
fn a_busy_kitchen_is_the_same_whether_its_ticks_are_skipped_or_not() {
    let play = |skips: bool| {
        let mut home = busy_kitchen();
        let mut left = 8000;
        while left > 0 {
            home.sim.tick();
            left -= 1;
            if skips {
                left -= home.sim.skip(left);
            }
        }
        (home.sim.hash(), home.events())
    };
    assert_eq!(play(true), play(false));
}

#[test]
fn ticks_that_are_skipped_leave_the_home_as_ticks_that_pass_do() {
    let play = |skips: bool| {
        let mut home = common::start_brew(&Case::new().with_filter());
        let mut left = 6000;
        while left > 0 {
            home.sim.tick();
            left -= 1;
            if skips {
                left -= home.sim.skip(left);
            }
        }
        (home.sim.hash(), home.events())
    };
    let (skipped, passed) = (play(true), play(false));
    assert_eq!(skipped.0, passed.0);
    assert_eq!(skipped.1, passed.1);
}
