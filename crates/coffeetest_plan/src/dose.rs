//! Coffee, sugar and milk: from where they are kept to where they are wanted.

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_scene::Tool;
use coffeetest_task::action::{Action, Claim};

use crate::graph::{Drive, Graph};
use crate::next::{Next, Wish};
use crate::step::Step;
use crate::survey::Item;
use crate::trial::Trial;
use crate::way::{Coffee, Place, Water};

/// Coffee that is missing below this does not matter, kg.
const SLIGHT_KG: f64 = 1e-3;

/// What holds no more than so many times what is wanted is poured out whole.
const ALL: f64 = 1.3;

impl Step<'_> {
    /// How much coffee a place still needs, kg; nothing once it is near enough.
    pub(crate) fn missing_coffee_kg(&self, thing: Entity, place: &str, kg: f64, coffee: &Coffee) -> f64 {
        let way = &self.plan.way;
        // Coffee for the water that is really there, where all of it goes through.
        let kg = match &way.water {
            Water::Own { feed, drive: Drive::Gravity | Drive::Bubble, .. } if thing == way.brewer => {
                (way.recipe.strength * 1e-3 * self.read(thing, &feed.root, "g")).min(1.15 * kg)
            }
            _ => kg,
        };
        let there_kg = match (&way.place, coffee) {
            (_, Coffee::Soluble { .. }) => {
                self.holds_kg(thing, place, Species::Instant) + self.holds_kg(thing, place, Species::Solids)
            }
            (_, Coffee::OwnMill { .. }) => {
                self.item(thing).holds_kg(Species::Beans) + 1e-3 * self.read(thing, place, "dose_g")
            }
            (Place::Bed(bed), _) if bed == place => 1e-3 * self.read(thing, place, "dose_g"),
            _ => self.holds_kg(thing, place, Species::Grounds) + self.holds_kg(thing, place, Species::Solids),
        };
        let slight_kg = match coffee {
            // What was ground is all there is.
            Coffee::Mill { mill, .. } if self.item(*mill).holds_kg(Species::Grounds) < 0.1 * kg => 0.15 * kg,
            // So is what a portion held, if that is not too little.
            Coffee::Soluble { from, tool: None } if self.item(*from).load_kg() < 1e-4 => 0.45 * kg,
            _ => SLIGHT_KG.min(0.08 * kg),
        };
        if kg - there_kg < slight_kg { 0.0 } else { kg - there_kg }
    }

    /// There is enough coffee in a place.
    pub(crate) fn dosed(&self, thing: Entity, place: &str, coffee: &Coffee, kg: f64) -> Wish {
        let own_mill = matches!(coffee, Coffee::OwnMill { .. });
        let dosed_kg = 1e-3 * self.read(thing, place, "dose_g");
        if own_mill
            && self.plan.way.is_ground_apart(&self.item(thing).spec)
            && dosed_kg > 0.7 * self.plan.way.recipe.grounds_kg
        {
            return None;
        }
        let missing_kg = self.missing_coffee_kg(thing, place, kg, coffee);
        if missing_kg <= 0.0 || matches!(coffee, Coffee::OwnMill { from: None, .. }) {
            return if own_mill { self.ground_within(thing, place) } else { None };
        }
        let (from, tool) = match coffee {
            Coffee::Ground { from, tool } | Coffee::Soluble { from, tool } => (*from, *tool),
            Coffee::Mill { mill, tool, .. } => (*mill, *tool),
            Coffee::OwnMill { grinder, from: Some(from), tool } => {
                let hopper = self.hopper(thing, grinder)?;
                return Some(self.powder(*from, *tool, (thing, &hopper), missing_kg));
            }
            Coffee::OwnMill { .. } | Coffee::WithPiece | Coffee::Made | Coffee::Packed => return None,
        };
        Some(self.powder(from, tool, (thing, place), missing_kg))
    }

    pub(crate) fn hopper(&self, thing: Entity, grinder: &str) -> Option<String> {
        match self.item(thing).spec.comps.get(grinder) {
            Some(coffeetest_brew::spec::Comp::Grinder(grinder)) => Some(grinder.hopper.clone()),
            _ => None,
        }
    }

    /// Brings so much of what a thing holds into a place: with a tool, or poured.
    pub(crate) fn powder(&self, from: Entity, tool: Option<Entity>, (thing, place): (Entity, &str), kg: f64) -> Action {
        // What sticks to an empty bowl is no load.
        let bowl_kg = |tool: &Item| tool.stores.iter().map(|bowl| 3e-4 * bowl.capacity_ml).fold(0.0, f64::max);
        let full = tool.is_some_and(|tool| {
            let item = self.item(tool);
            self.holds(tool) && item.load_kg() - item.holds_kg(Species::Water) > 0.1 * bowl_kg(item)
        });
        if !full && let Some(action) = self.bare(thing, place).filter(|_| !tool.is_some_and(|tool| self.holds(tool))) {
            return action;
        }
        let store = self.powder_in(from);
        if let Some(action) = store.as_ref().and_then(|store| self.emptied((from, store), (thing, place), kg)) {
            return action;
        }
        if let Some(action) = self.laid_out(from) {
            return action;
        }
        if let Some(action) = store.as_ref().and_then(|store| self.bare(from, store)).filter(|_| !full) {
            return action;
        }
        let Some(tool) = tool else {
            if !self.holds(from) {
                return self.take(from);
            }
            // Loose powder weighs about a third of water; of what is hardly more than that, all is poured.
            let all = self.item(from).load_kg() < 1.3 * kg;
            let amount_ml = (!all).then_some((1e3 * kg / 0.33).max(1.0));
            return self.at(thing, place, |into| Action::Pour { from: None, into, amount_ml, rate_ml_s: None });
        };
        if !self.holds(tool) {
            return self.take(tool);
        }
        let amount_g = 1e3 * kg;
        self.at(thing, place, |into| {
            if full {
                Action::Pour { from: None, into, amount_ml: None, rate_ml_s: None }
            } else {
                let grams =
                    if amount_g > 5.0 { (10.0 * amount_g).round() / 10.0 } else { (20.0 * amount_g).ceil() / 20.0 };
                let scoop = |from| Action::Scoop { from, into: into.clone(), amount_g: Some(grams.max(0.1)) };
                match &store {
                    Some(store) => self.at(from, store, scoop),
                    None => self.on(from, scoop),
                }
            }
        })
    }

    /// What holds hardly more than is wanted is poured out where it is wanted.
    fn emptied(&self, (from, store): (Entity, &str), (thing, place): (Entity, &str), kg: f64) -> Wish {
        let item = self.item(from);
        let there_kg = item.stores.iter().find(|state| state.store == store)?.contents.mass_kg();
        let body = Graph(&item.spec).carried(store)?;
        let part = *item.parts.get(body)?;
        let pour = self.at(thing, place, |into| Action::Pour { from: None, into, amount_ml: None, rate_ml_s: None });
        if there_kg > ALL * kg || !self.is_worth(&pour) || (body == "body" && !self.is_loose(from)) {
            return None;
        }
        if self.holds_part(part) {
            return Some(pour);
        }
        let whole_plug = self.plug_of(item).filter(|(_, seated)| *seated && body == "body");
        let unplugged = whole_plug
            .map(|(plug, _)| self.empty_hand().unwrap_or_else(|| self.on(plug, |plug| Action::Unplug { plug })));
        let bare = || self.bare(thing, place).or_else(|| self.unlidded(from, store)).or(unplugged);
        Some(bare().unwrap_or_else(|| self.take_vessel(from, store)))
    }

    /// The store of a thing with the powder in it that is wanted: ground rather than whole.
    fn powder_in(&self, from: Entity) -> Option<String> {
        let powders = [Species::Grounds, Species::Instant, Species::Sugar, Species::Beans];
        let item = self.item(from);
        powders.into_iter().find_map(|powder| {
            let store = item.stores.iter().find(|store| store.contents.kg(powder) > 1e-3)?;
            item.spec.openings.contains_key(&store.store).then(|| store.store.clone())
        })
    }

    /// What powder is taken from stands in the open, and its lid is open.
    fn laid_out(&self, from: Entity) -> Wish {
        let stand = self.survey.stand(from);
        if self.holds(from) {
            return Some(self.put_down(self.brewer().at)).filter(|_| self.tool_needed());
        }
        // Under a cupboard's shelf there is no room to scoop.
        let failed = |action: Option<Action>| action.is_some_and(|action| self.tries.failures(&action) > 0);
        let lid_stuck =
            failed(self.lid_of(from).and_then(|(lid, _)| self.name(lid)).map(|target| Action::Open { target }));
        let in_the_way = stand.is_some_and(|stand| stand.enclosed || (stand.roofed && lid_stuck));
        if in_the_way && self.is_loose(from) {
            return Some(self.take(from));
        }
        None
    }

    fn tool_needed(&self) -> bool {
        match &self.plan.way.coffee {
            Coffee::Ground { tool, .. } | Coffee::Soluble { tool, .. } | Coffee::Mill { tool, .. } => tool.is_some(),
            _ => true,
        }
    }

    /// The lid over a thing's store, when it has one.
    fn lid_of(&self, entity: Entity) -> Option<(Entity, f32)> {
        let item = self.item(entity);
        let lid = item.moving.iter().find(|(comp, part, _)| item.is_lid(*part) && !Graph(&item.spec).works(comp))?;
        Some((lid.1, lid.2))
    }

    /// Ground coffee in a mill, and where it is wanted, kg.
    fn ground_kg(&self, mill: Entity) -> (f64, f64) {
        let dosed_g = self.read(self.plan.way.brewer, self.plan.way.place.name(), "dose_g");
        (self.item(mill).holds_kg(Species::Grounds), 1e-3 * dosed_g)
    }

    /// Whether enough has been ground.
    pub(crate) fn is_ground(&self, mill: Entity, kg: f64) -> bool {
        let (ground_kg, dosed_kg) = self.ground_kg(mill);
        ground_kg + dosed_kg > 0.95 * kg
    }

    /// Beans are ground in a thing of their own.
    pub(crate) fn ground(&self, (mill, grinder): (Entity, &str), from: Entity, kg: f64, d50_um: f64) -> Next {
        let item = self.item(mill);
        let (ground_kg, dosed_kg) = self.ground_kg(mill);
        if self.is_ground(mill, kg) {
            return match self.is_on(mill) {
                true => self.switched_off(mill).map_or(Next::Pending, Next::Do),
                false => Next::Met,
            };
        }
        let beans_kg = item.holds_kg(Species::Beans);
        let Some(hopper) = self.hopper(mill, grinder) else { return Next::Met };
        if beans_kg + ground_kg + dosed_kg < 0.95 * kg && from != mill {
            let tool = crate::stock::tool(self.survey, from, kg);
            return Next::Do(self.powder(from, tool, (mill, &hopper), kg - beans_kg - ground_kg - dosed_kg));
        }
        for (_, part, open) in
            item.moving.iter().filter(|(comp, part, _)| item.is_lid(*part) && !Graph(&item.spec).works(comp))
        {
            if *open > crate::wish::AJAR
                && let Some(action) = self.close_if_worth(*part)
            {
                return Next::Do(action);
            }
        }
        if let Next::Do(action) = self.live(mill) {
            return Next::Do(action);
        }
        if let Some(action) = self.mill_set(mill, grinder, d50_um) {
            return Next::Do(action);
        }
        if self.is_on(mill) {
            return Next::Do(Action::Wait { seconds: 1.0 });
        }
        let before_kg = ground_kg;
        let grounds_kg = |trial: &Trial| {
            (0..trial.machine.store_count()).map(|store| trial.machine.store(store).kg(Species::Grounds)).sum::<f64>()
                + trial.out.kg(Species::Grounds)
        };
        let aim = |trial: &Trial| grounds_kg(trial) > before_kg + 5e-4;
        let fine = |trial: &Trial| {
            let all = (0..trial.machine.store_count()).map(|store| trial.machine.store(store).contents());
            all.filter(|mix| mix.kg(Species::Grounds) > 1e-3).all(|mix| mix.grounds().d50_um < 1.05 * d50_um)
        };
        let enough = |trial: &Trial| grounds_kg(trial) + dosed_kg > 0.97 * kg && fine(trial);
        match self.rehearsed(mill, &aim, 12.0) {
            Some(crate::trial::Deed::Wait(_)) => Next::Do(Action::Wait { seconds: 3.0 }),
            Some(deed) => Next::Do(self.sustained(mill, &deed, &enough)),
            None if self.is_on(mill) => Next::Do(Action::Wait { seconds: 3.0 }),
            None => Next::Do(Action::Done {
                claim: Claim::Impossible,
                reason: Some("the beans cannot be ground here".into()),
            }),
        }
    }

    /// Its own mill grinds into a part of a machine, where that is moved on before it brews.
    fn ground_within(&self, thing: Entity, place: &str) -> Wish {
        let item = self.item(thing);
        if !self.plan.way.is_ground_apart(&item.spec) {
            return None;
        }
        let dose = format!("{place}.dose_g");
        let before_g = self.read(thing, place, "dose_g");
        let aim = |trial: &Trial| trial.get(&dose) > before_g + 0.5;
        let deed = self.rehearsed(thing, &aim, 5.0)?;
        Some(self.deed(thing, &deed))
    }

    /// The mill's dial stands for a grain.
    fn mill_set(&self, mill: Entity, grinder: &str, d50_um: f64) -> Wish {
        let item = self.item(mill);
        let Some(coffeetest_brew::spec::Comp::Grinder(spec)) = item.spec.comps.get(grinder) else { return None };
        let dial = spec.setting.as_ref()?;
        let share = ((d50_um - spec.d50_um.0) / (spec.d50_um.1 - spec.d50_um.0)).clamp(0.0, 1.0);
        let machine = item.machine.as_ref()?;
        let index = machine.index(coffeetest_brew::machine::Kind::Control, dial)?;
        let last = machine.control_states(index).len().saturating_sub(1);
        let state = (share * last as f64).round() as usize;
        let action = self.deed(mill, &crate::trial::Deed::Set(dial.clone(), state));
        (machine.control(index) != state && self.is_worth(&action)).then_some(action)
    }

    /// There is enough sugar in a place before it is heated.
    pub(crate) fn sweetened(&self, thing: Entity, place: &str, kg: f64) -> Wish {
        let missing_kg = kg - self.holds_kg(thing, place, Species::Sugar);
        if missing_kg < 0.15 * kg {
            return None;
        }
        let from = crate::stock::source(self.survey, Species::Sugar, thing)?;
        Some(self.powder(from, self.spoon(), (thing, place), missing_kg))
    }

    /// The smaller of the tools that take powder.
    pub(crate) fn spoon(&self) -> Option<Entity> {
        let spoon = self.survey.items.iter().find(|item| matches!(item.spec.tool, Some(Tool::Spoon { .. })));
        spoon.map(|item| item.entity).or_else(|| crate::stock::tool(self.survey, Entity::PLACEHOLDER, 0.002))
    }
}
