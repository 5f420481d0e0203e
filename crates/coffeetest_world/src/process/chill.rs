//! The air around things: that of the room, or of the cold shelf on which they stand.

use bevy::prelude::*;

use super::wiring::{Household, Ports};
use crate::Room;
use crate::math::Vec3;
use crate::physics::{Pose, WorldPose};
use crate::thing::{Moving, ThingOf};

/// A door that is open further lets the room's air in.
const AJAR: f32 = 0.1;

/// A shelf whose air is colder or warmer than the room's while its doors are shut.
pub(super) struct Shelf {
    part: Entity,
    at: Vec3,
    half: [f32; 2],
    height_m: f32,
    air_c: f64,
    doors: Vec<Entity>,
}

impl Shelf {
    fn holds(&self, frame: &Pose, at: Vec3) -> bool {
        /// What stands on it may be a little below its face or beyond its edge, m.
        const SLACK_M: f32 = 0.03;
        let local = frame.inverse_transform_point(at) - self.at;
        local.x.abs() < self.half[0] + SLACK_M
            && local.y.abs() < self.half[1] + SLACK_M
            && (-SLACK_M..self.height_m).contains(&local.z)
    }
}

/// Tells every machine the temperature of the air around it.
pub(super) fn feel_air(
    (room, household): (Res<Room>, Res<Household>),
    mut shelves: Local<Option<Vec<Shelf>>>,
    things: Query<&ThingOf>,
    poses: Query<&WorldPose>,
    moving: Query<&Moving>,
    mut ports: Query<&mut Ports>,
) {
    let shelves = shelves.get_or_insert_with(|| shelves_of(&household, &things, &moving));
    let shut: Vec<(&Shelf, Pose)> = shelves
        .iter()
        .filter(|shelf| shelf.doors.iter().all(|door| moving.get(*door).is_ok_and(|door| door.openness() < AJAR)))
        .filter_map(|shelf| Some((shelf, poses.get(shelf.part).ok()?.0)))
        .collect();
    for &thing in &household.things {
        let (Ok(mut ports), Ok(at)) = (ports.get_mut(thing), poses.get(thing)) else { continue };
        let shelf = shut.iter().find(|(shelf, frame)| shelf.holds(frame, at.0.translation));
        let air_c = shelf.map_or(room.ambient_c, |(shelf, _)| shelf.air_c);
        if ports.inputs.air.temp_c != air_c {
            ports.inputs.air.temp_c = air_c;
        }
    }
}

fn shelves_of(household: &Household, things: &Query<&ThingOf>, moving: &Query<&Moving>) -> Vec<Shelf> {
    let mut all = Vec::new();
    for of in household.things.iter().filter_map(|thing| things.get(*thing).ok()) {
        for surface in of.spec.surfaces.values() {
            let (Some(air_c), Some(&part)) = (surface.air_c, of.parts.get(&surface.body)) else { continue };
            let doors = of.parts.values().copied().filter(|part| moving.contains(*part)).collect();
            let half = surface.size.map(|side| 0.5 * side);
            let (at, height_m) = (Vec3::from(surface.at), surface.headroom_m);
            all.push(Shelf { part, at, half, height_m, air_c, doors });
        }
    }
    all
}
