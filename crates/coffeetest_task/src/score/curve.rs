//! The shapes of judgement curves (§6.1 of the process model).

/// 0 below `a`, rising to 1 at `b`, 1 to `c`, falling to 0 at `d`.
pub(super) fn trap(x: f64, [a, b, c, d]: [f64; 4]) -> f64 {
    // Written so that NaN is worth nothing.
    if !(x > a && x < d) {
        0.0
    } else if x < b {
        (x - a) / (b - a)
    } else if x <= c {
        1.0
    } else {
        (d - x) / (d - c)
    }
}

/// 0 below `low`, 1 above `high`, smooth between.
pub(super) fn smoothstep(low: f64, high: f64, x: f64) -> f64 {
    let t = ((x - low) / (high - low)).clamp(0.0, 1.0);
    if t.is_nan() { 0.0 } else { t * t * (3.0 - 2.0 * t) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trapeze_is_one_on_its_plateau_and_zero_outside_its_feet() {
        let corners = [1.0, 2.0, 3.0, 5.0];
        for (x, y) in [(0.0, 0.0), (1.0, 0.0), (1.5, 0.5), (2.0, 1.0), (3.0, 1.0), (4.0, 0.5), (5.0, 0.0), (9.0, 0.0)] {
            assert_eq!(trap(x, corners), y, "at {x}");
        }
        assert_eq!(trap(f64::NAN, corners), 0.0);
    }

    #[test]
    fn a_smooth_step_runs_from_zero_to_one_through_a_half() {
        assert_eq!(smoothstep(75.0, 1200.0, 75.0), 0.0);
        assert_eq!(smoothstep(75.0, 1200.0, 637.5), 0.5);
        assert_eq!(smoothstep(75.0, 1200.0, 2000.0), 1.0);
        assert_eq!(smoothstep(0.0, 1.0, f64::NAN), 0.0);
    }
}
