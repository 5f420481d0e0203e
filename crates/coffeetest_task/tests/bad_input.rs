//! What is no action costs a second, changes nothing, is counted and explained.

mod common;

use coffeetest_task::action::Action;
use coffeetest_task::episode::{Episode, EpisodeError, Setup};
use coffeetest_task::score::Ended;

fn poses(episode: &Episode) -> Vec<String> {
    episode.observation().objects.iter().map(|object| format!("{object:?}")).collect()
}

#[test]
fn rubbish_costs_a_second_and_changes_nothing() {
    let mut episode = common::episode(1, 0);
    let before = poses(&episode);
    let rubbish = [
        ("", "empty"),
        ("make coffee please", "not a verb"),
        ("pick", "lacks"),
        ("wait -1 s", "0.05 to 3600"),
        ("wait nan s", "wait"),
        ("pour 1e9 ml into mug_1", "1 to 5000"),
        ("pick unicorn_1", "nothing seen so far is called `unicorn_1`"),
        ("{\"verb\":\"pick\"}", "target"),
        ("{\"verb\":", "JSON"),
        ("{\"verb\":\"wait\",\"seconds\":null}", "wait"),
    ];
    for (at, (said, why)) in rubbish.iter().enumerate() {
        let result = episode.step_said(said);
        assert!(result.invalid && !result.outcome.ok, "{said:?} was taken for an action");
        assert!(result.outcome.text.contains(why), "{said:?}: {}", result.outcome.text);
        assert!(result.observation.text.contains(&result.outcome.text[1..]), "{}", result.observation.text);
        assert_eq!(episode.tick(), 20 * (at as u64 + 1));
        assert_eq!(poses(&episode), before);
    }
    assert_eq!(episode.counts().invalid, rubbish.len() as u64);
    assert_eq!(episode.counts().failed, 0);
}

#[test]
fn numbers_that_are_none_are_refused_when_typed_too() {
    let mut episode = common::episode(1, 0);
    for seconds in [f64::NAN, f64::INFINITY, -3.0, 0.0] {
        assert!(episode.step(&Action::Wait { seconds }).invalid);
    }
    assert_eq!(episode.tick(), 80);
}

#[test]
fn too_much_rubbish_or_too_many_actions_end_an_episode() {
    let library = common::library();
    let setup = Setup { max_invalid: 3, ..Setup::new("first", 0, 0) };
    let mut episode = Episode::new(&library, setup).expect("it can be played");
    let ends: Vec<Option<Ended>> = (0..3).map(|_| episode.step_said("xyzzy").ended).collect();
    assert_eq!(ends, [None, None, Some(Ended::StepLimit)]);
    let setup = Setup { max_steps: 2, ..Setup::new("first", 0, 0) };
    let mut episode = Episode::new(&library, setup).expect("it can be played");
    let ends: Vec<Option<Ended>> = (0..2).map(|_| episode.step_said("wait 1 s").ended).collect();
    assert_eq!(ends, [None, Some(Ended::StepLimit)]);
    assert_eq!(episode.score().map(|score| score.success), Some(false));
}

#[test]
fn after_the_end_nothing_happens_any_more() {
    let mut episode = common::episode(1, 0);
    assert_eq!(episode.step(&Action::served()).ended, Some(Ended::Done));
    let (hash, trace) = (episode.world_hash(), episode.trace().to_json_lines());
    for said in ["look around", "done: served", "gibberish"] {
        let result = episode.step_said(said);
        assert_eq!(result.outcome.text, "the episode is over");
        assert_eq!(result.ended, Some(Ended::Done));
    }
    episode.break_off();
    assert_eq!((episode.world_hash(), episode.trace().to_json_lines()), (hash, trace));
}

#[test]
fn unknown_suites_and_controls_that_are_not_offered_are_refused() {
    let error = Episode::new(&common::library(), Setup::new("frist", 0, 0)).err().map(|error| error.to_string());
    assert!(error.is_some_and(|error| error.contains("first")));
    let motor = common::changed("suites/first.ron", |text| text.replace("control: Skill", "control: Motor"));
    let error = Episode::new(&motor, Setup::new("first", 0, 0)).err();
    assert!(matches!(error, Some(EpisodeError::Control { .. })));
}
