//! What an episode tells of itself.

use bevy::prelude::Entity;
use coffeetest_scene::Order;
use coffeetest_world::Sim;
use coffeetest_world::sim::TICK_S;

use super::{Episode, Handles};
use crate::action::Name;
use crate::observation::{Observation, TaskInfo};
use crate::score::{Ended, Record, Score};
use crate::trace::{Hash, Header, Outcome, Trace};

/// How many actions there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All.
    pub steps: u64,
    /// Those that were none: unknown words, things not seen, numbers out of range.
    pub invalid: u64,
    /// Those that were tried and did not come about.
    pub failed: u64,
}

/// What came of one action.
#[derive(Clone, Debug)]
pub struct StepResult {
    /// What the agent perceives now.
    pub observation: Observation,
    /// What came of the action.
    pub outcome: Outcome,
    /// Whether it was no action at all: it cost a second and changed nothing.
    pub invalid: bool,
    /// How the episode ended, if it has.
    pub ended: Option<Ended>,
}

impl Episode {
    /// What the agent is told at the start.
    pub fn task(&self) -> &TaskInfo {
        &self.task
    }

    /// What the agent perceives now.
    pub fn observation(&self) -> &Observation {
        &self.observation
    }

    /// How the episode ended, if it has.
    pub fn ended(&self) -> Option<Ended> {
        self.trace.end.as_ref().map(|end| end.record.ended)
    }

    /// How many actions there were.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What the episode was worth, once it has ended.
    pub fn score(&self) -> Option<&Score> {
        self.trace.end.as_ref().map(|end| &end.score)
    }

    /// The facts that the score was made from, once the episode has ended.
    pub fn record(&self) -> Option<&Record> {
        self.trace.end.as_ref().map(|end| &end.record)
    }

    /// The trace so far; whole once the episode has ended.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// What is played, and by whom.
    pub fn header(&self) -> &Header {
        &self.trace.header
    }

    /// Ticks of 50 ms since the start.
    pub fn tick(&self) -> u64 {
        self.tick
    }

    /// Simulated time since the start, s.
    pub fn elapsed_s(&self) -> f64 {
        self.tick as f64 * TICK_S
    }

    /// Hash of the world now.
    pub fn world_hash(&self) -> Hash {
        Hash(self.sim.hash())
    }

    /// What was asked for. Privileged: an agent is told the words only.
    pub fn order(&self) -> &Order {
        &self.stage.order
    }

    /// The living home. Privileged: for tests and the reference agent.
    pub fn sim(&self) -> &Sim {
        &self.sim
    }

    /// The handle of a body, if the agent has seen it. Privileged.
    pub fn handle_of(&self, entity: Entity) -> Option<&Name> {
        self.memory.handles.name(entity)
    }

    /// All handles of what the agent has seen.
    pub fn handles(&self) -> &Handles {
        &self.memory.handles
    }
}
