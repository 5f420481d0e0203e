//! What `turn` is told in words: which control, and to where.

use super::sentence::{Word, clean, name, words};
use super::word::{self, Prep};
use super::{Action, ActionError, Setting, Verb};

/// Positions that need no `to` before them.
const PLAIN: [&str; 4] = ["on", "off", "tight", "loose"];

/// Reads what follows a verb of turning. Some verbs say by themselves where it goes: `unscrew`, `tighten`.
pub(super) fn turn(verb: &'static Verb, first: &str, rest: &str) -> Result<Action, ActionError> {
    let missing = |what| ActionError::Missing { verb: verb.name, what, usage: verb.usage };
    let mut words = words(rest);
    // What it is screwed into or from goes without saying.
    let aside = |word: &Word| matches!(word::prep(&word.text), Some(Prep::On | Prep::In | Prep::From | Prep::Of));
    if let Some(at) = words.iter().skip(1).position(aside).map(|at| at + 1).filter(|at| at + 1 < words.len())
        && !words[..at].iter().any(|word| is_goal(&word.text))
    {
        words.truncate(at);
    }
    let implied = match first {
        "unscrew" | "loosen" | "untwist" => Some("loose"),
        "screw" | "tighten" => Some("tight"),
        _ => None,
    };
    // `turn on the hob`, `screw on the top`, `turn up the heat`: the particle stands before the thing.
    let particle = words.first().map(|word| word.text.clone()).filter(|text| is_plain(text));
    if let Some(particle) = particle {
        if words.len() == 1 {
            return Err(missing("what to turn"));
        }
        let words = words.into_iter().skip(1).filter(|word| !word::is_article(&word.text)).collect();
        return Ok(Action::Turn { target: name(words)?, to: Some(plain(&particle, implied)?), percent: None });
    }
    let at = words.iter().position(|word| is_goal(&word.text));
    let (target, goal) = match at {
        Some(at) => {
            let goal = words.split_off(at + 1);
            words.pop();
            (words, goal)
        }
        None => {
            let goal = words.split_off(words.len() - trailing(&words));
            (words, goal)
        }
    };
    let target: Vec<Word> = target.into_iter().filter(|word| !word::is_article(&word.text)).collect();
    let target = match target.is_empty() {
        true => return Err(missing("what to turn")),
        false => name(target)?,
    };
    let text = goal.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    if let Some(percent) = percent(&text) {
        return Ok(Action::Turn { target, to: None, percent: Some(percent) });
    }
    let to = match (text.is_empty(), implied) {
        (true, Some(implied)) => Setting::new(implied)?,
        (true, None) => return Err(missing("where to turn it (`to` a position or a share in %)")),
        (false, implied) => plain(&text, implied)?,
    };
    Ok(Action::Turn { target, to: Some(to), percent: None })
}

/// A position; what is screwed on or off is made tight or loose.
fn plain(text: &str, implied: Option<&str>) -> Result<Setting, ActionError> {
    match (text, implied) {
        ("on" | "off", Some(implied)) => Setting::new(implied),
        _ => Setting::new(text),
    }
}

fn is_plain(text: &str) -> bool {
    PLAIN.contains(&text)
}

/// Whether what follows a word says where to turn.
fn is_goal(text: &str) -> bool {
    matches!(word::prep(text), Some(Prep::To)) || text == "by"
}

/// How many words at the end say where to turn, without a preposition before them.
fn trailing(words: &[Word]) -> usize {
    let text = |back: usize| words.len().checked_sub(back).map(|at| words[at].text.as_str());
    let numbered = |word: &str| word.ends_with(|c: char| c.is_ascii_digit());
    match (text(2), text(1)) {
        (Some(value), Some(unit)) if is_percent(unit) && word::number(value).is_some() => 2,
        (Some(_), Some(last)) if is_plain(last) || last.ends_with('%') => 1,
        // `turn coffee maker 1` names a thing; `turn hob_1.knob 3` says where to.
        (Some(before), Some(last)) if word::number(last).is_some() && (numbered(before) || before.contains('.')) => 1,
        _ => 0,
    }
}

fn is_percent(text: &str) -> bool {
    matches!(text, "%" | "percent")
}

/// A share in percent, if that is what is said.
fn percent(text: &str) -> Option<f64> {
    let number = text.strip_suffix('%').or_else(|| text.strip_suffix("percent"))?;
    word::number(&clean(number.trim())).and_then(|(value, unit)| unit.is_none().then_some(value))
}
