//! The bar that shows how far a run is; nothing where no person watches.

use std::time::Duration;

use coffeetest_eval::row::Row;
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};

/// A bar over the episodes of a run.
pub struct Progress {
    bar: ProgressBar,
    successes: usize,
    errors: usize,
    score_sum: f64,
    rows: usize,
}

impl Progress {
    /// A bar for that many episodes, of which these are finished already. It draws only on a terminal.
    pub fn new<'a>(episodes: u64, finished: impl Iterator<Item = &'a Row>) -> Progress {
        let bar = ProgressBar::new(episodes);
        let style = "{spinner:.cyan} {bar:32.cyan/dim} {pos}/{len}  {elapsed}  {msg}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style.progress_chars("━━─"));
        }
        let mut progress = Progress { bar, successes: 0, errors: 0, score_sum: 0.0, rows: 0 };
        for row in finished {
            progress.count(row);
        }
        progress.bar.set_position(progress.rows as u64);
        progress.bar.reset_eta();
        progress.tell();
        progress.bar.enable_steady_tick(Duration::from_millis(120));
        progress
    }

    /// An episode is finished.
    pub fn add(&mut self, row: &Row) {
        self.count(row);
        self.bar.inc(1);
        self.tell();
    }

    /// The run is over: the bar goes away.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }

    fn count(&mut self, row: &Row) {
        self.rows += 1;
        self.successes += usize::from(row.success);
        self.errors += usize::from(row.error.is_some());
        self.score_sum += row.score;
    }

    fn tell(&self) {
        if self.rows == 0 {
            return;
        }
        let mean = self.score_sum / self.rows as f64;
        let errors = if self.errors > 0 { format!(", {} with errors", self.errors) } else { String::new() };
        let left = match self.bar.eta().as_secs() {
            0 => String::new(),
            seconds => format!(", {} to go", HumanDuration(Duration::from_secs(seconds))),
        };
        self.bar.set_message(format!("{} served, mean score {mean:.1}{errors}{left}", self.successes));
    }
}
