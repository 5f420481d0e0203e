//! Checks that what the process has and what can be seen and touched belong together: openings, seats, outlets, marks.

use coffeetest_brew::spec::{Comp, Curve};

use super::page::{At, Page};
use crate::Thing;

/// How much deeper a store's inner shape may be than the hollow that is seen, m.
const SLACK_M: f64 = 0.0015;

/// Checks the geometry of components, the grasps and the surfaces.
pub(super) fn check(page: &mut Page<Thing>) {
    let thing = &page.read.value;
    check_pairs(page, "openings", thing.openings.keys(), |comp| matches!(comp, Comp::Store(_) | Comp::Bed(_)));
    check_pairs(page, "seats", thing.seats.keys(), is_seat);
    check_pairs(page, "outlets", thing.outlets.keys(), |comp| matches!(comp, Comp::Outlet(_) | Comp::Wand(_)));
    check_pairs(page, "marks", thing.marks.keys(), |comp| matches!(comp, Comp::Indicator(_)));
    check_openings(page);
    for (name, seat) in &thing.seats {
        let at = At::top("seats").to(name);
        body_of(page, &at, &seat.body);
        page.point(&at.to("at"), seat.at);
        page.direction(&at.to("enter"), seat.enter);
    }
    for (name, outlet) in &thing.outlets {
        let at = At::top("outlets").to(name);
        body_of(page, &at, &outlet.body);
        page.point(&at.to("at"), outlet.at);
        page.direction(&at.to("dir"), outlet.dir);
    }
    for (name, mark) in &thing.marks {
        let at = At::top("marks").to(name);
        body_of(page, &at, &mark.body);
        page.point(&at.to("at"), mark.at);
    }
    page.grasps(&At::top("grasps"), &thing.grasps);
    check_surfaces(page);
}

/// Whether something sits in this component: a seat, a socket, a slot for filters.
pub(super) fn is_seat(comp: &Comp) -> bool {
    match comp {
        Comp::Seat(_) | Comp::Socket(_) => true,
        Comp::Filter(filter) => !filter.accepts.is_empty(),
        _ => false,
    }
}

/// Every component of a kind has its geometry under `field`, and nothing else is there.
fn check_pairs<'a>(
    page: &mut Page<'a, Thing>,
    field: &str,
    given: impl Iterator<Item = &'a String> + Clone,
    wanted: impl Fn(&Comp) -> bool,
) {
    let thing = &page.read.value;
    for (name, comp) in thing.comps.iter().filter(|(_, comp)| wanted(comp)) {
        let there = given.clone().any(|key| key == name);
        let what = format!("the {} `{name}` has no place", comp.kind());
        page.must(there, &At::top("comps").to(name), what, format!("Give it one under `{field}`."));
    }
    for key in given {
        let names = thing.comps.iter().filter(|(_, comp)| wanted(comp)).map(|(name, _)| name.as_str());
        page.known(&At::top(field).to(key), "component", key, names);
    }
}

fn check_openings(page: &mut Page<Thing>) {
    let thing = &page.read.value;
    for (name, opening) in &thing.openings {
        let at = At::top("openings").to(name);
        body_of(page, &at, &opening.body);
        page.point(&at.to("at"), opening.at);
        page.within(&at.to("radius_m"), opening.radius_m, 0.001, 2.0);
        let depth = f64::from(opening.at[2] - opening.floor_m);
        if depth <= 0.0 {
            let hint = format!("Write a number below {}.", opening.at[2]);
            page.error(&at.to("floor_m"), "the floor of the hollow is not below its opening", hint);
            continue;
        }
        let Some(Comp::Store(store)) = thing.comps.get(name) else { continue };
        let (height, half) = inner(&store.curve);
        let what = format!("`{name}` is {height} m deep, the hollow under its opening {depth:.3} m");
        page.must(height <= depth + SLACK_M, &at, what, "Make both the same.");
        let what = format!("the opening is wider than `{name}`, whose half width is {half} m");
        page.must(f64::from(opening.radius_m) <= half + SLACK_M, &at.to("radius_m"), what, "Make it smaller.");
    }
}

/// Height and half width of a store's inner shape, m.
fn inner(curve: &Curve) -> (f64, f64) {
    match curve {
        Curve::Cyl(radius, height) => (*height, *radius),
        Curve::Box(a, b, height) => (*height, a.min(*b) / 2.0),
        Curve::Table(points) => (points.last().map_or(0.0, |point| point.0), f64::MAX),
    }
}

fn check_surfaces(page: &mut Page<Thing>) {
    let thing = &page.read.value;
    for (name, surface) in &thing.surfaces {
        let at = At::top("surfaces").to(name);
        body_of(page, &at, &surface.body);
        page.point(&at.to("at"), surface.at);
        page.text(&at.to("name"), &surface.name);
        let [x, y] = surface.size;
        let good = x > 0.0 && y > 0.0 && x <= 20.0 && y <= 20.0;
        page.must(good, &at.to("size"), format!("`size` is {x} × {y} m"), "Both must be above 0 and at most 20.");
        page.above_zero(&at.to("headroom_m"), surface.headroom_m);
        page.within(&at.to("air_c"), surface.air_c.unwrap_or(0.0), -30.0, 100.0);
        for (i, tag) in surface.tags.iter().enumerate() {
            page.word(&at.to("tags").to(i), tag);
        }
    }
}

fn body_of(page: &mut Page<Thing>, at: &At, body: &str) {
    let thing = &page.read.value;
    page.known(&at.to("body"), "body", body, thing.bodies.keys().map(String::as_str));
}
