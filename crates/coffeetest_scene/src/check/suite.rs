//! Checks of a suite: what it names exists, and what it asks for can be had there.

use std::collections::BTreeSet;

use coffeetest_brew::Species;
use coffeetest_brew::spec::{Comp, MoverKind};

use super::home::{area_block, blocked};
use super::page::{At, Page};
use super::{Known, task};
use crate::layout::Layout;
use crate::read::{Read, SceneError};
use crate::source::Folder;
use crate::{Content, Home, Order, Suite, Thing, Wish};

/// The tag of what people drink from.
const VESSEL: &str = "drinking_vessel";
/// Least coffee per water that makes a cup, g/ml.
const LEAST_DOSE: f64 = 0.05;

/// Checks one suite.
pub(super) fn check(read: &Read<Suite>, known: &Known, errors: &mut Vec<SceneError>) {
    let mut page = Page { read, errors };
    let suite = &read.value;
    page.text(&At::top("name"), &suite.name);
    page.within(&At::top("time_limit_s"), suite.time_limit_s, 1.0, 1e5);
    page.known(&At::top("body"), "body", &suite.body, known.ids_in(Folder::Bodies));
    check_order(&mut page, &At::top("order"), &suite.order);
    let hint = "Name at least one, or give `tasks` or a `level`.";
    page.must(suite.round() > 0 || suite.level.is_some(), &At::top("homes"), "there is no home", hint);
    if let Some(level) = suite.level {
        let hint = "Generated homes are played in a suite of their own.";
        page.must(suite.round() == 0, &At::top("level"), "there are homes or tasks besides", hint);
        let levels: Vec<String> = known.library.levels.values().map(|level| level.number.to_string()).collect();
        page.known(&At::top("level"), "level", &level.to_string(), levels.iter().map(String::as_str));
    }
    let mut seen = BTreeSet::new();
    for (i, id) in suite.homes.iter().enumerate() {
        let at = At::top("homes").to(i);
        page.must(seen.insert(id), &at, format!("`{id}` is named twice"), "");
        if page.known(&at, "home", id, known.ids_in(Folder::Homes))
            && let Some(home) = known.library.homes.get(id)
        {
            check_home(&mut page, &at, id, home, &suite.order, known);
        }
    }
    task::check(read, known, errors);
}

/// Checks an order.
pub(super) fn check_order(page: &mut Page<Suite>, at: &At, order: &Order) {
    page.text(&at.to("text"), &order.text);
    page.within(&at.to("volume_ml"), order.volume_ml, 20.0, 1000.0);
    for (name, wish) in [("milk", order.milk), ("sugar", order.sugar)] {
        if let Wish::Asked(mass_g) = wish {
            page.within(&at.to(name), mass_g, 0.1, 500.0);
        }
    }
    page.must(
        !order.serve_on.is_empty(),
        &at.to("serve_on"),
        "the cup can be served nowhere",
        "Name at least one tag.",
    );
}

/// Checks that a home has what an order needs.
pub(super) fn check_home(page: &mut Page<Suite>, at: &At, id: &str, home: &Home, order: &Order, known: &Known) {
    let suite = &page.read.value;
    let stock = Stock::of(home, known);
    let lacks = |what: &str| format!("`{id}` has no {what}");
    let vessel = stock.vessels_ml.iter().any(|cap_ml| *cap_ml >= order.volume_ml);
    page.must(vessel, at, lacks(&format!("drinking vessel for {} ml", order.volume_ml)), "");
    let coffee_g = LEAST_DOSE * order.volume_ml;
    let hint = "As grounds, beans, pods or instant coffee.";
    page.must(stock.coffee_g() >= coffee_g, at, lacks(&format!("{coffee_g} g of coffee")), hint);
    page.must(stock.tap || stock.mass_g(Species::Water) >= order.volume_ml, at, lacks("water"), "Add a tap.");
    let ready = stock.mass_g(Species::Instant) + stock.mass_g(Species::Solids) > 0.0;
    page.must(stock.brewers > 0 || ready, at, lacks("brewer"), "Add a thing with a `Bed`.");
    for slots in &stock.filter_slots {
        let found = |(_, accepts): &(String, Vec<String>)| accepts.iter().any(|tag| stock.tags.contains(tag));
        let names: Vec<&str> = slots.iter().map(|(slot, _)| slot.as_str()).collect();
        page.must(slots.iter().any(found), at, lacks(&format!("filter for `{}`", names.join("` or `"))), "");
    }
    for (wish, species) in [(order.milk, Species::Milk), (order.sugar, Species::Sugar)] {
        page.must(
            stock.mass_g(species) >= wish.mass_g(),
            at,
            lacks(&format!("{} g of {}", wish.mass_g(), species.name())),
            "",
        );
    }
    let served = order.serve_on.iter().any(|tag| stock.surface_tags.contains(tag));
    page.must(served, at, lacks(&format!("surface tagged `{}`", order.serve_on.join("` or `"))), "");
    let Some(body) = known.library.bodies.get(&suite.body) else { return };
    let layout = Layout::new(home, &known.library.things);
    for (i, area) in home.start.iter().enumerate() {
        if let Some(name) = blocked(&layout, &area_block(area, body.base.radius_m)) {
            let what = format!("`{}` does not fit beside `{name}` in start area {i} of `{id}`", suite.body);
            page.error(&At::top("body"), what, "Take a smaller body or move the area.");
        }
    }
}

/// What there is in a home.
#[derive(Default)]
struct Stock {
    contents: Vec<Content>,
    vessels_ml: Vec<f64>,
    tap: bool,
    brewers: usize,
    /// For each thing that brews only with a filter that is used up: the slots, with what fits there. One way to brew is
    /// enough where a thing has several.
    filter_slots: Vec<Vec<(String, Vec<String>)>>,
    tags: BTreeSet<String>,
    surface_tags: BTreeSet<String>,
}

impl Stock {
    fn of(home: &Home, known: &Known) -> Stock {
        let mut stock = Stock::default();
        for fixture in home.furniture.values() {
            let Some(thing) = known.thing(&fixture.thing) else { continue };
            stock.add(thing, &thing.contents);
            stock.surface_tags.extend(thing.surfaces.values().flat_map(|surface| surface.tags.iter().cloned()));
        }
        for placement in home.things.values() {
            let Some(thing) = known.thing(&placement.thing) else { continue };
            stock.add(thing, placement.contents.as_ref().unwrap_or(&thing.contents));
            if let Some(pack) = &thing.pack
                && let Some(item) = known.thing(&pack.item)
            {
                let all = |piece: &Content| Content { mass_g: f64::from(pack.count) * piece.mass_g, ..piece.clone() };
                stock.add(item, &item.contents.iter().map(all).collect::<Vec<_>>());
            }
        }
        stock
    }

    fn add(&mut self, thing: &Thing, contents: &[Content]) {
        self.contents.extend_from_slice(contents);
        self.tags.extend(thing.tags.iter().chain(thing.bodies.values().flat_map(|body| &body.tags)).cloned());
        let mut slots = Vec::new();
        for (name, comp) in &thing.comps {
            match comp {
                Comp::Store(store) if thing.tags.iter().any(|tag| tag == VESSEL) => self.vessels_ml.push(store.cap_ml),
                // Coffee steeps in what strains it or lets it foam.
                Comp::Store(store) => self.brewers += usize::from(store.strain.is_some() || store.foam.is_some()),
                Comp::Mover(mover) => self.tap |= matches!(mover.kind, MoverKind::Tap { .. }),
                Comp::Bed(_) => self.brewers += 1,
                Comp::Filter(filter) if filter.consumable && !filter.accepts.is_empty() => {
                    slots.push((name.clone(), filter.accepts.clone()));
                }
                _ => {}
            }
        }
        // A bed with a mesh of its own brews without any.
        let meshed = |comp: &Comp| match comp {
            Comp::Bed(bed) => slots.iter().all(|(slot, _)| *slot != bed.filter),
            _ => false,
        };
        if !slots.is_empty() && !thing.comps.values().any(meshed) {
            self.filter_slots.push(slots);
        }
    }

    /// Coffee in any form, as what it would be of roasted coffee, g: a gram of soluble solids is made of some four.
    fn coffee_g(&self) -> f64 {
        let roasted = self.mass_g(Species::Grounds) + self.mass_g(Species::Beans);
        roasted + 4.0 * (self.mass_g(Species::Instant) + self.mass_g(Species::Solids))
    }

    fn mass_g(&self, species: Species) -> f64 {
        self.contents.iter().filter(|content| content.substance == species.name()).map(|content| content.mass_g).sum()
    }
}
