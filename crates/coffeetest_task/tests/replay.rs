//! Traces replay to the last bit, and a replay says where it does not agree.

mod common;

use std::io::Cursor;

use coffeetest_task::action::Action;
use coffeetest_task::replay::{Difference, ReplayError, replay};
use coffeetest_task::score;
use coffeetest_task::trace::{Input, Line, Trace};

fn played() -> Trace {
    let mut episode = common::episode(2, 0);
    for step in 0..10 {
        episode.step(&common::busy(episode.observation(), step));
    }
    episode.step_said("puor the milk");
    episode.step_said("pick unicorn_7");
    episode.step(&Action::Wait { seconds: f64::NAN });
    episode.step_said(r#"{"verb": "say", "text": "done soon"}"#);
    episode.step(&Action::served());
    episode.trace().clone()
}

#[test]
fn a_trace_replays_and_judges_alike_after_it_was_written_and_read() {
    let trace = played();
    let read = Trace::read(Cursor::new(trace.to_json_lines())).expect("it reads back");
    assert_eq!(read.to_json_lines(), trace.to_json_lines());
    let report = replay(&common::library(), &read).expect("it can be played");
    assert_eq!(report.differs, None);
    assert_eq!(report.steps, 15);
    assert_eq!(report.agreed, read.hashes().count());
    let end = read.end.expect("it ended");
    assert_eq!(score::judge(&end.record), end.score, "the score comes from the record alone");
}

#[test]
fn an_episode_that_was_broken_off_replays_too() {
    let mut episode = common::episode(2, 3);
    episode.step(&common::look_around());
    episode.break_off();
    let report = replay(&common::library(), episode.trace()).expect("it can be played");
    assert_eq!(report.differs, None);
}

#[test]
fn the_first_tick_that_differs_is_named() {
    let mut trace = played();
    let at = trace.lines.iter().position(|line| matches!(line, Line::Hash(at) if at.tick == 120)).expect("a hash");
    let Line::Hash(hash) = &mut trace.lines[at] else { panic!("a hash") };
    hash.hash.0 ^= 1;
    let report = replay(&common::library(), &trace).expect("it can be played");
    assert!(matches!(report.differs, Some(Difference::Hash { tick: 120, .. })), "{:?}", report.differs);
}

#[test]
fn another_action_than_the_one_that_was_done_is_found_out() {
    let mut trace = played();
    let step = trace.lines.iter_mut().find_map(|line| match line {
        Line::Step(step) => Some(step),
        _ => None,
    });
    step.expect("a step").input = Input::Action(Action::Wait { seconds: 30.0 });
    let report = replay(&common::library(), &trace).expect("it can be played");
    assert!(report.differs.is_some());
}

#[test]
fn a_doctored_score_or_record_is_found_out() {
    let library = common::library();
    let mut trace = played();
    trace.end.as_mut().expect("an end").score.score = 100.0;
    assert!(matches!(replay(&library, &trace).expect("plays").differs, Some(Difference::Score { .. })));
    trace.end.as_mut().expect("an end").record.used.filters = 7;
    assert!(matches!(replay(&library, &trace).expect("plays").differs, Some(Difference::Record)));
}

#[test]
fn other_scenes_and_missing_suites_are_refused() {
    let trace = played();
    let colder = common::changed("homes/first_kitchen.ron", |text| text.replace("ambient_c: 22.0", "ambient_c: 21.0"));
    assert!(matches!(replay(&colder, &trace), Err(ReplayError::OtherScenes { .. })));
    let mut lost = trace.clone();
    lost.header.suite = "frist".into();
    let error = replay(&common::library(), &lost).expect_err("refused").to_string();
    assert!(error.contains("first"), "{error}");
    let mut unfinished = trace;
    unfinished.end = None;
    assert!(matches!(replay(&common::library(), &unfinished), Err(ReplayError::Unfinished)));
}
