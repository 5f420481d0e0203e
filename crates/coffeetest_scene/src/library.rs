//! The library: all kinds of things, bodies, homes and suites, read and checked.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::check;
use crate::generate::{Habit, Kit, Level, Region};
use crate::read::{SceneError, UnknownId};
use crate::source::{self, Folder};
use crate::split::{Key, Split};
use crate::{Body, Home, Suite, Thing};

/// Everything in `scenes/`, without errors: what it refers to exists, and what it says can be built.
#[derive(Clone, Debug)]
pub struct Library {
    pub(crate) things: BTreeMap<String, Arc<Thing>>,
    pub(crate) bodies: BTreeMap<String, Arc<Body>>,
    pub(crate) homes: BTreeMap<String, Arc<Home>>,
    pub(crate) suites: BTreeMap<String, Arc<Suite>>,
    /// The homes of the suites' tasks, by `suite/task`.
    pub(crate) staged: BTreeMap<String, Arc<Home>>,
    pub(crate) folders: BTreeMap<String, Folder>,
    /// What generated homes are made of.
    pub(crate) kits: BTreeMap<String, Arc<Kit>>,
    pub(crate) habits: BTreeMap<String, Arc<Habit>>,
    pub(crate) regions: BTreeMap<String, Arc<Region>>,
    pub(crate) levels: BTreeMap<String, Arc<Level>>,
    /// The key of the homes that are judged on, where it is known.
    pub(crate) secret: Option<Key>,
}

impl Library {
    /// Reads and checks the folder `dir` with its subfolders `appliances items furniture bodies homes suites`.
    ///
    /// # Errors
    /// All errors of all files, sorted by file and line.
    pub fn load(dir: &Path) -> Result<Library, Vec<SceneError>> {
        check::library(&source::from_dir(dir)?)
    }

    /// The scenes that came with this build, and those of a folder beside them. A file of the folder stands for the one of
    /// the same name that came along.
    ///
    /// # Errors
    /// As [`Library::load`].
    pub fn load_beside_builtin(dir: &Path) -> Result<Library, Vec<SceneError>> {
        check::library(&source::over(source::embedded(), source::from_dir(dir)?))
    }

    /// The scenes that came with this build.
    ///
    /// # Errors
    /// As [`Library::load`]; a test shows that there are none in a build that passed its tests.
    pub fn builtin() -> Result<Library, Vec<SceneError>> {
        check::library(&source::embedded())
    }

    /// Reads and checks files that are in memory: paths such as `scenes/items/mug.ron`, of which the last folder says
    /// what the file holds, and their bytes.
    ///
    /// # Errors
    /// As [`Library::load`].
    pub fn from_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Library, Vec<SceneError>> {
        check::library(&source::in_memory(files)?)
    }

    /// The files that came with this build: their paths and bytes, to be written out as a start for one's own.
    pub fn builtin_files() -> impl Iterator<Item = (String, &'static [u8])> {
        source::embedded_files().map(|(_, path, bytes)| (path, bytes))
    }

    /// A kind of thing: an appliance, item or piece of furniture.
    ///
    /// # Errors
    /// When there is none of that name, with the nearest name.
    pub fn thing(&self, id: &str) -> Result<&Arc<Thing>, UnknownId> {
        get(&self.things, "thing", id)
    }

    /// A home, or, by `suite/task`, that of a task.
    ///
    /// # Errors
    /// When there is none of that name, with the nearest name.
    pub fn home(&self, id: &str) -> Result<&Arc<Home>, UnknownId> {
        if id.contains('/') { get(&self.staged, "home", id) } else { get(&self.homes, "home", id) }
    }

    /// A body.
    ///
    /// # Errors
    /// When there is none of that name, with the nearest name.
    pub fn body(&self, id: &str) -> Result<&Arc<Body>, UnknownId> {
        get(&self.bodies, "body", id)
    }

    /// A suite.
    ///
    /// # Errors
    /// When there is none of that name, with the nearest name.
    pub fn suite(&self, id: &str) -> Result<&Arc<Suite>, UnknownId> {
        let generated = id.split_once('/').and_then(|(base, split)| {
            split.parse::<Split>().ok()?;
            self.suites.get(base).filter(|suite| suite.level.is_some())
        });
        generated.map_or_else(|| get(&self.suites, "suite", id), Ok)
    }

    /// All kinds of things with their ids, sorted.
    pub fn things(&self) -> impl Iterator<Item = (&str, &Arc<Thing>)> {
        self.things.iter().map(|(id, thing)| (id.as_str(), thing))
    }

    /// All homes with their ids, sorted.
    pub fn homes(&self) -> impl Iterator<Item = (&str, &Arc<Home>)> {
        self.homes.iter().map(|(id, home)| (id.as_str(), home))
    }

    /// All bodies with their ids, sorted.
    pub fn bodies(&self) -> impl Iterator<Item = (&str, &Arc<Body>)> {
        self.bodies.iter().map(|(id, body)| (id.as_str(), body))
    }

    /// All suites with their ids, sorted.
    pub fn suites(&self) -> impl Iterator<Item = (&str, &Arc<Suite>)> {
        self.suites.iter().map(|(id, suite)| (id.as_str(), suite))
    }

    /// The folder that a kind of thing came from.
    pub fn folder(&self, thing: &str) -> Option<Folder> {
        self.folders.get(thing).copied()
    }

    /// One arrangement of the home `id` for a seed.
    ///
    /// # Errors
    /// When there is no home of that name, with the nearest name.
    pub fn arrange(&self, id: &str, seed: u64) -> Result<crate::Arrangement, UnknownId> {
        Ok(self.home(id)?.arrange(id, seed, self))
    }

    pub(crate) fn kinds(&self) -> &BTreeMap<String, Arc<Thing>> {
        &self.things
    }
}

fn get<'a, T>(map: &'a BTreeMap<String, Arc<T>>, what: &'static str, id: &str) -> Result<&'a Arc<T>, UnknownId> {
    map.get(id).ok_or_else(|| UnknownId::new(what, id, map.keys().map(String::as_str)))
}
