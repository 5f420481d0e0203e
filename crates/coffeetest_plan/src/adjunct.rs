//! Milk and sugar: out of where they are kept, into the cup, and back.

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_task::action::Action;

use crate::next::Wish;
use crate::op::Op;
use crate::step::{GIVE_UP, Step};
use crate::stock;
use crate::survey::Item;
use crate::wish::AJAR;

/// What is missing of milk or sugar below this share of it does not matter.
const SLIGHT: f64 = 0.15;
/// How long sugar is stirred, s.
const STIRS_S: f64 = 5.0;
/// A gram of milk, ml.
const MILK_ML_G: f64 = 0.97;

impl Step<'_> {
    /// What is asked for with the coffee stands in the open with its lid up; where it was is shut again.
    pub(crate) fn set_out(&self, thing: Entity, species: Species) -> Wish {
        if self.holds(thing) {
            return Some(self.put_down(self.brewer().at));
        }
        if self.survey.stand(thing).is_some_and(|stand| stand.enclosed) && self.is_loose(thing) {
            return Some(self.take(thing));
        }
        let larder = self.larder().filter(|_| self.was_taken(thing)).map(|larder| larder.entity);
        let shut = larder.and_then(|larder| self.shut(|item, _| item.entity == larder));
        let unlidded = || self.unlidded(thing, store_of(self.item(thing), species)?).filter(|open| self.is_worth(open));
        shut.or_else(unlidded)
    }

    pub(crate) fn is_adjunct_done(&self) -> bool {
        self.adjunct().is_none()
    }

    /// Milk and sugar as asked for.
    pub(crate) fn adjunct(&self) -> Wish {
        let cup = self.served_cup()?;
        self.plan.ops.iter().find_map(|op| match op {
            Op::Adjunct { kg, milk: true } => self.milked(cup, *kg),
            Op::Adjunct { kg, milk: false } => self.sugared(cup, *kg),
            _ => None,
        })
    }

    fn milked(&self, cup: &Item, kg: f64) -> Wish {
        let missing_kg = kg - cup.holds_kg(Species::Milk);
        if missing_kg < SLIGHT * kg {
            return None;
        }
        let from = stock::source(self.survey, Species::Milk, cup.entity)?;
        let amount_ml = Some((1e3 * MILK_ML_G * missing_kg).max(1.0).round());
        let place = &cup.stores.first()?.store;
        let pour = self.at(cup.entity, place, |into| Action::Pour { from: None, into, amount_ml, rate_ml_s: None });
        if !self.is_bearable(&pour) {
            return None;
        }
        let store = store_of(self.item(from), Species::Milk)?;
        Some(self.unlidded(from, store).unwrap_or_else(|| if self.holds(from) { pour } else { self.take(from) }))
    }

    fn sugared(&self, cup: &Item, kg: f64) -> Wish {
        let missing_kg = kg - cup.holds_kg(Species::Sugar);
        let place = &cup.stores.first()?.store;
        if missing_kg < SLIGHT * kg {
            return self.stirred_in(cup, place);
        }
        let from = stock::source(self.survey, Species::Sugar, cup.entity)?;
        // Counted for the jar: the amounts differ, and the spoon is taken up again after each.
        let jar = self.name(from).zip(store_of(self.item(from), Species::Sugar));
        let opening = jar.map(|(jar, store)| format!("{jar}.{store}"));
        let spooned =
            |action: &Action| matches!(action, Action::Scoop { from, .. } if Some(from.to_string()) == opening);
        let failures = self.tries.failures_of(spooned);
        if failures + 1 >= GIVE_UP {
            return None;
        }
        // In another place its lid may not be in the way.
        if failures > 1 && !self.was_taken(from) && self.is_loose(from) {
            return Some(self.take(from));
        }
        let action = self.powder(from, self.spoon(), (cup.entity, place), missing_kg);
        (matches!(action, Action::Scoop { .. }) || self.is_bearable(&action)).then_some(action)
    }

    /// Sugar is stirred, if there is something to stir with.
    fn stirred_in(&self, cup: &Item, place: &str) -> Wish {
        let stir = self.at(cup.entity, place, |target| Action::Stir { target, seconds: Some(STIRS_S) });
        if self.tries.succeeded(&stir) || !self.is_worth(&stir) {
            return None;
        }
        let held = self.survey.held_item().filter(|item| stock::stirs(item)).map(|item| item.entity);
        let tool = held.or_else(|| stock::stirrer(self.survey))?;
        Some(if self.holds(tool) { stir } else { self.take(tool) })
    }

    /// A cup without milk or sugar is still a cup of coffee: what fails a few times is left.
    fn is_bearable(&self, action: &Action) -> bool {
        self.tries.failures(action) < 3
    }

    /// Milk that was fetched is shut, and goes back into the cold.
    pub(crate) fn put_back(&self) -> Wish {
        self.plan.ops.iter().find_map(|op| match op {
            Op::SetOut { thing, species: Species::Milk } => {
                let cold = || self.stored_cold(*thing).filter(|_| self.was_taken(*thing));
                self.lids_shut(*thing).or_else(cold)
            }
            _ => None,
        })
    }

    /// Shuts what was opened of a thing.
    fn lids_shut(&self, thing: Entity) -> Wish {
        let item = self.item(thing);
        let mut lids = item.moving.iter().filter(|(_, part, open)| item.is_lid(*part) && *open > AJAR);
        lids.find_map(|(_, part, _)| self.close_if_worth(*part))
    }
}

/// The store of a thing in which a substance is.
fn store_of(item: &Item, species: Species) -> Option<&str> {
    item.stores.iter().find(|store| store.contents.kg(species) > 0.0).map(|store| store.store.as_str())
}
