//! What can be wrong with rooms that are joined, one error at a time.

mod common;

use coffeetest_scene::{Doorway, Home, Library, Passage, Room, walls};

const HOME: &str = include_str!("homes/three_rooms.ron");
const PATH: &str = "scenes/homes/three_rooms.ron";

fn read(text: &str) -> Result<Library, Vec<String>> {
    let mut files: Vec<(String, Vec<u8>)> = Library::builtin_files().map(|(path, own)| (path, own.to_vec())).collect();
    files.push((PATH.into(), text.as_bytes().to_vec()));
    Library::from_files(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())))
        .map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

/// Changing one place of the home gives exactly these errors, each at its line.
#[track_caller]
fn breaks(from: &str, to: &str, expected: &[(&str, &str)]) {
    assert!(HOME.contains(from), "the home does not contain {from:?}");
    let text = HOME.replacen(from, to, 1);
    let full = |(at, what): &(&str, &str)| {
        let line = 1 + text[..text.find(at).expect("it is in the home")].matches('\n').count();
        format!("{PATH}:{line}: {what}")
    };
    let expected: Vec<String> = expected.iter().map(full).collect();
    assert_eq!(read(&text).err().unwrap_or_default(), expected);
}

/// A change that leaves the home sound.
#[track_caller]
fn home_with(from: &str, to: &str) -> Home {
    let library = read(&HOME.replacen(from, to, 1)).unwrap_or_else(|errors| panic!("{}", errors.join("\n")));
    Home::clone(library.home("three_rooms").expect("it was read"))
}

const FIRST: &str = "(at: (3.05, 1.0), width_m: 0.8)";

#[test]
fn a_home_with_doorways_is_sound_and_its_arrangement_has_them() {
    let library = read(HOME).unwrap_or_else(|errors| panic!("{}", errors.join("\n")));
    let arrangement = library.arrange("three_rooms", 1).expect("it is known");
    let heights: Vec<f32> = arrangement.doorways.iter().map(|doorway| doorway.height_m).collect();
    assert_eq!(heights, [2.03, 2.1]);
}

#[test]
fn a_doorway_is_in_a_wall_between_two_rooms() {
    let lost = "this doorway is in no wall between two rooms. \
                `at` is the middle of the opening; a wall is where two rooms lie 0.1 m apart.";
    for at in ["(2.0, 1.0)", "(3.05, 4.0)", "(0.0, 1.0)", "(1.5, -0.05)"] {
        let moved = format!("(at: {at}, width_m: 0.8)");
        breaks(FIRST, &moved, &[(&moved, lost)]);
    }
}

#[test]
fn a_doorway_fits_into_the_wall_that_both_rooms_share() {
    let moved = "(at: (3.05, 0.3), width_m: 0.8)";
    let what = "this doorway sticks out of the wall between the study and the hall. That goes from y = 0 to 3.6.";
    breaks(FIRST, moved, &[(moved, what)]);
    let (min, shorter) = ("min: (3.1, 0.0)", "min: (3.1, 0.8)");
    let what = "this doorway sticks out of the wall between the study and the hall. That goes from y = 0.8 to 3.6.";
    breaks(min, shorter, &[(FIRST, what)]);
}

#[test]
fn a_doorway_is_as_wide_and_high_as_somebody_who_goes_through() {
    let narrow = "(at: (3.05, 1.0), width_m: 0.5)";
    breaks(FIRST, narrow, &[(narrow, "`width_m` is 0.5. It must be between 0.6 and 3.")]);
    let wide = "(at: (3.05, 1.7), width_m: 3.2)";
    breaks(FIRST, wide, &[(wide, "`width_m` is 3.2. It must be between 0.6 and 3.")]);
    let (high, low) = ("height_m: 2.45", "height_m: 1.4");
    let what = "this doorway is 2.45 m high, higher than the rooms. It must be at most 2.4.";
    breaks("height_m: 2.1)", "height_m: 2.45)", &[(high, what)]);
    let what = "`height_m` is 1.4. It must be at least 1.9: nobody goes through stooping.";
    breaks("height_m: 2.1)", "height_m: 1.4)", &[(low, what)]);
}

#[test]
fn doorways_do_not_overlap() {
    let second = "(at: (3.05, 1.5), width_m: 0.7)";
    let both = format!("{FIRST}, {second}");
    breaks(FIRST, &both, &[(second, "this doorway overlaps another. Move one of them.")]);
    home_with(FIRST, &format!("{FIRST}, (at: (3.05, 1.9), width_m: 0.7)"));
}

#[test]
fn every_room_can_be_reached_from_the_start() {
    let kitchen = r#"(name: (en: "kitchen""#;
    breaks(
        "(at: (5.15, 2.5), width_m: 0.9, height_m: 2.1),",
        "",
        &[(kitchen, "the room `kitchen` cannot be reached. Give it a doorway.")],
    );
    let hall = r#"(name: (en: "hall""#;
    breaks(
        &format!("{FIRST},"),
        "",
        &[
            (hall, "the room `hall` cannot be reached. Give it a doorway."),
            (kitchen, "the room `kitchen` cannot be reached. Give it a doorway."),
        ],
    );
}

#[test]
fn rooms_have_a_wall_between_them_or_touch() {
    let hall = r#"(name: (en: "hall""#;
    let what = "there is no room for a wall between this room and `study`. \
                Leave 0.1 m for the wall between them, or none where they are one space.";
    breaks("min: (3.1, 0.0)", "min: (3.05, 0.0)", &[(hall, what)]);
    // The study and the hall as one space need no doorway.
    let open = HOME.replacen("min: (3.1, 0.0)", "min: (3.0, 0.0)", 1).replacen(&format!("{FIRST},"), "", 1);
    assert_eq!(read(&open).err(), None);
}

#[test]
fn furniture_leaves_doorways_free() {
    let what = "`desk` stands in a doorway. Keep it and the 0.45 m of floor on both sides of it free.";
    breaks("at: (1.30, 2.90, 0.0)", "at: (2.20, 1.50, 0.0)", &[("\"desk\"", what)]);
    // Through the wall it does not go either.
    let what = "`desk` sticks out of the rooms. Move it inside.";
    breaks("at: (1.30, 2.90, 0.0)", "at: (3.00, 2.90, 0.0)", &[("\"desk\"", what)]);
}

#[test]
fn the_body_may_start_in_a_doorway_but_not_in_a_wall() {
    home_with("min: (1.2, 1.2), max: (1.2, 1.2)", "min: (2.9, 0.9), max: (3.3, 1.1)");
    let wide = "(min: (2.9, 0.9), max: (3.3, 1.9)";
    let what = "the body starts outside the rooms. Move the area inside.";
    breaks("(min: (1.2, 1.2), max: (1.2, 1.2)", wide, &[(wide, what)]);
}

fn room(min: [f32; 2], max: [f32; 2]) -> Room {
    let name = coffeetest_scene::Text { en: "room".into(), zh: "房".into() };
    Room { name, min, max, height_m: 2.5 }
}

/// Floor that the walls of all rooms cover where a line along x at a height crosses them: (from, to).
fn crossed(rooms: &[Room], passages: &[Passage], y: f32, z: f32) -> Vec<(f32, f32)> {
    let all = (0..rooms.len()).flat_map(|room| walls(rooms, passages, room));
    let hit = all.filter(|wall| (wall.pose.at[1] - y).abs() < 0.5 * wall.size[1]);
    let hit = hit.filter(|wall| (wall.pose.at[2]..wall.pose.at[2] + wall.size[2]).contains(&z));
    let mut spans: Vec<(f32, f32)> =
        hit.map(|wall| (wall.pose.at[0] - 0.5 * wall.size[0], wall.pose.at[0] + 0.5 * wall.size[0])).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    spans
}

#[test]
fn a_lone_room_has_four_whole_walls() {
    let rooms = [room([0.0, 0.0], [4.0, 3.0])];
    let all = walls(&rooms, &[], 0);
    let sizes: Vec<[f32; 3]> = all.iter().map(|wall| wall.size).collect();
    assert_eq!(sizes, [[0.1, 3.2, 2.5], [0.1, 3.2, 2.5], [4.2, 0.1, 2.5], [4.2, 0.1, 2.5]]);
}

#[test]
fn a_wall_is_open_where_a_doorway_is_and_closed_beside_and_above_it() {
    let rooms = [room([0.0, 0.0], [3.0, 3.0]), room([3.1, 0.0], [6.0, 3.0])];
    let doorway = Doorway { at: [3.05, 1.0], width_m: 0.8, height_m: 2.0 };
    let passages = [doorway.passage(&rooms).expect("it is in the wall")];
    let inner = |y: f32, z: f32| {
        crossed(&rooms, &passages, y, z).into_iter().filter(|(from, _)| (2.9..3.2).contains(from)).count()
    };
    assert_eq!([0.61, 1.0, 1.39].map(|y| inner(y, 1.0)), [0, 0, 0], "open");
    assert_eq!([0.59, 1.41].map(|y| inner(y, 1.0)), [2, 2], "beside");
    assert_eq!(inner(1.0, 2.1), 2, "above");
}

#[test]
fn rooms_that_touch_have_no_wall_where_they_do() {
    let rooms = [room([0.0, 0.0], [3.0, 2.0]), room([3.0, 0.0], [6.0, 3.0])];
    let inner = |y: f32| crossed(&rooms, &[], y, 1.0).into_iter().filter(|(from, _)| (2.5..3.5).contains(from)).count();
    assert_eq!([0.05, 1.0, 1.95].map(inner), [0, 0, 0], "one space");
    assert_eq!([2.15, 2.9].map(inner), [1, 1], "the larger room has its wall beyond the smaller one");
}
