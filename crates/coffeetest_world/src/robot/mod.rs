//! The mobile body: its mechanism, its motors, its kinematics and what it feels.

mod hand;
mod kinematics;
mod mechanism;
mod motors;

use crate::math::{Quat, Vec3};
use bevy::prelude::*;
use coffeetest_scene::Body;

pub use hand::Grip;
pub use kinematics::{Posture, hand_pose, solve, solve_near, solve_within, wrap};
pub use mechanism::{DOFS, FINGER_M, FINGERTIP_M, Joint, MAST_M, bar_m, build, hand_shapes};
pub use motors::{Motors, drive_motors};

use crate::physics::{Articulation, Physics, Pose};
use crate::schedule::{SimSet, SimTick};
use crate::sim::TICK_S;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(SimTick, (turn_head, hand::grip_or_release).chain().in_set(SimSet::Act));
}

fn turn_head(mut head: ResMut<Head>, robot: Res<Robot>, motors: Res<Motors>) {
    if let Some(focus) = head.focus {
        let (x, y) = (motors.position[Joint::X as usize], motors.position[Joint::Y as usize]);
        let gap = focus - Vec3::new(x, y, robot.spec.head.height_m);
        head.pan_target = wrap(libm::atan2f(gap.y, gap.x) - motors.position[Joint::Turn as usize]);
        head.tilt_target = libm::atan2f(gap.z, gap.truncate().length());
    }
    head.advance(&robot.spec.head, TICK_S as f32);
}

/// The mobile body's data.
#[derive(Resource, Clone, Debug)]
pub struct Robot {
    /// Limits and geometry.
    pub spec: Body,
    /// Entity of the hand (the palm).
    pub hand: Entity,
    /// Entities of the two fingers.
    pub fingers: [Entity; 2],
    /// Entity of the base.
    pub base: Entity,
    /// What the hand holds: the part's entity.
    pub held: Option<Entity>,
    /// Half the opening of the fingers when they closed on it, m.
    pub grip_half_m: f32,
    /// Whether fingers that close take hold of what is between them. Skills let them only where they mean to.
    pub takes: bool,
}

/// The camera head: pan (left positive) and tilt (up positive) relative to the base, rad.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Head {
    /// Pan now.
    pub pan: f32,
    /// Tilt now.
    pub tilt: f32,
    /// Pan wanted.
    pub pan_target: f32,
    /// Tilt wanted.
    pub tilt_target: f32,
    /// A point to keep in view, world frame.
    pub focus: Option<Vec3>,
}

impl Head {
    /// Turns towards the wanted direction for `dt_s`.
    pub fn advance(&mut self, spec: &coffeetest_scene::Head, dt_s: f32) {
        let step = spec.speed_deg_s.to_radians() * dt_s;
        let pan = self.pan_target.clamp(spec.pan_deg.0.to_radians(), spec.pan_deg.1.to_radians());
        let tilt = self.tilt_target.clamp(spec.tilt_deg.0.to_radians(), spec.tilt_deg.1.to_radians());
        self.pan += (pan - self.pan).clamp(-step, step);
        self.tilt += (tilt - self.tilt).clamp(-step, step);
    }

    /// Whether it would not turn any more.
    pub fn is_still(&self, spec: &coffeetest_scene::Head) -> bool {
        let mut next = *self;
        next.advance(spec, TICK_S as f32);
        (next.pan, next.tilt) == (self.pan, self.tilt)
    }

    /// Whether it looks where it was told to, as far as its range goes.
    pub fn is_settled(&self, spec: &coffeetest_scene::Head) -> bool {
        let pan = self.pan_target.clamp(spec.pan_deg.0.to_radians(), spec.pan_deg.1.to_radians());
        let tilt = self.tilt_target.clamp(spec.tilt_deg.0.to_radians(), spec.tilt_deg.1.to_radians());
        (self.pan - pan).abs() < 1e-3 && (self.tilt - tilt).abs() < 1e-3
    }
}

/// Pose of the camera: x forward along the view, y left, z up.
pub fn camera_pose(physics: &Physics, chain: &Articulation, robot: &Robot, head: &Head) -> Pose {
    let base = physics.pose(chain.body(Joint::Turn as usize));
    let at = base.transform_point(Vec3::new(0.0, 0.0, robot.spec.head.height_m));
    let turn = base.rotation * Quat::from_rotation_z(head.pan) * Quat::from_rotation_y(-head.tilt);
    Pose::from_parts(at, turn)
}
