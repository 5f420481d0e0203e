//! Questions to the physics engine: rays, overlaps, contacts.

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_scene::Shape;
use rapier3d::prelude as rapier;

use super::shape::pieces;
use super::{BodyId, Physics, Pose};

/// What a ray met.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// Whose body it is.
    pub entity: Entity,
    /// Distance along the ray, m.
    pub distance_m: f32,
}

/// What a query leaves out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Skip the mobile body's own parts.
    pub without_robot: bool,
    /// Skip what the hand holds.
    pub without_held: bool,
    /// Skip these entities.
    pub without: &'a [Entity],
}

impl Physics {
    /// The first body along a ray of this length.
    pub fn ray(&self, from: Vec3, direction: Vec3, length_m: f32, filter: Filter) -> Option<Hit> {
        let keep = |_: rapier::ColliderHandle, collider: &rapier::Collider| {
            entity_of(collider).is_some_and(|entity| !filter.without.contains(&entity))
        };
        let query = self.query(filter, &keep);
        let (handle, distance_m) = query.cast_ray(&rapier::Ray::new(from, direction), length_m, true)?;
        Some(Hit { entity: entity_of(self.colliders.get(handle)?)?, distance_m })
    }

    /// The first entity whose body overlaps a shape at a pose.
    pub fn overlap(&self, shape: &Shape, pose: &Pose, filter: Filter) -> Option<Entity> {
        let keep = |_: rapier::ColliderHandle, collider: &rapier::Collider| {
            entity_of(collider).is_some_and(|entity| !filter.without.contains(&entity))
        };
        let query = self.query(filter, &keep);
        pieces(shape).iter().find_map(|(local, shape, _)| {
            let (_, collider) = query.intersect_shape(pose * local, &**shape).next()?;
            entity_of(collider)
        })
    }

    /// All entities whose bodies overlap a shape at a pose, in entity order.
    pub fn near(&self, shape: &Shape, pose: &Pose, filter: Filter) -> Vec<Entity> {
        let keep = |_: rapier::ColliderHandle, collider: &rapier::Collider| {
            entity_of(collider).is_some_and(|entity| !filter.without.contains(&entity))
        };
        let query = self.query(filter, &keep);
        let mut found: Vec<Entity> = pieces(shape)
            .iter()
            .flat_map(|(local, shape, _)| {
                query.intersect_shape(pose * local, &**shape).filter_map(|(_, hit)| entity_of(hit)).collect::<Vec<_>>()
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Entities that touch a body, each with the force in the last step, N.
    pub fn contacts(&self, body: BodyId) -> Vec<(Entity, f32)> {
        let Some(body) = self.bodies.get(body.0) else { return Vec::new() };
        let mut found: Vec<(Entity, f32)> = Vec::new();
        for &collider in body.colliders() {
            for pair in self.narrow_phase.contact_pairs_with(collider) {
                let force = pair.total_impulse_magnitude() / self.parameters.dt;
                let other = if pair.collider1 == collider { pair.collider2 } else { pair.collider1 };
                if force > 0.0
                    && let Some(entity) = self.colliders.get(other).and_then(entity_of)
                {
                    found.push((entity, force));
                }
            }
        }
        found.sort_by_key(|(entity, _)| *entity);
        found
    }

    /// Smallest box around a body's shapes: lower and upper corner, world frame.
    pub fn bounds(&self, body: BodyId) -> Option<(Vec3, Vec3)> {
        let body = self.bodies.get(body.0)?;
        body.colliders().iter().filter_map(|&handle| self.colliders.get(handle)).fold(None, |bounds, collider| {
            let aabb = collider.shape().compute_aabb(&(body.position() * collider.position_wrt_parent()?));
            Some(
                bounds.map_or((aabb.mins, aabb.maxs), |(low, high): (Vec3, Vec3)| {
                    (low.min(aabb.mins), high.max(aabb.maxs))
                }),
            )
        })
    }

    fn query<'a>(
        &'a self,
        filter: Filter,
        keep: &'a dyn Fn(rapier::ColliderHandle, &rapier::Collider) -> bool,
    ) -> rapier::QueryPipeline<'a> {
        let mut with = rapier::Group::GROUP_1;
        if !filter.without_robot {
            with |= rapier::Group::GROUP_2;
        }
        if !filter.without_held {
            with |= rapier::Group::GROUP_3;
        }
        let groups = rapier::InteractionGroups::new(rapier::Group::ALL, with, rapier::InteractionTestMode::And);
        let mut engine_filter = rapier::QueryFilter::default().groups(groups);
        engine_filter.predicate = Some(keep);
        self.broad_phase.as_query_pipeline(
            self.narrow_phase.query_dispatcher(),
            &self.bodies,
            &self.colliders,
            engine_filter,
        )
    }
}

fn entity_of(collider: &rapier::Collider) -> Option<Entity> {
    Entity::try_from_bits(collider.user_data as u64)
}
