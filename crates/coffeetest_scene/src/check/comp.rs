//! Checks of a component's numbers, and of the names it gives to others.

use coffeetest_brew::spec::{
    BedSpec, Comp, Curve, FilterSpec, HeatInto, HeaterSpec, IndicatorKind, JointKind, JointSpec, MoverKind, Pattern,
    Reset, SeatSpec, StoreSpec, Vent,
};

use super::page::{At, Page};
use super::{Known, link};
use crate::Thing;

/// Checks every component of a thing.
pub(super) fn check(page: &mut Page<Thing>, known: &Known) {
    let thing = &page.read.value;
    for (name, comp) in &thing.comps {
        let at = At::top("comps").to(name);
        page.word(&at, name);
        match comp {
            Comp::Store(store) => check_store(page, &at, store),
            Comp::Heater(heater) => check_heater(page, &at, heater),
            Comp::Mover(mover) => link::check_mover(page, &at, mover),
            Comp::Valve(valve) => link::check_valve(page, &at, name, valve),
            Comp::Bed(bed) => check_bed(page, &at, bed),
            Comp::Filter(filter) => check_filter(page, &at, filter, known),
            Comp::Control(control) => super::control::check_spec(page, &at, control),
            Comp::Joint(joint) => check_joint(page, &at, joint),
            Comp::Seat(seat) => check_seat(page, &at, seat, known),
            Comp::Outlet(outlet) => {
                page.within(&at.to("d_m"), outlet.d_m, 1e-4, 0.5);
                if let Some(needs) = &outlet.needs {
                    page.guard(&at.to("needs"), needs);
                }
            }
            Comp::Plug(plug) => {
                page.within(&at.to("v"), plug.v, 1.0, 500.0);
                page.within(&at.to("cord_m"), plug.cord_m, 0.05, 20.0);
            }
            Comp::Socket(socket) => {
                page.within(&at.to("v"), socket.v, 1.0, 500.0);
                page.above_zero(&at.to("tol_mm"), socket.tol_mm);
                page.within(&at.to("tol_deg"), socket.tol_deg, 0.1, 180.0);
                page.above_zero(&at.to("insert_n"), socket.insert_n);
                page.above_zero(&at.to("retain_n"), socket.retain_n);
            }
            Comp::Indicator(indicator) => {
                if let IndicatorKind::Window(store) = &indicator.kind {
                    page.comp(&at.to("kind"), store, &["Store"]);
                }
                for (i, (guard, pattern)) in indicator.rules.iter().enumerate() {
                    let at = at.to("rules").to(i);
                    page.guard(&at, guard);
                    match pattern {
                        Pattern::Blink(hz) => page.within(&at.to(1), *hz, 0.01, 10.0),
                        Pattern::Sound(sound) => page.must(!sound.is_empty(), &at, "the sound has no name", ""),
                        Pattern::Off | Pattern::On => {}
                    }
                }
            }
            Comp::Timer(timer) => page.above_zero(&at.to("limit"), timer.limit),
        }
    }
}

impl Page<'_, Thing> {
    /// A component of one of these kinds must have this name.
    pub(super) fn comp(&mut self, at: &At, name: &str, kinds: &[&str]) -> bool {
        let thing = &self.read.value;
        let names = thing.comps.iter().filter(|(_, comp)| kinds.contains(&comp.kind())).map(|(name, _)| name.as_str());
        self.known(at, &kinds.join(" or "), name, names)
    }

    /// Whether some component is like this.
    pub(super) fn any_comp(&self, like: impl Fn(&Comp) -> bool) -> bool {
        self.read.value.comps.values().any(like)
    }
}

fn check_store(page: &mut Page<Thing>, at: &At, store: &StoreSpec) {
    page.above_zero(&at.to("cap_ml"), store.cap_ml);
    let curve = at.to("curve");
    let (holds_ml, height_m) = match &store.curve {
        Curve::Cyl(r, h) => (std::f64::consts::PI * r * r * h * 1e6, *h),
        Curve::Box(a, b, h) => (a * b * h * 1e6, *h),
        Curve::Table(points) => points.last().map_or((0.0, 0.0), |(h, ml)| (*ml, *h)),
    };
    let good = match &store.curve {
        Curve::Cyl(r, h) => *r > 0.0 && *h > 0.0,
        Curve::Box(a, b, h) => *a > 0.0 && *b > 0.0 && *h > 0.0,
        Curve::Table(points) => {
            let rising = points.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1);
            points.len() >= 2 && rising && points[0].0 == 0.0 && points[0].1 >= 0.0
        }
    };
    page.must(good, &curve, "this is no shape", "Lengths are above 0; a table starts at height 0 and rises.");
    if good {
        // A brim may be counted a little above a shape that was measured a little too small.
        let what = format!("`cap_ml` is {}, its shape holds {holds_ml:.0} ml", store.cap_ml);
        page.must(
            store.cap_ml <= 1.01 * holds_ml,
            &at.to("cap_ml"),
            what,
            "Make the shape larger or `cap_ml` smaller.",
        );
    }
    page.above_zero(&at.to("c_wall"), store.c_wall);
    page.within(&at.to("ua"), store.ua, 0.0, 1e3);
    page.within(&at.to("a_evap"), store.a_evap, 0.0, 10.0);
    page.within(&at.to("lid_factor"), store.lid_factor, 0.0, 1.0);
    if let Some(lid) = &store.lid {
        page.comp(&at.to("lid"), lid, &["Joint", "Seat"]);
    }
    if let Vent::Sealed(bar) = store.vent {
        page.within(&at.to("vent"), bar, 0.01, 50.0);
    }
    let max_ml = store.max_ml.unwrap_or(store.cap_ml);
    page.within(&at.to("min_ml"), store.min_ml, 0.0, max_ml.max(0.0));
    page.within(&at.to("max_ml"), max_ml, 0.0, store.cap_ml.max(0.0));
    if let Some(lip) = store.lip {
        let good = lip.0 > 0.0 && lip.1 > 0.0 && lip.1 <= 1.0 && lip.2 > 0.0 && lip.2 <= height_m + 1e-6;
        let hint = format!("Width above 0, coefficient up to 1, height up to the shape's {height_m} m.");
        page.must(good, &at.to("lip"), "this is no lip", hint);
    }
}

fn check_heater(page: &mut Page<Thing>, at: &At, heater: &HeaterSpec) {
    for (field, value) in
        [("p_w", heater.p_w), ("v_rated", heater.v_rated), ("c_el", heater.c_el), ("ua_el", heater.ua_el)]
    {
        page.above_zero(&at.to(field), value);
    }
    page.within(&at.to("eta"), heater.eta, 0.01, 1.0);
    page.rising(&at.to("thermo"), heater.thermo);
    if let Reset::Auto(below_c) = heater.cutout.reset {
        let what = format!("the cut-out closes again at {below_c} °C, above its trip at {} °C", heater.cutout.trip_c);
        page.must(below_c < heater.cutout.trip_c, &at.to("cutout"), what, "It must cool down first.");
    }
    let what = format!("the fuse blows at {} °C, below the cut-out's {} °C", heater.fuse_c, heater.cutout.trip_c);
    page.must(heater.cutout.trip_c < heater.fuse_c, &at.to("fuse_c"), what, "The fuse comes last.");
    match &heater.into {
        HeatInto::Store(store) => {
            page.comp(&at.to("into"), store, &["Store"]);
        }
        HeatInto::Plate(seat) => {
            page.comp(&at.to("into"), seat, &["Seat"]);
        }
        HeatInto::Line => {
            let siphon = page
                .any_comp(|comp| matches!(comp, Comp::Mover(m) if matches!(m.kind, MoverKind::ThermoSiphon { .. })));
            page.must(siphon, &at.to("into"), "there is no line to heat", "Add a `Mover(kind: ThermoSiphon(…))`.");
        }
    }
    let powered = page.any_comp(|comp| matches!(comp, Comp::Plug(_)));
    page.must(powered, at, "this heater has no power", "Add a `Plug`.");
}

fn check_bed(page: &mut Page<Thing>, at: &At, bed: &BedSpec) {
    for (field, value) in [("area", bed.area), ("cap_g", bed.cap_g), ("hold", bed.hold), ("c_wall", bed.c_wall)] {
        page.above_zero(&at.to(field), value);
    }
    if let Some(cap_ml) = bed.cap_ml {
        page.above_zero(&at.to("cap_ml"), cap_ml);
    }
    page.within(&at.to("cells"), f64::from(bed.cells), 1.0, 4.0);
    page.within(&at.to("even"), bed.even, 0.01, 1.0);
    page.within(&at.to("bypass"), bed.bypass, 0.0, 0.99);
    page.within(&at.to("ua"), bed.ua, 0.0, 1e3);
    page.comp(&at.to("filter"), &bed.filter, &["Filter"]);
    if bed.overflow_to != "outside" {
        page.comp(&at.to("overflow_to"), &bed.overflow_to, &["Store"]);
    }
    if let Some(seat) = &bed.seat {
        page.comp(&at.to("seat"), seat, &["Seat"]);
    }
}

fn check_filter(page: &mut Page<Thing>, at: &At, filter: &FilterSpec, known: &Known) {
    page.above_zero(&at.to("pore_um"), filter.pore_um);
    page.within(&at.to("fines_pass"), filter.fines_pass, 0.0, 1.0);
    page.above_zero(&at.to("r_m"), filter.r_m);
    check_accepts(page, at, &filter.accepts, known);
}

fn check_joint(page: &mut Page<Thing>, at: &At, joint: &JointSpec) {
    page.rising(&at.to("range"), joint.range);
    let (most, unit) = match joint.kind {
        JointKind::Slide => (2.0, "metres"),
        JointKind::Hinge => (360.0, "degrees"),
        JointKind::Screw => (3600.0, "degrees"),
    };
    let far = joint.range.0.abs().max(joint.range.1.abs());
    let what = format!("`range` goes as far as {far}");
    page.must(far <= most, &at.to("range"), what, format!("The range of a {:?} is in {unit}.", joint.kind));
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
}

/// Something must carry each tag that is accepted.
fn check_accepts(page: &mut Page<Thing>, at: &At, accepts: &[String], known: &Known) {
    for (i, tag) in accepts.iter().enumerate() {
        page.known(&at.to("accepts").to(i), "tag", tag, known.tags.iter().map(String::as_str));
    }
}
