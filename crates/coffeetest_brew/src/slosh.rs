//! Sloshing of a carried vessel: one damped mode as a two-dimensional pendulum (E33).

use crate::property::G_M_S2;

/// Damping ratio of the mode.
const DAMPING: f64 = 0.04;

/// The tilt of the liquid's surface in a vessel, as two pendulum angles.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Slosh {
    /// Angles about the two horizontal axes, rad.
    pub angle_rad: [f64; 2],
    /// Their rates, rad/s.
    pub rate_rad_s: [f64; 2],
}

/// Frequency of the first mode, Hz, in a cylinder of that radius filled to that depth.
pub fn frequency_hz(radius_m: f64, depth_m: f64) -> f64 {
    let k = 1.841 / radius_m;
    (G_M_S2 * k * libm::tanh(k * depth_m)).sqrt() / (2.0 * core::f64::consts::PI)
}

impl Slosh {
    /// Moves the mode on under a constant acceleration of the vessel, exactly for any `dt_s`.
    pub fn step(&mut self, frequency_hz: f64, accel_m_s2: [f64; 2], accel_up_m_s2: f64, dt_s: f64) {
        let omega = 2.0 * core::f64::consts::PI * frequency_hz;
        if omega <= 0.0 {
            *self = Slosh::default();
            return;
        }
        let damped = omega * (1.0 - DAMPING * DAMPING).sqrt();
        let decay = libm::exp(-DAMPING * omega * dt_s);
        let (sin, cos) = (libm::sin(damped * dt_s), libm::cos(damped * dt_s));
        let weight = (G_M_S2 + accel_up_m_s2).max(0.1 * G_M_S2);
        for ((angle, rate), accel) in self.angle_rad.iter_mut().zip(&mut self.rate_rad_s).zip(accel_m_s2) {
            let rest = -accel / weight;
            let (x, v) = (*angle - rest, *rate);
            let s = (v + DAMPING * omega * x) / damped;
            *angle = rest + decay * (x * cos + s * sin);
            *rate = decay * (v * cos - (omega * omega * x + DAMPING * omega * v) / damped * sin);
        }
    }

    /// The tilt that counts for spilling, rad, of a vessel tilted by these two angles.
    pub fn effective_tilt_rad(&self, tilt_rad: [f64; 2]) -> f64 {
        libm::hypot(tilt_rad[0] - self.angle_rad[0], tilt_rad[1] - self.angle_rad[1])
    }

    /// Feeds every bit of its state.
    pub fn hash_state(&self, feed: &mut impl FnMut(u64)) {
        for x in self.angle_rad.iter().chain(&self.rate_rad_s) {
            feed(x.to_bits());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cups_slosh_near_four_hertz_and_a_carafe_slower() {
        assert!((frequency_hz(0.040, 0.080) - 3.38).abs() < 0.01);
        assert!((frequency_hz(0.065, 0.100) - 2.64).abs() < 0.03);
    }

    #[test]
    fn under_steady_acceleration_the_surface_settles_at_right_angles_to_the_apparent_gravity() {
        let mut slosh = Slosh::default();
        for _ in 0..60 * 20 {
            slosh.step(3.38, [1.0, 0.0], 0.0, 1.0 / 60.0);
        }
        assert!((slosh.angle_rad[0] + 1.0 / G_M_S2).abs() < 1e-6 && slosh.angle_rad[1] == 0.0);
    }

    #[test]
    fn the_step_size_does_not_change_the_motion() {
        let (mut coarse, mut fine) = (Slosh::default(), Slosh::default());
        coarse.step(3.0, [2.0, -1.0], 0.5, 0.1);
        for _ in 0..100 {
            fine.step(3.0, [2.0, -1.0], 0.5, 0.001);
        }
        for i in 0..2 {
            assert!((coarse.angle_rad[i] - fine.angle_rad[i]).abs() < 1e-12);
            assert!((coarse.rate_rad_s[i] - fine.rate_rad_s[i]).abs() < 1e-10);
        }
    }
}
