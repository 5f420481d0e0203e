//! Agents, the runner, records of runs, statistics and reports.

pub mod agent;
pub mod clock;
pub mod dice;
pub mod drawing;
pub mod folder;
pub mod host;
pub mod manifest;
pub mod play;
pub mod pool;
pub mod row;
pub mod run;
pub mod stats;
pub mod table;

pub use coffeetest_task as task;
