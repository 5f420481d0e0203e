//! What space a door, drawer or lid passes through when it opens.

use coffeetest_brew::spec::{Comp, JointKind};

use crate::extent::{Block, Pose};
use crate::thing::V3;
use crate::{Attach, BodyPart, Thing};

/// How many positions between closed and open are looked at.
const STEPS: usize = 12;

impl Thing {
    /// The parts that swing or slide, each with the blocks that it fills on its way open, in the thing's frame.
    pub fn swings(&self) -> impl Iterator<Item = (&str, Vec<Block>)> {
        self.bodies.iter().filter_map(|(name, body)| Some((name.as_str(), self.swing(body)?)))
    }

    fn swing(&self, body: &BodyPart) -> Option<Vec<Block>> {
        let Some(Attach::Joint { comp, at, axis, .. }) = &body.attach else { return None };
        let Some(Comp::Joint(joint)) = self.comps.get(comp) else { return None };
        let length = axis.iter().map(|v| v * v).sum::<f32>().sqrt();
        let axis = axis.map(|v| v / length);
        let rest = Pose { at: body.at, yaw: 0.0 };
        let blocks: Vec<Block> = body.shapes.iter().flat_map(|shape| shape.blocks()).collect();
        let blocks = Thing::blocks_at(&blocks, rest);
        let mut passed = Vec::new();
        for step in 1..=STEPS {
            let share = step as f32 / STEPS as f32;
            let travel = joint.range.0 as f32 + share * (joint.range.1 - joint.range.0) as f32;
            match joint.kind {
                JointKind::Slide => passed.extend(blocks.iter().map(|block| slid(block, axis, travel))),
                JointKind::Hinge => passed.extend(blocks.iter().map(|b| swung(b, *at, axis, travel.to_radians()))),
                JointKind::Screw => return None,
            }
        }
        Some(passed)
    }
}

fn slid(block: &Block, axis: V3, travel: f32) -> Block {
    let mut moved = *block;
    (0..3).for_each(|i| moved.pose.at[i] += travel * axis[i]);
    moved
}

/// A block turned about an axis: exactly where the axis is upright, else the upright block around it.
fn swung(block: &Block, at: V3, axis: V3, angle: f32) -> Block {
    if axis[2].abs() > 0.999 {
        let angle = angle * axis[2].signum();
        let turned = turn(block.pose.at, at, [0.0, 0.0, 1.0], angle);
        return Block { pose: Pose { at: turned, yaw: block.pose.yaw + angle }, size: block.size };
    }
    let raised = |corner: V3| [corner, [corner[0], corner[1], corner[2] + block.size[2]]];
    let corners = block.corners().into_iter().flat_map(raised).map(|corner| turn(corner, at, axis, angle));
    let points: Vec<Block> = corners.map(|at| Block { pose: Pose { at, yaw: 0.0 }, size: [0.0; 3] }).collect();
    Thing::hull(&points)
}

/// A point turned about an axis through `at` (Rodrigues' formula).
fn turn(point: V3, at: V3, axis: V3, angle: f32) -> V3 {
    let (sin, cos) = (libm::sinf(angle), libm::cosf(angle));
    let v: V3 = std::array::from_fn(|i| point[i] - at[i]);
    let along = (0..3).map(|i| axis[i] * v[i]).sum::<f32>() * (1.0 - cos);
    let cross = [axis[1] * v[2] - axis[2] * v[1], axis[2] * v[0] - axis[0] * v[2], axis[0] * v[1] - axis[1] * v[0]];
    std::array::from_fn(|i| at[i] + v[i] * cos + cross[i] * sin + axis[i] * along)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_turn_brings_the_front_up_or_to_the_side() {
        let near = |a: V3, b: V3| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-6);
        let quarter = std::f32::consts::FRAC_PI_2;
        assert!(near(turn([0.0, -1.0, 0.0], [0.0; 3], [-1.0, 0.0, 0.0], quarter), [0.0, 0.0, 1.0]));
        assert!(near(turn([1.0, 0.0, 0.0], [0.0; 3], [0.0, 0.0, -1.0], quarter), [0.0, -1.0, 0.0]));
        assert!(near(turn([2.0, 0.0, 5.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0], quarter), [1.0, 1.0, 5.0]));
    }

    #[test]
    fn a_lid_that_is_swung_up_fills_the_space_above_its_hinge() {
        let lid = Block { pose: Pose { at: [0.0, -0.1, 0.0], yaw: 0.0 }, size: [0.1, 0.2, 0.01] };
        let open = swung(&lid, [0.0; 3], [-1.0, 0.0, 0.0], std::f32::consts::FRAC_PI_2);
        assert!((open.size[2] - 0.2).abs() < 1e-6 && (open.size[1] - 0.01).abs() < 1e-6, "{open:?}");
        assert!(open.pose.at[2].abs() < 1e-6);
    }
}
