//! Checks of a thing's bodies and of how they hang together.

use coffeetest_brew::spec::Comp;

use super::page::{At, Page};
use crate::extent::Pose;
use crate::layout::seat_pose;
use crate::{Attach, BodyPart, Thing};

/// How far a part's rest may be from its seat, m.
const REST_M: f32 = 0.002;

/// Checks all bodies of a thing.
pub(super) fn check(page: &mut Page<Thing>) {
    let thing = &page.read.value;
    let top = At::top("bodies");
    let hint = "One body is called `body`; the others are attached to it.";
    page.must(thing.bodies.contains_key("body"), &top, "there is no body `body`", hint);
    for (name, body) in &thing.bodies {
        let at = top.to(name);
        check_body(page, &at, body);
        match &body.attach {
            None if name != "body" => {
                page.error(
                    &at,
                    format!("`{name}` is not attached"),
                    "Write `attach: Joint(…)`, `Control`, `Seat` or `Cord`.",
                );
            }
            Some(_) if name == "body" => {
                page.error(&at.to("attach"), "the main body is attached to itself", "Leave `attach` out.");
            }
            None => {
                let rests = body.at == [0.0; 3];
                page.must(rests, &at.to("at"), "the main body is not at the origin", "Move its shapes instead.");
            }
            Some(attach) => {
                check_carrier(page, &at, name, body);
                check_attach(page, &at, name, body, attach);
            }
        }
    }
    check_all_moved(page);
}

fn check_body(page: &mut Page<Thing>, at: &At, body: &BodyPart) {
    page.within(&at.to("mass_kg"), body.mass_kg, 1e-4, 1e4);
    page.within(&at.to("friction"), body.friction, 0.0, 5.0);
    page.within(&at.to("restitution"), body.restitution, 0.0, 1.0);
    page.point(&at.to("at"), body.at);
    page.must(!body.shapes.is_empty(), &at.to("shapes"), "there is no shape", "A body needs at least one.");
    for (i, shape) in body.shapes.iter().enumerate() {
        page.shape(&at.to("shapes").to(i), shape);
    }
    if let Some(name) = &body.name {
        page.text(&at.to("name"), name);
    }
    if let Some(kind) = &body.kind {
        page.word(&at.to("kind"), kind);
    }
    for (i, tag) in body.tags.iter().enumerate() {
        page.word(&at.to("tags").to(i), tag);
    }
}

/// What a part is attached to must exist and lead to the main body.
fn check_carrier(page: &mut Page<Thing>, at: &At, name: &str, body: &BodyPart) {
    let thing = &page.read.value;
    let others = thing.bodies.keys().filter(|other| *other != name).map(String::as_str);
    if !page.known(&at.to("on"), "body", &body.on, others) {
        return;
    }
    let mut carrier = body.on.as_str();
    for _ in 0..thing.bodies.len() {
        match thing.bodies.get(carrier) {
            Some(_) if carrier == "body" => return,
            Some(next) => carrier = &next.on,
            // The carrier's own error says so.
            None => return,
        }
    }
    page.error(&at.to("on"), format!("`{name}` hangs on itself, through `{}`", body.on), "Attach one to `body`.");
}

fn check_attach(page: &mut Page<Thing>, at: &At, name: &str, body: &BodyPart, attach: &Attach) {
    let thing = &page.read.value;
    let at = at.to("attach");
    if body.name.is_none() || body.kind.is_none() {
        page.error(
            &at,
            format!("the part `{name}` has no name or no kind"),
            "Give it `name: (en: …, zh: …)` and `kind`.",
        );
    }
    match attach {
        Attach::Joint { comp, at: point, axis, handle } => {
            comp_of(page, &at, comp, "Joint");
            page.point(&at.to("at"), *point);
            page.direction(&at.to("axis"), *axis);
            page.grasp(&at.to("handle"), handle);
        }
        Attach::Control { comp, axis, handle } => {
            page.direction(&at.to("axis"), *axis);
            if let Some(handle) = handle {
                page.grasp(&at.to("handle"), handle);
            }
            if !comp_of(page, &at, comp, "Control") {
                return;
            }
            let Some(Comp::Control(control)) = thing.comps.get(comp) else { return };
            if control.class.turns() {
                let hint = "Say where a hand takes it.";
                page.must(handle.is_some(), &at, format!("`{name}` is turned and has no `handle`"), hint);
            } else {
                let hint = "Leave `handle` out.";
                page.must(handle.is_none(), &at.to("handle"), format!("`{name}` is pressed, not held"), hint);
            }
        }
        Attach::Cord { comp, at: point, grasps } => {
            comp_of(page, &at, comp, "Plug");
            page.point(&at.to("at"), *point);
            page.grasps(&at.to("grasps"), grasps);
        }
        Attach::Seat { comp, grasps } => {
            page.grasps(&at.to("grasps"), grasps);
            if !comp_of(page, &at, comp, "Seat") {
                return;
            }
            if let Some(Comp::Seat(seat)) = thing.comps.get(comp) {
                let fits = seat.accepts.iter().any(|tag| body.tags.contains(tag));
                let hint = format!("It accepts `{}`.", seat.accepts.join("`, `"));
                page.must(fits, &at.to("comp"), format!("`{name}` carries no tag that seat `{comp}` accepts"), hint);
            }
            if let Some(seat) = thing.seats.get(comp) {
                let Pose { at: [x, y, z], .. } = seat_pose(thing, seat);
                let rests = [x, y, z].iter().zip(body.at).all(|(a, b)| (a - b).abs() <= REST_M);
                let hint = format!("Write `at: ({x}, {y}, {z})`.");
                page.must(rests, &at, format!("`{name}` does not rest in its seat `{comp}`"), hint);
            }
        }
    }
}

/// The component that an attachment names must exist and be of this kind.
fn comp_of(page: &mut Page<Thing>, at: &At, comp: &str, kind: &str) -> bool {
    let thing = &page.read.value;
    let names = thing.comps.iter().filter(|(_, of)| of.kind() == kind).map(|(name, _)| name.as_str());
    page.known(&at.to("comp"), kind, comp, names)
}

/// Every joint, control and plug moves exactly one body.
fn check_all_moved(page: &mut Page<Thing>) {
    let thing = &page.read.value;
    for (name, comp) in &thing.comps {
        let kind = comp.kind();
        let attach = match comp {
            Comp::Joint(_) => "Joint",
            Comp::Control(_) => "Control",
            Comp::Plug(_) => "Cord",
            _ => continue,
        };
        let moves = |body: &&BodyPart| match &body.attach {
            Some(Attach::Joint { comp, .. } | Attach::Control { comp, .. } | Attach::Cord { comp, .. }) => comp == name,
            _ => false,
        };
        match thing.bodies.values().filter(moves).count() {
            1 => {}
            0 => {
                let hint = format!("Give one `attach: {attach}(comp: \"{name}\", …)`.");
                page.error(&At::top("comps").to(name), format!("no body belongs to the {kind} `{name}`"), hint);
            }
            _ => {
                let what = format!("several bodies belong to the {kind} `{name}`");
                page.error(&At::top("comps").to(name), what, "There must be exactly one.");
            }
        }
    }
    for (name, comp) in &thing.comps {
        let Comp::Seat(_) = comp else { continue };
        let sits = |body: &&BodyPart| matches!(&body.attach, Some(Attach::Seat { comp, .. }) if comp == name);
        let several = thing.bodies.values().filter(sits).count() > 1;
        page.must(!several, &At::top("comps").to(name), format!("several bodies sit in `{name}`"), "One part fits.");
    }
}
