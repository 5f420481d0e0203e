//! Names of components and what index they have among their kind.

use std::collections::BTreeMap;

use super::fault::{Fault, nearest};
use crate::comp::{Comp, Kind};

/// Names to indices and back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    by_name: BTreeMap<String, (Kind, usize)>,
    by_kind: [Vec<String>; Kind::COUNT],
}

impl Names {
    pub fn new(comps: &BTreeMap<String, Comp>) -> Names {
        let mut names = Names::default();
        for (name, comp) in comps {
            let kind = Kind::of(comp);
            let list = &mut names.by_kind[kind as usize];
            names.by_name.insert(name.clone(), (kind, list.len()));
            list.push(name.clone());
        }
        names
    }

    pub fn of(&self, kind: Kind) -> &[String] {
        &self.by_kind[kind as usize]
    }

    pub fn by_index(&self, kind: usize) -> &[String] {
        &self.by_kind[kind]
    }

    pub fn get(&self, name: &str) -> Option<(Kind, usize)> {
        self.by_name.get(name).copied()
    }

    /// The index of a component that must exist.
    pub fn find(&self, place: &str, name: &str, faults: &mut Vec<Fault>) -> Option<(Kind, usize)> {
        let found = self.get(name);
        if found.is_none() {
            let nearest = nearest(name, self.by_name.keys().map(String::as_str));
            faults.push(Fault::Unknown { place: place.into(), name: name.into(), nearest });
        }
        found
    }

    /// The index of a component that must exist and be of that kind.
    pub fn find_kind(
        &self,
        place: &str,
        name: &str,
        kind: Kind,
        wanted: &'static str,
        faults: &mut Vec<Fault>,
    ) -> Option<usize> {
        let (found, index) = self.find(place, name, faults)?;
        if found == kind {
            return Some(index);
        }
        let found = format!("{found:?}").to_lowercase();
        faults.push(Fault::WrongKind { place: place.into(), name: name.into(), found, wanted });
        None
    }
}
