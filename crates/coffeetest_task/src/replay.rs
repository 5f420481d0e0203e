//! Simulating a trace again and comparing every hash.

use std::collections::BTreeMap;

use coffeetest_scene::Library;
use thiserror::Error;

use crate::episode::{Episode, EpisodeError, Setup};
use crate::score;
use crate::trace::{HASH_EVERY_TICKS, Hash, Header, Input, Line, Trace};

/// What came of a replay.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplayReport {
    /// Steps that were done again.
    pub steps: usize,
    /// Hashes that were compared and agreed.
    pub agreed: usize,
    /// The last tick that was simulated.
    pub ticks: u64,
    /// The first thing that was not as the trace says; nothing if all was.
    pub differs: Option<Difference>,
}

/// Where a replay differs from its trace.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Difference {
    /// The hash of the world.
    #[error("the world differs at tick {tick}: the trace has {recorded}, this program gets {replayed}")]
    Hash {
        /// The first tick at which it does.
        tick: u64,
        /// What the trace says.
        recorded: Hash,
        /// What the replay gives.
        replayed: Hash,
    },
    /// How long a step took.
    #[error("step {step}, begun at tick {tick}, ends at tick {recorded} in the trace and at tick {replayed} here")]
    Length {
        /// Number of the step, from 1.
        step: usize,
        /// When it began.
        tick: u64,
        /// When it ended by the trace.
        recorded: u64,
        /// When it ends in the replay.
        replayed: u64,
    },
    /// What came of a step.
    #[error("step {step} came to \"{recorded}\" in the trace and to \"{replayed}\" here")]
    Outcome {
        /// Number of the step, from 1.
        step: usize,
        /// What the trace says.
        recorded: String,
        /// What the replay gives.
        replayed: String,
    },
    /// The facts at the end.
    #[error("the world is the same, but the record of the episode is not")]
    Record,
    /// The judgement.
    #[error("the record is the same, but the score is not: {recorded:.3} in the trace and {replayed:.3} here")]
    Score {
        /// What the trace says.
        recorded: f64,
        /// What the replay gives.
        replayed: f64,
    },
}

/// Why a trace cannot be replayed.
#[derive(Debug, Error)]
pub enum ReplayError {
    /// Its episode cannot be played.
    #[error(transparent)]
    Episode(#[from] EpisodeError),
    /// The scenes are not those in which it was played.
    #[error("the scenes differ from those in which the trace was made (arrangement {here} here, {recorded} there)")]
    OtherScenes {
        /// The arrangement of the trace.
        recorded: Hash,
        /// The arrangement here.
        here: Hash,
    },
    /// The header contradicts itself.
    #[error(
        "the header of the trace does not fit the suite `{0}` that it names: home, body, control or time limit differ"
    )]
    OtherHeader(String),
    /// The trace does not end.
    #[error("the trace has no end")]
    Unfinished,
}

/// Plays a trace again, step by step, and compares every hash, every outcome, the record and the score.
///
/// # Errors
/// When it cannot be played at all. A difference is no error but part of the report.
pub fn replay(library: &Library, trace: &Trace) -> Result<ReplayReport, ReplayError> {
    replay_watched(library, trace, &mut |_| {})
}

/// As [`replay`], with somebody who watches: at the start, and after each step. The episode keeps its [`Episode::track`].
///
/// # Errors
/// As [`replay`].
pub fn replay_watched(
    library: &Library,
    trace: &Trace,
    watch: &mut dyn FnMut(&Episode),
) -> Result<ReplayReport, ReplayError> {
    let Some(end) = &trace.end else { return Err(ReplayError::Unfinished) };
    let header = &trace.header;
    let setup = Setup {
        agent: header.agent.clone(),
        // The trace itself says where it ends.
        max_steps: u64::MAX,
        max_invalid: u64::MAX,
        hash_every_ticks: spacing(trace),
        reference_s: end.record.reference_s,
        ..Setup::new(&header.suite, header.episode, header.seed)
    };
    let mut episode = Episode::new(library, setup)?;
    let here = episode.header().arrangement_hash;
    if here != header.arrangement_hash {
        return Err(ReplayError::OtherScenes { recorded: header.arrangement_hash, here });
    }
    // Who played, and with which version, is what the trace says; all else follows from the suite.
    let (version, agent) = (header.version.clone(), header.agent.clone());
    if *header != (Header { version, agent, world_hash: header.world_hash, ..episode.header().clone() }) {
        return Err(ReplayError::OtherHeader(header.suite.clone()));
    }
    episode.keep_track();
    watch(&episode);
    let mut report = ReplayReport { steps: 0, agreed: 0, ticks: 0, differs: None };
    let mut hashes = trace.hashes().peekable();
    report.differs = run(&mut episode, trace, &mut hashes, &mut report, watch);
    report.ticks = episode.tick();
    Ok(report)
}

/// The tick spacing at which the trace has hashes.
fn spacing(trace: &Trace) -> u64 {
    let within = trace.lines.iter().filter_map(|line| match line {
        Line::Hash(at) => Some(at.tick),
        _ => None,
    });
    if within.into_iter().all(|tick| tick.is_multiple_of(HASH_EVERY_TICKS)) { HASH_EVERY_TICKS } else { 1 }
}

fn run(
    episode: &mut Episode,
    trace: &Trace,
    hashes: &mut std::iter::Peekable<impl Iterator<Item = (u64, Hash)>>,
    report: &mut ReplayReport,
    watch: &mut dyn FnMut(&Episode),
) -> Option<Difference> {
    let mut done = 0;
    if let Some(difference) = compare(episode, &mut done, hashes, report) {
        return Some(difference);
    }
    for (step, number) in trace.steps().zip(1..) {
        let begun = episode.tick();
        let result = match &step.input {
            Input::Action(action) => episode.step(action),
            Input::Invalid { said, why } => episode.refuse(said, why),
        };
        report.steps += 1;
        watch(episode);
        if let Some(difference) = compare(episode, &mut done, hashes, report) {
            return Some(difference);
        }
        if episode.tick() != step.end_tick {
            let (recorded, replayed) = (step.end_tick, episode.tick());
            return Some(Difference::Length { step: number, tick: begun, recorded, replayed });
        }
        if result.outcome != step.outcome {
            let (recorded, replayed) = (step.outcome.text.clone(), result.outcome.text);
            return Some(Difference::Outcome { step: number, recorded, replayed });
        }
    }
    ending(episode, trace, hashes, report)
}

/// Compares the hashes of the steps that were done since the last time.
fn compare(
    episode: &Episode,
    done: &mut usize,
    recorded: &mut std::iter::Peekable<impl Iterator<Item = (u64, Hash)>>,
    report: &mut ReplayReport,
) -> Option<Difference> {
    let lines = &episode.trace().lines[*done..];
    let mut here: BTreeMap<u64, Hash> = lines
        .iter()
        .filter_map(|line| match line {
            Line::Step(step) => Some((step.end_tick, step.hash)),
            Line::Hash(at) => Some((at.tick, at.hash)),
            Line::Header(_) | Line::End(_) => None,
        })
        .collect();
    here.insert(episode.tick(), episode.world_hash());
    *done = episode.trace().lines.len();
    while let Some((tick, hash)) = recorded.next_if(|(tick, _)| *tick <= episode.tick()) {
        match here.get(&tick) {
            Some(replayed) if *replayed == hash => report.agreed += 1,
            Some(replayed) => return Some(Difference::Hash { tick, recorded: hash, replayed: *replayed }),
            // A step ended there in the trace, but not here: told as a difference of length.
            None => {}
        }
    }
    None
}

fn ending(
    episode: &mut Episode,
    trace: &Trace,
    hashes: &mut std::iter::Peekable<impl Iterator<Item = (u64, Hash)>>,
    report: &mut ReplayReport,
) -> Option<Difference> {
    let end = trace.end.as_ref()?;
    if episode.ended().is_none() {
        episode.end_as(end.record.ended);
    }
    let mut done = episode.trace().lines.len();
    if let Some(difference) = compare(episode, &mut done, hashes, report) {
        return Some(difference);
    }
    if let Some((tick, recorded)) = hashes.next() {
        return Some(Difference::Hash { tick, recorded, replayed: episode.world_hash() });
    }
    let record = episode.record()?;
    // Records hold nothing but numbers, texts and lists: as JSON they are equal where they are.
    let as_json = |record: &score::Record| serde_json::to_string(record).unwrap_or_default();
    if as_json(record) != as_json(&end.record) {
        return Some(Difference::Record);
    }
    let score = episode.score()?;
    let same = serde_json::to_string(score).ok() == serde_json::to_string(&end.score).ok();
    (!same).then_some(Difference::Score { recorded: end.score.score, replayed: score.score })
}
