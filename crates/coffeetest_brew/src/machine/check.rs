//! Ranges of the parameters of components.

use super::fault::Fault;
use crate::curve;
use crate::spec::{Comp, Lip, MoverKind, Pattern};

/// Reports every parameter of a component that is out of its range (or no number).
pub(super) fn check_values(name: &str, comp: &Comp, faults: &mut Vec<Fault>) {
    let mut wrong = |what: String| faults.push(Fault::Value { place: name.into(), what });
    let mut above = |what: &str, x: f64| {
        if !(x > 0.0 && x.is_finite()) {
            wrong(format!("{what} is {x}; it must be above 0"));
        }
    };
    match comp {
        Comp::Store(s) => {
            above("cap_ml", s.cap_ml);
            above("max_ml", s.max_ml.unwrap_or(1.0));
            if let Some(Lip(width, cd, height)) = s.lip {
                above("the lip's width", width);
                above("the lip's coefficient", cd);
                above("the lip's height", height);
            }
            range(&mut wrong, "c_wall", s.c_wall, 0.0, 1e6);
            range(&mut wrong, "ua", s.ua, 0.0, 1e6);
            range(&mut wrong, "a_evap", s.a_evap, 0.0, 10.0);
            range(&mut wrong, "lid_factor", s.lid_factor, 0.0, 1.0);
            range(&mut wrong, "min_ml", s.min_ml, 0.0, s.cap_ml);
            if let Some(fault) = curve::fault(&s.curve) {
                wrong(format!("curve: {fault}"));
            }
        }
        Comp::Heater(h) => {
            for (what, x) in
                [("p_w", h.p_w), ("v_rated", h.v_rated), ("c_el", h.c_el), ("ua_el", h.ua_el), ("fuse_c", h.fuse_c)]
            {
                above(what, x);
            }
            range(&mut wrong, "eta", h.eta, 0.0, 1.0);
            if !rises(h.thermo.0, h.thermo.1) {
                wrong(format!("thermo is {:?}; it closes below the first and opens above the second", h.thermo));
            }
            if !rises(h.cutout.trip_c, h.fuse_c) {
                wrong(format!("the cut-out's trip_c {} must be below fuse_c {}", h.cutout.trip_c, h.fuse_c));
            }
        }
        Comp::Mover(m) => match m.kind {
            MoverKind::ThermoSiphon { eta, x_steam, t_out } => {
                range(&mut wrong, "eta", eta, 0.0, 1.0);
                range(&mut wrong, "x_steam", x_steam, 0.0, 1.0);
                range(&mut wrong, "t_out", t_out, 1.0, 100.0);
            }
            MoverKind::Gravity { a_m2, cd } => {
                above("a_m2", a_m2);
                above("cd", cd);
            }
            MoverKind::Tap { q_max_g_s, water_c } => {
                above("q_max_g_s", q_max_g_s);
                range(&mut wrong, "water_c", water_c, 0.0, 100.0);
            }
            MoverKind::Vibe { p_max_bar, q0_ml_s, opv_bar } => {
                above("p_max_bar", p_max_bar);
                above("q0_ml_s", q0_ml_s);
                above("opv_bar", opv_bar);
            }
            MoverKind::Bubble { q_ml_s } => above("q_ml_s", q_ml_s),
            MoverKind::Steam => {}
        },
        Comp::Valve(v) => above("cv", v.cv.unwrap_or(1.0)),
        Comp::Bed(b) => {
            above("area", b.area);
            above("cap_g", b.cap_g);
            above("cap_ml", b.cap_ml.unwrap_or(1.0));
            range(&mut wrong, "hold", b.hold, 0.0, 10.0);
            range(&mut wrong, "cells", f64::from(b.cells), 1.0, 4.0);
            range(&mut wrong, "even", b.even, 0.0, 1.0);
            range(&mut wrong, "bypass", b.bypass, 0.0, 1.0);
            range(&mut wrong, "c_wall", b.c_wall, 0.0, 1e6);
            range(&mut wrong, "ua", b.ua, 0.0, 1e6);
        }
        Comp::Filter(f) => {
            range(&mut wrong, "fines_pass", f.fines_pass, 0.0, 1.0);
            range(&mut wrong, "r_m", f.r_m, 0.0, 1e15);
        }
        Comp::Outlet(o) => above("d_m", o.d_m),
        Comp::Plug(p) => above("v", p.v),
        Comp::Socket(s) => above("v", s.v),
        Comp::Timer(t) => range(&mut wrong, "limit", t.limit, 0.0, 1e9),
        Comp::Control(c) if c.states.is_empty() => wrong("states must name one position or more".into()),
        Comp::Joint(j) if !rises(j.range.0, j.range.1) => {
            wrong(format!("range is {:?}; it goes from closed to open, rising", j.range));
        }
        Comp::Indicator(i) => {
            for (_, pattern) in &i.rules {
                if let Pattern::Blink(hz) = pattern {
                    range(&mut wrong, "Blink", *hz, 0.01, 100.0);
                }
            }
        }
        Comp::Control(_) | Comp::Joint(_) | Comp::Seat(_) => {}
        Comp::Counter(_) | Comp::Grinder(_) | Comp::Piston(_) | Comp::Wand(_) | Comp::Circuit(_) => {}
    }
}

/// Whether the second is above the first, and both are numbers.
fn rises(a: f64, b: f64) -> bool {
    a < b
}

fn range(wrong: &mut impl FnMut(String), what: &str, x: f64, least: f64, most: f64) {
    if !(least..=most).contains(&x) {
        wrong(format!("{what} is {x}; it must be from {least} to {most}"));
    }
}
