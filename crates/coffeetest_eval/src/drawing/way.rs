//! The way of the body: a line that changes colour as time passes, and a badge with numbers at every stop.

use super::board::{Area, Board, Target, around};
use super::frame::Frame;
use super::palette::{WAY, hex, mix};
use super::stop::Stop;
use super::svg::{Page, Tag, path};
use super::walk::Walk;
use super::words::width_px;

/// What it costs a label to hide a square pixel around the way.
const WAY_COST: f32 = 0.5;
/// Legs that are as long have an arrow, px.
const ARROW_FROM_PX: f32 = 70.0;

/// The colour of the way at the time of a deed.
pub fn color(walk: &Walk, number: usize) -> String {
    hex(mix(WAY[0], WAY[1], number as f32 / walk.deeds.len().max(1) as f32))
}

/// Draws the way with its badges.
pub fn draw(page: &mut Page, board: &mut Board, frame: &Frame, walk: &Walk, stops: &[Stop]) {
    page.group(Tag::new("g").set("id", "way"), |page| {
        for (deed, number) in walk.deeds.iter().zip(1..) {
            let points: Vec<[f32; 2]> = deed.way.iter().map(|at| frame.at(*at)).collect();
            if points.first() == points.last() && points.len() <= 2 {
                continue;
            }
            let color = color(walk, number);
            for point in &points {
                board.block(Area::around(*point, 6.0, 6.0), WAY_COST);
            }
            page.leaf(Tag::of("path", "way").set("stroke", &color).set("d", path(points.iter().copied(), false)));
            if let Some(arrow) = arrow(&points) {
                page.leaf(Tag::new("path").set("fill", &color).set("d", path(arrow, true)));
            }
        }
    });
    for (at, stop) in stops.iter().enumerate() {
        badge(page, board, frame, walk, (at, stop));
    }
}

/// An arrow head half way along a line that is long enough.
fn arrow(points: &[[f32; 2]]) -> Option<[[f32; 2]; 3]> {
    let length = |pair: &[[f32; 2]]| libm::hypotf(pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]);
    let whole: f32 = points.windows(2).map(length).sum();
    if whole < ARROW_FROM_PX {
        return None;
    }
    let mut left = whole / 2.0;
    let pair = points.windows(2).find(|pair| {
        left -= length(pair);
        left <= 0.0
    })?;
    let far = length(pair).max(0.01);
    let (dx, dy) = ((pair[1][0] - pair[0][0]) / far, (pair[1][1] - pair[0][1]) / far);
    let [x, y] = pair[1];
    Some([
        [x + 6.0 * dx, y + 6.0 * dy],
        [x - 5.0 * dx - 4.5 * dy, y - 5.0 * dy + 4.5 * dx],
        [x - 5.0 * dx + 4.5 * dy, y - 5.0 * dy - 4.5 * dx],
    ])
}

fn badge(page: &mut Page, board: &mut Board, frame: &Frame, walk: &Walk, (index, stop): (usize, &Stop)) {
    let (point, numbers) = (frame.at(stop.at), stop.numbers());
    let first = stop.visits.first().map_or(1, |visit| visit.0);
    let color = color(walk, first);
    let size = [width_px(&numbers, 10.0) + 12.0, 16.0];
    let dot = Area::around(point, 8.0, 8.0);
    let Some((area, _)) = board.place(around(dot, size), Target { area: dot, near_px: 0.0 }) else { return };
    page.group(Tag::new("g").set("id", format!("stop-{}", index + 1)), |page| {
        page.line("leader", point, area.nearest(point));
        page.leaf(Tag::new("circle").px("cx", point[0]).px("cy", point[1]).px("r", 3.6).set("fill", &color));
        let rect = Tag::of("rect", "badge").px("x", area.min[0]).px("y", area.min[1]);
        let rect = rect.px("width", area.size()[0]).px("height", area.size()[1]).px("rx", 8.0);
        page.leaf(rect.set("stroke", &color));
        let [x, y] = area.middle();
        page.words(Tag::of("text", "number").px("x", x).px("y", y + 3.6), &numbers);
    });
}
