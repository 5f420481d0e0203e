//! What an appliance shows: lamps, the positions of its controls, streams that run from its outlets.

use bevy::prelude::{Entity, World};
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::{Comp, IndicatorKind, Pattern};
use coffeetest_world::math::Vec3;
use coffeetest_world::physics::WorldPose;
use coffeetest_world::thing::{ControlPiece, ThingOf};

use crate::contents::is_in_sight;
use crate::inside;
use crate::view::View;

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

/// The position of a control that stays where it is put.
pub fn position(world: &World, entity: Entity, of: &ThingOf) -> Option<String> {
    let piece = world.get::<ControlPiece>(entity)?;
    let Some(Comp::Control(spec)) = of.spec.comps.get(&piece.comp) else { return None };
    if spec.class.is_momentary() {
        return None;
    }
    let machine = inside::machine(world, *of.parts.get("body")?)?;
    let index = machine.index(Kind::Control, &piece.comp)?;
    machine.control_states(index).get(machine.control(index)).cloned()
}

/// The lamps on a body that are in sight, by name.
pub fn lamps<'a>(
    world: &'a World,
    views: &'a [View],
    of: &'a ThingOf,
    part: &'a str,
) -> impl Iterator<Item = (String, Light)> + 'a {
    let lamps = of
        .spec
        .comps
        .iter()
        .filter(|(_, comp)| matches!(comp, Comp::Indicator(spec) if spec.kind == IndicatorKind::Lamp));
    lamps.filter_map(move |(name, _)| {
        let mark = of.spec.marks.get(name).filter(|mark| mark.body == part)?;
        let at = place(world, of, part, Vec3::from(mark.at))?;
        let machine = inside::machine(world, *of.parts.get("body")?)?;
        let light = match machine.pattern(machine.index(Kind::Indicator, name)?) {
            Pattern::On => Light::Lit,
            Pattern::Blink(_) => Light::Blinking,
            Pattern::Off | Pattern::Sound(_) | Pattern::Text(..) | Pattern::Reading(_) => Light::Dark,
        };
        is_in_sight(world, views, at).then(|| (name.clone(), light))
    })
}

/// Whether a stream from one of the outlets of a body is in sight.
pub fn runs(world: &World, views: &[View], of: &ThingOf, part: &str) -> bool {
    /// A stream that can be made out (E36), kg/s.
    const THIN_KG_S: f64 = 0.05e-3;
    const BELOW_M: f32 = 0.01;
    of.spec.outlets.iter().filter(|(_, outlet)| outlet.body == part).any(|(name, outlet)| {
        let at = Vec3::from(outlet.at) + BELOW_M * Vec3::from(outlet.dir);
        let Some(at) = place(world, of, part, at) else { return false };
        let flow = inside::machine(world, of.parts["body"]).and_then(|machine| machine.get(&format!("{name}.q")));
        flow.is_some_and(|kg_s| kg_s > THIN_KG_S) && is_in_sight(world, views, at)
    })
}

fn place(world: &World, of: &ThingOf, part: &str, local: Vec3) -> Option<Vec3> {
    Some(world.get::<WorldPose>(*of.parts.get(part)?)?.0.transform_point(local))
}
