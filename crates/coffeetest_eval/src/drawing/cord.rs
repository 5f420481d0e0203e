//! Cords: from the appliance to the socket that its plug sits in.

use coffeetest_task::scene::{Arrangement, Attach, Placed, Pose, V3};

use super::frame::Frame;
use super::outline::flat;
use super::svg::{Page, Px, Tag};

/// Draws the cord of everything that is plugged in.
pub fn draw(page: &mut Page, frame: &Frame, arrangement: &Arrangement) {
    for ((what, part), (host, seat)) in &arrangement.seated {
        let (what, host) = (&arrangement.placed[*what], &arrangement.placed[*host]);
        let Some(Attach::Cord { at, .. }) = what.thing.bodies.get(part).and_then(|body| body.attach.as_ref()) else {
            continue;
        };
        let Some(seat) = host.thing.seats.get(seat) else { continue };
        let ([x1, y1], [x2, y2]) = (frame.at(point(what, *at)), frame.at(point(host, seat.at)));
        // It hangs: the curve bends aside by a part of its length.
        let (bend_x, bend_y) = ((y1 - y2) * 0.18, (x2 - x1) * 0.18);
        let (mid_x, mid_y) = (Px((x1 + x2) / 2.0 + bend_x), Px((y1 + y2) / 2.0 + bend_y));
        let d = format!("M{} {}Q{mid_x} {mid_y} {} {}", Px(x1), Px(y1), Px(x2), Px(y2));
        page.leaf(Tag::of("path", "cord").set("d", d));
    }
}

/// A point of a thing, seen from above.
fn point(placed: &Placed, local: V3) -> [f32; 2] {
    flat(Pose { at: placed.at, yaw: placed.yaw }.point(local))
}
