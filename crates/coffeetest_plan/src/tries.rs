//! What was tried and did not work.

use std::collections::BTreeMap;

use coffeetest_task::action::Action;
use coffeetest_task::trace::Outcome;

/// How often each action failed, by its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tries {
    last: Option<Action>,
    failed: BTreeMap<String, (Action, u32)>,
    done: BTreeMap<String, u32>,
}

impl Tries {
    /// Takes note of how the last action ended.
    pub(crate) fn note(&mut self, outcome: Option<&Outcome>) {
        if let (Some(last), Some(outcome)) = (self.last.take(), outcome) {
            let words = last.to_string();
            match outcome.ok {
                true => *self.done.entry(words).or_insert(0) += 1,
                false => self.failed.entry(words).or_insert((last, 0)).1 += 1,
            }
        }
    }

    /// Notes an action that is about to be taken.
    pub(crate) fn begin(&mut self, action: &Action) {
        self.last = Some(action.clone());
    }

    /// How often an action failed.
    pub(crate) fn failures(&self, action: &Action) -> u32 {
        self.failed.get(&action.to_string()).map_or(0, |(_, times)| *times)
    }

    /// How many actions failed so far.
    pub(crate) fn all_failures(&self) -> u32 {
        self.failures_of(|_| true)
    }

    /// How often actions of a sort failed.
    pub(crate) fn failures_of(&self, sort: impl Fn(&Action) -> bool) -> u32 {
        self.failed.values().filter(|(action, _)| sort(action)).map(|(_, times)| times).sum()
    }

    /// Whether an action ever came about.
    pub(crate) fn succeeded(&self, action: &Action) -> bool {
        self.done.contains_key(&action.to_string())
    }

    /// How often an action was taken.
    pub(crate) fn times(&self, action: &Action) -> u32 {
        self.failures(action) + self.done.get(&action.to_string()).copied().unwrap_or(0)
    }

    /// The action that failed least, earlier ones first.
    pub(crate) fn best(&self, actions: Vec<Action>) -> Option<Action> {
        actions.into_iter().min_by_key(|action| self.failures(action))
    }
}
