//! Checks of doorways: each is in a wall between two rooms, and they lead into all rooms.

use super::page::{At, Page};
use crate::doorway::{NARROWEST_M, SLACK_M};
use crate::ground::Ground;
use crate::{Home, Passage};

/// What is wider is no doorway, m.
const WIDEST_M: f64 = 3.0;
/// A body has its arm and what it carries below this, m.
const LOWEST_M: f32 = 1.9;

/// Checks all doorways of a home.
pub(super) fn check(page: &mut Page<Home>) {
    let home = &page.read.value;
    let mut passages: Vec<Passage> = Vec::new();
    for (i, doorway) in home.doorways.iter().enumerate() {
        let at = At::top("doorways").to(i);
        page.point(&at.to("at"), [doorway.at[0], doorway.at[1], 0.0]);
        page.within(&at.to("width_m"), doorway.width_m, NARROWEST_M, WIDEST_M);
        let Some(passage) = doorway.passage(&home.rooms) else {
            let hint = "`at` is the middle of the opening; a wall is where two rooms lie 0.1 m apart.";
            page.error(&at, "this doorway is in no wall between two rooms", hint);
            continue;
        };
        check_fit(page, &at, &passage);
        let meets = |other: &Passage| other.block(0.0).meets(&passage.block(0.0), 0.0);
        page.must(!passages.iter().any(meets), &at, "this doorway overlaps another", "Move one of them.");
        passages.push(passage);
    }
}

fn check_fit(page: &mut Page<Home>, at: &At, passage: &Passage) {
    let rooms = passage.rooms.map(|room| &page.read.value.rooms[room]);
    let [one, other] = rooms.map(|room| &room.name.en);
    let lowest_m = rooms[0].height_m.min(rooms[1].height_m);
    let height_m = passage.height_m;
    if height_m > lowest_m {
        let what = format!("this doorway is {height_m} m high, higher than the rooms");
        page.error(&at.to("height_m"), what, format!("It must be at most {lowest_m}."));
    }
    page.must(
        height_m >= LOWEST_M,
        &at.to("height_m"),
        format!("`height_m` is {height_m}"),
        format!("It must be at least {LOWEST_M}: nobody goes through stooping."),
    );
    let (from, to) = passage.shared;
    let (middle, half_m) = (passage.at[1 - passage.axis], 0.5 * passage.width_m);
    let fits = middle - half_m >= from - SLACK_M && middle + half_m <= to + SLACK_M;
    let along = ["y", "x"][passage.axis];
    page.must(
        fits,
        at,
        format!("this doorway sticks out of the wall between the {one} and the {other}"),
        format!("That goes from {along} = {from} to {to}."),
    );
}

/// Every room can be reached from where the body starts. One way there is a way back: any start will do.
pub(super) fn check_reach(page: &mut Page<Home>, ground: &Ground) {
    let home = &page.read.value;
    let Some(area) = home.start.first() else { return };
    let middle = [0.5 * (area.min[0] + area.max[0]), 0.5 * (area.min[1] + area.max[1]), 0.0];
    for room in ground.cut_off_from(middle) {
        let what = format!("the room `{}` cannot be reached", home.rooms[room].name.en);
        page.error(&At::top("rooms").to(room), what, "Give it a doorway.");
    }
}
