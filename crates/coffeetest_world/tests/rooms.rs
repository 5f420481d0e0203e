//! Homes of several rooms: walls, doorways, and ways through them.

use bevy::prelude::*;
use coffeetest_scene::{Arrangement, Doorway as Opening, Library, Placed, Room, Text};
use coffeetest_world::Sim;
use coffeetest_world::floor_plan::Doorway;
use coffeetest_world::math::{Vec2, Vec3};
use coffeetest_world::physics::{Filter, Physics};
use coffeetest_world::robot::{Motors, Posture, Robot};
use coffeetest_world::skill::{Command, Failure};
use coffeetest_world::thing::ThingOf;

/// Three rooms in a row: the study, the hall from x = 3.1 m, the kitchen from x = 5.2 m.
struct Home {
    sim: Sim,
}

fn library() -> Library {
    let three = ("scenes/homes/three_rooms.ron", include_bytes!("../../coffeetest_scene/tests/homes/three_rooms.ron"));
    let mut files: Vec<(String, &[u8])> = Library::builtin_files().collect();
    files.push((three.0.into(), three.1));
    Library::from_files(files.iter().map(|(path, bytes)| (path.as_str(), *bytes))).expect("the homes are sound")
}

/// The home, changed before it comes to life.
fn home_with(change: impl FnOnce(&Library, &mut Arrangement)) -> Home {
    let library = library();
    let mut arrangement = library.arrange("three_rooms", 1).expect("the home is known");
    change(&library, &mut arrangement);
    let body = library.body("homehelper").expect("the body is known");
    Home { sim: Sim::new(&arrangement, body, 7) }
}

fn home() -> Home {
    home_with(|_, _| ())
}

fn put(library: &Library, arrangement: &mut Arrangement, id: &str, at: [f32; 3]) {
    let thing = library.thing(id).expect("it is shipped").clone();
    arrangement.placed.push(Placed { name: id.into(), id: id.into(), thing, at, yaw: 0.0, contents: vec![] });
}

impl Home {
    fn thing(&self, name: &str) -> Entity {
        let mut world = self.sim.world();
        let mut things = world.query::<&ThingOf>();
        things.iter(&world).find(|of| of.instance == name).expect("it is in the home").parts["body"]
    }

    /// The doorway whose middle is at this x.
    fn doorway(&self, x: f32) -> Entity {
        let mut world = self.sim.world();
        let mut all = world.query::<(Entity, &Doorway)>();
        all.iter(&world).find(|(_, doorway)| (doorway.at.x - x).abs() < 0.01).expect("there is one").0
    }

    fn act(&mut self, command: Command) -> Result<(), Failure> {
        self.sim.begin(command);
        self.sim.run(6000).expect("it ends")
    }

    fn base(&self) -> Vec2 {
        Posture::from_axes(&self.sim.world().resource::<Motors>().position).base
    }

    /// How far a line goes until it meets something of the home, m.
    fn free_m(&self, from: Vec3, along: Vec3) -> Option<f32> {
        let world = self.sim.world();
        let filter = Filter { without_robot: true, ..Filter::default() };
        world.resource::<Physics>().ray(from, along, 2.0, filter).map(|hit| hit.distance_m)
    }
}

#[test]
fn a_doorway_is_open_up_to_its_lintel_and_its_floor_bears() {
    let home = home();
    let through = |y: f32, z: f32| home.free_m(Vec3::new(2.5, y, z), Vec3::X);
    assert_eq!([0.65, 1.0, 1.35].map(|y| through(y, 1.0)), [None; 3], "nothing is in the opening");
    for (y, z) in [(0.55, 1.0), (1.45, 1.0), (1.0, 2.1)] {
        let wall_m = through(y, z).expect("a wall");
        assert!((wall_m - 0.5).abs() < 1e-3, "{wall_m} at {y}, {z}");
    }
    for x in [2.98, 3.05, 3.12] {
        let floor_m = home.free_m(Vec3::new(x, 1.0, 1.0), Vec3::NEG_Z).expect("a floor");
        assert!((floor_m - 1.0).abs() < 1e-3, "{floor_m} at {x}");
    }
}

#[test]
fn a_thing_two_doorways_away_is_gone_to() {
    let mut home = home();
    let table = home.thing("table");
    assert_eq!(home.act(Command::GoTo(table)), Ok(()));
    let gap_m = (home.base() - Vec2::new(7.2, 1.4)).length();
    assert!(home.base().x > 5.2 && gap_m < 1.5, "{}", home.base());
}

#[test]
fn a_load_is_carried_through_doorways() {
    for load in ["mug_white", "carafe_12", "kettle_stove", "pot_2l"] {
        let mut home = home_with(|library, arrangement| {
            arrangement.placed.retain(|placed| placed.name != "mug");
            put(library, arrangement, load, [6.9, 1.2, 0.751]);
        });
        let (thing, desk) = (home.thing(load), home.thing("desk"));
        assert_eq!(home.act(Command::Pick(thing)), Ok(()), "{load}");
        assert_eq!(home.act(Command::GoTo(desk)), Ok(()), "{load}");
        assert!(home.base().x < 3.0, "{load}: {}", home.base());
        assert_eq!(home.sim.world().resource::<Robot>().held, Some(thing), "{load} is still in the hand");
    }
}

#[test]
fn who_goes_to_a_doorway_comes_out_on_its_other_side() {
    let mut home = home();
    let (first, second) = (home.doorway(3.05), home.doorway(5.15));
    for (doorway, to) in [(first, [3.65, 1.0]), (second, [5.75, 2.5]), (second, [4.55, 2.5]), (first, [2.45, 1.0])] {
        assert_eq!(home.act(Command::GoTo(doorway)), Ok(()));
        let gap_m = (home.base() - Vec2::from(to)).length();
        assert!(gap_m < 0.2, "{} instead of {to:?}", home.base());
    }
}

#[test]
fn a_thing_at_a_wall_is_not_gone_to_from_behind_that_wall() {
    let mut home = home_with(|library, arrangement| {
        arrangement.placed.retain(|placed| placed.name != "counter");
        // Its front faces the wall, and the body stands right behind that.
        put(library, arrangement, "table_120", [3.75, 2.9, 0.0]);
        arrangement.placed.last_mut().expect("the table").yaw = -0.5 * std::f32::consts::PI;
        arrangement.start = [2.4, 1.8, 0.0];
    });
    let table = home.thing("table_120");
    assert_eq!(home.act(Command::GoTo(table)), Ok(()));
    assert!(home.base().x > 3.1, "{}", home.base());
}

#[test]
fn who_has_no_room_for_the_load_behind_a_doorway_does_not_go_through() {
    let mut home = home_with(|library, arrangement| {
        // The hall becomes a passage that is narrower than the arm with a pot in the hand.
        let [_, hall, kitchen] = &mut arrangement.rooms[..] else { panic!("three rooms") };
        (hall.max[0], kitchen.min[0]) = (3.9, 4.0);
        arrangement.doorways[1].at[0] = 3.95;
        arrangement.placed.retain(|placed| placed.name == "desk" || placed.name == "table");
        put(library, arrangement, "pot_2l", [1.3, 2.7, 0.751]);
    });
    let (pot, table) = (home.thing("pot_2l"), home.thing("table"));
    assert_eq!(home.act(Command::Pick(pot)), Ok(()));
    let refused = home.act(Command::GoTo(table)).expect_err("the passage is too narrow").to_string();
    assert_eq!(refused, "there is no room behind the doorway to go through it");
    assert!(home.base().x < 2.8, "{}", home.base());
    assert_eq!(home.sim.world().resource::<Robot>().held, Some(pot));
}

/// Six rooms on 12 by 10 m, in three rows, each joined to the next at alternate ends.
fn six_rooms(library: &Library, arrangement: &mut Arrangement) {
    let name = Text { en: "room".into(), zh: "房".into() };
    let corner = |column: usize, row: usize| [4.03 * column as f32, 5.05 * row as f32];
    let room = |column: usize, row: usize| {
        let min = corner(column, row);
        Room { name: name.clone(), min, max: [min[0] + 3.93, min[1] + 4.95], height_m: 2.5 }
    };
    arrangement.rooms = (0..2).flat_map(|row| (0..3).map(move |column| room(column, row))).collect();
    let doorway = |x: f32, y: f32| Opening { at: [x, y], width_m: 0.8, height_m: 2.03 };
    arrangement.doorways =
        vec![doorway(3.98, 0.8), doorway(8.01, 4.2), doorway(11.2, 5.0), doorway(8.01, 9.2), doorway(3.98, 5.9)];
    arrangement.placed.clear();
    arrangement.seated.clear();
    for (column, row) in [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1)] {
        let [x, y] = corner(column, row);
        put(library, arrangement, "table_120", [x + 2.0, y + 2.4, 0.0]);
        arrangement.placed.last_mut().expect("a table").name = format!("table_{column}_{row}");
    }
    arrangement.start = [0.6, 0.6, 0.0];
}

#[test]
fn a_way_is_found_through_five_doorways_of_a_home_of_twelve_by_ten_metres() {
    let mut home = home_with(six_rooms);
    let table = home.thing("table_0_1");
    assert_eq!(home.act(Command::GoTo(table)), Ok(()));
    let gap_m = (home.base() - Vec2::new(2.0, 7.45)).length();
    assert!(gap_m < 1.5, "{}", home.base());
}
