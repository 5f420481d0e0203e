//! What an agent is told: the task at the start, and what it perceives after every action.

use coffeetest_scene::{ControlMode, Language};
use serde::{Deserialize, Serialize};

use crate::action::Name;
use crate::trace::Outcome;

/// What an agent is told at the start of an episode.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskInfo {
    /// Id of the suite.
    pub suite: String,
    /// Number of the episode in the suite.
    pub episode: u64,
    /// The words in which coffee was asked for, in the episode's language.
    pub order: String,
    /// The language spoken.
    pub language: Language,
    /// How the agent acts.
    pub control: ControlMode,
    /// Simulated time after which the episode ends, s.
    pub time_limit_s: f64,
}

/// What an agent perceives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Ticks of 50 ms since the start.
    pub tick: u64,
    /// Simulated time since the start, s.
    pub time_s: f64,
    /// What a person in the agent's place would notice, in words.
    pub text: String,
    /// Things in view, nearest first.
    pub objects: Vec<SeenThing>,
    /// What the hand holds.
    pub holding: Option<Name>,
    /// What came of the last action.
    pub outcome: Option<Outcome>,
}

/// A thing in view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenThing {
    /// The handle by which actions speak of it.
    pub handle: Name,
    /// What sort of thing it is, as a noun.
    pub kind: String,
    /// The handle of what it is a part of.
    pub part_of: Option<Name>,
    /// What a person calls it, in the episode's language.
    pub name: String,
    /// Where it is from the body: ahead, to the left, and above the floor, m.
    pub position_m: [f32; 3],
    /// How far away it is from the body, m.
    pub distance_m: f32,
    /// What can be seen of its state, in words of the episode's language.
    pub state: Vec<String>,
}
