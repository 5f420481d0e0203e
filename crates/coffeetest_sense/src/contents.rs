//! What is seen of the contents of vessels: through their openings, through glass, through windows.

use bevy::prelude::{Entity, Vec3, World};
use coffeetest_brew::spec::{Comp, IndicatorKind};
use coffeetest_brew::{Mixture, Species, look};
use coffeetest_scene::Opening;
use coffeetest_world::physics::{Filter, Physics, Pose, WorldPose};
use coffeetest_world::process::{Load, Puddles};
use coffeetest_world::thing::ThingOf;

use crate::inside;
use crate::view::View;

/// What contents look like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Contents {
    /// Nothing is in it.
    Nothing,
    /// Something that flows.
    Liquid(Level, Colour),
    /// Something dry.
    Powder(Level, Powder),
    /// A wet mass of grounds.
    Mud(Level),
}

/// How full something looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Hardly covers the floor.
    Trace,
    /// About a quarter.
    Quarter,
    /// About a third.
    Third,
    /// About half.
    Half,
    /// About two thirds.
    TwoThirds,
    /// About three quarters.
    ThreeQuarters,
    /// A little below the rim.
    NearlyFull,
    /// To the rim.
    Brimming,
}

/// The colour of a liquid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// As water.
    Clear,
    /// As tea.
    Amber,
    /// As thin coffee.
    Brown,
    /// As coffee.
    DarkBrown,
    /// As coffee with milk.
    LightBrown,
    /// As milk.
    White,
}

/// What a powder looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Powder {
    /// Coarse and dark brown.
    DarkGrains,
    /// Brown crumbs.
    BrownGrains,
    /// Fine and brown.
    BrownDust,
    /// White crystals.
    White,
    /// Dark leaves.
    Leaves,
    /// Lumps of ice.
    Ice,
}

impl Level {
    /// The level that a share of the capacity looks like.
    pub fn of(share: f64) -> Level {
        const STEPS: [(f64, Level); 7] = [
            (0.06, Level::Trace),
            (0.29, Level::Quarter),
            (0.415, Level::Third),
            (0.58, Level::Half),
            (0.71, Level::TwoThirds),
            (0.83, Level::ThreeQuarters),
            (0.97, Level::NearlyFull),
        ];
        STEPS.iter().find(|(below, _)| share < *below).map_or(Level::Brimming, |(_, level)| *level)
    }
}

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

/// Whether a plume of steam is seen above one of the openings of a body.
pub fn steams(world: &World, views: &[View], of: &ThingOf, part: &str) -> bool {
    const PLUME_M: f32 = 0.06;
    /// What evaporates from cooler water does not condense to mist above it.
    const MIST_C: f64 = 40.0;
    of.spec.openings.iter().filter(|(_, opening)| opening.body == part).any(|(name, opening)| {
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
        // A film that a person would call empty.
        const NOTHING_G: f64 = 0.2;
        let (mix, level) = (&self.mix, Level::of(self.share));
        if mix.mass_kg() * 1000.0 < NOTHING_G {
            return Contents::Nothing;
        }
        let solid_kg = mix.kg(Species::Grounds) + mix.kg(Species::Fines);
        if mix.carrier_kg() < 0.3 * mix.mass_kg() {
            Contents::Powder(level, powder(mix))
        } else if mix.carrier_kg() < 3.0 * solid_kg {
            Contents::Mud(level)
        } else {
            Contents::Liquid(level, colour(mix, f64::from(self.level_m)))
        }
    }
}

/// The colour that a liquid of this depth has from above.
fn colour(mix: &Mixture, depth_m: f64) -> Colour {
    // What lies deeper changes nothing that the eye could tell.
    const DEEPEST_CM: f64 = 2.0;
    let look = look::look(mix, (100.0 * depth_m).clamp(0.2, DEEPEST_CM));
    let [red, green, blue] = look.rgb;
    let light = 0.30 * red + 0.59 * green + 0.11 * blue;
    match light {
        _ if look.cloudy > 0.1 => milky(mix),
        light if light > 0.93 => Colour::Clear,
        light if light > 0.55 => Colour::Amber,
        light if light > 0.18 => Colour::Brown,
        _ => Colour::DarkBrown,
    }
}

/// The colour of a drink with milk: what else is dissolved in it tints it.
fn milky(mix: &Mixture) -> Colour {
    const TINTED: f64 = 0.005;
    let dark_kg: f64 =
        [Species::Solids, Species::OldSolids, Species::Cocoa, Species::Tea].into_iter().map(|s| mix.kg(s)).sum();
    if dark_kg > TINTED * mix.kg(Species::Milk) { Colour::LightBrown } else { Colour::White }
}

/// What the substance that there is most of looks like.
fn powder(mix: &Mixture) -> Powder {
    let looks = [
        (Species::Grounds, Powder::DarkGrains),
        (Species::Fines, Powder::DarkGrains),
        (Species::Instant, Powder::BrownGrains),
        (Species::Cocoa, Powder::BrownDust),
        (Species::Sugar, Powder::White),
        (Species::Salt, Powder::White),
        (Species::Tea, Powder::Leaves),
        (Species::Ice, Powder::Ice),
    ];
    let most = looks.into_iter().max_by(|a, b| mix.kg(a.0).total_cmp(&mix.kg(b.0)));
    most.map_or(Powder::White, |(_, look)| look)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drink(parts: &[(Species, f64)]) -> Colour {
        let mut mix = Mixture::EMPTY;
        for (species, grams) in parts {
            mix.add(&Mixture::of(*species, grams / 1000.0, 60.0));
        }
        colour(&mix, 0.06)
    }

    #[test]
    fn the_eye_tells_water_from_coffee_but_not_coffee_from_cocoa() {
        use Species::*;
        assert_eq!(drink(&[(Water, 240.0)]), Colour::Clear);
        assert_eq!(drink(&[(Water, 240.0), (Solids, 3.0)]), Colour::DarkBrown);
        assert_eq!(drink(&[(Water, 240.0), (Cocoa, 3.0)]), Colour::DarkBrown);
        assert_eq!(drink(&[(Water, 240.0), (OldSolids, 3.0)]), Colour::DarkBrown);
        assert_eq!(drink(&[(Water, 200.0), (Solids, 3.0), (Milk, 40.0)]), Colour::LightBrown);
        assert_eq!(drink(&[(Milk, 240.0)]), Colour::White);
    }

    #[test]
    fn levels_rise_with_what_is_in_a_vessel() {
        let levels: Vec<Level> = (0..=20).map(|step| Level::of(0.05 * f64::from(step))).collect();
        assert!(levels.is_sorted());
        assert_eq!((levels[0], levels[10], levels[20]), (Level::Trace, Level::Half, Level::Brimming));
    }
}
