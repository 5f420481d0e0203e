//! Which landmarks on the way to a cup hold in the home as it is now (§1.2 of the process model).

use bevy::prelude::{Entity, World};
use coffeetest_brew::Species;
use coffeetest_brew::machine::{Kind, Machine};
use coffeetest_brew::spec::{Comp, HeatInto};
use coffeetest_scene::{Attach, Order};
use coffeetest_world::math::Vec3;
use coffeetest_world::physics::{Filter, Physics, WorldPose};
use coffeetest_world::process;
use coffeetest_world::thing::{Part, Seats, ThingOf};

use crate::score::{Landmark, VesselClass};

/// Least share of what was asked for that has to be there.
const ENOUGH: f64 = 0.8;
/// Dry coffee below which nobody would call it a dose, g/ml of drink: half of the usual.
const DOSE_G_PER_ML: f64 = 0.03;
/// Dissolved coffee from which a drink is coffee, as a share.
const COFFEE_TDS: f64 = 0.003;

/// The landmarks that hold now, but for those that are judged at the end.
pub(crate) fn landmarks(world: &World, order: &Order) -> Vec<Landmark> {
    let mut all = Vec::new();
    for (thing, machine) in process::machines(world) {
        let Some(of) = world.get::<ThingOf>(thing) else { continue };
        if machine.bed_count() > 0 {
            brewer(world, thing, of, machine, order, &mut all);
        }
        if VesselClass::from_tags(of.spec.tags.iter().map(String::as_str)) != VesselClass::Other
            && holds_coffee(machine, order)
        {
            all.push(Landmark::InCup);
        }
    }
    all
}

fn brewer(world: &World, thing: Entity, of: &ThingOf, machine: &Machine, order: &Order, all: &mut Vec<Landmark>) {
    let is = |name: &str, var: &str| machine.get(&format!("{name}.{var}")).is_some_and(|value| value != 0.0);
    let all_are = |kind: Kind, var: &str| machine.names(kind).iter().all(|name| is(name, var));
    let mut reached = |landmark: Landmark, holds: bool| {
        if holds {
            all.push(landmark);
        }
    };
    reached(Landmark::Water, has_water(of, machine, order));
    reached(Landmark::Power, !machine.names(Kind::Plug).is_empty() && all_are(Kind::Plug, "live"));
    let beds = || (0..machine.bed_count()).map(|bed| machine.bed(bed));
    let dose_kg = 1e-3 * DOSE_G_PER_ML * order.volume_ml;
    reached(Landmark::Coffee, beds().any(|bed| bed.contents().kg(Species::Grounds) >= dose_kg));
    let slots = of.spec.comps.values().filter_map(|comp| match comp {
        Comp::Bed(bed) => Some(&bed.filter),
        _ => None,
    });
    let mut slots = slots.peekable();
    reached(Landmark::Filter, slots.peek().is_some() && slots.all(|slot| is(slot, "present")));
    let own_seats = of.spec.bodies.values().filter_map(|body| match &body.attach {
        Some(Attach::Seat { comp, .. }) => Some(comp),
        _ => None,
    });
    let occupants = world.get::<Seats>(thing);
    let sits = |seat: &String| occupants.is_some_and(|seats| matches!(seats.occupants.get(seat), Some(Some(_))));
    reached(Landmark::Seats, own_seats.into_iter().all(sits));
    reached(Landmark::Receiver, of.spec.outlets.keys().any(|outlet| receives(world, of, outlet)));
    let heats_water = |name: &String| matches!(of.spec.comps.get(name), Some(Comp::Heater(heater)) if !matches!(heater.into, HeatInto::Plate(_) | HeatInto::Cavity(_)));
    let heaters = machine.names(Kind::Heater).iter().filter(|name| heats_water(name));
    reached(Landmark::Started, heaters.into_iter().any(|name| is(name, "on")));
    let delivered_kg: f64 = beds().map(|bed| bed.totals().water_out_kg).sum();
    reached(
        Landmark::Delivered,
        delivered_kg >= ENOUGH * 1e-3 * order.volume_ml && beds().any(|bed| bed.extracted() > 0.0),
    );
}

/// Whether a store from which water is moved holds enough.
fn has_water(of: &ThingOf, machine: &Machine, order: &Order) -> bool {
    let sources = of.spec.comps.values().filter_map(|comp| match comp {
        Comp::Mover(mover) => machine.index(Kind::Store, &mover.from),
        _ => None,
    });
    sources.into_iter().any(|store| machine.store(store).kg(Species::Water) >= ENOUGH * 1e-3 * order.volume_ml)
}

/// Whether the opening of a vessel is below an outlet.
fn receives(world: &World, of: &ThingOf, outlet: &str) -> bool {
    const DROP_M: f32 = 0.6;
    let spec = &of.spec.outlets[outlet];
    let Some(frame) = of.parts.get(&spec.body).and_then(|part| world.get::<WorldPose>(*part)) else { return false };
    let at = frame.0.transform_point(Vec3::from(spec.at));
    let own: Vec<Entity> = of.parts.values().copied().collect();
    let filter = Filter { without_robot: true, without_held: false, without: &own };
    let Some(hit) = world.resource::<Physics>().ray(at, Vec3::NEG_Z, DROP_M, filter) else { return false };
    let Some(part) = world.get::<Part>(hit.entity) else { return false };
    let (Some(of), Some(pose)) = (world.get::<ThingOf>(part.thing), world.get::<WorldPose>(hit.entity)) else {
        return false;
    };
    of.spec.openings.values().filter(|opening| opening.body == part.name).any(|opening| {
        let aside = pose.0.inverse_transform_point(at) - Vec3::from(opening.at);
        aside.truncate().length() < opening.radius_m && aside.z > 0.0
    })
}

/// Whether a vessel holds brewed coffee, and more than a sip.
fn holds_coffee(machine: &Machine, order: &Order) -> bool {
    (0..machine.store_count())
        .map(|store| machine.store(store))
        .any(|store| store.tds() >= COFFEE_TDS && store.volume_ml() >= 0.35 * order.volume_ml)
}
