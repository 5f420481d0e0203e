//! What is told of a home of several rooms, and how one goes from one to another.

mod common;

use coffeetest_scene::Library;
use coffeetest_task::episode::{Episode, Setup};
use coffeetest_task::observation::Observation;

/// The first kitchen with a hall and a study beside it; the body starts in the study, which lies farthest off.
fn library() -> Library {
    common::changed("homes/first_kitchen.ron", |text| {
        let rooms = r#"max: (4.2, 3.6), height_m: 2.5),
            (name: (en: "hall", zh: "走廊"), min: (4.3, 0.0), max: (6.3, 3.6), height_m: 2.5),
            (name: (en: "study", zh: "书房"), min: (6.4, 0.0), max: (9.4, 3.6), height_m: 2.5),
        ],
        doorways: [(at: (4.25, 1.4), width_m: 0.8), (at: (6.35, 2.4), width_m: 0.9)],"#;
        let text = text.replace("max: (4.2, 3.6), height_m: 2.5)],", rooms);
        let start = text.find("start:").expect("it says where the body starts");
        format!("{}start: [(min: (8.45, 2.4), max: (8.45, 2.4), yaw_deg: (180.0, 180.0))],\n)\n", &text[..start])
    })
}

fn episode() -> Episode {
    Episode::new(&library(), Setup::new("first", 0, 3)).expect("it can be played")
}

fn lines<'a>(observation: &'a Observation, of: &str) -> Vec<&'a str> {
    observation.text.lines().filter(|line| line.contains(of)).collect()
}

/// Does what is said, which has to work.
#[track_caller]
fn works(episode: &mut Episode, said: &str) {
    let result = episode.step_said(said);
    assert!(result.outcome.ok, "{said}: {}", result.outcome.text);
}

#[test]
fn a_doorway_ahead_is_told_with_its_direction_and_handle() {
    let episode = episode();
    let told = lines(episode.observation(), "doorway");
    // The second one is seen through the first.
    let expected = ["A doorway leads ahead, 2.1 m away: doorway_1.", "A doorway leads ahead, 4.3 m away: doorway_2."];
    assert_eq!(told, expected);
    let seen = &episode.observation().doorways[0];
    assert_eq!((seen.handle.as_str(), seen.position_m), ("doorway_1", [2.1, 0.0]));
}

#[test]
fn who_goes_to_a_doorway_is_in_the_next_room_and_is_told_so() {
    let mut episode = episode();
    assert_eq!(lines(episode.observation(), "You are in the study").len(), 1, "{}", episode.observation().text);
    works(&mut episode, "go_to doorway_1");
    assert_eq!(lines(episode.observation(), "You are in the hall").len(), 1, "{}", episode.observation().text);
    works(&mut episode, "look around");
    let both = episode.observation().doorways.iter().map(|seen| seen.handle.to_string()).collect::<Vec<_>>();
    assert_eq!(both, ["doorway_1", "doorway_2"], "the one that was passed keeps its name");
    works(&mut episode, "go_to doorway_2");
    assert_eq!(lines(episode.observation(), "You are in the kitchen").len(), 1, "{}", episode.observation().text);
    works(&mut episode, "look around");
    works(&mut episode, "go_to table");
    // And all the way back at once.
    works(&mut episode, "go_to doorway_1");
    assert_eq!(lines(episode.observation(), "You are in the study").len(), 1, "{}", episode.observation().text);
}

#[test]
fn walls_hide_what_doorways_show() {
    let mut episode = episode();
    works(&mut episode, "look around");
    let kinds = |episode: &Episode| -> Vec<String> {
        episode.observation().objects.iter().map(|seen| seen.kind.clone()).collect()
    };
    assert_eq!(kinds(&episode), Vec::<String>::new(), "the kitchen is out of sight");
    works(&mut episode, "go_to doorway_1");
    works(&mut episode, "look around");
    assert!(kinds(&episode).iter().any(|kind| kind == "table"), "{:?}", kinds(&episode));
    assert!(!kinds(&episode).iter().any(|kind| kind == "fridge"), "it stands around the corner");
}

#[test]
fn a_doorway_is_no_thing_to_be_handled() {
    let mut episode = episode();
    for said in ["pick doorway_1", "open doorway_1", "pour into doorway_1", "press doorway_1"] {
        let result = episode.step_said(said);
        assert!(result.invalid, "{said}");
        let why = "`doorway_1` is a way into another room; one can go to it and look at it";
        assert_eq!(result.outcome.text, why, "{said}");
    }
    works(&mut episode, "look at doorway_1");
}

#[test]
fn a_home_of_one_room_has_no_doorways() {
    let mut episode = common::episode(0, 3);
    episode.step(&common::look_around());
    assert!(!episode.observation().text.contains("doorway"));
    let observation = serde_json::to_value(episode.observation()).expect("JSON");
    assert!(observation.get("doorways").is_none());
}
