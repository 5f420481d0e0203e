//! What matter looks like: how much of it, how coloured, wet or dry.

use coffeetest_brew::{Mixture, Species, look};

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
    /// Coarse and almost black, without light flecks.
    BlackGrains,
    /// Whole beans.
    Beans,
    /// Whole beans, almost black and evenly so.
    BlackBeans,
    /// Brown crumbs.
    BrownGrains,
    /// Fine and brown.
    BrownDust,
    /// White crystals.
    White,
    /// Small white crystals, as of salt.
    FineWhite,
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

impl Contents {
    /// What a mixture looks like from above that fills this share of its vessel to this depth.
    pub fn of(mix: &Mixture, share: f64, depth_m: f64) -> Contents {
        // A film that a person would call empty.
        const NOTHING_G: f64 = 0.2;
        let level = Level::of(share);
        if mix.mass_kg() * 1000.0 < NOTHING_G {
            return Contents::Nothing;
        }
        let solid_kg = mix.kg(Species::Grounds) + mix.kg(Species::Fines);
        if mix.carrier_kg() < 0.3 * mix.mass_kg() {
            Contents::Powder(level, powder(mix))
        } else if mix.carrier_kg() < 3.0 * solid_kg {
            Contents::Mud(level)
        } else {
            Contents::Liquid(level, colour(mix, depth_m))
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
        (Species::Beans, Powder::Beans),
        (Species::Instant, Powder::BrownGrains),
        (Species::Cocoa, Powder::BrownDust),
        (Species::Sugar, Powder::White),
        (Species::Salt, Powder::FineWhite),
        (Species::Tea, Powder::Leaves),
        (Species::Ice, Powder::Ice),
    ];
    let most = looks.into_iter().max_by(|a, b| mix.kg(a.0).total_cmp(&mix.kg(b.0)));
    match most.map_or(Powder::White, |(_, look)| look) {
        Powder::DarkGrains if mix.looks_decaffeinated() => Powder::BlackGrains,
        Powder::Beans if mix.looks_decaffeinated() => Powder::BlackBeans,
        look => look,
    }
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
    fn decaffeinated_beans_and_grounds_are_darker_than_others() {
        let look = |mix: Mixture| Contents::of(&mix, 0.5, 0.05);
        for (mix, usual, decaf) in [
            (Mixture::of(Species::Beans, 0.2, 20.0), Powder::Beans, Powder::BlackBeans),
            (Mixture::fresh_grounds(0.2, 700.0, 20.0), Powder::DarkGrains, Powder::BlackGrains),
            (Mixture::of(Species::Instant, 0.2, 20.0), Powder::BrownGrains, Powder::BrownGrains),
        ] {
            assert_eq!(look(mix), Contents::Powder(Level::Half, usual));
            assert_eq!(look(mix.decaffeinated()), Contents::Powder(Level::Half, decaf));
        }
    }

    #[test]
    fn levels_rise_with_what_is_in_a_vessel() {
        let levels: Vec<Level> = (0..=20).map(|step| Level::of(0.05 * f64::from(step))).collect();
        assert!(levels.is_sorted());
        assert_eq!((levels[0], levels[10], levels[20]), (Level::Trace, Level::Half, Level::Brimming));
    }
}
