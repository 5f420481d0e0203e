//! The checks: everything that could go wrong later is found here, with its file and line.

mod body;
mod comp;
mod content;
mod control;
mod geometry;
mod graph;
mod guard;
mod home;
mod link;
mod page;
mod part;
mod place;
mod seating;
mod shape;
mod suite;
mod thing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::read::{self, Read, SceneError, Source};
use crate::source::Folder;
use crate::{Body, Home, Library, Suite, Thing};

/// What the checks of one file may ask about the others.
pub(crate) struct Known<'a> {
    /// Kinds of things that could be read.
    pub things: &'a BTreeMap<String, Arc<Thing>>,
    /// Homes that could be read.
    pub homes: &'a BTreeMap<String, Arc<Home>>,
    /// Bodies that could be read.
    pub bodies: &'a BTreeMap<String, Arc<Body>>,
    /// The ids of all files, read or not: an id whose file has errors of its own is not unknown.
    pub ids: &'a BTreeMap<Folder, BTreeSet<String>>,
    /// Every tag that some thing or part carries.
    pub tags: &'a BTreeSet<String>,
}

impl Known<'_> {
    /// The ids of all things.
    fn thing_ids(&self) -> impl Iterator<Item = &str> {
        [Folder::Appliances, Folder::Items, Folder::Furniture].into_iter().flat_map(|folder| self.ids_in(folder))
    }

    /// The ids in one folder.
    fn ids_in(&self, folder: Folder) -> impl Iterator<Item = &str> {
        self.ids.get(&folder).into_iter().flatten().map(String::as_str)
    }
}

/// Reads and checks all files; all errors at once.
pub(crate) fn library(sources: &[(Folder, Source)]) -> Result<Library, Vec<SceneError>> {
    let mut errors = Vec::new();
    let mut ids: BTreeMap<Folder, BTreeSet<String>> = BTreeMap::new();
    for (folder, source) in sources {
        ids.entry(*folder).or_default().insert(source.id.clone());
    }
    let files = read_things(sources, &mut errors);
    let bodies: Vec<Read<Body>> = read_folder(sources, Folder::Bodies, &mut errors);
    let homes: Vec<Read<Home>> = read_folder(sources, Folder::Homes, &mut errors);
    let suites: Vec<Read<Suite>> = read_folder(sources, Folder::Suites, &mut errors);
    let library = Library {
        things: values(files.iter().map(|(_, read)| read)),
        bodies: values(&bodies),
        homes: values(&homes),
        suites: values(&suites),
        folders: files.iter().map(|(folder, read)| (read.id.clone(), *folder)).collect(),
    };
    let tags = thing::tags(library.things.values());
    let known =
        Known { things: &library.things, homes: &library.homes, bodies: &library.bodies, ids: &ids, tags: &tags };
    files.iter().for_each(|(folder, read)| thing::check(read, *folder, &known, &mut errors));
    bodies.iter().for_each(|read| body::check(read, &mut errors));
    homes.iter().for_each(|read| home::check(read, &known, &mut errors));
    suites.iter().for_each(|read| suite::check(read, &known, &mut errors));
    if errors.is_empty() {
        return Ok(library);
    }
    errors.sort();
    errors.dedup();
    Err(errors)
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
        for (_, source) in sources.iter().filter(|(of, _)| *of == folder) {
            if let Some(other) = folder_of.insert(&source.id, folder) {
                errors.push(SceneError {
                    file: source.file.clone(),
                    line: 1,
                    column: 1,
                    what: format!("the name `{}` is taken by a file in `{}`", source.id, other.name()),
                    hint: Some("Appliances, items and furniture share their names.".into()),
                });
            }
        }
        things.extend(read_folder(sources, folder, errors).into_iter().map(|read| (folder, read)));
    }
    things
}
