//! Checks of components beyond what the process needs: that a hand can operate them and that their shapes agree.

use std::collections::BTreeSet;

use coffeetest_brew::spec::{Comp, ControlSpec, Curve, JointKind, JointSpec, Pattern, Reset, SeatSpec, StoreSpec};

use super::Known;
use super::page::{At, Page};
use crate::Thing;

/// Checks every component of a thing.
pub(super) fn check(page: &mut Page<Thing>, known: &Known) {
    let thing = &page.read.value;
    for (name, comp) in &thing.comps {
        let at = At::top("comps").to(name);
        page.word(&at, name);
        match comp {
            Comp::Store(store) => check_store(page, &at, store),
            Comp::Heater(heater) => {
                if let Reset::Auto(below_c) = heater.cutout.reset {
                    let what = format!("the cut-out closes at {below_c} °C and opens at {} °C", heater.cutout.trip_c);
                    page.must(below_c < heater.cutout.trip_c, &at.to("cutout"), what, "It must cool down first.");
                }
            }
            Comp::Filter(filter) => {
                page.above_zero(&at.to("pore_um"), filter.pore_um);
                check_accepts(page, &at, &filter.accepts, known);
            }
            Comp::Control(control) => check_control(page, &at, control),
            Comp::Joint(joint) => check_joint(page, &at, joint),
            Comp::Seat(seat) => check_seat(page, &at, seat, known),
            Comp::Plug(plug) => page.within(&at.to("cord_m"), plug.cord_m, 0.05, 20.0),
            Comp::Socket(socket) => {
                check_accepts(page, &at, &socket.accepts, known);
                page.above_zero(&at.to("tol_mm"), socket.tol_mm);
                page.within(&at.to("tol_deg"), socket.tol_deg, 0.1, 180.0);
                page.above_zero(&at.to("insert_n"), socket.insert_n);
                page.above_zero(&at.to("retain_n"), socket.retain_n);
            }
            Comp::Indicator(indicator) => {
                for (i, (_, pattern)) in indicator.rules.iter().enumerate() {
                    let named = !matches!(pattern, Pattern::Sound(sound) if sound.trim().is_empty());
                    page.must(named, &at.to("rules").to(i), "the sound has no name", "Say what is heard.");
                }
            }
            Comp::Valve(_) => {
                let linked = thing.links.iter().any(|(from, to)| from == name || to == name);
                let of_wand = thing.comps.values().any(|comp| matches!(comp, Comp::Wand(wand) if wand.valve == *name));
                let hint = "Put it between two others under `links`.";
                page.must(linked || of_wand, &at, format!("the valve `{name}` is in no link"), hint);
            }
            Comp::Counter(counter) => {
                let what = format!("it starts at {} and is full at {}", counter.start, counter.limit);
                page.must(counter.start <= counter.limit, &at.to("start"), what, "Start lower.");
            }
            _ => {}
        }
    }
}

fn check_store(page: &mut Page<Thing>, at: &At, store: &StoreSpec) {
    let (holds_ml, height_m) = match &store.curve {
        Curve::Cyl(r, h) => (std::f64::consts::PI * r * r * h * 1e6, *h),
        Curve::Box(a, b, h) => (a * b * h * 1e6, *h),
        Curve::Table(points) => points.last().map_or((0.0, 0.0), |(h, ml)| (*ml, *h)),
    };
    // A brim may be counted a little above a shape that was measured a little too small.
    if holds_ml > 0.0 && store.cap_ml > 1.01 * holds_ml {
        let what = format!("`cap_ml` is {}, its shape holds {holds_ml:.0} ml", store.cap_ml);
        page.error(&at.to("cap_ml"), what, "Make the shape larger or `cap_ml` smaller.");
    }
    // An empty vessel still has a temperature: that of its walls.
    page.above_zero(&at.to("c_wall"), store.c_wall);
    if let Some(max_ml) = store.max_ml {
        let marks = store.min_ml <= max_ml && max_ml <= store.cap_ml;
        let hint = format!("It must be between `min_ml` {} and `cap_ml` {}.", store.min_ml, store.cap_ml);
        page.must(marks, &at.to("max_ml"), format!("`max_ml` is {max_ml}"), hint);
    }
    if let Some(lip) = store.lip {
        page.within(&at.to("lip").to(1), lip.1, 0.01, 1.0);
        let what = format!("the lip is at {} m, the store is {height_m} m high", lip.2);
        page.must(lip.2 <= height_m + 1e-6, &at.to("lip").to(2), what, "");
    }
}

fn check_control(page: &mut Page<Thing>, at: &At, control: &ControlSpec) {
    page.above_zero(&at.to("travel"), control.travel);
    page.above_zero(&at.to("force"), control.force);
    let count = control.states.len();
    let distinct = control.states.iter().collect::<BTreeSet<_>>().len() == count;
    page.must(distinct, &at.to("states"), "two positions have the same name", "Rename one.");
    let (good, hint) = match control.class.is_momentary() {
        true => (count == 1, "One that springs back has one."),
        false => (count >= 2, "One that stays has two or more."),
    };
    page.must(good, &at.to("states"), format!("a {:?} with {count} positions", control.class), hint);
    let one_language = control.labels.en.is_empty() != control.labels.zh.is_empty();
    page.must(!one_language, &at.to("labels"), "the label is in one language only", "Write `en` and `zh`.");
}

fn check_joint(page: &mut Page<Thing>, at: &At, joint: &JointSpec) {
    let (most, unit) = match joint.kind {
        JointKind::Slide => (2.0, "metres"),
        JointKind::Hinge => (360.0, "degrees"),
        JointKind::Screw => (3600.0, "degrees"),
    };
    let far = joint.range.0.abs().max(joint.range.1.abs());
    let what = format!("`range` goes as far as {far}");
    page.must(far <= most, &at.to("range"), what, format!("A {:?} is in {unit}, at most {most}.", joint.kind));
    page.within(&at.to("force"), joint.force, 0.01, 1e3);
    page.within(&at.to("latch_n"), joint.latch_n, 0.0, 1e3);
}

fn check_seat(page: &mut Page<Thing>, at: &At, seat: &SeatSpec, known: &Known) {
    page.must(!seat.accepts.is_empty(), &at.to("accepts"), "this seat accepts nothing", "Name the tags of what fits.");
    check_accepts(page, at, &seat.accepts, known);
    page.above_zero(&at.to("tol_mm"), seat.tol_mm);
    page.within(&at.to("tol_deg"), seat.tol_deg, 0.1, 180.0);
    page.within(&at.to("insert_n"), seat.insert_n, 0.0, 1e3);
    page.within(&at.to("retain_n"), seat.retain_n, 0.0, 1e3);
    page.within(&at.to("twist_deg"), seat.twist_deg, 0.0, 3600.0);
    page.within(&at.to("twist_nm"), seat.twist_nm, 0.0, 100.0);
}

/// Something must carry each tag that is accepted.
fn check_accepts(page: &mut Page<Thing>, at: &At, accepts: &[String], known: &Known) {
    if !known.all_tags {
        return;
    }
    for (i, tag) in accepts.iter().enumerate() {
        page.known(&at.to("accepts").to(i), "tag", tag, known.tags.iter().map(String::as_str));
    }
}
