//! What a decision is made of: what is so, how it is said, and the elementary wishes that bring an action about.

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_brew::machine::Kind;
use coffeetest_task::action::{Action, Claim, Direction, LookAt, Name, Relation};
use coffeetest_world::math::Vec3;
use coffeetest_world::seat::accepts;

use crate::step::{Next, Step};
use crate::survey::Item;

impl Step<'_> {
    pub(crate) fn brewer(&self) -> &Item {
        self.item(self.kit.brewer)
    }

    pub(crate) fn item(&self, entity: Entity) -> &Item {
        self.survey.item(entity).unwrap_or(&self.survey.items[0])
    }

    pub(crate) fn read(&self, comp: &str, variable: &str) -> f64 {
        self.brewer().machine.as_ref().and_then(|machine| machine.get(&format!("{comp}.{variable}"))).unwrap_or(0.0)
    }

    pub(crate) fn holds(&self, entity: Entity) -> bool {
        self.survey.held_item().is_some_and(|item| item.entity == entity)
    }

    pub(crate) fn is_on(&self) -> bool {
        let Some(machine) = self.brewer().machine.as_ref() else { return false };
        machine.names(Kind::Heater).iter().any(|heater| self.read(heater, "on") > 0.0)
    }

    pub(crate) fn has_brewed(&self) -> bool {
        self.item(self.kit.receiver).holds_kg(Species::Solids) > 1e-3
    }

    /// Whether all water has gone through and there is a cupful; the last drops need not be waited for.
    pub(crate) fn is_brewed(&self) -> bool {
        let still = self.read(&self.kit.bed, "q") < 2e-5 && self.read(&self.kit.bed, "ml") < 4.0;
        let enough = 1e3 * self.item(self.kit.receiver).load_kg() > 1.15 * self.kit.recipe.cup_ml;
        self.has_brewed() && (still || enough) && self.read(&self.kit.tank, "ml") < 8.0
    }

    pub(crate) fn served_cup(&self) -> Option<&Item> {
        self.survey
            .items
            .iter()
            .filter(|item| item.spec.tags.iter().any(|tag| tag == "drinking_vessel"))
            .find(|item| item.holds_kg(Species::Solids) > 1e-4)
    }

    pub(crate) fn is_served(&self) -> bool {
        let left = self.item(self.kit.receiver).load_kg();
        self.served_cup().is_some_and(|cup| {
            let ml = 1e3 * cup.load_kg();
            ml > 0.85 * self.kit.recipe.cup_ml || left < 0.015
        })
    }

    /// Moving parts of the brewer that cover its openings from above.
    pub(crate) fn lids(&self) -> Vec<(Entity, f32)> {
        self.brewer().moving.iter().map(|(_, part, open)| (*part, *open)).collect()
    }

    /// The lid of a thing's only store, when it has one.
    pub(crate) fn lid_of(&self, entity: Entity) -> Option<(Entity, f32)> {
        self.item(entity).moving.first().map(|(_, part, open)| (*part, *open))
    }

    pub(crate) fn name(&self, entity: Entity) -> Option<Name> {
        self.episode.handle_of(entity).cloned()
    }

    /// An action on a body, or what brings it into view first.
    pub(crate) fn on(&self, entity: Entity, action: impl Fn(Name) -> Action) -> Action {
        self.name(entity).map_or_else(|| self.see(entity), action)
    }

    /// An action on an opening or seat of the brewer.
    pub(crate) fn at_brewer(&self, place: &str, action: impl Fn(Name) -> Action) -> Action {
        let named = self.name(self.kit.brewer).and_then(|name| Name::new(&format!("{name}.{place}")).ok());
        named.map_or_else(|| self.see(self.kit.brewer), action)
    }

    /// What brings a thing into view.
    pub(crate) fn see(&self, entity: Entity) -> Action {
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

    /// Opens a part, the hand being emptied first.
    pub(crate) fn open(&self, part: Entity) -> Action {
        self.empty_hand().unwrap_or_else(|| self.on(part, |target| Action::Open { target }))
    }

    pub(crate) fn close(&self, part: Entity) -> Action {
        self.empty_hand().unwrap_or_else(|| self.on(part, |target| Action::Close { target }))
    }

    /// Takes a thing, opening what closes it off.
    pub(crate) fn take(&self, entity: Entity) -> Action {
        if let Some(action) = self.empty_hand() {
            return action;
        }
        match self.survey.closed_over(entity).first() {
            Some(door) => self.on(*door, |target| Action::Open { target }),
            None => self.on(entity, |target| Action::Pick { target }),
        }
    }

    /// Puts down what is held where it belongs.
    pub(crate) fn empty_hand(&self) -> Next {
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
    pub(crate) fn put_down(&self, near: Vec3) -> Action {
        let tables = self.survey.tables(&self.order.serve_on, near);
        let ways = tables
            .iter()
            .filter_map(|table| self.name(*table))
            .map(|target| Action::Place { item: None, target, relation: Relation::On })
            .collect();
        self.tries.best(ways).unwrap_or(Action::Look { at: LookAt::Direction(Direction::Around) })
    }

    pub(crate) fn plug_in(&self) -> Action {
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
}
