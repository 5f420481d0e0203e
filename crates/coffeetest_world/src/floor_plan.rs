//! The home without its furniture: walls, and the doorways in them.

use bevy::prelude::*;
use coffeetest_scene::{Arrangement, Block, Passage, walls};

use crate::math::{Vec2, Vec3};

/// Walls and doorways of the home.
#[derive(Resource, Clone, Debug, Default)]
pub struct FloorPlan {
    /// Pieces of walls, room by room.
    pub(crate) walls: Vec<Vec<Block>>,
    /// Doorways.
    pub doorways: Vec<Doorway>,
}

/// A way through a wall from one room to another.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Doorway {
    /// The middle of the opening on the floor, half way through the wall.
    pub at: Vec2,
    /// The direction in which one goes through, one way.
    pub through: Vec2,
    /// Width, m.
    pub width_m: f32,
    /// Height, m.
    pub height_m: f32,
}

impl FloorPlan {
    pub(crate) fn new(arrangement: &Arrangement) -> FloorPlan {
        let rooms = &arrangement.rooms;
        let passages: Vec<Passage> = arrangement.doorways.iter().filter_map(|doorway| doorway.passage(rooms)).collect();
        FloorPlan {
            walls: (0..rooms.len()).map(|room| walls(rooms, &passages, room)).collect(),
            doorways: passages.iter().map(Doorway::new).collect(),
        }
    }

    /// Whether a wall is between two points of the floor.
    pub(crate) fn is_walled(&self, from: Vec2, to: Vec2) -> bool {
        /// What begins higher is over a doorway, m.
        const OVERHEAD_M: f32 = 1.0;
        let mut standing = self.walls.iter().flatten().filter(|wall| wall.pose.at[2] < OVERHEAD_M);
        standing.any(|wall| {
            let (middle, half) = (Vec3::from(wall.pose.at).truncate(), 0.5 * Vec3::from(wall.size).truncate());
            crosses(from, to, middle - half, middle + half)
        })
    }
}

/// Whether a straight line meets a rectangle.
fn crosses(from: Vec2, to: Vec2, low: Vec2, high: Vec2) -> bool {
    let (mut enters, mut leaves) = (0.0_f32, 1.0_f32);
    for axis in 0..2 {
        let (start, way) = (from[axis], to[axis] - from[axis]);
        if way.abs() < 1e-6 {
            if start <= low[axis] || start >= high[axis] {
                return false;
            }
            continue;
        }
        let (a, b) = ((low[axis] - start) / way, (high[axis] - start) / way);
        enters = enters.max(a.min(b));
        leaves = leaves.min(a.max(b));
    }
    enters < leaves
}

impl Doorway {
    fn new(passage: &Passage) -> Doorway {
        let through = if passage.axis == 0 { Vec2::X } else { Vec2::Y };
        Doorway { at: passage.at.into(), through, width_m: passage.width_m, height_m: passage.height_m }
    }

    /// On which side of the wall a point is: the distance from it along the way through, m.
    pub fn side_m(&self, point: Vec2) -> f32 {
        (point - self.at).dot(self.through)
    }

    /// A point of the opening: this share of its half width to the left as one looks along the way through, this high.
    pub fn point(&self, aside: f32, height_m: f32) -> Vec3 {
        (self.at + self.through.perp() * (0.5 * aside * self.width_m)).extend(height_m)
    }

    /// Where on the straight way from one point to another, as a share, the doorway is passed; `None` where it is not.
    pub(crate) fn crossed(&self, from: Vec2, to: Vec2) -> Option<f32> {
        let (before, after) = (self.side_m(from), self.side_m(to));
        if before * after >= 0.0 {
            return None;
        }
        let share = before / (before - after);
        let aside = (from.lerp(to, share) - self.at).dot(self.through.perp());
        (aside.abs() < 0.5 * self.width_m).then_some(share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_meets_the_rectangle_that_it_runs_through() {
        let (low, high) = (Vec2::new(1.0, 0.0), Vec2::new(1.1, 2.0));
        assert!(crosses(Vec2::new(0.0, 1.0), Vec2::new(2.0, 1.0), low, high));
        assert!(crosses(Vec2::new(0.0, 1.5), Vec2::new(2.0, 2.3), low, high));
        assert!(!crosses(Vec2::new(0.0, 1.0), Vec2::new(0.9, 1.0), low, high), "it ends before");
        assert!(!crosses(Vec2::new(0.0, 2.1), Vec2::new(2.0, 2.1), low, high), "it passes by");
    }

    #[test]
    fn a_doorway_is_passed_by_a_way_between_its_jambs() {
        let doorway = Doorway { at: Vec2::new(3.0, 1.0), through: Vec2::X, width_m: 0.8, height_m: 2.0 };
        assert_eq!(doorway.crossed(Vec2::new(2.0, 1.0), Vec2::new(4.0, 1.2)), Some(0.5));
        assert_eq!(doorway.crossed(Vec2::new(2.0, 2.0), Vec2::new(4.0, 2.0)), None, "through the wall");
        assert_eq!(doorway.crossed(Vec2::new(2.0, 1.0), Vec2::new(2.9, 1.0)), None, "it ends before");
    }
}
