//! Streams: how liquid and powder leave a lip and where they fall.

use bevy::prelude::*;

/// Velocity, m/s, of what leaves over a lip: along the wall once the vessel lies over, level before that (E31).
/// `lean` is the level direction in which the vessel leans.
pub fn exit_velocity(tilt_rad: f32, lean: Vec3, speed_m_s: f32) -> Vec3 {
    let tilt = tilt_rad.max(std::f32::consts::FRAC_PI_2);
    (lean * libm::sinf(tilt) + Vec3::Z * libm::cosf(tilt)) * speed_m_s
}
