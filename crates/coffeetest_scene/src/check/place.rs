//! Checks of where loose things may be: known surfaces, room on them, nothing in the way, room for all at once.

use super::page::{At, Page};
use super::{Known, content};
use crate::arrange::{FIRST_TRIES, search};
use crate::extent::Block;
use crate::layout::{Layout, Loose, Spot};
use crate::{Home, Place, Placement};

/// Checks all placements of a home.
pub(super) fn check(page: &mut Page<Home>, known: &Known, layout: &Layout) {
    let home = &page.read.value;
    for (name, placement) in &home.things {
        let at = At::top("things").to(name);
        page.word(&at, name);
        let taken = home.furniture.contains_key(name);
        page.must(!taken, &at, format!("`{name}` is also a piece of furniture"), "Give one of them another name.");
        if !page.known(&at.to("thing"), "thing", &placement.thing, known.thing_ids()) {
            continue;
        }
        if let (Some(thing), Some(contents)) = (known.thing(&placement.thing), &placement.contents) {
            content::contents(page, &at.to("contents"), thing, contents);
        }
        let sits = layout.sittings.iter().any(|sitting| sitting.what == name && sitting.part == "body");
        if sits {
            let hint = "Leave its `places` empty.";
            page.must(placement.places.is_empty(), &at.to("places"), format!("`{name}` sits in a seat"), hint);
        } else {
            let hint = "Give at least one place, or seat it under `seated`.";
            page.must(!placement.places.is_empty(), &at.to("places"), format!("`{name}` is nowhere"), hint);
        }
        check_places(page, known, &at, placement);
    }
    for loose in &layout.loose {
        for spot in &loose.spots {
            check_spot(page, layout, loose, spot);
        }
    }
}

fn check_places(page: &mut Page<Home>, known: &Known, at: &At, placement: &Placement) {
    for (i, place) in placement.places.iter().enumerate() {
        let at = at.to("places").to(i);
        check_surface(page, known, &at.to("on"), place);
        page.point(&at.to("at"), [place.at[0], place.at[1], 0.0]);
        page.within(&at.to("jitter_m"), place.jitter_m, 0.0, 1.0);
        page.within(&at.to("yaw_deg"), place.yaw_deg, -360.0, 360.0);
        page.within(&at.to("yaw_jitter_deg"), place.yaw_jitter_deg, 0.0, 180.0);
    }
}

fn check_surface(page: &mut Page<Home>, known: &Known, at: &At, place: &Place) {
    let home = &page.read.value;
    let Some((fixture, surface)) = place.on.split_once('.') else {
        return page.error(at, format!("`{}` is no surface", place.on), "Write `furniture.surface`.");
    };
    if !page.known(at, "furniture", fixture, home.furniture.keys().map(String::as_str)) {
        return;
    }
    let thing = home.furniture.get(fixture).and_then(|fixture| known.thing(&fixture.thing));
    if let Some(thing) = thing {
        page.member(at, fixture, "surface", surface, thing.surfaces.keys().map(String::as_str));
    }
}

/// A thing at the middle of its place must stay on the surface, under what is above, and out of what is beside.
fn check_spot(page: &mut Page<Home>, layout: &Layout, loose: &Loose, spot: &Spot) {
    let at = At::top("things").to(loose.name).to("places").to(spot.index);
    let pose = spot.pose([0.0; 2], 0.0);
    let block = Block { pose: pose.then(loose.hull.pose), size: loose.hull.size };
    let (name, on) = (loose.name, &spot.place.on);
    let (top, headroom) = (loose.hull.pose.at[2] + loose.hull.size[2], spot.surface.headroom_m);
    if top > headroom {
        page.error(&at, format!("`{name}` is {top:.2} m high, above `{on}` there is {headroom:.2} m"), "");
    } else if !spot.holds(&block) {
        let [x, y] = spot.surface.size;
        let hint =
            format!("The surface is {x} × {y} m, the thing {:.3} × {:.3} m.", loose.hull.size[0], loose.hull.size[1]);
        page.error(&at, format!("`{name}` sticks out over the edge of `{on}`"), hint);
    } else if let Some(piece) = layout.obstacle(&loose.blocks, pose) {
        page.error(&at, format!("`{name}` stands in `{}` here", piece.name), "Move the place.");
    }
}

/// There must be at least one way to put everything somewhere.
pub(super) fn check_room_for_all(page: &mut Page<Home>, layout: &Layout) {
    let order: Vec<Vec<usize>> = layout.loose.iter().map(|loose| (0..loose.spots.len()).collect()).collect();
    if let Err(stuck) = search(&layout.loose, &order, FIRST_TRIES) {
        let at = At::top("things");
        let name = stuck.and_then(|i| layout.loose.get(i)).map_or("", |loose| loose.name);
        let what = format!("there is no room for `{name}` when everything else has its place");
        page.error(&at.to(name), what, "Give it more places, or places farther from the others'.");
    }
}
