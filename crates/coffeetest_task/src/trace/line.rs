//! The lines of a trace.

use coffeetest_scene::{ControlMode, GraspMode, Language};
use serde::{Deserialize, Serialize};

use super::Hash;
use crate::action::Action;
use crate::score::{Logged, Record, Score};

/// One line of a trace.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum Line {
    /// The first line.
    Header(Header),
    /// One action and what came of it.
    Step(Step),
    /// The hash of the world within a step.
    Hash(HashAt),
    /// The last line.
    End(Box<End>),
}

/// What was played, and by whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the trace format.
    pub format: u32,
    /// Version of the program.
    pub version: String,
    /// Id of the suite.
    pub suite: String,
    /// Number of the episode in the suite.
    pub episode: u64,
    /// Name of the task, or of the home where the suite has none.
    #[serde(default)]
    pub task: String,
    /// Seed of the run.
    pub seed: u64,
    /// Id of the home.
    pub home: String,
    /// Id of the body.
    pub body: String,
    /// Name of the agent.
    pub agent: String,
    /// How the agent acts.
    pub control: ControlMode,
    /// What makes a grasp hold.
    pub grasp: GraspMode,
    /// The language spoken.
    pub language: Language,
    /// Simulated time after which the episode ends, s.
    pub time_limit_s: f64,
    /// Hash of how the home is arranged.
    pub arrangement_hash: Hash,
    /// Hash of the world before the first tick.
    pub world_hash: Hash,
}

/// One action and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Tick at which it began.
    pub tick: u64,
    /// What the agent did.
    pub input: Input,
    /// What came of it.
    pub outcome: Outcome,
    /// What happened meanwhile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Logged>,
    /// Tick at which it ended.
    pub end_tick: u64,
    /// Hash of the world then.
    pub hash: Hash,
}

/// What an agent did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// An action.
    Action(Action),
    /// Something that is no action; it costs time and changes nothing.
    Invalid {
        /// What it said.
        said: String,
        /// Why it is no action.
        why: String,
    },
}

/// What came of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Whether it came about.
    pub ok: bool,
    /// What happened, in plain words.
    pub text: String,
}

/// The hash of the world at a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HashAt {
    /// When.
    pub tick: u64,
    /// Hash of the world then.
    pub hash: Hash,
}

/// What an episode came to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct End {
    /// The last tick.
    pub tick: u64,
    /// Hash of the world then.
    pub hash: Hash,
    /// The facts.
    pub record: Record,
    /// The judgement.
    pub score: Score,
}
