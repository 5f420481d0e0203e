//! Checks of circuits: a panel with a breaker, and the sockets that hang on it.

use std::collections::BTreeSet;

use coffeetest_brew::spec::Comp;

use super::Known;
use super::page::{At, Page};
use crate::{Home, Thing};

/// Checks the circuits of a home.
pub(super) fn check(page: &mut Page<Home>, known: &Known) {
    let home = &page.read.value;
    let mut wired = BTreeSet::new();
    for (circuit, outlets) in &home.circuits {
        let at = At::top("circuits").to(circuit);
        check_panel(page, known, &at, circuit);
        for (i, outlet) in outlets.iter().enumerate() {
            let at = at.to(i);
            if !page.known(&at, "furniture", outlet, home.furniture.keys().map(String::as_str)) {
                continue;
            }
            let has_socket = has(home, known, outlet, |comp| matches!(comp, Comp::Socket(_)));
            page.must(has_socket, &at, format!("`{outlet}` has no socket"), "Name furniture with a `Socket`.");
            page.must(wired.insert(outlet), &at, format!("`{outlet}` hangs on two circuits"), "Leave it on one.");
        }
    }
}

fn check_panel(page: &mut Page<Home>, known: &Known, at: &At, circuit: &str) {
    let home = &page.read.value;
    let Some((panel, comp)) = circuit.split_once('.') else {
        return page.error(at, format!("`{circuit}` is no circuit"), "Write `panel.circuit`.");
    };
    if !page.known(at, "furniture", panel, home.furniture.keys().map(String::as_str)) {
        return;
    }
    if let Some(thing) = kind(home, known, panel) {
        let circuits = thing.comps.iter().filter(|(_, comp)| matches!(comp, Comp::Circuit(_)));
        page.member(at, panel, "circuit", comp, circuits.map(|(name, _)| name.as_str()));
    }
}

fn kind<'a>(home: &Home, known: &Known<'a>, name: &str) -> Option<&'a Thing> {
    known.thing(&home.furniture.get(name)?.thing).map(|thing| &**thing)
}

/// Whether a piece of furniture has such a component; one with errors of its own may have it.
fn has(home: &Home, known: &Known, name: &str, is: impl Fn(&Comp) -> bool) -> bool {
    kind(home, known, name).is_none_or(|thing| thing.comps.values().any(is))
}
