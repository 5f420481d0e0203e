//! The one bridge from our errors to Python's exceptions.

use coffeetest_eval::agent::UnknownAgent;
use coffeetest_eval::folder::FolderError;
use coffeetest_eval::task::action;
use coffeetest_eval::task::episode;
use coffeetest_eval::task::replay::ReplayError;
use coffeetest_eval::task::scene::split::KeyError;
use coffeetest_eval::task::scene::{self, UnknownId};
use coffeetest_eval::task::trace;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

use pyo3::create_exception;

create_exception!(coffeetest, CoffeetestError, PyException, "Whatever goes wrong in coffeetest.");
create_exception!(coffeetest, SceneError, CoffeetestError, "Scene files have errors; all of them are listed.");
create_exception!(coffeetest, UnknownNameError, CoffeetestError, "There is no suite, home or agent of that name.");
create_exception!(coffeetest, EpisodeError, CoffeetestError, "The episode cannot be played by this program.");
create_exception!(coffeetest, ActionError, CoffeetestError, "The text or JSON is no action.");
create_exception!(coffeetest, TraceError, CoffeetestError, "The trace cannot be read, written or played again.");
create_exception!(coffeetest, KeyFileError, CoffeetestError, "The file holds no key of homes, or cannot be read.");
create_exception!(coffeetest, RunFolderError, CoffeetestError, "The folder of a run cannot be used.");

/// Turns an error of ours into the exception that stands for it.
pub trait IntoPyErr {
    /// The exception, with the error's own words.
    fn into_py_err(self) -> PyErr;
}

impl IntoPyErr for UnknownId {
    fn into_py_err(self) -> PyErr {
        UnknownNameError::new_err(self.to_string())
    }
}

impl IntoPyErr for UnknownAgent {
    fn into_py_err(self) -> PyErr {
        UnknownNameError::new_err(self.to_string())
    }
}

impl IntoPyErr for Vec<scene::SceneError> {
    fn into_py_err(self) -> PyErr {
        let lines: Vec<String> = self.iter().map(ToString::to_string).collect();
        SceneError::new_err(lines.join("\n"))
    }
}

impl IntoPyErr for scene::StageError {
    fn into_py_err(self) -> PyErr {
        match self {
            scene::StageError::Unknown(unknown) => unknown.into_py_err(),
            other => EpisodeError::new_err(other.to_string()),
        }
    }
}

impl IntoPyErr for KeyError {
    fn into_py_err(self) -> PyErr {
        KeyFileError::new_err(self.to_string())
    }
}

impl IntoPyErr for episode::EpisodeError {
    fn into_py_err(self) -> PyErr {
        match self {
            episode::EpisodeError::Unknown(unknown) => unknown.into_py_err(),
            episode::EpisodeError::Stage(error) => error.into_py_err(),
            other => EpisodeError::new_err(other.to_string()),
        }
    }
}

impl IntoPyErr for action::ActionError {
    fn into_py_err(self) -> PyErr {
        ActionError::new_err(self.to_string())
    }
}

impl IntoPyErr for trace::TraceError {
    fn into_py_err(self) -> PyErr {
        match self {
            // Python has its own words for a file that is not there.
            trace::TraceError::Io(error) => error.into(),
            other => TraceError::new_err(other.to_string()),
        }
    }
}

impl IntoPyErr for ReplayError {
    fn into_py_err(self) -> PyErr {
        match self {
            ReplayError::Episode(error) => error.into_py_err(),
            other => TraceError::new_err(other.to_string()),
        }
    }
}

impl IntoPyErr for FolderError {
    fn into_py_err(self) -> PyErr {
        RunFolderError::new_err(self.to_string())
    }
}

/// [`IntoPyErr`] for results.
pub trait OrRaise<T> {
    /// The value, or the exception.
    fn or_raise(self) -> PyResult<T>;
}

impl<T, E: IntoPyErr> OrRaise<T> for Result<T, E> {
    fn or_raise(self) -> PyResult<T> {
        self.map_err(IntoPyErr::into_py_err)
    }
}
