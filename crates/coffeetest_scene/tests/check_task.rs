//! What can be wrong with tasks, circuits and troubles, one error at a time.

mod common;

use coffeetest_scene::{Library, hindrances};
use common::{breaks, changed, errors};

const SUITE: &str = "suites/first.ron";
const HOME: &str = "homes/first_kitchen.ron";
const HOMES: &str = r#"homes: ["first_kitchen"],"#;

/// The shipped suite with one task in place of its home.
fn task(fields: &str) -> String {
    format!(r#"tasks: [(name: "one", home: "first_kitchen", {fields})],"#)
}

#[test]
fn a_task_is_a_home_with_some_things_more() {
    let with = task(
        r#"without: ["mug_c"], things: {"more": (thing: "mug_white", places: [(on: "table.top", at: (0.0, 0.0))])}"#,
    );
    let files = changed(SUITE, HOMES, &with);
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let library = Library::from_files(files).expect("a sound task");
    let suite = library.suite("first").unwrap();
    let staging = suite.staging("first", 7).unwrap();
    assert_eq!((staging.name.as_str(), staging.home.as_str(), suite.round()), ("one", "first/one", 1));
    let placed = library.arrange(&staging.home, 3).unwrap().placed;
    assert!(placed.iter().any(|placed| placed.name == "more") && placed.iter().all(|placed| placed.name != "mug_c"));
    assert_eq!(placed.len(), library.arrange("first_kitchen", 3).unwrap().placed.len());
}

#[test]
fn errors_of_a_task_are_in_the_file_of_its_suite() {
    let wrong = |fields: &str, expected: &[&str]| breaks(SUITE, HOMES, &task(fields), expected);
    wrong(
        r#"things: {"more": (thing: "mug_wite", places: [(on: "table.top", at: (0.0, 0.0))])}"#,
        &["@:LINE: unknown thing `mug_wite`. Did you mean `mug_white`?"],
    );
    wrong(
        r#"things: {"more": (thing: "mug_white", places: [(on: "table.topp", at: (0.0, 0.0))])}"#,
        &["@:LINE: `table` has no surface `topp`. Did you mean `top`?"],
    );
    wrong(
        r#"seated: [("pepper", "machine.carafe_set")]"#,
        &[
            "@:LINE: `pepper` sits in a seat. Leave its `places` empty.",
            "@:LINE: `machine` has no seat `carafe_set`. Did you mean `carafe_seat`?",
        ],
    );
    wrong(r#"without: ["mug_d"]"#, &["@:LINE: unknown thing of the home `mug_d`. Did you mean `mug_a`?"]);
    wrong(
        r#"without: ["coffee"]"#,
        &["@:LINE: `one` has no 12 g of coffee. As grounds, beans, pods or instant coffee."],
    );
    wrong(
        r#"faults: [(thing: "machine", what: Scaled("plat", 0.3))]"#,
        &["@:LINE: `machine` has no Heater `plat`. Did you mean `plate`?"],
    );
    breaks(
        SUITE,
        HOMES,
        r#"homes: [],"#,
        &["@:LINE: there is no home. Name at least one, or give `tasks` or a `level`."],
    );
}

#[test]
fn circuits_have_panels_and_sockets() {
    let wrong = |circuits: &str, expected: &[&str]| {
        breaks(HOME, "ambient_c: 22.0,", &format!("ambient_c: 22.0, circuits: {{{circuits}}},"), expected);
    };
    wrong(
        r#""panel.kitchen": ["outlet_1"]"#,
        &[
            "@:LINE: unknown furniture `panel`. Known: `cabinet_a`, `cabinet_b`, `cabinet_c`, `counter_door`, `counter_left`, `counter_right`, `counter_wide`, `drawers`, `fridge`, `outlet_1`, `outlet_2`, `sink`, `table`.",
        ],
    );
    wrong(
        r#""table.kitchen": ["fridge", "outlet_1"]"#,
        &[
            "@:LINE: `table` has no circuit `kitchen`.",
            "@:LINE: `fridge` has no socket. Name furniture with a `Socket`.",
        ],
    );
}

#[test]
fn a_trouble_is_about_something_that_is_there() {
    let wrong = |faults: &str, expected: &[&str]| {
        breaks(HOME, "ambient_c: 22.0,", &format!("ambient_c: 22.0, faults: [{faults}],"), expected);
    };
    wrong(r#"(thing: "machin", what: Unplugged)"#, &["@:LINE: unknown thing `machin`. Did you mean `machine`?"]);
    wrong(
        r#"(thing: "sugar", what: DecafInCoffeeJar("inside"))"#,
        &["@:LINE: there is no bean or ground coffee in `inside` of `sugar`. Give it `contents`."],
    );
    wrong(
        r#"(thing: "coffee", what: SaltInSugarJar("inside"))"#,
        &["@:LINE: there is no sugar in `inside` of `coffee`. Give it `contents`."],
    );
    wrong(r#"(thing: "mug_a", what: Unplugged)"#, &["@:LINE: `mug_a` has no plug."]);
    wrong(r#"(thing: "machine", what: TankEmpty("lid"))"#, &["@:LINE: `machine` has no Store `lid`. Known: `tank`."]);
    wrong(
        r#"(thing: "machine", what: ClockSetAuto("Auto"))"#,
        &["@:LINE: `machine` has no controller state `Auto`. Known: `Off`, `On`."],
    );
    let fine = changed(
        HOME,
        "ambient_c: 22.0,",
        r#"ambient_c: 22.0, faults: [(thing: "machine", what: Scaled("boiler", 0.3))],"#,
    );
    assert_eq!(errors(&fine), Vec::<String>::new());
}

#[test]
fn the_default_body_can_do_everything_in_the_first_kitchen() {
    let library = Library::builtin().unwrap();
    let body = library.body("homehelper").unwrap();
    for placed in library.arrange("first_kitchen", 0).unwrap().placed {
        assert_eq!(hindrances(&placed.thing, body), [], "{}", placed.id);
    }
}

#[test]
fn a_stiff_switch_a_stuck_lid_and_a_thick_bar_hinder_a_body() {
    let told = |file: &str, from: &str, to: &str| {
        let files = changed(file, from, to);
        let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
        let library = Library::from_files(files).expect("sound");
        let thing = library.thing("drip_12").unwrap().clone();
        let all = hindrances(&thing, library.body("homehelper").unwrap());
        all.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let drip = "appliances/drip_12.ron";
    assert_eq!(
        told(drip, "travel: 4.0, force: 5.0", "travel: 4.0, force: 75.0"),
        ["switch takes 75 N, the arm has 60 N"]
    );
    assert_eq!(
        told(
            drip,
            "force: 3.0, latch_n: 2.0, sensor: false",
            "force: 3.0, latch_n: 2.0, sensor: false, two_hands: true"
        ),
        ["lid takes a second hand"]
    );
    assert_eq!(
        told(drip, "width_m: 0.015, from: [(0.0, 1.0, 0.0)]", "width_m: 0.097, from: [(0.0, 1.0, 0.0)]"),
        ["lid is 97 mm thick, the hand opens 100 mm"]
    );
    assert_eq!(
        told(drip, "insert_n: 5.0, retain_n: 4.0", "insert_n: 5.0, retain_n: 4.0, twist_deg: 45.0, twist_nm: 12.0"),
        ["basket takes 12.0 N·m, the wrist has 10.0 N·m"]
    );
}
