//! Handles: the names by which observations and actions speak of things.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::{ActionError, word};

/// A handle such as `mug_1` or `coffee_maker_1.lid`: lower-case words joined by `_`, parts after a dot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

impl Name {
    /// Reads a handle; upper case and spaces between words are forgiven.
    pub fn new(text: &str) -> Result<Name, ActionError> {
        let joined = text.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase();
        let sound = joined.starts_with(|c: char| c.is_ascii_lowercase())
            && joined.len() <= 80
            && joined.split('.').all(|part| {
                !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            });
        match sound && !word::is_reserved(&joined) {
            true => Ok(Name(joined)),
            false => Err(ActionError::BadName { word: text.to_owned(), position: None }),
        }
    }

    /// The handle as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Name {
    type Error = ActionError;

    fn try_from(text: String) -> Result<Name, ActionError> {
        Name::new(&text)
    }
}

impl From<Name> for String {
    fn from(name: Name) -> String {
        name.0
    }
}

impl JsonSchema for Name {
    fn schema_name() -> Cow<'static, str> {
        "Name".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A handle from an observation, such as `mug_1` or `coffee_maker_1.lid`.",
            "pattern": r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$",
            "maxLength": 80
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_lower_case_and_joined() {
        assert_eq!(Name::new("Coffee Maker 1.Lid").map(String::from), Ok("coffee_maker_1.lid".to_owned()));
    }

    #[test]
    fn words_of_the_grammar_are_no_handles() {
        for text in ["", "on", "the", "left", "nan", "mug!", "1", "mug_1.", ".lid", "杯子", &"a".repeat(81)] {
            assert!(Name::new(text).is_err(), "{text:?} was taken for a handle");
        }
    }
}
