//! What space a thing takes up: upright blocks turned about z, from the shapes of its bodies.

use crate::thing::V3;
use crate::{Attach, Shape, Thing};

/// A pose without tilt: position and turn about z.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pose {
    /// Position.
    pub at: V3,
    /// Turn about z, radians.
    pub yaw: f32,
}

impl Pose {
    /// A pose at a point, turned by degrees.
    pub fn new(at: V3, yaw_deg: f32) -> Pose {
        Pose { at, yaw: yaw_deg.to_radians() }
    }

    /// The pose of something that stands at `local` in this pose's frame.
    pub fn then(self, local: Pose) -> Pose {
        Pose { at: self.point(local.at), yaw: self.yaw + local.yaw }
    }

    /// A point of this frame in the frame around it.
    pub fn point(self, local: V3) -> V3 {
        let (sin, cos) = (libm::sinf(self.yaw), libm::cosf(self.yaw));
        let [x, y, z] = local;
        [self.at[0] + x * cos - y * sin, self.at[1] + x * sin + y * cos, self.at[2] + z]
    }

    /// A point of the frame around this one in this frame.
    pub fn local(self, point: V3) -> V3 {
        let (sin, cos) = (libm::sinf(self.yaw), libm::cosf(self.yaw));
        let (x, y) = (point[0] - self.at[0], point[1] - self.at[1]);
        [x * cos + y * sin, y * cos - x * sin, point[2] - self.at[2]]
    }
}

/// A box that stands upright, turned about z: `pose` is the centre of its lowest face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// Centre of the lowest face.
    pub pose: Pose,
    /// Extent.
    pub size: V3,
}

impl Block {
    /// Whether two blocks come nearer to each other than `gap_m` sideways and overlap in height.
    pub fn meets(&self, other: &Block, gap_m: f32) -> bool {
        let apart_z = self.pose.at[2] + self.size[2] <= other.pose.at[2] + TOUCH_M
            || other.pose.at[2] + other.size[2] <= self.pose.at[2] + TOUCH_M;
        let apart = |a: &Block, b: &Block| {
            let reach = |axis: usize| {
                let far = b.corners().map(|corner| a.pose.local(corner)[axis]);
                let (low, high) = far.iter().fold((f32::MAX, f32::MIN), |(l, h), v| (l.min(*v), h.max(*v)));
                let half = a.size[axis] / 2.0 + gap_m - TOUCH_M;
                low >= half || high <= -half
            };
            reach(0) || reach(1)
        };
        !(apart_z || apart(self, other) || apart(other, self))
    }

    /// The corners of the lowest face.
    pub fn corners(&self) -> [V3; 4] {
        let (x, y) = (self.size[0] / 2.0, self.size[1] / 2.0);
        [[-x, -y, 0.0], [x, -y, 0.0], [x, y, 0.0], [-x, y, 0.0]].map(|corner| self.pose.point(corner))
    }

    fn placed(self, pose: Pose) -> Block {
        Block { pose: pose.then(self.pose), size: self.size }
    }
}

/// Overlap that still counts as touching, m.
const TOUCH_M: f32 = 0.001;

impl Shape {
    /// The blocks around this shape, in its body's frame. What is hollow stays open; what is round is taken as square.
    pub fn blocks(&self) -> Vec<Block> {
        let block = |at: V3, size: V3| Block { pose: Pose { at, yaw: 0.0 }, size };
        match *self {
            Shape::Box { size, at } => vec![block(at, size)],
            Shape::Cylinder { radius_m: r, height_m, at } => vec![block(at, [2.0 * r, 2.0 * r, height_m])],
            Shape::Cup { radius_m: r, height_m, wall_m, at } => {
                Shape::Tub { size: [2.0 * r, 2.0 * r, height_m], wall_m, at }.blocks()
            }
            Shape::Tub { size: [x, y, z], wall_m: w, at } => {
                let side = |dx: f32, dy: f32, size: V3| block([at[0] + dx, at[1] + dy, at[2]], size);
                vec![
                    side(0.0, 0.0, [x, y, w]),
                    side((x - w) / 2.0, 0.0, [w, y, z]),
                    side((w - x) / 2.0, 0.0, [w, y, z]),
                    side(0.0, (y - w) / 2.0, [x, w, z]),
                    side(0.0, (w - y) / 2.0, [x, w, z]),
                ]
            }
        }
    }
}

impl Thing {
    /// The blocks of all its bodies at rest, in its own frame. Plugs on cords count only where `with_plugs` says so.
    pub fn blocks(&self, with_plugs: bool) -> Vec<Block> {
        let counted = |attach: &Option<Attach>| with_plugs || !matches!(attach, Some(Attach::Cord { .. }));
        let bodies = self.bodies.values().filter(|body| counted(&body.attach));
        let shapes = bodies.flat_map(|body| body.shapes.iter().map(|shape| (Pose { at: body.at, yaw: 0.0 }, shape)));
        shapes.flat_map(|(pose, shape)| shape.blocks().into_iter().map(move |block| block.placed(pose))).collect()
    }

    /// The one block, square to its frame, that holds all of `blocks`.
    pub fn hull(blocks: &[Block]) -> Block {
        let mut low = [f32::MAX; 3];
        let mut high = [f32::MIN; 3];
        for block in blocks {
            let top = block.pose.at[2] + block.size[2];
            for corner in block.corners().into_iter().chain([[block.pose.at[0], block.pose.at[1], top]]) {
                for axis in 0..3 {
                    low[axis] = low[axis].min(corner[axis]);
                    high[axis] = high[axis].max(corner[axis]);
                }
            }
        }
        if blocks.is_empty() {
            return Block { pose: Pose::default(), size: [0.0; 3] };
        }
        let middle = [(low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0, low[2]];
        Block { pose: Pose { at: middle, yaw: 0.0 }, size: [high[0] - low[0], high[1] - low[1], high[2] - low[2]] }
    }

    /// Its blocks at a pose.
    pub fn blocks_at(blocks: &[Block], pose: Pose) -> Vec<Block> {
        blocks.iter().map(|block| block.placed(pose)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(x: f32, y: f32, yaw_deg: f32) -> Block {
        Block { pose: Pose::new([x, y, 0.0], yaw_deg), size: [0.2, 0.1, 0.3] }
    }

    #[test]
    fn blocks_side_by_side_touch_but_do_not_meet() {
        assert!(!block(0.0, 0.0, 0.0).meets(&block(0.2, 0.0, 0.0), 0.0));
        assert!(block(0.0, 0.0, 0.0).meets(&block(0.2, 0.0, 0.0), 0.01));
        assert!(block(0.0, 0.0, 0.0).meets(&block(0.19, 0.0, 0.0), 0.0));
    }

    #[test]
    fn a_turned_block_meets_what_a_straight_one_misses() {
        assert!(!block(0.0, 0.0, 0.0).meets(&block(0.0, 0.14, 0.0), 0.0));
        assert!(block(0.0, 0.0, 0.0).meets(&block(0.0, 0.14, 90.0), 0.0));
        assert!(!block(0.0, 0.0, 45.0).meets(&block(0.18, 0.18, -45.0), 0.0));
    }

    #[test]
    fn blocks_at_other_heights_do_not_meet() {
        let mut above = block(0.0, 0.0, 0.0);
        above.pose.at[2] = 0.3;
        assert!(!block(0.0, 0.0, 0.0).meets(&above, 0.1));
    }

    #[test]
    fn a_pose_and_its_inverse_undo_each_other() {
        let pose = Pose::new([1.0, 2.0, 3.0], 37.0);
        let back = pose.local(pose.point([0.3, -0.4, 0.5]));
        assert!(back.iter().zip([0.3, -0.4, 0.5]).all(|(a, b)| (a - b).abs() < 1e-5), "{back:?}");
    }
}
