//! What missed its vessel: puddles where they lie, and one happening for each spill when it is over.

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_brew::Mixture;

use crate::Clock;
use crate::event::{Happened, Happenings};

/// A spill is over when nothing has been added for this long, ticks.
const OVER_TICKS: u32 = 20;
/// Nobody notices less, kg: a drop.
const DROP_KG: f64 = 5e-5;

/// What lies on one body.
#[derive(Clone, Debug, PartialEq)]
pub struct Puddle {
    /// The body: a part of a thing, a floor or a wall; nothing if it left the home.
    pub onto: Option<Entity>,
    /// What lies there, as warm as it was when it landed.
    pub mixture: Mixture,
    /// Where something landed last, world frame, m.
    pub at: Vec3,
}

/// All that was spilled.
#[derive(Resource, Clone, Debug, Default)]
pub struct Puddles {
    /// What still lies somewhere, by body.
    pub all: Vec<Puddle>,
    /// All that was ever spilled.
    pub ever: Mixture,
    open: Vec<OpenSpill>,
}

/// A spill that goes on.
#[derive(Clone, Debug)]
struct OpenSpill {
    from: Option<Entity>,
    onto: Option<Entity>,
    mixture: Mixture,
    at: Vec3,
    on_mains: bool,
    quiet_ticks: u32,
}

impl Puddles {
    /// Lets something lie on a body.
    pub(super) fn add(
        &mut self,
        from: Option<Entity>,
        onto: Option<Entity>,
        at: Vec3,
        on_mains: bool,
        mixture: &Mixture,
    ) {
        self.ever.add(mixture);
        match self.all.binary_search_by_key(&onto, |puddle| puddle.onto) {
            Ok(found) => {
                self.all[found].mixture.add(mixture);
                self.all[found].at = at;
            }
            Err(place) => self.all.insert(place, Puddle { onto, mixture: *mixture, at }),
        }
        let same = |spill: &&mut OpenSpill| spill.from == from && spill.onto == onto;
        if let Some(spill) = self.open.iter_mut().find(same) {
            spill.mixture.add(mixture);
            (spill.at, spill.quiet_ticks) = (at, 0);
            spill.on_mains |= on_mains;
        } else {
            self.open.push(OpenSpill { from, onto, mixture: *mixture, at, on_mains, quiet_ticks: 0 });
        }
    }

    /// Takes up to that much of what lies on a body, kg; a drop that would be left comes along.
    pub(super) fn take(&mut self, body: Entity, kg: f64) -> Mixture {
        let Ok(found) = self.all.binary_search_by_key(&Some(body), |puddle| puddle.onto) else {
            return Mixture::EMPTY;
        };
        if kg <= 0.0 {
            return Mixture::EMPTY;
        }
        if self.all[found].mixture.mass_kg() <= kg + DROP_KG {
            return self.all.remove(found).mixture;
        }
        self.all[found].mixture.take_kg(kg)
    }

    /// What lies on a body.
    pub fn on(&self, body: Entity) -> Option<&Puddle> {
        let found = self.all.binary_search_by_key(&Some(body), |puddle| puddle.onto).ok()?;
        Some(&self.all[found])
    }

    /// Mass of what lies somewhere, kg.
    pub fn mass_kg(&self) -> f64 {
        self.all.iter().map(|puddle| puddle.mixture.mass_kg()).sum()
    }

    fn report(&mut self, tick: u64, over: impl Fn(&OpenSpill) -> bool, happenings: &mut Happenings) {
        self.open.retain(|spill| {
            let ends = over(spill);
            if ends && spill.mixture.mass_kg() >= DROP_KG {
                let (mixture, temp_c) = (Box::new(spill.mixture), spill.mixture.temp_c());
                let OpenSpill { from, onto, at, on_mains, .. } = *spill;
                happenings.note(tick, Happened::Spilled { mixture, temp_c, from, onto, at, on_mains });
            }
            !ends
        });
    }

    pub(super) fn hash_state(&self, feed: &mut impl FnMut(u64)) {
        for puddle in &self.all {
            feed(puddle.onto.map_or(0, Entity::to_bits));
            puddle.mixture.hash_state(feed);
        }
    }
}

/// Reports the spills that are over.
pub(super) fn close_spills(clock: Res<Clock>, mut puddles: ResMut<Puddles>, mut happenings: ResMut<Happenings>) {
    if puddles.open.is_empty() {
        return;
    }
    puddles.open.iter_mut().for_each(|spill| spill.quiet_ticks += 1);
    puddles.report(clock.tick, |spill| spill.quiet_ticks > OVER_TICKS, &mut happenings);
}

/// Reports the spills that still go on, as at the end of an episode.
pub(super) fn close_all(world: &mut World) {
    let tick = world.resource::<Clock>().tick;
    world.resource_scope(|world, mut puddles: Mut<Puddles>| {
        puddles.report(tick, |_| true, &mut world.resource_mut::<Happenings>());
    });
}
