//! Generated homes: they pass every check that a written home passes, and are drawn as the data say.

use std::collections::{BTreeMap, BTreeSet};

use coffeetest_scene::split::{GENERATOR_VERSION, Key, Split};
use coffeetest_scene::{Cell, Generated, Library};

/// The levels that there are.
const LEVELS: std::ops::RangeInclusive<u8> = 1..=4;

fn key(split: Split) -> Key {
    Key::published(split).expect("a published key")
}

fn homes(library: &Library, level: u8, split: Split, count: u64) -> Vec<Generated> {
    let seeds = (0..count).map(|index| key(split).seed(GENERATOR_VERSION, level, index));
    let drawn = seeds.map(|seed| library.generate(level, &seed, split != Split::Train));
    drawn.map(|home| home.unwrap_or_else(|| panic!("a home of level {level}"))).collect()
}

fn text(home: &Generated) -> String {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let pretty = ron::ser::PrettyConfig::default();
    format!("Home(format: 1,{}", &options.to_string_pretty(&home.home, pretty).expect("it can be written")[1..])
}

#[test]
fn generated_homes_pass_all_checks() {
    let library = Library::builtin().expect("sound scenes");
    let mut own = Vec::new();
    for level in LEVELS {
        for (i, made) in homes(&library, level, Split::Val, 60).iter().enumerate() {
            own.push((format!("scenes/homes/g{level}_{i}.ron"), text(made)));
        }
    }
    let shipped: Vec<(String, &[u8])> = Library::builtin_files().collect();
    let files = shipped.iter().map(|(path, bytes)| (path.as_str(), *bytes));
    let files = files.chain(own.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
    if let Err(errors) = Library::from_files(files) {
        let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{} errors\n{}", all.len(), all[..all.len().min(30)].join("\n"));
    }
}

#[test]
fn one_seed_is_one_home_and_no_two_homes_of_two_splits_are_the_same() {
    let library = Library::builtin().expect("sound scenes");
    let all = |split| homes(&library, 3, split, 300).iter().map(text).collect::<Vec<_>>();
    let (train, val) = (all(Split::Train), all(Split::Val));
    assert_eq!(train, all(Split::Train));
    let different: BTreeSet<&String> = train.iter().chain(&val).collect();
    assert_eq!(different.len(), 600);
}

#[test]
fn homes_to_learn_from_have_no_kit_that_is_held_out() {
    let library = Library::builtin().expect("sound scenes");
    let kits = |split| -> BTreeSet<String> {
        LEVELS.flat_map(|level| homes(&library, level, split, 300)).map(|home| home.kit).collect()
    };
    let (train, val) = (kits(Split::Train), kits(Split::Val));
    let held_out: BTreeSet<&String> = val.difference(&train).collect();
    assert!(train.is_subset(&val) && held_out.len() >= 4, "{held_out:?}");
    let files = Library::builtin_files().filter(|(path, _)| path.contains("/kits/"));
    let files: BTreeMap<String, String> =
        files.map(|(path, bytes)| (path, String::from_utf8_lossy(bytes).into_owned())).collect();
    for (path, text) in files {
        let id = path.rsplit('/').next().and_then(|name| name.strip_suffix(".ron")).expect("a file").to_owned();
        assert!(!text.contains("held_out: true") || !train.contains(&id), "{id} is held out");
    }
}

#[test]
fn things_are_kept_where_people_keep_them() {
    let library = Library::builtin().expect("sound scenes");
    let kept = |level: u8, thing: &str| {
        let mut cells: BTreeMap<Cell, f64> = BTreeMap::new();
        for home in homes(&library, level, Split::Val, 400) {
            let own = home.home.things.iter().filter(|(_, placement)| placement.thing == thing);
            for (name, _) in own {
                *cells.entry(home.kept[name]).or_default() += 1.0;
            }
        }
        let all: f64 = cells.values().sum();
        cells.into_iter().map(|(cell, count)| (cell, count / all)).collect::<BTreeMap<_, _>>()
    };
    // Where a draw finds no room another is made, so that shares are near the data's, not at them.
    let mugs = kept(3, "mug_white");
    let upper = mugs.get(&Cell::UpperNear).unwrap_or(&0.0) + mugs.get(&Cell::UpperFar).unwrap_or(&0.0);
    assert!((0.25..0.75).contains(&upper), "{mugs:?}");
    let milk = kept(3, "milk_carton");
    assert!(milk[&Cell::Fridge] > 0.85, "{milk:?}");
    let laid_out = kept(2, "mug_white");
    assert!(
        laid_out.keys().all(|cell| matches!(cell, Cell::CounterNear | Cell::CounterFar | Cell::Table)),
        "{laid_out:?}"
    );
}

#[test]
fn every_shape_and_region_is_met_about_as_often_as_the_data_say() {
    let library = Library::builtin().expect("sound scenes");
    let (mut shapes, mut regions) = (BTreeMap::new(), BTreeMap::new());
    let all = homes(&library, 3, Split::Val, 1000);
    for home in &all {
        *shapes.entry(home.shape).or_insert(0) += 1;
        *regions.entry(home.region.as_str()).or_insert(0) += 1;
    }
    println!("{shapes:?} {regions:?}");
    assert_eq!((shapes.len(), regions.len()), (5, 3));
    assert!(regions.values().all(|count| (250..420).contains(count)), "{regions:?}");
    assert!(shapes.values().all(|count| *count > 40), "{shapes:?}");
}
