//! The checks: everything that could go wrong later is found here, with its file and line.

mod body;
mod comp;
mod content;
mod doorway;
mod generated;
mod geometry;
mod home;
mod mains;
mod page;
mod part;
mod place;
mod process;
mod seating;
mod shape;
mod suite;
mod task;
mod thing;
mod trouble;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::generate::{Habit, Kit, Level, Region};
use crate::read::{self, Read, SceneError, Source};
use crate::source::Folder;
use crate::{Body, Home, Library, Suite, Thing};

/// What the checks of one file may ask about the others.
pub(crate) struct Known<'a> {
    /// What was found to be without errors so far.
    pub library: &'a Library,
    /// The ids of all files, read or not: an id whose file has errors of its own is not unknown.
    pub ids: &'a BTreeMap<Folder, BTreeSet<String>>,
    /// Every tag that some thing or part carries.
    pub tags: &'a BTreeSet<String>,
    /// Whether these are all: no file that may carry one was unreadable.
    pub all_tags: bool,
}

impl<'a> Known<'a> {
    /// A kind of thing without errors of its own.
    fn thing(&self, id: &str) -> Option<&'a Arc<Thing>> {
        self.library.things.get(id)
    }

    /// The ids of all things.
    fn thing_ids(&self) -> impl Iterator<Item = &str> {
        [Folder::Appliances, Folder::Items, Folder::Furniture].into_iter().flat_map(|folder| self.ids_in(folder))
    }

    /// The ids in one folder.
    fn ids_in(&self, folder: Folder) -> impl Iterator<Item = &str> {
        self.ids.get(&folder).into_iter().flatten().map(String::as_str)
    }
}

/// Whether a start area, widened by this much, is free of furniture.
pub(crate) fn is_free(layout: &crate::layout::Layout, area: &crate::StartArea, wider_m: f32) -> bool {
    home::blocked(layout, &home::area_block(area, wider_m)).is_none()
}

/// Reads and checks all files; all errors at once.
pub(crate) fn library(sources: &[(Folder, Source)]) -> Result<Library, Vec<SceneError>> {
    let mut errors = Vec::new();
    let mut ids: BTreeMap<Folder, BTreeSet<String>> = BTreeMap::new();
    for (folder, source) in sources {
        ids.entry(*folder).or_default().insert(source.id.clone());
    }
    let things = read_things(sources, &mut errors);
    let all_tags = errors.is_empty();
    let bodies: Vec<Read<Body>> = read_folder(sources, Folder::Bodies, &mut errors);
    let homes: Vec<Read<Home>> = read_folder(sources, Folder::Homes, &mut errors);
    let suites: Vec<Read<Suite>> = read_folder(sources, Folder::Suites, &mut errors);
    let kits: Vec<Read<Kit>> = read_folder(sources, Folder::Kits, &mut errors);
    let habits: Vec<Read<Habit>> = read_folder(sources, Folder::Habits, &mut errors);
    let regions: Vec<Read<Region>> = read_folder(sources, Folder::Regions, &mut errors);
    let levels: Vec<Read<Level>> = read_folder(sources, Folder::Levels, &mut errors);
    let mut found = Library {
        things: values(things.iter().map(|(_, read)| read)),
        bodies: values(&bodies),
        homes: values(&homes),
        suites: values(&suites),
        staged: BTreeMap::new(),
        kits: values(&kits),
        habits: values(&habits),
        regions: values(&regions),
        levels: values(&levels),
        secret: None,
        folders: things.iter().map(|(folder, read)| (read.id.clone(), *folder)).collect(),
    };
    let tags = thing::tags(found.things.values());
    // What has errors of its own is left out before what refers to it is checked: one error is reported once.
    let known = Known { library: &found, ids: &ids, tags: &tags, all_tags };
    let bad = with_errors(&mut errors, &things, |(folder, read), errors| {
        thing::check(read, *folder, &known, errors);
        &read.id
    });
    found.things.retain(|id, _| !bad.contains(id));
    let bad = with_errors(&mut errors, &bodies, |read, errors| {
        body::check(read, errors);
        &read.id
    });
    found.bodies.retain(|id, _| !bad.contains(id));
    let known = Known { library: &found, ids: &ids, tags: &tags, all_tags };
    let bad = with_errors(&mut errors, &homes, |read, errors| {
        home::check(read, &known, errors);
        &read.id
    });
    let things = &found.things;
    found.homes.retain(|id, home| !bad.contains(id) && home::kinds(home).all(|kind| things.contains_key(kind)));
    let known = Known { library: &found, ids: &ids, tags: &tags, all_tags };
    suites.iter().for_each(|read| suite::check(read, &known, &mut errors));
    kits.iter().for_each(|read| generated::check_kit(read, &known, &mut errors));
    habits.iter().for_each(|read| generated::check_habit(read, &mut errors));
    regions.iter().for_each(|read| generated::check_region(read, &known, &mut errors));
    levels.iter().for_each(|read| generated::check_level(read, &levels, &mut errors));
    let staged = suites.iter().flat_map(|read| task::staged(read, &known)).collect();
    if errors.is_empty() {
        found.staged = staged;
        return Ok(found);
    }
    errors.sort();
    errors.dedup();
    Err(errors)
}

/// Checks all of `reads` and says which have errors of their own.
fn with_errors<'a, R>(
    errors: &mut Vec<SceneError>,
    reads: &'a [R],
    check: impl Fn(&'a R, &mut Vec<SceneError>) -> &'a String,
) -> BTreeSet<String> {
    let mut bad = BTreeSet::new();
    for read in reads {
        let before = errors.len();
        let id = check(read, errors);
        if errors.len() > before {
            bad.insert(id.clone());
        }
    }
    bad
}

fn values<'a, T: Clone + 'a>(reads: impl IntoIterator<Item = &'a Read<T>>) -> BTreeMap<String, Arc<T>> {
    reads.into_iter().map(|read| (read.id.clone(), Arc::new(read.value.clone()))).collect()
}

fn read_folder<T: DeserializeOwned>(
    sources: &[(Folder, Source)],
    folder: Folder,
    errors: &mut Vec<SceneError>,
) -> Vec<Read<T>> {
    let sources = sources.iter().filter(|(of, _)| *of == folder);
    let reads = sources.filter_map(|(_, source)| match read::read(source, folder.value_name()) {
        Ok(read) => Some(read),
        Err(more) => {
            errors.extend(more);
            None
        }
    });
    reads.collect()
}

/// Reads appliances, items and furniture, which share their names.
fn read_things(sources: &[(Folder, Source)], errors: &mut Vec<SceneError>) -> Vec<(Folder, Read<Thing>)> {
    let mut folder_of: BTreeMap<&str, Folder> = BTreeMap::new();
    let mut things = Vec::new();
    for folder in [Folder::Appliances, Folder::Items, Folder::Furniture] {
        let mut own = Vec::new();
        for (_, source) in sources.iter().filter(|(of, _)| *of == folder) {
            if let Some(other) = folder_of.get(source.id.as_str()) {
                errors.push(SceneError {
                    file: source.file.clone(),
                    line: 1,
                    column: 1,
                    what: format!("the name `{}` is taken by a file in `{}`", source.id, other.name()),
                    hint: Some("Appliances, items and furniture share their names.".into()),
                });
            } else {
                folder_of.insert(&source.id, folder);
                own.push((folder, source.clone()));
            }
        }
        things.extend(read_folder(&own, folder, errors).into_iter().map(|read| (folder, read)));
    }
    things
}
