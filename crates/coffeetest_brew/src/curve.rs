//! Inner shapes of vessels: level from volume, and the cylinder that pours like them.

use crate::spec::Curve;

/// Level above the floor, m, at a volume, ml.
pub fn level_m(curve: &Curve, volume_ml: f64) -> f64 {
    let volume_m3 = volume_ml * 1e-6;
    match curve {
        Curve::Cyl(r, _) => volume_m3 / (core::f64::consts::PI * r * r),
        Curve::Box(a, b, _) => volume_m3 / (a * b),
        Curve::Table(points) => table_level_m(points, volume_ml),
    }
}

/// Between the table's points linearly; above its last with the last slope.
fn table_level_m(points: &[(f64, f64)], volume_ml: f64) -> f64 {
    let Some(window) = points.windows(2).find(|w| volume_ml <= w[1].1).or_else(|| points.windows(2).last()) else {
        return 0.0;
    };
    let (lo, hi) = (window[0], window[1]);
    lo.0 + (volume_ml - lo.1).max(0.0) * (hi.0 - lo.0) / (hi.1 - lo.1)
}

/// Inner height, m.
pub fn height_m(curve: &Curve) -> f64 {
    match curve {
        Curve::Cyl(_, h) | Curve::Box(_, _, h) => *h,
        Curve::Table(points) => points.last().map_or(0.0, |p| p.0),
    }
}

/// Radius, m, of the upright cylinder of the same height and volume: what tilting is reckoned with.
pub fn radius_m(curve: &Curve) -> f64 {
    let pi = core::f64::consts::PI;
    match curve {
        Curve::Cyl(r, _) => *r,
        Curve::Box(a, b, _) => (a * b / pi).sqrt(),
        Curve::Table(points) => points.last().map_or(0.0, |p| (p.1 * 1e-6 / (pi * p.0)).sqrt()),
    }
}

/// What is wrong with a shape, if anything.
pub fn fault(curve: &Curve) -> Option<&'static str> {
    match curve {
        Curve::Cyl(a, b) if !(*a > 0.0 && *b > 0.0) => Some("a cylinder needs a radius and a height above 0"),
        Curve::Box(a, b, c) if !(*a > 0.0 && *b > 0.0 && *c > 0.0) => Some("a box needs three sides above 0"),
        Curve::Table(p) if p.len() < 2 => Some("a table needs two points or more"),
        Curve::Table(p) if p[0] != (0.0, 0.0) => Some("a table begins with (0.0, 0.0)"),
        Curve::Table(p) if !p.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1) => {
            Some("heights and volumes of a table must rise")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_follows_a_cylinder_gives_the_cylinders_levels() {
        let (r, h) = (0.04, 0.10);
        let ml = |z: f64| core::f64::consts::PI * r * r * z * 1e6;
        let table = Curve::Table(vec![(0.0, 0.0), (0.03, ml(0.03)), (h, ml(h))]);
        for volume in [0.0, 50.0, 200.0, ml(h), 600.0] {
            assert!((level_m(&table, volume) - level_m(&Curve::Cyl(r, h), volume)).abs() < 1e-12, "{volume}");
        }
        assert!((radius_m(&table) - r).abs() < 1e-12 && height_m(&table) == h);
    }
}
