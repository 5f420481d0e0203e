//! Actions as JSON tool calls, and their published schema.

use serde_json::Value;

use super::{Action, ActionError, VERBS, Verb};
use crate::nearest::nearest;

/// JSON Schema of one action, for tool calls.
pub const ACTION_SCHEMA: &str = include_str!("../../schema/action.schema.json");

impl Action {
    /// Reads one action from JSON such as `{"verb": "pour", "into": "mug_1", "amount_ml": 240}`.
    pub fn from_json(text: &str) -> Result<Action, ActionError> {
        Action::from_value(serde_json::from_str(text).map_err(|error| ActionError::Json(error.to_string()))?)
    }

    /// Reads one action from a parsed JSON value.
    pub fn from_value(value: Value) -> Result<Action, ActionError> {
        let Some(word) = value.get("verb").and_then(Value::as_str) else {
            return Err(ActionError::Json("it needs to be an object with a text field `verb`".into()));
        };
        let names = VERBS.iter().map(|verb| verb.name);
        let Some(verb) = VERBS.iter().find(|verb| verb.name == word) else {
            let known = Verb::find(word).map(|verb| verb.name);
            return Err(ActionError::UnknownVerb { nearest: known.or(nearest(word, names)), word: word.to_owned() });
        };
        let action: Action =
            serde_json::from_value(value).map_err(|error| ActionError::Json(format!("`{}`: {error}", verb.name)))?;
        action.check()?;
        Ok(action)
    }

    /// The action as a JSON object.
    pub fn to_json(&self) -> String {
        // Strings, numbers and enums only, with string keys: this cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}
