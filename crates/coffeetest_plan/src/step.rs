//! The next thing to do: the first that is still missing for a served cup.

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_brew::machine::Kind;
use coffeetest_scene::{Mount, Order};
use coffeetest_task::action::{Action, Claim, Direction, LookAt, Name, Relation};
use coffeetest_task::episode::Episode;
use coffeetest_world::math::Vec3;
use coffeetest_world::seat::accepts;

use crate::kit::Kit;
use crate::survey::{Item, Survey};
use crate::tries::Tries;

/// A lever or a lid counts as open from this share of its way.
const OPEN: f32 = 0.5;
/// An action that failed this often is given up.
const GIVE_UP: u32 = 6;

/// One decision.
pub(crate) struct Step<'a> {
    pub survey: &'a Survey,
    pub kit: &'a Kit,
    pub order: &'a Order,
    pub episode: &'a Episode,
    pub tries: &'a Tries,
}

/// What a decision comes to: an action, or nothing left to do for it.
type Next = Option<Action>;

impl Step<'_> {
    pub(crate) fn next(&self) -> Action {
        let action = if self.is_served() {
            self.finish()
        } else if self.is_brewed() {
            self.serve()
        } else if self.is_on() {
            self.meanwhile()
        } else {
            self.prepare()
        };
        if self.tries.failures(&action) >= GIVE_UP {
            let reason = format!("`{action}` keeps failing");
            return Action::Done { claim: Claim::Impossible, reason: Some(reason) };
        }
        self.step_back(&action).unwrap_or(action)
    }

    /// After a failure, another place to come from: somewhere else first, then again.
    fn step_back(&self, action: &Action) -> Next {
        let failures = self.tries.failures(action);
        let elsewhere: Vec<Action> = self
            .survey
            .items
            .iter()
            .filter(|item| item.spec.mount == Mount::Fixed && !item.spec.surfaces.is_empty())
            .filter_map(|item| self.name(item.entity))
            .map(|target| Action::GoTo { target })
            .collect();
        let gone: u32 = elsewhere.iter().map(|way| self.tries.times(way)).sum();
        let total = self.tries.all_failures();
        if failures == 0 || gone >= total || elsewhere.is_empty() {
            return None;
        }
        elsewhere.into_iter().min_by_key(|way| self.tries.times(way))
    }

    // ---- what is

    fn brewer(&self) -> &Item {
        self.item(self.kit.brewer)
    }

    fn item(&self, entity: Entity) -> &Item {
        self.survey.item(entity).unwrap_or(&self.survey.items[0])
    }

    fn read(&self, comp: &str, variable: &str) -> f64 {
        self.brewer().machine.as_ref().and_then(|machine| machine.get(&format!("{comp}.{variable}"))).unwrap_or(0.0)
    }

    fn holds(&self, entity: Entity) -> bool {
        self.survey.held_item().is_some_and(|item| item.entity == entity)
    }

    fn is_on(&self) -> bool {
        let Some(machine) = self.brewer().machine.as_ref() else { return false };
        machine.names(Kind::Heater).iter().any(|heater| self.read(heater, "on") > 0.0)
    }

    fn has_brewed(&self) -> bool {
        self.item(self.kit.receiver).holds_kg(Species::Solids) > 1e-3
    }

    /// Whether all water has gone through and there is a cupful; the last drops need not be waited for.
    fn is_brewed(&self) -> bool {
        let still = self.read(&self.kit.bed, "q") < 2e-5 && self.read(&self.kit.bed, "ml") < 4.0;
        let enough = 1e3 * self.item(self.kit.receiver).load_kg() > 1.15 * self.kit.recipe.cup_ml;
        self.has_brewed() && (still || enough) && self.read(&self.kit.tank, "ml") < 8.0
    }

    fn served_cup(&self) -> Option<&Item> {
        self.survey
            .items
            .iter()
            .filter(|item| item.spec.tags.iter().any(|tag| tag == "drinking_vessel"))
            .find(|item| item.holds_kg(Species::Solids) > 1e-4)
    }

    fn is_served(&self) -> bool {
        let left = self.item(self.kit.receiver).load_kg();
        self.served_cup().is_some_and(|cup| {
            let ml = 1e3 * cup.load_kg();
            ml > 0.85 * self.kit.recipe.cup_ml || left < 0.015
        })
    }

    /// Moving parts of the brewer that cover its openings from above.
    fn lids(&self) -> Vec<(Entity, f32)> {
        self.brewer().moving.iter().map(|(_, part, open)| (*part, *open)).collect()
    }

    /// The lid of a thing's only store, when it has one.
    fn lid_of(&self, entity: Entity) -> Option<(Entity, f32)> {
        self.item(entity).moving.first().map(|(_, part, open)| (*part, *open))
    }

    // ---- how to say it

    fn name(&self, entity: Entity) -> Option<Name> {
        self.episode.handle_of(entity).cloned()
    }

    /// An action on a body, or what brings it into view first.
    fn on(&self, entity: Entity, action: impl Fn(Name) -> Action) -> Action {
        self.name(entity).map_or_else(|| self.see(entity), action)
    }

    /// An action on an opening or seat of the brewer.
    fn at_brewer(&self, place: &str, action: impl Fn(Name) -> Action) -> Action {
        let named = self.name(self.kit.brewer).and_then(|name| Name::new(&format!("{name}.{place}")).ok());
        named.map_or_else(|| self.see(self.kit.brewer), action)
    }

    /// What brings a thing into view.
    fn see(&self, entity: Entity) -> Action {
        let whole = self.survey.items.iter().find(|item| item.parts.values().any(|part| *part == entity));
        let whole = whole.map_or(entity, |item| item.entity);
        let mut ways = vec![Action::Look { at: LookAt::Direction(Direction::Around) }];
        let furniture = self.survey.stand(whole).map(|stand| stand.furniture);
        for near in [Some(whole), furniture].into_iter().flatten() {
            if let Some(name) = self.name(near) {
                ways.push(Action::GoTo { target: name.clone() });
                ways.push(Action::Look { at: LookAt::Target(name) });
            }
        }
        let known = self.survey.items.iter().filter_map(|item| self.name(item.entity));
        ways.extend(known.map(|name| Action::GoTo { target: name }));
        ways.into_iter().min_by_key(|way| self.tries.times(way)).unwrap_or(Action::Wait { seconds: 1.0 })
    }

    // ---- elementary wishes

    /// Opens a part, the hand being emptied first.
    fn open(&self, part: Entity) -> Action {
        self.empty_hand().unwrap_or_else(|| self.on(part, |target| Action::Open { target }))
    }

    fn close(&self, part: Entity) -> Action {
        self.empty_hand().unwrap_or_else(|| self.on(part, |target| Action::Close { target }))
    }

    /// Takes a thing, opening what closes it off.
    fn take(&self, entity: Entity) -> Action {
        if let Some(action) = self.empty_hand() {
            return action;
        }
        match self.survey.closed_over(entity).first() {
            Some(door) => self.on(*door, |target| Action::Open { target }),
            None => self.on(entity, |target| Action::Pick { target }),
        }
    }

    /// Puts down what is held where it belongs.
    fn empty_hand(&self) -> Next {
        let held = self.survey.held_item()?;
        if held.entity == self.kit.brewer {
            return Some(self.plug_in());
        }
        let seat = self.survey.items.iter().find_map(|host| {
            let free = host.seats.iter().find(|(seat, occupant)| {
                occupant.is_none()
                    && accepts(&host.spec, seat, &held.spec, "body")
                    && (host.entity != self.kit.brewer || **seat == self.kit.seat || **seat == self.kit.slot)
            });
            free.map(|(seat, _)| (host.entity, seat.clone()))
        });
        if let Some((host, seat)) = seat {
            let name = self.name(host).and_then(|name| Name::new(&format!("{name}.{seat}")).ok());
            let action = name.map(|into| Action::Insert { item: None, into });
            if let Some(action) = action.filter(|action| self.tries.failures(action) < 2) {
                return Some(action);
            }
        }
        Some(self.put_down(self.item(self.kit.brewer).at))
    }

    /// Puts what is held on a table or counter near a point.
    fn put_down(&self, near: coffeetest_world::math::Vec3) -> Action {
        let tables = self.survey.tables(&self.order.serve_on, near);
        let ways = tables
            .iter()
            .filter_map(|table| self.name(*table))
            .map(|target| Action::Place { item: None, target, relation: Relation::On })
            .collect();
        self.tries.best(ways).unwrap_or(Action::Look { at: LookAt::Direction(Direction::Around) })
    }

    fn plug_in(&self) -> Action {
        let outlet = self.survey.items.iter().find(|host| {
            host.seats.iter().any(|(seat, occupant)| {
                occupant.is_none() && matches!(host.spec.comps.get(seat), Some(coffeetest_brew::spec::Comp::Socket(_)))
            })
        });
        match (outlet, self.kit.plug) {
            (Some(outlet), Some((plug, _))) => self.on(outlet.entity, |outlet| Action::Plug {
                plug: if self.survey.held.is_some() { None } else { self.name(plug) },
                outlet,
            }),
            _ => Action::Done { claim: Claim::Impossible, reason: Some("there is no free socket".into()) },
        }
    }

    // ---- the cup, step by step

    fn prepare(&self) -> Action {
        let lid = self.lids().into_iter().find(|(_, open)| *open < OPEN);
        let steps: [&dyn Fn() -> Next; 8] = [
            &|| self.kit.plug.filter(|(_, seated)| !seated && !self.holds(self.kit.brewer)).map(|_| self.plug_in()),
            &|| self.filtered(lid),
            &|| self.cupboards_shut(),
            &|| self.watered(lid),
            &|| self.dosed(lid),
            &|| self.received(),
            &|| self.closed(),
            &|| self.empty_hand(),
        ];
        let missing = steps.iter().find_map(|step| step());
        missing.unwrap_or_else(|| self.on(self.kit.control, |target| Action::Press { target }))
    }

    fn filtered(&self, lid: Option<(Entity, f32)>) -> Next {
        if self.read(&self.kit.slot, "present") > 0.0 {
            return None;
        }
        let held = self.survey.held_item().filter(|item| {
            item.entity != self.kit.brewer && accepts(&self.brewer().spec, &self.kit.slot, &item.spec, "body")
        });
        if held.is_some() && lid.is_none() {
            return Some(self.at_brewer(&self.kit.slot, |into| Action::Insert { item: None, into }));
        }
        if let Some((part, _)) = lid {
            return Some(self.open(part));
        }
        let Some(filter) = self.kit.filter else {
            let reason = Some("there are no filters".into());
            return Some(Action::Done { claim: Claim::Impossible, reason });
        };
        Some(self.take(filter))
    }

    fn dosed(&self, lid: Option<(Entity, f32)>) -> Next {
        // Coffee for the water that is really in the tank.
        let missing_g = self.kit.recipe.strength * self.read(&self.kit.tank, "g") - self.read(&self.kit.bed, "dose_g");
        if missing_g < 1.0 {
            return None;
        }
        if let Some((part, _)) = lid {
            return Some(self.open(part));
        }
        let coffee = self.kit.coffee;
        let stand = self.survey.stand(coffee);
        if self.holds(coffee) {
            return Some(self.put_down(self.brewer().at));
        }
        // Under a cupboard's shelf there is no room to scoop.
        let failed = |action: Option<Action>| action.is_some_and(|action| self.tries.failures(&action) > 0);
        let lid_stuck =
            failed(self.lid_of(coffee).and_then(|(lid, _)| self.name(lid)).map(|target| Action::Open { target }));
        let stuck = failed(self.name(coffee).map(|target| Action::Pick { target }));
        let cramped = stand.is_none_or(|stand| stand.enclosed || stand.roofed && lid_stuck && !stuck);
        if cramped {
            return Some(self.take(coffee));
        }
        if let Some((part, _)) = self.lid_of(coffee).filter(|(_, open)| *open < OPEN) {
            return Some(self.open(part));
        }
        if !self.holds(self.kit.scoop) {
            return Some(self.take(self.kit.scoop));
        }
        let full = self.item(self.kit.scoop).load_kg() > 1e-3;
        Some(self.at_brewer(&self.kit.bed, |into| {
            if full {
                Action::Pour { from: None, into, amount_ml: None }
            } else {
                self.on(coffee, |from| Action::Scoop {
                    from,
                    into: into.clone(),
                    amount_g: Some((10.0 * missing_g).round() / 10.0),
                })
            }
        }))
    }

    fn watered(&self, lid: Option<(Entity, f32)>) -> Next {
        let missing_kg = self.kit.recipe.water_kg - 1e-3 * self.read(&self.kit.tank, "g");
        let runs = self.is_tap_open();
        let receiver = self.kit.receiver;
        let held = self.holds(receiver);
        if missing_kg < 0.03 * self.kit.recipe.water_kg {
            return runs.then(|| self.close(self.kit.lever));
        }
        if let Some((part, _)) = lid.filter(|_| !held) {
            return Some(self.open(part));
        }
        let water_kg = self.item(receiver).load_kg();
        // What is poured over a lip does not come out to the last drop.
        let short_kg = missing_kg + 0.004 - water_kg;
        if short_kg > 0.01 {
            return Some(match (held, runs) {
                (false, true) => self.take(receiver),
                (false, false) | (true, false) => self.open_tap(held),
                (true, true) => self.fill(short_kg),
            });
        }
        Some(match (held, runs) {
            (true, true) => self.put_down(self.item(self.kit.tap).at),
            (false, true) => self.close(self.kit.lever),
            (false, false) => self.take(receiver),
            (true, false) => self.at_brewer(&self.kit.tank, |into| Action::Pour { from: None, into, amount_ml: None }),
        })
    }

    fn is_tap_open(&self) -> bool {
        self.item(self.kit.tap).moving.iter().any(|(_, part, open)| *part == self.kit.lever && *open > 0.06)
    }

    /// Before the tap runs the vessel is put beside it, so that little water is wasted.
    fn open_tap(&self, held: bool) -> Action {
        let tap = self.item(self.kit.tap);
        let beside = (self.item(self.kit.receiver).at - tap.at).truncate().length() < 1.0
            && self.item(self.kit.receiver).seated_in.is_none();
        if held {
            self.put_down(tap.at)
        } else if beside {
            self.open(self.kit.lever)
        } else {
            self.take(self.kit.receiver)
        }
    }

    /// Holds the vessel under the running tap for as long as it takes.
    fn fill(&self, short_kg: f64) -> Action {
        let tap = self.item(self.kit.tap);
        let flow_kg_s = tap.machine.as_ref().map_or(0.0, |machine| {
            let outlets = machine.names(Kind::Outlet).iter();
            outlets.filter_map(|outlet| machine.get(&format!("{outlet}.q"))).sum()
        });
        if !self.is_under(tap) {
            return self.on(self.kit.tap, |target| Action::Place { item: None, target, relation: Relation::Under });
        }
        let seconds = (short_kg / flow_kg_s.max(0.005)).clamp(0.2, 60.0);
        Action::Wait { seconds: (20.0 * seconds).ceil() / 20.0 }
    }

    /// Whether the receiver's opening is under the fixture's outlet.
    fn is_under(&self, fixture: &Item) -> bool {
        use coffeetest_world::sim::pose_of;
        let receiver = self.item(self.kit.receiver);
        let world = self.episode.sim().world();
        let place = |item: &Item, body: &str, at: [f32; 3]| {
            item.parts.get(body).map(|part| pose_of(&world, *part).transform_point(Vec3::from(at)))
        };
        let outlet = fixture.spec.outlets.values().next().and_then(|out| place(fixture, &out.body, out.at));
        let mouth = receiver.spec.openings.values().next().and_then(|mouth| place(receiver, &mouth.body, mouth.at));
        outlet.zip(mouth).is_some_and(|(outlet, mouth)| (outlet - mouth).truncate().length() < 0.035)
    }

    fn received(&self) -> Next {
        let seated = self.brewer().seats.get(&self.kit.seat).copied().flatten().is_some();
        if seated && !self.holds(self.kit.receiver) {
            return None;
        }
        if self.holds(self.kit.receiver) {
            return Some(self.at_brewer(&self.kit.seat, |into| Action::Insert { item: None, into }));
        }
        Some(self.take(self.kit.receiver))
    }

    /// Shuts the brewer, as far as that works.
    fn closed(&self) -> Next {
        let lids = self.lids().into_iter();
        lids.filter(|(_, open)| *open > 0.06).map(|(part, _)| self.close(part)).find(|action| self.is_worth(action))
    }

    /// Whether an optional action has not failed yet.
    fn is_worth(&self, action: &Action) -> bool {
        self.tries.failures(action) < 2
    }

    /// While the machine brews: a cup is fetched, doors are shut.
    fn meanwhile(&self) -> Action {
        let wait = || Action::Wait { seconds: 10.0 };
        if let Some(action) = self.cup_out() {
            return action;
        }
        self.doors_shut().or_else(|| self.empty_hand()).unwrap_or_else(wait)
    }

    /// The cup that will be served.
    fn cup(&self) -> Entity {
        let out = |cup: &&Entity| self.is_out(**cup);
        let held = self.kit.cups.iter().find(|cup| self.holds(**cup));
        held.or_else(|| self.kit.cups.iter().find(out)).copied().unwrap_or_else(|| {
            let ways: Vec<Entity> = self.kit.cups.clone();
            let failures =
                |cup: &Entity| self.name(*cup).map_or(0, |target| self.tries.failures(&Action::Pick { target }));
            ways.into_iter().min_by_key(failures).unwrap_or(self.kit.cups[0])
        })
    }

    /// Whether a cup was brought out and stands in the open.
    fn is_out(&self, cup: Entity) -> bool {
        let taken = self.name(cup).is_some_and(|target| self.tries.succeeded(&Action::Pick { target }));
        taken && self.survey.stand(cup).is_some_and(|stand| !stand.enclosed)
    }

    /// Brings a cup to the machine.
    fn cup_out(&self) -> Next {
        let cup = self.cup();
        if self.holds(cup) {
            return Some(self.put_down(self.brewer().at));
        }
        (!self.is_out(cup)).then(|| self.take(cup))
    }

    /// Open drawers and doors stand in the way; those of things that are still to be fetched stay open.
    fn cupboards_shut(&self) -> Next {
        let wanted = [Some(self.kit.coffee), Some(self.kit.scoop), Some(self.kit.receiver)];
        let covers: Vec<Entity> = wanted
            .into_iter()
            .flatten()
            .filter_map(|thing| self.survey.stand(thing))
            .flat_map(|stand| stand.covers.iter().map(|(part, _)| *part))
            .collect();
        let cupboards = self.survey.items.iter().filter(|item| {
            item.spec.mount == Mount::Fixed && !item.spec.surfaces.is_empty() && item.entity != self.kit.tap
        });
        cupboards
            .flat_map(|item| item.moving.iter())
            .filter(|(_, part, open)| *open > 0.06 && !covers.contains(part))
            .map(|(_, part, _)| self.close(*part))
            .find(|action| self.is_worth(action))
    }

    fn doors_shut(&self) -> Next {
        let furniture = self.survey.items.iter().filter(|item| item.spec.mount == Mount::Fixed);
        furniture
            .flat_map(|item| item.moving.iter())
            .filter(|(_, _, open)| *open > 0.06)
            .map(|(_, part, _)| self.close(*part))
            .find(|action| self.is_worth(action))
    }

    fn serve(&self) -> Action {
        if let Some(action) = self.cup_out().filter(|_| !self.holds(self.kit.receiver)) {
            return action;
        }
        if !self.holds(self.kit.receiver) {
            return self.take(self.kit.receiver);
        }
        let in_cup_ml = self.served_cup().map_or(0.0, |cup| 1e3 * cup.load_kg());
        let cup = self.served_cup().map_or_else(|| self.cup(), |cup| cup.entity);
        let amount_ml = Some((self.kit.recipe.cup_ml - in_cup_ml).max(5.0).round());
        self.on(cup, |into| Action::Pour { from: None, into, amount_ml })
    }

    fn finish(&self) -> Action {
        if let Some(action) = self.empty_hand() {
            return action;
        }
        if self.is_on() {
            return self.on(self.kit.control, |target| Action::Press { target });
        }
        self.doors_shut().unwrap_or(Action::Done { claim: Claim::Served, reason: None })
    }
}
