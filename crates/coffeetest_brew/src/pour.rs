//! Tilting a vessel: what it still holds, how fast the rest leaves over the lip, liquid or powder (E28–E31).

use crate::property::G_M_S2;

/// How the contents of a vessel move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// There is nothing.
    Empty,
    /// Runs; what lies in it goes along.
    Liquid,
    /// Dry and loose: stays until its slope is steeper than its angle of repose.
    Powder,
    /// Wet grounds: stay until almost overhead.
    Mud,
}

impl Flow {
    /// Slope that still holds, rad (assumed: 35° for coffee, sugar and salt, 60° for wet grounds).
    pub fn repose_rad(self) -> f64 {
        match self {
            Flow::Empty | Flow::Liquid => 0.0,
            Flow::Powder => 35f64.to_radians(),
            Flow::Mud => 60f64.to_radians(),
        }
    }

    /// Factor on the weir's discharge: grains rub (assumed).
    fn ease(self) -> f64 {
        match self {
            Flow::Empty | Flow::Liquid => 1.0,
            Flow::Powder => 0.5,
            Flow::Mud => 0.3,
        }
    }
}

/// Volume, m³, that a cylinder holds when tilted from the vertical (E28). Nothing at 90° and beyond.
pub fn hold_volume_m3(radius_m: f64, height_m: f64, tilt_rad: f64) -> f64 {
    let (r, h) = (radius_m, height_m);
    let pi = core::f64::consts::PI;
    if tilt_rad >= 0.5 * pi - 1e-6 {
        return 0.0;
    }
    let tan = libm::tan(tilt_rad.max(0.0));
    if tan <= h / (2.0 * r) {
        return pi * r * r * (h - r * tan);
    }
    let cos_phi = (1.0 - h / (tan * r)).clamp(-1.0, 1.0);
    let phi = libm::acos(cos_phi);
    let sin_phi = libm::sin(phi);
    (r * r * r * tan * (2.0 / 3.0 * sin_phi * sin_phi * sin_phi - cos_phi * (phi - sin_phi * cos_phi))).max(0.0)
}

/// Area of the liquid's surface in a tilted cylinder, m² (E29).
pub fn surface_m2(radius_m: f64, height_m: f64, tilt_rad: f64) -> f64 {
    let pi = core::f64::consts::PI;
    let across = pi * radius_m * radius_m / libm::cos(tilt_rad).max(1e-9);
    let along = pi * radius_m * height_m / libm::sin(tilt_rad).abs().max(1e-9);
    across.min(along)
}

/// Flow over a lip, m³/s, at a head (E30).
pub fn weir_m3_s(width_m: f64, cd: f64, head_m: f64) -> f64 {
    let h = head_m.max(0.0);
    2.0 / 3.0 * cd * width_m * (2.0 * G_M_S2).sqrt() * h * h.sqrt()
}

/// Flow through a hole below a level, m³/s (Torricelli, E9 and E30).
pub fn hole_m3_s(area_m2: f64, cd: f64, level_m: f64) -> f64 {
    cd * area_m2 * (2.0 * G_M_S2 * level_m.max(0.0)).sqrt()
}

/// A vessel's pouring geometry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rim {
    /// Radius of the equivalent cylinder, m.
    pub radius_m: f64,
    /// Height of the lip, m.
    pub height_m: f64,
    /// Width of the lip, m.
    pub width_m: f64,
    /// Discharge coefficient.
    pub cd: f64,
    /// Area through which it empties when turned over, m².
    pub mouth_m2: f64,
}

impl Rim {
    /// A plain rim: pours over 0.69 of its radius (a mug of 40 mm: 27.5 mm, E30) and empties through its whole mouth.
    pub fn of_cylinder(radius_m: f64, height_m: f64) -> Rim {
        let mouth_m2 = core::f64::consts::PI * radius_m * radius_m;
        Rim { radius_m, height_m, width_m: 0.6875 * radius_m, cd: 0.6, mouth_m2 }
    }

    /// What stays in when tilted, m³.
    pub fn hold_m3(&self, flow: Flow, tilt_rad: f64) -> f64 {
        hold_volume_m3(self.radius_m, self.height_m, (tilt_rad - flow.repose_rad()).max(0.0))
    }

    /// Flow over the lip when tilted, m³/s, before it is limited to what is above the lip.
    pub fn flow_m3_s(&self, flow: Flow, tilt_rad: f64, volume_m3: f64) -> f64 {
        let above = volume_m3 - self.hold_m3(flow, tilt_rad);
        if above <= 0.0 {
            return 0.0;
        }
        let tilt = (tilt_rad - flow.repose_rad()).max(0.0);
        let level = tilt.min(core::f64::consts::FRAC_PI_2);
        let cd = self.cd * flow.ease();
        let over = weir_m3_s(self.width_m, cd, above / surface_m2(self.radius_m, self.height_m, level));
        // Past level the contents also fall straight out of the mouth.
        let depth_m = above / (core::f64::consts::PI * self.radius_m * self.radius_m);
        over + hole_m3_s(self.mouth_m2 * libm::sin(tilt - level).max(0.0), cd, depth_m)
    }
}

/// Speed of a stream where it leaves, m/s, under a head (E31).
pub fn exit_speed_m_s(head_m: f64) -> f64 {
    (2.0 * G_M_S2 * head_m.max(0.0)).sqrt() + 0.1
}

/// Share of a stream that splashes away after a fall (E31): 0–0.05.
pub fn splash_fraction(fall_m: f64, flow_ml_s: f64) -> f64 {
    let fall = fall_m.max(0.0) / 0.1;
    (0.0002 * fall * fall * flow_ml_s.max(0.0) / 10.0).clamp(0.0, 0.05)
}

/// Share of a stream that runs down the outside of a rounded lip (E32).
pub fn dribble_fraction(flow_ml_s: f64) -> f64 {
    if flow_ml_s > 0.0 && flow_ml_s < 4.0 { 0.1 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r21_a_tilted_mug_holds_the_volumes_of_the_process_model() {
        for (deg, ml) in [(30.0, 361.4), (45.0, 276.5), (60.0, 153.6), (75.0, 54.0)] {
            let v = hold_volume_m3(0.040, 0.095, f64::to_radians(deg)) * 1e6;
            assert!((v - ml).abs() < 0.1, "{deg}: {v}");
        }
    }

    #[test]
    fn r22_a_weir_flows_as_the_head_to_the_three_halves() {
        for (head_mm, ml_s) in [(5.0, 18.8), (10.0, 53.2)] {
            let q = weir_m3_s(0.030, 0.6, head_mm * 1e-3) * 1e6;
            assert!((q / ml_s - 1.0).abs() < 0.01, "{head_mm}: {q}");
        }
    }

    #[test]
    fn a_full_mug_spills_at_small_tilts_and_a_half_full_one_at_large_ones() {
        let rim = Rim::of_cylinder(0.040, 0.095);
        for (ml, deg) in [(400.0, 21.1), (250.0, 48.5)] {
            let flow = |d: f64| rim.flow_m3_s(Flow::Liquid, d.to_radians(), ml * 1e-6);
            assert_eq!(flow(deg - 0.2), 0.0, "{ml}");
            assert!(flow(deg + 0.2) > 0.0, "{ml}");
        }
    }

    #[test]
    fn less_is_held_the_further_a_vessel_tilts_and_nothing_on_its_side() {
        let mut last = f64::INFINITY;
        for deg in 0..=90 {
            let v = hold_volume_m3(0.04, 0.095, f64::from(deg).to_radians());
            assert!(v <= last && v >= 0.0, "{deg}: {v}");
            last = v;
        }
        assert_eq!(last, 0.0);
    }

    #[test]
    fn powder_stays_in_a_tilted_scoop_from_which_water_runs() {
        let rim = Rim::of_cylinder(0.02, 0.024);
        let (tilt, ml) = (30f64.to_radians(), 28e-6);
        assert!(rim.flow_m3_s(Flow::Liquid, tilt, ml) > 0.0);
        assert_eq!(rim.flow_m3_s(Flow::Powder, tilt, ml), 0.0);
        assert!(rim.flow_m3_s(Flow::Powder, 100f64.to_radians(), ml) > 0.0);
        assert_eq!(rim.flow_m3_s(Flow::Mud, 100f64.to_radians(), 5e-6), 0.0);
    }

    #[test]
    fn only_a_long_fall_of_a_strong_stream_splashes_noticeably() {
        assert!(splash_fraction(0.1, 20.0) < 0.001);
        assert_eq!(splash_fraction(1.5, 100.0), 0.05);
    }
}
