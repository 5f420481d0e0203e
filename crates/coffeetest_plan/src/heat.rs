//! Hot water, and fires below things.

use bevy::prelude::Entity;
use coffeetest_brew::machine::Kind;
use coffeetest_scene::Style;
use coffeetest_task::action::{Action, Claim, Relation};

use crate::next::{Next, Wish};
use crate::step::{GIVE_UP, Step};
use crate::stock::HOT_C;
use crate::survey::Item;
use crate::trial::Trial;
use crate::way::{Fire, Hot, Water};

/// Water in a kettle is hot enough from here, °C: it cools on its way.
const READY_C: f64 = 91.0;
/// Longest time that a kettle takes to get its water hot, s.
const BOIL_S: f64 = 600.0;
/// What comes after that is looked at for so long, s.
const FURTHER_S: f64 = 60.0;

/// Air in which things are kept cold is colder than this, °C.
const COLD_C: f64 = 12.0;
/// A cup that is put there is looked at this often, s.
const CHILLS_S: f64 = 600.0;
/// A drink for the heat of the day is colder than this, °C.
const CHILLED_C: f64 = 7.0;
/// What brews on a fire gets so much heat, J per kg of its water, in this time, s.
const WARMING_J_KG: f64 = 4186.0 * 75.0;
const BREWS_S: f64 = 120.0;
/// A stove gives steady heat after this time, s, over which it is then measured.
const STEADY_S: f64 = 30.0;

/// Heat that a stove goes on to give to what stands on it, W.
fn steady_w(trial: &Trial, seat: usize) -> f64 {
    let mut trial = trial.clone();
    trial.run(STEADY_S, |_| false);
    let before_j = trial.heat_j.get(seat).copied().unwrap_or(0.0);
    trial.run(STEADY_S, |_| false);
    (trial.heat_j.get(seat).copied().unwrap_or(0.0) - before_j) / STEADY_S
}

impl Step<'_> {
    /// Water is hot in its source, or on its way to be.
    pub(crate) fn heated(&self, source: &Hot) -> Next {
        match source {
            Hot::Ready { .. } => Next::Met,
            Hot::Own { vessel, store } => self.boiled(*vessel, store),
            Hot::Pot { vessel, store, fire } => self.boiled_on(*vessel, store, fire),
            Hot::Outlet { thing, .. } => self.warmed_up(*thing),
        }
    }

    fn boiled(&self, vessel: Entity, store: &str) -> Next {
        if self.read(vessel, store, "temp_c") >= READY_C {
            return Next::Met;
        }
        if self.is_on(vessel) {
            return Next::Pending;
        }
        if self.holds(vessel) {
            return self.empty_hand().into();
        }
        if let Next::Do(action) = self.live(vessel) {
            return Next::Do(action);
        }
        let (temp, before_c) = (format!("{store}.temp_c"), self.read(vessel, store, "temp_c"));
        // It may stop where a dial says: what makes it hot enough is best, and what goes on from there.
        let hot = |trial: &Trial| trial.get(&temp) >= READY_C;
        let off = |trial: &Trial| {
            let mut trial = trial.clone();
            trial.run(FURTHER_S, |trial| !crate::rehearse::is_busy(&trial.machine));
            -trial.get(&temp)
        };
        let warmer = |trial: &Trial| trial.get(&temp) > before_c + 1.0;
        let deed = self.rehearsed_best(vessel, &hot, BOIL_S, &off).or_else(|| self.rehearsed(vessel, &warmer, 30.0));
        match deed {
            Some(deed) => Next::Do(self.deed(vessel, &deed)),
            None => {
                Next::Do(Action::Done { claim: Claim::Impossible, reason: Some("the water cannot be heated".into()) })
            }
        }
    }

    fn boiled_on(&self, vessel: Entity, store: &str, fire: &Fire) -> Next {
        if self.read(vessel, store, "temp_c") >= READY_C {
            return self.switched_off(fire.stove).map_or(Next::Met, Next::Do);
        }
        if let Some(action) = self.on_fire(vessel, fire) {
            return Next::Do(action);
        }
        match self.lit(fire) {
            Some(action) => Next::Do(action),
            None => Next::Pending,
        }
    }

    fn warmed_up(&self, thing: Entity) -> Next {
        if let Next::Do(action) = self.live(thing) {
            return Next::Do(action);
        }
        let hot = self.item(thing).stores.iter().any(|store| store.temp_c >= HOT_C - 4.0 && store.volume_ml > 150.0);
        if hot {
            return Next::Met;
        }
        if self.is_on(thing) {
            return Next::Pending;
        }
        let aim = |trial: &Trial| crate::rehearse::is_busy(&trial.machine);
        self.rehearsed(thing, &aim, 2.0).map_or(Next::Met, |deed| Next::Do(self.deed(thing, &deed)))
    }

    /// A thing stands on a fire.
    pub(crate) fn on_fire(&self, thing: Entity, fire: &Fire) -> Wish {
        let occupant = self.item(fire.stove).seats.get(&fire.seat).copied().flatten();
        let own = self.item(thing).parts.values().any(|part| Some(*part) == occupant);
        if own && !self.holds(thing) {
            return self.cavity_shut(fire);
        }
        if !self.holds(thing) {
            if let Some(action) = self.cavity_open(fire) {
                return Some(action);
            }
            return Some(self.take(thing));
        }
        if let Some(action) = self.cavity_open(fire) {
            return Some(action);
        }
        Some(self.at(fire.stove, &fire.seat, |into| Action::Insert { item: None, into }))
    }

    fn doors(&self, fire: &Fire) -> Vec<(Entity, f32)> {
        let stove = self.item(fire.stove);
        let doors = stove
            .moving
            .iter()
            .filter(|(comp, part, _)| stove.is_lid(*part) && !crate::graph::Graph(&stove.spec).works(comp));
        doors.map(|(_, part, open)| (*part, *open)).collect()
    }

    fn cavity_open(&self, fire: &Fire) -> Wish {
        let (door, _) = *self.doors(fire).iter().find(|(_, open)| fire.cavity && *open < crate::wish::OPEN)?;
        Some(self.open(door))
    }

    fn cavity_shut(&self, fire: &Fire) -> Wish {
        let (door, _) = *self.doors(fire).iter().find(|(_, open)| fire.cavity && *open > crate::wish::AJAR)?;
        Some(self.close(door))
    }

    /// A fire burns.
    pub(crate) fn lit(&self, fire: &Fire) -> Wish {
        let stove = self.item(fire.stove);
        let seat = stove.machine.as_ref().and_then(|machine| machine.index(Kind::Seat, &fire.seat))?;
        if self.read(fire.stove, &fire.heater, "p_w") > 0.0 {
            return None;
        }
        if let Next::Do(action) = self.live(fire.stove) {
            return Some(action);
        }
        let heater = format!("{}.p_w", fire.heater);
        let aim =
            |trial: &Trial| trial.get(&heater) > 0.0 && trial.heat_j.get(seat).is_some_and(|heat_j| *heat_j > 5.0);
        let brews = matches!(&self.plan.way.water, Water::Own { .. } | Water::Within { .. }) && !fire.cavity;
        // A vessel of water gets all there is; what brews on the fire just enough, for it is to take its time.
        let least_w = if brews { WARMING_J_KG * self.plan.way.recipe.water_kg / BREWS_S } else { f64::INFINITY };
        let off = |trial: &Trial| {
            let given_w = steady_w(trial, seat);
            if given_w < least_w { 1e6 - given_w } else { given_w }
        };
        let deed = self.rehearsed_best(fire.stove, &aim, 20.0, &off);
        Some(deed.map_or_else(
            || Action::Done { claim: Claim::Impossible, reason: Some("the stove does not heat this".into()) },
            |deed| self.deed(fire.stove, &deed),
        ))
    }

    /// Nothing of a thing is on.
    pub(crate) fn switched_off(&self, thing: Entity) -> Wish {
        if !self.is_on(thing) {
            return None;
        }
        let off_s = std::cell::Cell::new(None::<f64>);
        // Off is what stays off for a while.
        let aim = |trial: &Trial| {
            if crate::rehearse::is_busy(&trial.machine) {
                off_s.set(None);
                return false;
            }
            let since_s = off_s.get().filter(|since_s| *since_s <= trial.time_s).unwrap_or(trial.time_s);
            off_s.set(Some(since_s));
            trial.time_s - since_s > 2.0 || trial.machine.is_asleep()
        };
        let deed = self.rehearsed(thing, &aim, 4.0);
        match deed {
            Some(deed) => {
                let action = self.bare_deed(thing, &deed);
                (self.tries.failures(&action) < 5).then(|| self.deed(thing, &deed))
            }
            None => self.unplugged(thing),
        }
    }

    fn unplugged(&self, thing: Entity) -> Wish {
        let (plug, seated) = self.plug_of(self.item(thing))?;
        let unplug = self.on(plug, |plug| Action::Unplug { plug });
        (seated && self.is_worth(&unplug))
            .then(|| self.empty_hand().unwrap_or_else(|| self.on(plug, |plug| Action::Unplug { plug })))
    }

    /// Whether what is to be drunk cold is cold, or cannot become so here.
    pub(crate) fn is_cold_enough(&self, store: &str) -> bool {
        let brewer = self.plan.way.brewer;
        let wanted = self.order.style == Some(Style::Cold) && self.read(brewer, store, "temp_c") > CHILLED_C;
        !wanted || !(self.is_kept_cold(brewer) || self.chilled().is_some())
    }

    /// Whether a vessel stands where things are kept cold.
    pub(crate) fn is_kept_cold(&self, vessel: Entity) -> bool {
        let stand = self.survey.stand(vessel).filter(|stand| stand.enclosed);
        stand.zip(self.larder()).is_some_and(|(stand, larder)| stand.furniture == larder.entity)
    }

    /// Furniture in which things are kept cold.
    pub(crate) fn larder(&self) -> Option<&Item> {
        let cold = |item: &&Item| item.spec.surfaces.values().any(|surface| surface.air_c.is_some_and(|c| c < COLD_C));
        self.survey.items.iter().find(cold)
    }

    /// What is to be drunk cold stands where it is cold, if there is such a place.
    pub(crate) fn chilled(&self) -> Wish {
        self.kept_cold(self.plan.way.brewer)
    }

    /// A cup of what is to be drunk cold has stood where it is cold for long enough.
    pub(crate) fn cup_chilled(&self, cup: &Item) -> Wish {
        let warm = cup.stores.first().is_some_and(|store| store.temp_c > CHILLED_C);
        if self.order.style != Some(Style::Cold) || !warm {
            return None;
        }
        let wait = || self.doors_shut().unwrap_or(Action::Wait { seconds: CHILLS_S });
        if self.is_kept_cold(cup.entity) { Some(wait()) } else { self.kept_cold(cup.entity) }
    }

    fn kept_cold(&self, vessel: Entity) -> Wish {
        if self.order.style != Some(Style::Cold) || !self.is_loose(vessel) {
            return None;
        }
        self.stored_cold(vessel)
    }

    /// A thing stands where things are kept cold.
    pub(crate) fn stored_cold(&self, vessel: Entity) -> Wish {
        let larder = self.larder()?;
        let place = self.on(larder.entity, |target| Action::Place { item: None, target, relation: Relation::In });
        // Beside an open door there is little room: it is tried from several places.
        if self.is_kept_cold(vessel) || self.tries.failures(&place) + 1 >= GIVE_UP {
            return None;
        }
        let shut = larder.moving.iter().find(|(_, part, open)| larder.is_lid(*part) && *open < crate::wish::OPEN);
        if let Some((_, door, _)) = shut {
            return Some(self.open(*door));
        }
        if !self.holds(vessel) {
            return Some(self.take(vessel));
        }
        Some(place)
    }
}
