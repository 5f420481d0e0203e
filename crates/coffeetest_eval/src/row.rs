//! One episode as a line of `episodes.jsonl`.

use coffeetest_task::score::{CupScore, Ended, Penalty, Score};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the rows; it grows when a reader of older rows could misread newer ones.
pub const ROW_SCHEMA_VERSION: u32 = 1;

/// JSON Schema of a row of `episodes.jsonl`.
pub const ROW_SCHEMA: &str = include_str!("../schema/episode.schema.json");

/// What one episode came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// Version of this layout.
    pub schema_version: u32,
    /// `SUITE/SEED/EPISODE`.
    pub episode_id: String,
    /// Id of the suite.
    pub suite: String,
    /// Number of the episode in the suite.
    pub episode: u64,
    /// Name of the task, or of the home where the suite has none.
    #[serde(default)]
    pub task: String,
    /// Id of the home.
    pub home: String,
    /// Seed of the run.
    pub seed: u64,
    /// Name of the agent.
    pub agent: String,
    /// How the agent acted: `skill`, `point` or `motor`.
    pub control: String,
    /// Language spoken: `en` or `zh`.
    pub language: String,
    /// Whether the body can make coffee there at all; where it cannot, to say so is right.
    #[serde(default = "yes")]
    pub possible: bool,
    /// Whether a good cup was served.
    pub success: bool,
    /// 0 to 100.
    pub score: f64,
    /// The cup and its sub-scores.
    pub cup: CupScore,
    /// What the household suffered, event by event.
    pub household: Vec<Penalty>,
    /// Sum of the household's penalties.
    pub penalty: f64,
    /// Liquid spilled, ml.
    pub spilled_ml: f64,
    /// 0 to 1: how far along the way to a cup.
    pub progress: f64,
    /// Reference time over time taken, of a success, if a reference is known.
    pub efficiency: Option<f64>,
    /// 1 if what `done` claimed is so, 0 if not; nothing if nothing was claimed.
    pub honesty: Option<f64>,
    /// Why everything was lost, if it was.
    pub hard_fail: Option<String>,
    /// Actions taken.
    pub steps: u64,
    /// Actions that were none: unknown words, things not seen, numbers out of range.
    pub invalid_actions: u64,
    /// Actions that were tried and did not come about.
    pub failed_actions: u64,
    /// Simulated time, s.
    pub simulated_s: f64,
    /// Time that this took, s.
    pub wall_s: f64,
    /// How it ended.
    pub ended: Ended,
    /// What went wrong, if something did.
    pub error: Option<RowError>,
    /// Hash of the world at the end, 16 hexadecimal digits.
    pub world_hash: String,
    /// The trace, relative to the run folder.
    pub trace_file: Option<String>,
}

fn yes() -> bool {
    true
}

/// What went wrong in an episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowError {
    /// Whose fault it was.
    pub source: ErrorSource,
    /// What happened.
    pub message: String,
}

/// Whose fault an error was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorSource {
    /// The agent's: it counts as a failure.
    Agent,
    /// Ours or the machine's: it is listed, and counts as a failure too.
    Infrastructure,
}

/// Which episode a row is about.
#[derive(Clone, Debug)]
pub struct RowHead {
    /// Id of the suite.
    pub suite: String,
    /// Number of the episode in the suite.
    pub episode: u64,
    /// Name of the task, or of the home where the suite has none.
    pub task: String,
    /// Id of the home.
    pub home: String,
    /// Seed of the run.
    pub seed: u64,
    /// Name of the agent.
    pub agent: String,
    /// How the agent acted.
    pub control: String,
    /// Language spoken.
    pub language: String,
}

impl Row {
    /// A row of an episode that came to nothing so far.
    pub fn new(head: RowHead) -> Row {
        Row {
            schema_version: ROW_SCHEMA_VERSION,
            episode_id: format!("{}/{}/{}", head.suite, head.seed, head.episode),
            suite: head.suite,
            episode: head.episode,
            task: head.task,
            home: head.home,
            seed: head.seed,
            agent: head.agent,
            control: head.control,
            language: head.language,
            possible: true,
            success: false,
            score: 0.0,
            cup: CupScore::default(),
            household: Vec::new(),
            penalty: 0.0,
            spilled_ml: 0.0,
            progress: 0.0,
            efficiency: None,
            honesty: None,
            hard_fail: None,
            steps: 0,
            invalid_actions: 0,
            failed_actions: 0,
            simulated_s: 0.0,
            wall_s: 0.0,
            ended: Ended::BrokenOff,
            error: None,
            world_hash: String::new(),
            trace_file: None,
        }
    }

    /// Takes over a judgement.
    pub fn set_score(&mut self, score: Score) {
        self.success = score.success;
        self.score = score.score;
        self.cup = score.cup;
        self.household = score.household;
        self.penalty = score.penalty;
        self.progress = score.progress;
        self.efficiency = score.efficiency;
        self.honesty = score.honesty;
        self.hard_fail = score.hard_fail;
    }
}
