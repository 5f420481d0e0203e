//! What there is to make coffee with, found by what things can do.

use bevy::prelude::Entity;
use coffeetest_brew::Species;
use coffeetest_brew::spec::{BedSpec, Comp, MoverKind};
use coffeetest_scene::{Hold, Order, Thing};
use coffeetest_world::seat::{accepts, tags_of};

use crate::recipe::{Recipe, recipe};
use crate::survey::{Item, Survey};
use crate::tries::Tries;

/// Everything needed for a cup.
#[derive(Clone, Debug)]
pub(crate) struct Kit {
    /// The machine, its tank, bed, filter slot, receiver's seat and switch.
    pub brewer: Entity,
    pub tank: String,
    pub bed: String,
    pub slot: String,
    pub seat: String,
    pub control: Entity,
    /// The plug, when it has one, and whether it is in a socket.
    pub plug: Option<(Entity, bool)>,
    /// The vessel that the brewer fills.
    pub receiver: Entity,
    /// Where filters are, when the slot is empty.
    pub filter: Option<Entity>,
    /// Where ground coffee is.
    pub coffee: Entity,
    /// What it is scooped with.
    pub scoop: Entity,
    /// The tap, and its lever.
    pub tap: Entity,
    pub lever: Entity,
    /// Vessels to drink from, the best first.
    pub cups: Vec<Entity>,
    /// How much of what.
    pub recipe: Recipe,
}

impl Kit {
    pub(crate) fn find(survey: &Survey, order: &Order, tries: &Tries) -> Result<Self, String> {
        let mut why = "there is nothing here that brews coffee".to_owned();
        for item in &survey.items {
            match Self::with_brewer(survey, item, order, tries) {
                Some(Ok(kit)) => return Ok(kit),
                Some(Err(missing)) => why = missing,
                None => {}
            }
        }
        Err(why)
    }

    fn with_brewer(survey: &Survey, item: &Item, order: &Order, _: &Tries) -> Option<Result<Self, String>> {
        let (bed, bed_spec) = item.spec.comps.iter().find_map(|(name, comp)| match comp {
            Comp::Bed(spec) => Some((name.clone(), spec.clone())),
            _ => None,
        })?;
        let tank = item.spec.comps.values().find_map(|comp| match comp {
            Comp::Mover(mover) if mover.to == bed => Some(mover.from.clone()),
            _ => None,
        })?;
        let (seat, receiver) = receiver(survey, item)?;
        let control = item.spec.bodies.iter().find_map(|(name, body)| match body.attach {
            Some(coffeetest_scene::Attach::Control { .. }) => item.parts.get(name).copied(),
            _ => None,
        })?;
        Some(Self::complete(survey, item, order, (bed, bed_spec), tank, (seat, receiver), control))
    }

    fn complete(
        survey: &Survey,
        item: &Item,
        order: &Order,
        (bed, bed_spec): (String, BedSpec),
        tank: String,
        (seat, receiver): (String, Entity),
        control: Entity,
    ) -> Result<Self, String> {
        let least_ml = match item.spec.comps.get(&tank) {
            Some(Comp::Store(store)) => store.min_ml,
            _ => 0.0,
        };
        let recipe = recipe(order, &bed_spec, least_ml);
        let slot = bed_spec.filter.clone();
        // A pack gives a fresh one; a loose one may have fallen where no hand gets at it.
        let pieces = || survey.items.iter().filter(|piece| gives_filter(survey, item, &slot, piece));
        let filter = pieces().find(|piece| piece.pieces > 0).or_else(|| pieces().next()).map(|piece| piece.entity);
        let dosed = item.machine.as_ref().and_then(|machine| machine.get(&format!("{bed}.dose_g"))).unwrap_or(0.0);
        let coffee = survey
            .items
            .iter()
            .filter(|source| source.spec.tool.is_none() && source.entity != item.entity)
            .filter(|source| source.spec.openings.len() == 1)
            .max_by(|a, b| a.holds_kg(Species::Grounds).total_cmp(&b.holds_kg(Species::Grounds)))
            .filter(|source| source.holds_kg(Species::Grounds) + 1e-3 * dosed > 0.7 * recipe.grounds_kg);
        let scoop = survey.items.iter().find(|tool| tool.spec.tool.is_some());
        let tap = survey.items.iter().find_map(|fixture| tap_of(fixture).map(|lever| (fixture.entity, lever)));
        let cups = cups(survey, item);
        let need = |what: &str| format!("there is no {what} here");
        Ok(Self {
            brewer: item.entity,
            tank,
            bed,
            slot,
            seat,
            control,
            plug: plug_of(survey, item),
            receiver,
            filter,
            coffee: coffee.ok_or_else(|| need("ground coffee"))?.entity,
            scoop: scoop.ok_or_else(|| need("scoop"))?.entity,
            tap: tap.ok_or_else(|| need("water"))?.0,
            lever: tap.ok_or_else(|| need("water"))?.1,
            cups: if cups.is_empty() { return Err(need("cup")) } else { cups },
            recipe,
        })
    }
}

/// The seat in which a vessel only rests, and the vessel that fits it.
fn receiver(survey: &Survey, brewer: &Item) -> Option<(String, Entity)> {
    brewer.spec.seats.iter().filter(|(_, pose)| pose.hold == Hold::Rest).find_map(|(seat, _)| {
        let vessel = survey
            .items
            .iter()
            .find(|vessel| !vessel.stores.is_empty() && accepts(&brewer.spec, seat, &vessel.spec, "body"))?;
        Some((seat.clone(), vessel.entity))
    })
}

/// Whether a thing is a filter for a slot, or a pack of them.
fn gives_filter(survey: &Survey, brewer: &Item, slot: &str, piece: &Item) -> bool {
    let fits = |thing: &Thing| accepts(&brewer.spec, slot, thing, "body");
    let from_pack = piece
        .spec
        .pack
        .as_ref()
        .is_some_and(|pack| piece.pieces > 0 && survey.dispensed.get(&pack.item).is_some_and(|thing| fits(thing)));
    from_pack || (fits(&piece.spec) && piece.seated_in.is_none())
}

/// The lever of a fixture that gives water.
fn tap_of(fixture: &Item) -> Option<Entity> {
    let gives = fixture
        .spec
        .comps
        .values()
        .any(|comp| matches!(comp, Comp::Mover(mover) if matches!(mover.kind, MoverKind::Tap { .. })));
    let joint = fixture.spec.comps.values().find_map(|comp| match comp {
        Comp::Valve(valve) => valve.opens_with.clone(),
        _ => None,
    })?;
    let lever = fixture.moving.iter().find(|(comp, ..)| *comp == joint)?;
    gives.then_some(lever.1)
}

fn plug_of(survey: &Survey, brewer: &Item) -> Option<(Entity, bool)> {
    let plug = brewer.spec.bodies.iter().find_map(|(name, body)| match body.attach {
        Some(coffeetest_scene::Attach::Cord { .. }) => brewer.parts.get(name).copied(),
        _ => None,
    })?;
    let seated = survey.items.iter().any(|host| host.seats.values().any(|occupant| *occupant == Some(plug)));
    Some((plug, seated))
}

/// Clean, empty drinking vessels that stand: those in the open first, then the nearest to the brewer.
fn cups(survey: &Survey, brewer: &Item) -> Vec<Entity> {
    let mut all: Vec<&Item> = survey
        .items
        .iter()
        .filter(|item| tags_of(&item.spec, "body").contains(&"drinking_vessel"))
        .filter(|item| item.load_kg() < 1e-4 && (item.upright > 0.95 || survey.held == Some(item.entity)))
        .collect();
    let cost = |item: &Item| {
        let shut = survey.closed_over(item.entity).len() as f32;
        2.0 * shut + (item.at - brewer.at).truncate().length()
    };
    all.sort_by(|a, b| cost(a).total_cmp(&cost(b)));
    all.iter().map(|item| item.entity).collect()
}
