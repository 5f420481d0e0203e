//! Furniture, appliances and loose things at their true outline.

use super::Sheet;
use super::frame::Frame;
use super::outline::{Footprint, Piece};
use super::palette::{INK, PAPER, hex, mix};
use super::survey::{Item, Station};
use super::svg::{Page, Px, Tag, path};
use super::words::name;

/// How much paler than in the home furniture is on paper, and how much paler things are.
const PALER: [f32; 2] = [0.62, 0.34];

/// Draws all things, lowest first.
pub fn draw(page: &mut Page, frame: &Frame, sheet: &Sheet, items: &[Item]) {
    for item in items {
        let placed = item.placed;
        let class = match item.station {
            Station::Standing | Station::Overhead => "furniture",
            Station::Outlet => "outlet",
            Station::Open => "thing",
            Station::Closed => "thing closed",
        };
        page.group(Tag::of("g", class).set("id", format!("thing-{}", placed.name)), |page| {
            let called = name(&placed.thing.name, sheet.language);
            page.words(Tag::new("title"), &format!("{called} ({}: {}), {:.2} m", placed.name, placed.id, placed.at[2]));
            match item.station {
                Station::Overhead => {
                    let corners = item.hull.map(|corner| frame.at(corner));
                    page.leaf(Tag::of("path", "overhead").set("d", path(corners, true)));
                }
                Station::Standing => solid(page, frame, &item.pieces, PALER[0]),
                Station::Open => solid(page, frame, &item.pieces, PALER[1]),
                Station::Closed => closed(page, frame, &item.pieces),
                Station::Outlet => socket(page, frame, item),
            }
        });
    }
}

/// All edges first and all insides over them: what stays is the outline of the whole.
fn solid(page: &mut Page, frame: &Frame, pieces: &[Piece], paler: f32) {
    for piece in pieces {
        page.leaf(shape(frame, piece.footprint).set("class", "edge"));
    }
    fill(page, frame, pieces, paler);
}

/// A dashed outline, and inside a breath of colour.
fn closed(page: &mut Page, frame: &Frame, pieces: &[Piece]) {
    page.group(Tag::new("g").set("opacity", 0.75), |page| {
        for piece in pieces {
            let edge = hex(mix(piece.color, INK, 0.7));
            page.leaf(shape(frame, piece.footprint).set("class", "edge").set("style", format!("stroke:{edge}")));
        }
        fill(page, frame, pieces, 0.5);
    });
}

/// Fills what is seen, lowest first; vessels that are open show a darker inside.
fn fill(page: &mut Page, frame: &Frame, pieces: &[Piece], paler: f32) {
    for piece in pieces {
        let color = mix(piece.color, PAPER, paler);
        page.leaf(shape(frame, piece.footprint).set("fill", hex(color)));
        if let Some(hollow) = piece.hollow {
            page.leaf(shape(frame, hollow).set("fill", hex(mix(color, INK, 0.16))));
        }
    }
}

/// A sign for two holes, before the wall where it is.
fn socket(page: &mut Page, frame: &Frame, item: &Item) {
    let [x, y] = place_of_socket(frame, item);
    let circle = Tag::of("circle", "socket").px("cx", x).px("cy", y);
    page.leaf(circle.px("r", 6.5));
    for side in [-2.2, 2.2] {
        page.line("pin", [x + side, y - 1.8], [x + side, y + 1.8]);
    }
}

/// Where the sign of a socket is: the middle of what is seen of it.
pub fn place_of_socket(frame: &Frame, item: &Item) -> [f32; 2] {
    let sum = item.hull.iter().fold([0.0; 2], |sum, corner| [sum[0] + corner[0] / 4.0, sum[1] + corner[1] / 4.0]);
    frame.at(sum)
}

fn shape(frame: &Frame, footprint: Footprint) -> Tag {
    match footprint {
        Footprint::Square(corners) => Tag::new("path").set("d", path(corners.map(|corner| frame.at(corner)), true)),
        Footprint::Round { at, radius_m } => {
            let [x, y] = frame.at(at);
            Tag::new("circle").px("cx", x).px("cy", y).set("r", Px(radius_m * frame.px_per_m))
        }
    }
}
