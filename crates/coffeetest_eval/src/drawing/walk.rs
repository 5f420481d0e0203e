//! The way that the body went in an episode, from its trace.

use coffeetest_task::replay::{Difference, ReplayError, replay_watched};
use coffeetest_task::scene::Library;
use coffeetest_task::trace::{Header, Input, Trace};
use coffeetest_task::world::sim::TICK_S;
use thiserror::Error;

/// What an agent did in an episode, and where.
#[derive(Clone, Debug)]
pub struct Walk {
    /// What was played, and by whom.
    pub header: Header,
    /// What it was worth.
    pub score: f64,
    /// Everything that it did, in order.
    pub deeds: Vec<Deed>,
}

/// One action.
#[derive(Clone, Debug)]
pub struct Deed {
    /// What it was, in words.
    pub text: String,
    /// Whether it came about.
    pub ok: bool,
    /// When it began, s.
    pub time_s: f64,
    /// Where the base went meanwhile: from where it stood to where it stands, m.
    pub way: Vec<[f32; 2]>,
}

/// Why a trace cannot be drawn.
#[derive(Debug, Error)]
pub enum WalkError {
    /// It cannot be played again, which alone tells where the base went.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// Played again, it went otherwise.
    #[error("the trace does not replay, so that nobody knows where the base went: {0}")]
    Differs(#[from] Difference),
}

impl Walk {
    /// Plays a trace again and looks where the base goes.
    ///
    /// # Errors
    /// When the trace does not replay to the last bit.
    pub fn of(library: &Library, trace: &Trace) -> Result<Walk, WalkError> {
        let mut ways: Vec<Vec<[f32; 2]>> = Vec::new();
        let report = replay_watched(library, trace, &mut |episode| {
            ways.push(episode.track().iter().map(|pose| [pose[0], pose[1]]).collect());
        })?;
        if let Some(difference) = report.differs {
            return Err(difference.into());
        }
        // The first look is at the start, before the first step.
        let deeds = trace.steps().zip(ways.into_iter().skip(1)).map(|(step, way)| Deed {
            text: match &step.input {
                Input::Action(action) => action.to_string(),
                Input::Invalid { said, .. } => said.clone(),
            },
            ok: step.outcome.ok,
            time_s: step.tick as f64 * TICK_S,
            way,
        });
        Ok(Walk {
            header: trace.header.clone(),
            score: trace.end.as_ref().map_or(0.0, |end| end.score.score),
            deeds: deeds.collect(),
        })
    }
}
