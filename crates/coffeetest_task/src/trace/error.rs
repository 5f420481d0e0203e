//! Why a trace cannot be read or written.

use thiserror::Error;

use super::TRACE_FORMAT;

/// Why a trace cannot be read or written. Lines are counted from 1.
#[derive(Debug, Error)]
pub enum TraceError {
    /// The file cannot be read or written.
    #[error("the trace cannot be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// Nothing is in it.
    #[error("the trace is empty")]
    Empty,
    /// The first line is no header.
    #[error("line 1: this is not a trace, which begins with a header: {0}")]
    NotATrace(String),
    /// It was written by a newer program.
    #[error(
        "line 1: the trace has format {found}, written by coffeetest {version}; \
         this program reads formats up to {TRACE_FORMAT}: use a newer one"
    )]
    Newer {
        /// Format of the trace.
        found: u64,
        /// Version of the program that wrote it.
        version: String,
    },
    /// A line does not say what it should.
    #[error("line {line}: {message}")]
    Broken {
        /// Which.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// The end is missing.
    #[error("line {line}: the trace breaks off here; the episode's record and score are missing")]
    Truncated {
        /// The last line.
        line: usize,
    },
}
