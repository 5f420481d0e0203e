//! What was tried and did not work.

use std::collections::BTreeMap;

use coffeetest_task::action::Action;
use coffeetest_task::trace::Outcome;

/// How often each action failed, by its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tries {
    last: Option<String>,
    failed: BTreeMap<String, u32>,
    done: BTreeMap<String, u32>,
}

impl Tries {
    /// Takes note of how the last action ended.
    pub(crate) fn note(&mut self, outcome: Option<&Outcome>) {
        if let (Some(last), Some(outcome)) = (self.last.take(), outcome) {
            let tally = if outcome.ok { &mut self.done } else { &mut self.failed };
            *tally.entry(last).or_insert(0) += 1;
        }
    }

    /// Notes an action that is about to be taken.
    pub(crate) fn begin(&mut self, action: &Action) {
        self.last = Some(action.to_string());
    }

    /// How often an action failed.
    pub(crate) fn failures(&self, action: &Action) -> u32 {
        self.failed.get(&action.to_string()).copied().unwrap_or(0)
    }

    /// How many actions failed so far.
    pub(crate) fn all_failures(&self) -> u32 {
        self.failed.values().sum()
    }

    /// Whether an action ever came about.
    pub(crate) fn succeeded(&self, action: &Action) -> bool {
        self.done.contains_key(&action.to_string())
    }

    /// How often an action was taken.
    pub(crate) fn times(&self, action: &Action) -> u32 {
        let words = action.to_string();
        [&self.failed, &self.done].iter().filter_map(|tally| tally.get(&words)).sum()
    }

    /// The action that failed least, earlier ones first.
    pub(crate) fn best(&self, actions: Vec<Action>) -> Option<Action> {
        actions.into_iter().min_by_key(|action| self.failures(action))
    }
}
