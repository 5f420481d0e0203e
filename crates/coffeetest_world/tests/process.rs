//! Matter and power of the first kitchen: brewing, pouring, spilling, with books that close.

mod common;

use coffeetest_brew::{Mixture, Species};
use coffeetest_world::event::Happened;
use coffeetest_world::math::{Quat, Vec3};
use coffeetest_world::physics::{Physics, Pose, RigidBody};
use coffeetest_world::process::stream::exit_velocity;
use coffeetest_world::process::{self, Puddles};
use coffeetest_world::sim::TICK_S;
use coffeetest_world::skill::Command;
use coffeetest_world::thing::ThingOf;
use common::{Case, leaning, start_brew, water};

#[test]
fn a_litre_of_water_and_fifty_five_grams_become_filter_coffee_in_the_carafe() {
    let mut home = start_brew(&Case::new().with_filter());
    home.wait(600.0);
    let (ml, tds, temp_c) =
        (home.var("carafe", "inside.ml"), home.var("carafe", "inside.tds"), home.var("carafe", "inside.temp_c"));
    assert!((800.0..930.0).contains(&ml), "{ml} ml");
    assert!((0.0115..0.0145).contains(&tds), "TDS {tds}");
    assert!((70.0..92.0).contains(&temp_c), "{temp_c} °C");
    assert!(home.var("machine", "tank.ml") < 15.0);
    assert!(home.spilled_ml() < 0.5, "{} ml", home.spilled_ml());
    let beds = process::beds(&home.sim.world());
    assert!((beds[0].dose_kg - 0.055).abs() < 1e-12 && beds[0].d50_um == 700.0 && !beds[0].metal_filter);
    assert!(beds[0].solids_out_kg / beds[0].dose_kg > 0.18);
    home.check_books();
    let events = home.events();
    let sound = |wanted: &str| events.iter().any(|e| matches!(&e.kind, Happened::Sound { name, .. } if name == wanted));
    assert!(sound("click") && sound("trickling") && sound("sputter"), "{events:?}");
    assert!(events.iter().any(|e| matches!(e.kind, Happened::Pressed { .. })));
}

#[test]
fn without_a_carafe_the_basket_floods() {
    let mut home = start_brew(&Case::new().with_filter().put("carafe", [2.7, 1.35, 0.75]));
    home.wait(600.0);
    assert_eq!(home.var("carafe", "inside.ml"), 0.0);
    assert!(home.spilled_ml() > 400.0, "{} ml", home.spilled_ml());
    home.check_books();
    let events = home.events();
    let spills: Vec<_> = events.iter().filter(|e| matches!(e.kind, Happened::Spilled { .. })).collect();
    assert_eq!(spills.len(), 1, "{spills:?}");
    let ml: f64 = events.iter().map(|e| e.kind.liquid_ml()).sum();
    assert!((ml - home.spilled_ml()).abs() < 1.0);
    let Happened::Spilled { temp_c, onto: Some(onto), on_mains: false, .. } = spills[0].kind else {
        panic!("{spills:?}")
    };
    assert!(temp_c > 55.0);
    let world = home.sim.world();
    assert!(world.resource::<Puddles>().on(onto).is_some());
    let part = world.get::<coffeetest_world::thing::Part>(onto).expect("it lies on a thing");
    let spec = &world.get::<ThingOf>(part.thing).expect("a part has a thing").spec;
    assert!(spec.tags.iter().any(|tag| tag == "counter"), "it lies on {}", spec.kind);
    drop(world);
    assert!(events.iter().any(|e| matches!(e.kind, Happened::Overflowed { .. })));
}

#[test]
fn an_unplugged_machine_does_nothing() {
    let mut home = start_brew(&Case::new().with_filter().unplugged());
    home.wait(300.0);
    assert_eq!(home.var("machine", "switch.I"), 1.0);
    assert!(home.var("machine", "tank.ml") > 990.0);
    assert_eq!(process::tally(&home.sim.world()).electricity_j, 0.0);
    home.check_books();
}

#[test]
fn without_coffee_the_carafe_holds_hot_water() {
    let mut home = Case::new().with_filter().live();
    home.give("machine", "tank", water(1.0));
    home.press("machine", "switch");
    home.wait(600.0);
    assert!(home.var("carafe", "inside.ml") > 900.0);
    assert_eq!(home.var("carafe", "inside.tds"), 0.0);
    home.check_books();
}

#[test]
fn without_a_filter_grounds_wash_into_the_carafe() {
    let fines_g = |case: Case| {
        let mut home = start_brew(&case);
        home.wait(600.0);
        home.check_books();
        home.with("carafe", |carafe| 1e3 * carafe.store(0).kg(Species::Fines))
    };
    let (with, without) = (fines_g(Case::new().with_filter()), fines_g(Case::new()));
    assert!(with < 0.1 && without > 1.0, "{with} g, {without} g");
}

#[test]
fn what_is_poured_over_a_mug_lands_in_it() {
    let case = Case::new().put("mug_a", [2.75, 1.35, 0.75]).put("carafe", [2.4, 1.6, 0.75]);
    let mut home = case.live();
    home.give("carafe", "inside", Mixture::of(Species::Water, 0.3, 80.0));
    for tilt_deg in 0..170 {
        let turn = Quat::from_rotation_y((tilt_deg as f32).to_radians());
        for _ in 0..3 {
            // The lip keeps so far before the mug that the stream falls into it.
            let tilt = f64::from(tilt_deg).to_radians();
            let speed = home.with("carafe", |carafe| carafe.store(0).pour_speed_m_s(tilt)) as f32;
            let leaves = exit_velocity(tilt as f32, Vec3::X, speed);
            let fall_m = 0.16;
            let time_s = (leaves.z + (leaves.z * leaves.z + 2.0 * 9.81 * fall_m).sqrt()) / 9.81;
            let lip = Vec3::new(2.75 - leaves.x * time_s, 1.35, 0.75 + 0.091 + fall_m);
            home.hold("carafe", Pose::from_parts(lip - turn * Vec3::new(0.06, 0.0, 0.14), turn), TICK_S);
        }
    }
    let ml = home.var("mug_a", "inside.ml");
    assert!((280.0..305.0).contains(&ml), "{ml} ml in the mug, {} ml beside it", home.spilled_ml());
    home.check_books();
    assert!(home.events().iter().any(|e| matches!(&e.kind, Happened::Sound { name, .. } if name == "pouring")));
}

#[test]
fn what_is_poured_beside_a_mug_lies_on_the_table() {
    let case = Case::new().put("carafe", [2.4, 1.6, 0.75]);
    let mut home = case.live();
    home.give("carafe", "inside", Mixture::of(Species::Water, 0.2, 80.0));
    home.hold("carafe", leaning(Vec3::new(2.6, 1.35, 1.0), 100.0), 6.0);
    home.hold("carafe", leaning(Vec3::new(2.4, 1.6, 0.76), 0.0), 3.0);
    let table = home.thing("table");
    let world = home.sim.world();
    let puddle = world.resource::<Puddles>().on(table).expect("it lies on the table");
    assert!((puddle.mixture.mass_kg() - 0.2).abs() < 0.002, "{}", puddle.mixture.mass_kg());
    drop(world);
    home.check_books();
}

#[test]
fn a_shut_lid_keeps_water_out_and_powder_in() {
    let case = Case::new().put("carafe", [2.4, 1.6, 0.75]).put("coffee", [2.75, 1.35, 0.75]);
    let mut home = case.live();
    home.give("carafe", "inside", water(0.2));
    let coffee_g = home.var("coffee", "inside.g");
    home.hold("carafe", leaning(Vec3::new(2.60, 1.35, 1.0), 100.0), 5.0);
    assert_eq!(home.var("coffee", "inside.g"), coffee_g);
    home.hold("carafe", leaning(Vec3::new(2.2, 1.6, 0.76), 0.0), 1.0);
    home.hold("coffee", leaning(Vec3::new(2.75, 1.35, 1.2), 150.0), 2.0);
    assert!(coffee_g - home.var("coffee", "inside.g") < 0.1);
    home.check_books();
}

#[test]
fn a_running_tap_fills_a_carafe_below_it_and_what_runs_over_goes_down_the_drain() {
    let mut home = Case::new().put("carafe", [1.65, 3.28, 0.745]).live();
    let lever = home.part("sink", "lever");
    home.wait(0.5);
    let mut world = home.sim.world();
    world.get_mut::<coffeetest_world::thing::Moving>(lever).expect("it moves").travel = 0.8;
    drop(world);
    home.wait(10.0);
    let ml = home.var("carafe", "inside.ml");
    assert!((700.0..850.0).contains(&ml), "{ml} ml after ten seconds");
    let running = process::running(&home.sim.world());
    assert!(running.len() == 1 && running[0].1 > 9.0, "{running:?}");
    home.wait(50.0);
    let drawn_kg = process::tally(&home.sim.world()).water_drawn_kg;
    assert!((4.0..5.5).contains(&drawn_kg), "{drawn_kg} kg drawn");
    let drained_kg = process::tally(&home.sim.world()).ledger.drain.kg[Species::Water.index()];
    assert!(drained_kg > 2.0, "{drained_kg} kg drained");
    assert!(home.spilled_ml() < 1.0, "{} ml", home.spilled_ml());
    home.check_books();
    let events = home.events();
    assert!(events.iter().any(|e| matches!(&e.kind, Happened::Sound { name, .. } if name == "running water")));
}

#[test]
fn a_dipped_scoop_comes_out_full_and_its_powder_falls_where_it_is_tipped() {
    let case = Case::new().put("coffee", [2.75, 1.35, 0.75]).put("scoop", [2.3, 1.35, 0.75]);
    let mut home = case.put("mug_a", [2.45, 1.6, 0.75]).live();
    let before_g = home.var("coffee", "inside.g");
    home.hold("scoop", leaning(Vec3::new(2.75, 1.35, 0.80), 0.0), 0.5);
    let full_g = home.var("scoop", "bowl.g");
    assert!((9.0..11.0).contains(&full_g), "{full_g} g");
    assert!((before_g - full_g - home.var("coffee", "inside.g")).abs() < 1e-9);
    let taken_kg = process::tally(&home.sim.world()).coffee_taken_kg;
    assert!((taken_kg - 1e-3 * full_g).abs() < 1e-9, "{taken_kg}");
    // Powder stays in a scoop from which water would run.
    home.hold("scoop", leaning(Vec3::new(2.45, 1.6, 0.92), 30.0), 0.5);
    assert_eq!(home.var("scoop", "bowl.g"), full_g);
    let turn = Quat::from_rotation_y(150f32.to_radians());
    let lip = Vec3::new(2.435, 1.6, 0.90);
    home.hold("scoop", Pose::from_parts(lip - turn * Vec3::new(0.0205, 0.0, 0.025), turn), 3.0);
    let got_g = home.var("mug_a", "inside.g");
    assert!((got_g - full_g).abs() < 0.2, "{got_g} of {full_g} g");
    home.check_books();
}

#[test]
fn a_mug_that_falls_to_the_floor_breaks_and_loses_what_it_held() {
    let mut home = Case::new().put("mug_a", [2.75, 1.35, 0.75]).live();
    home.give("mug_a", "inside", water(0.1));
    home.hold("mug_a", leaning(Vec3::new(1.3, 1.4, 1.2), 0.0), 0.1);
    home.wait(3.0);
    let events = home.events();
    assert!(events.iter().any(|e| matches!(e.kind, Happened::Broke { .. })), "{events:?}");
    assert_eq!(home.var("mug_a", "inside.ml"), 0.0);
    assert!((home.spilled_ml() - 100.0).abs() < 1.0, "{} ml", home.spilled_ml());
    home.check_books();
}

#[test]
fn a_mug_put_down_gently_stays_whole() {
    let mut home = Case::new().put("mug_a", [2.75, 1.35, 0.75]).live();
    home.give("mug_a", "inside", water(0.25));
    home.hold("mug_a", leaning(Vec3::new(2.75, 1.35, 0.76), 0.0), 0.1);
    home.wait(3.0);
    assert!(!home.events().iter().any(|e| matches!(e.kind, Happened::Broke { .. })));
    assert!(home.var("mug_a", "inside.ml") > 249.0);
}

#[test]
fn a_kettle_switched_on_empty_is_noticed() {
    let mut case = Case::new();
    let (kettle, outlet) = (case.index("kettle"), case.index("outlet_2"));
    case.home.seated.push(((kettle, "plug".into()), (outlet, "socket".into())));
    let mut home = case.live();
    home.press("kettle", "lever");
    home.wait(40.0);
    assert_eq!(home.var("kettle", "plug.live"), 1.0);
    let events = home.events();
    let dry = events.iter().find_map(|e| match e.kind {
        Happened::HeatedDry { thing, seconds, .. } => Some((thing, seconds)),
        _ => None,
    });
    assert!(dry.is_some_and(|(thing, seconds)| thing == home.thing("kettle") && seconds > 35.0), "{dry:?}");
    home.check_books();
}

#[test]
fn the_same_home_pours_and_brews_to_the_same_bit_twice() {
    let play = || {
        let mut home = start_brew(&Case::new().with_filter().put("mug_a", [2.75, 1.35, 0.75]));
        home.wait(120.0);
        home.hold("carafe", leaning(Vec3::new(2.60, 1.35, 1.0), 80.0), 3.0);
        home.wait(60.0);
        home.sim.hash()
    };
    assert_eq!(play(), play());
}

#[test]
fn a_mug_carried_through_the_kitchen_keeps_its_coffee() {
    let mut home = Case::new().live();
    home.give("mug_c", "inside", Mixture::of(Species::Water, 0.18, 60.0));
    let (mug, sink) = (home.thing("mug_c"), home.thing("sink"));
    home.act(Command::Pick(mug));
    let world = home.sim.world();
    let body = world.get::<RigidBody>(mug).expect("it has a body").0;
    let heavy_kg = world.resource::<Physics>().mass_kg(body);
    drop(world);
    assert!((heavy_kg - 0.52).abs() < 0.01, "{heavy_kg} kg in the hand");
    home.act(Command::GoTo(sink));
    assert!(home.spilled_ml() < 0.5, "{} ml", home.spilled_ml());
    home.check_books();
}

#[test]
fn a_lifted_filter_takes_the_grounds_along_and_loses_them_when_it_is_turned_over() {
    let mut home = start_brew(&Case::new().with_filter());
    home.wait(600.0);
    home.unseat("sheet", "body", "machine", "filter", Vec3::new(2.7, 1.35, 0.751));
    home.wait(1.0);
    assert_eq!(home.var("machine", "bed.dose_g"), 0.0);
    let sheet = home.thing("sheet");
    let load = *home.sim.world().get::<process::Load>(sheet).expect("it is a filter");
    assert!(load.mixture.kg(Species::Grounds) > 0.035, "{} kg", load.mixture.kg(Species::Grounds));
    assert_ne!(load.piece.wear, coffeetest_brew::Wear::Dry);
    home.check_books();
    home.hold("sheet", leaning(Vec3::new(2.7, 1.35, 0.9), 170.0), 0.2);
    assert!(home.sim.world().get::<process::Load>(sheet).expect("it is a filter").mixture.mass_kg() == 0.0);
    let table = home.thing("table");
    let lies_kg = home.sim.world().resource::<Puddles>().on(table).expect("it lies there").mixture.mass_kg();
    assert!((lies_kg - load.mixture.mass_kg()).abs() < 1e-9);
    home.check_books();
}

#[test]
fn pulling_the_plug_stops_the_brew() {
    let mut home = start_brew(&Case::new().with_filter());
    home.wait(150.0);
    home.unseat("machine", "plug", "outlet_1", "socket", Vec3::new(3.6, 3.4, 1.0));
    home.wait(30.0);
    let joules = process::tally(&home.sim.world()).electricity_j;
    let tank_ml = home.var("machine", "tank.ml");
    home.wait(120.0);
    assert_eq!(process::tally(&home.sim.world()).electricity_j, joules);
    assert!(tank_ml > 500.0 && (home.var("machine", "tank.ml") - tank_ml).abs() < 2.0);
    assert_eq!(home.var("machine", "plug.live"), 0.0);
    assert!(home.events().iter().any(|e| matches!(e.kind, Happened::Unplugged { .. })));
    home.check_books();
}

#[test]
fn a_kettle_boils_audibly_and_switches_itself_off() {
    let mut case = Case::new();
    let (kettle, outlet) = (case.index("kettle"), case.index("outlet_2"));
    case.home.seated.push(((kettle, "plug".into()), (outlet, "socket".into())));
    let mut home = case.live();
    home.give("kettle", "jug", water(0.7));
    home.press("kettle", "lever");
    home.wait(240.0);
    assert_eq!(home.var("kettle", "lever.0"), 1.0);
    assert!(home.var("kettle", "jug.temp_c") > 90.0);
    let events = home.events();
    assert!(events.iter().any(|e| matches!(&e.kind, Happened::Sound { name, .. } if name == "boiling")), "{events:?}");
    assert!(process::sounding(&home.sim.world()).is_empty());
    // Its spout pours beside the shut lid.
    home.hold("kettle", leaning(Vec3::new(2.3, 1.35, 1.2), 60.0), 2.0);
    assert!(home.spilled_ml() > 100.0, "{} ml", home.spilled_ml());
    home.check_books();
}
