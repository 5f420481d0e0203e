//! What an episode of a suite plays, generated homes included.

use std::sync::Arc;

use thiserror::Error;

use crate::split::{GENERATOR_VERSION, Key, Split};
use crate::{Arrangement, Library, Staging, UnknownId};

/// Why an episode of a suite cannot be staged.
#[derive(Debug, Error)]
pub enum StageError {
    /// The suite, or something that it names, is not there.
    #[error(transparent)]
    Unknown(#[from] UnknownId),
    /// The suite has no home.
    #[error("the suite `{0}` names no home and no task")]
    NoHome(String),
    /// The homes are drawn from a key that is not known.
    #[error("the homes of `{0}` are drawn from a secret key. Give its file: `--key FILE`, in Python `key=FILE`.")]
    NoKey(String),
    /// The home was drawn by another version of the generator.
    #[error("`{home}` is a home of generator {theirs}, and this program has generator {GENERATOR_VERSION}")]
    OtherGenerator {
        /// Id of the home.
        home: String,
        /// The version that drew it.
        theirs: u32,
    },
    /// No home could be drawn.
    #[error("no home could be drawn for `{0}`: nothing that the level asks for fits together")]
    NoFit(String),
}

/// Whose homes a suite's id means: those to tune on where it does not say.
fn split_of(suite: &str) -> Split {
    suite.split_once('/').and_then(|(_, split)| split.parse().ok()).unwrap_or(Split::Val)
}

impl Library {
    /// The same scenes with the key of the homes that are judged on.
    #[must_use]
    pub fn with_secret(mut self, key: Key) -> Library {
        self.secret = Some(key);
        self
    }

    /// What an episode of a suite plays. A suite of generated homes may be followed by its split: `level_3/train`.
    ///
    /// # Errors
    /// When there is no such suite, when it has no homes, and when its homes are secret.
    pub fn staging(&self, suite_id: &str, episode: u64) -> Result<Staging, StageError> {
        let suite = self.suite(suite_id)?;
        let Some(level) = suite.level else {
            return suite.staging(suite_id, episode).ok_or_else(|| StageError::NoHome(suite_id.to_owned()));
        };
        let split = split_of(suite_id);
        let key = Key::published(split).or_else(|| self.secret.clone().filter(|_| split == Split::Test));
        let key = key.ok_or_else(|| StageError::NoKey(suite_id.to_owned()))?;
        let base = suite_id.split_once('/').map_or(suite_id, |(base, _)| base);
        let home = format!("{base}/{split}/{episode}@{GENERATOR_VERSION}");
        let seed = key.seed(GENERATOR_VERSION, level, episode);
        let made = self.generate(level, &seed, split != Split::Train).ok_or_else(|| StageError::NoFit(home.clone()))?;
        Ok(Staging {
            name: made.kit,
            home,
            order: made.order,
            time_limit_s: made.time_limit_s,
            made: Some(Arc::new(made.home)),
            language: suite.language,
        })
    }

    /// What is played in a generated home, by its id: `level_3/val/42`, which may end in the generator's version, `@1`.
    /// `None` where the id is not of that form.
    ///
    /// # Errors
    /// As [`Library::staging`], and when the home was drawn by another version of the generator.
    pub fn generated(&self, id: &str) -> Option<Result<Staging, StageError>> {
        let (suite, number) = id.rsplit_once('/')?;
        let (index, version) = number.split_once('@').unwrap_or((number, ""));
        let index = index.parse().ok()?;
        let theirs = if version.is_empty() { GENERATOR_VERSION } else { version.parse().ok()? };
        self.suite(suite).ok().filter(|suite| suite.level.is_some())?;
        if theirs != GENERATOR_VERSION {
            return Some(Err(StageError::OtherGenerator { home: id.to_owned(), theirs }));
        }
        Some(self.staging(suite, index))
    }

    /// The home of an episode with everything in its place.
    ///
    /// # Errors
    /// When the home is not there, with the nearest name.
    pub fn arrange_staged(&self, staging: &Staging, seed: u64) -> Result<Arrangement, UnknownId> {
        match &staging.made {
            // Each thing has one place: nothing is left to a seed.
            Some(home) => Ok(home.arrange(&staging.home, 0, self)),
            None => self.arrange(&staging.home, seed),
        }
    }
}
