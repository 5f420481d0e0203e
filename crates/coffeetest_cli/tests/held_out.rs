//! Machines that no code was written for: files of known components, which the reference agent meets for the first time.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use coffeetest_eval::agent::Player;
use coffeetest_eval::folder::RunFolder;
use coffeetest_eval::manifest::{Manifest, Plan};
use coffeetest_eval::play::Match;
use coffeetest_eval::run;
use coffeetest_eval::task::scene::Library;

/// Where the files are, as a folder of scenes that adds to the shipped ones.
const HELD_OUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../coffeetest_plan/tests/held_out");
/// Homes in which each machine is met.
const SEEDS: u64 = 2;

/// The shipped scenes with the machines that are held out.
fn library() -> Library {
    Library::load_beside_builtin(Path::new(HELD_OUT)).unwrap_or_else(|errors| {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", errors.join("\n"))
    })
}

/// A folder that is removed when the test ends.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_reference_agent_serves_a_good_cup_from_every_machine_that_it_meets_for_the_first_time() {
    let library = library();
    let suite = library.suite("held_out").expect("the suite is there");
    let tasks: Vec<String> = suite.task_names().map(str::to_owned).collect();
    let plan = Plan {
        suite: "held_out".into(),
        scenes: "test".into(),
        agent: "reference".into(),
        seed: 0,
        episodes: SEEDS * tasks.len() as u64,
        max_steps: 200,
        tasks,
    };
    let scratch = Scratch(std::env::temp_dir().join(format!("coffeetest-held-out-{}", std::process::id())));
    let mut folder = RunFolder::create(&scratch.0, Manifest::new(plan.clone())).expect("a folder");
    let game = Match { library: &library, plan: &plan, player: &Player::reference, folder: scratch.0.clone() };
    let stop = AtomicBool::new(false);
    let (play, blank) = (|episode| game.play(episode, &stop), |episode| game.blank(episode));
    run::run(&mut folder, 2, &stop, play, blank, |_| {}).expect("it is written");
    assert_eq!(folder.rows().len() as u64, plan.episodes);
    let failed: Vec<String> = folder
        .rows()
        .values()
        .filter(|row| !row.success)
        .map(|row| format!("{}: {:.0} points, {:?} {:?}", row.episode_id, row.score, row.cup, row.error))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
