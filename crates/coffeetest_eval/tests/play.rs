//! Runs of real episodes: the same whatever the number of threads, resumed as if never interrupted, and whole whatever
//! an agent does.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use coffeetest_eval::agent::{Act, Agent, AgentError, Idle, Player, Random};
use coffeetest_eval::folder::RunFolder;
use coffeetest_eval::manifest::{Manifest, Plan};
use coffeetest_eval::play::Match;
use coffeetest_eval::row::{ErrorSource, Row};
use coffeetest_eval::run;
use coffeetest_eval::task::action::Action;
use coffeetest_eval::task::observation::{Observation, TaskInfo};
use coffeetest_eval::task::replay;
use coffeetest_eval::task::scene::Library;
use coffeetest_eval::task::score::{Effect, Ended};
use coffeetest_eval::task::trace::Trace;

/// A folder that is removed when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("coffeetest-play-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn plan(agent: &str, episodes: u64, max_steps: u64) -> Plan {
    Plan {
        suite: "first".into(),
        scenes: "test".into(),
        agent: agent.into(),
        seed: 4,
        episodes,
        max_steps,
        tasks: Vec::new(),
    }
}

/// Plays a run, or goes on with it; gives its rows with the time taken left out.
fn play(scratch: &Scratch, plan: &Plan, player: &(dyn Fn() -> Player + Sync), jobs: usize, most: usize) -> Vec<Row> {
    let library = Library::builtin().expect("the scenes are in order");
    let manifest = Manifest::new(plan.clone());
    let mut folder = match scratch.0.exists() {
        true => RunFolder::resume(&scratch.0, &manifest),
        false => RunFolder::create(&scratch.0, manifest),
    }
    .expect("a folder");
    let game = Match { library: &library, plan, player, folder: scratch.0.clone() };
    let (stop, finished) = (AtomicBool::new(false), AtomicUsize::new(0));
    run::run(
        &mut folder,
        jobs,
        &stop,
        |episode| game.play(episode, &stop),
        |episode| game.blank(episode),
        |_| {
            if finished.fetch_add(1, Ordering::Relaxed) + 1 >= most {
                stop.store(true, Ordering::Relaxed);
            }
        },
    )
    .expect("it is written");
    let folder = RunFolder::open(&scratch.0).expect("it is whole");
    folder.rows().values().map(|row| Row { wall_s: 0.0, ..row.clone() }).collect()
}

#[test]
fn the_reference_agent_serves_every_cup_of_the_first_suite_and_runs_into_nothing() {
    let scratch = Scratch::new("reference");
    let rows = play(&scratch, &Plan { seed: 0, ..plan("reference", 20, 200) }, &Player::reference, 2, 20);
    assert_eq!(rows.len(), 20);
    for row in rows {
        let (id, cup) = (&row.episode_id, &row.cup);
        assert!(row.success, "{id}: {:?} {:?}", row.cup, row.error);
        assert!((1.15..=1.45).contains(&cup.tds_percent), "{id}: {} % dissolved", cup.tds_percent);
        assert!(cup.temp_c >= 60.0, "{id}: {} °C", cup.temp_c);
        assert!(row.spilled_ml <= 5.0, "{id}: {} ml spilled", row.spilled_ml);
        assert!(row.household.iter().all(|penalty| penalty.effect != Effect::Collision), "{id}: {:?}", row.household);
    }
}

#[test]
fn a_run_is_the_same_on_one_thread_on_three_and_after_a_stop() {
    let plan = plan("random", 5, 40);
    let player = || Player::observing(Random::new(4));
    let alone = play(&Scratch::new("one"), &plan, &player, 1, usize::MAX);
    assert_eq!(alone.len(), 5);
    assert!(alone.iter().all(|row| !row.success && row.error.is_none() && row.steps > 0), "{alone:?}");
    assert_eq!(alone, play(&Scratch::new("three"), &plan, &player, 3, usize::MAX));
    let scratch = Scratch::new("stopped");
    let some = play(&scratch, &plan, &player, 2, 2);
    assert!((2..5).contains(&some.len()), "{} rows", some.len());
    assert_eq!(alone, play(&scratch, &plan, &player, 2, usize::MAX));
}

#[test]
fn every_row_has_a_trace_that_replays_to_its_hash() {
    let scratch = Scratch::new("traces");
    let rows = play(&scratch, &plan("random", 2, 30), &|| Player::observing(Random::new(9)), 2, usize::MAX);
    let library = Library::builtin().expect("the scenes are in order");
    for row in rows {
        let file = scratch.0.join(row.trace_file.expect("a trace"));
        let bytes = std::fs::read(&file).expect("it is there");
        let trace = Trace::read(bytes.as_slice()).expect("it reads");
        let end = trace.end.as_ref().expect("it ended");
        assert_eq!(end.hash.to_string(), row.world_hash);
        assert_eq!(end.score.score, row.score);
        assert_eq!(replay(&library, &trace).expect("it plays").differs, None);
    }
}

#[test]
fn waiting_scores_nothing() {
    let rows = play(&Scratch::new("idle"), &plan("idle", 2, 200), &|| Player::observing(Idle), 2, usize::MAX);
    for row in rows {
        assert_eq!((row.success, row.score, row.ended), (false, 0.0, Ended::TimeLimit));
        assert_eq!(row.simulated_s, 1800.0);
        assert!(row.progress <= 0.5);
    }
}

/// Looks around once, then does what its mood tells.
struct Moody(Mood, bool);

#[derive(Clone, Copy)]
enum Mood {
    Panics,
    Fails,
    Hangs,
    Rambles,
}

impl Agent for Moody {
    fn reset(&mut self, _: &TaskInfo) -> Result<(), AgentError> {
        self.1 = false;
        Ok(())
    }

    fn act(&mut self, _: &Observation) -> Result<Act, AgentError> {
        if !std::mem::replace(&mut self.1, true) {
            return Ok(Act::Said("look around".into()));
        }
        match self.0 {
            Mood::Panics => panic!("coffee is beneath me"),
            Mood::Fails => Err(AgentError::Failed("the model's server is down".into())),
            Mood::Hangs => loop {
                std::thread::sleep(Duration::from_secs(3600));
            },
            Mood::Rambles => Ok(Act::Said("let me think about that".into())),
        }
    }
}

#[test]
fn an_agent_that_panics_fails_hangs_or_rambles_costs_its_own_episode_only() {
    let limit = Some(Duration::from_millis(300));
    for (mood, word) in [
        (Mood::Panics, "coffee is beneath me"),
        (Mood::Fails, "server is down"),
        (Mood::Hangs, "no answer within 0.3 s"),
    ] {
        let player = move || Player::observing(Moody(mood, false)).limited(limit);
        let rows = play(&Scratch::new(&word.replace(' ', "-")), &plan("moody", 2, 200), &player, 2, usize::MAX);
        assert_eq!(rows.len(), 2);
        for row in rows {
            let error = row.error.expect("an error");
            assert_eq!(error.source, ErrorSource::Agent);
            assert!(error.message.contains(word), "{}", error.message);
            assert_eq!((row.ended, row.steps, row.success), (Ended::BrokenOff, 1, false));
            assert!(row.trace_file.is_some());
        }
    }
    let player = move || Player::observing(Moody(Mood::Rambles, false)).limited(limit);
    let rows = play(&Scratch::new("rambles"), &plan("moody", 1, 200), &player, 1, usize::MAX);
    assert_eq!((rows[0].ended, rows[0].invalid_actions, &rows[0].error), (Ended::StepLimit, 50, &None));
}

#[test]
fn numbers_that_are_none_are_counted_and_survive_in_the_trace() {
    struct NotANumber(u32);
    impl Agent for NotANumber {
        fn reset(&mut self, _: &TaskInfo) -> Result<(), AgentError> {
            Ok(())
        }
        fn act(&mut self, _: &Observation) -> Result<Act, AgentError> {
            self.0 += 1;
            Ok(Act::Action(if self.0 < 4 { Action::Wait { seconds: f64::NAN } } else { Action::served() }))
        }
    }
    let scratch = Scratch::new("nan");
    let rows = play(&scratch, &plan("nan", 1, 200), &|| Player::observing(NotANumber(0)), 1, usize::MAX);
    assert_eq!((rows[0].invalid_actions, rows[0].steps, rows[0].ended), (3, 4, Ended::Done));
    let bytes = std::fs::read(scratch.0.join("traces/000000.jsonl")).expect("a trace");
    assert!(Trace::read(bytes.as_slice()).is_ok());
}
