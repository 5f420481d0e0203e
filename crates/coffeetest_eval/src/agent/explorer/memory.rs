//! Everything that has been seen so far, as it looked last.

use std::collections::{BTreeMap, BTreeSet};

use coffeetest_task::action::Name;
use coffeetest_task::observation::{Observation, SeenThing};

/// A thing that has been seen.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// As it looked last.
    pub(super) seen: SeenThing,
    /// What is printed on it, if that could be read once.
    pub(super) label: String,
    /// The door behind which it stood.
    pub(super) behind: Option<Name>,
    /// When it was seen first: the how many-th thing.
    rank: usize,
}

/// Everything that has been seen so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    things: BTreeMap<Name, Known>,
    /// What is inside the hollows of things, by the thing and the hollow's name, as it looked last.
    hollows: BTreeMap<(Name, String), String>,
    /// Things of which all hollows are known by name.
    told: BTreeSet<Name>,
}

impl Memory {
    /// Takes in what is in view while these doors are open.
    pub(super) fn perceive(&mut self, observation: &Observation, ajar: &BTreeSet<Name>) {
        for seen in &observation.objects {
            let rank = self.things.len();
            let known = self.things.entry(seen.handle.clone()).or_insert_with(|| Known {
                seen: seen.clone(),
                label: String::new(),
                behind: behind(seen, ajar),
                rank,
            });
            known.seen = seen.clone();
            known.behind = known.behind.take().filter(|_| Some(&seen.handle) != observation.holding.as_ref());
            if let Some(label) = seen.state.iter().find_map(|state| quoted(state, "reads ")) {
                known.label = label.to_lowercase();
            }
            let whole = seen.part_of.as_ref().unwrap_or(&seen.handle);
            for (hollow, contents) in seen.state.iter().filter_map(|state| contents(state)) {
                self.hollows.insert((whole.clone(), hollow), contents);
            }
        }
    }

    pub(super) fn get(&self, name: &Name) -> Option<&Known> {
        self.things.get(name)
    }

    /// Whole things, in the order in which they were seen first.
    pub(super) fn things(&self) -> Vec<&Known> {
        self.sorted(|known| known.seen.part_of.is_none())
    }

    /// Parts of a thing, in the order in which they were seen first.
    pub(super) fn parts(&self, thing: &Name) -> Vec<&Known> {
        self.sorted(|known| known.seen.part_of.as_ref() == Some(thing))
    }

    /// All parts of all things.
    pub(super) fn all_parts(&self) -> Vec<&Known> {
        self.sorted(|known| known.seen.part_of.is_some())
    }

    fn sorted(&self, which: impl Fn(&Known) -> bool) -> Vec<&Known> {
        let mut all: Vec<&Known> = self.things.values().filter(|known| which(known)).collect();
        all.sort_by_key(|known| known.rank);
        all
    }

    /// The hollows of a thing that have been seen into, and what was in them.
    pub(super) fn hollows(&self, thing: &Name) -> impl Iterator<Item = (&str, &str)> {
        let own = self.hollows.iter().filter(move |((owner, _), _)| owner == thing);
        own.map(|((_, hollow), contents)| (hollow.as_str(), contents.as_str()))
    }

    /// A thing is said to have such a hollow.
    pub(super) fn hear_of(&mut self, thing: &Name, hollow: &str) {
        self.hollows.entry((thing.clone(), hollow.to_owned())).or_default();
        self.told.insert(thing.clone());
    }

    /// Whether all hollows of a thing are known by name.
    pub(super) fn knows_hollows(&self, thing: &Name) -> bool {
        self.told.contains(thing)
    }

    /// How a thing and its parts look, all in one.
    pub(super) fn look(&self, thing: &Name) -> Vec<String> {
        let own = self.get(thing).into_iter().chain(self.parts(thing));
        own.flat_map(|known| known.seen.state.iter().cloned()).collect()
    }
}

impl Known {
    pub(super) fn name(&self) -> &Name {
        &self.seen.handle
    }

    /// Whether it is seen to be so.
    pub(super) fn is(&self, state: &str) -> bool {
        self.seen.state.iter().any(|own| own == state)
    }

    /// Whether it sits in a thing.
    pub(super) fn sits_in(&self, thing: &Name) -> bool {
        self.is(&format!("in {thing}"))
    }
}

/// The open door behind which a thing is seen for the first time: one of what it stands in.
fn behind(seen: &SeenThing, ajar: &BTreeSet<Name>) -> Option<Name> {
    let of_host = |door: &&Name| {
        let host = door.as_str().split('.').next().unwrap_or_default();
        seen.part_of.is_none() && seen.state.iter().any(|state| state.ends_with(&format!(" {host}")))
    };
    ajar.iter().find(of_host).cloned()
}

/// What stands in quotation marks after these words.
pub(super) fn quoted<'a>(state: &'a str, before: &str) -> Option<&'a str> {
    state.strip_prefix(before)?.strip_prefix('"')?.strip_suffix('"')
}

/// The hollow that a state speaks of and what is in it; the only hollow of a thing has no name.
fn contents(state: &str) -> Option<(String, String)> {
    let (hollow, contents) = state.split_once(": ").unwrap_or(("", state));
    let is_some = contents == "empty" || contents.contains("full of ") || contents.contains("full to the rim of ");
    let is_little = contents.starts_with("a little ") && contents.ends_with(" in it");
    (is_some || is_little).then(|| (hollow.replace(' ', "_"), contents.to_owned()))
}
