//! Cold water: from the tap into a store.

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_scene::Mount;
use coffeetest_task::action::{Action, Claim, Relation};
use coffeetest_world::math::Vec3;
use coffeetest_world::sim::pose_of;

use crate::graph::Graph;
use crate::next::Wish;
use crate::step::Step;
use crate::stock;
use crate::survey::Item;
use crate::wish::AJAR;

/// What is poured over a lip does not come out to the last drop, kg.
const FILM_KG: f64 = 0.004;

/// Water that is missing below this share, or this mass where that is little of it, does not matter, kg: so much is
/// lost on the way from the tap.
const SLIGHT: f64 = 0.05;
const SLIGHT_KG: f64 = 0.008;

/// A vessel is filled to this share before it is carried, so that nothing runs over.
const BRIM: f64 = 0.82;

/// A tap and the lever that opens it.
#[derive(Clone, Copy)]
struct Tap {
    fixture: Entity,
    lever: Entity,
}

impl Step<'_> {
    /// How much water a store still needs, kg; nothing once it is near enough.
    pub(crate) fn missing_water_kg(&self, thing: Entity, store: &str, kg: f64) -> f64 {
        let state = self.item(thing).stores.iter().find(|state| state.store == store);
        let there_kg = state.map_or(0.0, |state| state.contents.mass_kg());
        let missing_kg = kg - there_kg;
        if missing_kg < (SLIGHT * kg).max(SLIGHT_KG.min(0.08 * kg)) { 0.0 } else { missing_kg }
    }

    fn tap(&self) -> Option<Tap> {
        self.survey.items.iter().find_map(|fixture| {
            let (_, joint) = Graph(&fixture.spec).mains()?;
            let lever = fixture.moving.iter().find(|(comp, ..)| *comp == joint)?.1;
            Some(Tap { fixture: fixture.entity, lever })
        })
    }

    /// There is enough water in a store.
    pub(crate) fn filled(&self, thing: Entity, store: &str, kg: f64) -> Wish {
        let missing_kg = self.missing_water_kg(thing, store, kg);
        let tap = self.tap();
        if missing_kg <= 0.0 {
            return tap.filter(|tap| self.runs(*tap)).map(|tap| self.close(tap.lever));
        }
        let Some(tap) = tap else {
            return Some(Action::Done { claim: Claim::Impossible, reason: Some("there is no water here".into()) });
        };
        let item = self.item(thing);
        let body = item.spec.openings.get(store).map_or("body", |opening| opening.body.as_str());
        // What is plugged in, or in vain held under the tap, gets its water brought.
        let tethered = self.is_plugged(thing) && !self.holds(thing);
        let in_vain = self.tap_fails(tap, missing_kg) || self.loses_its_water(tap);
        let brought = (tethered || in_vain) && self.carrier(thing).is_some();
        if body == "body" && self.is_loose(thing) && !brought {
            return Some(self.fill_itself(thing, store, missing_kg, tap));
        }
        if self.survey.held.is_none()
            && let Some(action) = self.tidied(thing, store)
        {
            return Some(action);
        }
        let removable = body != "body" && Graph(&item.spec).own_seat(body).is_some();
        if removable && !self.is_filled_in_place(thing, store, body) {
            // Where it cannot be taken out or held under the tap, water is brought to it.
            let held = item.parts.get(body).is_some_and(|part| self.holds_part(*part));
            let fails = self.tap_fails(tap, missing_kg) || self.part_fails(thing, body);
            if !fails || self.carrier(thing).is_none() {
                return Some(self.fill_part((thing, body), store, missing_kg, tap));
            }
            if held {
                return self.empty_hand();
            }
        }
        Some(self.fill_by_vessel(thing, store, missing_kg, tap))
    }

    /// Whether filling at a tap failed.
    fn tap_fails(&self, tap: Tap, missing_kg: f64) -> bool {
        let amount_ml = Some((1e3 * missing_kg).max(1.0).round());
        let fill = self.name(tap.fixture).map(|tap| Action::Fill { item: None, tap, amount_ml });
        fill.is_some_and(|fill| self.tries.failures(&fill) > 0)
    }

    /// Whether something was held under a tap again and again, each time for what had been lost on the way.
    fn loses_its_water(&self, tap: Tap) -> bool {
        let name = self.name(tap.fixture);
        self.tries.failures_of(|action| matches!(action, Action::Fill { tap, .. } if Some(tap) == name.as_ref())) > 2
    }

    /// Whether a part could not be taken out.
    fn part_fails(&self, thing: Entity, body: &str) -> bool {
        let part = self.item(thing).parts.get(body).and_then(|part| self.name(*part));
        part.is_some_and(|target| self.tries.failures(&Action::Remove { target }) > 1)
    }

    fn is_plugged(&self, thing: Entity) -> bool {
        self.plug_of(self.item(thing)).is_some_and(|(_, seated)| seated)
    }

    /// Whether water is poured into a removable store where that sits: on a machine that stays where it is, if nothing
    /// but a lid is over the opening, and as long as that works.
    fn is_filled_in_place(&self, thing: Entity, store: &str, body: &str) -> bool {
        use crate::cover::Cover;
        let item = self.item(thing);
        let sits = item.parts.get(body).is_some_and(|part| self.seat_of_part(item, *part).is_some());
        let lids = crate::cover::covers(&item.spec, store).iter().all(|cover| matches!(cover, Cover::Lid(_)));
        let pour = self.at(thing, store, |into| Action::Pour { from: None, into, amount_ml: None, rate_ml_s: None });
        let tap_only = !self.is_worth(&pour) || self.tap().is_none();
        item.spec.mount == Mount::Fixed && sits && lids && !tap_only && self.carrier(thing).is_some()
    }

    /// Levers, slides and drawers of a machine that heeds them, left open for something else, are shut: they stand in
    /// the way.
    fn tidied(&self, thing: Entity, store: &str) -> Wish {
        let item = self.item(thing);
        let graph = Graph(&item.spec);
        let covers = crate::cover::covers(&item.spec, store);
        item.moving.iter().filter(|(comp, _, open)| *open > AJAR && graph.is_felt(comp) && !graph.works(comp)).find_map(
            |(_, part, _)| {
                let body = item.parts.iter().find(|(_, own)| *own == part).filter(|_| item.is_lid(*part))?.0;
                let action = self.close(*part);
                (!covers.contains(&crate::cover::Cover::Lid(body.clone())) && self.is_worth(&action)).then_some(action)
            },
        )
    }

    /// A vessel is carried to the tap itself.
    fn fill_itself(&self, thing: Entity, store: &str, missing_kg: f64, tap: Tap) -> Action {
        if let Some(action) = self.bare(thing, store) {
            return action;
        }
        if let Some((plug, true)) = self.plug_of(self.item(thing)) {
            let unplug = self.empty_hand().unwrap_or_else(|| self.on(plug, |plug| Action::Unplug { plug }));
            return unplug;
        }
        if !self.holds_part(thing) {
            // Filled in vain: the tap is opened first, the vessel standing beside it.
            let beside = self.tap_fails(tap, missing_kg) && !self.runs(tap);
            return if beside { self.open_tap(tap, thing, false) } else { self.take(thing) };
        }
        self.at_tap(tap, missing_kg)
    }

    /// A removable store is carried to the tap, its lid open.
    fn fill_part(&self, (thing, body): (Entity, &str), store: &str, missing_kg: f64, tap: Tap) -> Action {
        let held = self.item(thing).parts.get(body).is_some_and(|part| self.holds_part(*part));
        if held {
            return self.at_tap(tap, missing_kg);
        }
        self.unlidded(thing, store).unwrap_or_else(|| self.take_part(thing, body))
    }

    /// Water runs into what is held, until there is so much more.
    fn at_tap(&self, tap: Tap, missing_kg: f64) -> Action {
        let amount_ml = Some((1e3 * missing_kg).max(1.0).round());
        let fill = self.on(tap.fixture, |tap| Action::Fill { item: None, tap, amount_ml });
        if self.tries.failures(&fill) < 1 { fill } else { self.hold_under(tap, missing_kg) }
    }

    /// Where an amount in one go cannot be asked for: the tap is opened, the vessel held below it.
    fn hold_under(&self, tap: Tap, missing_kg: f64) -> Action {
        let vessel = self.survey.held_item().map(|item| item.entity);
        match (vessel, self.runs(tap)) {
            (Some(vessel), false) => self.open_tap(tap, vessel, true),
            _ => self.let_run(tap, missing_kg),
        }
    }

    /// Water is brought in another vessel.
    fn fill_by_vessel(&self, thing: Entity, store: &str, missing_kg: f64, tap: Tap) -> Action {
        let Some(vessel) = self.carrier(thing) else {
            let reason = Some("there is nothing to carry water in".into());
            return Action::Done { claim: Claim::Impossible, reason };
        };
        let (held, runs) = (self.holds(vessel), self.runs(tap));
        if self.holds(thing) {
            return self.empty_hand().unwrap_or_else(|| self.put_down(self.item(thing).at));
        }
        if let Some(action) = self.bare(thing, store).filter(|_| !held) {
            return action;
        }
        let item = self.item(vessel);
        let there_kg = item.load_kg();
        let room_kg = item.stores.iter().map(|state| BRIM * 1e-3 * state.capacity_ml).fold(0.0, f64::max);
        let short_kg = (missing_kg + FILM_KG).min(room_kg) - there_kg;
        // A few drops may be lost on the way from the tap.
        let enough = !runs && there_kg > 5.0 * short_kg;
        if short_kg > 0.01 && !enough {
            let amount_ml = Some((1e3 * short_kg).round());
            let fill = self.on(tap.fixture, |tap| Action::Fill { item: None, tap, amount_ml });
            if !runs && self.tries.failures(&fill) < 2 {
                return if held { fill } else { self.take(vessel) };
            }
            return match (held, runs) {
                (false, true) => self.take(vessel),
                (false, false) | (true, false) => self.open_tap(tap, vessel, held),
                (true, true) => self.let_run(tap, short_kg),
            };
        }
        match (held, runs) {
            (true, true) => self.put_down(self.item(tap.fixture).at),
            (false, true) => self.close(tap.lever),
            (false, false) => self.take(vessel),
            (true, false) => {
                self.at(thing, store, |into| Action::Pour { from: None, into, amount_ml: None, rate_ml_s: None })
            }
        }
    }

    /// What water is carried in: what the drink will collect in, or any empty vessel.
    fn carrier(&self, thing: Entity) -> Option<Entity> {
        let fits = |item: &&Item| {
            let water = item.holds_kg(Species::Water);
            self.is_loose(item.entity)
                && item.entity != thing
                && item.entity != self.plan.way.brewer
                && item.spec.tool.is_none()
                && item.load_kg() - water < 1e-3
                && item.stores.iter().any(|state| Graph(&item.spec).is_open(&state.store) && state.capacity_ml > 150.0)
        };
        let held = self.survey.held_item().filter(fits);
        // What hot water is poured through or into stays dry until then.
        let way = &self.plan.way;
        let poured = matches!(way.water, crate::way::Water::Poured(_));
        let dry = |item: &&Item| !(poured && way.receiver() == Some(item.entity));
        let receiver = way.receiver().and_then(|vessel| self.survey.item(vessel)).filter(fits).filter(dry);
        let biggest = || {
            let room = |item: &&Item| item.stores.iter().map(|state| state.capacity_ml).fold(0.0, f64::max);
            let best = |item: &&Item| {
                let shut = self.survey.closed_over(item.entity).len() as f64;
                let cup = if stock::is_cup(item) { 500.0 } else { 0.0 };
                room(item).min(1200.0) - 100.0 * shut - cup
            };
            let bare = |item: &&Item| item.stores.iter().all(|state| self.bare(item.entity, &state.store).is_none());
            self.survey.items.iter().filter(fits).filter(dry).filter(bare).max_by(|a, b| best(a).total_cmp(&best(b)))
        };
        receiver
            .filter(|item| item.stores.iter().any(|state| state.capacity_ml > 150.0))
            .or(held)
            .or_else(biggest)
            .map(|item| item.entity)
    }

    fn runs(&self, tap: Tap) -> bool {
        self.item(tap.fixture).moving.iter().any(|(_, part, open)| *part == tap.lever && *open > AJAR)
    }

    /// Before the tap runs the vessel is put beside it, so that little water is wasted.
    fn open_tap(&self, tap: Tap, vessel: Entity, held: bool) -> Action {
        let at = self.item(tap.fixture).at;
        let beside = (self.item(vessel).at - at).truncate().length() < 1.0 && self.item(vessel).seated_in.is_none();
        if held {
            self.put_down(at)
        } else if beside {
            self.open(tap.lever)
        } else {
            self.take(vessel)
        }
    }

    /// Holds what is in the hand under the running tap for as long as it takes.
    fn let_run(&self, tap: Tap, short_kg: f64) -> Action {
        if !self.is_under(self.item(tap.fixture)) {
            return self.on(tap.fixture, |target| Action::Place { item: None, target, relation: Relation::Under });
        }
        let seconds = (short_kg / self.outflow_kg_s(tap.fixture).max(0.005)).clamp(0.2, 60.0);
        Action::Wait { seconds: (20.0 * seconds).ceil() / 20.0 }
    }

    /// Whether the opening of what is held is under the fixture's outlet.
    fn is_under(&self, fixture: &Item) -> bool {
        let Some(held) = self.survey.held_item() else { return false };
        let world = self.episode.sim().world();
        let place = |item: &Item, body: &str, at: [f32; 3]| {
            item.parts.get(body).map(|part| pose_of(&world, *part).transform_point(Vec3::from(at)))
        };
        let outlet = fixture.spec.outlets.values().next().and_then(|out| place(fixture, &out.body, out.at));
        let mouth = held.spec.openings.values().next().and_then(|mouth| place(held, &mouth.body, mouth.at));
        outlet.zip(mouth).is_some_and(|(outlet, mouth)| (outlet - mouth).truncate().length() < 0.035)
    }
}
