//! Indicators and timers: what is seen or heard, and what counts seconds.

use serde::{Deserialize, Serialize};

use super::Guard;

/// What is seen or heard. The first rule that holds gives the pattern; none holding means `Off`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorSpec {
    /// What it is.
    pub kind: IndicatorKind,
    /// When it shows what.
    #[serde(default)]
    pub rules: Vec<(Guard, Pattern)>,
}

/// What an indicator is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IndicatorKind {
    /// A lamp.
    Lamp,
    /// A display of words or numbers.
    Display,
    /// A float or gauge that shows this store to be full.
    Float(String),
    /// Glass or a gauge through which the level of this store is seen.
    Window(String),
    /// Anything heard.
    Buzzer,
}

/// What an indicator shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pattern {
    /// Dark or silent.
    Off,
    /// Lit.
    On,
    /// Blinking, times per second.
    Blink(f64),
    /// The sound of this name.
    Sound(String),
    /// These words, in English and Chinese.
    Text(String, String),
    /// The value of this variable, rounded.
    Reading(String),
}

/// Counts what the controller tells it to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CounterSpec {
    /// At this count it is `full`.
    pub limit: u32,
    /// Its count at the start.
    #[serde(default)]
    pub start: u32,
}

/// Counts seconds once started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimerSpec {
    /// When `After` fires, s.
    pub limit: f64,
}
