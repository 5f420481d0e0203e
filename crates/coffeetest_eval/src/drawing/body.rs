//! The body where it starts, with its heading.

use coffeetest_task::scene::Pose;

use super::Sheet;
use super::board::{Area, Board};
use super::frame::Frame;
use super::outline::flat;
use super::svg::{Page, Px, Tag, path};
use super::words::{name, say};

/// Radius of the sign where no body is known, m.
const SIGN_M: f32 = 0.15;
/// What it costs a label to hide a square pixel of the body.
const BODY_COST: f32 = 0.8;

/// Draws the body at its start.
pub fn draw(page: &mut Page, board: &mut Board, frame: &Frame, sheet: &Sheet) {
    let [x, y, yaw] = sheet.arrangement.start;
    let radius_m = sheet.body.map_or(SIGN_M, |body| body.base.radius_m);
    let radius = radius_m * frame.px_per_m;
    let [cx, cy] = frame.at([x, y]);
    board.block(Area::around([cx, cy], 2.0 * radius, 2.0 * radius), BODY_COST);
    page.group(Tag::new("g").set("id", "start"), |page| {
        let start = say(sheet.language, "start", "起点");
        let called = sheet.body.map_or("", |body| name(&body.name, sheet.language));
        page.words(
            Tag::new("title"),
            format!("{start}: {called} ({x:.2}, {y:.2}) m, {:.0}°", yaw.to_degrees()).as_str(),
        );
        page.leaf(Tag::of("circle", "body").px("cx", cx).px("cy", cy).set("r", Px(radius)));
        let pose = Pose { at: [x, y, 0.0], yaw };
        let tip = [[0.92, 0.0], [0.30, 0.42], [0.44, 0.0], [0.30, -0.42]];
        let tip = tip.map(|[ahead, left]| frame.at(flat(pose.point([ahead * radius_m, left * radius_m, 0.0]))));
        page.leaf(Tag::of("path", "heading").set("d", path(tip, true)));
    });
}
