//! Checks of what generated homes are made of: kits, habits, regions, levels.

use std::collections::BTreeMap;

use super::Known;
use super::page::{At, Page};
use crate::generate::{Habit, Kit, Level, Part, Region};
use crate::read::{Read, SceneError};
use crate::source::Folder;

/// Checks a way of making coffee.
pub(super) fn check_kit(read: &Read<Kit>, known: &Known, errors: &mut Vec<SceneError>) {
    let mut page = Page { read, errors };
    let kit = &read.value;
    page.word(&At::top("method"), &kit.method);
    check_weights(&mut page, &At::top("regions"), &kit.regions);
    for region in kit.regions.keys() {
        page.known(&At::top("regions").to(region), "region", region, known.ids_in(Folder::Regions));
    }
    page.must(!kit.things.is_empty(), &At::top("things"), "there is nothing in this kit", "Name its things.");
    for (name, piece) in &kit.things {
        let at = At::top("things").to(name);
        page.word(&at, name);
        page.known(&at.to("thing"), "thing", &piece.thing, known.thing_ids());
        let hint = "Give it either a `habit` or a `seat`.";
        let one = piece.habit.is_some() != piece.seat.is_some();
        page.must(one, &at, format!("`{name}` is kept nowhere, or in two ways"), hint);
        if let Some(habit) = &piece.habit {
            page.known(&at.to("habit"), "habit", habit, known.ids_in(Folder::Habits));
        }
        if let Some((host, seat)) = piece.seat.as_ref().map(|seat| seat.split_once('.').unwrap_or((seat, ""))) {
            let things = kit.things.keys().map(String::as_str);
            if page.known(&at.to("seat"), "thing of the kit", host, things)
                && let Some(thing) = known.thing(&kit.things[host].thing)
            {
                page.member(&at.to("seat"), host, "seat", seat, thing.seats.keys().map(String::as_str));
            }
        }
    }
    if let Some(drink) = &kit.drink {
        page.text(&At::top("drink").to("text"), &drink.text);
        page.within(&At::top("drink").to("volume_ml"), drink.volume_ml, 20.0, 1000.0);
    }
}

/// Checks where a kind of thing is kept.
pub(super) fn check_habit(read: &Read<Habit>, errors: &mut Vec<SceneError>) {
    let mut page = Page { read, errors };
    check_weights(&mut page, &At::top("cells"), &read.value.cells);
}

/// Checks a part of the world.
pub(super) fn check_region(read: &Read<Region>, known: &Known, errors: &mut Vec<SceneError>) {
    let mut page = Page { read, errors };
    let region = &read.value;
    page.text(&At::top("name"), &region.name);
    page.above_zero(&At::top("share"), region.share);
    page.within(&At::top("mains_v"), region.mains_v, 1.0, 500.0);
    check_weights(&mut page, &At::top("layouts"), &region.layouts);
    for (field, range, low, high) in [("ceiling_m", region.ceiling_m, 1.9, 10.0), ("aisle_m", region.aisle_m, 0.8, 5.0)]
    {
        let at = At::top(field);
        page.must(
            range.0 <= range.1,
            &at,
            format!("`{field}` goes from {} to {}", range.0, range.1),
            "Write the smaller number first.",
        );
        page.within(&at, range.0, low, high);
        page.within(&at, range.1, low, high);
    }
    for part in Part::ALL {
        let at = At::top("parts");
        let any = region.parts.get(&part).is_some_and(|kinds| !kinds.is_empty());
        page.must(any, &at, format!("there is no {part:?}"), "Name at least one kind of furniture for it.");
    }
    let parts = region.parts.iter().map(|(part, kinds)| (At::top("parts").to(format!("{part:?}")), kinds.as_slice()));
    let single = [("outlet", &region.outlet), ("panel", &region.panel), ("table", &region.table)];
    let single = single.map(|(field, kind)| (At::top(field), std::slice::from_ref(kind)));
    let cabinets = (At::top("wall_cabinets"), region.wall_cabinets.as_slice());
    for (at, kinds) in parts.chain(single).chain([cabinets]) {
        for kind in kinds {
            page.known(&at, "furniture", kind, known.ids_in(Folder::Furniture));
        }
    }
    for (i, (thing, habit, share)) in region.household.iter().enumerate() {
        let at = At::top("household").to(i);
        page.known(&at, "thing", thing, known.thing_ids());
        page.known(&at, "habit", habit, known.ids_in(Folder::Habits));
        page.must((0.0..=1.0).contains(share), &at, format!("a share of {share}"), "It must be between 0 and 1.");
    }
}

/// Checks a level; no two have one number.
pub(super) fn check_level(read: &Read<Level>, all: &[Read<Level>], errors: &mut Vec<SceneError>) {
    let mut page = Page { read, errors };
    let level = &read.value;
    page.within(&At::top("time_limit_s"), level.time_limit_s, 1.0, 1e5);
    page.within(&At::top("emptied"), level.emptied, 0.0, 1.0);
    let (low, high) = level.clutter;
    let what = format!("`clutter` goes from {low} to {high}");
    page.must(low <= high, &At::top("clutter"), what, "Write the smaller number first.");
    let twin = all.iter().find(|other| other.id < read.id && other.value.number == level.number);
    if let Some(twin) = twin {
        page.error(&At::top("number"), format!("`{}` has number {} too", twin.id, level.number), "Number it anew.");
    }
}

/// Weights must not be negative, and one must be above 0.
fn check_weights<T, K: std::fmt::Debug>(page: &mut Page<T>, at: &At, weights: &BTreeMap<K, f64>) {
    for (key, weight) in weights {
        let fine = weight.is_finite() && *weight >= 0.0;
        page.must(fine, at, format!("{key:?} has weight {weight}"), "It must not be negative.");
    }
    page.must(weights.values().any(|weight| *weight > 0.0), at, "nothing has any weight", "Give one above 0.");
}
