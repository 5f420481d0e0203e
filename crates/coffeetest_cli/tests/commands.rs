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
