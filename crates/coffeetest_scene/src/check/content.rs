//! Checks of what is in a thing: contents, a tool's bowl, a pack's pieces.

use std::collections::BTreeSet;

use coffeetest_brew::Species;
use coffeetest_brew::spec::Comp;

use super::Known;
use super::page::{At, Page};
use crate::{Content, Mount, Thing, Tool};

/// Checks contents, tool and pack of a kind of thing.
pub(super) fn check(page: &mut Page<Thing>, known: &Known) {
    let thing = &page.read.value;
    contents(page, &At::top("contents"), thing, &thing.contents);
    if let Some(Tool::Scoop { store } | Tool::Spoon { store }) = &thing.tool {
        page.known(&At::top("tool").to("store"), "Store", store, stores(thing));
    }
    let Some(pack) = &thing.pack else { return };
    let at = At::top("pack");
    page.above_zero(&at.to("count"), pack.count);
    page.point(&at.to("at"), pack.at);
    if !page.known(&at.to("item"), "thing", &pack.item, known.thing_ids()) {
        return;
    }
    let Some(item) = known.thing(&pack.item) else { return };
    let hint = "Only a loose thing can be taken out.";
    page.must(item.mount == Mount::Free, &at.to("item"), format!("`{}` is built in", pack.item), hint);
    let hint = "A piece must have `grasps`.";
    page.must(!item.grasps.is_empty(), &at.to("item"), format!("`{}` cannot be held", pack.item), hint);
    let hint = "A pack gives out single pieces.";
    page.must(item.pack.is_none(), &at.to("item"), format!("`{}` is itself a pack", pack.item), hint);
}

fn stores(thing: &Thing) -> impl Iterator<Item = &str> {
    thing.comps.iter().filter(|(_, comp)| matches!(comp, Comp::Store(_))).map(|(name, _)| name.as_str())
}

/// What can hold something at the start: stores, beds, and the filter that a filter piece is.
fn holders(thing: &Thing) -> impl Iterator<Item = &str> {
    let holds = |comp: &Comp| match comp {
        Comp::Store(_) | Comp::Bed(_) => true,
        Comp::Filter(filter) => filter.accepts.is_empty(),
        _ => false,
    };
    thing.comps.iter().filter(move |(_, comp)| holds(comp)).map(|(name, _)| name.as_str())
}

/// Checks contents of a thing, wherever they are given.
pub(super) fn contents<T>(page: &mut Page<T>, at: &At, thing: &Thing, contents: &[Content]) {
    let mut seen = BTreeSet::new();
    for (i, content) in contents.iter().enumerate() {
        let at = at.to(i);
        page.known(&at.to("store"), "Store", &content.store, holders(thing));
        let names = Species::ALL.iter().filter(|species| species.has_mass()).map(|species| species.name());
        page.known(&at.to("substance"), "substance", &content.substance, names);
        page.above_zero(&at.to("mass_g"), content.mass_g);
        let twice = !seen.insert((&content.store, &content.substance));
        page.must(!twice, &at, format!("`{}` is given twice", content.substance), "Add the masses up.");
        if let Some(temp_c) = content.temp_c {
            page.within(&at.to("temp_c"), temp_c, -30.0, 120.0);
        }
        let coffee = [Species::Grounds, Species::Beans, Species::Instant].map(Species::name);
        if content.decaf && !coffee.contains(&content.substance.as_str()) {
            let has = format!("`{}` has no `decaf`", content.substance);
            page.error(&at.to("decaf"), has, "Only `grounds`, `beans` and `instant` have one.");
        }
        let ground = content.substance == Species::Grounds.name();
        match content.d50_um {
            Some(d50_um) if ground => page.within(&at.to("d50_um"), d50_um, 10.0, 3000.0),
            Some(_) => page.error(
                &at.to("d50_um"),
                format!("`{}` has no `d50_um`", content.substance),
                "Only `grounds` has one.",
            ),
            None => {
                page.must(!ground, &at, "ground coffee without `d50_um`", "Its grind matters: 700 for a drip machine.")
            }
        }
    }
    for (name, comp) in &thing.comps {
        let here = || contents.iter().filter(|content| content.store == *name);
        match comp {
            Comp::Store(store) => {
                let taken = volume_ml(here());
                let what = format!("`{name}` holds {} ml, what is in it takes {taken:.0} ml", store.cap_ml);
                page.must(taken <= store.cap_ml, at, what, "Put less in.");
            }
            Comp::Bed(bed) => {
                let taken_g: f64 = here().map(|content| content.mass_g).sum();
                let what = format!("`{name}` takes {} g, {taken_g} g are in it", bed.cap_g);
                page.must(taken_g <= bed.cap_g, at, what, "Put less in.");
            }
            _ => {}
        }
    }
}

/// Volume of contents, ml: powders by their bulk density, liquids as water.
fn volume_ml<'a>(contents: impl Iterator<Item = &'a Content>) -> f64 {
    let volume = |content: &Content| {
        let density = Species::parse(&content.substance).and_then(Species::bulk_kg_m3).unwrap_or(1000.0);
        content.mass_g.max(0.0) * 1000.0 / density
    };
    contents.map(volume).sum()
}
