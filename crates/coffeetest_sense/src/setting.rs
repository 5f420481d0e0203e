//! How the parts that hands move stand: controls, knobs, plungers, what is twisted into its seat, plugs.

use bevy::prelude::{Entity, World};
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::{Comp, ControlClass};
use coffeetest_scene::Attach;
use coffeetest_world::robot::Robot;
use coffeetest_world::thing::{Moving, SeatedIn, ThingOf};

use crate::inside;
use crate::state::State;

/// How far something is along its way, as the eye tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// At its beginning.
    None,
    /// Somewhere between.
    Part,
    /// At its end.
    All,
}

impl Way {
    /// Of a share of the way.
    pub fn of(share: f64) -> Way {
        match share {
            share if share < 0.05 => Way::None,
            share if share > 0.95 => Way::All,
            _ => Way::Part,
        }
    }
}

/// Up to this share of its travel a part is ajar.
const AJAR: f32 = 0.4;

/// What is seen of how a part stands.
pub fn settings(world: &World, entity: Entity, of: &ThingOf, part: &str) -> Vec<State> {
    let mut all = Vec::new();
    match of.spec.bodies.get(part).and_then(|body| body.attach.as_ref()) {
        Some(Attach::Joint { comp, .. }) => all.extend(travel(world, entity, of, comp)),
        Some(Attach::Control { comp, .. }) => all.extend(position(world, of, comp)),
        Some(Attach::Cord { .. }) => {
            let loose = world.get::<SeatedIn>(entity).is_none() && world.resource::<Robot>().held != Some(entity);
            all.extend(loose.then_some(State::Unplugged));
        }
        Some(Attach::Seat { .. }) | None => {}
    }
    all.extend(twist(world, entity));
    all
}

fn travel(world: &World, entity: Entity, of: &ThingOf, joint: &str) -> Option<State> {
    let moving = world.get::<Moving>(entity)?;
    let is_plunger = |comp: &Comp| matches!(comp, Comp::Piston(piston) if piston.joint == joint);
    if of.spec.comps.values().any(is_plunger) {
        return Some(State::Plunger(Way::of(f64::from(moving.openness()))));
    }
    Some(match moving.openness() {
        _ if moving.is_closed() => State::Shut,
        openness if openness < AJAR => State::Ajar,
        _ => State::Open,
    })
}

/// The position of a control that stays where it is put.
fn position(world: &World, of: &ThingOf, control: &str) -> Option<State> {
    let Some(Comp::Control(spec)) = of.spec.comps.get(control) else { return None };
    if spec.class.is_momentary() {
        return None;
    }
    let machine = inside::machine(world, *of.parts.get("body")?)?;
    if spec.class == ControlClass::ValveKnob {
        return Some(State::Opened(tenths(machine.get(&format!("{control}.open"))?)));
    }
    let index = machine.index(Kind::Control, control)?;
    machine.control_states(index).get(machine.control(index)).cloned().map(State::Position)
}

/// The eye tells how far a knob is turned to about a tenth of its way, in percent.
fn tenths(share: f64) -> u8 {
    10 * libm::round(10.0 * share.clamp(0.0, 1.0)) as u8
}

/// How tight a part sits that is turned in its seat: it stands askew until it is.
fn twist(world: &World, entity: Entity) -> Option<State> {
    let seated = world.get::<SeatedIn>(entity)?;
    let host = world.get::<ThingOf>(seated.thing)?;
    let Some(Comp::Seat(spec)) = host.spec.comps.get(&seated.seat) else { return None };
    if spec.twist_deg <= 0.0 {
        return None;
    }
    let machine = inside::machine(world, seated.thing)?;
    Some(State::Twisted(Way::of(machine.get(&format!("{}.tight", seated.seat))?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eye_tells_ends_from_the_way_between_and_tenths_of_a_turn() {
        assert_eq!([0.0, 0.03, 0.5, 0.97, 1.0].map(Way::of), [Way::None, Way::None, Way::Part, Way::All, Way::All]);
        assert_eq!([0.0, 0.04, 0.26, 0.97, 2.0].map(tenths), [0, 0, 30, 100, 100]);
    }
}
