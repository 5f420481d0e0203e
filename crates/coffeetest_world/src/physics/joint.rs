//! Joints between bodies: hinges and slides of doors, welds and pins of a grasp, ropes of cords.

use crate::math::{Quat, Vec3};
use rapier3d::prelude as rapier;

use super::{BodyId, Physics, Pose};

/// A joint in the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JointId(rapier::ImpulseJointHandle);

impl JointId {
    /// No joint.
    pub fn none() -> JointId {
        JointId(rapier::ImpulseJointHandle::invalid())
    }
}

/// What a rail lets a body do.
#[derive(Clone, Copy, Debug)]
pub struct Rail {
    /// Turning about the axis instead of sliding along it.
    pub hinge: bool,
    /// A point of the axis, world frame.
    pub at: Vec3,
    /// The axis, world frame; positive travel follows it.
    pub axis: Vec3,
    /// Limits of travel from the present pose, m or rad.
    pub range: (f32, f32),
}

/// How firmly a rail resists.
#[derive(Clone, Copy, Debug)]
pub enum Hold {
    /// Dry friction of at most `most` (N or N·m) that holds the part at a travel (m or rad) and yields within `slack`.
    Friction {
        /// Largest force, N, or torque, N·m.
        most: f32,
        /// Travel at which it holds, m or rad.
        at: f32,
        /// Travel over which it builds up, m or rad.
        slack: f32,
    },
    /// A spring back to zero travel: stiffness (N/m or N·m/rad) and damping.
    Spring(f32, f32),
}

impl Physics {
    /// Guides `child` along or about an axis fixed in `parent`, from their present poses.
    pub fn add_rail(&mut self, parent: BodyId, child: BodyId, rail: &Rail, hold: Hold) -> JointId {
        self.stirred = true;
        let axis = rail.axis.normalize_or(Vec3::Z);
        let frame = Pose::from_parts(rail.at, Quat::from_rotation_arc(Vec3::X, axis));
        let (locked, free) = if rail.hinge {
            (rapier::JointAxesMask::LOCKED_REVOLUTE_AXES, rapier::JointAxis::AngX)
        } else {
            (rapier::JointAxesMask::LOCKED_PRISMATIC_AXES, rapier::JointAxis::LinX)
        };
        let mut joint = rapier::GenericJointBuilder::new(locked)
            .local_frame1(self.pose(parent).inv_mul(&frame))
            .local_frame2(self.pose(child).inv_mul(&frame))
            .limits(free, [rail.range.0, rail.range.1])
            .motor_model(free, rapier::MotorModel::ForceBased)
            .contacts_enabled(false)
            .build();
        apply_hold(&mut joint, free, hold);
        JointId(self.joints.insert(parent.0, child.0, joint, true))
    }

    /// Changes how firmly a rail resists.
    pub fn set_hold(&mut self, joint: JointId, hinge: bool, hold: Hold) {
        if let Some(joint) = self.joints.get_mut(joint.0, false) {
            let free = if hinge { rapier::JointAxis::AngX } else { rapier::JointAxis::LinX };
            apply_hold(&mut joint.data, free, hold);
        }
    }

    /// Travel of a rail from where it was added, m or rad.
    pub fn travel(&self, joint: JointId, hinge: bool) -> f32 {
        let Some(joint) = self.joints.get(joint.0) else { return 0.0 };
        let (Some(parent), Some(child)) = (self.bodies.get(joint.body1()), self.bodies.get(joint.body2())) else {
            return 0.0;
        };
        let frame1 = parent.position() * joint.data.local_frame1;
        let frame2 = child.position() * joint.data.local_frame2;
        let between = frame1.inv_mul(&frame2);
        if hinge {
            // A turn and its quaternion's opposite are the same.
            let turn = if between.rotation.w < 0.0 { -between.rotation } else { between.rotation };
            2.0 * libm::atan2f(turn.x, turn.w)
        } else {
            between.translation.x
        }
    }

    /// Joins two bodies rigidly as they are now.
    pub fn weld(&mut self, parent: BodyId, child: BodyId) -> JointId {
        self.stirred = true;
        let between = self.pose(parent).inv_mul(&self.pose(child));
        let joint = rapier::GenericJointBuilder::new(rapier::JointAxesMask::LOCKED_FIXED_AXES)
            .local_frame1(between)
            .contacts_enabled(false)
            .build();
        JointId(self.joints.insert(parent.0, child.0, joint, true))
    }

    /// Pins a point of `child` (world frame) to `parent`, free to turn.
    pub fn pin(&mut self, parent: BodyId, child: BodyId, at: Vec3) -> JointId {
        self.stirred = true;
        let joint = rapier::GenericJointBuilder::new(rapier::JointAxesMask::LOCKED_SPHERICAL_AXES)
            .local_anchor1(self.pose(parent).inverse_transform_point(at))
            .local_anchor2(self.pose(child).inverse_transform_point(at))
            .contacts_enabled(false)
            .build();
        JointId(self.joints.insert(parent.0, child.0, joint, true))
    }

    /// Ties two points, given in their bodies' frames, with a cord of this length.
    pub fn tie(&mut self, parent: BodyId, at_parent: Vec3, child: BodyId, at_child: Vec3, length_m: f32) -> JointId {
        self.stirred = true;
        let joint = rapier::RopeJointBuilder::new(length_m)
            .local_anchor1(at_parent)
            .local_anchor2(at_child)
            .contacts_enabled(true)
            .build();
        JointId(self.joints.insert(parent.0, child.0, joint, true))
    }

    /// Takes a joint out of play, or puts it back.
    pub fn set_joint_enabled(&mut self, joint: JointId, enabled: bool) {
        self.stirred = true;
        if let Some(joint) = self.joints.get_mut(joint.0, true) {
            joint.data.set_enabled(enabled);
        }
    }

    /// Force that a joint transmitted in the last step, N.
    pub fn joint_force_n(&self, joint: JointId) -> f32 {
        let Some(joint) = self.joints.get(joint.0) else { return 0.0 };
        let impulse = Vec3::new(joint.impulses[0], joint.impulses[1], joint.impulses[2]).length();
        impulse * self.parameters.num_solver_iterations as f32 / self.parameters.dt
    }

    /// Removes a joint and wakes what it joined.
    pub fn release(&mut self, joint: JointId) {
        self.stirred = true;
        self.joints.remove(joint.0, true);
    }
}

fn apply_hold(joint: &mut rapier::GenericJoint, free: rapier::JointAxis, hold: Hold) {
    match hold {
        Hold::Friction { most, at, slack } => {
            let stiffness = most / slack;
            joint.set_motor(free, at, 0.0, stiffness, 0.1 * stiffness);
            joint.set_motor_max_force(free, most);
        }
        Hold::Spring(stiffness, damping) => {
            joint.set_motor(free, 0.0, 0.0, stiffness, damping);
            joint.set_motor_max_force(free, f32::MAX);
        }
    }
}
