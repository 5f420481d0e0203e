//! Motors: set points that move within speed and acceleration limits, and never run away from a blocked joint.

use bevy::prelude::*;
use coffeetest_scene::Body;

use super::kinematics::Posture;
use super::mechanism::{DOFS, Joint};
use crate::physics::{Articulation, Physics, STEP_S};
use crate::sim::TICK_S;

/// Set points of all axes.
#[derive(Resource, Clone, Debug)]
pub struct Motors {
    /// Where each axis shall go, m or rad.
    pub target: [f32; DOFS],
    /// Where each motor is told to be now.
    pub set_point: [f32; DOFS],
    /// How fast the set point moves, per second.
    pub rate: [f32; DOFS],
    /// Speed limit per axis, per second.
    pub top_rate: [f32; DOFS],
    /// Acceleration limit per axis, per second².
    pub acceleration: [f32; DOFS],
    /// Travel limits.
    pub range: [(f32, f32); DOFS],
    /// How far a set point may lead a blocked joint, m or rad.
    pub lead: [f32; DOFS],
    /// Where each joint is.
    pub position: [f32; DOFS],
    /// Whether targets are points of a path that moves on every tick, to be followed without stopping at each.
    pub follow: bool,
    /// Axes that stay where they are although their target is elsewhere: a finger that waits for the other.
    pub waits: [bool; DOFS],
    /// What is left of the tick, s.
    pub(super) left_s: f32,
}

impl Motors {
    pub(super) fn new(spec: &Body, start: &[f32], ranges: &[Option<(f32, f32)>; DOFS]) -> Self {
        let mut set_point = [0.0; DOFS];
        set_point.copy_from_slice(start);
        let turn = spec.base.turn_deg_s.to_radians();
        let wrist = [spec.wrist_yaw.speed, spec.wrist_pitch.speed, spec.wrist_roll.speed].map(f32::to_radians);
        let finger = 0.5 * spec.gripper.speed_m_s;
        let base = spec.base.speed_m_s;
        let top_rate =
            [base, base, turn, spec.lift.speed, spec.reach.speed, wrist[0], wrist[1], wrist[2], finger, finger];
        let mut acceleration = top_rate.map(|rate| 4.0 * rate);
        acceleration[0] = spec.base.accel_m_s2;
        acceleration[1] = spec.base.accel_m_s2;
        acceleration[2] = 2.0 * turn;
        let range = ranges.map(|range| range.unwrap_or((f32::MIN, f32::MAX)));
        let lead = [0.03, 0.03, 0.05, 0.02, 0.02, 0.06, 0.06, 0.06, 0.008, 0.008];
        Self {
            target: set_point,
            set_point,
            rate: [0.0; DOFS],
            top_rate,
            acceleration,
            range,
            lead,
            position: set_point,
            follow: false,
            waits: [false; DOFS],
            left_s: TICK_S as f32,
        }
    }

    /// Makes a posture the target of the axes that place the hand.
    pub fn aim(&mut self, posture: &Posture) {
        let roll = Joint::Roll as usize;
        for (axis, position) in
            posture.axes(self.set_point[Joint::Turn as usize], self.set_point[roll], self.range[roll])
        {
            self.target[axis as usize] = position;
        }
    }

    /// Whether all set points have arrived.
    pub fn is_settled(&self) -> bool {
        self.is_settled_to(DOFS)
    }

    /// Whether the set points of the first `axes` axes have arrived.
    pub fn is_settled_to(&self, axes: usize) -> bool {
        (0..axes).all(|axis| {
            let (low, high) = self.range[axis];
            (self.set_point[axis] - self.target[axis].clamp(low, high)).abs() < 1e-4
        })
    }

    /// A path point holds for one tick.
    pub(crate) fn end_tick(&mut self) {
        self.follow = false;
        self.left_s = TICK_S as f32;
    }

    /// How far a joint falls behind its set point as a share of what it may, 0–1: 1 when it is blocked.
    pub fn strain(&self, axis: usize) -> f32 {
        ((self.set_point[axis] - self.position[axis]) / self.lead[axis]).abs().min(1.0)
    }

    fn advance(&mut self, axis: usize, dt_s: f32) {
        if self.waits[axis] {
            (self.set_point[axis], self.rate[axis]) = (self.position[axis], 0.0);
            return;
        }
        let (low, high) = self.range[axis];
        let wanted = self.target[axis].clamp(low, high);
        let gap = wanted - self.set_point[axis];
        if self.follow {
            // Evenly over the steps that are left of the tick.
            let rate = (gap / self.left_s).clamp(-self.top_rate[axis], self.top_rate[axis]);
            self.rate[axis] = rate;
            self.set_point[axis] += rate * dt_s;
            let lead = self.lead[axis];
            self.set_point[axis] = self.set_point[axis].clamp(self.position[axis] - lead, self.position[axis] + lead);
            return;
        }
        // The fastest speed from which the axis can still stop in time.
        let brake = (2.0 * self.acceleration[axis] * gap.abs()).sqrt().min(self.top_rate[axis]).copysign(gap);
        let change = self.acceleration[axis] * dt_s;
        self.rate[axis] += (brake - self.rate[axis]).clamp(-change, change);
        let step = self.rate[axis] * dt_s;
        if gap.abs() <= step.abs() || gap.abs() < 1e-5 {
            self.set_point[axis] = wanted;
            self.rate[axis] = 0.0;
        } else {
            self.set_point[axis] += step;
        }
        let lead = self.lead[axis];
        let held = self.set_point[axis].clamp(self.position[axis] - lead, self.position[axis] + lead);
        if held != self.set_point[axis] {
            self.set_point[axis] = held;
            self.rate[axis] = 0.0;
        }
    }
}

/// An angle that is known up to two full turns, nearest to another.
fn unwound(angle: f32, near: f32) -> f32 {
    const TWICE_ROUND: f32 = 2.0 * std::f32::consts::TAU;
    angle + TWICE_ROUND * libm::roundf((near - angle) / TWICE_ROUND)
}

/// Moves the set points on by one physics step and hands them to the engine.
pub fn drive_motors(physics: &mut Physics, chain: &Articulation, motors: &mut Motors) {
    if !motors.is_settled() {
        chain.wake(physics);
    }
    for axis in 0..DOFS {
        let read = chain.position(physics, axis);
        motors.position[axis] = if chain.turns(axis) { unwound(read, motors.position[axis]) } else { read };
        motors.advance(axis, STEP_S);
        chain.drive(physics, axis, motors.set_point[axis], motors.rate[axis]);
    }
    motors.left_s = (motors.left_s - STEP_S).max(STEP_S);
}
