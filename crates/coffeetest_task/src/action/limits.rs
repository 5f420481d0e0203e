//! The numbers and texts that an action may carry.

use super::{Action, ActionError, Claim, Name};

/// A closed range of a quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Least value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
    /// Unit of both.
    pub unit: &'static str,
}

/// What `pour` takes, ml.
pub const POUR_ML: Range = Range { min: 1.0, max: 5000.0, unit: "ml" };
/// How fast `pour` pours if told, ml/s.
pub const RATE_ML_S: Range = Range { min: 1.0, max: 100.0, unit: "ml/s" };
/// How fast "slowly" is, ml/s: as for coffee in a filter.
pub const SLOW_ML_S: f64 = 5.0;
/// How long `press` holds down, s.
pub const HOLD_S: Range = Range { min: 0.1, max: 120.0, unit: "s" };
/// How long `stir` stirs, s.
pub const STIR_S: Range = Range { min: 1.0, max: 120.0, unit: "s" };
/// What `turn` takes, %.
pub const PERCENT: Range = Range { min: 0.0, max: 100.0, unit: "%" };
/// What `scoop` takes, g.
pub const SCOOP_G: Range = Range { min: 0.1, max: 500.0, unit: "g" };
/// What `wait` takes, s; the least is one tick.
pub const WAIT_S: Range = Range { min: 0.05, max: 3600.0, unit: "s" };
/// Longest text to be said or given as a reason, in characters.
pub const TEXT_MAX_CHARS: usize = 2000;

impl Range {
    fn check(self, verb: &'static str, value: f64) -> Result<(), ActionError> {
        // Written so that NaN fails.
        match value >= self.min && value <= self.max {
            true => Ok(()),
            false => Err(ActionError::OutOfRange { verb, value, min: self.min, max: self.max, unit: self.unit }),
        }
    }
}

impl Action {
    /// The verb's canonical name.
    pub fn verb(&self) -> &'static str {
        match self {
            Action::GoTo { .. } => "go_to",
            Action::Look { .. } => "look",
            Action::Open { .. } => "open",
            Action::Close { .. } => "close",
            Action::Pick { .. } => "pick",
            Action::Place { .. } => "place",
            Action::Pour { .. } => "pour",
            Action::Fill { .. } => "fill",
            Action::Scoop { .. } => "scoop",
            Action::Stir { .. } => "stir",
            Action::Wipe { .. } => "wipe",
            Action::Press { .. } => "press",
            Action::Turn { .. } => "turn",
            Action::Push { .. } => "push",
            Action::Pull { .. } => "pull",
            Action::Insert { .. } => "insert",
            Action::Remove { .. } => "remove",
            Action::Plug { .. } => "plug",
            Action::Unplug { .. } => "unplug",
            Action::Wait { .. } => "wait",
            Action::Say { .. } => "say",
            Action::Done { .. } => "done",
        }
    }

    /// Whether all numbers and texts are within what can be done.
    pub fn check(&self) -> Result<(), ActionError> {
        match self {
            Action::Pour { amount_ml, rate_ml_s, .. } => {
                amount_ml.map_or(Ok(()), |amount| POUR_ML.check("pour", amount))?;
                rate_ml_s.map_or(Ok(()), |rate| RATE_ML_S.check("pour", rate))
            }
            Action::Fill { amount_ml: Some(amount), .. } => POUR_ML.check("fill", *amount),
            Action::Scoop { amount_g: Some(amount), .. } => SCOOP_G.check("scoop", *amount),
            Action::Stir { seconds: Some(seconds), .. } => STIR_S.check("stir", *seconds),
            Action::Press { seconds: Some(seconds), .. } => HOLD_S.check("press", *seconds),
            Action::Turn { to: None, percent: Some(percent), .. } => PERCENT.check("turn", *percent),
            Action::Turn { to: None, percent: None, .. } => {
                Err(missing("turn", "where to turn it (`to` or `percent`)"))
            }
            Action::Turn { to: Some(_), percent: Some(_), .. } => {
                Err(missing("turn", "a choice: `to` or `percent`, not both"))
            }
            Action::Wait { seconds } => WAIT_S.check("wait", *seconds),
            Action::Say { text } => check_text("say", text),
            Action::Done { reason: Some(reason), .. } => check_text("done", reason),
            _ => Ok(()),
        }
    }

    /// A short press.
    pub fn press(target: Name) -> Action {
        Action::Press { target, seconds: None }
    }

    /// Pouring at whatever rate is safe: this much, or all of it.
    pub fn pour(into: Name, amount_ml: Option<f64>) -> Action {
        Action::Pour { from: None, into, amount_ml, rate_ml_s: None }
    }

    /// The end of an episode with a cup on the table.
    pub fn served() -> Action {
        Action::Done { claim: Claim::Served, reason: None }
    }
}

fn missing(verb: &'static str, what: &'static str) -> ActionError {
    ActionError::Missing { verb, what, usage: super::Verb::named(verb).usage }
}

fn check_text(verb: &'static str, text: &str) -> Result<(), ActionError> {
    let chars = text.chars().count();
    if text.trim().is_empty() {
        return Err(missing(verb, "its words"));
    }
    match chars <= TEXT_MAX_CHARS {
        true => Ok(()),
        false => Err(ActionError::TextTooLong { verb, chars, max: TEXT_MAX_CHARS }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_none_or_beyond_the_range_are_refused_with_the_range() {
        for seconds in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 0.049, 3600.1] {
            let error = Action::Wait { seconds }.check().expect_err("refused").to_string();
            assert!(error.contains("0.05 to 3600 s"), "{error}");
        }
        assert_eq!(Action::Wait { seconds: 0.05 }.check(), Ok(()));
        assert_eq!(Action::Wait { seconds: 3600.0 }.check(), Ok(()));
    }

    #[test]
    fn an_endless_speech_is_refused() {
        assert!(Action::Say { text: "a".repeat(TEXT_MAX_CHARS + 1) }.check().is_err());
        assert!(Action::Say { text: "  ".into() }.check().is_err());
    }
}
