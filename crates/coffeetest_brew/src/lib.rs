//! Matter and process: substances, mixtures, heat, flow, extraction; pure functions over plain structs.

pub mod bed;
pub mod curve;
pub mod extract;
pub mod filter;
pub mod heater;
pub mod ledger;
pub mod look;
pub mod machine;
mod mixture;
pub mod pour;
pub mod property;
pub mod slosh;
pub mod spec;
mod species;
pub mod store;

pub use bed::Bed;
pub use filter::{FilterPiece, Wear};
pub use ledger::{Ledger, Totals};
pub use machine::{Inputs, Machine, Outputs, Vessel};
pub use mixture::{Grounds, Mixture, Part};
pub use property::Air;
pub use species::Species;
pub use store::Store;
