//! Why something is not an action.

use thiserror::Error;

/// Why something is not an action, in words that say what would be right.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ActionError {
    /// No words at all.
    #[error("this is empty; an action starts with a verb, as in `look around` or `pick mug_1`")]
    Empty,
    /// The first word is no verb.
    #[error("word 1, `{word}`, is not a verb; {}", hint(.nearest))]
    UnknownVerb {
        /// The word.
        word: String,
        /// The nearest verb.
        nearest: Option<&'static str>,
    },
    /// Something that the verb needs is not there.
    #[error("`{verb}` lacks {what}; say `{usage}`")]
    Missing {
        /// The verb.
        verb: &'static str,
        /// What is missing.
        what: &'static str,
        /// How it is said.
        usage: &'static str,
    },
    /// A word that has no place in the action.
    #[error("word {position}, `{word}`, does not fit here; say `{usage}`")]
    Unexpected {
        /// The word.
        word: String,
        /// Its place, counted from 1.
        position: usize,
        /// How it is said.
        usage: &'static str,
    },
    /// A word that cannot be a handle.
    #[error("{}`{word}` is not a handle; handles look like `mug_1` or `coffee_maker_1.lid`", place(.position))]
    BadName {
        /// The word.
        word: String,
        /// Its place, counted from 1; `None` outside of text.
        position: Option<usize>,
    },
    /// Text that cannot be the position of a control.
    #[error(
        "`{text}` is not a position; say what is printed there, as in `turn hob_1.knob to high`, or a share: `to 40 %`"
    )]
    BadSetting {
        /// The text.
        text: String,
    },
    /// An amount in a unit that the verb does not take.
    #[error("word {position}, `{word}`: `{verb}` takes {expected}; say `{usage}`")]
    WrongUnit {
        /// The verb.
        verb: &'static str,
        /// The word.
        word: String,
        /// Its place, counted from 1.
        position: usize,
        /// The unit that it takes.
        expected: &'static str,
        /// How it is said.
        usage: &'static str,
    },
    /// A number outside of what can be done.
    #[error("`{verb}`: {value} {unit} cannot be done; give {min} to {max} {unit}")]
    OutOfRange {
        /// The verb.
        verb: &'static str,
        /// What was given.
        value: f64,
        /// Least value.
        min: f64,
        /// Largest value.
        max: f64,
        /// Unit of all three.
        unit: &'static str,
    },
    /// Spoken words or a reason longer than allowed.
    #[error("`{verb}`: {chars} characters are too many; use at most {max}")]
    TextTooLong {
        /// The verb.
        verb: &'static str,
        /// How many there are.
        chars: usize,
        /// How many there may be.
        max: usize,
    },
    /// Not JSON, or not of the published schema.
    #[error("not an action in JSON: {0}")]
    Json(String),
}

fn hint(nearest: &Option<&'static str>) -> String {
    match nearest {
        Some(verb) => format!("did you mean `{verb}`?"),
        None => {
            let names: Vec<&str> = super::VERBS.iter().map(|verb| verb.name).collect();
            format!("the verbs are {}", names.join(", "))
        }
    }
}

fn place(position: &Option<usize>) -> String {
    position.map_or_else(String::new, |at| format!("word {at}, "))
}
