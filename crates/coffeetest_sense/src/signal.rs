//! What an appliance shows: lamps, displays, floats, and streams that run from its outlets.

use bevy::prelude::World;
use coffeetest_brew::Machine;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::{Comp, IndicatorKind, Pattern};
use coffeetest_scene::Text;
use coffeetest_world::math::Vec3;
use coffeetest_world::physics::WorldPose;
use coffeetest_world::thing::ThingOf;

use crate::contents::is_in_sight;
use crate::inside;
use crate::view::{View, is_near};

/// What a lamp shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// Dark.
    Dark,
    /// Lit.
    Lit,
    /// Blinking.
    Blinking,
}

/// What an indicator shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Sign {
    /// A lamp, or a display that is dark, too far away to be read, or blinks.
    Light(Light),
    /// Words on a display.
    Words(Text),
    /// A number on a display.
    Number(f64),
    /// Whether a float stands at its upper end.
    Floats(bool),
}

/// A display is read from this near, m.
const READ_M: f32 = 2.0;
/// From this share of its highest mark on, a float is up.
const FLOATS: f64 = 0.9;

/// The lamps, displays and floats on a body that are in sight, by name.
pub fn signs<'a>(
    world: &'a World,
    views: &'a [View],
    of: &'a ThingOf,
    part: &'a str,
) -> impl Iterator<Item = (String, Sign)> + 'a {
    of.spec.comps.iter().filter_map(move |(name, comp)| {
        let Comp::Indicator(spec) = comp else { return None };
        if matches!(spec.kind, IndicatorKind::Window(_) | IndicatorKind::Buzzer) {
            return None;
        }
        let mark = of.spec.marks.get(name).filter(|mark| mark.body == part)?;
        let at = place(world, of, part, Vec3::from(mark.at))?;
        let machine = inside::machine(world, *of.parts.get("body")?)?;
        let pattern = machine.pattern(machine.index(Kind::Indicator, name)?);
        let sign = match &spec.kind {
            IndicatorKind::Float(store) if spec.rules.is_empty() => Sign::Floats(floats(machine, store)?),
            IndicatorKind::Float(_) => Sign::Floats(*pattern != Pattern::Off),
            _ => shown(machine, pattern, is_near(views, at, READ_M)),
        };
        is_in_sight(world, views, at).then(|| (name.clone(), sign))
    })
}

fn shown(machine: &Machine, pattern: &Pattern, near: bool) -> Sign {
    match pattern {
        Pattern::Off | Pattern::Sound(_) => Sign::Light(Light::Dark),
        Pattern::Blink(_) => Sign::Light(Light::Blinking),
        Pattern::Text(en, zh) if near => Sign::Words(Text { en: en.clone(), zh: zh.clone() }),
        Pattern::Reading(variable) if near => {
            // As a display shows it; adding zero turns −0 into 0.
            Sign::Number(libm::round(machine.get(variable).unwrap_or_default()) + 0.0)
        }
        Pattern::On | Pattern::Text(..) | Pattern::Reading(_) => Sign::Light(Light::Lit),
    }
}

fn floats(machine: &Machine, store: &str) -> Option<bool> {
    Some(machine.get(&format!("{store}.fill"))? >= FLOATS)
}

/// Whether a stream from one of the outlets of a body is in sight.
pub fn runs(world: &World, views: &[View], of: &ThingOf, part: &str) -> bool {
    /// A stream that can be made out (E36), kg/s.
    const THIN_KG_S: f64 = 0.05e-3;
    const BELOW_M: f32 = 0.01;
    of.spec.outlets.iter().filter(|(_, outlet)| outlet.body == part).any(|(name, outlet)| {
        if !matches!(of.spec.comps.get(name), Some(Comp::Outlet(_))) {
            return false;
        }
        let at = Vec3::from(outlet.at) + BELOW_M * Vec3::from(outlet.dir);
        let Some(at) = place(world, of, part, at) else { return false };
        let flow = inside::machine(world, of.parts["body"]).and_then(|machine| machine.get(&format!("{name}.q")));
        flow.is_some_and(|kg_s| kg_s > THIN_KG_S) && is_in_sight(world, views, at)
    })
}

pub(crate) fn place(world: &World, of: &ThingOf, part: &str, local: Vec3) -> Option<Vec3> {
    Some(world.get::<WorldPose>(*of.parts.get(part)?)?.0.transform_point(local))
}
