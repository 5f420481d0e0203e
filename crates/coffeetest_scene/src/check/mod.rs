//! The checks: everything that could go wrong later is found here, with its file and line.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::read::{self, Read, SceneError, Source};
use crate::source::Folder;
use crate::{Body, Home, Library, Suite, Thing};

/// Everything that was read, still with its outlines.
pub(crate) struct Files {
    pub things: BTreeMap<String, Read<Thing>>,
    pub folders: BTreeMap<String, Folder>,
    pub bodies: BTreeMap<String, Read<Body>>,
    pub homes: BTreeMap<String, Read<Home>>,
    pub suites: BTreeMap<String, Read<Suite>>,
}

/// Reads and checks all files; all errors at once.
pub(crate) fn library(sources: &[(Folder, Source)]) -> Result<Library, Vec<SceneError>> {
    let mut errors = Vec::new();
    let files = read_all(sources, &mut errors);
    if !errors.is_empty() {
        errors.sort();
        errors.dedup();
        return Err(errors);
    }
    let keep = |things: BTreeMap<String, Read<Thing>>| things.into_iter().map(|(id, r)| (id, Arc::new(r.value)));
    Ok(Library {
        things: keep(files.things).collect(),
        bodies: files.bodies.into_iter().map(|(id, r)| (id, Arc::new(r.value))).collect(),
        homes: files.homes.into_iter().map(|(id, r)| (id, Arc::new(r.value))).collect(),
        suites: files.suites.into_iter().map(|(id, r)| (id, Arc::new(r.value))).collect(),
        folders: files.folders,
    })
}

fn read_all(sources: &[(Folder, Source)], errors: &mut Vec<SceneError>) -> Files {
    let mut files = Files {
        things: BTreeMap::new(),
        folders: BTreeMap::new(),
        bodies: BTreeMap::new(),
        homes: BTreeMap::new(),
        suites: BTreeMap::new(),
    };
    for (folder, source) in sources {
        match folder {
            Folder::Appliances | Folder::Items | Folder::Furniture => {
                if let Some(other) = files.folders.get(&source.id) {
                    errors.push(SceneError {
                        file: source.file.clone(),
                        line: 1,
                        column: 1,
                        what: format!("`{}` is also in `{}`", source.id, other.name()),
                        hint: Some("Appliances, items and furniture share their names.".into()),
                    });
                }
                files.folders.insert(source.id.clone(), *folder);
                read_one(source, *folder, &mut files.things, errors);
            }
            Folder::Bodies => read_one(source, *folder, &mut files.bodies, errors),
            Folder::Homes => read_one(source, *folder, &mut files.homes, errors),
            Folder::Suites => read_one(source, *folder, &mut files.suites, errors),
        }
    }
    files
}

fn read_one<T: DeserializeOwned>(
    source: &Source,
    folder: Folder,
    into: &mut BTreeMap<String, Read<T>>,
    errors: &mut Vec<SceneError>,
) {
    match read::read::<T>(source, folder.value_name()) {
        Ok(read) => {
            into.insert(source.id.clone(), read);
        }
        Err(more) => errors.extend(more),
    }
}
