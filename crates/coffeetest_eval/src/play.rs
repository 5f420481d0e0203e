//! Playing one episode of a run: from its setup to its row and its trace.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use coffeetest_task::episode::{Episode, Setup};
use coffeetest_task::scene::{Language, Library};
use coffeetest_task::score::{Event, Record};
use coffeetest_task::trace::TraceError;

use crate::agent::{Act, AgentError, Player};
use crate::clock::Stopwatch;
use crate::folder::RunFolder;
use crate::manifest::Plan;
use crate::row::{ErrorSource, Row, RowError, RowHead};

/// A run's episodes, ready to be played on any thread.
pub struct Match<'a> {
    /// The scenes.
    pub library: &'a Library,
    /// What is run.
    pub plan: &'a Plan,
    /// Makes a player for an episode.
    pub player: &'a (dyn Fn() -> Player + Sync),
    /// The run's folder, for the traces.
    pub folder: PathBuf,
}

impl Match<'_> {
    /// Plays an episode, unless `stop` is set meanwhile. Errors of the agent and of the machine are part of the row.
    pub fn play(&self, number: u64, stop: &AtomicBool) -> Option<Row> {
        let watch = Stopwatch::start();
        let setup = Setup {
            agent: self.plan.agent.clone(),
            max_steps: self.plan.max_steps,
            ..Setup::new(&self.plan.suite, number, self.plan.seed)
        };
        let mut row = self.blank(number);
        let mut episode = match Episode::new(self.library, setup) {
            Ok(episode) => episode,
            Err(error) => {
                row.error = Some(RowError { source: ErrorSource::Infrastructure, message: error.to_string() });
                return Some(row);
            }
        };
        match through(&mut episode, (self.player)(), stop) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                row.error = Some(RowError { source: ErrorSource::Agent, message: error.to_string() });
                episode.break_off();
            }
        }
        fill(&mut row, &episode);
        row.wall_s = watch.elapsed_s();
        let file = RunFolder::trace_file(number);
        match write_trace(&episode, &self.folder.join(&file)) {
            Ok(()) => row.trace_file = Some(file),
            Err(error) => {
                let message = format!("the trace {file} was not written: {error}");
                row.error.get_or_insert(RowError { source: ErrorSource::Infrastructure, message });
            }
        }
        Some(row)
    }

    /// The row of an episode that came to nothing.
    pub fn blank(&self, number: u64) -> Row {
        let suite = self.library.suite(&self.plan.suite).ok();
        let staging = self.library.staging(&self.plan.suite, number);
        let staged = staging.map(|staging| (staging.name, staging.home, staging.language));
        let (task, home, language) = staged.unwrap_or_default();
        let control = suite.map(|suite| suite.control).unwrap_or_default();
        Row::new(RowHead {
            suite: self.plan.suite.clone(),
            episode: number,
            task,
            home,
            seed: self.plan.seed,
            agent: self.plan.agent.clone(),
            control: format!("{control:?}").to_lowercase(),
            language: match language {
                Language::En => "en".into(),
                Language::Zh => "zh".into(),
            },
        })
    }
}

/// Plays until the episode ends; gives whether it did, or was abandoned because `stop` was set.
fn through(episode: &mut Episode, mut player: Player, stop: &AtomicBool) -> Result<bool, AgentError> {
    player.begin(episode)?;
    while episode.ended().is_none() {
        if stop.load(Ordering::Relaxed) {
            return Ok(false);
        }
        match player.act(episode)? {
            Act::Action(action) => episode.step(&action),
            Act::Said(text) => episode.step_said(&text),
        };
    }
    Ok(true)
}

fn fill(row: &mut Row, episode: &Episode) {
    let counts = episode.counts();
    row.steps = counts.steps;
    row.invalid_actions = counts.invalid;
    row.failed_actions = counts.failed;
    row.simulated_s = episode.elapsed_s();
    row.world_hash = episode.world_hash().to_string();
    if let (Some(record), Some(score)) = (episode.record(), episode.score()) {
        row.ended = record.ended;
        row.possible = record.possible;
        row.spilled_ml = spilled_ml(record);
        row.set_score(score.clone());
    }
}

fn spilled_ml(record: &Record) -> f64 {
    let spills = record.events.iter().map(|logged| match &logged.event {
        Event::Spilled { liquid_ml, .. } => *liquid_ml,
        _ => 0.0,
    });
    // The empty sum is −0.
    spills.sum::<f64>() + 0.0
}

/// Writes a trace so that it is there whole or not at all.
fn write_trace(episode: &Episode, path: &Path) -> Result<(), TraceError> {
    let draft = path.with_extension("jsonl.new");
    episode.trace().write_to(BufWriter::new(File::create(&draft)?))?;
    Ok(std::fs::rename(&draft, path)?)
}
