//! Where the hand is for a posture, and the posture for a hand pose.

use crate::math::{Quat, Vec2, Vec3};
use coffeetest_scene::Body;

use super::mechanism::{DOFS, Joint, YAW_TO_PITCH_M, pitch_to_grip_m};
use crate::physics::Pose;

/// Positions of the axes that place the hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posture {
    /// Base position, m.
    pub base: Vec2,
    /// Base heading, rad.
    pub turn: f32,
    /// Wrist height, m.
    pub lift: f32,
    /// Base centre to wrist yaw axis, m.
    pub reach: f32,
    /// Wrist yaw, rad.
    pub yaw: f32,
    /// Wrist pitch, rad, positive down.
    pub pitch: f32,
    /// Wrist roll, rad.
    pub roll: f32,
}

impl Posture {
    /// From axis positions.
    pub fn from_axes(axes: &[f32; DOFS]) -> Self {
        Self {
            base: Vec2::new(axes[Joint::X as usize], axes[Joint::Y as usize]),
            turn: axes[Joint::Turn as usize],
            lift: axes[Joint::Lift as usize],
            reach: axes[Joint::Reach as usize],
            yaw: axes[Joint::Yaw as usize],
            pitch: axes[Joint::Pitch as usize],
            roll: axes[Joint::Roll as usize],
        }
    }

    /// Axis positions, with heading and roll turned the short way round from where they are.
    pub(super) fn axes(&self, turn_now: f32, roll_now: f32, roll_range: (f32, f32)) -> [(Joint, f32); 8] {
        const SLACK: f32 = 0.02;
        let short = roll_now + wrap(self.roll - roll_now);
        let within = short > roll_range.0 - SLACK && short < roll_range.1 + SLACK;
        [
            (Joint::X, self.base.x),
            (Joint::Y, self.base.y),
            (Joint::Turn, turn_now + wrap(self.turn - turn_now)),
            (Joint::Lift, self.lift),
            (Joint::Reach, self.reach),
            (Joint::Yaw, self.yaw),
            (Joint::Pitch, self.pitch),
            (Joint::Roll, if within { short } else { self.roll }),
        ]
    }

    /// Largest turn of a wrist axis between two postures, rad.
    pub fn wrist_step(&self, other: &Posture) -> f32 {
        (self.yaw - other.yaw).abs().max((self.pitch - other.pitch).abs()).max(wrap(self.roll - other.roll).abs())
    }

    /// How far the axes are outside the body's limits: 0 when all are within.
    pub fn excess(&self, spec: &Body) -> f32 {
        let offset = YAW_TO_PITCH_M + pitch_to_grip_m(spec);
        let over = |value: f32, range: (f32, f32)| (range.0 - value).max(value - range.1).max(0.0);
        let degrees = |range: (f32, f32)| (range.0.to_radians(), range.1.to_radians());
        over(self.lift, spec.lift.range)
            + over(self.reach, (spec.reach.range.0 - offset, spec.reach.range.1 - offset))
            + over(self.yaw, degrees(spec.wrist_yaw.range))
            + over(self.pitch, degrees(spec.wrist_pitch.range))
            + over(self.roll, degrees(spec.wrist_roll.range))
    }
}

/// An angle in −π..π.
pub fn wrap(angle: f32) -> f32 {
    let turns = libm::roundf(angle / std::f32::consts::TAU);
    angle - turns * std::f32::consts::TAU
}

/// Where the hand (x along the fingers, y across them) is in a posture.
pub fn hand_pose(spec: &Body, posture: &Posture) -> Pose {
    let turn = Quat::from_rotation_z(posture.turn);
    let yawed = Quat::from_rotation_z(posture.turn + posture.yaw);
    let hand = yawed * Quat::from_rotation_y(posture.pitch) * Quat::from_rotation_x(posture.roll);
    let at = posture.base.extend(posture.lift)
        + turn * Vec3::new(posture.reach, 0.0, 0.0)
        + yawed * Vec3::new(YAW_TO_PITCH_M, 0.0, 0.0)
        + hand * Vec3::new(pitch_to_grip_m(spec), 0.0, 0.0);
    Pose::from_parts(at, hand)
}

/// The posture that brings the hand to a pose with the base at this heading and the telescope at this reach.
///
/// The base moves in all directions, so every pose has such a posture; [`Posture::excess`] tells whether the
/// wrist, the lift and the telescope can take it.
pub fn solve(spec: &Body, hand: &Pose, turn: f32, reach: f32) -> Posture {
    let ahead = hand.rotation * Vec3::X;
    // With the hand straight down the yaw axis and the roll axis coincide: keep the yaw at zero then.
    let heading = if ahead.truncate().length() > 1e-3 { libm::atan2f(ahead.y, ahead.x) } else { turn };
    bent(spec, hand, turn, reach, heading)
}

/// As [`solve`], of the two ways to bend the wrist the one nearer to another posture: beyond straight down the hand
/// bends on instead of turning about.
pub fn solve_near(spec: &Body, hand: &Pose, turn: f32, reach: f32, near: &Posture) -> Posture {
    let one = solve(spec, hand, turn, reach);
    let other = bent(spec, hand, turn, reach, turn + one.yaw + std::f32::consts::PI);
    let far = |posture: &Posture| {
        (posture.yaw - near.yaw).abs() + (posture.pitch - near.pitch).abs() + wrap(posture.roll - near.roll).abs()
    };
    if far(&other) + 1e-3 < far(&one) { other } else { one }
}

/// As [`solve`], of the two ways to bend the wrist the one within the body's limits, with the smaller yaw.
pub fn solve_within(spec: &Body, hand: &Pose, turn: f32, reach: f32) -> Posture {
    let one = solve(spec, hand, turn, reach);
    let other = bent(spec, hand, turn, reach, turn + one.yaw + std::f32::consts::PI);
    let strain = |posture: &Posture| posture.excess(spec) * 100.0 + posture.yaw.abs();
    if strain(&other) < strain(&one) { other } else { one }
}

/// The posture with the hand's upper part towards a heading.
fn bent(spec: &Body, hand: &Pose, turn: f32, reach: f32, heading: f32) -> Posture {
    let ahead = hand.rotation * Vec3::X;
    let toward = Vec3::new(libm::cosf(heading), libm::sinf(heading), 0.0);
    let pitch = libm::atan2f(-ahead.z, ahead.dot(toward));
    let level = Quat::from_rotation_z(heading) * Quat::from_rotation_y(pitch);
    let rolled = level.inverse() * hand.rotation;
    let roll = wrap(2.0 * libm::atan2f(rolled.x, rolled.w));
    let wrist = hand.translation - ahead * pitch_to_grip_m(spec) - toward * YAW_TO_PITCH_M;
    let base = wrist.truncate() - Vec2::new(libm::cosf(turn), libm::sinf(turn)) * reach;
    Posture { base, turn, lift: wrist.z, reach, yaw: wrap(heading - turn), pitch, roll }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coffeetest_scene::{Axis, Base, Gripper, Head, Text};

    fn body() -> Body {
        let axis = |low: f32, high: f32| Axis { range: (low, high), speed: 1.0, max_force: 10.0 };
        Body {
            name: Text::default(),
            base: Base {
                radius_m: 0.2,
                height_m: 0.2,
                mass_kg: 40.0,
                speed_m_s: 0.5,
                accel_m_s2: 0.5,
                turn_deg_s: 90.0,
            },
            lift: axis(0.05, 1.85),
            reach: axis(0.3, 0.9),
            wrist_yaw: axis(-150.0, 150.0),
            wrist_pitch: axis(-60.0, 100.0),
            wrist_roll: axis(-180.0, 180.0),
            gripper: Gripper { opening_m: 0.1, force_n: 40.0, speed_m_s: 0.1, finger_m: 0.09 },
            head: Head {
                height_m: 1.4,
                hfov_deg: 69.0,
                vfov_deg: 55.0,
                range_m: 5.0,
                pan_deg: (-170.0, 170.0),
                tilt_deg: (-75.0, 45.0),
                speed_deg_s: 120.0,
            },
            payload_kg: 3.0,
            push_n: 60.0,
        }
    }

    #[test]
    fn a_solved_posture_brings_the_hand_to_its_pose() {
        let spec = body();
        for step in 0..200 {
            let t = step as f32;
            let posture = Posture {
                base: Vec2::new(libm::sinf(t), libm::cosf(2.0 * t)),
                turn: 3.0 * libm::sinf(0.7 * t),
                lift: 0.9 + 0.5 * libm::sinf(0.3 * t),
                reach: 0.4 + 0.2 * libm::cosf(t),
                yaw: 1.5 * libm::sinf(1.1 * t),
                pitch: 1.5 * libm::sinf(0.9 * t),
                roll: 3.0 * libm::sinf(1.7 * t),
            };
            let hand = hand_pose(&spec, &posture);
            let again = hand_pose(&spec, &solve_near(&spec, &hand, posture.turn, posture.reach, &posture));
            assert!((again.translation - hand.translation).length() < 1e-4, "step {step}");
            assert!(again.rotation.angle_between(hand.rotation) < 2e-3, "step {step}");
        }
    }
}
