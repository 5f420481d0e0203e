//! Checks of guards: every variable that one names must exist.

use coffeetest_brew::spec::{Comp, ControlSpec, Guard};

use super::page::{At, Page};
use crate::Thing;
use crate::read::nearest;

impl Page<'_, Thing> {
    /// Checks a guard and all within it; errors point at the whole guard.
    pub(super) fn guard(&mut self, at: &At, guard: &Guard) {
        match guard {
            Guard::True => {}
            Guard::All(guards) | Guard::Any(guards) => guards.iter().for_each(|guard| self.guard(at, guard)),
            Guard::Not(guard) => self.guard(at, guard),
            Guard::Ge(variable, _) | Guard::Lt(variable, _) | Guard::Is(variable) => self.variable(at, variable),
        }
    }

    fn variable(&mut self, at: &At, variable: &str) {
        let thing = &self.read.value;
        let Some((name, field)) = variable.split_once('.') else {
            return self.error(at, format!("`{variable}` is no variable"), "Write `component.variable`.");
        };
        let Some(comp) = thing.comps.get(name) else {
            let hint = nearest(name, thing.comps.keys().map(String::as_str)).unwrap_or_default();
            return self.error(at, format!("unknown component `{name}` in `{variable}`"), hint);
        };
        let fields = variables(comp);
        if !fields.contains(&field) {
            let hint = nearest(field, fields).unwrap_or_default();
            self.error(at, format!("the {} `{name}` has no variable `{field}`", comp.kind()), hint);
        }
    }
}

/// The variables that a component has.
fn variables(comp: &Comp) -> Vec<&str> {
    match comp {
        Comp::Store(_) => vec!["ml", "g", "t", "steam_g_s"],
        Comp::Heater(_) => vec!["on", "t_el", "tripped", "blown"],
        Comp::Mover(_) => vec!["q", "q_vapour"],
        Comp::Valve(_) => vec!["open"],
        Comp::Bed(_) => vec!["dose", "ml"],
        Comp::Filter(_) => vec!["seated"],
        Comp::Control(control) => states(control),
        Comp::Joint(_) => vec!["x", "closed", "open"],
        Comp::Seat(_) => vec!["seated"],
        Comp::Outlet(_) => vec!["q"],
        Comp::Plug(_) => vec!["seated", "live"],
        Comp::Socket(_) => vec!["seated"],
        Comp::Indicator(_) => vec![],
        Comp::Timer(_) => vec!["t", "done"],
    }
}

/// What a control can say: its positions, or `pressed` where it springs back.
pub(super) fn states(control: &ControlSpec) -> Vec<&str> {
    let mut states: Vec<&str> = control.states.iter().map(String::as_str).collect();
    if control.class.is_momentary() {
        states.push("pressed");
    }
    states
}
