//! The scenes that are played in.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use coffeetest_eval::task::scene::split::Key;
use coffeetest_eval::task::scene::{Library, SceneError};
use pyo3::prelude::*;

use crate::error::OrRaise;

/// The scenes that come with the package, which are read once, with those of a folder beside them.
pub fn load(py: Python<'_>, dir: Option<&Path>) -> PyResult<Arc<Library>> {
    static BUILTIN: OnceLock<Result<Arc<Library>, Vec<SceneError>>> = OnceLock::new();
    let library = match dir {
        Some(dir) => py.detach(|| Library::load_beside_builtin(dir).map(Arc::new)),
        None => py.detach(|| BUILTIN.get_or_init(|| Library::builtin().map(Arc::new)).clone()),
    };
    library.or_raise()
}

/// The same, with the key of the homes that are judged on.
pub fn load_with_key(py: Python<'_>, dir: Option<&Path>, key: Option<&Path>) -> PyResult<Arc<Library>> {
    let library = load(py, dir)?;
    let Some(file) = key else { return Ok(library) };
    Ok(Arc::new(Library::clone(&library).with_secret(Key::read(file).or_raise()?)))
}
