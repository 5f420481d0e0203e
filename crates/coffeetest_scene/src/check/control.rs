//! Checks of controls and of the controller's table.

use std::collections::BTreeSet;

use coffeetest_brew::spec::{Action, Comp, ControlSpec, Trigger};

use super::guard::states;
use super::page::{At, Page};
use crate::Thing;

/// Checks one control.
pub(super) fn check_spec(page: &mut Page<Thing>, at: &At, control: &ControlSpec) {
    page.above_zero(&at.to("travel"), control.travel);
    page.above_zero(&at.to("force"), control.force);
    let count = control.states.len();
    let several = control.states.iter().collect::<BTreeSet<_>>().len() == count;
    page.must(several, &at.to("states"), "two states have the same name", "");
    if control.class.is_momentary() {
        let what = format!("a {:?} has {count} states", control.class);
        page.must(count == 1, &at.to("states"), what, "One that springs back has one.");
    } else {
        let what = format!("a {:?} has {count} states", control.class);
        page.must(count >= 2, &at.to("states"), what, "One that stays has two or more.");
    }
    let one_language = control.labels.en.is_empty() != control.labels.zh.is_empty();
    page.must(!one_language, &at.to("labels"), "the label is in one language only", "Write `en` and `zh`.");
}

/// Checks the controller's table.
pub(super) fn check(page: &mut Page<Thing>) {
    let thing = &page.read.value;
    let rows = &thing.ctrl;
    for (i, row) in rows.iter().enumerate() {
        let at = At::top("ctrl").to(i);
        match &row.1 {
            Trigger::Event(control, state) => control_state(page, &at.to(1), control, state),
            Trigger::When(guard) => page.guard(&at.to(1), guard),
            Trigger::After(timer) => {
                page.comp(&at.to(1), timer, &["Timer"]);
            }
        }
        page.guard(&at.to(2), &row.2);
        for (j, action) in row.3.iter().enumerate() {
            check_action(page, &at.to(3).to(j), action);
        }
        page.known(&at.to(4), "state", &row.4, rows.iter().map(|row| row.0.as_str()));
        let reached = i == 0 || row.0 == rows[0].0 || rows.iter().any(|other| other.4 == row.0);
        page.must(reached, &at.to(0), format!("no row leads to state `{}`", row.0), "");
    }
}

fn control_state(page: &mut Page<Thing>, at: &At, control: &str, state: &str) {
    if page.comp(at, control, &["Control"])
        && let Some(Comp::Control(spec)) = page.read.value.comps.get(control)
    {
        page.known(at, &format!("state of `{control}`"), state, states(spec));
    }
}

fn check_action(page: &mut Page<Thing>, at: &At, action: &Action) {
    match action {
        Action::Heat(heater, _) => {
            page.comp(at, heater, &["Heater"]);
        }
        Action::Open(valve) | Action::Shut(valve) => {
            page.comp(at, valve, &["Valve"]);
            if let Some(Comp::Valve(spec)) = page.read.value.comps.get(valve) {
                let free = spec.opens_when.is_none() && spec.opens_with.is_none();
                let hint = "Leave out its `opens_when` and `opens_with`.";
                page.must(free, at, format!("`{valve}` does not obey the controller"), hint);
            }
        }
        Action::Start(timer) => {
            page.comp(at, timer, &["Timer"]);
        }
        Action::Latch(control, state) => control_state(page, at, control, state),
    }
}
