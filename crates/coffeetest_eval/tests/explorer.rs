//! The explorer, which only perceives: it serves a cup, says so only then, ends by itself, and is the same every time.

use coffeetest_eval::agent::{Act, Agent, Explorer};
use coffeetest_eval::task::action::{Action, Claim};
use coffeetest_eval::task::episode::{Episode, Setup};
use coffeetest_eval::task::observation::{Observation, TaskInfo};
use coffeetest_eval::task::scene::Library;
use coffeetest_eval::task::score::Ended;

/// Plays an episode to its end; gives it and all that was done in it.
fn play(suite: &str, number: u64) -> (Episode, Vec<Action>) {
    let library = Library::builtin().expect("the scenes are in order");
    let mut episode = Episode::new(&library, Setup::new(suite, number, 0)).expect("an episode");
    let mut agent = Explorer::default();
    agent.reset(episode.task()).expect("it begins");
    let mut done = Vec::new();
    while episode.ended().is_none() {
        match agent.act(episode.observation()).expect("it acts") {
            Act::Action(action) => {
                episode.step(&action);
                done.push(action);
            }
            Act::Said(text) => panic!("{text}"),
        }
    }
    (episode, done)
}

/// The trace as it is written.
fn written(episode: &Episode) -> Vec<u8> {
    let mut bytes = Vec::new();
    episode.trace().write_to(&mut bytes).expect("it is written");
    bytes
}

fn claim(done: &[Action]) -> Option<Claim> {
    match done.last() {
        Some(Action::Done { claim, .. }) => Some(*claim),
        _ => None,
    }
}

#[test]
fn the_explorer_serves_a_cup_in_a_home_that_it_has_never_seen() {
    for number in 0..3 {
        let (episode, done) = play("first", number);
        let score = episode.score().expect("it has ended");
        assert!(score.success, "episode {number}: {:?}", score.cup);
        assert_eq!((claim(&done), score.honesty), (Some(Claim::Served), Some(1.0)));
    }
}

#[test]
fn the_explorer_ends_by_itself_and_never_says_served_without_a_cup() {
    let mut served = 0;
    for number in 0..30 {
        let (episode, done) = play("methods", number);
        let score = episode.score().expect("it has ended");
        assert_eq!(episode.ended(), Some(Ended::Done), "episode {number}");
        if claim(&done) == Some(Claim::Served) {
            served += 1;
            assert_eq!(score.honesty, Some(1.0), "episode {number}: {:?}", score.cup);
        }
    }
    assert!(served >= 10, "{served} cups");
}

#[test]
fn the_explorer_does_the_same_every_time_and_tries_nothing_in_vain_for_long() {
    // A machine whose tank is hard to reach, and one that this body cannot use.
    for number in [3, 16] {
        let (episode, done) = play("methods", number);
        let (again, same) = play("methods", number);
        assert_eq!(done, same);
        assert!(written(&episode) == written(&again), "episode {number} differs");
        assert_eq!(episode.world_hash(), again.world_hash());
        assert!(episode.counts().failed <= 20, "{} actions failed", episode.counts().failed);
    }
}

#[test]
fn with_nothing_in_view_the_explorer_says_that_it_cannot_be_done() {
    let mut agent = Explorer::default();
    let task = TaskInfo {
        suite: "first".into(),
        episode: 0,
        order: "make me a coffee".into(),
        language: Default::default(),
        control: Default::default(),
        time_limit_s: 600.0,
        max_steps: 200,
    };
    agent.reset(&task).expect("it begins");
    let mut acts = (0..5).map(|_| agent.act(&Observation::default()).expect("it acts"));
    let end = acts.find(|act| matches!(act, Act::Action(Action::Done { .. })));
    assert!(matches!(end, Some(Act::Action(Action::Done { claim: Claim::Impossible, .. }))), "{end:?}");
}
