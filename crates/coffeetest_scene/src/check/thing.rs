//! Checks of a kind of thing: its words and how its checks hang together.

use std::collections::BTreeSet;
use std::sync::Arc;

use coffeetest_brew::spec::Comp;

use super::page::{At, Page};
use super::{Known, comp, content, geometry, part, process};
use crate::read::{Read, SceneError};
use crate::source::Folder;
use crate::{Mount, Thing};

/// Every tag that some thing or one of its parts carries.
pub(super) fn tags<'a>(things: impl Iterator<Item = &'a Arc<Thing>>) -> BTreeSet<String> {
    let of = |thing: &'a Arc<Thing>| thing.tags.iter().chain(thing.bodies.values().flat_map(|body| &body.tags));
    things.flat_map(of).cloned().collect()
}

/// Checks one kind of thing.
pub(super) fn check(read: &Read<Thing>, folder: Folder, known: &Known, errors: &mut Vec<SceneError>) {
    let mut page = Page { read, errors };
    let thing = &read.value;
    page.text(&At::top("name"), &thing.name);
    page.word(&At::top("kind"), &thing.kind);
    for (i, tag) in thing.tags.iter().enumerate() {
        page.word(&At::top("tags").to(i), tag);
    }
    if let Some(label) = &thing.label {
        page.text(&At::top("label"), label);
    }
    if let Some(breaks_j) = thing.breaks_j {
        page.above_zero(&At::top("breaks_j"), breaks_j);
    }
    if folder == Folder::Furniture {
        let hint = "Write `mount: Fixed`, or keep it in `items`.";
        page.must(thing.mount == Mount::Fixed, &At::top("mount"), "this furniture is not built in", hint);
    }
    if folder == Folder::Items {
        let hint = "Leave `mount` out, or keep it in `furniture`.";
        page.must(thing.mount == Mount::Free, &At::top("mount"), "this item is built in", hint);
    }
    if let Some(base) = &thing.base {
        let at = At::top("base");
        let stores = thing.comps.iter().filter(|(_, comp)| matches!(comp, Comp::Store(_)));
        page.known(&at.to("store"), "Store", &base.store, stores.map(|(name, _)| name.as_str()));
        page.within(&at.to("diameter_m"), base.diameter_m, 0.01, 0.6);
        let hint = "Ferrous metal is a metal: write `metal: true`.";
        page.must(base.metal || !base.ferrous, &at, "ferrous and not of metal", hint);
    }
    comp::check(&mut page, known);
    process::check(&mut page);
    part::check(&mut page);
    geometry::check(&mut page);
    content::check(&mut page, known);
}
