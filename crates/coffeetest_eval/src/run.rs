//! A run: plays the episodes that are missing in a run folder and keeps every row.

use std::sync::atomic::AtomicBool;

use crate::folder::{FolderError, RunFolder};
use crate::pool;
use crate::row::{ErrorSource, Row, RowError};

/// Plays every episode of the folder's plan that has no row yet, on `jobs` threads.
///
/// `play` gives the row of an episode, or nothing if it was abandoned because `stop` was set. If it panics, `blank`
/// gives the row that takes the error. Each row is on the disk before `finished` hears of it.
pub fn run(
    folder: &mut RunFolder,
    jobs: usize,
    stop: &AtomicBool,
    play: impl Fn(u64) -> Option<Row> + Sync,
    blank: impl Fn(u64) -> Row,
    mut finished: impl FnMut(&Row),
) -> Result<(), FolderError> {
    let missing: Vec<u64> =
        (0..folder.manifest().plan.episodes).filter(|episode| !folder.rows().contains_key(episode)).collect();
    pool::run(&missing, jobs, stop, play, |episode, result| {
        let row = result.unwrap_or_else(|message| {
            let error = RowError { source: ErrorSource::Infrastructure, message };
            Row { error: Some(error), ..blank(episode) }
        });
        folder.append(row.clone())?;
        finished(&row);
        Ok(())
    })
}
