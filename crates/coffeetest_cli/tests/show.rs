//! `coffeetest show` from outside: the picture, and what is refused.

use std::path::PathBuf;
use std::process::{Command, Output};

fn coffeetest(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_coffeetest")).args(args).output().expect("it starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder that is removed when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("coffeetest-show-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Scratch(path)
    }

    fn path(&self, file: &str) -> String {
        self.0.join(file).display().to_string()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_same_home_and_seed_give_the_same_picture_on_paper_and_on_screen() {
    let scratch = Scratch::new("same");
    let printed = coffeetest(&["show", "first_kitchen", "--seed", "3"]);
    assert_eq!(printed.status.code(), Some(0), "{}", text(&printed.stderr));
    let out = scratch.path("plan.svg");
    let written = coffeetest(&["show", "first_kitchen", "--seed", "3", "--out", &out]);
    assert_eq!((written.status.code(), written.stdout.len()), (Some(0), 0));
    assert_eq!(std::fs::read(&out).expect("a picture"), printed.stdout);
    assert_ne!(coffeetest(&["show", "first_kitchen"]).stdout, printed.stdout);
    let chinese = text(&coffeetest(&["show", "first_kitchen", "--language", "zh"]).stdout);
    assert!(chinese.contains("第一间厨房") && !chinese.contains("first kitchen"));
}

#[test]
fn the_home_of_a_task_has_the_things_of_the_task() {
    let picture = text(&coffeetest(&["show", "methods/drip_12"]).stdout);
    assert!(picture.contains("id=\"thing-machine\"") && picture.contains("methods/drip_12"), "{picture}");
    assert!(!text(&coffeetest(&["show", "workbench"]).stdout).contains("id=\"thing-machine\""));
}

#[test]
fn a_name_that_is_wrong_is_a_wrong_command_and_the_nearest_is_told() {
    for (home, hint) in [
        ("first_kitchn", "unknown home `first_kitchn`. Did you mean `first_kitchen`?"),
        ("methods/drip_13", "unknown home `methods/drip_13`. Did you mean `methods/drip_12`?"),
    ] {
        let output = coffeetest(&["show", home]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(hint), "{}", text(&output.stderr));
    }
}

#[test]
fn a_trace_draws_its_way_in_its_own_home_only_and_only_if_it_replays() {
    let scratch = Scratch::new("trace");
    let run = scratch.path("run");
    let played = coffeetest(&["eval", "--agent", "random", "--episodes", "1", "--out", &run]);
    assert_eq!(played.status.code(), Some(0), "{}", text(&played.stderr));
    let trace = format!("{run}/traces/000000.jsonl");
    let output = coffeetest(&["show", "first_kitchen", "--trace", &trace]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let picture = text(&output.stdout);
    assert!(picture.contains("id=\"way\"") && picture.contains("id=\"stop-1\"") && picture.contains("agent random"));

    let other = coffeetest(&["show", "workbench", "--trace", &trace]);
    assert_eq!(other.status.code(), Some(2));
    let why = "this trace is of the home `first_kitchen`, not of `workbench`: coffeetest show first_kitchen --trace";
    assert!(text(&other.stderr).contains(why), "{}", text(&other.stderr));
    let seeded = coffeetest(&["show", "first_kitchen", "--trace", &trace, "--seed", "1"]);
    assert_eq!(seeded.status.code(), Some(2), "{}", text(&seeded.stderr));

    let honest = std::fs::read_to_string(&trace).expect("a trace");
    let hash = honest.rfind("\"hash\":\"").expect("a hash") + "\"hash\":\"".len();
    let digit = if &honest[hash..=hash] == "0" { "1" } else { "0" };
    std::fs::write(&trace, format!("{}{digit}{}", &honest[..hash], &honest[hash + 1..])).expect("written");
    let output = coffeetest(&["show", "first_kitchen", "--trace", &trace]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("the trace does not replay"), "{}", text(&output.stderr));
    let output = coffeetest(&["show", "first_kitchen", "--trace", &scratch.path("none")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("none: "), "{}", text(&output.stderr));
}
