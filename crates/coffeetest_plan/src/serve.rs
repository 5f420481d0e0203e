//! From the brewed drink to the served cup, and everything off and shut.

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_brew::spec::Comp;
use coffeetest_scene::Mount;
use coffeetest_task::action::{Action, Claim};

use crate::graph::{Drive, Graph};
use crate::next::Wish;
use crate::op::Op;
use crate::step::Step;
use crate::stock;
use crate::survey::Item;
use crate::way::{Drink, Water};
use crate::wish::AJAR;

/// A cup that holds so many times as much as another is much bigger.
const BIGGER: f64 = 1.6;
/// Share of grounds from which a drink is muddy, and the time in which they settle, s.
const MUDDY: f64 = 0.01;
const SETTLES_S: f64 = 75.0;

impl Step<'_> {
    /// The vessel that the drink is poured from: the receiver or the brewer; none if it is in the cup already.
    fn jug(&self) -> Option<Entity> {
        self.plan.ops.iter().find_map(|op| match op {
            Op::Serve { from } => Some(*from),
            _ => None,
        })
    }

    /// Whether the cup holds what was ordered, or all that there is, and stands where it was asked for.
    pub(crate) fn is_served(&self) -> bool {
        let Some(cup) = self.served_cup() else { return false };
        let way = &self.plan.way;
        match self.jug() {
            Some(jug) => {
                let left_kg = match &way.drink {
                    Drink::Own { store } => {
                        1e-3 * self.read(jug, store, "ml") - 2.0 * self.holds_kg(jug, store, Species::Grounds)
                    }
                    _ => self.item(jug).load_kg(),
                };
                let full = 1e3 * cup.load_kg() > 0.85 * way.recipe.cup_ml || left_kg < 0.015;
                full && self.is_adjunct_done()
            }
            None => self.is_ready() && self.is_out_of_the_way() && self.is_handed_over(cup) && self.is_adjunct_done(),
        }
    }

    /// Whether the brewer is off the cup.
    fn is_out_of_the_way(&self) -> bool {
        let way = &self.plan.way;
        match (&way.drink, self.served_cup()) {
            (Drink::Below { .. }, Some(cup)) => !self.is_on_vessel(way.brewer, cup.entity) && !self.holds(way.brewer),
            _ => true,
        }
    }

    /// Whether a cup stands where it was asked for, and was put there by the hand.
    fn is_handed_over(&self, cup: &Item) -> bool {
        let stands = cup.seated_in.is_none() && !self.holds(cup.entity);
        stands
            && self.was_taken(cup.entity)
            && self.survey.stand_tags(cup).iter().any(|tag| self.order.serve_on.contains(tag))
    }

    /// What is still to be done when the drink is ready.
    pub(crate) fn serve(&self) -> Action {
        // What carries the drink is not put down for that.
        let carried = self.served_cup().is_some_and(|cup| self.holds(cup.entity))
            || self.jug().is_some_and(|jug| self.holds(jug));
        if let Some(action) = self.stop_in_time().filter(|_| !carried) {
            return action;
        }
        let Some(jug) = self.jug() else { return self.hand_over() };
        if let Some(action) = self.cup_out().filter(|_| !self.holds(jug)) {
            return action;
        }
        let in_cup_ml = self.served_cup().map_or(0.0, |cup| 1e3 * cup.load_kg());
        let way = &self.plan.way;
        if in_cup_ml > 0.85 * way.recipe.cup_ml {
            return self.adjunct().unwrap_or(Action::Wait { seconds: 1.0 });
        }
        if !self.holds(jug) {
            if let Some((plug, true)) = self.plug_of(self.item(jug)).filter(|_| self.is_loose(jug)) {
                return self.empty_hand().unwrap_or_else(|| self.on(plug, |plug| Action::Unplug { plug }));
            }
            return match &way.drink {
                Drink::Own { store } => self.take_vessel(jug, store),
                _ => self.take(jug),
            };
        }
        let cup = self.served_cup().map_or_else(|| self.cup(), |cup| cup.entity);
        let amount_ml = Some((way.recipe.cup_ml - in_cup_ml).max(5.0).round());
        self.on(cup, |into| Action::Pour { from: None, into, amount_ml, rate_ml_s: None })
    }

    /// What heats or pumps goes on past the end unless it is stopped.
    fn stop_in_time(&self) -> Wish {
        let way = &self.plan.way;
        match &way.water {
            Water::Own { drive: Drive::Gravity, fire: None, .. } => None,
            // Heat that is on does no harm to what is in the cup.
            Water::Own { drive: Drive::Pump | Drive::Fall, fire: None, .. } => self.halted(way.brewer),
            Water::Own { fire: None, .. } => self.switched_off(way.brewer),
            Water::Own { fire: Some(fire), .. } | Water::Within { fire: Some(fire) } => self.switched_off(fire.stove),
            _ => None,
        }
    }

    /// Nothing is pumped any more, and nothing falls where that can be stopped.
    fn halted(&self, thing: Entity) -> Wish {
        let way = &self.plan.way;
        let falls = matches!(way.water, Water::Own { drive: Drive::Fall, .. });
        let drops = format!("{}.q", way.place.name());
        let drips = falls && self.read(thing, way.place.name(), "q") > 1e-5;
        if !drips && !self.is_pumping() {
            return None;
        }
        let flow = format!("{}.q", self.pump()?);
        let aim = |trial: &crate::trial::Trial| trial.get(&flow) < 1e-5 && (!falls || trial.get(&drops) < 1e-5);
        let deed = self.rehearsed(thing, &aim, 1.0)?;
        Some(self.deed(thing, &deed)).filter(|action| self.is_worth(action))
    }

    /// The cup in which the drink was made comes out into the open.
    fn hand_over(&self) -> Action {
        let way = &self.plan.way;
        let Some(cup) = self.served_cup().map(|cup| cup.entity) else { return Action::Wait { seconds: 1.0 } };
        if let Drink::Below { .. } = way.drink {
            if self.holds(way.brewer) {
                return self.aside();
            }
            if self.is_on_vessel(way.brewer, cup) {
                return self.take(way.brewer);
            }
        }
        if let Some(action) = self.cup_chilled(self.item(cup)) {
            return action;
        }
        if self.holds(cup) {
            return self.put_down(self.brewer().at);
        }
        if self.is_handed_over(self.item(cup))
            && let Some(action) = self.adjunct()
        {
            return action;
        }
        self.take(cup)
    }

    /// What drips is put where that does no harm: into a basin, else on a counter.
    fn aside(&self) -> Action {
        use coffeetest_task::action::Relation;
        let basin = self.survey.items.iter().find(|item| Graph(&item.spec).mains().is_some());
        let into = basin.and_then(|basin| self.name(basin.entity));
        let into = into.map(|target| Action::Place { item: None, target, relation: Relation::In });
        into.filter(|action| self.is_worth(action)).unwrap_or_else(|| self.put_down(self.brewer().at))
    }

    /// The cup that will be served.
    pub(crate) fn cup(&self) -> Entity {
        let near = self.brewer();
        let mut cups = stock::cups(self.survey, near, self.order.volume_ml);
        if cups.is_empty() {
            cups.clone_from(&self.plan.way.cups);
        }
        // One that is out already is as good as the best, unless it is much bigger.
        let room_ml = |cup: &Entity| stock::room_ml(self.item(*cup));
        let most_ml = cups.first().map_or(0.0, |best| BIGGER * room_ml(best));
        let suits = |cup: &&Entity| room_ml(cup) < most_ml;
        let held = cups.iter().filter(suits).find(|cup| self.holds(**cup));
        held.or_else(|| cups.iter().filter(suits).find(|cup| self.is_out(**cup))).copied().unwrap_or_else(|| {
            let failures =
                |cup: &Entity| self.name(*cup).map_or(0, |target| self.tries.failures(&Action::Pick { target }));
            cups.iter().copied().min_by_key(failures).unwrap_or(cups[0])
        })
    }

    /// Whether a cup was brought out and stands in the open.
    fn is_out(&self, cup: Entity) -> bool {
        self.was_taken(cup) && self.survey.stand(cup).is_some_and(|stand| !stand.enclosed)
    }

    /// Whether the hand has had a thing.
    pub(crate) fn was_taken(&self, thing: Entity) -> bool {
        self.name(thing).is_some_and(|target| {
            let taken = Action::Remove { target: target.clone() };
            self.tries.succeeded(&Action::Pick { target }) || self.tries.succeeded(&taken)
        })
    }

    /// Brings a cup to the machine.
    pub(crate) fn cup_out(&self) -> Wish {
        if self.served_cup().is_some() {
            return None;
        }
        let cup = self.cup();
        if self.holds(cup) {
            return Some(self.put_down(self.brewer().at));
        }
        (!self.is_out(cup)).then(|| self.take(cup))
    }

    /// Open drawers and doors stand in the way; those of things that are still to be fetched stay open.
    pub(crate) fn cupboards_shut(&self) -> Wish {
        let wanted = self.plan.way.wanted();
        let stands = wanted.iter().filter_map(|thing| self.survey.stand(*thing));
        let covers: Vec<Entity> = stands.flat_map(|stand| stand.covers.iter().map(|(part, _)| *part)).collect();
        let is_tap = |item: &Item| Graph(&item.spec).mains().is_some();
        self.shut(|item, part| !item.spec.surfaces.is_empty() && !is_tap(item) && !covers.contains(&part))
    }

    /// Doors, lids and taps are shut; the valves of the brewer stay as they are until it has brewed.
    pub(crate) fn doors_shut(&self) -> Wish {
        self.shut(|item, part| {
            let brews = item.entity == self.plan.way.brewer && !self.ready.get();
            let stays = |comp: &str| Graph(&item.spec).works(comp) && (brews || !is_valve(item, comp));
            !item.moving.iter().any(|(comp, moved, _)| *moved == part && stays(comp))
        })
    }

    /// Shuts the first open part of built-in things that is meant.
    pub(crate) fn shut(&self, meant: impl Fn(&Item, Entity) -> bool) -> Wish {
        let built_in = self.survey.items.iter().filter(|item| item.spec.mount == Mount::Fixed);
        built_in
            .flat_map(|item| item.moving.iter().map(move |(_, part, open)| (item, *part, *open)))
            .filter(|(item, part, open)| *open > AJAR && item.is_lid(*part) && meant(item, *part))
            .find_map(|(_, part, _)| self.close_if_worth(part))
    }

    /// After the cup is served: hands empty, everything off and shut.
    pub(crate) fn finish(&self) -> Action {
        if let Some(action) = self.put_back().or_else(|| self.empty_hand()) {
            return action;
        }
        let on = self.plan.ops.iter().find_map(|op| match op {
            Op::Off { thing } => self.switched_off(*thing),
            _ => None,
        });
        let served = Action::Done { claim: Claim::Served, reason: None };
        on.or_else(|| self.doors_shut()).or_else(|| self.settled()).unwrap_or(served)
    }

    /// What has its grounds in the cup stands until they are at its bottom.
    fn settled(&self) -> Wish {
        let cup = self.served_cup()?;
        let mud_kg = cup.holds_kg(Species::Grounds) + cup.holds_kg(Species::Fines);
        let wait = Action::Wait { seconds: SETTLES_S };
        (mud_kg > MUDDY * cup.load_kg() && !self.tries.succeeded(&wait)).then_some(wait)
    }
}

fn is_valve(item: &Item, joint: &str) -> bool {
    item.spec
        .comps
        .values()
        .any(|comp| matches!(comp, Comp::Valve(valve) if valve.opens_with.as_deref() == Some(joint)))
}
