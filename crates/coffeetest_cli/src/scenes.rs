//! The scenes that a command works with.

use std::path::Path;

use coffeetest_eval::task::scene::Library;

use crate::fault::Fault;

/// The scenes that come with the program, with those of a folder beside them.
pub fn load(dir: Option<&Path>) -> Result<Library, Fault> {
    match dir {
        Some(dir) if !dir.is_dir() => Err(Fault::Usage(format!("{} is not a folder", dir.display()))),
        Some(dir) => Library::load_beside_builtin(dir).map_err(Fault::Scenes),
        None => Library::builtin().map_err(Fault::Scenes),
    }
}
