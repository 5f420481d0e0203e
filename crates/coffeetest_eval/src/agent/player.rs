//! Who plays an episode: an agent that perceives, or one that may read the whole home.

use std::time::Duration;

use coffeetest_plan::Reference;
use coffeetest_task::episode::Episode;

use super::{Act, Agent, AgentError, Watched, caught};

/// Who plays an episode.
pub enum Player {
    /// An agent that is given what can be perceived.
    Observing(Box<dyn Agent>),
    /// The reference agent, which may read the home. It makes baselines, never a score to compare.
    Reference(Box<Reference>),
}

impl Player {
    /// An agent that perceives.
    pub fn observing(agent: impl Agent + 'static) -> Player {
        Player::Observing(Box::new(agent))
    }

    /// The reference agent.
    pub fn reference() -> Player {
        Player::Reference(Box::new(Reference::new()))
    }

    /// The same player; an agent that perceives gets this much time for each answer, and is given up after that.
    pub fn limited(self, limit: Option<Duration>) -> Player {
        match (self, limit) {
            (Player::Observing(agent), Some(limit)) => Player::observing(Watched::new(agent, limit)),
            (player, _) => player,
        }
    }

    /// Tells it that an episode begins. Panics become errors.
    pub fn begin(&mut self, episode: &Episode) -> Result<(), AgentError> {
        match self {
            Player::Observing(agent) => caught(|| agent.reset(episode.task())),
            Player::Reference(reference) => {
                **reference = Reference::new();
                Ok(())
            }
        }
    }

    /// What it does now. Panics become errors.
    pub fn act(&mut self, episode: &Episode) -> Result<Act, AgentError> {
        match self {
            Player::Observing(agent) => caught(|| agent.act(episode.observation())),
            Player::Reference(reference) => caught(|| Ok(Act::Action(reference.act(episode)))),
        }
    }
}
