//! Gas that flows without a flame.

use bevy::prelude::{Entity, World};
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::{Comp, Fuel};
use coffeetest_world::process;
use coffeetest_world::sim::TICK_S;
use coffeetest_world::thing::ThingOf;

/// A burner, and for how long its gas has flowed unlit.
#[derive(Clone, Debug)]
pub(super) struct Burner {
    pub(super) thing: Entity,
    heater: usize,
    /// The variable that tells how far its knob is open.
    opening: String,
    /// The last tick before gas flowed unlit, if it does.
    unlit_since: Option<u64>,
}

/// The burners of a home that have a knob.
pub(super) fn burners(world: &World) -> Vec<Burner> {
    let mut all = Vec::new();
    for (thing, machine) in process::machines(world) {
        let Some(of) = world.get::<ThingOf>(thing) else { continue };
        for (name, comp) in &of.spec.comps {
            let Comp::Heater(spec) = comp else { continue };
            let (Fuel::Gas, Some(level)) = (spec.fuel, &spec.level) else { continue };
            let Some(heater) = machine.index(Kind::Heater, name) else { continue };
            all.push(Burner { thing, heater, opening: format!("{level}.open"), unlit_since: None });
        }
    }
    all
}

impl Burner {
    /// Looks at a tick; gives for how long gas has flowed unlit, s, once that is over. Ticks in between, in which nothing
    /// moved, need no look.
    pub(super) fn look(&mut self, world: &World, tick: u64) -> Option<f64> {
        const A_LITTLE: f64 = 0.02;
        let machine = process::machine(world, self.thing)?;
        let flows = machine.get(&self.opening).is_some_and(|open| open > A_LITTLE);
        if flows && !machine.heater(self.heater).is_on() {
            self.unlit_since.get_or_insert(tick.saturating_sub(1));
            return None;
        }
        self.end(tick.saturating_sub(1))
    }

    /// For how long gas has flowed unlit up to a tick, s.
    pub(super) fn end(&mut self, tick: u64) -> Option<f64> {
        self.unlit_since.take().map(|since| tick.saturating_sub(since) as f64 * TICK_S)
    }
}
