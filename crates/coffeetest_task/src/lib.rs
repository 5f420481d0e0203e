//! The test itself: episodes with their actions and observations, the trace, the score, replay.
//!
//! | module | holds |
//! |---|---|
//! | [`action`] | what an agent can do: typed, in words, as JSON |
//! | [`episode`] | one episode from its first observation to its score |
//! | [`observation`] | what an agent is told |
//! | [`score`] | pure functions from the record of an episode to what it was worth |
//! | [`trace`] | everything that is written down of an episode |
//! | [`replay`](mod@replay) | simulating a trace again |

pub mod action;
pub mod episode;
pub mod nearest;
pub mod observation;
pub mod replay;
pub mod score;
pub mod trace;

pub use coffeetest_brew as brew;
pub use coffeetest_scene as scene;
pub use coffeetest_world as world;
pub use replay::{replay, replay_watched};
