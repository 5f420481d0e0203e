//! Where streams land: vessels receive them, splashes and misses are spilled.

use crate::math::{Vec2, Vec3};
use bevy::prelude::*;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::pour::{Flow, splash_fraction};
use coffeetest_brew::spec::Pattern;
use coffeetest_brew::{Machine, Mixture, Part as Share, Species, Vessel};

use super::mouth::{Disc, Discs, Epoch, Whole};
use super::spill::Puddles;
use super::stream::{Landing, Route, Sight, Source};
use super::wiring::{BedLog, BedLogs, Cached, CarriesMains, Household, Motions, Ports, Process};
use crate::Clock;
use crate::event::{Happened, Happenings};
use crate::physics::{Pose, WorldPose};
use crate::sim::TICK_S;

/// A machine's stream passes its own bodies for this length, m.
const FREE_OUTLET_M: f32 = 0.02;
/// A poured stream passes the vessel for this length, m.
const FREE_LIP_M: f32 = 0.05;
/// A flow after this long without one is a new one, ticks.
const NEW_TICKS: u64 = 40;
/// A flow below this is not heard, ml/s (assumed).
const SILENT_ML_S: f64 = 0.5;
/// How hard a stream stirs what it falls into (E26).
const STREAM_STIR: f64 = 0.3;

/// What left a thing in this tick and is on its way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parcel {
    pub mixture: Mixture,
    pub thing: Entity,
    pub origin: Origin,
}

/// Where a parcel left its thing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin {
    /// Through an outlet.
    Outlet(usize),
    /// Over the rim of a mouth, or out of a vessel without one.
    Over(Option<usize>),
    /// Over the lip of a mouth that leans, from a point with a velocity.
    Lip { mouth: usize, at: Vec3, velocity: Vec3 },
    /// Down the outside of a mouth's body.
    Outside { mouth: Option<usize>, at: Vec3 },
}

/// All parcels of this tick.
#[derive(Resource, Clone, Debug, Default)]
pub(super) struct Streams(pub Vec<Parcel>);

/// Lets everything that left in this tick land.
pub(super) fn land_streams(
    (clock, epoch, household): (Res<Clock>, Res<Epoch>, Res<Household>),
    sight: Sight,
    mouths: Whole,
    poses: Query<&'static WorldPose>,
    mains: Query<(), With<CarriesMains>>,
    mut machines: Machines,
    (mut streams, mut discs): (ResMut<Streams>, ResMut<Discs>),
    (mut puddles, mut happenings): (ResMut<Puddles>, ResMut<Happenings>),
) {
    if streams.0.is_empty() {
        return;
    }
    discs.refresh(*epoch, &household, &mouths, &poses);
    let mut air = Landings { tick: clock.tick, epoch: epoch.0, sight, discs: &discs, poses, puddles: &mut puddles };
    for parcel in streams.0.drain(..) {
        let route = air.route(&parcel, &mut machines, &mut happenings);
        air.land(&parcel, &route, &mut machines, &mains);
    }
}

type Machines<'w, 's> =
    Query<'w, 's, (&'static mut Process, &'static mut Ports, &'static mut Motions, &'static mut BedLogs)>;

struct Landings<'a, 'w, 's> {
    tick: u64,
    epoch: u64,
    sight: Sight<'w, 's>,
    discs: &'a Discs,
    poses: Query<'w, 's, &'static WorldPose>,
    puddles: &'a mut Puddles,
}

impl Landings<'_, '_, '_> {
    fn pose(&self, body: Entity) -> Pose {
        self.poses.get(body).map_or(Pose::IDENTITY, |pose| pose.0)
    }

    /// Where a parcel goes; its sound and its overflow are noted when it is the first after a pause.
    fn route(&self, parcel: &Parcel, machines: &mut Machines, happenings: &mut Happenings) -> Route {
        let nowhere = Route { landing: Landing::Body(None), at: Vec3::ZERO, fall_m: 0.0 };
        let Ok((process, mut ports, mut motions, _)) = machines.get_mut(parcel.thing) else { return nowhere };
        let ml_s = parcel.mixture.volume_ml() / TICK_S;
        let ports = &mut *ports;
        let (route, last, poured) = match parcel.origin {
            Origin::Outlet(index) => {
                let port = &mut ports.outlets[index];
                let pose = self.poses.get(port.part).map_or(Pose::IDENTITY, |pose| pose.0);
                let (start, direction) = (pose.transform_point(port.at), pose.rotation * port.dir);
                let speed = (ml_s * 1e-6 / port.bore_m2) as f32;
                // What falls straight down falls the same way at any speed.
                let sideways = direction.truncate().length() * speed;
                let source =
                    Source { parts: &ports.parts, free_m: FREE_OUTLET_M, mouth: None, outlet: Some(port.part) };
                let trace = || {
                    let velocity = if sideways < 0.02 { Vec3::NEG_Z * speed } else { direction * speed };
                    self.sight.trace(self.discs, start, velocity, source)
                };
                (port.route.get(self.epoch, sideways, trace), Some(&mut port.last), false)
            }
            Origin::Over(mouth) => {
                let route = self.outside(parcel.thing, mouth, ports);
                (route, mouth.map(|mouth| &mut ports.overs[mouth].last), false)
            }
            Origin::Lip { mouth, at, velocity } => {
                let out_of = Some((parcel.thing, mouth));
                let source = Source { parts: &ports.parts, free_m: FREE_LIP_M, mouth: out_of, outlet: None };
                (self.sight.trace(self.discs, at, velocity, source), Some(&mut motions.0[mouth].last), true)
            }
            Origin::Outside { mouth, at } => {
                let mouth = mouth.map(|mouth| (parcel.thing, mouth));
                let source = Source { parts: &ports.parts, free_m: f32::INFINITY, mouth, outlet: None };
                (self.sight.trace(self.discs, at, Vec3::ZERO, source), None, false)
            }
        };
        let heard = ml_s > SILENT_ML_S && parcel.mixture.carrier_kg() > 0.0;
        let Some(last) = last.filter(|_| heard || matches!(parcel.origin, Origin::Over(_))) else { return route };
        let begins = last.is_none_or(|last| self.tick > last + NEW_TICKS);
        *last = Some(self.tick);
        if !begins {
            return route;
        }
        if let Origin::Over(Some(mouth)) = parcel.origin
            && let Some(disc) = self.disc(parcel.thing, mouth)
        {
            let vessel = vessel_name(&process.0, disc.vessel);
            happenings.note(self.tick, Happened::Overflowed { thing: parcel.thing, vessel });
        }
        if heard && !makes_sound(&process.0) {
            let name = if poured {
                "pouring"
            } else if ml_s < 30.0 {
                "trickling"
            } else {
                "running water"
            };
            // A gentle stream is as loud as a whisper, a full tap as a conversation (assumed).
            let loudness_db = 40.0 + 7.0 * libm::log10(ml_s) as f32;
            let (name, from) = (name.into(), Some(parcel.thing));
            happenings.note(self.tick, Happened::Sound { name, at: route.at, loudness_db, from });
        }
        route
    }

    fn disc(&self, thing: Entity, mouth: usize) -> Option<&Disc> {
        self.discs.all.iter().find(|disc| disc.thing == thing && disc.mouth == mouth)
    }

    /// Where what runs down the outside of a vessel ends.
    fn outside(&self, thing: Entity, mouth: Option<usize>, ports: &mut Ports) -> Route {
        let disc = mouth.and_then(|mouth| self.disc(thing, mouth));
        let main = ports.parts[0];
        let from = disc.map_or_else(|| self.pose(main).translation, |disc| disc.centre);
        // A vessel that leans runs over there, an upright one at its front.
        let lean = disc.map_or(Vec2::ZERO, |disc| disc.normal.truncate());
        let front = (self.pose(main).rotation * ports.front).truncate();
        let toward = if lean.length() > 0.02 { lean } else { front }.normalize_or(Vec2::NEG_Y).extend(0.0);
        let trace = || {
            // What is built into a bigger body runs down in front of that.
            let body = disc.map_or(main, |disc| {
                let sits = ports.seats.iter().any(|seat| seat.occupant == Some(disc.part));
                let away = self.sight.is_loose(disc.part) && !sits;
                if away || self.sight.is_loose(main) { disc.part } else { main }
            });
            let mouth = mouth.map(|mouth| (thing, mouth));
            let source = Source { parts: &ports.parts, free_m: f32::INFINITY, mouth, outlet: None };
            self.sight.trace(self.discs, self.sight.beside(body, from, toward), Vec3::ZERO, source)
        };
        match mouth {
            Some(mouth) => {
                let mut cached = ports.overs[mouth].route;
                let route = cached.get(self.epoch, 0.0, trace);
                ports.overs[mouth].route = cached;
                route
            }
            None => trace(),
        }
    }

    fn land(&mut self, parcel: &Parcel, route: &Route, machines: &mut Machines, mains: &Query<(), With<CarriesMains>>) {
        let mut mixture = parcel.mixture;
        let Landing::Mouth(thing, mouth) = route.landing else {
            return self.spill(parcel.thing, route, &mixture, mains);
        };
        let Some(disc) = self.disc(thing, mouth).copied() else {
            return self.spill(parcel.thing, route, &mixture, mains);
        };
        let Ok((mut process, mut ports, _, mut logs)) = machines.get_mut(thing) else {
            return self.spill(parcel.thing, route, &mixture, mains);
        };
        let liquid = mixture.carrier_kg() > 0.0;
        let flow_ml_s = mixture.volume_ml() / TICK_S;
        let mut beside = Mixture::EMPTY;
        if liquid && !disc.is_wide() {
            beside = mixture.take(Share::All, splash_fraction(f64::from(route.fall_m), flow_ml_s));
        }
        match disc.vessel {
            Vessel::Store(store) => {
                let store = process.0.store_mut(store);
                store.pour_in(&mixture);
                if liquid || store.flow() == Flow::Liquid {
                    store.stir(STREAM_STIR);
                }
            }
            Vessel::Bed(bed) => {
                let surplus = process.0.pour_in(disc.vessel, &mixture);
                let mut taken = mixture;
                if !surplus.is_empty() {
                    taken.take(Share::Kept, surplus.kg(Species::Grounds) / mixture.kg(Species::Grounds));
                    beside.add(&surplus);
                }
                log_dose(Some(&mut logs), bed, &taken);
            }
        }
        if !beside.is_empty() {
            let route = self.outside(thing, Some(mouth), &mut ports);
            // What splashes out can land in something again, such as the basin below; it does not splash twice.
            match route.landing {
                Landing::Mouth(other, into) if other != thing => {
                    let vessel = self.disc(other, into).map(|disc| disc.vessel);
                    let Ok((mut process, ..)) = machines.get_mut(other) else { return };
                    let rest = vessel.map_or(beside, |vessel| process.0.pour_in(vessel, &beside));
                    if !rest.is_empty() {
                        self.spill(parcel.thing, &route, &rest, mains);
                    }
                }
                _ => self.spill(parcel.thing, &route, &beside, mains),
            }
        }
    }

    fn spill(&mut self, from: Entity, route: &Route, mixture: &Mixture, mains: &Query<(), With<CarriesMains>>) {
        let onto = if let Landing::Body(onto) = route.landing { onto } else { None };
        let on_mains = onto.is_some_and(|body| mains.contains(body)) && mixture.carrier_kg() > 0.0;
        self.puddles.add(Some(from), onto, route.at, on_mains, mixture);
    }
}

impl Cached {
    /// The route found before, if nothing has moved and the stream is about as fast, else a new one.
    fn get(&mut self, epoch: u64, speed: f32, trace: impl FnOnce() -> Route) -> Route {
        let same = (self.speed - speed).abs() <= 0.02 * speed;
        match self.route {
            Some(route) if self.epoch == epoch && same => route,
            _ => {
                let route = trace();
                *self = Cached { epoch, speed, route: Some(route) };
                route
            }
        }
    }
}

/// Notes what coffee went into a bed.
pub(super) fn log_dose(logs: Option<&mut BedLogs>, bed: usize, mixture: &Mixture) {
    let kg = mixture.kg(Species::Grounds);
    let Some(log) = logs.and_then(|logs| logs.0.get_mut(bed)) else { return };
    if kg > 0.0 {
        let d50_um = (log.d50_um * log.dose_kg + mixture.grounds().d50_um * kg) / (log.dose_kg + kg);
        *log = BedLog { dose_kg: log.dose_kg + kg, d50_um, ..*log };
    }
}

fn vessel_name(machine: &Machine, vessel: Vessel) -> String {
    let name = match vessel {
        Vessel::Store(store) => machine.names(Kind::Store).get(store),
        Vessel::Bed(bed) => machine.names(Kind::Bed).get(bed),
    };
    name.cloned().unwrap_or_default()
}

fn makes_sound(machine: &Machine) -> bool {
    (0..machine.names(Kind::Indicator).len()).any(|i| matches!(machine.pattern(i), Pattern::Sound(_)))
}
