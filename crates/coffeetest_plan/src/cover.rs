//! What is in the way of an opening or a seat: found from the shapes of a thing at rest.

use coffeetest_scene::{Attach, Shape, Thing, V3};

use crate::graph::Graph;

/// What has to happen before a hand gets at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cover {
    /// This part on a joint is to be opened.
    Lid(String),
    /// This part is to be taken out of its seat: it is in the way, or it holds the place and something is.
    Away(String),
}

/// Parts that hide a point from above lie within this distance of it sideways, as a share of the opening's radius.
const WITHIN: f32 = 0.5;
/// Nothing this far above a place is in the way, m.
const CLEAR_M: f32 = 0.30;
/// Shapes begin to be above a place from this height, m.
const ABOVE_M: f32 = -0.004;

/// What covers an opening or seat of a thing.
pub(crate) fn covers(thing: &Thing, place: &str) -> Vec<Cover> {
    let opening = thing.openings.get(place).map(|opening| (opening.body.as_str(), opening.at, opening.radius_m));
    let seat = || thing.seats.get(place).map(|seat| (seat.body.as_str(), seat.at, 0.02));
    let Some((body, at, radius_m)) = opening.or_else(seat) else { return Vec::new() };
    let Some(own) = thing.bodies.get(body) else { return Vec::new() };
    let point = [own.at[0] + at[0], own.at[1] + at[1], own.at[2] + at[2]];
    let graph = Graph(thing);
    let rider = |name: &str| rides_on(thing, name, body);
    let mut found = Vec::new();
    for (name, part) in thing.bodies.iter().filter(|(name, _)| *name != body) {
        let above = part.shapes.iter().any(|shape| is_above(shape, part.at, point, WITHIN * radius_m));
        if !above {
            continue;
        }
        match &part.attach {
            Some(Attach::Joint { comp, .. }) if !graph.works(comp) => found.push(Cover::Lid(name.clone())),
            // A plunger that goes down into the place leaves it with the part that it hangs on.
            Some(Attach::Joint { .. }) => {
                if let Some(carrier) = carrier(thing, name).filter(|carrier| *carrier != body) {
                    found.push(Cover::Away(carrier.to_owned()));
                }
            }
            Some(Attach::Seat { comp, .. }) if comp != place => found.push(Cover::Away(name.clone())),
            None if graph.own_seat(body).is_some() && !rider(name) => found.push(Cover::Away(body.to_owned())),
            _ => {}
        }
    }
    // What is in a drawer is got at when that is out.
    if let Some(Attach::Joint { comp, .. }) = &own.attach
        && !graph.works(comp)
        && thing
            .bodies
            .get("body")
            .is_some_and(|main| main.shapes.iter().any(|shape| is_above(shape, main.at, point, WITHIN * radius_m)))
    {
        found.push(Cover::Lid(body.to_owned()));
    }
    found.dedup();
    // A lid goes away with the part that it hangs on.
    let away = |part: &str| found.contains(&Cover::Away(part.to_owned()));
    let goes = |cover: &Cover| matches!(cover, Cover::Lid(lid) if carrier(thing, lid).is_some_and(away));
    let mut left: Vec<Cover> = found.iter().filter(|cover| !goes(cover)).cloned().collect();
    // The outermost comes first.
    left.sort_by(|a, b| top_m(thing, b).total_cmp(&top_m(thing, a)));
    left
}

/// How high a cover reaches, m.
fn top_m(thing: &Thing, cover: &Cover) -> f32 {
    let (Cover::Lid(body) | Cover::Away(body)) = cover;
    let Some(part) = thing.bodies.get(body) else { return 0.0 };
    let tops = part.shapes.iter().map(|shape| match *shape {
        Shape::Box { size, at } | Shape::Tub { size, at, .. } => at[2] + size[2],
        Shape::Cylinder { height_m, at, .. } | Shape::Cup { height_m, at, .. } => at[2] + height_m,
    });
    part.at[2] + tops.fold(0.0, f32::max)
}

/// Whether a place is shut in by the body that it is in, so that no hand gets there.
pub(crate) fn is_shut_in(thing: &Thing, place: &str) -> bool {
    let Some(opening) = thing.openings.get(place) else { return true };
    let Some(body) = thing.bodies.get(&opening.body) else { return true };
    let point = [body.at[0] + opening.at[0], body.at[1] + opening.at[1], body.at[2] + opening.at[2]];
    // What comes out, or swings out, is got at then.
    let apart = match &body.attach {
        Some(Attach::Seat { .. }) => true,
        Some(Attach::Joint { comp, .. }) => !Graph(thing).works(comp),
        _ => false,
    };
    let above = |name: &str| {
        thing.bodies.get(name).is_some_and(|part| {
            part.shapes.iter().any(|shape| is_above(shape, part.at, point, -0.5 * opening.radius_m))
        })
    };
    above(&opening.body) || (!apart && opening.body != "body" && above("body"))
}

/// The removable part that a body hangs on.
fn carrier<'a>(thing: &'a Thing, body: &str) -> Option<&'a str> {
    let mut here = thing.bodies.get_key_value(thing.bodies.get(body)?.on.as_str())?;
    for _ in 0..thing.bodies.len() {
        match here.1.attach {
            Some(Attach::Seat { .. }) => return Some(here.0),
            None => return None,
            _ => here = thing.bodies.get_key_value(here.1.on.as_str())?,
        }
    }
    None
}

fn rides_on(thing: &Thing, body: &str, carrier: &str) -> bool {
    thing.bodies.get(body).is_some_and(|part| part.attach.is_some() && part.on == carrier)
}

fn is_above(shape: &Shape, origin: V3, point: V3, slack_m: f32) -> bool {
    let (half_x, half_y, height, at) = match *shape {
        Shape::Box { size, at } | Shape::Tub { size, at, .. } => (0.5 * size[0], 0.5 * size[1], size[2], at),
        Shape::Cylinder { radius_m, height_m, at } | Shape::Cup { radius_m, height_m, at, .. } => {
            (radius_m, radius_m, height_m, at)
        }
    };
    let (x, y) = (point[0] - origin[0] - at[0], point[1] - origin[1] - at[1]);
    let low = origin[2] + at[2] - point[2];
    x.abs() < half_x + slack_m
        && y.abs() < half_y + slack_m
        && low + height > ABOVE_M + 0.005
        && low < CLEAR_M
        && low > ABOVE_M
}
