//! Streams: how liquid and powder leave a lip and where they fall (E31 of the process model).

use crate::math::{Vec2, Vec3};
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;

use super::mouth::{Disc, Discs};
use super::wiring::RunsOff;
use crate::physics::{Filter, GRAVITY_M_S2, Physics, RigidBody};

/// Length of a piece of the flight, s.
const PIECE_S: f32 = 0.02;
/// A fall ends here at the latest, m.
const DEEPEST_M: f32 = 4.0;
/// Bodies that a stream can run down one after the other.
const MOST_RUNS: usize = 8;
/// Room for the bodies that a ray leaves out.
const MOST_WITHOUT: usize = 32;

/// Velocity, m/s, of what leaves over a lip: along the wall once the vessel lies over, level before that (E31).
/// `lean` is the level direction in which the vessel leans.
pub fn exit_velocity(tilt_rad: f32, lean: Vec3, speed_m_s: f32) -> Vec3 {
    let tilt = tilt_rad.max(std::f32::consts::FRAC_PI_2);
    (lean * libm::sinf(tilt) + Vec3::Z * libm::cosf(tilt)) * speed_m_s
}

/// What receives a stream.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Landing {
    /// The thing's mouth of that number.
    Mouth(Entity, usize),
    /// A body, or nothing.
    Body(Option<Entity>),
}

/// Where a stream goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route {
    pub landing: Landing,
    pub at: Vec3,
    /// Free fall before it landed, m.
    pub fall_m: f32,
}

/// What a stream leaves: the bodies that it passes at first, and the mouth that it comes out of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub parts: &'a [Entity],
    /// Beyond this length it can hit them too, m.
    pub free_m: f32,
    pub mouth: Option<(Entity, usize)>,
    /// The body with the outlet that it leaves through: it does not begin in a hollow of that.
    pub outlet: Option<Entity>,
}

/// What there is for a stream to meet.
#[derive(SystemParam)]
pub(super) struct Sight<'w, 's> {
    physics: Res<'w, Physics>,
    bodies: Query<'w, 's, &'static RigidBody>,
    loose: Query<'w, 's, (), With<RunsOff>>,
}

/// The bodies that a ray leaves out: those of the source, then those that the stream ran down.
struct Without {
    all: [Entity; MOST_WITHOUT],
    source: usize,
    count: usize,
}

impl Without {
    fn new(parts: &[Entity]) -> Without {
        let source = parts.len().min(MOST_WITHOUT - MOST_RUNS);
        let mut all = [Entity::PLACEHOLDER; MOST_WITHOUT];
        all[..source].copy_from_slice(&parts[..source]);
        Without { all, source, count: source }
    }

    fn runs(&self) -> usize {
        self.count - self.source
    }

    fn add(&mut self, body: Entity) {
        self.all[self.count] = body;
        self.count += 1;
    }

    fn filter(&self, with_source: bool) -> Filter<'_> {
        let from = if with_source { 0 } else { self.source };
        Filter { without_robot: true, without_held: false, without: &self.all[from..self.count] }
    }
}

impl Sight<'_, '_> {
    /// Follows a stream to what receives it. It runs down loose bodies and falls on from their lowest point; the mobile
    /// body does not stop it.
    pub fn trace(&self, discs: &Discs, start: Vec3, velocity: Vec3, source: Source) -> Route {
        let mut without = Without::new(source.parts);
        let (mut at, mut velocity, mut top, mut path) = (start, velocity, start.z, 0.0);
        let mut entered: Option<&Disc> = match source.outlet {
            Some(body) => discs.around_beyond(start, body),
            None => discs.around(start, source.mouth),
        };
        if let Some(disc) = entered {
            return Route { landing: disc.landing(), at: start, fall_m: 0.0 };
        }
        let mut fall_m = 0.0;
        while at.z > -1.0 {
            let near = path < source.free_m;
            let (along, after) = piece(velocity, if near { source.free_m - path } else { f32::INFINITY });
            let length = along.length();
            let direction = along / length.max(1e-9);
            let hit = self.physics.ray(at, direction, length, without.filter(near));
            let reach = hit.map_or(length, |hit| hit.distance_m + 1e-3);
            if let Some((disc, distance)) = discs.crossed(at, direction, reach, source.mouth) {
                entered = Some(disc);
                fall_m = top - (at + direction * distance).z;
            }
            let Some(hit) = hit else {
                (at, velocity, path) = (at + along, after, path + length);
                continue;
            };
            let point = at + direction * hit.distance_m;
            if let Some(disc) = discs.around(point, source.mouth).or(entered) {
                let fall_m = if entered.is_some() { fall_m } else { top - point.z };
                return Route { landing: disc.landing(), at: point, fall_m };
            }
            let edge = self.edge(hit.entity, point, velocity).filter(|_| without.runs() < MOST_RUNS);
            let Some(edge) = edge else {
                return Route { landing: Landing::Body(Some(hit.entity)), at: point, fall_m: top - point.z };
            };
            without.add(hit.entity);
            at = edge;
            (velocity, top, path) = (Vec3::ZERO, at.z, path + length);
            if let Some(disc) = discs.around(at, source.mouth) {
                return Route { landing: disc.landing(), at, fall_m: 0.0 };
            }
        }
        let landing = entered.map_or(Landing::Body(None), Disc::landing);
        Route { landing, at, fall_m }
    }

    /// Whether liquid runs off a body.
    pub fn is_loose(&self, body: Entity) -> bool {
        self.loose.contains(body)
    }

    /// Where liquid falls off a loose body that it hit at a point: at its nearest edge, from its lowest height.
    fn edge(&self, body: Entity, point: Vec3, velocity: Vec3) -> Option<Vec3> {
        self.loose.get(body).ok()?;
        let (low, high) = self.physics.bounds(self.bodies.get(body).ok()?.0)?;
        let aside = (point - 0.5 * (low + high)).truncate();
        let toward = if aside.length() > 0.005 { aside } else { velocity.truncate() };
        let edge = self.beside(body, point, toward.normalize_or(Vec2::NEG_Y).extend(0.0));
        Some(edge.with_z(low.z + 0.002))
    }

    /// A point at the height of `from`, just clear of a body in that level direction, from which something can fall.
    pub fn beside(&self, body: Entity, from: Vec3, toward: Vec3) -> Vec3 {
        let bounds = self.bodies.get(body).ok().and_then(|body| self.physics.bounds(body.0));
        let Some((low, high)) = bounds else { return from };
        let leave = |from: f32, toward: f32, low: f32, high: f32| {
            if toward > 1e-3 {
                (high - from) / toward
            } else if toward < -1e-3 {
                (low - from) / toward
            } else {
                f32::INFINITY
            }
        };
        let far = leave(from.x, toward.x, low.x, high.x).min(leave(from.y, toward.y, low.y, high.y));
        if far.is_finite() { from + toward * (far.max(0.0) + 0.005) } else { from }
    }
}

/// The next piece of a flight, and the velocity after it. What has no sideways speed falls in one piece.
fn piece(velocity: Vec3, most_m: f32) -> (Vec3, Vec3) {
    let level = velocity.truncate().length_squared();
    if level < 1e-6 && velocity.z <= 0.0 {
        let length = most_m.clamp(1e-4, DEEPEST_M);
        return (Vec3::NEG_Z * length, velocity);
    }
    let along = velocity * PIECE_S + Vec3::NEG_Z * (0.5 * GRAVITY_M_S2 * PIECE_S * PIECE_S);
    (along, velocity + Vec3::NEG_Z * (GRAVITY_M_S2 * PIECE_S))
}
