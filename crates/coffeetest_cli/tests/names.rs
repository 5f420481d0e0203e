//! No code knows an appliance, an item or a home: what is in the scenes is named there alone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use coffeetest_eval::task::scene::Library;

/// Words of the scenes that are words of the vocabulary, of the grammar or of orders too: a lid of a store, to scoop, to serve
/// on a table.
const SHARED: [&str; 20] = [
    "lid", "plug", "button", "knob", "lever", "switch", "seal", "mesh", "paper", "cap", "body", "drawer", "filter",
    "counter", "table", "scoop", "cup", "outlet", "tank", "grinder",
];

/// Where everyday words of kitchens stand, as people use them: a mug, a kettle.
const VOCABULARY: &str = "agent/explorer/words.rs";

/// All ids of things and homes, and all kinds of things.
fn names() -> BTreeSet<String> {
    let library = Library::builtin().expect("sound scenes");
    let ids = library.things().map(|(id, _)| id.to_owned()).chain(library.homes().map(|(id, _)| id.to_owned()));
    let kinds = library.things().map(|(_, thing)| thing.kind.clone());
    ids.chain(kinds).filter(|name| !SHARED.contains(&name.as_str())).collect()
}

/// Kinds of things: single words, which everybody uses.
fn everyday() -> BTreeSet<String> {
    let library = Library::builtin().expect("sound scenes");
    library.things().map(|(_, thing)| thing.kind.clone()).filter(|kind| !kind.contains('_')).collect()
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if entry.is_dir() && name != "tests" {
            sources(&entry, found);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            found.push(entry);
        }
    }
}

#[test]
fn ac1_no_code_names_an_appliance_an_item_or_a_home() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates");
    let names = names();
    let kinds = everyday();
    assert!(names.contains("moka_clip") && names.contains("kettle") && names.contains("workbench"), "{names:?}");
    let mut wrong = Vec::new();
    for krate in ["brew", "scene", "world", "sense", "task", "plan", "eval"] {
        let mut files = Vec::new();
        sources(&crates.join(format!("coffeetest_{krate}/src")), &mut files);
        for file in files {
            // What an agent that only perceives knows of kitchens are words: kinds, but no single thing or home.
            let is_vocabulary = file.ends_with(VOCABULARY);
            let text = std::fs::read_to_string(&file).expect("text");
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            // Only string literals can be compared with a name; what stands in comments explains.
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                let literals = line.split('"').skip(1).step_by(2);
                wrong.extend(
                    literals
                        .filter(|literal| names.contains(*literal) && !(is_vocabulary && kinds.contains(*literal)))
                        .map(|literal| format!("{}: \"{literal}\"", file.display())),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "names of the scenes in code:\n{}", wrong.join("\n"));
}

#[test]
fn ac1_all_ways_and_devices_are_there_as_data() {
    let library = Library::builtin().expect("sound scenes");
    let suite = library.suite("methods").expect("a suite of all ways");
    for way in [
        "drip_12",
        "drip_06",
        "pod_k1",
        "pod_k2",
        "capsule_n1",
        "capsule_n2",
        "espresso_ese",
        "espresso_lever",
        "moka_3",
        "moka_clip",
        "press_10",
        "dripper_cone",
        "dripper_wedge",
        "drip_bag",
        "aeropress",
        "instant_kettle",
        "perc_8",
        "cezve_2",
        "cezve_steel",
        "cold_jar",
        "super_1",
    ] {
        assert!(suite.tasks.iter().any(|task| task.name == way), "no task `{way}`");
    }
    for device in [
        "kettle_17",
        "kettle_base",
        "kettle_goose",
        "kettle_stove",
        "hob_gas_4",
        "hob_coil_2",
        "hob_induction_1",
        "microwave_20",
        "dispenser_hot",
        "thermos_20",
        "grinder_burr",
        "grinder_blade",
        "grinder_hand",
        "sink_90",
    ] {
        assert!(library.thing(device).is_ok(), "no `{device}`");
    }
}
