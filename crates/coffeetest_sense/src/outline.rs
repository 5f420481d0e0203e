//! Points of a body at which one looks to see whether it is there.

use coffeetest_scene::Shape;
use coffeetest_world::math::Vec3;

/// How far out towards the corners one looks, as a share of the way.
const SHARE: f32 = 0.9;

/// Middle and half extent of a shape's box in its body's frame.
fn frame(shape: &Shape) -> (Vec3, Vec3) {
    let (at, size) = match *shape {
        Shape::Box { size, at } | Shape::Tub { size, at, .. } => (at, size),
        Shape::Cylinder { radius_m, height_m, at } | Shape::Cup { radius_m, height_m, at, .. } => {
            (at, [2.0 * radius_m, 2.0 * radius_m, height_m])
        }
    };
    let half = 0.5 * Vec3::from(size);
    (Vec3::from(at) + Vec3::new(0.0, 0.0, half.z), half)
}

/// Middle and radius of a ball around shapes, in their body's frame.
pub fn ball(shapes: &[Shape]) -> (Vec3, f32) {
    let corners = shapes.iter().map(frame).map(|(middle, half)| (middle - half, middle + half));
    let hull = corners.reduce(|(low, high), (a, b)| (low.min(a), high.max(b)));
    hull.map_or((Vec3::ZERO, 0.0), |(low, high)| (0.5 * (low + high), 0.5 * (high - low).length()))
}

/// Points to look at, in the body's frame: the middles of all shapes, then the middles of the faces and the corners of
/// the larger ones.
pub fn points(shapes: &[Shape]) -> impl Iterator<Item = Vec3> {
    /// Corners of more shapes than this tell nothing new.
    const SHAPES: usize = 5;
    let mut frames: Vec<(Vec3, Vec3)> = shapes.iter().map(frame).collect();
    frames.sort_by(|a, b| b.1.length_squared().total_cmp(&a.1.length_squared()));
    let middles: Vec<Vec3> = frames.iter().map(|(middle, _)| *middle).collect();
    frames.truncate(SHAPES);
    let outer = frames
        .into_iter()
        .flat_map(|(middle, half)| directions().map(move |direction| middle + direction * half * SHARE));
    middles.into_iter().chain(outer)
}

/// The faces and the corners of a box, from its middle.
fn directions() -> impl Iterator<Item = Vec3> {
    let faces = [Vec3::Z, Vec3::X, Vec3::NEG_X, Vec3::Y, Vec3::NEG_Y, Vec3::NEG_Z];
    let corners = (0..8).map(|corner| {
        let sign = |bit: i32| if corner & bit == 0 { -1.0 } else { 1.0 };
        Vec3::new(sign(1), sign(2), sign(4))
    });
    faces.into_iter().chain(corners)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ball_holds_all_points() {
        let shapes = [
            Shape::Box { size: [0.4, 0.2, 0.1], at: [0.3, 0.0, 0.2] },
            Shape::Cup { radius_m: 0.04, height_m: 0.09, wall_m: 0.005, at: [0.0; 3] },
        ];
        let (middle, radius_m) = ball(&shapes);
        assert!(points(&shapes).all(|point| (point - middle).length() <= radius_m + 1e-6));
        assert_eq!(points(&shapes).count(), 2 + 2 * 14);
    }
}
