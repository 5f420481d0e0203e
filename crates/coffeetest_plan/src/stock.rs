//! What there is in a home for a purpose: coffee, tools, filters, cups, fires, hot water.

use bevy::prelude::Entity;
use coffeetest_brew::spec::Comp;
use coffeetest_brew::{Mixture, Species};
use coffeetest_scene::{Hold, Mount, Thing, Tool};
use coffeetest_world::seat::{accepts, tags_of};

use crate::graph::Graph;
use crate::survey::{Item, Survey};
use crate::way::{Fire, Hot};

/// Water is hot enough to brew with from here, °C.
pub(crate) const HOT_C: f64 = 82.0;
/// The least of a substance that makes a source of it, kg.
const LEAST_KG: f64 = 1e-3;

/// The thing that gives most of a substance; no tool, and not the brewer.
pub(crate) fn source(survey: &Survey, species: Species, but: Entity) -> Option<Entity> {
    source_of(survey, species, 0.0, but, |_| true)
}

/// The thing that gives most coffee of this form, with or without caffeine; ground coffee of about that grain first.
pub(crate) fn coffee(survey: &Survey, form: Species, d50_um: f64, but: Entity, decaf: bool) -> Option<Entity> {
    source_of(survey, form, d50_um, but, |contents| contents.is_decaffeinated() == decaf)
}

fn source_of(
    survey: &Survey,
    species: Species,
    d50_um: f64,
    but: Entity,
    suits: impl Fn(&Mixture) -> bool,
) -> Option<Entity> {
    let fit = |item: &Item| {
        let stores = item.stores.iter().filter(|store| store.contents.kg(species) > LEAST_KG && suits(&store.contents));
        let off = stores.map(|store| match species {
            Species::Grounds => libm::log(store.contents.grounds().d50_um.max(1.0) / d50_um).abs(),
            _ => 0.0,
        });
        off.min_by(f64::total_cmp)
    };
    survey
        .items
        .iter()
        .filter(|item| item.entity != but && item.spec.tool.is_none() && Graph(&item.spec).store_open().is_some())
        .filter(|item| item.spec.mount == Mount::Free && item.machine.as_ref().is_none_or(|m| m.bed_count() == 0))
        .filter(|item| item.load_kg() < 1.2 * item.holds_kg(species) + 1e-3)
        .filter_map(|item| Some((fit(item)?, item)))
        .min_by(|(a, left), (b, right)| {
            // A quarter of an octave is no difference; then the fuller one.
            let step = |x: &f64| libm::round(x / 0.17) as i64;
            step(a).cmp(&step(b)).then(right.holds_kg(species).total_cmp(&left.holds_kg(species)))
        })
        .map(|(_, item)| item.entity)
}

/// Portions below this are poured out of what they come in, kg.
const PORTION_KG: f64 = 0.025;

/// What so much powder is taken with out of a thing: the tool that holds most, for little the one that holds least;
/// nothing for what comes in portions.
pub(crate) fn tool(survey: &Survey, from: Entity, kg: f64) -> Option<Entity> {
    let is_portion = |item: &Item| {
        let lip = item.spec.comps.values().any(|comp| matches!(comp, Comp::Store(store) if store.lip.is_some()));
        item.load_kg() < PORTION_KG && lip
    };
    if survey.item(from).is_some_and(is_portion) {
        return None;
    }
    let bowl = |item: &Item| match &item.spec.tool {
        Some(Tool::Scoop { store } | Tool::Spoon { store }) => Graph(&item.spec).store(store).map(|store| store.cap_ml),
        _ => None,
    };
    let all = survey.items.iter().filter_map(|item| Some((bowl(item)?, item.entity)));
    let found = match kg < 0.006 {
        true => all.min_by(|a, b| a.0.total_cmp(&b.0)),
        false => all.max_by(|a, b| a.0.total_cmp(&b.0)),
    };
    found.map(|(_, entity)| entity)
}

/// A pack whose pieces are of a kind, while none of that kind lies about.
pub(crate) fn pack_of(survey: &Survey, is: impl Fn(&Thing) -> bool) -> Option<Entity> {
    let pack = survey.items.iter().find(|item| {
        let pack = item.spec.pack.as_ref().filter(|_| item.pieces > 0);
        pack.and_then(|pack| survey.dispensed.get(&pack.item)).is_some_and(|thing| is(thing))
    })?;
    let fresh = |item: &&Item| is(&item.spec) && (item.load_kg() > LEAST_KG || !item.is_spent && has_fresh_bed(item));
    survey.items.iter().find(fresh).is_none().then_some(pack.entity)
}

fn has_fresh_bed(item: &Item) -> bool {
    item.machine
        .as_ref()
        .is_some_and(|machine| (0..machine.bed_count()).any(|bed| machine.bed(bed).dose_kg() > LEAST_KG))
}

/// What stirs.
pub(crate) fn stirrer(survey: &Survey) -> Option<Entity> {
    survey.items.iter().find(|item| stirs(item)).map(|item| item.entity)
}

/// Whether a thing stirs.
pub(crate) fn stirs(item: &Item) -> bool {
    matches!(item.spec.tool, Some(Tool::Spoon { .. } | Tool::Stirrer))
}

/// Whether a thing comes with coffee, and with nothing else that would get into the cup.
pub(crate) fn is_pure(thing: &Thing) -> bool {
    const COFFEE: [&str; 4] = ["grounds", "beans", "instant", "solids"];
    !thing.contents.is_empty() && thing.contents.iter().all(|content| COFFEE.contains(&content.substance.as_str()))
}

/// Whether the coffee that a thing comes with is decaffeinated.
pub(crate) fn is_decaf(thing: &Thing) -> bool {
    thing.contents.iter().any(|content| content.decaf)
}

/// Coffee that lies on a piece of this kind when it is new, kg.
pub(crate) fn load_of(thing: &Thing) -> f64 {
    let is_filter = |store: &str| matches!(thing.comps.get(store), Some(Comp::Filter(_)));
    let load = thing.contents.iter().filter(|content| is_filter(&content.store) && content.substance == "grounds");
    load.map(|content| 1e-3 * content.mass_g).sum()
}

/// A filter for a slot, or a pack of them; a pack first, for a loose one may have fallen where no hand gets at it. With
/// coffee on it, its caffeine is said; without, nothing.
pub(crate) fn piece(survey: &Survey, brewer: &Item, slot: &str, decaf: Option<bool>) -> Option<Entity> {
    let loaded = decaf.is_some();
    let fits = |thing: &Thing| accepts(&brewer.spec, slot, thing, "body") && (load_of(thing) > 0.0) == loaded;
    let gives = |item: &Item| {
        let pack = item.spec.pack.as_ref().filter(|_| item.pieces > 0);
        let given = pack.and_then(|pack| survey.dispensed.get(&pack.item));
        given.is_some_and(|thing| fits(thing) && decaf.is_none_or(|decaf| is_decaf(thing) == decaf))
    };
    let holds = |item: &Item| item.on_it.map_or_else(|| is_decaf(&item.spec), |load| load.is_decaffeinated());
    let fresh = |item: &Item| decaf.is_none_or(|decaf| !item.is_spent && holds(item) == decaf);
    let loose = |item: &Item| fits(&item.spec) && item.seated_in.is_none() && fresh(item);
    let pack = survey.items.iter().find(|item| gives(item));
    pack.or_else(|| survey.items.iter().find(|item| loose(item))).map(|item| item.entity)
}

/// Whether a thing is something to drink from.
pub(crate) fn is_cup(item: &Item) -> bool {
    tags_of(&item.spec, "body").contains(&"drinking_vessel")
}

/// What the largest store of a thing holds, ml.
pub(crate) fn room_ml(item: &Item) -> f64 {
    item.stores.iter().map(|store| store.capacity_ml).fold(0.0, f64::max)
}

/// Clean, empty drinking vessels that stand: those in the open first, then the nearest to a thing. The big ones first
/// where much is to be drunk.
pub(crate) fn cups(survey: &Survey, near: &Item, volume_ml: f64) -> Vec<Entity> {
    let mut all: Vec<&Item> = survey
        .items
        .iter()
        .filter(|item| is_cup(item))
        .filter(|item| item.load_kg() < 1e-4 && (item.upright > 0.95 || survey.held == Some(item.entity)))
        .collect();
    let cost = |item: &Item| {
        let shut = survey.closed_over(item.entity).len() as f32;
        let room_ml = room_ml(item);
        let small = if room_ml < 1.08 * volume_ml { 10.0 } else { 0.0 };
        // A little drink gets cold in a big cup.
        let big = 2.5 * libm::log(room_ml / (2.2 * volume_ml)).max(0.0) as f32;
        2.0 * shut + (item.at - near.at).truncate().length() + small + big
    };
    all.sort_by(|a, b| cost(a).total_cmp(&cost(b)));
    all.iter().map(|item| item.entity).collect()
}

/// A seat on which a vessel can be heated, the strongest first.
pub(crate) fn fire(survey: &Survey, vessel: &Item) -> Option<Fire> {
    let base = vessel.spec.base.as_ref();
    let mut all: Vec<(f64, Fire)> = Vec::new();
    for stove in survey.items.iter().filter(|item| item.entity != vessel.entity) {
        for hot in Graph(&stove.spec).hot_seats() {
            let suits = match base {
                Some(base) => (!hot.ferrous || base.ferrous) && (!hot.cavity || !base.metal),
                None => hot.cavity && is_cup(vessel),
            };
            // A plate that only keeps warm is no fire.
            if suits && hot.p_w > 250.0 && accepts(&stove.spec, &hot.seat, &vessel.spec, "body") {
                let (seat, heater, cavity) = (hot.seat.clone(), hot.heater.clone(), hot.cavity);
                let share = base.zip(hot.zone_m).map_or(1.0, |(base, zone_m)| share_of_zone(base.diameter_m, zone_m));
                all.push((share * hot.p_w, Fire { stove: stove.entity, seat, heater, cavity }));
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter().next().map(|(_, fire)| fire)
}

/// How well a zone suits a base of this width: what goes past it is lost, and heats the handle.
fn share_of_zone(base_m: f64, zone_m: f64) -> f64 {
    let share = (base_m / zone_m).min(1.0);
    share * share
}

/// Where hot water can be had, the easiest first.
pub(crate) fn hot_water(survey: &Survey, need_kg: f64) -> Vec<Hot> {
    let mut all = Vec::new();
    for item in &survey.items {
        let graph = Graph(&item.spec);
        for store in &item.stores {
            let (vessel, name) = (item.entity, store.store.clone());
            let pours = graph.carried(&name).is_some();
            let room = store.capacity_ml > 900.0 * need_kg && graph.is_open(&name);
            let brews = item.machine.as_ref().is_some_and(|machine| machine.bed_count() > 0);
            let is_water = store.contents.kg(Species::Water) > 0.98 * store.contents.mass_kg();
            if brews || !is_water && store.contents.mass_kg() > 1e-3 || !room {
                continue;
            }
            let hot = store.temp_c > HOT_C - 7.0 && store.contents.kg(Species::Water) > need_kg;
            if hot && pours {
                all.push((0, Hot::Ready { vessel, store: name }));
            } else if graph.heats(&name) && graph.drawn_at(&name).is_none() && pours {
                all.push((1, Hot::Own { vessel, store: name }));
            } else if pours
                && !is_cup(item)
                && (store.contents.is_empty() || is_water)
                && let Some(fire) = fire(survey, item)
            {
                all.push((3, Hot::Pot { vessel, store: name, fire }));
            }
        }
        for store in graph.stores() {
            let hot =
                item.stores.iter().any(|state| state.store == store && state.contents.kg(Species::Water) > need_kg);
            if graph.heats(store)
                && hot
                && let Some(outlet) = graph.drawn_at(store)
            {
                all.push((2, Hot::Outlet { thing: item.entity, outlet }));
            }
        }
    }
    all.sort_by_key(|(rank, _)| *rank);
    all.into_iter().map(|(_, hot)| hot).collect()
}

/// The seat of a brewer in which a vessel only rests, and the vessel that fits it best.
pub(crate) fn receiver(survey: &Survey, brewer: &Item, volume_ml: f64) -> Option<(String, Entity)> {
    let rests = brewer.spec.seats.iter().filter(|(name, pose)| {
        pose.hold == Hold::Rest
            && matches!(brewer.spec.comps.get(*name), Some(Comp::Seat(_)))
            && Graph(&brewer.spec).resident(name).is_none()
    });
    rests
        .filter_map(|(seat, _)| {
            let fits = |vessel: &&Item| {
                !vessel.stores.is_empty()
                    && vessel.entity != brewer.entity
                    && accepts(&brewer.spec, seat, &vessel.spec, "body")
                    && (vessel.load_kg() < 1e-3
                        || vessel.seated_in.as_ref().is_some_and(|(host, _)| *host == brewer.entity))
            };
            let special = survey.items.iter().find(|vessel| fits(vessel) && !is_cup(vessel)).map(|item| item.entity);
            let cup = || {
                let fits = |cup: &Entity| survey.item(*cup).is_some_and(|cup| fits(&cup));
                cups(survey, brewer, volume_ml).into_iter().find(fits)
            };
            special.or_else(cup).map(|vessel| (seat.clone(), vessel))
        })
        .next()
}
