//! The layers: which crate may depend on which, and which may know an engine, a window or Python.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Every crate with the crates of ours that it may name; each stands below those that name it.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("brew", &[]),
    ("scene", &["brew"]),
    ("world", &["scene", "brew"]),
    ("sense", &["world", "scene", "brew"]),
    ("task", &["sense", "world", "scene", "brew"]),
    // The reference agent may read the whole home, so it may name all that a home is made of.
    ("plan", &["task", "world", "scene", "brew"]),
    ("eval", &["plan", "task"]),
    ("cli", &["eval"]),
    ("viewer", &["task"]),
    ("python", &["eval"]),
];

/// What only some may name, by the beginning of its name.
const FENCED: &[(&str, &[&str])] = &[
    ("rapier", &["world"]),
    ("parry", &["world"]),
    ("bevy", &["world", "sense", "task", "plan", "viewer"]),
    ("winit", &["viewer"]),
    ("wgpu", &["viewer"]),
    ("pyo3", &["python"]),
];

/// What must not come along with the program, not even through others: it has to build on a bare machine.
const HEAVY: &[&str] = &["winit", "wgpu", "bevy_render", "bevy_winit", "bevy_asset", "alsa-sys", "libudev-sys", "pyo3"];

fn cargo(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = output.expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo speaks UTF-8")
}

fn metadata(args: &[&str]) -> Value {
    let args = [&["metadata", "--format-version", "1", "--locked"], args].concat();
    serde_json::from_str(&cargo(&args)).expect("cargo speaks JSON")
}

/// The platform that is built for; of others cargo would have to fetch what nothing here needs.
fn platform() -> String {
    let version = cargo(&["-vV"]);
    version.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo knows its host").to_owned()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect(key)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().expect(key)
}

/// Our crates, without the prefix, with what they name outside of their own tests and benches.
fn named() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = metadata(&["--no-deps"]);
    let ours = list(&metadata, "packages").iter().map(|package| {
        let outside_tests = |dependency: &&Value| dependency["kind"].as_str() != Some("dev");
        let named = list(package, "dependencies").iter().filter(outside_tests).map(|dep| text(dep, "name").to_owned());
        (short(text(package, "name")).expect("every crate is called coffeetest_…").to_owned(), named.collect())
    });
    ours.collect()
}

fn short(package: &str) -> Option<&str> {
    package.strip_prefix("coffeetest_")
}

#[test]
fn dependencies_point_down_only() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_NAME.iter().copied().collect();
    let mut wrong = Vec::new();
    for (from, named) in named() {
        let Some(may) = allowed.get(from.as_str()) else {
            wrong.push(format!("{from} has no place among the layers"));
            continue;
        };
        let ours = named.iter().filter_map(|name| short(name));
        wrong.extend(ours.filter(|to| !may.contains(to)).map(|to| format!("{from} names {to}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_of_layers_has_no_circle() {
    for (at, (from, may)) in MAY_NAME.iter().enumerate() {
        let below: Vec<&str> = MAY_NAME[..at].iter().map(|(name, _)| *name).collect();
        assert!(may.iter().all(|to| below.contains(to)), "{from} may name {may:?}, not all of which stand above it");
    }
}

#[test]
fn engines_windows_and_python_stay_behind_their_fences() {
    let mut wrong = Vec::new();
    for (from, named) in named() {
        for (fenced, may) in FENCED {
            let names_it = named.iter().any(|name| name.starts_with(fenced));
            if names_it && !may.contains(&from.as_str()) {
                wrong.push(format!("{from} names {fenced}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_program_needs_no_window_no_sound_card_and_no_python() {
    let metadata = metadata(&["--filter-platform", &platform()]);
    let names: BTreeMap<&str, &str> =
        list(&metadata, "packages").iter().map(|package| (text(package, "id"), text(package, "name"))).collect();
    let edges: BTreeMap<&str, Vec<&str>> = list(&metadata["resolve"], "nodes")
        .iter()
        .map(|node| (text(node, "id"), list(node, "dependencies").iter().filter_map(Value::as_str).collect()))
        .collect();
    let program = names.iter().find(|(_, name)| **name == "coffeetest_cli").map(|(id, _)| *id).expect("the program");
    let (mut reached, mut open) = (BTreeSet::new(), vec![program]);
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(edges.get(id).into_iter().flatten());
        }
    }
    let comes_along: BTreeSet<&str> = reached.iter().map(|id| names[id]).collect();
    assert!(comes_along.contains("rapier3d"), "the engine itself is not among {comes_along:?}");
    let heavy: Vec<&&str> = HEAVY.iter().filter(|name| comes_along.contains(**name)).collect();
    assert!(heavy.is_empty(), "{heavy:?} come along with the program");
}
