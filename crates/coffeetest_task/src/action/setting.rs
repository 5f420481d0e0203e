//! Positions of controls by name, as they are printed on them: `high`, `on`, `3`, `tight`.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::sentence::clean;
use super::{ActionError, word};

/// Longest name of a position, in characters.
const MOST_CHARS: usize = 40;

/// The name of a position, in lower case: what a control says there, or `on`, `off`, `tight`, `loose`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Setting(String);

impl Setting {
    /// Reads the name of a position; case, articles before it and spaces around it do not matter.
    pub fn new(text: &str) -> Result<Setting, ActionError> {
        let mut words: Vec<String> = text.split_whitespace().map(clean).filter(|word| !word.is_empty()).collect();
        while words.len() > 1 && word::is_article(&words[0]) {
            words.remove(0);
        }
        let joined = words.join(" ");
        let fits = !joined.is_empty() && joined.chars().count() <= MOST_CHARS;
        let sound =
            joined.chars().all(|c| c.is_alphanumeric() || " _-+./°".contains(c)) && !joined.ends_with("percent");
        match fits && sound {
            true => Ok(Setting(joined)),
            false => Err(ActionError::BadSetting { text: text.to_owned() }),
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is another way to write the name of this position: case, spaces and underscores do not matter.
    pub fn is(&self, position: &str) -> bool {
        let plain = |text: &str| {
            let letters = text.chars().flat_map(char::to_lowercase);
            letters.filter(|c| !c.is_whitespace() && *c != '_').collect::<String>()
        };
        plain(&self.0) == plain(position)
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Setting {
    type Error = ActionError;

    fn try_from(text: String) -> Result<Setting, ActionError> {
        Setting::new(&text)
    }
}

impl From<Setting> for String {
    fn from(setting: Setting) -> String {
        setting.0
    }
}

impl JsonSchema for Setting {
    fn schema_name() -> Cow<'static, str> {
        "Setting".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A position as it is printed on the control, such as `high` or `3`; or `on`, `off`, `tight`, `loose`.",
            "minLength": 1,
            "maxLength": MOST_CHARS
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_known_however_it_is_written() {
        let high = Setting::new(" The HIGH ").expect("a position");
        assert_eq!(high.as_str(), "high");
        assert!(high.is("High") && !high.is("low"));
        assert!(Setting::new("keep warm").expect("a position").is("KEEP_WARM"));
    }

    #[test]
    fn a_position_may_be_called_like_an_article() {
        assert_eq!(Setting::new("A").map(String::from), Ok("a".to_owned()));
    }

    #[test]
    fn what_nobody_prints_on_a_control_is_no_position() {
        for text in ["", "  ", "hi!gh", "50 %", "40 percent", "a\"b", &"a".repeat(41)] {
            assert!(Setting::new(text).is_err(), "{text:?} was taken for a position");
        }
    }
}
