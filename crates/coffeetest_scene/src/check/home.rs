//! Checks of a home: its rooms, what is built in, where the body starts.

use super::page::{At, Page};
use super::{Known, doorway, mains, place, seating, trouble};
use crate::clearance::{self, Hit};
use crate::doorway::{SLACK_M, WALL_M};
use crate::extent::{Block, Pose};
use crate::ground::Ground;
use crate::layout::{Layout, Piece};
use crate::read::{Read, SceneError};
use crate::source::Folder;
use crate::{Home, Mount, Room, StartArea, Thing};

/// Highest thing that a driving base cares about, m: the top of its mast.
const MAST_M: f32 = 1.5;

/// Checks one home.
pub(super) fn check(read: &Read<Home>, known: &Known, errors: &mut Vec<SceneError>) {
    let mut page = Page { read, errors };
    let home = &read.value;
    page.text(&At::top("name"), &home.name);
    page.within(&At::top("ambient_c"), home.ambient_c, -20.0, 60.0);
    page.within(&At::top("mains_v"), home.mains_v, 1.0, 500.0);
    let start = page.errors.len();
    check_rooms(&mut page);
    if page.errors.len() > start {
        // Without a floor, nothing else can be right.
        return;
    }
    doorway::check(&mut page);
    let ground = Ground::new(home);
    if page.errors.len() == start {
        doorway::check_reach(&mut page, &ground);
    }
    let layout = Layout::new(home, &known.library.things);
    check_furniture_names(&mut page, known);
    check_furniture_space(&mut page, &ground, &layout);
    if page.errors.len() == start {
        check_swings(&mut page, &ground, &layout);
    }
    let before = page.errors.len();
    place::check(&mut page, known, &layout);
    seating::check(&mut page, known, &layout);
    // What has errors of its own would be missed here, and its room with it.
    if page.errors.len() == before && kinds(home).all(|kind| known.thing(kind).is_some()) {
        place::check_room_for_all(&mut page, &layout);
        check_lids(&mut page, &ground, &layout);
    }
    mains::check(&mut page, known);
    trouble::check(&mut page, known);
    check_start(&mut page, &ground, &layout);
}

/// The kinds of all that is in a home.
pub(super) fn kinds(home: &Home) -> impl Iterator<Item = &String> {
    home.furniture.values().map(|f| &f.thing).chain(home.things.values().map(|placement| &placement.thing))
}

fn check_rooms(page: &mut Page<Home>) {
    let rooms = &page.read.value.rooms;
    page.must(!rooms.is_empty(), &At::top("rooms"), "there is no room", "A home has at least one.");
    for (i, room) in rooms.iter().enumerate() {
        let at = At::top("rooms").to(i);
        page.text(&at.to("name"), &room.name);
        for corner in [("min", room.min), ("max", room.max)] {
            page.point(&at.to(corner.0), [corner.1[0], corner.1[1], 0.0]);
        }
        let open = room.min[0] < room.max[0] && room.min[1] < room.max[1];
        page.must(open, &at, "this room has no floor", "`min` must be below `max` along x and y.");
        page.within(&at.to("height_m"), room.height_m, 1.0, 20.0);
        let meets = |other: &Room| {
            (0..2).all(|axis| room.min[axis] < other.max[axis] - 1e-3 && other.min[axis] < room.max[axis] - 1e-3)
        };
        page.must(!rooms[..i].iter().any(meets), &at, "this room overlaps another", "");
        let near =
            |other: &&Room| other.gap(room).is_some_and(|(gap_m, _)| gap_m > SLACK_M && gap_m < WALL_M - SLACK_M);
        if let Some(other) = rooms[..i].iter().find(near) {
            let hint = "Leave 0.1 m for the wall between them, or none where they are one space.";
            page.error(&at, format!("there is no room for a wall between this room and `{}`", other.name.en), hint);
        }
    }
}

fn check_furniture_names(page: &mut Page<Home>, known: &Known) {
    let home = &page.read.value;
    for (name, fixture) in &home.furniture {
        let at = At::top("furniture").to(name);
        page.word(&at, name);
        page.point(&at.to("at"), fixture.at);
        page.within(&at.to("yaw_deg"), fixture.yaw_deg, -360.0, 360.0);
        if known.thing_ids().any(|id| id == fixture.thing) {
            let fixed = known.thing(&fixture.thing).is_none_or(|thing| thing.mount == Mount::Fixed);
            let hint = "It belongs under `things`.";
            page.must(fixed, &at.to("thing"), format!("`{}` is not built in", fixture.thing), hint);
        } else {
            page.known(&at.to("thing"), "furniture", &fixture.thing, known.ids_in(Folder::Furniture));
        }
    }
}

fn check_furniture_space(page: &mut Page<Home>, ground: &Ground, layout: &Layout) {
    for (i, piece) in layout.fixtures.iter().enumerate() {
        let at = At::top("furniture").to(piece.name);
        let inside = ground.holds(&piece.blocks);
        page.must(inside, &at, format!("`{}` sticks out of the rooms", piece.name), "Move it inside.");
        if inside && ground.is_in_doorway(&piece.blocks) {
            let hint = "Keep it and the 0.45 m of floor on both sides of it free.";
            page.error(&at, format!("`{}` stands in a doorway", piece.name), hint);
        }
        let low = piece.blocks.iter().any(|block| block.pose.at[2] < -1e-3);
        page.must(!low, &at, format!("`{}` sinks into the floor", piece.name), "Raise it.");
        let hit = |other: &&Piece| piece.blocks.iter().any(|a| other.blocks.iter().any(|b| a.meets(b, 0.0)));
        if let Some(other) = layout.fixtures[..i].iter().find(hit) {
            page.error(&at, format!("`{}` stands in `{}`", piece.name, other.name), "Move one of them.");
        }
    }
}

/// Doors and drawers must open without hitting furniture or walls.
fn check_swings(page: &mut Page<Home>, ground: &Ground, layout: &Layout) {
    for piece in &layout.fixtures {
        let at = At::top("furniture").to(piece.name);
        check_swing(page, ground, layout, &at, (piece.name, piece.thing, piece.pose));
    }
}

/// So must the lids of heavy appliances, wherever these may stand.
fn check_lids(page: &mut Page<Home>, ground: &Ground, layout: &Layout) {
    for loose in layout.loose.iter().filter(|loose| loose.thing.mount == Mount::Fixed) {
        for spot in &loose.spots {
            let at = At::top("things").to(loose.name).to("places").to(spot.index);
            check_swing(page, ground, layout, &at, (loose.name, loose.thing, spot.pose([0.0; 2], 0.0)));
        }
    }
}

fn check_swing(
    page: &mut Page<Home>,
    ground: &Ground,
    layout: &Layout,
    at: &At,
    (name, thing, pose): (&str, &Thing, Pose),
) {
    for (part, hit) in clearance::hits(layout, ground, name, thing, pose) {
        let what = match hit {
            Hit::Wall => format!("`{name}.{part}` hits the wall when it opens"),
            Hit::Piece(other) => format!("`{name}.{part}` hits `{other}` when it opens"),
        };
        page.error(at, what, "Leave more room for it.");
    }
}

fn check_start(page: &mut Page<Home>, ground: &Ground, layout: &Layout) {
    let home = &page.read.value;
    page.must(!home.start.is_empty(), &At::top("start"), "the body starts nowhere", "Give at least one area.");
    for (i, area) in home.start.iter().enumerate() {
        let at = At::top("start").to(i);
        let open = area.min[0] <= area.max[0] && area.min[1] <= area.max[1];
        if !open {
            page.error(&at, "this area has no floor", "`min` must not be above `max`.");
            continue;
        }
        let (low, high) = area.yaw_deg;
        page.must(
            low <= high,
            &at.to("yaw_deg"),
            format!("`yaw_deg` goes from {low} to {high}"),
            "Write the smaller number first.",
        );
        page.within(&at.to("yaw_deg"), f64::from(low.abs().max(high.abs())), 0.0, 360.0);
        let block = area_block(area, 0.0);
        page.must(ground.holds(&[block]), &at, "the body starts outside the rooms", "Move the area inside.");
        if let Some(name) = blocked(layout, &block) {
            page.error(&at, format!("the body starts in `{name}`"), "Move the area away from it.");
        }
    }
}

/// The space over a start area, widened to all sides.
pub(super) fn area_block(area: &StartArea, wider_m: f32) -> Block {
    let middle = [(area.min[0] + area.max[0]) / 2.0, (area.min[1] + area.max[1]) / 2.0, 0.0];
    let size = [area.max[0] - area.min[0] + 2.0 * wider_m, area.max[1] - area.min[1] + 2.0 * wider_m, MAST_M];
    Block { pose: Pose { at: middle, yaw: 0.0 }, size }
}

/// The piece of furniture that stands in a block.
pub(super) fn blocked<'a>(layout: &Layout<'a>, block: &Block) -> Option<&'a str> {
    let hit = |piece: &&Piece| piece.blocks.iter().any(|other| block.meets(other, 0.0));
    layout.fixtures.iter().find(hit).map(|piece| piece.name)
}
