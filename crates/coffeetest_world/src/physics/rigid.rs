//! Adding rigid bodies and reading or changing them.

use crate::math::Vec3;
use bevy::prelude::*;
use coffeetest_scene::Shape;
use rapier3d::prelude as rapier;

use super::shape::pieces;
use super::{Physics, Pose};

/// A rigid body in the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyId(pub(super) rapier::RigidBodyHandle);

/// What a body collides with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Everything in the home; collides with all.
    Home,
    /// Parts of the mobile body: collide with the home only.
    Robot,
    /// A thing in the hand: collides with the home only.
    Held,
    /// Collides with nothing.
    None,
}

impl Layer {
    pub(super) fn groups(self) -> rapier::InteractionGroups {
        let (home, robot, held) = (rapier::Group::GROUP_1, rapier::Group::GROUP_2, rapier::Group::GROUP_3);
        let (member, with) = match self {
            Layer::Home => (home, rapier::Group::ALL),
            Layer::Robot => (robot, home),
            Layer::Held => (held, home),
            Layer::None => (rapier::Group::NONE, rapier::Group::NONE),
        };
        rapier::InteractionGroups::new(member, with, rapier::InteractionTestMode::And)
    }
}

/// A body to add.
pub struct BodySpec<'a> {
    /// The entity it belongs to.
    pub entity: Entity,
    /// Where it is.
    pub pose: Pose,
    /// Whether it never moves.
    pub fixed: bool,
    /// Its shapes.
    pub shapes: &'a [Shape],
    /// Its mass, kg, spread over the shapes by volume.
    pub mass_kg: f32,
    /// Friction coefficient.
    pub friction: f32,
    /// Restitution.
    pub restitution: f32,
    /// What it collides with.
    pub layer: Layer,
}

impl Physics {
    /// Adds a body.
    pub fn add(&mut self, spec: &BodySpec) -> BodyId {
        self.stirred = true;
        let builder = if spec.fixed { rapier::RigidBodyBuilder::fixed() } else { rapier::RigidBodyBuilder::dynamic() };
        let handle = self.bodies.insert(builder.pose(spec.pose).user_data(u128::from(spec.entity.to_bits())));
        let pieces: Vec<_> = spec.shapes.iter().flat_map(pieces).collect();
        let volume: f32 = pieces.iter().map(|(_, _, volume)| volume).sum();
        let density = if volume > 0.0 { spec.mass_kg / volume } else { 0.0 };
        for (pose, shape, _) in pieces {
            let collider = rapier::ColliderBuilder::new(shape)
                .position(pose)
                .density(density)
                .friction(spec.friction)
                .restitution(spec.restitution)
                .collision_groups(spec.layer.groups())
                .user_data(u128::from(spec.entity.to_bits()));
            self.colliders.insert_with_parent(collider, handle, &mut self.bodies);
        }
        BodyId(handle)
    }

    /// Removes a body with its shapes and joints.
    pub fn remove(&mut self, body: BodyId) {
        self.stirred = true;
        self.bodies.remove(
            body.0,
            &mut self.islands,
            &mut self.colliders,
            &mut self.joints,
            &mut self.articulations,
            &mut self.soft,
            true,
        );
    }

    /// Where a body is.
    pub fn pose(&self, body: BodyId) -> Pose {
        self.bodies.get(body.0).map_or(Pose::IDENTITY, |body| *body.position())
    }

    /// Linear (m/s) and angular (rad/s) velocity of a body.
    pub fn velocity(&self, body: BodyId) -> (Vec3, Vec3) {
        self.bodies.get(body.0).map_or((Vec3::ZERO, Vec3::ZERO), |body| (body.linvel(), body.angvel()))
    }

    /// Puts a body somewhere at rest. Only for building a home and for parts that a seat carries.
    pub fn set_pose(&mut self, body: BodyId, pose: Pose) {
        self.stirred = true;
        if let Some(body) = self.bodies.get_mut(body.0) {
            body.set_position(pose, true);
            body.set_linvel(Vec3::ZERO, true);
            body.set_angvel(Vec3::ZERO, true);
        }
    }

    /// Makes a body immovable, or lets it move again.
    pub fn set_fixed(&mut self, body: BodyId, fixed: bool) {
        self.stirred = true;
        if let Some(body) = self.bodies.get_mut(body.0) {
            let kind = if fixed { rapier::RigidBodyType::Fixed } else { rapier::RigidBodyType::Dynamic };
            body.set_body_type(kind, true);
        }
    }

    /// Whether a body is immovable.
    pub fn is_fixed(&self, body: BodyId) -> bool {
        self.bodies.get(body.0).is_none_or(|body| body.is_fixed())
    }

    /// Changes what a body collides with.
    pub fn set_layer(&mut self, body: BodyId, layer: Layer) {
        let Some(body) = self.bodies.get(body.0) else { return };
        for &collider in body.colliders() {
            if let Some(collider) = self.colliders.get_mut(collider) {
                collider.set_collision_groups(layer.groups());
            }
        }
    }

    /// Sets the mass of a body's contents, kg, at a point of its frame.
    pub fn set_contents(&mut self, body: BodyId, mass_kg: f32, at: Vec3, radius_m: f32) {
        if let Some(body) = self.bodies.get_mut(body.0) {
            let inertia = Vec3::splat(0.4 * mass_kg * radius_m * radius_m);
            body.set_additional_mass_properties(rapier::MassProperties::new(at, mass_kg, inertia), true);
            body.recompute_mass_properties_from_colliders(&self.colliders);
        }
    }

    /// Total mass of a body with its contents, kg.
    pub fn mass_kg(&self, body: BodyId) -> f32 {
        self.bodies.get(body.0).map_or(0.0, |body| body.mass())
    }

    /// Whether a body rests and is skipped by the engine.
    pub fn is_asleep(&self, body: BodyId) -> bool {
        self.bodies.get(body.0).is_none_or(|body| body.is_sleeping() || body.is_fixed())
    }

    /// Wakes a body.
    pub fn wake(&mut self, body: BodyId) {
        self.stirred = true;
        if let Some(body) = self.bodies.get_mut(body.0) {
            body.wake_up(true);
        }
    }

    /// Largest kinetic energy per mass, J/kg, of all movable bodies that are awake.
    pub fn liveliness(&self) -> f32 {
        self.islands
            .active_bodies()
            .filter_map(|handle| self.bodies.get(handle))
            .map(|body| body.linvel().length_squared() + 0.01 * body.angvel().length_squared())
            .fold(0.0, f32::max)
    }
}
