//! What is seen of the contents of vessels: through their openings, through glass, through windows.

use bevy::prelude::{Entity, World};
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::{Comp, IndicatorKind};
use coffeetest_brew::{Mixture, Species, Wear, look};
use coffeetest_scene::Opening;
use coffeetest_world::math::Vec3;
use coffeetest_world::physics::{Filter, Physics, Pose, WorldPose};
use coffeetest_world::process::{Load, Puddles};
use coffeetest_world::thing::{SeatedIn, ThingOf};

use crate::appearance::Contents;
use crate::state::State;
use crate::view::View;
use crate::{inside, signal};

/// What is seen of the contents of a thing at one of its bodies: the opening's, bed's or store's name, and what it
/// looks like.
pub fn seen<'a>(
    world: &'a World,
    views: &'a [View],
    of: &'a ThingOf,
    part: &'a str,
) -> impl Iterator<Item = (String, Contents)> + 'a {
    let frame = of.parts.get(part).and_then(|body| world.get::<WorldPose>(*body)).map_or(Pose::IDENTITY, |at| at.0);
    let openings = of.spec.openings.iter().filter(move |(_, opening)| opening.body == part);
    let through = openings.filter_map(move |(name, opening)| {
        let held = held_in(world, of, name, opening)?;
        let glass = of.spec.tags.iter().any(|tag| tag == "glass");
        let shows = held.is_seen_from_above(world, views, opening, &frame)
            || (glass && held.is_seen_through_glass(world, views, of, opening, &frame));
        shows.then(|| (name.clone(), held.looks()))
    });
    let windows = of.spec.comps.iter().filter_map(move |(name, comp)| {
        let Comp::Indicator(spec) = comp else { return None };
        let IndicatorKind::Window(store) = &spec.kind else { return None };
        let mark = of.spec.marks.get(name).filter(|mark| mark.body == part)?;
        let at = frame.transform_point(Vec3::from(mark.at));
        let held = inside_store(world, of, store)?;
        is_in_sight(world, views, at).then(|| (store.clone(), held.looks()))
    });
    let mut found: Vec<(String, Contents)> = through.collect();
    if let Some(load) = of.parts.get(part).and_then(|body| world.get::<Load>(*body)) {
        let on_it = Inside { mix: load.mixture, level_m: 0.01, share: 0.3 };
        found.push((part.to_owned(), on_it.looks()));
    }
    for (name, contents) in windows {
        if !found.iter().any(|(known, _)| *known == name) {
            found.push((name, contents));
        }
    }
    found.into_iter()
}

/// Foam and suds that are seen in the vessels of a body.
pub fn froth<'a>(
    world: &'a World,
    views: &'a [View],
    of: &'a ThingOf,
    part: &'a str,
) -> impl Iterator<Item = State> + 'a {
    /// Foam that is more than a rim of bubbles, m.
    const FOAM_M: f64 = 0.003;
    /// Soap of which suds stand on a litre, kg.
    const SUDS_KG: f64 = 2e-5;
    let frame = of.parts.get(part).and_then(|body| world.get::<WorldPose>(*body)).map_or(Pose::IDENTITY, |at| at.0);
    let openings = of.spec.openings.iter().filter(move |(_, opening)| opening.body == part);
    openings.filter_map(move |(name, opening)| {
        let thing = *of.parts.get("body")?;
        let foam_m = inside::machine(world, thing)?.get(&format!("{name}.foam_m")).unwrap_or(0.0);
        let soap_kg = inside::store(world, thing, name)?.kg(Species::Soap);
        let state = match () {
            () if foam_m > FOAM_M => State::Foams(name.clone()),
            () if soap_kg > SUDS_KG => State::Suds(name.clone()),
            () => return None,
        };
        let held = held_in(world, of, name, opening)?;
        held.is_seen_from_above(world, views, opening, &frame).then_some(state)
    })
}

/// Whether something has been brewed with a filter, a pod or a capsule: it is wet, stained or pierced.
pub fn wear(world: &World, entity: Entity) -> Option<State> {
    let loose = world.get::<Load>(entity).filter(|_| world.get::<SeatedIn>(entity).is_none()).map(|load| load.piece);
    let piece = loose.or_else(|| {
        let seated = world.get::<SeatedIn>(entity)?;
        let machine = inside::machine(world, seated.thing)?;
        machine.filter(machine.index(Kind::Filter, &seated.seat)?)
    })?;
    (piece.wear != Wear::Dry).then_some(State::Used)
}

/// Whether a plume of steam is seen above one of the openings of a body.
pub fn steams(world: &World, views: &[View], of: &ThingOf, part: &str) -> bool {
    const PLUME_M: f32 = 0.06;
    /// What evaporates from cooler water does not condense to mist above it.
    const MIST_C: f64 = 40.0;
    let blows = |name: &str| inside::machine(world, of.parts["body"])?.get(&format!("{name}.q"));
    let wand = of
        .spec
        .outlets
        .iter()
        .filter(|(name, outlet)| outlet.body == part && matches!(of.spec.comps.get(*name), Some(Comp::Wand(_))));
    let from_wand = wand.into_iter().any(|(name, outlet)| {
        let at = signal::place(world, of, part, Vec3::from(outlet.at) + 0.01 * Vec3::from(outlet.dir));
        blows(name).is_some_and(|q| q > 0.0) && at.is_some_and(|at| is_in_sight(world, views, at))
    });
    from_wand
        || of.spec.openings.iter().filter(|(_, opening)| opening.body == part).any(|(name, opening)| {
            let Some(store) = inside::store(world, of.parts["body"], name) else { return false };
            let Some(frame) = of.parts.get(part).and_then(|body| world.get::<WorldPose>(*body)) else { return false };
            let plume = frame.0.transform_point(Vec3::from(opening.at)) + Vec3::new(0.0, 0.0, PLUME_M);
            store.temp_c() > MIST_C
                && look::plume_g_s(store.steam_kg_s() + store.evap_kg_s()) > 0.0
                && is_in_sight(world, views, plume)
        })
}

/// What a puddle or a heap on a body looks like, if it is in sight.
pub fn puddle(world: &World, views: &[View], body: Entity) -> Option<Contents> {
    const FILM_M: f32 = 0.002;
    const DROPS_G: f64 = 1.0;
    let puddle = world.resource::<Puddles>().on(body)?;
    if 1000.0 * puddle.mixture.mass_kg() < DROPS_G || !is_in_sight(world, views, puddle.at) {
        return None;
    }
    Some(Inside { mix: puddle.mixture, level_m: FILM_M, share: 0.0 }.looks())
}

/// Whether nothing stands before a point.
pub fn is_in_sight(world: &World, views: &[View], at: Vec3) -> bool {
    let physics = world.resource::<Physics>();
    views.iter().any(|view| view.sees(physics, at, Filter::default(), |_| false))
}

/// What is in a vessel, and how high it stands in it.
struct Inside {
    mix: Mixture,
    level_m: f32,
    share: f64,
}

fn held_in(world: &World, of: &ThingOf, name: &str, opening: &Opening) -> Option<Inside> {
    if let Some(held) = inside_store(world, of, name) {
        return Some(held);
    }
    let bed = inside::bed(world, *of.parts.get("body")?, name)?;
    let mix = bed.contents();
    let volume_m3 = mix.volume_m3(bed.temp_c());
    let floor_m2 = std::f32::consts::PI * opening.radius_m * opening.radius_m;
    let level_m = volume_m3 as f32 / floor_m2;
    let depth_m = (opening.at[2] - opening.floor_m).max(0.001);
    Some(Inside { mix, level_m: level_m.min(depth_m), share: f64::from(level_m / depth_m) })
}

fn inside_store(world: &World, of: &ThingOf, name: &str) -> Option<Inside> {
    let store = inside::store(world, *of.parts.get("body")?, name)?;
    let share = if store.cap_ml() > 0.0 { store.volume_ml() / store.cap_ml() } else { 0.0 };
    Some(Inside { mix: store.contents(), level_m: store.level_m() as f32, share })
}

impl Inside {
    /// Whether a line of sight over the rim reaches what is in it, or its floor.
    fn is_seen_from_above(&self, world: &World, views: &[View], opening: &Opening, frame: &Pose) -> bool {
        // A little above the surface, and clear of a filter that lines the hollow.
        const ABOVE_M: f32 = 0.004;
        const LEVEL_COS: f32 = 0.85;
        if (frame.rotation * Vec3::Z).z < LEVEL_COS {
            return false;
        }
        let [x, y, top] = opening.at;
        let z = (opening.floor_m + self.level_m + ABOVE_M).min(top);
        let aside = 0.6 * opening.radius_m;
        [(0.0, 0.0), (aside, 0.0), (-aside, 0.0), (0.0, aside), (0.0, -aside)]
            .into_iter()
            .any(|(dx, dy)| is_in_sight(world, views, frame.transform_point(Vec3::new(x + dx, y + dy, z))))
    }

    /// Whether a line of sight through the walls of the vessel itself reaches what is in it.
    fn is_seen_through_glass(
        &self,
        world: &World,
        views: &[View],
        of: &ThingOf,
        opening: &Opening,
        frame: &Pose,
    ) -> bool {
        let own: Vec<_> = of.parts.values().copied().collect();
        let filter = Filter { without: &own, ..Filter::default() };
        let [x, y, _] = opening.at;
        let point = frame.transform_point(Vec3::new(x, y, opening.floor_m + 0.5 * self.level_m));
        let physics = world.resource::<Physics>();
        views.iter().any(|view| view.sees(physics, point, filter, |_| false))
    }

    fn looks(&self) -> Contents {
        Contents::of(&self.mix, self.share, f64::from(self.level_m))
    }
}
