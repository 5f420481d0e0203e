//! How what is seen is put into words.

use bevy::prelude::{Entity, World};
use coffeetest_scene::{Language, Text};
use coffeetest_sense::State;
use coffeetest_sense::appearance::{Colour, Contents, Level, Powder};
use coffeetest_sense::setting::Way;
use coffeetest_sense::signal::{Light, Sign};
use coffeetest_world::thing::ThingOf;

use super::handle::Handles;

/// Text in a language.
pub(super) fn in_language(text: &Text, language: Language) -> &str {
    match language {
        Language::En => &text.en,
        Language::Zh => &text.zh,
    }
}

/// What is known of the things that words speak of.
pub(super) struct Words<'a> {
    pub(super) world: &'a World,
    pub(super) handles: &'a Handles,
    pub(super) language: Language,
}

impl Words<'_> {
    /// A state of a thing in words.
    pub(super) fn state(&self, thing: Entity, state: &State) -> String {
        match state {
            State::Shut => "closed".into(),
            State::Ajar => "ajar".into(),
            State::Open => "open".into(),
            State::Position(position) => format!("set to \"{position}\""),
            State::Opened(0) => "closed".into(),
            State::Opened(percent) => format!("open to {percent} %"),
            State::Plunger(way) => plunger(*way).into(),
            State::Twisted(way) => twist(*way).into(),
            State::Unplugged => "in no socket".into(),
            State::Shows(name, sign) => self.sign(name, sign),
            State::Flame(seat) => self.at_seat(thing, seat, "a flame burns"),
            State::Glows(seat) => self.at_seat(thing, seat, "it glows red"),
            State::Foams(place) => self.in_hollow(thing, place, "foam rises in it"),
            State::Suds(place) => self.in_hollow(thing, place, "suds stand in it"),
            State::Used => "used".into(),
            State::NoneLeft => "empty".into(),
            State::Holds(place, contents) if self.has_one_hollow(thing) || place == "body" => held(contents),
            State::Holds(place, contents) => format!("{}: {}", spaced(place), held(contents)),
            State::Steams => "steam rises from it".into(),
            State::Runs => "something runs out of it".into(),
            State::Held => "in your hand".into(),
            State::SitsIn { thing, .. } => format!("in {}", self.name(*thing)),
            State::StandsOn { thing, surface } => self.stands_on(*thing, surface.as_deref()),
            State::OnFloor => "on the floor".into(),
            State::Toppled => "not upright".into(),
            State::Broken => "broken".into(),
            State::Spilled(contents) => format!("{} spilled on it", matter(contents)),
            State::Reads(text) => format!("reads \"{}\"", in_language(text, self.language)),
        }
    }

    fn sign(&self, name: &str, sign: &Sign) -> String {
        let name = spaced(name);
        match sign {
            Sign::Light(light) => format!("{name} {}", light_words(*light)),
            Sign::Words(text) => format!("{name} shows \"{}\"", in_language(text, self.language)),
            Sign::Number(number) => format!("{name} shows {number}"),
            Sign::Floats(true) => format!("{name} up"),
            Sign::Floats(false) => format!("{name} down"),
        }
    }

    /// What is seen at a seat of a thing, which is named where it has several.
    fn at_seat(&self, thing: Entity, seat: &str, what: &str) -> String {
        let several = self.world.get::<ThingOf>(thing).is_some_and(|of| of.spec.seats.len() > 1);
        if several { format!("{}: {what}", spaced(seat)) } else { what.into() }
    }

    /// What is seen in a hollow of a thing, which is named where it has several.
    fn in_hollow(&self, thing: Entity, place: &str, what: &str) -> String {
        if self.has_one_hollow(thing) { what.into() } else { format!("{}: {what}", spaced(place)) }
    }

    fn stands_on(&self, thing: Entity, surface: Option<&str>) -> String {
        let spec = self.world.get::<ThingOf>(thing).map(|of| &of.spec);
        let several = spec.filter(|spec| spec.surfaces.len() > 1);
        let surface = several.zip(surface).and_then(|(spec, surface)| spec.surfaces.get(surface));
        match surface {
            Some(surface) => format!("on the {} of {}", in_language(&surface.name, self.language), self.name(thing)),
            None => format!("on {}", self.name(thing)),
        }
    }

    /// The handle of a thing, if it has been seen.
    fn name(&self, thing: Entity) -> String {
        self.handles.name(thing).map_or_else(|| "something".into(), ToString::to_string)
    }

    fn has_one_hollow(&self, thing: Entity) -> bool {
        self.world.get::<ThingOf>(thing).is_some_and(|of| of.spec.openings.len() < 2)
    }
}

fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

fn plunger(way: Way) -> &'static str {
    match way {
        Way::None => "pushed all the way down",
        Way::Part => "pushed down part of the way",
        Way::All => "pulled up",
    }
}

fn twist(way: Way) -> &'static str {
    match way {
        Way::None => "loose",
        Way::Part => "turned part of the way",
        Way::All => "tight",
    }
}

fn light_words(light: Light) -> &'static str {
    match light {
        Light::Dark => "off",
        Light::Lit => "lit",
        Light::Blinking => "blinking",
    }
}

/// What a vessel is seen to hold.
fn held(contents: &Contents) -> String {
    let level = match contents {
        Contents::Nothing => return "empty".into(),
        Contents::Liquid(level, _) | Contents::Powder(level, _) | Contents::Mud(level) => *level,
    };
    let matter = matter(contents);
    match level {
        Level::Trace => format!("a little {matter} in it"),
        Level::Quarter => format!("a quarter full of {matter}"),
        Level::Third => format!("a third full of {matter}"),
        Level::Half => format!("half full of {matter}"),
        Level::TwoThirds => format!("two thirds full of {matter}"),
        Level::ThreeQuarters => format!("three quarters full of {matter}"),
        Level::NearlyFull => format!("nearly full of {matter}"),
        Level::Brimming => format!("full to the rim of {matter}"),
    }
}

fn matter(contents: &Contents) -> &'static str {
    match contents {
        Contents::Nothing => "nothing",
        Contents::Mud(_) => "wet dark grounds",
        Contents::Liquid(_, colour) => match colour {
            Colour::Clear => "clear liquid",
            Colour::Amber => "amber liquid",
            Colour::Brown => "brown liquid",
            Colour::DarkBrown => "dark brown liquid",
            Colour::LightBrown => "light brown liquid",
            Colour::White => "white liquid",
        },
        Contents::Powder(_, powder) => match powder {
            Powder::DarkGrains => "dark brown grounds",
            Powder::BlackGrains => "almost black grounds",
            Powder::Beans => "coffee beans",
            Powder::BlackBeans => "almost black coffee beans",
            Powder::BrownGrains => "brown granules",
            Powder::BrownDust => "fine brown powder",
            Powder::White => "white grains",
            Powder::FineWhite => "fine white grains",
            Powder::Leaves => "dark leaves",
            Powder::Ice => "ice",
        },
    }
}

/// A direction in words, from a bearing in rad, left positive.
pub(super) fn direction(bearing_rad: f32) -> &'static str {
    let left = bearing_rad > 0.0;
    match bearing_rad.abs().to_degrees() {
        angle if angle < 20.0 => "ahead",
        angle if angle < 65.0 && left => "ahead to the left",
        angle if angle < 65.0 => "ahead to the right",
        angle if angle < 115.0 && left => "to the left",
        angle if angle < 115.0 => "to the right",
        angle if angle < 160.0 && left => "behind to the left",
        angle if angle < 160.0 => "behind to the right",
        _ => "behind",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_go_once_around() {
        let around: Vec<&str> =
            [0.0_f32, 45.0, 90.0, 135.0, 180.0, -135.0, -90.0, -45.0].map(|deg| direction(deg.to_radians())).into();
        let expected = [
            "ahead",
            "ahead to the left",
            "to the left",
            "behind to the left",
            "behind",
            "behind to the right",
            "to the right",
            "ahead to the right",
        ];
        assert_eq!(around, expected);
    }
}
