//! Why a command could not be carried out, and the exit code that says so.

use coffeetest_eval::agent::UnknownAgent;
use coffeetest_eval::folder::FolderError;
use coffeetest_eval::task::scene::split::{FileError, KeyError, PledgeError};
use coffeetest_eval::task::scene::{SceneError, StageError, UnknownId};
use thiserror::Error;

/// Why a command could not be carried out.
#[derive(Debug, Error)]
pub enum Fault {
    /// Scenes with errors.
    #[error("{}", list(.0))]
    Scenes(Vec<SceneError>),
    /// A name that is not there.
    #[error(transparent)]
    UnknownId(#[from] UnknownId),
    /// An episode that cannot be staged.
    #[error(transparent)]
    Stage(StageError),
    /// An agent that is not there.
    #[error(transparent)]
    UnknownAgent(#[from] UnknownAgent),
    /// A run folder that cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A key of homes that cannot be read or written.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A commitment of homes that cannot be read or written.
    #[error(transparent)]
    Pledge(#[from] PledgeError),
    /// What a command had to check is not so.
    #[error("{0}")]
    Refuted(String),
    /// A wrong use of the program.
    #[error("{0}")]
    Usage(String),
}

impl From<StageError> for Fault {
    fn from(error: StageError) -> Fault {
        match error {
            StageError::Unknown(unknown) => Fault::UnknownId(unknown),
            other => Fault::Stage(other),
        }
    }
}

impl Fault {
    /// 2 where the command itself was wrong, 1 where what it was given is.
    pub fn exit_code(&self) -> u8 {
        match self {
            Fault::UnknownId(_) | Fault::Stage(_) | Fault::UnknownAgent(_) | Fault::Usage(_) => 2,
            Fault::Folder(FolderError::Taken(_) | FolderError::NoRun(_)) => 2,
            Fault::Key(KeyError::File(file)) | Fault::Pledge(PledgeError::File(file)) => match file {
                FileError::Missing(_) | FileError::Taken(_) => 2,
                FileError::Io { .. } => 1,
            },
            Fault::Scenes(_) | Fault::Folder(_) | Fault::Key(_) | Fault::Pledge(_) | Fault::Refuted(_) => 1,
        }
    }
}

fn list(errors: &[SceneError]) -> String {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    format!("the scenes have {} error{}\n{}", errors.len(), plural(errors.len()), lines.join("\n"))
}

/// The ending of a noun after a number.
pub fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}
