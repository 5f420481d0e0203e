//! Follows the links from movers and beds to where their flow ends.

use std::collections::BTreeMap;

use super::fault::Fault;
use super::names::Names;
use super::program::{End, Pipe};
use crate::comp::{Comp, HeatInto, Kind};

/// The links, by where they begin.
#[derive(Clone, Debug)]
pub(crate) struct Wires {
    next: BTreeMap<String, Vec<String>>,
    links: Vec<(String, String)>,
    /// Indices of the heaters that heat a line.
    pub line_heaters: Vec<usize>,
}

impl Wires {
    pub fn new(
        links: &[(String, String)],
        comps: &BTreeMap<String, Comp>,
        names: &Names,
        faults: &mut Vec<Fault>,
    ) -> Wires {
        let mut next: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (from, to) in links {
            for name in [from, to] {
                if !matches!(name.as_str(), "mains" | "drain") {
                    names.find("links", name, faults);
                }
            }
            next.entry(from.clone()).or_default().push(to.clone());
        }
        let heaters = comps.values().filter_map(|c| if let Comp::Heater(h) = c { Some(h) } else { None });
        let line_heaters = heaters.enumerate().filter(|(_, h)| h.into == HeatInto::Line).map(|(i, _)| i).collect();
        Wires { next, links: links.to_vec(), line_heaters }
    }

    /// The way of a mover. Without links it leads straight to its `to`.
    pub fn of_mover(&self, name: &str, from: &str, to: &str, names: &Names, faults: &mut Vec<Fault>) -> Option<Pipe> {
        for (a, _) in self.links.iter().filter(|(_, end)| end == name) {
            if a != from {
                let what = format!("is `from` `{from}`, but a link leads from `{a}` to it");
                faults.push(Fault::Wiring { place: name.into(), what });
            }
        }
        if !self.next.contains_key(name) {
            return self.follow(name, to, names, faults).map(|(pipe, _)| pipe);
        }
        let first = self.only_next(name, faults)?;
        let (pipe, passed) = self.follow(name, &first, names, faults)?;
        if !passed.iter().any(|p| p == to) {
            let what = format!("is `to` `{to}`, but its links lead over {}", passed.join(" to "));
            faults.push(Fault::Wiring { place: name.into(), what });
        }
        Some(pipe)
    }

    /// The way of a bed.
    pub fn of_bed(&self, name: &str, names: &Names, faults: &mut Vec<Fault>) -> Option<Pipe> {
        let first = self.only_next(name, faults)?;
        self.follow(name, &first, names, faults).map(|(pipe, _)| pipe)
    }

    fn only_next(&self, name: &str, faults: &mut Vec<Fault>) -> Option<String> {
        match self.next.get(name).map(Vec::as_slice) {
            Some([one]) => Some(one.clone()),
            Some(many) => {
                let what = format!("its flow forks to {}; flows do not fork", many.join(" and "));
                faults.push(Fault::Wiring { place: name.into(), what });
                None
            }
            None => {
                let what = "its flow ends here; link it to an outlet, a store, a bed or `drain`".into();
                faults.push(Fault::Wiring { place: name.into(), what });
                None
            }
        }
    }

    fn follow(&self, place: &str, first: &str, names: &Names, faults: &mut Vec<Fault>) -> Option<(Pipe, Vec<String>)> {
        let mut valves = Vec::new();
        let mut passed = vec![first.to_owned()];
        let mut here = first.to_owned();
        loop {
            if here == "drain" {
                return Some((Pipe { valves, end: End::Drain }, passed));
            }
            let end = match names.find(place, &here, faults)? {
                (Kind::Store, i) => End::Store(i),
                (Kind::Bed, i) => End::Bed(i),
                (Kind::Outlet, i) => End::Outlet(i),
                (Kind::Valve, i) if !valves.contains(&i) => {
                    valves.push(i);
                    here = self.only_next(&here, faults)?;
                    passed.push(here.clone());
                    continue;
                }
                (Kind::Valve, _) => {
                    faults.push(Fault::Wiring {
                        place: place.into(),
                        what: format!("its flow runs in a ring at `{here}`"),
                    });
                    return None;
                }
                (kind, _) => {
                    let found = format!("{kind:?}").to_lowercase();
                    let wanted = "valve, outlet, store, bed or `drain`";
                    faults.push(Fault::WrongKind { place: place.into(), name: here, found, wanted });
                    return None;
                }
            };
            return Some((Pipe { valves, end }, passed));
        }
    }
}
