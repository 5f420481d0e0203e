//! From what was found on a copy of a machine to what a hand does.

use bevy::prelude::Entity;
use coffeetest_task::action::Action;

use crate::graph::Graph;
use crate::step::Step;
use crate::trial::{Deed, Trial};

/// A wait is looked into this often, s.
const LOOK_S: f64 = 10.0;
/// A control is kept pressed for so long at most, s.
const MOST_S: f64 = 60.0;

impl Step<'_> {
    /// The action that does a deed to a machine, the hand being emptied first.
    pub(crate) fn deed(&self, thing: Entity, deed: &Deed) -> Action {
        match deed {
            Deed::Wait(_) | Deed::Move(..) => self.bare_deed(thing, deed),
            _ => self.empty_hand().unwrap_or_else(|| self.bare_deed(thing, deed)),
        }
    }

    /// The action that does a deed to a machine.
    pub(crate) fn bare_deed(&self, thing: Entity, deed: &Deed) -> Action {
        let item = self.item(thing);
        let graph = Graph(&item.spec);
        let part = |comp: &str| graph.part_of(comp).and_then(|body| item.parts.get(body)).copied().unwrap_or(thing);
        match deed {
            Deed::Wait(seconds) => Action::Wait { seconds: (20.0 * seconds.clamp(0.5, LOOK_S)).ceil() / 20.0 },
            Deed::Move(body, seat) => self.moved(thing, body, seat),
            Deed::Press(control) => self.on(part(control), |target| Action::Press { target, seconds: None }),
            Deed::Hold(control) => {
                let hold_s = graph.control(control).map_or(0.0, |spec| spec.hold_s) + 0.3;
                let seconds = Some((10.0 * hold_s).ceil() / 10.0);
                self.on(part(control), |target| Action::Press { target, seconds })
            }
            Deed::Keep(control) => {
                let seconds = Some((10.0 * self.fills_in_s(thing, control)).ceil() / 10.0);
                self.on(part(control), |target| Action::Press { target, seconds })
            }
            Deed::Set(control, state) => match graph.control(control) {
                Some(spec) if spec.class.turns() => {
                    let position = spec.states.get(*state).map(String::as_str).unwrap_or_default();
                    self.turn(part(control), position)
                }
                _ => self.on(part(control), |target| Action::Press { target, seconds: None }),
            },
            Deed::Swing(comp, share) if graph.control(comp).is_some() => {
                let percent = Some((100.0 * share).round());
                self.on(part(comp), |target| Action::Turn { target, to: None, percent })
            }
            Deed::Swing(comp, share) => self.swing(part(comp), *share),
        }
    }

    /// As a deed, but a control that works only while it is pressed is kept pressed until something holds on a copy.
    pub(crate) fn sustained(&self, thing: Entity, deed: &Deed, until: &dyn Fn(&Trial) -> bool) -> Action {
        let plain = || self.deed(thing, deed);
        let item = self.item(thing);
        let (Deed::Press(control) | Deed::Keep(control), Some(machine)) = (deed, &item.machine) else { return plain() };
        let mut released = Trial::of(machine);
        released.act(&Deed::Press(control.clone()), &item.spec);
        let goes_on = crate::rehearse::is_busy(&released.machine);
        let mut kept = Trial::of(machine);
        let Some(seconds) = kept.keep_pressed(control, MOST_S, until).filter(|_| !goes_on) else { return plain() };
        let part = Graph(&item.spec).part_of(control).and_then(|body| item.parts.get(body)).copied().unwrap_or(thing);
        let seconds = Some((10.0 * seconds).ceil() / 10.0);
        self.empty_hand().unwrap_or_else(|| self.on(part, |target| Action::Press { target, seconds }))
    }

    /// How long a control is to be kept pressed until the cup is full, s.
    fn fills_in_s(&self, thing: Entity, control: &str) -> f64 {
        let missing_kg = 1e-3 * (self.plan.way.recipe.cup_ml - self.drink_ml());
        let kept = |machine| {
            let mut trial = Trial::of(machine);
            trial.keep_pressed(control, MOST_S, &|trial| trial.out.mass_kg() >= missing_kg)
        };
        self.item(thing).machine.as_ref().and_then(kept).unwrap_or(MOST_S)
    }

    /// Brings a part of a thing into a seat, tight where that has a twist.
    fn moved(&self, thing: Entity, body: &str, seat: &str) -> Action {
        self.homed(thing, body, seat).unwrap_or_else(|| self.see(thing))
    }

    fn swing(&self, part: Entity, share: f64) -> Action {
        match share > 0.5 {
            true => self.on(part, |target| Action::Open { target }),
            false => self.on(part, |target| Action::Close { target }),
        }
    }
}
