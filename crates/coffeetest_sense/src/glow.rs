//! Heat that is seen: flames of gas burners, plates that glow.

use bevy::prelude::World;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::{Comp, Fuel, HeatInto};
use coffeetest_world::math::Vec3;
use coffeetest_world::thing::ThingOf;

use crate::contents::is_in_sight;
use crate::inside;
use crate::signal::place;
use crate::state::State;
use crate::view::View;

/// From here on metal glows in a lit room, °C.
const GLOWS_C: f64 = 520.0;
/// How far out one looks around a zone whose size is not known, m.
const AROUND_M: f32 = 0.06;

/// The flames and glowing zones on a body that are in sight, by the name of their seat.
pub fn glows<'a>(
    world: &'a World,
    views: &'a [View],
    of: &'a ThingOf,
    part: &'a str,
) -> impl Iterator<Item = State> + 'a {
    of.spec.comps.iter().filter_map(move |(name, comp)| {
        let Comp::Heater(heater) = comp else { return None };
        let HeatInto::Plate(seat) = &heater.into else { return None };
        let pose = of.spec.seats.get(seat).filter(|pose| pose.body == part)?;
        let machine = inside::machine(world, *of.parts.get("body")?)?;
        let element = machine.heater(machine.index(Kind::Heater, name)?);
        let state = match heater.fuel {
            Fuel::Gas if element.is_on() && machine.get(&format!("{name}.p_w"))? > 0.0 => State::Flame(seat.clone()),
            Fuel::Mains if element.temp_c() > GLOWS_C => State::Glows(seat.clone()),
            _ => return None,
        };
        // What stands on it hides its middle.
        let around = heater.zone_m.map_or(AROUND_M, |zone_m| 0.5 * zone_m as f32);
        let shows =
            [(0.0, 0.0), (around, 0.0), (-around, 0.0), (0.0, around), (0.0, -around)].iter().any(|(dx, dy)| {
                let at = Vec3::from(pose.at) + Vec3::new(*dx, *dy, 0.01);
                place(world, of, part, at).is_some_and(|at| is_in_sight(world, views, at))
            });
        shows.then_some(state)
    })
}
