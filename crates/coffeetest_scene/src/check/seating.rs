//! Checks of what sits where at the start: parts in seats, plugs in sockets.

use std::collections::BTreeSet;

use coffeetest_brew::spec::{Comp, PlugSpec};

use super::Known;
use super::geometry::is_seat;
use super::page::{At, Page};
use crate::extent::Pose;
use crate::layout::{Layout, Sitting, seat_pose, split};
use crate::thing::V3;
use crate::{Attach, BodyPart, Home, Thing};

/// Checks everything that a home seats and plugs in.
pub(super) fn check(page: &mut Page<Home>, known: &Known, layout: &Layout) {
    let home = &page.read.value;
    let mut sitters = BTreeSet::new();
    let mut seats = BTreeSet::new();
    for (field, pairs) in [("seated", &home.seated), ("plugged", &home.plugged)] {
        for (i, (what, seat)) in pairs.iter().enumerate() {
            let at = At::top(field).to(i);
            let hint = "It can be in one place.";
            page.must(sitters.insert(split(what)), &at, format!("`{what}` is seated twice"), hint);
            // A part that rests in a seat of its own thing takes that seat without being named here.
            let own = |sitting: &Sitting| {
                sitting.what == sitting.host && sitting.part != "body" && (sitting.host, sitting.seat) == split(seat)
            };
            let taken =
                layout.sittings.iter().any(|sitting| own(sitting) && (sitting.what, sitting.part) != split(what));
            let free = seats.insert(seat) && !taken;
            page.must(free, &at, format!("two things sit in `{seat}`"), "One fits.");
            check_pair(page, known, &at, what, seat, field == "plugged");
        }
    }
    for sitting in &layout.sittings {
        let mut hosts = BTreeSet::from([sitting.what]);
        let mut host = sitting.host;
        while sitting.part == "body"
            && let Some(next) = layout.sittings.iter().find(|s| s.what == host && s.part == "body")
        {
            if !hosts.insert(host) {
                page.error(&At::top("seated"), format!("`{}` sits in itself, through `{host}`", sitting.what), "");
                return;
            }
            host = next.host;
        }
    }
    check_cords(page, known, layout);
}

fn check_pair(page: &mut Page<Home>, known: &Known, at: &At, what: &str, seat: &str, plugged: bool) {
    let home = &page.read.value;
    let (instance, part) = split(what);
    let names = || home.things.keys().chain(home.furniture.keys()).map(String::as_str);
    let Some((host, seat)) = seat.split_once('.') else {
        return page.error(at, format!("`{seat}` is no seat"), "Write `thing.seat`.");
    };
    if !page.known(&at.to(0), "thing", instance, names()) | !page.known(&at.to(1), "thing", host, names()) {
        return;
    }
    if part == "body" && home.furniture.contains_key(instance) {
        return page.error(&at.to(0), format!("`{instance}` is built in and sits nowhere"), "");
    }
    let (Some(thing), Some(host_thing)) = (kind_of(home, known, instance), kind_of(home, known, host)) else { return };
    let seats = host_thing.comps.iter().filter(|(_, comp)| is_seat(comp)).map(|(name, _)| name.as_str());
    let bodies = thing.bodies.keys().map(String::as_str);
    if !page.member(&at.to(0), instance, "body", part, bodies) | !page.member(&at.to(1), host, "seat", seat, seats) {
        return;
    }
    let (Some(body), Some(comp)) = (thing.bodies.get(part), host_thing.comps.get(seat)) else { return };
    let is_plug = matches!(body.attach, Some(Attach::Cord { .. }));
    let is_socket = matches!(comp, Comp::Socket(_));
    if plugged {
        page.must(is_plug, &at.to(0), format!("`{what}` is no plug"), "Use `seated`.");
        page.must(is_socket, &at.to(1), format!("`{host}.{seat}` is no socket"), "Use `seated`.");
        if is_plug && is_socket {
            check_fit(page, at, comp, &body.tags, (what, host, seat));
        }
    } else if is_plug || is_socket {
        page.error(at, "a plug in a socket is not seated", "Use `plugged`.");
    } else if matches!(body.attach, Some(Attach::Joint { .. } | Attach::Control { .. })) {
        page.error(at, format!("`{what}` cannot be taken off, so it sits nowhere else"), "");
    } else {
        let tags = if part == "body" { &thing.tags } else { &body.tags };
        check_fit(page, at, comp, tags, (what, host, seat));
    }
}

fn check_fit(page: &mut Page<Home>, at: &At, comp: &Comp, tags: &[String], (what, host, seat): (&str, &str, &str)) {
    let accepts = accepted(comp);
    let fits = accepts.iter().any(|tag| tags.contains(tag));
    let hint = format!("It accepts `{}`.", accepts.join("`, `"));
    page.must(fits, at, format!("`{what}` carries no tag that `{host}.{seat}` accepts"), hint);
}

fn accepted(comp: &Comp) -> &[String] {
    match comp {
        Comp::Seat(seat) => &seat.accepts,
        Comp::Filter(filter) => &filter.accepts,
        Comp::Socket(socket) => &socket.accepts,
        _ => &[],
    }
}

fn kind_of<'a>(home: &Home, known: &Known<'a>, name: &str) -> Option<&'a Thing> {
    let loose = home.things.get(name).map(|placement| &placement.thing);
    let id = loose.or_else(|| home.furniture.get(name).map(|fixture| &fixture.thing))?;
    known.thing(id).map(|thing| &**thing)
}

/// Every plug needs a socket somewhere, and a plugged one must reach its socket from wherever its thing stands.
fn check_cords(page: &mut Page<Home>, known: &Known, layout: &Layout) {
    let home = &page.read.value;
    let socket = |thing: &Thing| thing.comps.values().any(|comp| matches!(comp, Comp::Socket(_)));
    // A piece of furniture with errors of its own may have been the outlet.
    let any_socket = home.furniture.keys().any(|name| kind_of(home, known, name).is_none_or(socket));
    for loose in &layout.loose {
        let cords = loose.thing.bodies.iter().filter_map(|(part, body)| cord(loose.thing, part, body));
        for (part, from, plug) in cords {
            let at = At::top("things").to(loose.name);
            let hint = "Add an outlet to the furniture.";
            page.must(any_socket, &at, format!("there is no socket for `{}.{part}`", loose.name), hint);
            let Some(sitting) = layout.sittings.iter().find(|s| s.what == loose.name && s.part == part) else {
                continue;
            };
            let Some(piece) = layout.fixtures.iter().find(|piece| piece.name == sitting.host) else { continue };
            let Some(seat) = piece.thing.seats.get(sitting.seat) else { continue };
            let socket = piece.pose.then(seat_pose(piece.thing, seat)).at;
            for spot in &loose.spots {
                let reach = distance(spot.pose([0.0; 2], 0.0), from, socket) + spot.place.jitter_m;
                let what = format!("`{}.{part}` does not reach `{}.{}`", loose.name, sitting.host, sitting.seat);
                let hint = format!("It is {reach:.2} m away, the cord is {} m long.", plug.cord_m);
                page.must(f64::from(reach) <= plug.cord_m, &at.to("places").to(spot.index), what, hint);
            }
        }
    }
}

fn cord<'a>(thing: &'a Thing, part: &'a str, body: &'a BodyPart) -> Option<(&'a str, V3, &'a PlugSpec)> {
    let Some(Attach::Cord { comp, at, .. }) = &body.attach else { return None };
    let Some(Comp::Plug(plug)) = thing.comps.get(comp) else { return None };
    Some((part, *at, plug))
}

fn distance(pose: Pose, from: V3, to: V3) -> f32 {
    let from = pose.point(from);
    from.iter().zip(to).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt()
}
