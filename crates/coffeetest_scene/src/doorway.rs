//! Doorways, and the ways between rooms that they open.

use serde::{Deserialize, Serialize};

/// Narrowest way between two rooms, m.
pub(crate) const NARROWEST_M: f64 = 0.6;

use crate::Room;
use crate::extent::{Block, Pose};

/// Thickness of a wall, and so the gap between two rooms with a wall between them, m.
pub const WALL_M: f32 = 0.1;
/// How far rooms may lie off the gap that is meant, m.
pub(crate) const SLACK_M: f32 = 0.002;

/// An opening in the wall between two rooms, without a door in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doorway {
    /// The middle of the opening on the floor: x and y.
    pub at: [f32; 2],
    /// Width along the wall, m.
    pub width_m: f32,
    /// Height of the opening, m.
    #[serde(default = "door_height")]
    pub height_m: f32,
}

/// The rough opening of an ordinary door leaf of 80 inches.
fn door_height() -> f32 {
    2.03
}

/// A doorway in its wall.
#[derive(Clone, Copy, Debug)]
pub struct Passage {
    /// Indices of the rooms that it joins.
    pub rooms: [usize; 2],
    /// The middle of the opening on the floor, half way through the wall.
    pub at: [f32; 2],
    /// The axis along which one goes through: 0 is x, 1 is y.
    pub axis: usize,
    /// From where to where both rooms lie along the wall.
    pub shared: (f32, f32),
    /// Width, m.
    pub width_m: f32,
    /// Height, m.
    pub height_m: f32,
}

impl Doorway {
    /// What the doorway leads through; `None` where it is in no wall between two rooms.
    pub fn passage(&self, rooms: &[Room]) -> Option<Passage> {
        let sides = (0..rooms.len()).flat_map(|low| (0..rooms.len()).map(move |high| [low, high]));
        sides.flat_map(|sides| [(sides, 0), (sides, 1)]).find_map(|(sides, axis)| self.through(rooms, sides, axis))
    }

    /// The passage from one room along an axis to another, if the doorway is between them.
    fn through(&self, rooms: &[Room], sides: [usize; 2], axis: usize) -> Option<Passage> {
        let [low, high] = sides.map(|side| &rooms[side]);
        let (from, to) = (low.max[axis], high.min[axis]);
        let shared = low.shared(high, axis);
        let in_wall = (from - SLACK_M..=to + SLACK_M).contains(&self.at[axis]);
        let beside_both = (shared.0..=shared.1).contains(&self.at[1 - axis]);
        if (to - from - WALL_M).abs() > SLACK_M || !in_wall || !beside_both {
            return None;
        }
        let mut at = self.at;
        at[axis] = 0.5 * (from + to);
        Some(Passage { rooms: sides, at, axis, shared, width_m: self.width_m, height_m: self.height_m })
    }
}

impl Room {
    /// From where to where both rooms lie, across an axis; the first number is larger where they lie beside each other
    /// nowhere.
    pub(crate) fn shared(&self, other: &Room, axis: usize) -> (f32, f32) {
        let across = 1 - axis;
        (self.min[across].max(other.min[across]), self.max[across].min(other.max[across]))
    }

    /// How far apart the facing edges of two rooms are, and the axis along which; `None` where they do not face.
    pub(crate) fn gap(&self, other: &Room) -> Option<(f32, usize)> {
        (0..2).find_map(|axis| {
            let shared = self.shared(other, axis);
            let gap = (other.min[axis] - self.max[axis]).max(self.min[axis] - other.max[axis]);
            (shared.1 - shared.0 > SLACK_M && gap > -SLACK_M).then_some((gap, axis))
        })
    }
}

impl Passage {
    /// The opening, longer by this on both sides of the wall.
    pub fn block(&self, beyond_m: f32) -> Block {
        let mut size = [self.width_m, self.width_m, self.height_m];
        size[self.axis] = WALL_M + 2.0 * beyond_m;
        Block { pose: Pose { at: [self.at[0], self.at[1], 0.0], yaw: 0.0 }, size }
    }
}
