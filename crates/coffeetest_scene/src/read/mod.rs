//! Reading scene files: text to typed values, with errors that name a line.

mod error;
mod file;
mod outline;
mod tree;

pub use error::{SceneError, UnknownId, nearest};
pub use file::{FORMAT, Read, Source, read};
