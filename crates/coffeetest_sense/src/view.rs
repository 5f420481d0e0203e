//! Views: where the camera looks, what is within its frame, and what stands in the way.

use bevy::prelude::{Entity, World};
use coffeetest_world::math::Vec3;
use coffeetest_world::physics::{Filter, Physics, Pose};
use coffeetest_world::robot::Robot;
use coffeetest_world::sim::{Glances, camera};

/// A thing counts as reached by a line of sight that ends this close before it, m.
const REACHED_M: f32 = 0.004;

/// One picture of the camera.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Pose of the camera: x forward along the view, y left, z up.
    pub pose: Pose,
    /// Half the width and half the height of the picture at a distance of 1 m, m.
    pub half_m: [f32; 2],
    /// Farthest distance at which a thing is made out, m.
    pub range_m: f32,
}

/// What the camera sees now, and what it saw on the way during the present skill.
pub fn views(world: &World) -> Vec<View> {
    let head = &world.resource::<Robot>().spec.head;
    let half_m = [head.hfov_deg, head.vfov_deg].map(|fov| libm::tanf(0.5 * fov.to_radians()));
    let glances = &world.resource::<Glances>().0;
    let poses = std::iter::once(camera(world)).chain(glances.iter().copied());
    poses.map(|pose| View { pose, half_m, range_m: head.range_m }).collect()
}

/// Whether a point is this near to the camera in one of the views.
pub fn is_near(views: &[View], at: Vec3, within_m: f32) -> bool {
    views.iter().any(|view| (at - view.eye()).length() < within_m)
}

impl View {
    /// Where the camera is.
    pub fn eye(&self) -> Vec3 {
        self.pose.translation
    }

    /// Whether a point of the world is within the picture and near enough.
    pub fn frames(&self, point: Vec3) -> bool {
        let local = self.pose.inverse_transform_point(point);
        local.x > 0.05
            && local.y.abs() <= self.half_m[0] * local.x
            && local.z.abs() <= self.half_m[1] * local.x
            && local.length_squared() <= self.range_m * self.range_m
    }

    /// Whether a ball may be within the picture.
    pub fn may_frame(&self, centre: Vec3, radius_m: f32) -> bool {
        let local = self.pose.inverse_transform_point(centre);
        let outside = |aside: f32, half_m: f32| {
            // Distance to the side plane of the frustum.
            (aside.abs() - half_m * local.x) / (1.0 + half_m * half_m).sqrt() > radius_m
        };
        local.x > -radius_m
            && local.length() - radius_m <= self.range_m
            && !outside(local.y, self.half_m[0])
            && !outside(local.z, self.half_m[1])
    }

    /// Whether a point is in the picture and the line of sight to it meets nothing, or nothing but bodies of which
    /// `is_it` says that they are what is looked at.
    pub fn sees(&self, physics: &Physics, point: Vec3, filter: Filter, is_it: impl Fn(Entity) -> bool) -> bool {
        if !self.frames(point) {
            return false;
        }
        let line = point - self.eye();
        let length_m = line.length();
        let filter = Filter { without_robot: true, ..filter };
        match physics.ray(self.eye(), line / length_m, length_m, filter) {
            None => true,
            Some(hit) => is_it(hit.entity) || hit.distance_m >= length_m - REACHED_M,
        }
    }
}
