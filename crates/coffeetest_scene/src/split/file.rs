//! Small files of which none is ever overwritten.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// No file of ours is longer; whoever names a video by mistake need not wait until it is read.
const MOST_BYTES: u64 = 4096;

/// Why a file cannot be read or written.
#[derive(Debug, Error)]
pub enum FileError {
    /// It is not there.
    #[error("{}: there is no such file", .0.display())]
    Missing(PathBuf),
    /// It is there already.
    #[error("{}: this file is there already, and is never overwritten: give another name", .0.display())]
    Taken(PathBuf),
    /// Anything else.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

impl FileError {
    fn new(path: &Path, source: std::io::Error) -> FileError {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::NotFound => FileError::Missing(path),
            ErrorKind::AlreadyExists => FileError::Taken(path),
            _ => FileError::Io { path, source },
        }
    }
}

/// The bytes of a small file, cut off where it is not small.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MOST_BYTES).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| FileError::new(path, error))
}

/// Writes a new file; one that is secret can be read by its owner only.
pub(super) fn write_new(path: &Path, text: &str, secret: bool) -> Result<(), FileError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if secret { 0o600 } else { 0o644 });
    #[cfg(not(unix))]
    let _ = secret;
    let mut file = options.open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => FileError::Io { path: path.to_owned(), source: error },
        _ => FileError::new(path, error),
    })?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| {
        // Half a file would stand in the way of the next try.
        let _ = std::fs::remove_file(path);
        FileError::new(path, error)
    })
}
