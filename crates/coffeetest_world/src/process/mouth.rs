//! Mouths of vessels in the world: discs that streams fall through, and the hollows below them.

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_brew::Vessel;

use super::stream::Landing;
use super::wiring::{Broken, Household, Inside, Mouth, Mouths};
use crate::physics::{Pose, WorldPose};
use crate::schedule::Stillness;

/// Least upward part of a mouth's normal for a stream from above to enter.
const UPRIGHT: f32 = 0.5;

/// A number that is the same as long as nothing has moved.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub(super) struct Epoch(pub u64);

/// The mouths of all vessels that are whole.
pub(super) type Whole<'w, 's> = Query<'w, 's, &'static Mouths, Without<Broken>>;

/// Counts the ticks in which something may have moved.
pub(super) fn count_epoch(stillness: Res<Stillness>, mut epoch: ResMut<Epoch>) {
    if !stillness.is_paused() {
        epoch.0 += 1;
    }
}

/// A mouth where it is now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Disc {
    pub thing: Entity,
    pub mouth: usize,
    pub vessel: Vessel,
    pub part: Entity,
    pub pose: Pose,
    pub centre: Vec3,
    pub normal: Vec3,
    of: Mouth,
}

/// All mouths where they are now.
#[derive(Resource, Clone, Debug, Default)]
pub(super) struct Discs {
    epoch: Option<u64>,
    pub all: Vec<Disc>,
}

impl Discs {
    /// Finds all mouths, unless nothing has moved since the last time.
    pub fn refresh(&mut self, epoch: Epoch, household: &Household, mouths: &Whole, poses: &Query<&WorldPose>) {
        if self.epoch == Some(epoch.0) {
            return;
        }
        self.epoch = Some(epoch.0);
        self.all.clear();
        for &thing in &household.vessels {
            let Ok(mouths) = mouths.get(thing) else { continue };
            for (mouth, of) in mouths.0.iter().enumerate() {
                let Ok(pose) = poses.get(of.part) else { continue };
                let pose = pose.0;
                self.all.push(Disc {
                    thing,
                    mouth,
                    vessel: of.vessel,
                    part: of.part,
                    pose,
                    centre: pose.transform_point(of.at),
                    normal: pose.rotation * Vec3::Z,
                    of: *of,
                });
            }
        }
    }

    /// The last mouth that a straight piece of a stream enters, with the distance to it.
    pub fn crossed(
        &self,
        from: Vec3,
        direction: Vec3,
        length: f32,
        without: Option<(Entity, usize)>,
    ) -> Option<(&Disc, f32)> {
        let mut last: Option<(&Disc, f32)> = None;
        for disc in &self.all {
            let sinks = -direction.dot(disc.normal);
            if disc.normal.z < UPRIGHT || sinks <= 0.0 || without == Some((disc.thing, disc.mouth)) {
                continue;
            }
            let distance = (from - disc.centre).dot(disc.normal) / sinks;
            if distance < 0.0 || distance > length || last.is_some_and(|(_, farthest)| farthest >= distance) {
                continue;
            }
            let aside = from + direction * distance - disc.centre;
            if aside.length_squared() <= disc.of.radius_m * disc.of.radius_m {
                last = Some((disc, distance));
            }
        }
        last
    }

    /// The narrowest hollow around a point.
    pub fn around(&self, point: Vec3, without: Option<(Entity, usize)>) -> Option<&Disc> {
        self.narrowest(point, |disc| without != Some((disc.thing, disc.mouth)))
    }

    /// The narrowest hollow around a point but those of a body.
    pub fn around_beyond(&self, point: Vec3, body: Entity) -> Option<&Disc> {
        self.narrowest(point, |disc| disc.part != body)
    }

    fn narrowest(&self, point: Vec3, counts: impl Fn(&Disc) -> bool) -> Option<&Disc> {
        let holds = |disc: &&Disc| disc.normal.z >= UPRIGHT && counts(disc) && disc.holds(point);
        self.all.iter().filter(holds).min_by(|a, b| a.of.area_m2().total_cmp(&b.of.area_m2()))
    }
}

impl Disc {
    pub fn landing(&self) -> Landing {
        Landing::Mouth(self.thing, self.mouth)
    }

    /// Whether a point is inside the hollow.
    pub fn holds(&self, point: Vec3) -> bool {
        let at = self.pose.inverse_transform_point(point);
        let level = (at - self.of.at).truncate();
        let within = match self.of.inside {
            Inside::Round(radius) => level.length_squared() <= radius * radius,
            Inside::Square(x, y) => level.x.abs() <= x && level.y.abs() <= y,
        };
        within && at.z < self.of.at.z - 0.001 && at.z > self.of.floor_m - 0.01
    }

    /// Height of a point above the floor of the hollow, m.
    pub fn height_m(&self, point: Vec3) -> f32 {
        self.pose.inverse_transform_point(point).z - self.of.floor_m
    }

    /// Whether it is so wide that what splashes stays inside.
    pub fn is_wide(&self) -> bool {
        self.of.radius_m >= 0.15
    }
}

impl Mouth {
    fn area_m2(&self) -> f32 {
        match self.inside {
            Inside::Round(radius) => std::f32::consts::PI * radius * radius,
            Inside::Square(x, y) => 4.0 * x * y,
        }
    }
}
