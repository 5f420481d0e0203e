//! The manifest of a run: what was run, with what, and where.

use serde::{Deserialize, Serialize};

use crate::host::{Build, Host};
use crate::row::ROW_SCHEMA_VERSION;

/// What is run: all that decides the results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Id of the suite.
    pub suite: String,
    /// Digest of the scenes that were read.
    pub scenes: String,
    /// Name of the agent.
    pub agent: String,
    /// Seed of the run.
    pub seed: u64,
    /// How many episodes.
    pub episodes: u64,
    /// Most actions in an episode.
    pub max_steps: u64,
    /// Names of the suite's tasks, in the order in which episodes go through them.
    #[serde(default)]
    pub tasks: Vec<String>,
}

/// `manifest.json` of a run folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the rows in `episodes.jsonl`.
    pub row_schema_version: u32,
    /// What is run.
    pub plan: Plan,
    /// With what program.
    pub build: Build,
    /// On what machine.
    pub host: Host,
    /// When it was begun, seconds since 1970 in UTC.
    pub started_unix_s: u64,
}

impl Manifest {
    /// The manifest of a run that begins now, here.
    pub fn new(plan: Plan) -> Manifest {
        Manifest {
            row_schema_version: ROW_SCHEMA_VERSION,
            plan,
            build: Build::this(),
            host: Host::this(),
            started_unix_s: crate::clock::unix_time_s(),
        }
    }

    /// What stands against adding results of `other` to a run with this manifest: field, this, other.
    /// Machine and time do not matter, since the simulation gives the same everywhere.
    pub fn differences(&self, other: &Manifest) -> Vec<Difference> {
        let fields = |m: &Manifest| {
            vec![
                ("row_schema_version", m.row_schema_version.to_string()),
                ("suite", m.plan.suite.clone()),
                ("scenes", m.plan.scenes.clone()),
                ("agent", m.plan.agent.clone()),
                ("seed", m.plan.seed.to_string()),
                ("episodes", m.plan.episodes.to_string()),
                ("max_steps", m.plan.max_steps.to_string()),
                ("version", m.build.version.clone()),
                ("git", m.build.git.clone()),
            ]
        };
        let pairs = fields(self).into_iter().zip(fields(other));
        pairs.filter(|(a, b)| a.1 != b.1).map(|((field, there), (_, here))| Difference { field, there, here }).collect()
    }
}

/// A field in which two manifests differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub field: &'static str,
    /// What the run folder says.
    pub there: String,
    /// What would be added to it.
    pub here: String,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is `{}` there and `{}` here", self.field, self.there, self.here)
    }
}
