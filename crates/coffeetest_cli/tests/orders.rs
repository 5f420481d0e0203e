//! Whole orders, acted out: what is asked for is in the cup, what is not is not, and no door stays open.

use std::sync::atomic::AtomicBool;

use coffeetest_eval::agent::Player;
use coffeetest_eval::folder::RunFolder;
use coffeetest_eval::manifest::{Manifest, Plan};
use coffeetest_eval::play::Match;
use coffeetest_eval::row::Row;
use coffeetest_eval::task::scene::Library;
use coffeetest_eval::task::score::Effect;

/// Plays a task of the suite once.
fn play(task: &str) -> Row {
    let library = Library::builtin().expect("sound scenes");
    let tasks: Vec<String> = library.suite("orders").expect("it is shipped").task_names().map(str::to_owned).collect();
    let number = tasks.iter().position(|name| name == task).unwrap_or_else(|| panic!("there is no task `{task}`"));
    let plan = Plan {
        suite: "orders".into(),
        scenes: "test".into(),
        agent: "reference".into(),
        seed: 0,
        episodes: tasks.len() as u64,
        max_steps: 200,
        tasks,
    };
    let scratch = std::env::temp_dir().join(format!("coffeetest-orders-{task}-{}", std::process::id()));
    RunFolder::create(&scratch, Manifest::new(plan.clone())).expect("a folder");
    let game = Match { library: &library, plan: &plan, player: &Player::reference, folder: scratch.clone() };
    let row = game.play(number as u64, &AtomicBool::new(false)).expect("it is played");
    let _ = std::fs::remove_dir_all(&scratch);
    row
}

/// Plays a task, in which all that is asked for must come about.
#[track_caller]
fn served_as_asked(task: &str) -> Row {
    let row = play(task);
    assert!(row.success && row.error.is_none(), "{task}: {:.0} points, {:?} {:?}", row.score, row.cup, row.error);
    assert_eq!(row.cup.sub.preference, 1.0, "{task}: {:?}", row.cup);
    let doors = [Effect::ColdDoorOpen, Effect::DoorOpen];
    assert!(row.household.iter().all(|penalty| !doors.contains(&penalty.effect)), "{task}: {:?}", row.household);
    row
}

#[test]
fn a_strong_cup_is_as_strong_as_asked() {
    assert_eq!(served_as_asked("strong_drip_en").cup.sub.strength, 1.0);
}

#[test]
fn milk_comes_into_the_cup_and_goes_back_into_the_cold() {
    let row = served_as_asked("milk_drip_zh");
    assert_eq!(row.language, "zh");
    assert_eq!(row.cup.sub.volume, 1.0, "{:?}", row.cup);
}

#[test]
fn sugar_is_spooned_into_the_cup() {
    served_as_asked("sugar_instant_en");
}

#[test]
fn decaf_with_milk_and_sugar_has_all_three() {
    served_as_asked("decaf_milk_sugar_pod");
}
