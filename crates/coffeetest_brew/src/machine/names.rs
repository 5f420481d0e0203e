//! Names of components and what index they have among their kind.

use std::collections::BTreeMap;

use super::fault::{Fault, nearest};
use crate::spec::Comp;

/// A kind of component, as far as a machine numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// [`Comp::Store`]
    Store,
    /// [`Comp::Heater`]
    Heater,
    /// [`Comp::Mover`]
    Mover,
    /// [`Comp::Valve`]
    Valve,
    /// [`Comp::Bed`]
    Bed,
    /// [`Comp::Filter`]
    Filter,
    /// [`Comp::Control`]
    Control,
    /// [`Comp::Joint`]
    Joint,
    /// [`Comp::Seat`]
    Seat,
    /// [`Comp::Outlet`]
    Outlet,
    /// [`Comp::Plug`]
    Plug,
    /// [`Comp::Socket`]
    Socket,
    /// [`Comp::Indicator`]
    Indicator,
    /// [`Comp::Timer`]
    Timer,
    /// [`Comp::Counter`]
    Counter,
    /// [`Comp::Grinder`]
    Grinder,
    /// [`Comp::Piston`]
    Piston,
    /// [`Comp::Wand`]
    Wand,
    /// [`Comp::Circuit`]
    Circuit,
}

impl Kind {
    /// How many kinds there are.
    pub const COUNT: usize = 19;

    /// The kind of a component.
    pub const fn of(comp: &Comp) -> Kind {
        match comp {
            Comp::Store(_) => Kind::Store,
            Comp::Heater(_) => Kind::Heater,
            Comp::Mover(_) => Kind::Mover,
            Comp::Valve(_) => Kind::Valve,
            Comp::Bed(_) => Kind::Bed,
            Comp::Filter(_) => Kind::Filter,
            Comp::Control(_) => Kind::Control,
            Comp::Joint(_) => Kind::Joint,
            Comp::Seat(_) => Kind::Seat,
            Comp::Outlet(_) => Kind::Outlet,
            Comp::Plug(_) => Kind::Plug,
            Comp::Socket(_) => Kind::Socket,
            Comp::Indicator(_) => Kind::Indicator,
            Comp::Timer(_) => Kind::Timer,
            Comp::Counter(_) => Kind::Counter,
            Comp::Grinder(_) => Kind::Grinder,
            Comp::Piston(_) => Kind::Piston,
            Comp::Wand(_) => Kind::Wand,
            Comp::Circuit(_) => Kind::Circuit,
        }
    }
}

/// Names to indices and back.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
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
