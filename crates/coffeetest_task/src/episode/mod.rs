//! One episode: what names mean in it, what is perceived, what happens, and what is written down of it.

mod access;
mod book;
mod brewed;
mod finder;
mod gas;
mod handle;
mod observe;
mod outcome;
mod place;
mod play;
mod reach;
mod report;
mod resolve;
mod setup;
mod text;
mod track;
mod under;
mod words;

pub use access::{Counts, StepResult};
pub use handle::{Handles, NotSeen, Target};
pub use play::Episode;
pub use resolve::{Deed, Refusal, resolve};
pub use setup::{EpisodeError, Setup, home_seed, scene_digest};

#[cfg(test)]
mod tests;
