//! Steps all machines and takes what leaves them: streams, heat for what stands on plates, sounds.

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::Pattern;
use coffeetest_brew::{Machine, Species};

use super::account::Books;
use super::eject::Ejected;
use super::land::{Origin, Parcel, Streams};
use super::standing;
use super::wiring::{Dry, Household, Mouths, Ports, Process};
use crate::Clock;
use crate::event::{Happened, Happenings};
use crate::physics::WorldPose;
use crate::sim::TICK_S;

/// Loudness of a machine's own sounds at one metre, dB (assumed).
const MACHINE_DB: f32 = 55.0;
/// A store with less than this is heated dry, ml (E7).
pub(super) const DRY_ML: f64 = 5.0;
/// What boils off a store that bubbles, kg/s (E22).
const ROLLING_KG_S: f64 = 1e-4;
/// Loudness of boiling at one metre, dB (assumed).
const BOILING_DB: f32 = 60.0;
/// How boiling sounds.
const BOILING: &str = "boiling";

/// Steps every machine by one tick.
pub(super) fn run_machines(
    (clock, household): (Res<Clock>, Res<Household>),
    mut machines: Query<(&mut Process, &mut Ports)>,
    mouths: Query<&'static Mouths>,
    poses: Query<&'static WorldPose>,
    (mut streams, mut ejected): (ResMut<Streams>, ResMut<Ejected>),
    mut books: ResMut<Books>,
    mut happenings: ResMut<Happenings>,
) {
    let mut yard = Yard {
        tick: clock.tick,
        poses,
        mouths,
        streams: &mut streams,
        ejected: &mut ejected,
        happenings: &mut happenings,
    };
    for &thing in &household.things {
        let Ok((mut process, mut ports)) = machines.get_mut(thing) else { continue };
        if ports.plates.is_empty() {
            yard.step(thing, &mut process.0, &mut ports);
            continue;
        }
        let plates = ports.plates.len();
        (0..plates).for_each(|plate| standing::feel(&mut machines, thing, plate));
        if let Ok((mut process, mut ports)) = machines.get_mut(thing) {
            yard.step(thing, &mut process.0, &mut ports);
        }
        for plate in 0..plates {
            standing::warm(&mut machines, thing, plate, &mut books, (clock.tick, &mut *yard.happenings));
        }
    }
}

/// Where what leaves machines goes.
struct Yard<'a, 'w, 's> {
    tick: u64,
    poses: Query<'w, 's, &'static WorldPose>,
    mouths: Query<'w, 's, &'static Mouths>,
    streams: &'a mut Streams,
    ejected: &'a mut Ejected,
    happenings: &'a mut Happenings,
}

impl Yard<'_, '_, '_> {
    /// Steps one machine and takes what leaves it.
    fn step(&mut self, thing: Entity, machine: &mut Machine, ports: &mut Ports) {
        let drawn_kg = machine.ledger().mains.kg[Species::Water.index()];
        machine.step(TICK_S, &ports.inputs, &mut ports.outputs);
        if machine.is_asleep() {
            ports.running_ticks = 0;
            ports.boils.fill(false);
            return;
        }
        let draws = machine.ledger().mains.kg[Species::Water.index()] > drawn_kg;
        ports.running_ticks = if draws { ports.running_ticks + 1 } else { 0 };
        for &(control, state) in &ports.outputs.latched {
            ports.inputs.controls[control].state = state;
        }
        for &indicator in &ports.outputs.changed {
            if let Pattern::Sound(name) = machine.pattern(indicator) {
                let (part, at) = ports.marks[indicator];
                let at = self.poses.get(part).map_or(at, |pose| pose.0.transform_point(at));
                let (name, from) = (name.clone(), Some(thing));
                self.happenings.note(self.tick, Happened::Sound { name, at, loudness_db: MACHINE_DB, from });
            }
        }
        for (outlet, mixture) in ports.outputs.outlets.iter().enumerate().filter(|(_, mix)| !mix.is_empty()) {
            self.streams.0.push(Parcel { mixture: *mixture, thing, origin: Origin::Outlet(outlet) });
        }
        for (vessel, mixture) in &ports.outputs.overflows {
            let mouth = self.mouths.get(thing).ok().and_then(|all| all.0.iter().position(|m| m.vessel == *vessel));
            self.streams.0.push(Parcel { mixture: *mixture, thing, origin: Origin::Over(mouth) });
        }
        for (_, mixture) in &ports.outputs.astray {
            self.streams.0.push(Parcel { mixture: *mixture, thing, origin: Origin::Over(None) });
        }
        self.ejected.0.extend(ports.outputs.ejected.iter().map(|slot| (thing, *slot)));
        self.hear_boiling(thing, machine, ports);
        watch_dry(self.tick, thing, machine, ports, self.happenings);
    }

    fn hear_boiling(&mut self, thing: Entity, machine: &Machine, ports: &mut Ports) {
        for (store, boils) in ports.boils.iter_mut().enumerate() {
            let before = std::mem::replace(boils, machine.store(store).steam_kg_s() > ROLLING_KG_S);
            if *boils && !before {
                let at = self.poses.get(ports.parts[0]).map_or(Vec3::ZERO, |pose| pose.0.translation);
                let (name, from) = (BOILING.to_owned(), Some(thing));
                self.happenings.note(self.tick, Happened::Sound { name, at, loudness_db: BOILING_DB, from });
            }
        }
    }
}

/// Notes when a store was heated with nothing in it, as soon as that is over.
fn watch_dry(tick: u64, thing: Entity, machine: &Machine, ports: &mut Ports, happenings: &mut Happenings) {
    for (heater, store) in ports.heats.iter().enumerate() {
        let Some(store) = *store else { continue };
        let element = machine.heater(heater);
        let dry = machine.store(store).volume_ml() < DRY_ML;
        let seconds = &mut ports.dry_s[heater];
        if dry && element.is_on() && !element.is_blown() {
            *seconds += TICK_S;
        } else if *seconds > 0.0 {
            let (seconds, destroyed) = (std::mem::take(seconds), element.is_blown());
            happenings.note(tick, Happened::HeatedDry { thing, seconds, destroyed });
        }
    }
}

/// Notes the dry heating that still goes on, as at the end of an episode.
pub(super) fn close_dry(world: &mut World) {
    let tick = world.resource::<Clock>().tick;
    let things = world.resource::<Household>().things.clone();
    for thing in things {
        let Some(mut ports) = world.get_mut::<Ports>(thing) else { continue };
        let own = ports.dry_s.iter_mut().map(std::mem::take).filter(|seconds| *seconds > 0.0);
        let mut open: Vec<Dry> = own.map(|seconds| Dry { thing, seconds, ruined: false }).collect();
        open.extend(ports.plates.iter_mut().filter_map(|plate| plate.dry.take()));
        for Dry { thing, seconds, ruined } in open {
            let dry = Happened::HeatedDry { thing, seconds, destroyed: ruined };
            world.resource_mut::<Happenings>().note(tick, dry);
        }
    }
}

/// A sound that goes on.
#[derive(Clone, Debug, PartialEq)]
pub struct Sounding {
    /// The thing that it comes from.
    pub thing: Entity,
    /// What it sounds like.
    pub name: String,
    /// Where, world frame, m.
    pub at: Vec3,
    /// Loudness at one metre, dB.
    pub loudness_db: f32,
}

/// The sounds that machines make now.
pub fn sounding(world: &World) -> Vec<Sounding> {
    let mut all = Vec::new();
    for (thing, machine) in super::machines(world) {
        for indicator in 0..machine.names(Kind::Indicator).len() {
            let Pattern::Sound(name) = machine.pattern(indicator) else { continue };
            let Some((part, at)) = world.get::<Ports>(thing).map(|ports| ports.marks[indicator]) else { continue };
            let at = crate::sim::pose_of(world, part).transform_point(at);
            all.push(Sounding { thing, name: name.clone(), at, loudness_db: MACHINE_DB });
        }
        if world.get::<Ports>(thing).is_some_and(|ports| ports.boils.contains(&true)) {
            let at = crate::sim::pose_of(world, thing).translation;
            all.push(Sounding { thing, name: BOILING.into(), at, loudness_db: BOILING_DB });
        }
    }
    all
}
