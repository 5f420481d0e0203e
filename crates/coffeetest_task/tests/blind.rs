//! Nothing that the score is made from can be told from what an agent is told: homes that differ only in what cannot be
//! perceived give the same observations, to the last letter.

mod common;

use coffeetest_scene::Library;
use coffeetest_task::episode::{Episode, Setup};

/// The task and every observation of a short episode, as JSON.
fn told(library: &Library) -> Vec<String> {
    let mut episode = Episode::new(library, Setup::new("first", 0, 3)).expect("it can be played");
    let mut told = vec![serde_json::to_string(episode.task()).expect("JSON")];
    for step in 0..6 {
        let action = common::busy(episode.observation(), step);
        let result = episode.step(&action);
        told.push(serde_json::to_string(&result.observation).expect("JSON"));
    }
    told
}

#[test]
fn ac7_what_cannot_be_perceived_is_not_told() {
    let plain = told(&common::library());
    let order = |fields: &'static str| {
        move |text: &str| text.replace("请给我做杯咖啡\")", &format!("请给我做杯咖啡\"), {fields}"))
    };
    let hidden: Vec<(&str, Library)> = vec![
        ("how much is wanted", common::changed("suites/first.ron", order("volume_ml: 180.0"))),
        ("how strong it is wanted", common::changed("suites/first.ron", order("strength: Strong"))),
        ("the style that is judged", common::changed("suites/first.ron", order("style: Moka, volume_ml: 240.0"))),
        ("where it is to be served", common::changed("suites/first.ron", order("serve_on: [\"table\"]"))),
        ("the grain in a shut tin", common::changed("items/coffee_tin.ron", |text| text.replace("700.0", "400.0"))),
        (
            "salt in a shut sugar jar",
            common::changed("homes/first_kitchen.ron", |text| {
                let salt = r#"thing: "sugar_jar", contents: [(store: "inside", substance: "salt", mass_g: 350.0)]"#;
                text.replace("thing: \"sugar_jar\"", salt)
            }),
        ),
        (
            "what a blow breaks",
            common::changed("items/carafe_12.ron", |text| text.replace("breaks_j: ", "breaks_j: 1")),
        ),
        (
            "what things are called in files",
            common::changed("homes/first_kitchen.ron", |text| text.replace("\"sugar\"", "\"sugar_jar_of_ours\"")),
        ),
    ];
    for (what, library) in hidden {
        assert_eq!(told(&library), plain, "{what} shows");
    }
}

#[test]
fn what_can_be_perceived_is_told() {
    let other = common::changed("items/mug_white.ron", |text| text.replace("(en: \"", "(en: \"chipped "));
    assert_ne!(told(&other), told(&common::library()));
}

#[test]
fn an_observation_has_no_field_of_the_record() {
    let mut episode = common::episode(0, 3);
    episode.step(&common::look_around());
    let observation = serde_json::to_value(episode.observation()).expect("JSON");
    episode.break_off();
    let record = serde_json::to_value(episode.record().expect("ended")).expect("JSON");
    let known = ["tick", "time_s", "text", "objects", "doorways", "sounds", "body", "holding", "outcome"];
    let fields: Vec<&str> = observation.as_object().expect("an object").keys().map(String::as_str).collect();
    assert!(fields.iter().all(|field| known.contains(field)), "{fields:?}");
    let private = ["vessels", "brews", "events", "end", "landmarks", "used", "possible", "contents_kg", "rest_s"];
    assert!(record.as_object().expect("an object").contains_key("vessels"));
    let text = observation.to_string();
    for field in private {
        assert!(!text.contains(&format!("\"{field}\"")), "{field} is told");
    }
}
