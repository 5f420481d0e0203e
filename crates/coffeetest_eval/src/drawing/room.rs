//! Rooms: floors with walls around them, and a scale bar.

use super::Sheet;
use super::board::{Area, Board};
use super::frame::Frame;
use super::svg::{Page, Tag};
use super::words::{name, width_px};

/// Thickness of a wall on the plan, m.
const WALL_M: f32 = 0.07;
/// Distance of the lines on the floor, m.
const TILE_M: f32 = 0.6;
/// What it costs a label to hide a square pixel of a wall.
const WALL_COST: f32 = 1.2;

/// Draws walls, floors and names of rooms.
pub fn draw(page: &mut Page, board: &mut Board, frame: &Frame, sheet: &Sheet) {
    let rooms = &sheet.arrangement.rooms;
    // All walls before all floors: where two rooms share one, neither covers the other's floor.
    for room in rooms {
        let (min, max) = (room.min.map(|v| v - WALL_M), room.max.map(|v| v + WALL_M));
        rectangle(page, frame, "wall", min, max);
        let ([left, low], [right, high]) = (min, max);
        for (from, to) in [
            ([left, low], [right, room.min[1]]),
            ([left, room.max[1]], [right, high]),
            ([left, low], [room.min[0], high]),
            ([room.max[0], low], [right, high]),
        ] {
            board.block(Area::of([frame.at(from), frame.at(to)]), WALL_COST);
        }
    }
    for room in rooms {
        rectangle(page, frame, "floor", room.min, room.max);
        for axis in 0..2 {
            let count = ((room.max[axis] - room.min[axis]) / TILE_M) as usize;
            for line in 1..=count {
                let (mut from, mut to) = (room.min, room.max);
                from[axis] += line as f32 * TILE_M;
                to[axis] = from[axis];
                page.line("tile", frame.at(from), frame.at(to));
            }
        }
    }
    for room in rooms {
        let words = name(&room.name, sheet.language);
        let (width, middle) = (width_px(words, 15.0) + 40.0, (room.min[0] + room.max[0]) / 2.0);
        let [x, y] = frame.at([middle, room.min[1] + 0.16]);
        board.block(Area::around([x, y - 5.0], width, 16.0), 3.0);
        page.words(Tag::of("text", "room").px("x", x).px("y", y), words);
    }
}

fn rectangle(page: &mut Page, frame: &Frame, class: &str, min: [f32; 2], max: [f32; 2]) {
    let area = Area::of([frame.at(min), frame.at(max)]);
    let tag = Tag::of("rect", class).px("x", area.min[0]).px("y", area.min[1]);
    page.leaf(tag.px("width", area.size()[0]).px("height", area.size()[1]));
}
