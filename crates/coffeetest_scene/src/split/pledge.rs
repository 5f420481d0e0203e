//! The file that is published of a secret split: its commitment and, once it is revealed, its key.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::file::{self, FileError};
use super::{Commitment, GENERATOR_VERSION, HexError, Key, hex};

/// Version of the file.
const FORMAT: u32 = 1;

/// What is published of a split: first the commitment alone, at the end the key with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pledge {
    /// Version of the generator that draws the homes.
    pub generator: u32,
    /// Commitment of the key for that version.
    pub commitment: Commitment,
    /// The key, if it has been revealed.
    pub key: Option<Key>,
}

/// Why a published file is not what it should be.
#[derive(Debug, Error)]
pub enum PledgeError {
    /// It cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// It does not say what it should.
    #[error(
        "{}: this is no commitment of a split, which is JSON with `format`, `generator` and `commitment`: {why}",
        .path.display()
    )]
    NotAPledge {
        /// The file.
        path: PathBuf,
        /// What is wrong, and in which line.
        why: String,
    },
    /// A field is no digest or key.
    #[error("{}: `{field}`: {why}", .path.display())]
    Digits {
        /// The file.
        path: PathBuf,
        /// The field.
        field: &'static str,
        /// What is wrong.
        why: HexError,
    },
    /// It was written by a newer program.
    #[error(
        "{}: format {found} is newer than this program, which reads format {FORMAT}: use a newer one",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// Its homes are drawn by a generator that this program does not have.
    #[error(
        "{}: generator {found} is not known to this program, whose own is {GENERATOR_VERSION}: \
         use the release that has it",
        .path.display()
    )]
    Generator {
        /// The file.
        path: PathBuf,
        /// The version that it names.
        found: u32,
    },
}

/// The fields of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    format: u32,
    generator: u32,
    commitment: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

/// The one field that every format has.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

impl Pledge {
    /// The commitment of a key, for this program's generator.
    pub fn new(key: &Key) -> Pledge {
        Pledge { generator: GENERATOR_VERSION, commitment: key.commitment(GENERATOR_VERSION), key: None }
    }

    /// Whether it is the commitment of that key.
    pub fn is_of(&self, key: &Key) -> bool {
        key.commitment(self.generator) == self.commitment
    }

    /// Reads a file that [`Pledge::write`] wrote. That a key fits its commitment is not looked at.
    ///
    /// # Errors
    /// When there is no such file, or it is none of these, or newer than this program.
    pub fn read(path: &Path) -> Result<Pledge, PledgeError> {
        let bytes = file::read(path)?;
        let here = || path.to_owned();
        let wrong = |error: serde_json::Error| PledgeError::NotAPledge { path: here(), why: error.to_string() };
        let head: Head = serde_json::from_slice(&bytes).map_err(wrong)?;
        if head.format != FORMAT {
            return Err(PledgeError::Newer { path: here(), found: head.format });
        }
        let raw: Raw = serde_json::from_slice(&bytes).map_err(wrong)?;
        if !(1..=GENERATOR_VERSION).contains(&raw.generator) {
            return Err(PledgeError::Generator { path: here(), found: raw.generator });
        }
        let digits = |field| move |why| PledgeError::Digits { path: path.to_owned(), field, why };
        Ok(Pledge {
            generator: raw.generator,
            commitment: raw.commitment.parse().map_err(digits("commitment"))?,
            key: raw.key.map(|key| hex::decode(&key).map(Key::from_bytes).map_err(digits("key"))).transpose()?,
        })
    }

    /// Writes it to a new file.
    ///
    /// # Errors
    /// When there is such a file already, or it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), PledgeError> {
        Ok(file::write_new(path, &self.to_json(), false)?)
    }

    /// The text of its file. It holds the key if that is revealed.
    pub fn to_json(&self) -> String {
        let raw = Raw {
            format: FORMAT,
            generator: self.generator,
            commitment: self.commitment.to_string(),
            key: self.key.as_ref().map(|key| hex::encode(key.bytes())),
        };
        // Numbers and texts have no way to fail.
        serde_json::to_string_pretty(&raw).unwrap_or_default() + "\n"
    }
}
