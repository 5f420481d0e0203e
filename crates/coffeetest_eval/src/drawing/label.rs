//! Names: of furniture at a wall beyond the wall, of all else where there is room beside it.

use coffeetest_task::scene::{Pose, Room};

use super::board::{Area, Board, Target, around};
use super::frame::Frame;
use super::survey::{Item, Station};
use super::svg::{Page, Tag};
use super::words::{name, width_px};
use super::{Sheet, outline, thing};

/// What it costs a label to hide a square pixel of a thing.
const THING_COST: f32 = 0.7;
/// Furniture stands at a wall that is as near, m.
const AT_WALL_M: f32 = 0.12;
/// Distances of names from the wall that they stand behind, px.
const ROWS_PX: [f32; 6] = [24.0, 38.0, 52.0, 66.0, 80.0, 94.0];
/// A longer way from a name to what it names is drawn, px.
const LEADER_FROM_PX: f32 = 9.0;
/// What it costs to write the name of furniture on it, though there is a wall to write it behind.
const INSIDE_COST: f32 = 250.0;
/// Height of a line of letters, px.
const LINE_PX: f32 = 13.0;

/// Writes the name of everything, furniture first; where the names are.
pub fn draw(page: &mut Page, board: &mut Board, frame: &Frame, sheet: &Sheet, items: &[Item]) -> Vec<Area> {
    let mut areas = Vec::new();
    for item in items.iter().filter(|item| item.station == Station::Outlet || !item.is_built_in()) {
        board.block(area(frame, item), THING_COST);
    }
    page.group(Tag::new("g").set("id", "labels"), |page| {
        for item in items.iter().filter(|item| item.is_built_in()) {
            let words = name(&item.placed.thing.name, sheet.language).to_owned();
            let spots = spots_of_furniture(frame, sheet, item, size(&words));
            areas.extend(write(page, board, spots, "label fixture", (&words, target(frame, item))));
        }
        for item in items.iter().filter(|item| !item.is_built_in()) {
            let called = name(&item.placed.thing.name, sheet.language);
            let (class, words) = match item.station {
                Station::Closed => ("label inner", format!("{called} {:.1} m", item.level_m)),
                _ => ("label", called.to_owned()),
            };
            let target = target(frame, item);
            let spots = around(target.area, size(&words)).collect();
            areas.extend(write(page, board, spots, class, (&words, target)));
        }
    });
    areas
}

fn size(words: &str) -> [f32; 2] {
    [width_px(words, 11.0), LINE_PX]
}

fn area(frame: &Frame, item: &Item) -> Area {
    match item.station {
        Station::Outlet => Area::around(thing::place_of_socket(frame, item), 13.0, 13.0),
        _ => Area::of(item.hull.map(|corner| frame.at(corner))),
    }
}

/// What the name of furniture leads to: its rear, where that can be seen, or some place on what hangs above it.
fn target(frame: &Frame, item: &Item) -> Target {
    let [a, b, c, d] = item.hull;
    let mid = |p: [f32; 2], q: [f32; 2], share: f32| [p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])];
    let on = |along: f32, in_front: f32| mid(mid(c, d, along), mid(b, a, along), in_front);
    match item.station {
        Station::Standing => Target { area: area(frame, item), near_px: 20.0 },
        // Anywhere along its rear, so that a straight line finds a gap between other names.
        Station::Overhead => Target { area: Area::of([0.1, 0.9].map(|along| frame.at(on(along, 0.12)))), near_px: 0.0 },
        _ => Target { area: area(frame, item), near_px: LEADER_FROM_PX },
    }
}

/// Writes a name where there is room for it.
fn write(
    page: &mut Page,
    board: &mut Board,
    spots: Vec<(Area, f32)>,
    class: &str,
    (words, target): (&str, Target),
) -> Option<Area> {
    let (area, line) = board.place(spots, target)?;
    if let Some([from, to]) = line {
        page.line("leader", from, to);
    }
    let [x, y] = area.middle();
    page.words(Tag::of("text", class).px("x", x).px("y", y + 3.8), words);
    Some(area)
}

/// Behind the wall where the furniture stands, or anywhere on it.
fn spots_of_furniture(frame: &Frame, sheet: &Sheet, item: &Item, size: [f32; 2]) -> Vec<(Area, f32)> {
    let area = area(frame, item);
    let mut spots: Vec<(Area, f32)> = behind_wall(frame, &sheet.arrangement.rooms, item, size);
    if spots.is_empty() && item.station == Station::Outlet {
        return around(area, size).collect();
    }
    // Inside is for things, unless there is no wall.
    let inside = if spots.is_empty() { 0.0 } else { INSIDE_COST };
    for row in 0..9 {
        for column in 0..9 {
            let share = |at: usize, axis: usize| area.min[axis] + (0.1 + 0.1 * at as f32) * area.size()[axis];
            let middle = [share(column, 0), share(row, 1)];
            let off = (column as f32 - 4.0).abs() + (row as f32 - 4.0).abs();
            spots.push((Area::around(middle, size[0], size[1]), inside + 2.0 * off));
        }
    }
    spots
}

fn behind_wall(frame: &Frame, rooms: &[Room], item: &Item, [width, height]: [f32; 2]) -> Vec<(Area, f32)> {
    let ([a, b, _, _], rear) = (item.hull, item.rear());
    let front = [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
    let out = outline::flat(Pose { at: [0.0; 3], yaw: item.placed.yaw }.point([0.0, 1.0, 0.0]));
    let within = |room: &&Room, at: [f32; 2]| (0..2).all(|i| (room.min[i]..=room.max[i]).contains(&at[i]));
    let inside = |at: [f32; 2]| rooms.iter().any(|room| within(&room, at));
    let beyond = |by_m: f32| [rear[0] + out[0] * by_m, rear[1] + out[1] * by_m];
    if !inside(front) || (1..=5).any(|step| inside(beyond(AT_WALL_M * step as f32))) {
        return Vec::new();
    }
    let (from, next) = (frame.at(rear), frame.at(beyond(1.0)));
    let ahead = [(next[0] - from[0]) / frame.px_per_m, (next[1] - from[1]) / frame.px_per_m];
    let mut spots = Vec::new();
    for (row, gap) in ROWS_PX.into_iter().enumerate() {
        for slide in [0.0, -14.0, 14.0, -28.0, 28.0, -42.0, 42.0, -56.0, 56.0] {
            // Beside an upright wall names begin at the wall, whatever their length, and slide along it by lines.
            let gap = gap * ahead[1].abs() + (18.0 + width / 2.0 + row as f32) * ahead[0].abs();
            let along = if ahead[0].abs() > 0.5 { slide } else { slide * 1.5 };
            let middle = [from[0] + ahead[0] * gap - ahead[1] * along, from[1] + ahead[1] * gap + ahead[0] * along];
            spots.push((Area::around(middle, width, height), 6.0 * row as f32 + 0.4 * slide.abs()));
        }
    }
    spots
}
