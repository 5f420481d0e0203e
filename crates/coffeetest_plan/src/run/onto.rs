//! Hot water onto the coffee: poured from a vessel, or drawn from a tap.

use bevy::prelude::Entity;
use coffeetest_brew::spec::Comp;
use coffeetest_task::action::Action;
use coffeetest_world::seat::accepts;

use super::{PUMPS_S, SOON_S};
use crate::graph::Graph;
use crate::step::Step;
use crate::trial::{Deed, Trial};
use crate::way::{Drink, Hot, Place};

impl Step<'_> {
    /// Pours hot water onto the coffee, as much as the place takes at once.
    pub(super) fn poured(&self, source: &Hot) -> Action {
        let way = &self.plan.way;
        let there_kg =
            self.place_water_kg() + if matches!(way.drink, Drink::Below { .. }) { 1e-3 * self.drink_ml() } else { 0.0 };
        let missing_kg = way.recipe.water_kg - there_kg;
        let (vessel, store) = match (source, source.vessel()) {
            (_, Some(vessel)) => vessel,
            (Hot::Outlet { thing, .. }, _) => return self.drawn(*thing, missing_kg),
            _ => return Action::Wait { seconds: 1.0 },
        };
        if let Place::Bed(bed) = &way.place {
            let room_ml =
                self.bed_room_ml(bed) - self.read(way.brewer, bed, "ml") - 1.0 * self.read(way.brewer, bed, "held_g");
            if room_ml < 25.0 {
                return Action::Wait { seconds: 4.0 };
            }
            let dry = self.place_water_kg() < 0.004;
            let first_ml = if dry { 3.0 * 1e3 * way.recipe.grounds_kg } else { f64::INFINITY };
            let ml = (1e3 * missing_kg).min(room_ml).min(first_ml).max(5.0);
            return self.pour_ml((vessel, store), bed, ml);
        }
        self.pour_ml((vessel, store), way.place.name(), 1e3 * missing_kg)
    }

    pub(super) fn pour_ml(&self, (vessel, store): (Entity, &str), place: &str, ml: f64) -> Action {
        let way = &self.plan.way;
        if let Some(action) = self.bare(way.brewer, place).filter(|_| !self.holds(vessel)) {
            return action;
        }
        if let Some(opener) = self.stopper(vessel) {
            return opener;
        }
        let whole = Graph(&self.item(vessel).spec).carried(store) == Some("body");
        if let Some((plug, true)) = self.plug_of(self.item(vessel)).filter(|_| whole) {
            return self.empty_hand().unwrap_or_else(|| self.on(plug, |plug| Action::Unplug { plug }));
        }
        if !self.holds(vessel) {
            return self.take_vessel(vessel, store);
        }
        self.at(way.brewer, place, |into| Action::Pour {
            from: None,
            into,
            amount_ml: Some(ml.round().max(1.0)),
            rate_ml_s: None,
        })
    }

    /// A lid that has to be opened before a vessel without a lip can be poured from.
    pub(super) fn stopper(&self, vessel: Entity) -> Option<Action> {
        let item = self.item(vessel);
        if self.holds(vessel) {
            return None;
        }
        let lid = item.spec.comps.values().find_map(|comp| match comp {
            Comp::Store(store) if store.lip.is_none() => store.lid.clone(),
            _ => None,
        })?;
        let (_, part, open) = item.moving.iter().find(|(comp, ..)| *comp == lid)?;
        (*open < crate::wish::OPEN).then(|| self.open(*part))
    }

    /// Draws hot water from a thing's outlet into the cup in the hand.
    pub(super) fn drawn(&self, thing: Entity, missing_kg: f64) -> Action {
        let way = &self.plan.way;
        if let Some(action) = self.drawn_by_hand(thing, missing_kg) {
            return action;
        }
        if !self.holds(way.brewer) {
            return self.take(way.brewer);
        }
        let amount_ml = Some((1e3 * missing_kg).max(5.0).round());
        self.on(thing, |tap| Action::Fill { item: None, tap, amount_ml })
    }

    /// Where the cup can stand under the outlet it is put there, and the thing worked as was found out on a copy.
    pub(super) fn drawn_by_hand(&self, thing: Entity, missing_kg: f64) -> Option<Action> {
        let (host, cup) = (self.item(thing), self.brewer());
        let seat = host.spec.seats.keys().find(|seat| {
            let resident = Graph(&host.spec).resident(seat).is_some();
            !resident && accepts(&host.spec, seat, &cup.spec, "body")
        })?;
        if cup.seated_in.as_ref().is_none_or(|(at, _)| *at != thing) {
            if self.holds(cup.entity) {
                let insert = self.at(thing, seat, |into| Action::Insert { item: None, into });
                return self.is_worth(&insert).then_some(insert);
            }
            return Some(self.take(cup.entity));
        }
        let trial = Trial::of(host.machine.as_ref()?);
        let before_kg = trial.out.mass_kg();
        let flows = |trial: &Trial| trial.out.mass_kg() > before_kg + 1e-3;
        let enough = |trial: &Trial| trial.out.mass_kg() > before_kg + missing_kg;
        // It may have to get hot again first.
        let soon = self.rehearsed(thing, &flows, 3.0).or_else(|| self.rehearsed(thing, &flows, SOON_S));
        match soon? {
            Deed::Wait(_) if trial.flows() => Some(self.watched(trial, &enough)),
            deed => Some(self.sustained(thing, &deed, &enough)),
        }
    }

    /// Waits while something flows, until there is enough of it.
    pub(super) fn watched(&self, mut trial: Trial, enough: &dyn Fn(&Trial) -> bool) -> Action {
        trial.run(PUMPS_S, |trial| enough(trial) || !trial.flows());
        Action::Wait { seconds: (20.0 * trial.time_s.max(0.5)).ceil() / 20.0 }
    }

    /// How much liquid a bed holds before it runs over, with a margin, ml.
    pub(super) fn bed_room_ml(&self, bed: &str) -> f64 {
        match self.brewer().spec.comps.get(bed) {
            Some(Comp::Bed(spec)) => 0.8 * spec.cap_ml.unwrap_or(4.4 * spec.cap_g),
            _ => 100.0,
        }
    }
}
