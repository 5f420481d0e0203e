//! Generated homes: they pass every check that a written home passes.

use std::collections::BTreeMap;

use coffeetest_scene::{Generated, Library};

/// Homes that are looked at for each level.
const HOMES: u64 = 60;

fn seed(level: u8, index: u64) -> [u8; 32] {
    let mut seed = [level; 32];
    seed[..8].copy_from_slice(&index.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
    seed
}

fn homes(library: &Library, level: u8) -> Vec<Generated> {
    let drawn = (0..HOMES).map(|index| library.generate(level, &seed(level, index), true));
    drawn.map(|home| home.unwrap_or_else(|| panic!("a home of level {level}"))).collect()
}

#[test]
fn generated_homes_pass_all_checks() {
    let library = Library::builtin().expect("sound scenes");
    let mut own = Vec::new();
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let mut table: BTreeMap<String, u32> = BTreeMap::new();
    for level in 1..=4 {
        for (i, made) in homes(&library, level).into_iter().enumerate() {
            let text =
                options.to_string_pretty(&made.home, ron::ser::PrettyConfig::default()).expect("it can be written");
            own.push((format!("scenes/homes/g{level}_{i}.ron"), format!("Home(format: 1,{}", &text[1..])));
            *table.entry(format!("{level} {:?} {}", made.shape, made.region)).or_default() += 1;
        }
    }
    let shipped: Vec<(String, &[u8])> = Library::builtin_files().collect();
    let files = shipped.iter().map(|(path, bytes)| (path.as_str(), *bytes));
    let files = files.chain(own.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
    if let Err(errors) = Library::from_files(files) {
        let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{} errors\n{}", all.len(), all[..all.len().min(30)].join("\n"));
    }
    println!("{table:#?}");
}
