//! Matter and process: substances, mixtures, heat, flow, extraction; pure functions over plain structs.

pub mod spec;
mod species;

pub use species::Species;
