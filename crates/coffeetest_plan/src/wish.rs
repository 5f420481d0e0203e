//! What a decision is made of: what is so, how it is said, and the elementary wishes that bring an action about.

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::Comp;
use coffeetest_scene::Mount;
use coffeetest_task::action::{Action, Claim, Direction, LookAt, Name, Relation, Setting};
use coffeetest_world::math::Vec3;
use coffeetest_world::seat::accepts;

use crate::cover::{Cover, covers};
use crate::graph::Graph;
use crate::next::Wish;
use crate::step::Step;
use crate::stock;
use crate::survey::Item;

/// A lever or a lid counts as open from this share of its way.
pub(crate) const OPEN: f32 = 0.5;
/// A door or a lid counts as shut up to this share of its way.
pub(crate) const AJAR: f32 = 0.06;

impl Step<'_> {
    pub(crate) fn brewer(&self) -> &Item {
        self.item(self.plan.way.brewer)
    }

    pub(crate) fn item(&self, entity: Entity) -> &Item {
        self.survey.item(entity).unwrap_or(&self.survey.items[0])
    }

    pub(crate) fn read(&self, thing: Entity, comp: &str, variable: &str) -> f64 {
        self.item(thing).machine.as_ref().and_then(|machine| machine.get(&format!("{comp}.{variable}"))).unwrap_or(0.0)
    }

    /// Mass of a substance in one store of a thing, kg.
    pub(crate) fn holds_kg(&self, thing: Entity, store: &str, species: Species) -> f64 {
        let state = self.item(thing).stores.iter().find(|state| state.store == store);
        state.map_or(0.0, |state| state.contents.kg(species))
    }

    pub(crate) fn holds(&self, entity: Entity) -> bool {
        self.survey.held_item().is_some_and(|item| item.entity == entity)
    }

    /// Whether the hand holds this part.
    pub(crate) fn holds_part(&self, part: Entity) -> bool {
        self.survey.held == Some(part)
    }

    /// Whether the plug of a thing is in the hand.
    fn holds_plug(&self) -> Option<Entity> {
        let held = self.survey.held_item()?;
        let part = held.parts.iter().find(|(_, part)| Some(**part) == self.survey.held)?.0;
        let is_cord = matches!(held.spec.bodies.get(part)?.attach, Some(coffeetest_scene::Attach::Cord { .. }));
        is_cord.then_some(held.entity)
    }

    pub(crate) fn name(&self, entity: Entity) -> Option<Name> {
        self.episode.handle_of(entity).cloned()
    }

    /// An action on a body, or what brings it into view first.
    pub(crate) fn on(&self, entity: Entity, action: impl Fn(Name) -> Action) -> Action {
        self.name(entity).map_or_else(|| self.see(entity), action)
    }

    /// Turns a part to a position that is named on it, or tight, or loose.
    pub(crate) fn turn(&self, part: Entity, to: &str) -> Action {
        let to = Setting::new(to).ok();
        let percent = to.is_none().then_some(100.0);
        self.on(part, |target| Action::Turn { target, to: to.clone(), percent })
    }

    /// An action on an opening or seat of a thing.
    pub(crate) fn at(&self, thing: Entity, place: &str, action: impl Fn(Name) -> Action) -> Action {
        let named = self.name(thing).and_then(|name| Name::new(&format!("{name}.{place}")).ok());
        named.map_or_else(|| self.see(thing), action)
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
        let door = self.survey.closed_over(entity).first().copied().or_else(|| self.shut_in(entity));
        match door {
            Some(door) => self.on(door, |target| Action::Open { target }),
            None => self.on(entity, |target| Action::Pick { target }),
        }
    }

    /// The shut door of what a thing is heated in.
    fn shut_in(&self, entity: Entity) -> Option<Entity> {
        let (host, seat) = self.item(entity).seated_in.as_ref()?;
        let host = self.item(*host);
        let graph = Graph(&host.spec);
        graph.hot_seats().iter().find(|hot| hot.cavity && hot.seat == *seat)?;
        host.moving.iter().find(|(comp, _, open)| !graph.works(comp) && *open < OPEN).map(|(_, part, _)| *part)
    }

    /// Takes a removable part of a thing: loosened and pulled out of its seat, or picked up from where it lies.
    pub(crate) fn take_part(&self, thing: Entity, body: &str) -> Action {
        let item = self.item(thing);
        let Some(part) = item.parts.get(body).copied() else { return self.see(thing) };
        if body == "body" {
            return self.take(thing);
        }
        if let Some(action) = self.empty_hand() {
            return action;
        }
        let Some(seat) = self.seat_of_part(item, part) else { return self.on(part, |target| Action::Pick { target }) };
        if let Some(pull) = self.drawn_up(thing, &seat) {
            return pull;
        }
        let tight = item.machine.as_ref().and_then(|machine| machine.get(&format!("{seat}.tight"))).unwrap_or(0.0);
        if Graph(&item.spec).twist_deg(&seat) > 0.0 && tight > 0.04 {
            return self.turn(part, "loose");
        }
        self.on(part, |target| Action::Remove { target })
    }

    /// Takes what a store is carried by: a removable part, or the whole thing.
    pub(crate) fn take_vessel(&self, thing: Entity, store: &str) -> Action {
        match Graph(&self.item(thing).spec).carried(store) {
            Some(body) if body != "body" => self.take_part(thing, body),
            _ => self.take(thing),
        }
    }

    /// The seat of a thing in which a part of it sits now.
    pub(crate) fn seat_of_part(&self, item: &Item, part: Entity) -> Option<String> {
        item.seats.iter().find(|(_, occupant)| **occupant == Some(part)).map(|(seat, _)| seat.clone())
    }

    /// Lays an opening or slot of a thing bare: lids open, parts that are in the way aside.
    pub(crate) fn bare(&self, thing: Entity, place: &str) -> Wish {
        let item = self.item(thing);
        covers(&item.spec, place).into_iter().find_map(|cover| match cover {
            Cover::Lid(body) => self.lid_open(thing, &body),
            Cover::Away(body) => {
                let part = *item.parts.get(&body)?;
                if self.holds_part(part) {
                    return Some(self.put_down(item.at));
                }
                self.seat_of_part(item, part).map(|_| self.take_part(thing, &body))
            }
        })
    }

    /// Opens a lid; under a shelf, where it does not go up, what it is on is brought out first.
    fn open_lid(&self, thing: Entity, part: Entity) -> Action {
        if self.holds(thing) {
            return self.put_in_the_open(self.item(thing).at);
        }
        let failures = self.name(part).map_or(0, |target| self.tries.failures(&Action::Open { target }));
        let taken = self.name(thing).map_or(0, |target| self.tries.times(&Action::Pick { target }));
        // Wherever it stands, it may open better in another place.
        if failures > taken && self.is_loose(thing) {
            if let Some((plug, true)) = self.plug_of(self.item(thing)) {
                return self.empty_hand().unwrap_or_else(|| self.on(plug, |plug| Action::Unplug { plug }));
            }
            return self.take(thing);
        }
        self.open(part)
    }

    /// Puts what is held on a table or counter over which nothing hangs.
    fn put_in_the_open(&self, near: Vec3) -> Action {
        let tables = self.survey.tables(&self.order.serve_on, near);
        let open = tables.iter().filter(|table| !self.survey.is_roofed(**table)).filter_map(|table| self.name(*table));
        let ways = open.map(|target| Action::Place { item: None, target, relation: Relation::On }).collect();
        self.tries.best(ways).unwrap_or_else(|| self.put_down(near))
    }

    /// Opens the lids over an opening, wherever the part that it is in may be.
    pub(crate) fn unlidded(&self, thing: Entity, place: &str) -> Wish {
        covers(&self.item(thing).spec, place).into_iter().find_map(|cover| match cover {
            Cover::Lid(body) => self.lid_open(thing, &body),
            Cover::Away(_) => None,
        })
    }

    fn lid_open(&self, thing: Entity, body: &str) -> Wish {
        let item = self.item(thing);
        let part = *item.parts.get(body)?;
        let open = item.moving.iter().find(|(_, moved, _)| *moved == part).map(|(.., open)| *open)?;
        (open < OPEN).then(|| self.open_lid(thing, part))
    }

    /// Puts down what is held where it belongs.
    pub(crate) fn empty_hand(&self) -> Wish {
        let held = self.survey.held_item()?;
        if let Some(thing) = self.holds_plug() {
            return Some(self.plug_in(thing));
        }
        let body =
            held.parts.iter().find(|(_, part)| Some(**part) == self.survey.held).map_or("body", |(body, _)| body);
        let way = &self.plan.way;
        let seat = self.survey.items.iter().find_map(|host| {
            let free = host.seats.iter().find(|(seat, occupant)| {
                let brews = host.entity == way.brewer;
                occupant.is_none()
                    && accepts(&host.spec, seat, &held.spec, body)
                    && !(brews && body != "body" && self.is_wanted_open(seat))
                    && (!brews || body != "body" || self.belongs_to_way(seat, held.entity))
                    && !(stock::is_cup(host) && body == "body")
                    && (brews || !stock::is_cup(held))
                    && (!Graph(&host.spec).hot_seats().iter().any(|hot| hot.seat == **seat) || brews)
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
        Some(self.put_down(self.brewer().at))
    }

    /// Whether a seat or slot of the brewer is one that the way uses for a thing.
    fn belongs_to_way(&self, seat: &str, thing: Entity) -> bool {
        use crate::way::Drink;
        let way = &self.plan.way;
        let receives = matches!(&way.drink, Drink::Seated { seat: own, vessel } if own == seat && *vessel == thing);
        receives || way.slot.as_deref() == Some(seat)
    }

    /// Whether what sits in a seat of the brewer still has to be off: what it covers or holds is not ready.
    fn is_wanted_open(&self, seat: &str) -> bool {
        let brewer = self.brewer();
        let Some(body) = Graph(&brewer.spec).resident(seat) else { return false };
        self.plan.ops.iter().any(|op| {
            let place = match op {
                crate::op::Op::Fill { thing, store: place, .. }
                | crate::op::Op::Filter { thing, slot: place, .. }
                | crate::op::Op::Dose { thing, place, .. }
                    if *thing == brewer.entity =>
                {
                    place
                }
                _ => return false,
            };
            covers(&brewer.spec, place).contains(&Cover::Away(body.to_owned())) && !self.is_prepared(op)
        })
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

    /// The plug of a thing, and whether it is in a socket.
    pub(crate) fn plug_of(&self, item: &Item) -> Option<(Entity, bool)> {
        let plug = *item.parts.get(Graph(&item.spec).cord()?)?;
        let seated = self.survey.items.iter().any(|host| host.seats.values().any(|occupant| *occupant == Some(plug)));
        Some((plug, seated))
    }

    pub(crate) fn plug_in(&self, thing: Entity) -> Action {
        if self.survey.held.is_some()
            && self.holds_plug() != Some(thing)
            && let Some(action) = self.empty_hand()
        {
            return action;
        }
        let item = self.item(thing);
        let plug_v = item.spec.comps.values().find_map(|comp| match comp {
            Comp::Plug(plug) => Some(plug.v),
            _ => None,
        });
        let cord = Graph(&item.spec).cord().unwrap_or("plug");
        let sockets = self.survey.items.iter().filter(|host| {
            host.seats.iter().any(|(seat, occupant)| match host.spec.comps.get(seat) {
                Some(Comp::Socket(socket)) => {
                    let suits = plug_v.is_none_or(|v| (0.8..1.25).contains(&(socket.v / v)));
                    occupant.is_none() && suits && accepts(&host.spec, seat, &item.spec, cord)
                }
                _ => false,
            })
        });
        let far = |host: &&Item| {
            let name = self.name(host.entity);
            let plug = self.plug_of(item).and_then(|(plug, _)| self.name(plug));
            let tried = name.map_or(0, |outlet| {
                [None, plug.clone()]
                    .into_iter()
                    .map(|plug| self.tries.failures(&Action::Plug { plug, outlet: outlet.clone() }))
                    .sum()
            });
            (host.at - item.at).length() + 3.0 * tried as f32
        };
        let outlet = sockets.min_by(|a, b| far(a).total_cmp(&far(b)));
        match (outlet, self.plug_of(item)) {
            (Some(outlet), Some((plug, _))) => self.on(outlet.entity, |outlet| Action::Plug {
                plug: if self.survey.held.is_some() { None } else { self.name(plug) },
                outlet,
            }),
            _ => Action::Done { claim: Claim::Impossible, reason: Some("there is no free socket".into()) },
        }
    }

    /// The cup with coffee in it.
    pub(crate) fn served_cup(&self) -> Option<&Item> {
        self.survey.items.iter().filter(|item| stock::is_cup(item)).find(|item| item.holds_kg(Species::Solids) > 1e-4)
    }

    /// Whether anything of a thing is switched on.
    pub(crate) fn is_on(&self, thing: Entity) -> bool {
        self.item(thing).machine.as_ref().is_some_and(crate::rehearse::is_busy)
    }

    /// What all outlets of a thing let out now, kg/s.
    pub(crate) fn outflow_kg_s(&self, thing: Entity) -> f64 {
        let Some(machine) = self.item(thing).machine.as_ref() else { return 0.0 };
        let outlets = machine.names(Kind::Outlet).iter();
        outlets.filter_map(|outlet| machine.get(&format!("{outlet}.q"))).sum()
    }

    /// Whether a thing can be carried about.
    pub(crate) fn is_loose(&self, thing: Entity) -> bool {
        let item = self.item(thing);
        item.spec.mount == Mount::Free && !item.spec.grasps.is_empty()
    }
}
