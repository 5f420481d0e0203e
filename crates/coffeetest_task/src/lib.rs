//! The test itself: actions and their grammars, the trace, the score.

pub mod action;
pub mod episode;
pub mod nearest;
pub mod observation;
pub mod score;
pub mod trace;

pub use coffeetest_scene as scene;
