//! The commands of the program, one per file.

pub mod check;
pub mod eval;
pub mod list;
pub mod replay;
pub mod show;
pub mod split;
