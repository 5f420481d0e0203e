//! Reading an action from English text.

use super::sentence::{Sentence, clean, name};
use super::word::{Prep, Unit};
use super::{Action, ActionError, LookAt, Name, Relation, SLOW_ML_S, VERBS, Verb};
use super::{speech, turning};
use crate::nearest::nearest;

impl Action {
    /// Reads one action from English text such as `pour 240 ml into mug_1`.
    ///
    /// Case and articles do not matter, amounts may stand anywhere, and words of a name may be set apart
    /// (`coffee maker 1`). The error names the word at fault and what would be right.
    pub fn parse(text: &str) -> Result<Action, ActionError> {
        let text = text.trim();
        let end = text.find(|c: char| c.is_whitespace() || "(:,;\"".contains(c)).unwrap_or(text.len());
        let (first, rest) = text.split_at(end);
        let first = clean(first);
        if first.is_empty() {
            return Err(ActionError::Empty);
        }
        let Some(verb) = Verb::find(&first) else {
            let all = VERBS.iter().flat_map(|verb| [verb.name].into_iter().chain(verb.synonyms.iter().copied()));
            return Err(ActionError::UnknownVerb { nearest: nearest(&first, all), word: first });
        };
        let action = match verb.name {
            "say" => Action::Say { text: speech::unquote(rest) },
            "done" => speech::done(verb, rest)?,
            "turn" => turning::turn(verb, &first, rest)?,
            _ => Sentence::read(verb, rest)?.into_action()?,
        };
        action.check()?;
        Ok(action)
    }
}

impl std::str::FromStr for Action {
    type Err = ActionError;

    fn from_str(text: &str) -> Result<Action, ActionError> {
        Action::parse(text)
    }
}

impl Sentence {
    fn into_action(mut self) -> Result<Action, ActionError> {
        let action = match self.verb.name {
            "go_to" => Action::GoTo { target: self.target(&[Prep::To], "where to go")? },
            "look" => Action::Look { at: self.look_at()? },
            "open" => Action::Open { target: self.target(&[], "what to open")? },
            "close" => Action::Close { target: self.target(&[], "what to close")? },
            "pick" => {
                self.drop_particle("up");
                self.drop_phrase(&[Prep::From, Prep::Of]);
                Action::Pick { target: self.target(&[], "what to pick")? }
            }
            "place" => {
                self.drop_particle("down");
                let item = self.optional(&[None])?;
                let (relation, target) = self.relation()?;
                Action::Place { item, target, relation }
            }
            "pour" => {
                let amount_ml = self.millilitres()?;
                let rate_ml_s = self.rate(SLOW_ML_S);
                self.drop_phrase(&[Prep::Of]);
                let from = self.optional(&[None, Some(Prep::From)])?;
                let into = self.needed(&[Prep::In, Prep::On, Prep::To], "where to pour it (`into`)")?;
                Action::Pour { from, into, amount_ml, rate_ml_s }
            }
            "fill" => {
                self.drop_particle("up");
                let amount_ml = self.millilitres()?;
                self.drop_phrase(&[Prep::Of, Prep::With]);
                let item = self.optional(&[None])?;
                let taps = [Prep::From, Prep::To, Prep::Under, Prep::In];
                Action::Fill { item, tap: self.needed(&taps, "the tap (`at` or `from`)")?, amount_ml }
            }
            "stir" => {
                let seconds = self.seconds()?;
                self.drop_phrase(&[Prep::With]);
                Action::Stir { target: self.target(&[Prep::In], "what to stir")?, seconds }
            }
            "wipe" => {
                self.drop_particle("up");
                self.drop_particle("off");
                self.drop_phrase(&[Prep::With]);
                Action::Wipe { target: self.target(&[], "what to wipe")? }
            }
            "scoop" => {
                let amount_g = self.amount("grams", |unit| match unit {
                    Unit::Mass(factor) => Some(factor),
                    _ => None,
                })?;
                self.drop_phrase(&[Prep::Of]);
                let from = self.needed(&[Prep::From], "what to scoop from (`from`)")?;
                let into = self.needed(&[Prep::In, Prep::On, Prep::To], "where to put it (`into`)")?;
                Action::Scoop { from, into, amount_g }
            }
            "press" => {
                let seconds = self.seconds()?;
                self.drop_particle("down");
                self.drop_particle("in");
                Action::Press { target: self.target(&[Prep::On, Prep::In], "what to press")?, seconds }
            }
            "push" => {
                self.drop_particle("down");
                self.drop_particle("in");
                Action::Push { target: self.target(&[Prep::On, Prep::In], "what to push")? }
            }
            "pull" => {
                for particle in ["up", "down", "out", "on"] {
                    self.drop_particle(particle);
                }
                Action::Pull { target: self.target(&[Prep::On], "what to pull")? }
            }
            "insert" => {
                let item = self.optional(&[None])?;
                Action::Insert { item, into: self.needed(&[Prep::In, Prep::On, Prep::To], "where it goes (`into`)")? }
            }
            "remove" => {
                self.drop_phrase(&[Prep::From]);
                Action::Remove { target: self.target(&[], "what to take out")? }
            }
            "plug" => {
                self.drop_particle("in");
                let plug = self.optional(&[None])?;
                Action::Plug { plug, outlet: self.needed(&[Prep::In, Prep::To], "the outlet (`into`)")? }
            }
            "unplug" => {
                self.drop_phrase(&[Prep::From]);
                Action::Unplug { plug: self.target(&[], "the plug")? }
            }
            _ => {
                let seconds = self.seconds()?;
                Action::Wait { seconds: seconds.ok_or(self.missing("how long"))? }
            }
        };
        self.finish()?;
        Ok(action)
    }

    fn relation(&mut self) -> Result<(Relation, Name), ActionError> {
        for (prep, relation) in [(Prep::On, Relation::On), (Prep::In, Relation::In), (Prep::Under, Relation::Under)] {
            if let Some(target) = self.optional(&[Some(prep)])? {
                return Ok((relation, target));
            }
        }
        Err(self.missing("where (`on`, `in` or `under` something)"))
    }

    fn look_at(&mut self) -> Result<LookAt, ActionError> {
        let Some(words) = self.take(&[None, Some(Prep::To), Some(Prep::In), Some(Prep::On), Some(Prep::Under)]) else {
            return Ok(LookAt::Direction(super::Direction::Around));
        };
        match words.as_slice() {
            [word] if super::word::direction(&word.text).is_some() => {
                Ok(LookAt::Direction(super::word::direction(&word.text).unwrap_or(super::Direction::Around)))
            }
            _ => name(words).map(LookAt::Target),
        }
    }
}
