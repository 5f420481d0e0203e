//! The ways to a cup that a home offers: searched backwards from where coffee and water can meet.

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::{BedSpec, Comp};
use coffeetest_scene::{Mount, Order, Style, Thing};

use crate::graph::{Drive, End, Feed, Graph};
use crate::recipe::{self, Bounds, Recipe, SMALL_ML};
use crate::stock;
use crate::survey::{Item, Survey};
use crate::way::{Coffee, Drink, Hot, Place, Water, Way};

/// Extraction and strength that brewing by hand aims at: dissolved share of the drink, of the coffee.
const BY_HAND: (f64, f64) = (0.0130, 0.19);
/// The same for coffee that is boiled with its grounds.
const BOILED: (f64, f64) = (0.026, 0.22);
/// The same for coffee that stands cold.
const COLD: (f64, f64) = (0.018, 0.20);
/// Soluble coffee in the drink.
const SOLUBLE: (f64, f64) = (0.0115, 1.0);

/// What it costs to make another style of coffee than was asked for.
const OTHER_STYLE: u32 = 30;

/// All ways, the best first; why there is none, if there is none. Unasked, what is without caffeine comes last.
pub(crate) fn ways(survey: &Survey, order: &Order) -> Result<Vec<Way>, String> {
    let mut found = search(survey, order, order.decaf);
    if !order.decaf
        && let Ok(mild) = search(survey, order, true)
    {
        match &mut found {
            Ok(ways) => ways.extend(mild),
            Err(_) => found = Ok(mild),
        }
    }
    found
}

/// The ways with coffee that has caffeine, or that has none.
fn search(survey: &Survey, order: &Order, decaf: bool) -> Result<Vec<Way>, String> {
    let mut finder = Finder { survey, order, decaf, found: Vec::new(), missing: Vec::new() };
    for item in &survey.items {
        finder.on_beds(item);
        finder.in_stores(item);
        finder.made(item);
    }
    finder.in_the_cup();
    finder.in_packs();
    finder.found.sort_by_key(|(cost, _)| *cost);
    match finder.found.is_empty() {
        false => Ok(finder.found.into_iter().map(|(_, way)| way).collect()),
        true => Err(finder.missing.into_iter().max_by_key(|(depth, _)| *depth).map_or_else(
            || "there is nothing here that brews coffee".to_owned(),
            |(_, what)| format!("there is no {what} here"),
        )),
    }
}

struct Finder<'a> {
    survey: &'a Survey,
    order: &'a Order,
    /// Whether coffee without caffeine is looked for.
    decaf: bool,
    found: Vec<(u32, Way)>,
    /// What was not found, with how much of the way there was before it.
    missing: Vec<(u32, String)>,
}

impl Finder<'_> {
    fn lacks<T>(&mut self, depth: u32, what: &str, found: Option<T>) -> Option<T> {
        if found.is_none() {
            self.missing.push((depth, what.to_owned()));
        }
        found
    }

    /// The same of a kind of coffee.
    fn lacks_coffee<T>(&mut self, depth: u32, what: &str, found: Option<T>) -> Option<T> {
        let kind = if self.decaf { "decaffeinated " } else { "" };
        self.lacks(depth, &format!("{kind}{what}"), found)
    }

    fn on_beds(&mut self, item: &Item) {
        for (name, comp) in &item.spec.comps {
            if let Comp::Bed(bed) = comp {
                self.on_bed(item, name, bed);
            }
        }
    }

    /// Coffee on a bed, and water that a machine or a hand brings there.
    fn on_bed(&mut self, item: &Item, name: &str, bed: &BedSpec) -> Option<()> {
        let graph = Graph(&item.spec);
        let cups = stock::cups(self.survey, item, self.order.volume_ml);
        let cups = self.lacks(4, "cup", (!cups.is_empty()).then_some(cups))?;
        let feed = graph.feed(name);
        let recipe = match &feed {
            Some(feed) => recipe::fed(self.order, bed, graph.drive(feed), graph.has_heater(), bounds(item, feed, bed)),
            None => {
                let d50_um = if bed.steep { 750.0 } else { 650.0 };
                let bounds = Bounds { grounds_kg: 1e-3 * bed.cap_g, ..Bounds::default() };
                recipe::by_hand(self.order, BY_HAND, bed.hold, d50_um, bounds)
            }
        };
        let coffee = self.coffee_for_bed(item, name, bed, &recipe)?;
        let recipe = if coffee == Coffee::WithPiece { recipe.drawn_out(self.order, feed.is_none()) } else { recipe };
        let slot = match item.spec.comps.get(&bed.filter) {
            Some(Comp::Filter(slot)) if !slot.accepts.is_empty() => Some(bed.filter.clone()),
            _ => None,
        };
        if let Some(slot) = &slot
            && coffee != Coffee::WithPiece
        {
            let there = item.machine.as_ref().and_then(|m| m.get(&format!("{slot}.present"))).unwrap_or(0.0) > 0.0;
            let piece = there || stock::piece(self.survey, item, slot, None).is_some();
            self.lacks(3, "filter", piece.then_some(()))?;
        }
        let (water, cost) = match feed {
            Some(feed) => {
                let drive = graph.drive(&feed);
                let cold = drive == Drive::Fall && !graph.has_heater();
                let fire = match graph.has_heater() || cold {
                    true => None,
                    false => Some(self.lacks(3, "stove", stock::fire(self.survey, item))?),
                };
                self.water_at_hand(item, &feed.root, &recipe)?;
                (Water::Own { feed, drive, fire }, 10)
            }
            None => {
                self.lacks(1, "way to pour water in", graph.is_open(name).then_some(()))?;
                let hot = stock::hot_water(self.survey, recipe.water_kg).into_iter().next();
                (Water::Poured(self.lacks(3, "hot water", hot)?), 20)
            }
        };
        let drink = self.drink_of_bed(item, name, &cups)?;
        let mill = if matches!(coffee, Coffee::Mill { .. }) { 5 } else { 0 };
        let far = self.off_style(match &water {
            Water::Own { drive: Drive::Pump, .. } if self.order.volume_ml <= SMALL_ML => Style::Espresso,
            Water::Own { drive: Drive::Steam, .. } => Style::Moka,
            Water::Own { drive: Drive::Fall, .. } if !graph.has_heater() => Style::Cold,
            _ => Style::Filter,
        });
        let (place, decaf) = (Place::Bed(name.to_owned()), self.decaf);
        let way = Way { brewer: item.entity, place, coffee, water, drink, slot, recipe, decaf, cups };
        self.found.push((cost + mill + far, way));
        Some(())
    }

    /// What it costs that a way makes this style of coffee.
    fn off_style(&self, style: Style) -> u32 {
        match self.order.style {
            Some(asked) if asked != style => OTHER_STYLE,
            None if style == Style::Cold => OTHER_STYLE,
            // Unasked, little cups are what little machines make.
            None if (self.order.volume_ml <= SMALL_ML) != matches!(style, Style::Espresso | Style::Moka) => 3,
            _ => 0,
        }
    }

    /// Coffee that stands somewhere already made.
    fn made(&mut self, item: &Item) -> Option<()> {
        let brews = item.machine.as_ref().is_some_and(|machine| machine.bed_count() > 0);
        let state = item.stores.iter().find(|state| {
            let coffee = state.contents.kg(Species::Grounds) < 1e-3 && state.contents.tds() > 0.006;
            coffee && state.volume_ml > 0.5 * self.order.volume_ml && Graph(&item.spec).carried(&state.store).is_some()
        })?;
        // Of a drink, only its print tells.
        if brews || stock::is_cup(item) || stock::is_decaf(&item.spec) != self.decaf {
            return None;
        }
        let cold = state.temp_c < 45.0;
        if !cold && state.temp_c < 58.0 {
            return None;
        }
        let cups = stock::cups(self.survey, item, self.order.volume_ml);
        let cups = self.lacks(4, "cup", (!cups.is_empty()).then_some(cups))?;
        let recipe = recipe::by_hand(self.order, COLD, 0.0, 0.0, Bounds::default());
        let (place, drink) = (Place::Store(state.store.clone()), Drink::Own { store: state.store.clone() });
        let (coffee, water) = (Coffee::Made, Water::None);
        let cost = 12 + self.off_style(if cold { Style::Cold } else { Style::Filter });
        let (brewer, decaf) = (item.entity, self.decaf);
        self.found.push((cost, Way { brewer, place, coffee, water, drink, slot: None, recipe, decaf, cups }));
        Some(())
    }

    fn water_at_hand(&mut self, item: &Item, root: &str, recipe: &Recipe) -> Option<()> {
        let there =
            item.stores.iter().any(|store| store.store == root && store.contents.mass_kg() > 0.9 * recipe.water_kg);
        let tap = self.survey.items.iter().any(|fixture| Graph(&fixture.spec).mains().is_some());
        self.lacks(3, "water", (there || tap).then_some(()))
    }

    fn coffee_for_bed(&mut self, item: &Item, name: &str, bed: &BedSpec, recipe: &Recipe) -> Option<Coffee> {
        let graph = Graph(&item.spec);
        if let Some((grinder, hopper)) = graph.grinder_into(name) {
            let beans =
                item.stores.iter().find(|store| store.store == hopper && store.contents.kg(Species::Beans) > 0.005);
            let suits = beans.is_none_or(|beans| beans.contents.is_decaffeinated() == self.decaf);
            let beans = beans.is_some();
            let from = stock::coffee(self.survey, Species::Beans, 0.0, item.entity, self.decaf);
            if suits && (beans || from.is_some()) {
                let from = from.filter(|_| !beans);
                return Some(Coffee::OwnMill {
                    grinder,
                    from,
                    tool: from.and_then(|from| stock::tool(self.survey, from, 0.02)),
                });
            }
        }
        let there = loaded(item, name);
        if there.is_some_and(|decaf| decaf != self.decaf) {
            return self.lacks_coffee(2, "coffee of the right kind", None);
        }
        if there.is_some() || stock::piece(self.survey, item, &bed.filter, Some(self.decaf)).is_some() {
            return Some(Coffee::WithPiece);
        }
        if !graph.is_open(name) {
            return self.lacks_coffee(2, "coffee of the right kind", None);
        }
        let dosed_kg = item.machine.as_ref().and_then(|m| m.get(&format!("{name}.dose_g"))).unwrap_or(0.0) * 1e-3;
        self.ground(item, recipe.d50_um, 0.7 * recipe.grounds_kg - dosed_kg)
    }

    /// Ground coffee, or beans and what grinds them.
    fn ground(&mut self, item: &Item, d50_um: f64, need_kg: f64) -> Option<Coffee> {
        let of = |form| stock::coffee(self.survey, form, d50_um, item.entity, self.decaf);
        let enough =
            |from: &Entity| self.survey.item(*from).is_some_and(|from| from.holds_kg(Species::Grounds) > need_kg);
        if let Some(from) = of(Species::Grounds).filter(enough) {
            return Some(Coffee::Ground { from, tool: stock::tool(self.survey, from, need_kg) });
        }
        let mill = self.survey.items.iter().find_map(|mill| {
            let grinder = Graph(&mill.spec).grinders().next()?;
            let brews = mill.machine.as_ref().is_some_and(|machine| machine.bed_count() > 0);
            let holds = |form| mill.stores.iter().filter(move |store| store.contents.kg(form) > 1e-3);
            let mut there = holds(Species::Beans).chain(holds(Species::Grounds));
            let suits = there.all(|store| store.contents.is_decaffeinated() == self.decaf);
            (!brews && suits).then(|| (mill.entity, grinder.to_owned()))
        });
        let beans = of(Species::Beans).or_else(|| mill.as_ref().map(|(mill, _)| *mill));
        match (mill, beans) {
            (Some((mill, grinder)), Some(from))
                if self.survey.item(from).is_some_and(|from| from.holds_kg(Species::Beans) > need_kg) =>
            {
                let tool = stock::tool(self.survey, from, need_kg);
                Some(Coffee::Mill { mill, grinder, from, tool })
            }
            _ => self.lacks_coffee(2, "ground coffee", None),
        }
    }

    fn drink_of_bed(&mut self, item: &Item, name: &str, cups: &[Entity]) -> Option<Drink> {
        match Graph(&item.spec).end(name)? {
            End::Store(store) => Some(Drink::Own { store }),
            End::Outlet(outlet) => {
                if let Some((seat, vessel)) = stock::receiver(self.survey, item, self.order.volume_ml) {
                    return Some(Drink::Seated { seat, vessel });
                }
                let vessel = *cups.first()?;
                let stands_on_it = item.spec.mount == Mount::Free
                    && !Graph(&item.spec).needs_plug()
                    && !Graph(&item.spec).has_heater();
                Some(if stands_on_it { Drink::Below { vessel } } else { Drink::Under { outlet, vessel } })
            }
            End::Bed(_) | End::Drain => self.lacks(1, "outlet", None),
        }
    }

    /// Coffee and water together in a store that keeps the grounds back, or in which they are boiled.
    fn in_stores(&mut self, item: &Item) {
        if item.machine.as_ref().is_some_and(|machine| machine.bed_count() > 0) || stock::is_cup(item) {
            return;
        }
        for (name, comp) in &item.spec.comps {
            let Comp::Store(store) = comp else { continue };
            if Graph(&item.spec).is_open(name) && (store.strain.is_some() || store.foam.is_some()) {
                self.in_store(item, name);
            }
        }
    }

    fn in_store(&mut self, item: &Item, name: &str) -> Option<()> {
        let graph = Graph(&item.spec);
        let store = graph.store(name)?;
        let cups = stock::cups(self.survey, item, self.order.volume_ml);
        let cups = self.lacks(4, "cup", (!cups.is_empty()).then_some(cups))?;
        let room_kg = 1e-3 * store.max_ml.unwrap_or(0.92 * store.cap_ml);
        let bounds = Bounds { water_kg: (0.0, 0.86 * room_kg), grounds_kg: 0.0 };
        let hold = store.strain.as_ref().map_or(0.0, |strain| strain.hold);
        let boiled = store.foam.is_some();
        let fire = stock::fire(self.survey, item).filter(|fire| !fire.cavity);
        let cold = self.order.style == Some(Style::Cold);
        // It heats what it holds itself, or hot water comes from somewhere else.
        let own_heat = graph.heats(name) && !cold && !boiled;
        let elsewhere = |hot: &Hot| hot.vessel().is_none_or(|(vessel, _)| vessel != item.entity);
        let hot = stock::hot_water(self.survey, 0.2).into_iter().find(elsewhere).filter(|_| !cold && !own_heat);
        let (aim, d50_um) = match (boiled, hot.is_some() || own_heat) {
            (true, _) => (BOILED, 120.0),
            (false, true) => (BY_HAND, 800.0),
            (false, false) => (COLD, 900.0),
        };
        let recipe = recipe::by_hand(self.order, aim, hold, d50_um, bounds);
        let coffee = self.ground(item, d50_um, 0.7 * recipe.grounds_kg)?;
        let (water, cost) = match (boiled, hot) {
            (true, _) if fire.is_some() => (Water::Within { fire }, 22 + self.off_style(Style::Cezve)),
            (true, _) => return self.lacks(3, "stove that it can stand on", None),
            (false, Some(hot)) => (Water::Poured(hot), 21 + self.off_style(Style::Filter)),
            (false, None) if own_heat => (Water::Heated, 19 + self.off_style(Style::Filter)),
            (false, None) => (Water::Within { fire: None }, 24 + self.off_style(Style::Cold)),
        };
        let slot = store.strain.as_ref().map(|strain| strain.filter.clone());
        let slot = slot
            .filter(|slot| matches!(item.spec.comps.get(slot), Some(Comp::Filter(slot)) if !slot.accepts.is_empty()));
        let (place, drink) = (Place::Store(name.to_owned()), Drink::Own { store: name.to_owned() });
        let (brewer, decaf) = (item.entity, self.decaf);
        self.found.push((cost, Way { brewer, place, coffee, water, drink, slot, recipe, decaf, cups }));
        Some(())
    }

    /// Soluble coffee and hot water in the cup itself.
    fn in_the_cup(&mut self) -> Option<()> {
        let from = stock::coffee(self.survey, Species::Instant, 0.0, Entity::PLACEHOLDER, self.decaf);
        let from = if self.decaf { self.lacks_coffee(0, "coffee", from) } else { from }?;
        let near = self.survey.item(from)?;
        let cups = stock::cups(self.survey, near, self.order.volume_ml);
        let cup = *self.lacks(4, "cup", cups.first())?;
        let item = self.survey.item(cup)?;
        let store = item.stores.first()?.store.clone();
        let recipe = recipe::by_hand(self.order, SOLUBLE, 0.0, 0.0, Bounds::default());
        let tool = stock::tool(self.survey, from, recipe.grounds_kg);
        let recipe = if tool.is_none() { recipe.drawn_out(self.order, true) } else { recipe };
        let hot = stock::hot_water(self.survey, recipe.water_kg).into_iter().next();
        let oven = stock::fire(self.survey, item).filter(|fire| fire.cavity);
        let water = match (hot, oven) {
            (Some(hot), _) => Water::Poured(hot),
            (None, Some(fire)) => Water::Within { fire: Some(fire) },
            (None, None) => return self.lacks(3, "hot water", None),
        };
        let (place, coffee) = (Place::Store(store), Coffee::Soluble { from, tool });
        let (drink, decaf) = (Drink::Cup, self.decaf);
        let way = Way { brewer: cup, place, coffee, water, drink, slot: None, recipe, decaf, cups };
        self.found.push((25 + self.off_style(Style::Instant), way));
        Some(())
    }

    /// What is in a pack: taken out, it is looked at anew.
    fn in_packs(&mut self) {
        // What brings sugar along is left where it is.
        let suits = |thing: &Thing| stock::is_pure(thing) && stock::is_decaf(thing) == self.decaf;
        let soluble =
            |thing: &Thing| suits(thing) && thing.contents.iter().any(|content| content.substance == "instant");
        let bed = |thing: &Thing| {
            let is_bed = |store: &str| matches!(thing.comps.get(store), Some(Comp::Bed(_)));
            suits(thing)
                && thing.contents.iter().any(|content| content.substance == "grounds" && is_bed(&content.store))
        };
        let packs = [(20, stock::pack_of(self.survey, bed)), (25, stock::pack_of(self.survey, soluble))];
        for (cost, pack) in packs {
            let Some(item) = pack.and_then(|pack| self.survey.item(pack)) else { continue };
            let cups = stock::cups(self.survey, item, self.order.volume_ml);
            if self.lacks(4, "cup", cups.first()).is_none() || stock::hot_water(self.survey, 0.1).is_empty() {
                continue;
            }
            let recipe = recipe::by_hand(self.order, BY_HAND, 0.0, 0.0, Bounds::default());
            let (place, coffee, water) = (Place::Store(String::new()), Coffee::Packed, Water::None);
            let (brewer, drink, decaf) = (item.entity, Drink::Cup, self.decaf);
            let way = Way { brewer, place, coffee, water, drink, slot: None, recipe, decaf, cups };
            self.found.push((cost, way));
        }
    }
}

/// Whether the fresh coffee that lies on a bed already, if there is some, is decaffeinated.
fn loaded(item: &Item, bed: &str) -> Option<bool> {
    let machine = item.machine.as_ref()?;
    let read = |var: &str| machine.get(&format!("{bed}.{var}")).unwrap_or(0.0);
    let fresh = read("dose_g") > 2.0 && read("extracted") < 0.02;
    let bed = machine.index(Kind::Bed, bed).filter(|_| fresh)?;
    Some(machine.bed(bed).contents().is_decaffeinated())
}

fn bounds(item: &Item, feed: &Feed, bed: &BedSpec) -> Bounds {
    let store = Graph(&item.spec).store(&feed.root);
    let water_kg = store.map_or((0.0, 0.0), |store| (1e-3 * store.min_ml, 1e-3 * store.max_ml.unwrap_or(store.cap_ml)));
    Bounds { water_kg, grounds_kg: 1e-3 * bed.cap_g }
}
