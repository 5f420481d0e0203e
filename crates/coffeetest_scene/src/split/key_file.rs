//! The file of a key: a line that says what it is, and 64 hexadecimal digits.

use std::path::{Path, PathBuf};

use thiserror::Error;

use super::Key;
use super::file::{self, FileError};
use super::hex::{self, HexError};

/// What the first line begins with.
const TITLE: &str = "coffeetest-key";
/// Version of the file, which stands behind it.
const FORMAT: &str = "1";

/// Why there is no key. None of these shows anything of a key.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is a file of something else.
    #[error("{}:1: this is no key; the first line of one is `{TITLE} {FORMAT}`", .0.display())]
    NotAKey(PathBuf),
    /// It was written by a newer program.
    #[error(
        "{}:1: the key has a format that this program does not know; it reads format {FORMAT}: use a newer one",
        .0.display()
    )]
    Newer(PathBuf),
    /// The second line is no key.
    #[error("{}:2: {why}", .path.display())]
    Digits {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: HexError,
    },
    /// More follows.
    #[error("{}:3: nothing may follow the key", .0.display())]
    More(PathBuf),
    /// The operating system gives no entropy.
    #[error("the operating system gives no random numbers for a key: {0}")]
    NoEntropy(getrandom::Error),
}

impl Key {
    /// Reads a file that [`Key::write`] wrote.
    ///
    /// # Errors
    /// When there is no such file or it is no key, with the place of what is wrong.
    pub fn read(path: &Path) -> Result<Key, KeyError> {
        let here = || path.to_owned();
        let text = String::from_utf8(file::read(path)?).map_err(|_| KeyError::NotAKey(here()))?;
        let mut lines = text.lines();
        match lines.next().and_then(|line| line.split_once(' ')) {
            Some((TITLE, FORMAT)) => {}
            Some((TITLE, _)) => return Err(KeyError::Newer(here())),
            _ => return Err(KeyError::NotAKey(here())),
        }
        let digits = lines.next().unwrap_or_default();
        let bytes = hex::decode(digits).map_err(|why| KeyError::Digits { path: here(), why })?;
        if lines.any(|line| !line.is_empty()) {
            return Err(KeyError::More(here()));
        }
        Ok(Key::from_bytes(bytes))
    }

    /// Writes it to a new file that its owner alone can read.
    ///
    /// # Errors
    /// When there is such a file already, or it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), KeyError> {
        let text = format!("{TITLE} {FORMAT}\n{}\n", hex::encode(self.bytes()));
        Ok(file::write_new(path, &text, true)?)
    }
}
