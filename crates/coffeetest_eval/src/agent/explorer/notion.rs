//! What the agent takes things for, by what they are called and what is printed on them.

use coffeetest_task::action::Name;

use super::life::Life;
use super::memory::Known;
use super::words;

/// How coffee comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Ground,
    Beans,
    Instant,
    Pod,
    DripBag,
    Ready,
}

impl Known {
    /// All that it is called, and what is printed on it.
    pub(super) fn words(&self) -> String {
        format!("{} {} {}", self.seen.kind.replace('_', " "), self.seen.name.to_lowercase(), self.label)
    }

    /// Whether one of these words is in what it is called.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        has(&self.words(), words)
    }

    /// Whether it is of a kind with one of these names.
    pub(super) fn is_a(&self, words: &[&str]) -> bool {
        self.seen.kind.split('_').any(|word| words.contains(&word))
    }

    /// How coffee comes in it, if it is a pack of coffee.
    pub(super) fn coffee(&self) -> Option<Form> {
        if !self.is_a(words::PACKS) || !self.says(words::COFFEE) || self.says(words::NOT_COFFEE) {
            return None;
        }
        Some(match () {
            () if self.says(words::READY) => Form::Ready,
            () if self.says(words::DRIP_BAGS) => Form::DripBag,
            () if self.says(words::INSTANT) => Form::Instant,
            () if self.says(words::BEANS) => Form::Beans,
            () if self.says(words::PODS) => Form::Pod,
            () => Form::Ground,
        })
    }

    /// Whether nothing is left of what was in it.
    fn is_finished(&self) -> bool {
        self.is("empty") || self.is("broken") || self.is("used")
    }
}

/// Whether a text has one of these words.
pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

impl Life {
    /// Things to which something applies, nearest to each other in the order of first sight.
    fn find(&self, which: impl Fn(&Known) -> bool) -> Option<Name> {
        self.memory.things().into_iter().find(|known| which(known)).map(|known| known.name().clone())
    }

    /// What can be drunk from: what suits the order and is clean first, and of that what stands in the open.
    pub(super) fn cups(&self) -> Vec<Name> {
        // An espresso goes into the smallest, anything else into what is not made for it.
        let is_small = has(&self.order, &["espresso"]);
        let suits = |known: &Known| has(&known.seen.name, &["espresso"]) == is_small;
        let is_clean = |known: &Known| !known.seen.state.iter().any(|state| state.contains("liquid"));
        let things = self.memory.things().into_iter();
        let mut all: Vec<&Known> = things.filter(|known| known.is_a(words::CUPS) && !known.is("broken")).collect();
        all.sort_by_key(|known| (!suits(known), !is_clean(known), known.behind.is_some()));
        all.into_iter().map(|known| known.name().clone()).collect()
    }

    pub(super) fn coffee(&self, form: Form) -> Option<Name> {
        let is_form = |known: &Known| known.coffee() == Some(form) && !known.is_finished();
        self.find(|known| is_form(known) && !known.says(words::SECOND_BEST)).or_else(|| self.find(is_form))
    }

    pub(super) fn machine(&self) -> Option<Name> {
        self.find(|known| known.coffee().is_none() && known.says(words::MACHINES))
    }

    /// All that is called so by its kind.
    pub(super) fn things(&self, kinds: &[&str]) -> Vec<Name> {
        let all = self.memory.things().into_iter();
        all.filter(|known| known.is_a(kinds)).map(|known| known.name().clone()).collect()
    }

    /// What is called so by its kind.
    pub(super) fn thing(&self, kinds: &[&str]) -> Option<Name> {
        self.find(|known| known.is_a(kinds) && !known.is("broken"))
    }

    /// What is called so.
    pub(super) fn called(&self, names: &[&str]) -> Option<Name> {
        self.find(|known| known.coffee().is_none() && known.says(names))
    }

    pub(super) fn scoop(&self) -> Option<Name> {
        let of = |kind: &str| self.find(|known| known.is_a(&[kind]) && !known.is_a(words::STANDS));
        words::SCOOPS.iter().find_map(|kind| of(kind))
    }

    /// A pack of filters, or a filter.
    pub(super) fn filter(&self) -> Option<Name> {
        self.find(|known| known.is_a(words::FILTERS) && !known.is_finished())
    }

    /// The carafe that belongs to a machine: it sits in it.
    pub(super) fn carafe(&self, machine: &Name) -> Option<Name> {
        self.find(|known| known.is_a(words::CARAFES) && known.sits_in(machine))
    }

    /// Counters and tables, the nearest first.
    pub(super) fn surfaces(&self) -> Vec<Name> {
        let mut all: Vec<&Known> =
            self.memory.things().into_iter().filter(|known| known.is_a(words::SURFACES)).collect();
        let [x, y] = self.now.body.position_m;
        let gap = |known: &Known| {
            let [ahead, left, _] = known.seen.place_m;
            (ahead - x) * (ahead - x) + (left - y) * (left - y)
        };
        all.sort_by(|a, b| gap(a).total_cmp(&gap(b)));
        all.into_iter().map(|known| known.name().clone()).collect()
    }
}
