//! The steps of a plan up to the moment at which coffee and water meet.

use bevy::prelude::Entity;
use coffeetest_brew::spec::Comp;

use super::{HOPPER_KG, Maker, Needs};
use crate::cover::{Cover, covers};
use crate::graph::Graph;
use crate::op::Op;
use crate::way::{Coffee, Drink, Hot, Place, Water};

impl Maker<'_> {
    pub(super) fn prepare(&mut self) {
        let (way, recipe) = (self.way, self.way.recipe);
        let brewer = way.brewer;
        if let Water::Poured(source) = &way.water {
            self.hot(source);
        } else if let Water::Own { .. } = &way.water
            && !self.starts_at_the_plug(brewer)
        {
            self.live(brewer);
        }
        let apart = way.slot.as_deref().is_some_and(|slot| self.is_apart(slot));
        if !apart {
            self.mount();
        }
        if let Some(slot) = &way.slot {
            self.filter(slot);
        }
        if apart {
            self.homes();
            self.mount();
        }
        match &way.water {
            Water::Own { feed, .. } => {
                let bare = self.bare(brewer, &feed.root);
                self.add(Op::Fill { thing: brewer, store: feed.root.clone(), kg: recipe.water_kg }, bare);
            }
            Water::Within { .. } => {
                let place = way.place.name().to_owned();
                let bare = self.bare(brewer, &place);
                self.add(Op::Fill { thing: brewer, store: place, kg: recipe.water_kg }, bare);
            }
            Water::Heated => {
                let (store, kg) = (way.place.name().to_owned(), recipe.water_kg);
                let bare = self.bare(brewer, &store);
                let mut needs = self.live(brewer);
                needs.insert(self.add(Op::Fill { thing: brewer, store: store.clone(), kg }, bare));
                self.add(Op::Heat { source: Hot::Own { vessel: brewer, store } }, needs);
            }
            Water::Poured(_) | Water::None => {}
        }
        self.coffee();
        self.close();
        if matches!(way.water, Water::Own { .. }) && self.starts_at_the_plug(brewer) {
            let ready = self.all_of(|_| true);
            self.add(Op::Live { thing: brewer }, ready);
        }
    }

    /// Whether a thing that is not plugged in begins to heat or to pump as soon as it is: it is filled first.
    pub(super) fn starts_at_the_plug(&self, thing: Entity) -> bool {
        let Some(item) = self.survey.item(thing) else { return false };
        let (Some(plug), Some(machine)) = (Graph(&item.spec).plug(), &item.machine) else { return false };
        let Some(Comp::Plug(spec)) = item.spec.comps.get(plug) else { return false };
        let mut trial = crate::trial::Trial::of(machine);
        if trial.inputs.plug_v > 0.0 || Graph(&item.spec).has_switch() {
            return false;
        }
        trial.inputs.plug_v = spec.v;
        trial.run(1.0, |_| false);
        crate::rehearse::is_busy(&trial.machine)
    }

    pub(super) fn filter(&mut self, slot: &str) {
        let (way, thing) = (self.way, self.way.brewer);
        let bare = self.bare(thing, slot);
        let clear = self.add(Op::Clear { thing, slot: slot.to_owned() }, bare.clone());
        let loaded = way.coffee == Coffee::WithPiece;
        let needs = bare.into_iter().chain([clear]).collect();
        self.add(Op::Filter { thing, slot: slot.to_owned(), loaded }, needs);
    }

    /// Whether a slot is in a part that comes off the brewer where that stands on its vessel.
    pub(super) fn is_apart(&self, slot: &str) -> bool {
        let Some(item) = self.survey.item(self.way.brewer) else { return false };
        let body = item.spec.seats.get(slot).map(|seat| seat.body.as_str());
        matches!(self.way.drink, Drink::Below { .. })
            && body.is_some_and(|body| Graph(&item.spec).own_seat(body).is_some())
    }

    /// The brewer is put onto its vessel.
    pub(super) fn mount(&mut self) {
        if let Drink::Below { vessel } = &self.way.drink {
            let needs = self.all_of(|op| matches!(op, Op::Home { .. }));
            self.add(Op::Mount { thing: self.way.brewer, vessel: *vessel }, needs);
        }
    }

    pub(super) fn hot(&mut self, source: &Hot) {
        let kg = (1.12 * self.way.recipe.water_kg).max(self.least_kg(source));
        let mut needs = Needs::new();
        match source {
            Hot::Own { vessel, store } | Hot::Pot { vessel, store, .. } => {
                let bare = self.bare(*vessel, store);
                let fill = self.add(Op::Fill { thing: *vessel, store: store.clone(), kg }, bare.clone());
                needs.insert(fill);
                needs.extend(self.shut(*vessel, fill));
                if let Some((part, seat)) = self.part_with(*vessel, store) {
                    needs.insert(self.add(Op::Home { thing: *vessel, part, seat }, [fill].into()));
                }
                needs.extend(self.live(*vessel));
                if let Hot::Pot { fire, .. } = source {
                    needs.extend(self.live(fire.stove));
                    needs.insert(self.add(Op::OnFire { thing: *vessel, fire: fire.clone() }, [fill].into()));
                }
            }
            Hot::Ready { .. } => {}
            Hot::Outlet { thing, .. } => needs.extend(self.live(*thing)),
        }
        self.add(Op::Heat { source: source.clone() }, needs);
    }

    /// What a vessel must hold to be heated, kg.
    pub(super) fn least_kg(&self, source: &Hot) -> f64 {
        let spec = source.vessel().and_then(|(vessel, store)| {
            let item = self.survey.item(vessel)?;
            Graph(&item.spec).store(store)
        });
        spec.map_or(0.0, |store| 1.03e-3 * store.min_ml)
    }

    /// The removable part of a thing in which a store is, and its seat.
    pub(super) fn part_with(&self, thing: Entity, store: &str) -> Option<(String, String)> {
        let item = self.survey.item(thing)?;
        let body = &item.spec.openings.get(store)?.body;
        Some((body.clone(), Graph(&item.spec).own_seat(body)?.to_owned()))
    }

    /// The opened lids of a thing are shut again, after a step.
    pub(super) fn shut(&mut self, thing: Entity, after: usize) -> Needs {
        let opened = self.ops.iter().filter_map(|op| match op {
            Op::Open { thing: own, part } if *own == thing => Some(part.clone()),
            _ => None,
        });
        let parts: Vec<String> = opened.collect();
        parts.into_iter().map(|part| self.add(Op::Shut { thing, part }, [after].into())).collect()
    }

    pub(super) fn coffee(&mut self) {
        let (way, thing) = (self.way, self.way.brewer);
        let place = way.place.name().to_owned();
        let kg = way.recipe.grounds_kg;
        match &way.coffee {
            Coffee::WithPiece | Coffee::Made | Coffee::Packed => return,
            Coffee::OwnMill { from: None, .. }
                if !self.survey.item(thing).is_some_and(|it| way.is_ground_apart(&it.spec)) =>
            {
                return;
            }
            _ => {}
        }
        self.home_of(&place);
        let mut needs = self.bare(thing, &place);
        needs.extend(self.all_of(|op| matches!(op, Op::Filter { .. })));
        needs.extend(self.home_of(&place));
        if let Coffee::Mill { mill, grinder, from, .. } = &way.coffee {
            let live = self.live(*mill);
            let d50_um = way.recipe.d50_um;
            let grind = Op::Grind { mill: *mill, grinder: grinder.clone(), from: *from, kg, d50_um };
            needs.insert(self.add(grind, live));
        }
        if let Coffee::OwnMill { grinder, .. } = &way.coffee {
            needs.extend(self.load(grinder));
        }
        if let (Coffee::Soluble { .. }, Water::Within { .. }) = (&way.coffee, &way.water) {
            return;
        }
        // A mill takes what it takes; there is to be enough in its hopper.
        let kg = if matches!(way.coffee, Coffee::OwnMill { .. }) { (2.2 * kg).max(HOPPER_KG) } else { kg };
        let dose = self.add(Op::Dose { thing, place: place.clone(), coffee: way.coffee.clone(), kg }, needs);
        if let (Place::Bed(_), Water::Own { drive: crate::graph::Drive::Pump, .. }) = (&way.place, &way.water) {
            self.add(Op::Tamp { thing, bed: place }, [dose].into());
        } else if let (Place::Store(_), Water::Within { fire: Some(_) }) = (&way.place, &way.water)
            && self.order.sugar.mass_g() > 0.0
        {
            let sweeten = Op::Sweeten { thing, place, kg: 1e-3 * self.order.sugar.mass_g() };
            let bare = self.all_of(|op| matches!(op, Op::Open { .. } | Op::TakeOff { .. }));
            self.add(sweeten, bare);
        }
    }

    /// What a mill of the brewer itself needs: its hopper laid open for the beans and, if it grinds before it brews, current.
    pub(super) fn load(&mut self, grinder: &str) -> Needs {
        let thing = self.way.brewer;
        let Some(item) = self.survey.item(thing) else { return Needs::new() };
        let Some(Comp::Grinder(spec)) = item.spec.comps.get(grinder) else { return Needs::new() };
        let (hopper, apart) = (spec.hopper.clone(), self.way.is_ground_apart(&item.spec));
        let mut needs = self.bare(thing, &hopper);
        if apart {
            needs.extend(self.live(thing));
        }
        needs
    }

    /// What was taken off is put back.
    pub(super) fn homes(&mut self) {
        let thing = self.way.brewer;
        let Some(item) = self.survey.item(thing) else { return };
        let graph = Graph(&item.spec);
        let parts: Vec<(String, String)> = item
            .spec
            .bodies
            .keys()
            .filter_map(|body| Some((body.clone(), graph.own_seat(body)?.to_owned())))
            .filter(|(_, seat)| !self.is_plunger_seat(seat))
            .collect();
        for (part, seat) in parts {
            // What is put into a part is put there while it is out, and so is what it covers.
            let into = self.ops.iter().enumerate().filter(|(_, op)| self.concerns(op, &part));
            let needs: Needs = into.map(|(index, _)| index).collect();
            self.add(Op::Home { thing, part, seat }, needs);
        }
    }

    /// A part that holds a place, and in which that is got at while it sits where it belongs, does sit there.
    pub(super) fn home_of(&mut self, place: &str) -> Needs {
        let thing = self.way.brewer;
        let Some((part, seat)) = self.part_with(thing, place) else { return Needs::new() };
        let Some(item) = self.survey.item(thing) else { return Needs::new() };
        if covers(&item.spec, place).contains(&Cover::Away(part.clone())) {
            return Needs::new();
        }
        let into = self.ops.iter().enumerate().filter(|(_, op)| self.concerns(op, &part));
        let needs: Needs = into.map(|(index, _)| index).collect();
        [self.add(Op::Home { thing, part, seat }, needs)].into()
    }

    /// What was opened is shut, the drink can be received.
    pub(super) fn close(&mut self) {
        self.homes();
        let (way, thing) = (self.way, self.way.brewer);
        let Some(item) = self.survey.item(thing) else { return };
        let graph = Graph(&item.spec);
        let lids: Vec<String> = item
            .spec
            .bodies
            .iter()
            .filter_map(|(body, part)| match &part.attach {
                Some(coffeetest_scene::Attach::Joint { comp, .. }) if !graph.works(comp) => Some(body.clone()),
                _ => None,
            })
            .collect();
        for part in lids {
            let open = self.all_of(|op| matches!(op, Op::Open { part: opened, .. } if *opened == part));
            let mut needs = Needs::new();
            for (index, list) in self.needs.iter().enumerate() {
                if list.intersection(&open).next().is_some() {
                    needs.insert(index);
                }
            }
            needs.extend(&open);
            let poured = matches!(way.water, Water::Poured(_));
            if !poured {
                self.add(Op::Shut { thing, part }, needs);
            }
        }
        match &way.drink {
            Drink::Seated { seat, vessel } => {
                self.add(Op::Receive { thing, vessel: *vessel, seat: Some(seat.clone()) }, Needs::new());
            }
            Drink::Under { vessel, .. } => {
                self.add(Op::Receive { thing, vessel: *vessel, seat: None }, Needs::new());
            }
            Drink::Below { .. } | Drink::Own { .. } | Drink::Cup => {}
        }
        let fire = match &way.water {
            Water::Own { fire: Some(fire), .. } | Water::Within { fire: Some(fire) } => Some(fire.clone()),
            _ => None,
        };
        if let Some(fire) = fire {
            self.live(fire.stove);
            let ready = self.all_of(|op| !matches!(op, Op::Live { .. }));
            self.add(Op::OnFire { thing, fire }, ready);
        }
    }

    pub(super) fn is_plunger_seat(&self, seat: &str) -> bool {
        let Some(item) = self.survey.item(self.way.brewer) else { return false };
        item.spec
            .comps
            .values()
            .any(|comp| matches!(comp, Comp::Piston(piston) if piston.seat.as_deref() == Some(seat)))
    }

    /// Whether a step is done to what a part holds or covers.
    pub(super) fn concerns(&self, op: &Op, part: &str) -> bool {
        let Some(item) = self.survey.item(self.way.brewer) else { return false };
        let in_part = |place: &str| covers(&item.spec, place).contains(&Cover::Away(part.to_owned()));
        match op {
            Op::Fill { thing, store: place, .. }
            | Op::Filter { thing, slot: place, .. }
            | Op::Dose { thing, place, .. }
            | Op::Tamp { thing, bed: place } => *thing == self.way.brewer && in_part(place),
            Op::TakeOff { thing, part: own } => *thing == self.way.brewer && own == part,
            _ => false,
        }
    }
}
