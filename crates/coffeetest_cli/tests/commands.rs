//! The program from outside: what it prints and the exit codes it gives.

use std::path::Path;
use std::process::{Command, Output};

fn coffeetest(args: &[&str]) -> Output {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Command::new(env!("CARGO_BIN_EXE_coffeetest")).args(args).current_dir(here).output().expect("it starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_scenes_that_are_here_are_in_order() {
    let output = coffeetest(&["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).contains("in order"));
}

#[test]
fn broken_scenes_are_refused_with_file_and_line() {
    let dir = std::env::temp_dir().join(format!("coffeetest-scenes-{}", std::process::id()));
    std::fs::create_dir_all(dir.join("homes")).expect("a folder");
    std::fs::write(dir.join("homes/bad.ron"), "Home(\n    format: 1,\n    nmae: 3,\n)\n").expect("a file");
    let output = coffeetest(&["check", &dir.display().to_string()]);
    let _ = std::fs::remove_dir_all(&dir);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("bad.ron:3"), "{}", err(&output));
}

#[test]
fn scenes_of_a_folder_stand_beside_those_of_the_program_or_for_them() {
    let dir = std::env::temp_dir().join(format!("coffeetest-beside-{}", std::process::id()));
    std::fs::create_dir_all(dir.join("items")).expect("a folder");
    let mug = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenes/items/mug_white.ron"));
    let mug = mug.expect("a mug").replace("en: \"white mug\"", "en: \"mug from another cupboard\"");
    for name in ["mug_white", "mug_odd"] {
        std::fs::write(dir.join(format!("items/{name}.ron")), &mug).expect("a file");
    }
    let things = out(&coffeetest(&["--scenes", &dir.display().to_string(), "list", "things"]));
    let _ = std::fs::remove_dir_all(&dir);
    let line = |id: &str| things.lines().find(|line| line.trim_start().starts_with(id)).unwrap_or_default();
    for (id, name) in [("mug_white", "another cupboard"), ("mug_odd", "another cupboard"), ("drip_12", "drip")] {
        assert!(line(id).contains(name), "{things}");
    }
}

#[test]
fn a_folder_without_scenes_is_refused() {
    let output = coffeetest(&["check", env!("CARGO_MANIFEST_DIR")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("has no folder of scenes in it. Known: `appliances`"), "{}", err(&output));
}

#[test]
fn a_folder_that_is_not_there_is_a_wrong_command() {
    let output = coffeetest(&["check", "/no/such/folder"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("/no/such/folder is not a folder"));
}

#[test]
fn the_list_has_every_section_and_can_be_narrowed() {
    let all = out(&coffeetest(&["list"]));
    for part in
        ["Suites", "first", "Agents", "random", "Homes", "first_kitchen", "Bodies", "homehelper", "Things", "pour ["]
    {
        assert!(all.contains(part), "{all} lacks {part}");
    }
    let agents = out(&coffeetest(&["list", "agents"]));
    assert!(agents.contains("idle") && !agents.contains("Homes"), "{agents}");
}

#[test]
fn a_wrong_command_has_exit_code_two() {
    for args in [&["brew"][..], &["list", "teapots"], &["check", "--fast"], &[]] {
        assert_eq!(coffeetest(args).status.code(), Some(2), "{args:?}");
    }
}

/// A folder that is removed when the test ends.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("coffeetest-cli-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Scratch(path)
    }

    fn path(&self) -> String {
        self.0.display().to_string()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_run_leaves_a_whole_folder_and_its_traces_replay() {
    let scratch = Scratch::new("run");
    let output = coffeetest(&["eval", "--agent", "idle", "--episodes", "2", "--out", &scratch.path()]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = out(&output);
    for part in ["suite first, agent idle, seed 0", "0/2", "the time ran out", "2 episodes played in", &scratch.path()]
    {
        assert!(text.contains(part), "{text} lacks {part}");
    }
    assert!(!text.contains('\u{1b}') && !err(&output).contains('\u{1b}'), "control characters in a pipe");
    let rows = std::fs::read_to_string(scratch.0.join("episodes.jsonl")).expect("rows");
    assert_eq!(rows.lines().count(), 2);
    assert!(scratch.0.join("manifest.json").exists());

    let traces: Vec<String> = (0..2).map(|at| format!("{}/traces/{at:06}.jsonl", scratch.path())).collect();
    let output = coffeetest(&["replay", &traces[0], &traces[1]]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).contains("2 of 2 traces replayed to the last bit"), "{}", out(&output));

    let again = coffeetest(&["eval", "--agent", "idle", "--out", &scratch.path()]);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("--resume"), "{}", err(&again));
}

#[test]
fn a_trace_that_lies_or_is_broken_fails_with_the_place() {
    let scratch = Scratch::new("lie");
    let output = coffeetest(&["eval", "--agent", "idle", "--episodes", "1", "--out", &scratch.path()]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let path = format!("{}/traces/000000.jsonl", scratch.path());
    let text = std::fs::read_to_string(&path).expect("a trace");
    let hash = text.find("\"tick\":400,\"hash\":\"").expect("a hash at tick 400") + "\"tick\":400,\"hash\":\"".len();
    let digit = if &text[hash..=hash] == "0" { "1" } else { "0" };
    std::fs::write(&path, format!("{}{digit}{}", &text[..hash], &text[hash + 1..])).expect("written");
    let output = coffeetest(&["replay", &path]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("differs at tick 400"), "{}", err(&output));
    std::fs::write(&path, &text[..text.len() / 2]).expect("written");
    let output = coffeetest(&["replay", &path]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("breaks off here"), "{}", err(&output));
    assert_eq!(coffeetest(&["replay", "/no/such/trace"]).status.code(), Some(1));
    assert_eq!(coffeetest(&["replay"]).status.code(), Some(2));
}

#[test]
fn names_that_are_wrong_leave_no_folder_behind() {
    let scratch = Scratch::new("wrong");
    for (args, hint) in [
        (["--suite", "frist"], "first"),
        (["--agent", "randon"], "did you mean `random`?"),
        (["--episodes", "0"], "1"),
        (["--jobs", "none"], "jobs"),
    ] {
        let mut all = vec!["eval", "--out"];
        let path = scratch.path();
        all.push(&path);
        all.extend(args);
        let output = coffeetest(&all);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(err(&output).contains(hint), "{}", err(&output));
        assert!(!scratch.0.exists(), "{args:?} left a folder");
    }
    assert_eq!(coffeetest(&["eval", "--resume", &scratch.path()]).status.code(), Some(2));
    assert_eq!(coffeetest(&["eval", "--resume", "x", "--agent", "idle"]).status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_is_finished_and_resume_does_the_rest() {
    let scratch = Scratch::new("stop");
    let mut child = Command::new(env!("CARGO_BIN_EXE_coffeetest"))
        .args(["eval", "--agent", "random", "--episodes", "6", "--jobs", "1", "--out", &scratch.path()])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("it starts");
    let rows = scratch.0.join("episodes.jsonl");
    let finished = || std::fs::read_to_string(&rows).map_or(0, |text| text.lines().count());
    while finished() == 0 && child.try_wait().expect("it runs").is_none() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill is there");
    assert!(killed.success());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130), "{}", err(&output));
    assert!(out(&output).contains(&format!("coffeetest eval --resume {}", scratch.path())), "{}", out(&output));
    let before = std::fs::read_to_string(&rows).expect("rows");
    assert!((1..6).contains(&before.lines().count()));
    let output = coffeetest(&["eval", "--resume", &scratch.path()]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let after = std::fs::read_to_string(&rows).expect("rows");
    assert!(after.starts_with(&before), "finished episodes were touched");
    assert_eq!(after.lines().count(), 6);
}

#[test]
fn a_generated_home_is_drawn_and_a_secret_one_only_with_its_key() {
    let show = |args: &[&str]| coffeetest(&[&["show"], args].concat());
    let drawn = show(&["level_3/val/0"]);
    assert!(drawn.status.success() && out(&drawn) == out(&show(&["level_3/val/0@1"])), "{}", err(&drawn));
    assert_ne!(out(&drawn), out(&show(&["level_3/val/1"])));
    let secret = show(&["level_3/test/0"]);
    assert_eq!(secret.status.code(), Some(2));
    assert!(
        err(&secret).contains("drawn from a secret key. Give its file: `--key FILE`, in Python `key=FILE`."),
        "{}",
        err(&secret)
    );
    let newer = show(&["level_3/val/0@99"]);
    assert!(err(&newer).contains("a home of generator 99, and this program has generator 1"), "{}", err(&newer));
    let unplayed = coffeetest(&["eval", "--suite", "level_3/test"]);
    assert!(err(&unplayed).contains("drawn from a secret key"), "{}", err(&unplayed));
}

#[test]
fn a_key_opens_the_homes_that_are_judged_on() {
    let dir = std::env::temp_dir().join(format!("coffeetest-key-{}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a folder");
    let key = dir.join("test.key").display().to_string();
    assert!(coffeetest(&["split", "keygen", &key]).status.success());
    let drawn = coffeetest(&["--key", &key, "show", "level_3/test/0"]);
    let _ = std::fs::remove_dir_all(&dir);
    assert!(drawn.status.success() && out(&drawn).starts_with("<svg"), "{}", err(&drawn));
}
