//! One episode: what names mean in it.

mod handle;
mod resolve;

pub use handle::{Handles, NotSeen, Target};
pub use resolve::{Deed, Refusal, resolve};

#[cfg(test)]
mod tests;
