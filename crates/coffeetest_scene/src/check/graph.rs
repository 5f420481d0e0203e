//! Checks of the links: where mass flows.

use std::collections::BTreeSet;

use super::page::{At, Page};
use crate::Thing;

/// Checks all links of a thing.
pub(super) fn check(page: &mut Page<Thing>) {
    let thing = &page.read.value;
    let mut seen = BTreeSet::new();
    for (i, (from, to)) in thing.links.iter().enumerate() {
        let at = At::top("links").to(i);
        page.comp(&at.to(0), from, &["Store", "Mover", "Valve", "Bed"]);
        if to != "drain" {
            page.comp(&at.to(1), to, &["Store", "Mover", "Valve", "Bed", "Outlet"]);
        }
        page.must(from != to, &at, format!("`{from}` flows into itself"), "");
        page.must(seen.insert((from, to)), &at, format!("the link from `{from}` to `{to}` is given twice"), "");
    }
}
