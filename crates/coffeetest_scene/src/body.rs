//! What a body is: the mobile manipulator's limits and geometry, as its file in `scenes/bodies` gives them.

use serde::{Deserialize, Serialize};

use crate::Text;

/// A mobile manipulator: base, lift, telescoping arm, three-axis wrist, two-finger gripper, pan-tilt head.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// What a person calls it.
    pub name: Text,
    /// The driving base.
    pub base: Base,
    /// The lift: hand height above the floor.
    pub lift: Axis,
    /// The telescope: distance from the base's centre to the middle of the fingers, hand straight ahead.
    pub reach: Axis,
    /// Wrist yaw, degrees.
    pub wrist_yaw: Axis,
    /// Wrist pitch, degrees, positive down.
    pub wrist_pitch: Axis,
    /// Wrist roll, degrees.
    pub wrist_roll: Axis,
    /// The gripper.
    pub gripper: Gripper,
    /// The head with its camera.
    pub head: Head,
    /// What the hand can carry, kg.
    pub payload_kg: f32,
    /// Horizontal push and pull at the hand, N.
    pub push_n: f32,
}

/// The driving base, a cylinder.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// Radius, m.
    pub radius_m: f32,
    /// Height, m.
    pub height_m: f32,
    /// Mass, kg.
    pub mass_kg: f32,
    /// Top speed, m/s.
    pub speed_m_s: f32,
    /// Acceleration, m/s².
    pub accel_m_s2: f32,
    /// Top turning speed, rad/s given in degrees per second.
    pub turn_deg_s: f32,
}

/// One motorised axis; metres or degrees.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// Lower and upper end.
    pub range: (f32, f32),
    /// Top speed, units per second.
    pub speed: f32,
    /// Motor limit, N or N·m.
    pub max_force: f32,
}

/// A parallel gripper.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gripper {
    /// Widest opening, m.
    pub opening_m: f32,
    /// Grip force, N.
    pub force_n: f32,
    /// Closing speed of the opening, m/s.
    pub speed_m_s: f32,
    /// Length of a finger, m.
    pub finger_m: f32,
}

/// The head: a camera on a pan-tilt at the base's centre.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Camera height above the floor, m.
    pub height_m: f32,
    /// Horizontal field of view, degrees.
    pub hfov_deg: f32,
    /// Vertical field of view, degrees.
    pub vfov_deg: f32,
    /// Farthest distance at which a thing is made out, m.
    pub range_m: f32,
    /// Pan range, degrees, left positive.
    pub pan_deg: (f32, f32),
    /// Tilt range, degrees, up positive.
    pub tilt_deg: (f32, f32),
    /// Turning speed, degrees per second.
    pub speed_deg_s: f32,
}
