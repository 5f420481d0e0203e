//! Turns shapes of the data files into colliders.

use crate::math::{Quat, Vec3};
use bevy::prelude::*;
use coffeetest_scene::Shape;
use rapier3d::prelude as rapier;

use super::Pose;

/// Walls of a round vessel are this many boxes.
const CUP_SIDES: usize = 8;

/// The convex pieces of a shape with their poses in the body's frame and their volumes, m³.
pub(super) fn pieces(shape: &Shape) -> Vec<(Pose, rapier::SharedShape, f32)> {
    match *shape {
        Shape::Box { size, at } => vec![cuboid(Vec3::from(size), lowest(at, size[2]), 0.0)],
        Shape::Cylinder { radius_m, height_m, at } => vec![cylinder(radius_m, height_m, lowest(at, height_m))],
        Shape::Cup { radius_m, height_m, wall_m, at } => {
            let mut all = vec![cylinder(radius_m, wall_m, lowest(at, wall_m))];
            let middle = radius_m - 0.5 * wall_m;
            let width = 2.0 * radius_m * libm::tanf(std::f32::consts::PI / CUP_SIDES as f32);
            for side in 0..CUP_SIDES {
                let angle = std::f32::consts::TAU * side as f32 / CUP_SIDES as f32;
                let offset = Vec3::new(middle * libm::cosf(angle), middle * libm::sinf(angle), 0.0);
                all.push(cuboid(Vec3::new(wall_m, width, height_m), lowest(at, height_m) + offset, angle));
            }
            all
        }
        Shape::Tub { size, wall_m, at } => {
            let (x, y, z) = (size[0], size[1], size[2]);
            let centre = lowest(at, z);
            let mut all = vec![cuboid(Vec3::new(x, y, wall_m), lowest(at, wall_m), 0.0)];
            for sign in [-1.0, 1.0] {
                let aside = Vec3::new(sign * 0.5 * (x - wall_m), 0.0, 0.0);
                let ahead = Vec3::new(0.0, sign * 0.5 * (y - wall_m), 0.0);
                all.push(cuboid(Vec3::new(wall_m, y, z), centre + aside, 0.0));
                all.push(cuboid(Vec3::new(x - 2.0 * wall_m, wall_m, z), centre + ahead, 0.0));
            }
            all
        }
    }
}

fn lowest(at: [f32; 3], height_m: f32) -> Vec3 {
    Vec3::from(at) + Vec3::new(0.0, 0.0, 0.5 * height_m)
}

fn cuboid(size: Vec3, centre: Vec3, turn: f32) -> (Pose, rapier::SharedShape, f32) {
    let pose = Pose::from_parts(centre, Quat::from_rotation_z(turn));
    (pose, rapier::SharedShape::cuboid(0.5 * size.x, 0.5 * size.y, 0.5 * size.z), size.x * size.y * size.z)
}

fn cylinder(radius_m: f32, height_m: f32, centre: Vec3) -> (Pose, rapier::SharedShape, f32) {
    // The engine's cylinders stand along y.
    let pose = Pose::from_parts(centre, Quat::from_rotation_x(std::f32::consts::FRAC_PI_2));
    let volume = std::f32::consts::PI * radius_m * radius_m * height_m;
    (pose, rapier::SharedShape::cylinder(0.5 * height_m, radius_m), volume)
}
