//! Checks of what a hand and a solver meet: shapes, grasps.

use super::page::{At, Page};
use crate::{Grasp, Shape};

impl<T> Page<'_, T> {
    /// A shape must enclose some volume, and a hollow one some hollow.
    pub(super) fn shape(&mut self, at: &At, shape: &Shape) {
        let hollow = "The walls are too thick for its size.";
        match *shape {
            Shape::Box { size, at: point } => {
                self.size(&at.to("size"), size);
                self.point(&at.to("at"), point);
            }
            Shape::Cylinder { radius_m, height_m, at: point } => {
                self.round(at, radius_m, height_m);
                self.point(&at.to("at"), point);
            }
            Shape::Cup { radius_m, height_m, wall_m, at: point } => {
                self.round(at, radius_m, height_m);
                self.above_zero(&at.to("wall_m"), wall_m);
                let solid = radius_m > 0.0 && height_m > 0.0 && (wall_m >= radius_m || wall_m >= height_m);
                self.must(!solid, &at.to("wall_m"), "the cup has no hollow", hollow);
                self.point(&at.to("at"), point);
            }
            Shape::Tub { size, wall_m, at: point } => {
                self.size(&at.to("size"), size);
                self.above_zero(&at.to("wall_m"), wall_m);
                let solid =
                    size.iter().all(|v| *v > 0.0) && (2.0 * wall_m >= size[0].min(size[1]) || wall_m >= size[2]);
                self.must(!solid, &at.to("wall_m"), "the tub has no hollow", hollow);
                self.point(&at.to("at"), point);
            }
        }
    }

    fn round(&mut self, at: &At, radius_m: f32, height_m: f32) {
        self.within(&at.to("radius_m"), radius_m, 1e-4, 10.0);
        self.within(&at.to("height_m"), height_m, 1e-4, 10.0);
    }

    /// A bar must have a thickness and a direction, and the hand a way to it.
    pub(super) fn grasp(&mut self, at: &At, grasp: &Grasp) {
        self.point(&at.to("at"), grasp.at);
        self.direction(&at.to("along"), grasp.along);
        self.within(&at.to("width_m"), grasp.width_m, 0.0005, 0.5);
        for (i, from) in grasp.from.iter().enumerate() {
            self.direction(&at.to("from").to(i), *from);
        }
    }

    /// Several bars.
    pub(super) fn grasps(&mut self, at: &At, grasps: &[Grasp]) {
        grasps.iter().enumerate().for_each(|(i, grasp)| self.grasp(&at.to(i), grasp));
    }
}
