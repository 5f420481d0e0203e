//! Ways for the base across the floor: a grid search among what stands in the way now.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::math::{IVec2, Vec2};
use bevy::prelude::*;
use coffeetest_scene::{Body, Shape};

use crate::physics::{Filter, Physics, Pose};
use crate::robot::MAST_M;

/// Grid pitch, m.
const CELL_M: f32 = 0.06;
/// Cells looked at before a search gives up: all of a home of 16 by 10 m.
const MOST_CELLS: usize = 45_000;
/// This near to its ends a way may be narrow, m.
const ENDS_M: f32 = 0.3;
/// Room around the middle of the base that is always needed, m.
const NARROW_M: f32 = 0.205;
/// Height up to which the body stands as broad as its base: the arm's shoulder, m.
const SHOULDER_M: f32 = 1.3;
/// Air around and over the mast, m.
const MAST_AIR_M: f32 = 0.02;
/// Height up to which an arm or a load may be, m.
const TALLEST_M: f32 = 1.85;
/// Costs of a straight and of a diagonal step.
const STEP_COSTS: [i32; 2] = [10, 14];

/// The floor of a home as a body of a certain height meets it.
#[derive(Clone, Copy)]
pub(super) struct Floor<'a> {
    physics: &'a Physics,
    /// Top of the mast, m.
    top_m: f32,
    /// What is carried along, seen from the middle of the base.
    load: &'a [(Pose, Shape)],
}

impl<'a> Floor<'a> {
    pub(super) fn new(physics: &'a Physics, spec: &Body) -> Self {
        Self { physics, top_m: spec.head.height_m + MAST_AIR_M, load: &[] }
    }

    /// The same for a body that carries this, at these places from the middle of its base.
    pub(super) fn with_load(self, load: &'a [(Pose, Shape)]) -> Self {
        Self { load, ..self }
    }

    /// Whether what is carried would touch nothing, the base being at a point.
    pub(super) fn has_room_for_load(&self, at: Vec2) -> bool {
        let filter = Filter { without_robot: true, without_held: true, without: &[] };
        let moved = |place: &Pose| Pose::from_parts(place.translation + at.extend(0.0), place.rotation);
        self.load.iter().all(|(place, shape)| self.physics.overlap(shape, &moved(place), filter).is_none())
    }

    /// Whether the base, of this radius, and its mast would stand clear of everything at a point.
    pub(super) fn is_free(&self, at: Vec2, radius_m: f32) -> bool {
        let mast_m = 0.5 * MAST_M * std::f32::consts::SQRT_2 + MAST_AIR_M;
        self.is_open(at, radius_m, 0.05, SHOULDER_M) && self.is_open(at, mast_m, SHOULDER_M, self.top_m)
    }

    /// Whether the whole body, arm and load included, has this much room at a point.
    pub(super) fn has_room(&self, at: Vec2, radius_m: f32) -> bool {
        self.is_open(at, radius_m, 0.05, TALLEST_M)
    }

    fn is_open(&self, at: Vec2, radius_m: f32, from_m: f32, to_m: f32) -> bool {
        if to_m <= from_m {
            return true;
        }
        let shape = Shape::Cylinder { radius_m, height_m: to_m - from_m, at: [0.0, 0.0, from_m] };
        let filter = Filter { without_robot: true, without_held: true, without: &[] };
        self.physics.overlap(&shape, &Pose::from_translation(at.extend(0.0)), filter).is_none()
    }

    /// Whether the straight way between two points is clear for the base.
    pub(super) fn is_clear(&self, from: Vec2, to: Vec2, radius_m: f32) -> bool {
        let steps = libm::ceilf((to - from).length() / CELL_M).max(1.0) as u32;
        (0..=steps).all(|step| self.is_free(from.lerp(to, step as f32 / steps as f32), radius_m))
    }

    /// Whether the whole body has room on the straight way between two points.
    fn has_room_along(&self, from: Vec2, to: Vec2, ends: (Vec2, Vec2), radius_m: f32) -> bool {
        let steps = libm::ceilf((to - from).length() / CELL_M).max(1.0) as u32;
        (0..=steps).all(|step| self.is_passable(from.lerp(to, step as f32 / steps as f32), ends, radius_m))
    }

    /// Near its ends a way may be as narrow as the base itself.
    fn is_passable(&self, at: Vec2, ends: (Vec2, Vec2), radius_m: f32) -> bool {
        let room = if (at - ends.0).length().min((at - ends.1).length()) < ENDS_M {
            self.is_free(at, radius_m.min(NARROW_M))
        } else {
            self.has_room(at, radius_m)
        };
        room && self.has_room_for_load(at)
    }

    /// Corner points of a way from one point to another for a body of this radius, the goal last.
    pub(super) fn plan(&self, from: Vec2, to: Vec2, radius_m: f32) -> Option<Vec<Vec2>> {
        if self.has_room_along(from, to, (from, to), radius_m) {
            return Some(vec![to]);
        }
        let cells = search(self, from, to, radius_m)?;
        let mut points: Vec<Vec2> = cells.iter().map(|&cell| from + CELL_M * cell.as_vec2()).collect();
        points.push(to);
        Some(straighten(self, from, to, &points, radius_m))
    }
}

/// A* over cells counted from the start, with integer costs so that ties fall the same way everywhere.
fn search(floor: &Floor, from: Vec2, to: Vec2, radius_m: f32) -> Option<Vec<IVec2>> {
    let goal = ((to - from) / CELL_M).round().as_ivec2();
    let estimate = |cell: IVec2| {
        let gap = (goal - cell).abs();
        STEP_COSTS[0] * (gap.x - gap.y).abs() + STEP_COSTS[1] * gap.x.min(gap.y)
    };
    let key = |cell: IVec2| (cell.x, cell.y);
    let mut best: BTreeMap<(i32, i32), (i32, IVec2)> = BTreeMap::new();
    let mut free: BTreeMap<(i32, i32), bool> = BTreeMap::new();
    let mut open = BinaryHeap::new();
    best.insert((0, 0), (0, IVec2::ZERO));
    open.push(Reverse((estimate(IVec2::ZERO), 0, 0, 0)));
    while let Some(Reverse((_, cost, x, y))) = open.pop() {
        let cell = IVec2::new(x, y);
        if cell == goal {
            let mut way = vec![cell];
            while let Some(&(_, before)) =
                best.get(&key(way[way.len() - 1])).filter(|_| way[way.len() - 1] != IVec2::ZERO)
            {
                way.push(before);
            }
            way.reverse();
            return Some(way);
        }
        if best.get(&key(cell)).is_some_and(|&(known, _)| known < cost) || best.len() > MOST_CELLS {
            continue;
        }
        for step in [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)] {
            let next = cell + IVec2::from(step);
            let passable = next == goal
                || *free
                    .entry(key(next))
                    .or_insert_with(|| floor.is_passable(from + CELL_M * next.as_vec2(), (from, to), radius_m));
            let next_cost = cost + STEP_COSTS[usize::from(step.0 != 0 && step.1 != 0)];
            if passable && best.get(&key(next)).is_none_or(|&(known, _)| next_cost < known) {
                best.insert(key(next), (next_cost, cell));
                open.push(Reverse((next_cost + estimate(next), next_cost, next.x, next.y)));
            }
        }
    }
    None
}

/// Drops corners that a straight way passes by.
fn straighten(floor: &Floor, from: Vec2, to: Vec2, points: &[Vec2], radius_m: f32) -> Vec<Vec2> {
    let mut way = Vec::new();
    let mut at = from;
    let mut next = 0;
    while next < points.len() {
        let farthest = (next..points.len())
            .rev()
            .find(|&i| floor.has_room_along(at, points[i], (from, to), radius_m))
            .unwrap_or(next);
        at = points[farthest];
        way.push(at);
        next = farthest + 1;
    }
    way
}
