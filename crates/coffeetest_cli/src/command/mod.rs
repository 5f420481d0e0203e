//! The commands of the program, one per file.

pub mod check;
pub mod list;
