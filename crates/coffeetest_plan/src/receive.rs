//! Vessels where the drink comes out, and brewers on their vessels.

use bevy::prelude::Entity;
use coffeetest_task::action::{Action, Relation};
use coffeetest_world::seat::accepts;

use crate::graph::Drive;
use crate::next::Wish;
use crate::step::Step;
use crate::trial::Trial;
use crate::way::Water;

impl Step<'_> {
    /// A vessel is where the drink comes out.
    pub(crate) fn received(&self, thing: Entity, vessel: Entity, seat: Option<&str>) -> Wish {
        if let Some(action) = self.rinsed(thing, vessel) {
            return Some(action);
        }
        if let Some(seat) = seat {
            let seated = self.item(thing).seats.get(seat).copied().flatten().is_some();
            if seated && !self.holds(vessel) {
                return None;
            }
            if self.holds(vessel) {
                return Some(self.at(thing, seat, |into| Action::Insert { item: None, into }));
            }
            return Some(self.take(vessel));
        }
        if self.holds(vessel) {
            return Some(self.on(thing, |target| Action::Place { item: None, target, relation: Relation::Under }));
        }
        let put = self.name(thing).map(|target| Action::Place { item: None, target, relation: Relation::Under });
        if put.is_some_and(|put| self.tries.succeeded(&put)) {
            return None;
        }
        Some(self.take(vessel))
    }

    /// A machine that lets out water of its own before it can be told to brew does so before the vessel is there.
    fn rinsed(&self, thing: Entity, vessel: Entity) -> Wish {
        let item = self.item(thing);
        let pumped = matches!(self.plan.way.water, Water::Own { drive: Drive::Pump, fire: None, .. });
        let deed = item
            .machine
            .as_ref()
            .filter(|_| pumped && self.drink_ml() < 1.0)
            .and_then(|machine| crate::brew::rinse(&item.spec, &Trial::of(machine), &self.plan.way))?;
        if self.holds(vessel) {
            return Some(self.put_down(self.brewer().at));
        }
        let below = self.item(vessel).seated_in.as_ref().is_some_and(|(host, _)| *host == thing);
        Some(if below { self.take(vessel) } else { self.deed(thing, &deed) })
    }

    /// The brewer stands on its vessel, which stands in the open.
    pub(crate) fn mounted(&self, thing: Entity, vessel: Entity) -> Wish {
        let cup = self.cup();
        let vessel = if self.item(vessel).spec.tags.iter().any(|tag| tag == "drinking_vessel") { cup } else { vessel };
        if self.is_on_vessel(thing, vessel) && !self.holds(thing) {
            return None;
        }
        if self.holds(thing) {
            let seat = self.rim_of(vessel, thing);
            return Some(match seat {
                Some(seat) => self.at(vessel, &seat, |into| Action::Insert { item: None, into }),
                None => self.on(vessel, |target| Action::Place { item: None, target, relation: Relation::On }),
            });
        }
        if self.holds(vessel) {
            return Some(self.put_down(self.brewer().at));
        }
        let enclosed = self.survey.stand(vessel).is_some_and(|stand| stand.enclosed || stand.roofed);
        if enclosed {
            return Some(self.take(vessel));
        }
        Some(self.take(thing))
    }

    /// The seat of a vessel that takes the brewer.
    fn rim_of(&self, vessel: Entity, thing: Entity) -> Option<String> {
        let (vessel, thing) = (self.item(vessel), self.item(thing));
        vessel.spec.seats.keys().find(|seat| accepts(&vessel.spec, seat, &thing.spec, "body")).cloned()
    }

    /// Whether a thing stands on a vessel.
    pub(crate) fn is_on_vessel(&self, thing: Entity, vessel: Entity) -> bool {
        let (brewer, cup) = (self.item(thing), self.item(vessel));
        if brewer.seated_in.as_ref().is_some_and(|(host, _)| *host == vessel) {
            return true;
        }
        let above = brewer.at - cup.at;
        above.truncate().length() < 0.03 && above.z > 0.03 && above.z < 0.2
    }
}
