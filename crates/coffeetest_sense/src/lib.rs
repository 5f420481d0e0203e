//! What can be perceived of a home: what is in view, what is heard, what the body feels. Nothing else may reach an
//! observation.
//!
//! | module | holds |
//! |---|---|
//! | [`view`] | where the camera looks, lines of sight |
//! | [`visible`](mod@visible) | things and parts in view |
//! | [`doorway`] | doorways in view |
//! | [`state`] | what can be seen of their state |
//! | [`appearance`] | what matter looks like |
//! | [`contents`] | what vessels hold, seen through openings, glass and windows |
//! | [`setting`] | how controls, plungers, plugs and what is twisted in stand |
//! | [`signal`] | lamps, displays, floats, streams |
//! | [`glow`] | flames, glowing plates |
//! | [`hear`] | sounds with their direction |
//! | [`touch`](mod@touch) | what the body feels |

pub mod appearance;
pub mod contents;
pub mod doorway;
pub mod glow;
pub mod hear;
mod inside;
mod outline;
pub mod setting;
pub mod signal;
pub mod state;
pub mod touch;
pub mod view;
pub mod visible;

pub use doorway::{SeenDoorway, doorways};
pub use hear::{Heard, heard};
pub use state::State;
pub use touch::{Touch, touch};
pub use view::{View, views};
pub use visible::{Seen, visible};
