//! The scenes that a command works with.

use std::path::PathBuf;

use coffeetest_eval::task::scene::Library;
use coffeetest_eval::task::scene::split::Key;

use crate::fault::Fault;

/// Where scenes come from, for every command.
#[derive(Debug, Default, clap::Args)]
pub struct Given {
    /// Read scenes from this folder too: they stand beside those that come with the program, or for them if named alike.
    #[arg(long, global = true, value_name = "DIR")]
    pub scenes: Option<PathBuf>,
    /// Key of the homes of the split `test`, for suites such as `level_3/test`.
    #[arg(long, global = true, value_name = "FILE")]
    pub key: Option<PathBuf>,
}

/// The scenes that come with the program, with those of a folder beside them, and with the key of secret homes.
pub fn load(given: &Given) -> Result<Library, Fault> {
    let library = match &given.scenes {
        Some(dir) if !dir.is_dir() => return Err(Fault::Usage(format!("{} is not a folder", dir.display()))),
        Some(dir) => Library::load_beside_builtin(dir).map_err(Fault::Scenes)?,
        None => Library::builtin().map_err(Fault::Scenes)?,
    };
    Ok(match &given.key {
        Some(file) => library.with_secret(Key::read(file)?),
        None => library,
    })
}
