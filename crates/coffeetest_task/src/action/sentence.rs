//! A sentence of the grammar: a verb, an amount and phrases that begin with prepositions.

use super::word::{self, Prep, Unit};
use super::{ActionError, Name, Verb};

/// A word in lower case without the punctuation around it, with its place counted from 1.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) position: usize,
}

/// Words that follow a preposition, up to the next one.
pub(super) struct Phrase {
    prep: Option<Word>,
    pub(super) words: Vec<Word>,
}

/// A verb, its amount and its phrases.
pub(super) struct Sentence {
    pub(super) verb: &'static Verb,
    amount: Option<(f64, Option<Unit>, Word)>,
    /// ml/s, with the word that says it.
    rate: Option<(f64, Word)>,
    pub(super) phrases: Vec<Phrase>,
}

impl Sentence {
    pub(super) fn read(verb: &'static Verb, rest: &str) -> Result<Sentence, ActionError> {
        let mut words = words(rest).into_iter().filter(|word| !word::is_article(&word.text)).peekable();
        let mut sentence =
            Sentence { verb, amount: None, rate: None, phrases: vec![Phrase { prep: None, words: Vec::new() }] };
        while let Some(word) = words.next() {
            let next_unit = words.peek().and_then(|next| word::unit(&next.text));
            let last = sentence.phrases.len() - 1;
            let phrase = &mut sentence.phrases[last];
            if word::prep(&word.text).is_some() {
                sentence.phrases.push(Phrase { prep: Some(word), words: Vec::new() });
            } else if let Some((value, unit)) = word::number(&word.text).filter(|_| {
                // `coffee maker 1` is a name; `mug_1 240` is a name and an amount.
                next_unit.is_some() || !counts(&word.text) || phrase.words.last().is_none_or(|w| is_numbered(&w.text))
            }) {
                let unit = unit.or(next_unit.inspect(|_| drop(words.next())));
                if let Some(Unit::Rate(factor)) = unit {
                    if sentence.rate.is_some() {
                        return Err(unexpected(verb, word));
                    }
                    // The `at` of `at 5 ml/s` begins no phrase.
                    if phrase.words.is_empty() && phrase.prep() == Some(Prep::To) {
                        phrase.prep = None;
                    }
                    sentence.rate = Some((value * factor, word));
                    continue;
                }
                if sentence.amount.is_some() {
                    return Err(unexpected(verb, word));
                }
                sentence.amount = Some((value, unit, word));
            } else {
                phrase.words.push(word);
            }
        }
        Ok(sentence)
    }

    pub(super) fn missing(&self, what: &'static str) -> ActionError {
        ActionError::Missing { verb: self.verb.name, what, usage: self.verb.usage }
    }

    /// The words of the first phrase with one of these prepositions (`None`: right after the verb).
    pub(super) fn take(&mut self, preps: &[Option<Prep>]) -> Option<Vec<Word>> {
        let at = self.phrases.iter().position(|phrase| preps.contains(&phrase.prep()) && !phrase.words.is_empty())?;
        Some(self.phrases.remove(at).words)
    }

    pub(super) fn optional(&mut self, preps: &[Option<Prep>]) -> Result<Option<Name>, ActionError> {
        self.take(preps).map(name).transpose()
    }

    pub(super) fn needed(&mut self, preps: &[Prep], what: &'static str) -> Result<Name, ActionError> {
        let preps: Vec<Option<Prep>> = preps.iter().copied().map(Some).collect();
        self.optional(&preps)?.ok_or(self.missing(what))
    }

    /// The target right after the verb or after one of these prepositions.
    pub(super) fn target(&mut self, preps: &[Prep], what: &'static str) -> Result<Name, ActionError> {
        let preps: Vec<Option<Prep>> = [None].into_iter().chain(preps.iter().copied().map(Some)).collect();
        self.optional(&preps)?.ok_or(self.missing(what))
    }

    /// The amount in the verb's unit; a bare number is in it already.
    pub(super) fn amount(
        &mut self,
        expected: &'static str,
        factor: impl Fn(Unit) -> Option<f64>,
    ) -> Result<Option<f64>, ActionError> {
        let Some((value, unit, word)) = self.amount.take() else { return Ok(None) };
        let Some(factor) = unit.map_or(Some(1.0), factor) else {
            let (verb, usage) = (self.verb.name, self.verb.usage);
            return Err(ActionError::WrongUnit { verb, word: word.text, position: word.position, expected, usage });
        };
        Ok(Some(value * factor))
    }

    /// How fast, ml/s, if that is said.
    pub(super) fn rate(&mut self, slow: f64) -> Option<f64> {
        let is_slow = |word: &Word| matches!(word.text.as_str(), "slowly" | "gently" | "carefully");
        let slowly = self.phrases.iter().any(|phrase| phrase.words.iter().any(is_slow));
        for phrase in &mut self.phrases {
            phrase.words.retain(|word| !is_slow(word));
        }
        self.rate.take().map(|(rate, _)| rate).or(slowly.then_some(slow))
    }

    /// A time in seconds, if one is given.
    pub(super) fn seconds(&mut self) -> Result<Option<f64>, ActionError> {
        let seconds = self.amount("a time", |unit| match unit {
            Unit::Time(factor) => Some(factor),
            _ => None,
        })?;
        // The `for` of `for 3 s` begins no phrase.
        self.phrases.retain(|phrase| phrase.prep.is_none() || !phrase.words.is_empty());
        Ok(seconds)
    }

    /// Millilitres, if they are given.
    pub(super) fn millilitres(&mut self) -> Result<Option<f64>, ActionError> {
        self.amount("millilitres", |unit| match unit {
            Unit::Volume(factor) => Some(factor),
            _ => None,
        })
    }

    /// Drops the particle of a phrasal verb: `pick up mug_1`, `put mug_1 down on`, `plug in`.
    pub(super) fn drop_particle(&mut self, particle: &str) {
        let Some(first) = self.phrases.first_mut().map(|phrase| &mut phrase.words) else { return };
        if first.first().is_some_and(|word| word.text == particle) {
            first.remove(0);
        } else if first.len() > 1 && first.last().is_some_and(|word| word.text == particle) {
            first.pop();
        } else if first.is_empty()
            && self.phrases.len() > 2
            && self.phrases[1].prep.as_ref().is_some_and(|word| word.text == particle)
        {
            self.phrases[1].prep = None;
        }
    }

    /// Drops phrases that add nothing: `from the shelf` after a thing that is named in full.
    pub(super) fn drop_phrase(&mut self, preps: &[Prep]) {
        self.phrases.retain(|phrase| !phrase.prep().is_some_and(|prep| preps.contains(&prep)));
    }

    pub(super) fn finish(self) -> Result<(), ActionError> {
        let number = self.amount.map(|(_, _, word)| word).or(self.rate.map(|(_, word)| word));
        if let Some(word) = number {
            return Err(unexpected(self.verb, word));
        }
        match self.phrases.into_iter().find_map(|phrase| phrase.prep.or(phrase.words.into_iter().next())) {
            Some(word) => Err(unexpected(self.verb, word)),
            None => Ok(()),
        }
    }
}

impl Phrase {
    pub(super) fn prep(&self) -> Option<Prep> {
        self.prep.as_ref().and_then(|word| word::prep(&word.text))
    }
}

/// The words of a text, with their places; the verb is the first.
pub(super) fn words(rest: &str) -> Vec<Word> {
    let words = rest.split(|c: char| c.is_whitespace() || "(),;".contains(c)).map(clean);
    words.filter(|text| !text.is_empty()).zip(2..).map(|(text, position)| Word { text, position }).collect()
}

/// A word in lower case without the punctuation around it.
pub(super) fn clean(word: &str) -> String {
    let word = word.trim_matches(|c: char| "`'\"“”‘’:;,!?[]{}<>".contains(c));
    word.trim_end_matches('.').to_lowercase()
}

/// Whether the word is a plain count, as at the end of a handle.
fn counts(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

fn is_numbered(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit())
}

pub(super) fn name(words: Vec<Word>) -> Result<Name, ActionError> {
    let position = words.first().map(|word| word.position);
    let text = words.into_iter().map(|word| word.text).collect::<Vec<_>>().join("_");
    Name::new(&text).map_err(|_| ActionError::BadName { word: text, position })
}

fn unexpected(verb: &'static Verb, word: Word) -> ActionError {
    ActionError::Unexpected { word: word.text, position: word.position, usage: verb.usage }
}
