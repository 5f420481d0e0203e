//! What hands do with parts that hang on parts, knobs, threads, plungers.

use bevy::prelude::*;
use coffeetest_brew::machine::Override;
use coffeetest_scene::{Arrangement, Library, Placed, Thing};
use coffeetest_world::Sim;
use coffeetest_world::math::{Quat, Vec3};
use coffeetest_world::physics::{Physics, Pose, RigidBody};
use coffeetest_world::process;
use coffeetest_world::sim::pose_of;
use coffeetest_world::skill::{Command, Failure, Relation, TurnTo};
use coffeetest_world::thing::{Moving, SeatedIn, ThingOf};
use std::sync::Arc;

const TABLE: Vec3 = Vec3::new(2.70, 1.35, 0.75);

/// A room with a table and one thing on it.
struct Room {
    sim: Sim,
    library: Library,
}

/// A thing of this folder, read as scenes are.
fn thing(text: &str) -> Arc<Thing> {
    let text = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let body = text.trim().trim_start_matches("Appliance").replacen("format: 1,", "", 1);
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    Arc::new(options.from_str(&body).expect("the thing is sound"))
}

impl Room {
    fn with(things: &[(&str, &str, [f32; 3])]) -> Room {
        let library = Library::builtin().expect("the shipped scenes are sound");
        let mut home: Arrangement = library.arrange("first_kitchen", 7).expect("the home is known");
        let kept = ["table", "sink", "counter_door", "counter_wide"];
        home.placed.retain(|placed| kept.contains(&placed.name.as_str()));
        home.seated.clear();
        for (name, text, at) in things {
            let thing = library.thing(text).cloned().unwrap_or_else(|_| thing(text));
            let contents = thing.contents.clone();
            home.placed.push(Placed { name: (*name).into(), id: (*name).into(), thing, at: *at, yaw: 0.0, contents });
        }
        home.start = [2.0, 0.6, 1.57];
        let body = library.body("homehelper").expect("the body is known");
        Room { sim: Sim::new(&home, body, 7), library }
    }

    fn part(&self, name: &str, part: &str) -> Entity {
        let mut world = self.sim.world();
        let mut things = world.query::<&ThingOf>();
        things.iter(&world).find(|of| of.instance == name).expect("it is in the room").parts[part]
    }

    fn act(&mut self, command: Command) -> Result<(), Failure> {
        self.sim.begin(command);
        self.sim.run(12_000).expect("it ends")
    }

    fn at(&self, part: Entity) -> Vec3 {
        pose_of(&self.sim.world(), part).translation
    }

    fn var(&self, name: &str, var: &str) -> f64 {
        let thing = self.part(name, "body");
        process::machine(&self.sim.world(), thing).expect("it has a process").get(var).expect("the variable is known")
    }

    fn openness(&self, part: Entity) -> f32 {
        self.sim.world().get::<Moving>(part).map_or(0.0, Moving::openness)
    }

    fn wait(&mut self, seconds: f64) {
        self.act(Command::Wait(seconds)).expect("waiting succeeds");
    }
}

fn jug() -> Room {
    Room::with(&[("jug", include_str!("things/jug_on_base.ron"), TABLE.to_array())])
}

fn panel() -> Room {
    let at = TABLE + Vec3::new(0.0, 0.05, 0.0);
    Room::with(&[("panel", include_str!("things/panel.ron"), at.to_array())])
}

#[test]
fn a_lid_goes_along_with_the_jug_that_it_is_hinged_to() {
    let mut room = jug();
    let (jug, lid) = (room.part("jug", "jug"), room.part("jug", "lid"));
    assert_eq!(room.act(Command::Pick(jug)), Ok(()));
    let apart = room.at(lid) - room.at(jug);
    assert!((apart.length() - 0.145).abs() < 0.005, "{apart}");
    assert!(room.sim.world().get::<SeatedIn>(jug).is_none(), "it was lifted off");
    let table = room.part("table", "body");
    assert_eq!(room.act(Command::Place(table, Relation::On)), Ok(()));
    assert_eq!(room.act(Command::Open(lid)), Ok(()));
    assert!(room.openness(lid) > 0.6, "{}", room.openness(lid));
    assert_eq!(room.var("jug", "lid.closed"), 0.0);
    let frame = pose_of(&room.sim.world(), jug);
    let local = frame.inverse_transform_point(room.at(lid));
    assert!((local - Vec3::new(0.0, 0.05, 0.136)).length() < 0.004, "the hinge is where it was: {local}");
    assert_eq!(room.act(Command::Close(lid)), Ok(()));
    assert_eq!(room.var("jug", "lid.closed"), 1.0);
    // It goes back with its lid on.
    assert_eq!(room.act(Command::Pick(jug)), Ok(()));
    let base = room.part("jug", "body");
    assert_eq!(room.act(Command::Insert { into: base, seat: None }), Ok(()));
    assert_eq!(room.var("jug", "place.seated"), 1.0);
    assert!((room.at(lid).z - room.at(jug).z - 0.136).abs() < 0.004);
}

#[test]
fn a_dial_stays_in_the_notch_to_which_it_is_turned_and_can_be_thrown_back_by_its_machine() {
    let mut room = panel();
    let dial = room.part("panel", "dial");
    let to = |state: &str| Command::Turn { part: dial, to: TurnTo::State(state.into()) };
    assert_eq!(room.act(to("two")), Ok(()));
    assert_eq!(room.var("panel", "dial.two"), 1.0);
    assert!((room.openness(dial) - 0.5).abs() < 1e-3);
    assert_eq!(room.act(to("four")), Ok(()));
    assert_eq!(room.var("panel", "dial.four"), 1.0);
    room.wait(25.0);
    assert_eq!(room.var("panel", "dial.off"), 1.0);
    assert!(room.openness(dial).abs() < 1e-3, "{}", room.openness(dial));
    let failure = room.act(to("seven")).expect_err("there is no such position").to_string();
    assert!(failure.contains("off, one, two"), "{failure}");
}

#[test]
fn a_valve_is_turned_farther_than_the_wrist_reaches_by_taking_hold_anew() {
    let mut room = panel();
    let valve = room.part("panel", "valve");
    assert_eq!(room.act(Command::Turn { part: valve, to: TurnTo::Share(1.0) }), Ok(()));
    assert!(room.openness(valve) > 0.95, "{}", room.openness(valve));
    assert_eq!(room.act(Command::Turn { part: valve, to: TurnTo::Share(0.25) }), Ok(()));
    assert!((room.openness(valve) - 0.25).abs() < 0.06, "{}", room.openness(valve));
    assert_eq!(room.act(Command::Turn { part: valve, to: TurnTo::State("off".into()) }), Ok(()));
    assert!(room.openness(valve) < 0.05, "{}", room.openness(valve));
}

#[test]
fn a_holder_is_twisted_tight_and_comes_out_only_when_it_is_turned_back() {
    let mut room = panel();
    let (holder, panel) = (room.part("panel", "holder"), room.part("panel", "body"));
    assert_eq!(room.act(Command::Turn { part: holder, to: TurnTo::Tight }), Ok(()));
    assert!(room.openness(holder) > 0.95, "{}", room.openness(holder));
    assert!(room.var("panel", "group.tight") > 0.95);
    let stuck = room.act(Command::Remove(holder)).expect_err("it is tight").to_string();
    assert!(stuck.contains("turn it loose"), "{stuck}");
    assert_eq!(room.act(Command::Turn { part: holder, to: TurnTo::Loose }), Ok(()));
    assert_eq!(room.var("panel", "group.tight"), 0.0);
    assert_eq!(room.act(Command::Remove(holder)), Ok(()));
    assert_eq!(room.act(Command::Insert { into: panel, seat: None }), Ok(()));
    assert!(room.sim.world().get::<SeatedIn>(holder).is_some());
    assert_eq!(room.act(Command::Turn { part: holder, to: TurnTo::Tight }), Ok(()));
}

#[test]
fn a_plunger_is_pulled_up_and_pushed_down() {
    let mut room = panel();
    let plunger = room.part("panel", "plunger");
    assert_eq!(room.act(Command::Pull(plunger)), Ok(()));
    assert!(room.openness(plunger) > 0.95);
    assert_eq!(room.act(Command::Push(plunger)), Ok(()));
    assert!(room.openness(plunger) < 0.05);
    let dial = room.part("panel", "dial");
    assert!(room.act(Command::Push(dial)).expect_err("it turns").to_string().contains("turned"));
}

#[test]
fn a_button_is_kept_down_as_long_as_it_is_pressed() {
    let mut room = panel();
    let button = room.part("panel", "button");
    room.sim.begin(Command::Press { part: button, seconds: 4.0 });
    let (mut down, mut end) = (0, None);
    while end.is_none() {
        end = room.sim.tick();
        let world = room.sim.world();
        down += u32::from(world.get::<coffeetest_world::thing::ControlPiece>(button).expect("a control").pushed);
    }
    assert_eq!(end, Some(Ok(())));
    assert!((80..100).contains(&down), "{down} ticks");
    assert!(room.library.body("homehelper").is_ok());
}

#[test]
fn a_vessel_is_filled_at_the_tap_with_as_much_as_was_said_and_the_tap_is_shut_again() {
    let mut room = Room::with(&[("carafe", "carafe_12", TABLE.to_array())]);
    let (carafe, sink, lever) = (room.part("carafe", "body"), room.part("sink", "body"), room.part("sink", "lever"));
    assert_eq!(room.act(Command::Pick(carafe)), Ok(()));
    assert_eq!(room.act(Command::Fill { tap: sink, amount_ml: Some(400.0) }), Ok(()));
    let ml = room.var("carafe", "inside.ml");
    assert!((370.0..430.0).contains(&ml), "{ml} ml");
    assert!(room.openness(lever) < 0.05, "{}", room.openness(lever));
    let tally = process::tally(&room.sim.world());
    assert!(tally.spilled.volume_ml() < 5.0, "{} ml spilled", tally.spilled.volume_ml());
    let failure =
        room.act(Command::Fill { tap: sink, amount_ml: Some(5000.0) }).expect_err("it is too much").to_string();
    assert!(failure.contains("has room for"), "{failure}");
}

#[test]
fn a_mug_is_filled_at_a_dispenser_while_its_button_is_kept_down() {
    let dispenser = include_str!("things/dispenser.ron");
    let at = TABLE + Vec3::new(0.0, 0.1, 0.0);
    let beside = TABLE + Vec3::new(-0.35, -0.15, 0.0);
    let mut room = Room::with(&[("dispenser", dispenser, at.to_array()), ("mug", "mug_white", beside.to_array())]);
    let (mug, dispenser) = (room.part("mug", "body"), room.part("dispenser", "body"));
    assert_eq!(room.act(Command::Pick(mug)), Ok(()));
    assert_eq!(room.act(Command::Fill { tap: dispenser, amount_ml: Some(150.0) }), Ok(()));
    let ml = room.var("mug", "inside.ml");
    assert!((138.0..162.0).contains(&ml), "{ml} ml");
}

#[test]
fn a_paced_pour_is_as_slow_and_as_exact_as_was_said() {
    let jug = TABLE + Vec3::new(-0.3, -0.1, 0.0);
    let mug = TABLE + Vec3::new(0.25, -0.1, 0.0);
    let mut room = Room::with(&[("carafe", "carafe_12", jug.to_array()), ("mug", "mug_white", mug.to_array())]);
    let (carafe, mug) = (room.part("carafe", "body"), room.part("mug", "body"));
    let water = coffeetest_brew::Mixture::of(coffeetest_brew::Species::Water, 0.5, 90.0);
    assert!(process::give(&mut room.sim.world(), carafe, "inside", &water));
    assert_eq!(room.act(Command::Pick(carafe)), Ok(()));
    let pour = |amount_ml: f32, rate_ml_s: f32| Command::Pour {
        into: mug,
        opening: None,
        amount_ml: Some(amount_ml),
        rate_ml_s: Some(rate_ml_s),
    };
    room.sim.begin(pour(60.0, 5.0));
    let (mut flowing_ticks, mut last_ml, mut end) = (0, 0.0, None);
    while end.is_none() {
        end = room.sim.tick();
        let ml = room.var("mug", "inside.ml");
        flowing_ticks += u32::from(ml - last_ml > 0.02);
        last_ml = ml;
    }
    assert_eq!(end, Some(Ok(())));
    assert!((last_ml - 60.0).abs() < 5.0, "{last_ml} ml");
    assert!((180..500).contains(&flowing_ticks), "it ran for {flowing_ticks} ticks");
}

#[test]
fn a_spoon_stirs_instant_coffee_into_water_and_comes_out_empty() {
    let mug = TABLE + Vec3::new(0.25, -0.15, 0.0);
    let spoon = TABLE + Vec3::new(-0.2, -0.15, 0.0);
    let mut room = Room::with(&[("mug", "mug_white", mug.to_array()), ("spoon", "teaspoon", spoon.to_array())]);
    let (mug, spoon) = (room.part("mug", "body"), room.part("spoon", "body"));
    for (species, kg) in [(coffeetest_brew::Species::Water, 0.18), (coffeetest_brew::Species::Instant, 0.002)] {
        let mix = coffeetest_brew::Mixture::of(species, kg, 85.0);
        assert!(process::give(&mut room.sim.world(), mug, "inside", &mix));
    }
    assert_eq!(room.act(Command::Pick(spoon)), Ok(()));
    let instant_g = |room: &Room| {
        let world = room.sim.world();
        1e3 * process::store(&world, mug, "inside").expect("a mug").kg(coffeetest_brew::Species::Instant)
    };
    let before_g = instant_g(&room);
    let stirred = room.act(Command::Stir { into: mug, opening: None, seconds: 8.0 });
    assert_eq!(stirred, Ok(()));
    let left_g = instant_g(&room);
    assert!(left_g < 0.3 * before_g, "{left_g} of {before_g} g are left");
    let tally = process::tally(&room.sim.world());
    assert!(tally.spilled.volume_ml() < 1.0, "{} ml spilled", tally.spilled.volume_ml());
    let failure = room.act(Command::Wipe { what: mug }).expect_err("a spoon is no cloth").to_string();
    assert!(failure.contains("nothing to wipe with"), "{failure}");
}

#[test]
fn a_cloth_takes_up_what_was_spilled_on_a_table() {
    let mug = TABLE + Vec3::new(0.25, 0.1, 0.3);
    let cloth = TABLE + Vec3::new(-0.3, -0.15, 0.0);
    let mut room = Room::with(&[("mug", "mug_white", mug.to_array()), ("cloth", "cloth", cloth.to_array())]);
    let (mug, cloth, table) = (room.part("mug", "body"), room.part("cloth", "body"), room.part("table", "body"));
    let water = coffeetest_brew::Mixture::of(coffeetest_brew::Species::Water, 0.02, 30.0);
    assert!(process::give(&mut room.sim.world(), mug, "inside", &water));
    for tick in 0..60 {
        let mut world = room.sim.world();
        let body = world.get::<RigidBody>(mug).expect("it has a body").0;
        let lean = if tick < 40 { 2.0 } else { 0.0 };
        let at = TABLE + Vec3::new(0.1, -0.1, if tick < 40 { 0.2 } else { 0.0 });
        let at = if tick < 40 { at } else { at + Vec3::new(0.35, 0.35, 0.0) };
        let pose = Pose::from_parts(at, Quat::from_rotation_y(lean));
        world.resource_mut::<Physics>().set_pose(body, pose);
        drop(world);
        room.sim.tick();
    }
    let lies_g = |room: &Room| {
        let world = room.sim.world();
        world.resource::<process::Puddles>().on(table).map_or(0.0, |puddle| 1e3 * puddle.mixture.mass_kg())
    };
    assert!(lies_g(&room) > 15.0, "{} g lie on the table", lies_g(&room));
    assert_eq!(room.act(Command::Pick(cloth)), Ok(()));
    assert_eq!(room.act(Command::Wipe { what: table }), Ok(()));
    assert!(lies_g(&room) < 0.5, "{} g are left", lies_g(&room));
    assert!(process::audit(&room.sim.world()).worst_kg() < 1e-9);
}

#[test]
fn a_lever_over_a_full_bin_opens_but_cannot_be_shut_until_there_is_room() {
    let at = TABLE + Vec3::new(0.0, 0.05, 0.0);
    let mut room = Room::with(&[("press", include_str!("things/press.ron"), at.to_array())]);
    let lever = room.part("press", "lever");
    let full = |room: &Room, full: bool| {
        let thing = room.part("press", "body");
        let level = if full { Override::Filled("bin".into()) } else { Override::Empty("bin".into()) };
        let mut world = room.sim.world();
        world.get_mut::<process::Process>(thing).expect("it has a process").0.apply(&level).expect("it has a bin");
    };
    full(&room, true);
    room.wait(0.2);
    assert_eq!(room.var("press", "lever.closed"), 1.0, "what is shut is not thrown open");
    assert_eq!(room.act(Command::Open(lever)), Ok(()));
    let stuck = room.act(Command::Close(lever)).expect_err("something is in the way");
    assert!(stuck.to_string().contains("is stuck"), "{stuck}");
    assert!((0.05..0.4).contains(&room.openness(lever)), "{}", room.openness(lever));
    full(&room, false);
    room.wait(0.2);
    assert_eq!(room.act(Command::Close(lever)), Ok(()));
    assert_eq!(room.var("press", "lever.closed"), 1.0);
}
