//! The next thing to do: the first that is still missing for a served cup.

use bevy::prelude::Entity;
use coffeetest_brew::machine::Kind;
use coffeetest_scene::{Mount, Order};
use coffeetest_task::action::{Action, Claim, Relation};
use coffeetest_task::episode::Episode;
use coffeetest_world::math::Vec3;
use coffeetest_world::seat::accepts;

use crate::kit::Kit;
use crate::survey::{Item, Survey};
use crate::tries::Tries;

/// A lever or a lid counts as open from this share of its way.
const OPEN: f32 = 0.5;
/// A door or a lid counts as shut up to this share of its way.
const AJAR: f32 = 0.06;
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
pub(crate) type Next = Option<Action>;

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
        missing.unwrap_or_else(|| self.on(self.kit.control, Action::press))
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
                Action::pour(into, None)
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
            (true, false) => self.at_brewer(&self.kit.tank, |into| Action::pour(into, None)),
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
        lids.filter(|(_, open)| *open > AJAR).map(|(part, _)| self.close(part)).find(|action| self.is_worth(action))
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
        let wanted = [self.kit.coffee, self.kit.scoop, self.kit.receiver];
        let stands = wanted.iter().filter_map(|thing| self.survey.stand(*thing));
        let covers: Vec<Entity> = stands.flat_map(|stand| stand.covers.iter().map(|(part, _)| *part)).collect();
        self.shut(|item, part| !item.spec.surfaces.is_empty() && item.entity != self.kit.tap && !covers.contains(&part))
    }

    fn doors_shut(&self) -> Next {
        self.shut(|_, _| true)
    }

    /// Shuts the first open part of built-in things that is meant.
    fn shut(&self, meant: impl Fn(&Item, Entity) -> bool) -> Next {
        let built_in = self.survey.items.iter().filter(|item| item.spec.mount == Mount::Fixed);
        built_in
            .flat_map(|item| item.moving.iter().map(move |(_, part, open)| (item, *part, *open)))
            .filter(|(item, part, open)| *open > AJAR && meant(item, *part))
            .map(|(_, part, _)| self.close(part))
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
        self.on(cup, |into| Action::pour(into, amount_ml))
    }

    fn finish(&self) -> Action {
        if let Some(action) = self.empty_hand() {
            return action;
        }
        if self.is_on() {
            return self.on(self.kit.control, Action::press);
        }
        self.doors_shut().unwrap_or(Action::Done { claim: Claim::Served, reason: None })
    }
}
