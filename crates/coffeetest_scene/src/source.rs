//! Where scene files come from: a folder on disk, or the copy compiled into this build.

use std::collections::BTreeSet;
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::read::{SceneError, Source, nearest};

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
    /// Ways of making coffee, for generated homes.
    Kits,
    /// Where people keep things, for generated homes.
    Habits,
    /// Parts of the world, for generated homes.
    Regions,
    /// Levels of generated homes.
    Levels,
}

impl Folder {
    /// All of them.
    pub const ALL: [Folder; 10] = [
        Folder::Appliances,
        Folder::Items,
        Folder::Furniture,
        Folder::Bodies,
        Folder::Homes,
        Folder::Suites,
        Folder::Kits,
        Folder::Habits,
        Folder::Regions,
        Folder::Levels,
    ];

    /// The name on disk.
    pub const fn name(self) -> &'static str {
        match self {
            Folder::Appliances => "appliances",
            Folder::Items => "items",
            Folder::Furniture => "furniture",
            Folder::Bodies => "bodies",
            Folder::Homes => "homes",
            Folder::Suites => "suites",
            Folder::Kits => "kits",
            Folder::Habits => "habits",
            Folder::Regions => "regions",
            Folder::Levels => "levels",
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
            Folder::Kits => "Kit",
            Folder::Habits => "Habit",
            Folder::Regions => "Region",
            Folder::Levels => "Level",
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
        for path in paths.iter().filter(|path| is_ron(path)) {
            match std::fs::read(path) {
                Ok(bytes) => sources.push((folder, source(path, path.display().to_string(), bytes))),
                Err(error) => errors.push(unread(path, &error)),
            }
        }
    }
    let known = Folder::ALL.map(Folder::name);
    if !known.iter().any(|name| dir.join(name).is_dir()) {
        errors.push(SceneError {
            file: dir.display().to_string(),
            line: 1,
            column: 1,
            what: "has no folder of scenes in it".into(),
            hint: Some(format!("Known: `{}`.", known.join("`, `"))),
        });
    }
    if errors.is_empty() { Ok(sources) } else { Err(errors) }
}

/// Files with others beside them, which stand for those of their name, sorted as those of one folder are.
pub(crate) fn over(under: Vec<(Folder, Source)>, over: Vec<(Folder, Source)>) -> Vec<(Folder, Source)> {
    let key = |(folder, source): &(Folder, Source)| (*folder, source.id.clone());
    let replaced: BTreeSet<_> = over.iter().map(key).collect();
    let mut all: Vec<_> = under.into_iter().filter(|file| !replaced.contains(&key(file))).chain(over).collect();
    all.sort_by_key(key);
    all
}

/// The scene files compiled into this build.
pub(crate) fn embedded() -> Vec<(Folder, Source)> {
    embedded_files()
        .map(|(folder, path, bytes)| (folder, source(Path::new(&path), path.clone(), bytes.to_vec())))
        .collect()
}

/// Folder, path and bytes of each scene file compiled into this build, sorted.
pub(crate) fn embedded_files() -> impl Iterator<Item = (Folder, String, &'static [u8])> {
    Folder::ALL.into_iter().flat_map(|folder| {
        let files = SCENES.get_dir(folder.name()).into_iter().flat_map(|dir| dir.files());
        let mut files: Vec<_> = files.filter(|file| is_ron(file.path())).collect();
        files.sort_by_key(|file| file.path());
        files.into_iter().map(move |file| (folder, format!("scenes/{}", file.path().display()), file.contents()))
    })
}

/// Files from memory; the last folder of a path says what the file holds.
pub(crate) fn in_memory<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<Vec<(Folder, Source)>, Vec<SceneError>> {
    let (mut sources, mut errors) = (Vec::new(), Vec::new());
    for (file, bytes) in files {
        let path = Path::new(file);
        let parent = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        match Folder::ALL.into_iter().find(|folder| Some(folder.name()) == parent.as_deref()) {
            Some(folder) => sources.push((folder, source(path, file.to_string(), bytes.to_vec()))),
            None => errors.push(SceneError {
                file: file.to_string(),
                line: 1,
                column: 1,
                what: "this file is in no folder of scenes".into(),
                hint: nearest(parent.as_deref().unwrap_or_default(), Folder::ALL.map(Folder::name)),
            }),
        }
    }
    if errors.is_empty() { Ok(sources) } else { Err(errors) }
}

fn is_ron(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ron")
}

fn source(path: &Path, file: String, bytes: Vec<u8>) -> Source {
    let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Source { file, id, bytes }
}
