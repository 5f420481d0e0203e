//! The parts of an action that are free text: spoken words, and the statement that ends an episode.

use super::{Action, ActionError, Claim, Verb};

pub(super) fn done(verb: &'static Verb, rest: &str) -> Result<Action, ActionError> {
    let separators = |c: char| c.is_whitespace() || ".:,;-–—()!".contains(c);
    let rest = rest.trim_start_matches(separators);
    let (first, tail) = rest.split_at(rest.find(separators).unwrap_or(rest.len()));
    let (claim, tail) = match first.to_lowercase().as_str() {
        "" => (Claim::Served, ""),
        "served" => (Claim::Served, tail),
        "impossible" => (Claim::Impossible, tail),
        "because" => (Claim::Served, rest),
        _ => return Err(ActionError::Unexpected { word: first.to_owned(), position: 2, usage: verb.usage }),
    };
    let tail = tail.trim_start_matches(separators);
    // The word itself is ASCII, so the cut is at a character boundary.
    let because = tail.get(.."because".len()).is_some_and(|word| word.eq_ignore_ascii_case("because"));
    let reason = unquote(if because { &tail["because".len()..] } else { tail });
    if because && reason.is_empty() {
        return Err(ActionError::Missing { verb: verb.name, what: "the reason", usage: verb.usage });
    }
    Ok(Action::Done { claim, reason: (!reason.is_empty()).then_some(reason) })
}

/// Text as it was meant: out of its quotes if it stands in quotes.
pub(super) fn unquote(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == ':').trim_end();
    if let Ok(text) = serde_json::from_str::<String>(text) {
        return text;
    }
    let pairs = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('(', ')')];
    let inner = pairs.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.unwrap_or(text).trim().to_owned()
}
