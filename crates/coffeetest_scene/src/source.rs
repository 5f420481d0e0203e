//! Where scene files come from: a folder on disk, or the copy compiled into this build.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::read::{SceneError, Source};

static SCENES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../scenes");

/// The subfolders of `scenes`, one for each kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Folder {
    /// Things with a process.
    Appliances,
    /// Loose things.
    Items,
    /// Built-in things.
    Furniture,
    /// Bodies of machines that act.
    Bodies,
    /// Homes.
    Homes,
    /// Suites.
    Suites,
}

impl Folder {
    /// All of them.
    pub const ALL: [Folder; 6] =
        [Folder::Appliances, Folder::Items, Folder::Furniture, Folder::Bodies, Folder::Homes, Folder::Suites];

    /// The name on disk.
    pub const fn name(self) -> &'static str {
        match self {
            Folder::Appliances => "appliances",
            Folder::Items => "items",
            Folder::Furniture => "furniture",
            Folder::Bodies => "bodies",
            Folder::Homes => "homes",
            Folder::Suites => "suites",
        }
    }

    /// What the value in its files is called.
    pub const fn value_name(self) -> &'static str {
        match self {
            Folder::Appliances => "Appliance",
            Folder::Items => "Item",
            Folder::Furniture => "Furniture",
            Folder::Bodies => "Body",
            Folder::Homes => "Home",
            Folder::Suites => "Suite",
        }
    }
}

/// All scene files of a folder on disk, sorted by name within each subfolder.
pub(crate) fn from_dir(dir: &Path) -> Result<Vec<(Folder, Source)>, Vec<SceneError>> {
    let mut errors = Vec::new();
    let mut sources = Vec::new();
    let unread = |path: &Path, error: &std::io::Error| SceneError {
        file: path.display().to_string(),
        line: 1,
        column: 1,
        what: format!("cannot be read: {error}"),
        hint: None,
    };
    if let Err(error) = std::fs::read_dir(dir) {
        return Err(vec![unread(dir, &error)]);
    }
    for folder in Folder::ALL {
        let path = dir.join(folder.name());
        let entries = match std::fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => {
                errors.push(unread(&path, &error));
                continue;
            }
        };
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "ron")) {
            match std::fs::read(path) {
                Ok(bytes) => sources.push((folder, source(path, path.display().to_string(), bytes))),
                Err(error) => errors.push(unread(path, &error)),
            }
        }
    }
    if errors.is_empty() { Ok(sources) } else { Err(errors) }
}

/// The scene files compiled into this build.
pub(crate) fn embedded() -> Vec<(Folder, Source)> {
    let mut sources = Vec::new();
    for folder in Folder::ALL {
        let Some(dir) = SCENES.get_dir(folder.name()) else { continue };
        let mut files: Vec<_> = dir.files().filter(|f| f.path().extension().is_some_and(|e| e == "ron")).collect();
        files.sort_by_key(|file| file.path());
        for file in files {
            let name = format!("scenes/{}", file.path().display());
            sources.push((folder, source(file.path(), name, file.contents().to_vec())));
        }
    }
    sources
}

fn source(path: &Path, file: String, bytes: Vec<u8>) -> Source {
    let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Source { file, id, bytes }
}
