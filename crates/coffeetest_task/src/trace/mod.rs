//! The trace of an episode: JSON lines from which it can be simulated again and judged again.

mod error;
mod hash;
mod line;
mod read;
mod write;

pub use error::TraceError;
pub use hash::Hash;
pub use line::{End, HashAt, Header, Input, Line, Outcome, Step};
pub use write::TraceWriter;

/// Version of the trace format; it grows when an older reader could misread a newer trace.
pub const TRACE_FORMAT: u32 = 1;

/// The hash of the world is written at least every so many ticks.
pub const HASH_EVERY_TICKS: u64 = 20;

/// A whole trace.
#[derive(Clone, Debug)]
pub struct Trace {
    /// What was played, and by whom.
    pub header: Header,
    /// Steps and hashes, in order.
    pub lines: Vec<Line>,
    /// The record and the score, once the episode has ended.
    pub end: Option<End>,
}

impl Trace {
    /// The steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.lines.iter().filter_map(|line| match line {
            Line::Step(step) => Some(step),
            _ => None,
        })
    }

    /// Every hash with its tick, in order.
    pub fn hashes(&self) -> impl Iterator<Item = (u64, Hash)> {
        let start = std::iter::once((0, self.header.world_hash));
        let within = self.lines.iter().filter_map(|line| match line {
            Line::Step(step) => Some((step.end_tick, step.hash)),
            Line::Hash(at) => Some((at.tick, at.hash)),
            _ => None,
        });
        start.chain(within).chain(self.end.iter().map(|end| (end.tick, end.hash)))
    }
}

#[cfg(test)]
mod tests;
