//! What hands do with parts that hang on parts, knobs, threads, plungers.

use bevy::prelude::*;
use coffeetest_scene::{Arrangement, Library, Placed, Thing};
use coffeetest_world::Sim;
use coffeetest_world::math::Vec3;
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
        home.placed.retain(|placed| placed.name == "table" || placed.name == "sink");
        home.seated.clear();
        for (name, text, at) in things {
            let thing = thing(text);
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
