//! From what was found on a copy of a machine to what a hand does.

use bevy::prelude::Entity;
use coffeetest_task::action::Action;

use crate::graph::Graph;
use crate::step::Step;
use crate::trial::Deed;

/// A wait is looked into this often, s.
const LOOK_S: f64 = 10.0;

impl Step<'_> {
    /// The action that does a deed to a machine.
    pub(crate) fn deed(&self, thing: Entity, deed: &Deed) -> Action {
        let item = self.item(thing);
        let graph = Graph(&item.spec);
        let part = |comp: &str| graph.part_of(comp).and_then(|body| item.parts.get(body)).copied().unwrap_or(thing);
        let free = |action: &dyn Fn() -> Action| self.empty_hand().unwrap_or_else(action);
        match deed {
            Deed::Wait(seconds) => Action::Wait { seconds: (20.0 * seconds.clamp(0.5, LOOK_S)).ceil() / 20.0 },
            Deed::Press(control) => free(&|| self.on(part(control), |target| Action::Press { target, seconds: None })),
            Deed::Hold(control) => free(&|| {
                let hold_s = graph.control(control).map_or(0.0, |spec| spec.hold_s) + 0.3;
                let seconds = Some((10.0 * hold_s).ceil() / 10.0);
                self.on(part(control), |target| Action::Press { target, seconds })
            }),
            Deed::Set(control, state) => free(&|| {
                let spec = graph.control(control);
                let turns = spec.is_some_and(|spec| spec.class.turns());
                let position = spec.and_then(|spec| spec.states.get(*state)).cloned().unwrap_or_default();
                match turns {
                    true => self.turn(part(control), &position),
                    false => self.on(part(control), |target| Action::Press { target, seconds: None }),
                }
            }),
            Deed::Swing(comp, share) => free(&|| match graph.control(comp) {
                Some(_) => {
                    let percent = Some((100.0 * share).round());
                    self.on(part(comp), |target| Action::Turn { target, to: None, percent })
                }
                None => self.swing(part(comp), *share),
            }),
        }
    }

    fn swing(&self, part: Entity, share: f64) -> Action {
        match share > 0.5 {
            true => self.on(part, |target| Action::Open { target }),
            false => self.on(part, |target| Action::Close { target }),
        }
    }
}
