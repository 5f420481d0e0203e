//! What an agent is, and the agents that come with the benchmark.

mod explorer;
mod idle;
mod player;
mod random;
mod registry;
mod watched;

use coffeetest_task::action::Action;
use coffeetest_task::observation::{Observation, TaskInfo};
use thiserror::Error;

pub use explorer::Explorer;
pub use idle::Idle;
pub use player::Player;
pub use random::Random;
pub use registry::{AGENTS, AgentEntry, UnknownAgent, find};
pub(crate) use watched::words;
pub use watched::{Watched, caught};

/// Something that plays episodes: it perceives and acts.
pub trait Agent: Send {
    /// A new episode begins.
    fn reset(&mut self, task: &TaskInfo) -> Result<(), AgentError>;

    /// What to do now.
    fn act(&mut self, observation: &Observation) -> Result<Act, AgentError>;
}

/// What an agent does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// A typed action.
    Action(Action),
    /// An action in words or in JSON; if it is none, that costs time and is explained.
    Said(String),
}

/// Why an agent could not act.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum AgentError {
    /// It failed.
    #[error("{0}")]
    Failed(String),
    /// It did not answer.
    #[error("no answer within {limit_s} s")]
    TimedOut {
        /// How long it was waited for, s.
        limit_s: f64,
    },
}
