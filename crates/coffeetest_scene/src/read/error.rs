//! What is wrong in a scene file, where, and what would be right.

use std::fmt;

use thiserror::Error;

/// One error in one file. A load returns all of them at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
pub struct SceneError {
    /// The file, as a path that can be opened.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What would be right, as a whole sentence.
    pub hint: Option<String>,
}

impl fmt::Display for SceneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}.", self.file, self.line, self.what)?;
        self.hint.iter().try_for_each(|hint| write!(f, " {hint}"))
    }
}

/// The request for something that is not in the library.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("unknown {what} `{id}`.{}", .hint.as_ref().map(|hint| format!(" {hint}")).unwrap_or_default())]
pub struct UnknownId {
    /// What was asked for: `home`, `suite`, `body`, `thing`.
    pub what: &'static str,
    /// The name that was given.
    pub id: String,
    /// The nearest known name.
    pub hint: Option<String>,
}

impl UnknownId {
    /// The error for `id`, given the names that are known.
    pub(crate) fn new<'a>(what: &'static str, id: &str, known: impl IntoIterator<Item = &'a str>) -> UnknownId {
        UnknownId { what, id: id.to_string(), hint: nearest(id, known) }
    }
}

/// Longest list of known names that a hint spells out.
const LISTED: usize = 20;

/// A hint towards the known name that is nearest to `given`: few edits away, or starting much the same.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    let edits = known.iter().map(|name| (strsim::damerau_levenshtein(given, name), *name)).min();
    if let Some((distance, name)) = edits
        && distance <= (given.chars().count() / 3).max(1)
    {
        return Some(format!("Did you mean `{name}`?"));
    }
    let alike = known.iter().map(|name| (strsim::jaro_winkler(given, name), *name));
    if let Some((likeness, name)) = alike.max_by(|a, b| a.0.total_cmp(&b.0))
        && likeness >= 0.8
    {
        return Some(format!("Did you mean `{name}`?"));
    }
    match known.len() {
        0 => None,
        1..=LISTED => Some(format!("Known: `{}`.", known.join("`, `"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_and_a_cut_word_both_find_their_name() {
        let known = ["coffee_grounds", "cocoa", "water", "mug"];
        assert_eq!(nearest("coffe", known).as_deref(), Some("Did you mean `coffee_grounds`?"));
        assert_eq!(nearest("mgu", known).as_deref(), Some("Did you mean `mug`?"));
        assert_eq!(nearest("zzz", known).as_deref(), Some("Known: `coffee_grounds`, `cocoa`, `water`, `mug`."));
    }

    #[test]
    fn an_error_reads_as_file_line_what_and_hint() {
        let mut error = SceneError {
            file: "scenes/items/mug.ron".into(),
            line: 12,
            column: 3,
            what: "unknown substance `coffe`".into(),
            hint: Some("Did you mean `coffee_grounds`?".into()),
        };
        assert_eq!(
            error.to_string(),
            "scenes/items/mug.ron:12: unknown substance `coffe`. Did you mean `coffee_grounds`?"
        );
        error.hint = None;
        assert_eq!(error.to_string(), "scenes/items/mug.ron:12: unknown substance `coffe`.");
    }
}
