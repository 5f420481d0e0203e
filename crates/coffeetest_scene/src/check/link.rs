//! Checks of movers and valves: what drives a flow, where from and where to.

use coffeetest_brew::spec::{Comp, HeatInto, MoverKind, MoverSpec, ValveSpec, Vent};

use super::page::{At, Page};
use crate::Thing;

/// Checks one mover.
pub(super) fn check_mover(page: &mut Page<Thing>, at: &At, mover: &MoverSpec) {
    let tap = matches!(mover.kind, MoverKind::Tap { .. });
    if tap {
        let what = format!("a tap takes its water from `mains`, not from `{}`", mover.from);
        page.must(mover.from == "mains", &at.to("from"), what, "Write `from: \"mains\"`.");
    } else {
        page.comp(&at.to("from"), &mover.from, &["Store"]);
    }
    if mover.to != "drain" {
        page.comp(&at.to("to"), &mover.to, &["Store", "Bed", "Outlet"]);
    }
    let kind = at.to("kind");
    match mover.kind {
        MoverKind::ThermoSiphon { eta, x_steam, t_out } => {
            page.within(&kind.to("eta"), eta, 0.01, 1.0);
            page.within(&kind.to("x_steam"), x_steam, 0.0, 0.9);
            page.within(&kind.to("t_out"), t_out, 30.0, 100.0);
            let heated = page.any_comp(|comp| matches!(comp, Comp::Heater(heater) if heater.into == HeatInto::Line));
            page.must(heated, at, "nothing heats this line", "Add a `Heater(into: Line, …)`.");
        }
        MoverKind::Gravity { a_m2, cd } => {
            page.within(&kind.to("a_m2"), a_m2, 1e-9, 1.0);
            page.within(&kind.to("cd"), cd, 0.01, 1.0);
        }
        MoverKind::Steam => {
            let sealed =
                matches!(page.read.value.comps.get(&mover.from), Some(Comp::Store(store)) if store.vent != Vent::Open);
            page.must(sealed, &at.to("from"), "steam needs a sealed store", "Write `vent: Sealed(…)` there.");
        }
        MoverKind::Tap { q_max_g_s, water_c } => {
            page.within(&kind.to("q_max_g_s"), q_max_g_s, 0.01, 1e4);
            page.within(&kind.to("water_c"), water_c, 0.0, 100.0);
        }
    }
}

/// Checks one valve.
pub(super) fn check_valve(page: &mut Page<Thing>, at: &At, name: &str, valve: &ValveSpec) {
    if let Some(cv) = valve.cv {
        page.within(&at.to("cv"), cv, 1e-12, 1.0);
    }
    if let Some(guard) = &valve.opens_when {
        page.guard(&at.to("opens_when"), guard);
    }
    if let Some(joint) = &valve.opens_with {
        page.comp(&at.to("opens_with"), joint, &["Joint"]);
        page.must(valve.opens_when.is_none(), at, "two things open this valve", "Keep `opens_when` or `opens_with`.");
    }
    let linked = page.read.value.links.iter().any(|(from, to)| from == name || to == name);
    page.must(linked, at, format!("the Valve `{name}` is in no link"), "Put it between two others under `links`.");
}
