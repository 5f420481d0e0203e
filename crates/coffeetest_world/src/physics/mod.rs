//! Rigid bodies, joints and queries: the one place that knows the physics engine.

mod articulation;
mod joint;
mod level;
mod query;
mod rigid;
mod shape;

use crate::math::Vec3;
use bevy::prelude::*;
use rapier3d::prelude as rapier;

pub use articulation::{Articulation, LinkAxis, LinkSpec};
pub use joint::{Hold, JointId, Rail};
pub use query::{Filter, Hit};
pub use rapier3d::math::Pose3 as Pose;
pub use rigid::{BodyId, BodySpec, Layer};

/// Physics steps in one tick of 50 ms.
pub const SUBSTEPS: usize = 3;
/// Length of a physics step, s.
pub const STEP_S: f32 = 1.0 / 60.0;
/// Size of what is handled, m: how far contacts are foreseen and what overlap is allowed go with it.
const KITCHENWARE_M: f32 = 0.1;
/// Gravity, m/s², along −z.
pub const GRAVITY_M_S2: f32 = 9.81;

/// The rigid body an entity has in the engine.
#[derive(Component, Clone, Copy, Debug)]
pub struct RigidBody(pub BodyId);

/// Where an entity's body is, as of the last physics step.
#[derive(Component, Clone, Copy, Debug)]
pub struct WorldPose(pub Pose);

/// All rigid bodies of one home.
#[derive(Resource)]
pub struct Physics {
    bodies: rapier::RigidBodySet,
    colliders: rapier::ColliderSet,
    joints: rapier::ImpulseJointSet,
    articulations: rapier::MultibodyJointSet,
    soft: rapier::SoftBodySet,
    islands: rapier::IslandManager,
    broad_phase: rapier::DefaultBroadPhase,
    narrow_phase: rapier::NarrowPhase,
    ccd: rapier::CCDSolver,
    pipeline: rapier::PhysicsPipeline,
    parameters: rapier::IntegrationParameters,
    stirred: bool,
}

impl Default for Physics {
    fn default() -> Self {
        // The engine's tolerances are meant for things of about this size.
        let parameters = rapier::IntegrationParameters {
            dt: STEP_S,
            length_unit: KITCHENWARE_M,
            normalized_contact_recycle_distance: 0.01,
            // With one pass a light stack that sits in seats trembles and creeps.
            num_internal_pgs_iterations: 2,
            num_internal_stabilization_iterations: 2,
            ..Default::default()
        };
        Self {
            bodies: rapier::RigidBodySet::new(),
            colliders: rapier::ColliderSet::new(),
            joints: rapier::ImpulseJointSet::new(),
            articulations: rapier::MultibodyJointSet::new(),
            soft: rapier::SoftBodySet::new(),
            islands: rapier::IslandManager::new(),
            broad_phase: rapier::DefaultBroadPhase::new(),
            narrow_phase: rapier::NarrowPhase::new(),
            ccd: rapier::CCDSolver::new(),
            pipeline: rapier::PhysicsPipeline::new(),
            parameters,
            stirred: true,
        }
    }
}

impl Physics {
    /// Advances everything by one step of [`STEP_S`].
    pub fn step(&mut self) {
        self.pipeline.step(
            Vec3::new(0.0, 0.0, -GRAVITY_M_S2),
            &self.parameters,
            &mut self.islands,
            &mut self.broad_phase,
            &mut self.narrow_phase,
            &mut self.bodies,
            &mut self.colliders,
            &mut self.joints,
            &mut self.articulations,
            &mut self.soft,
            &mut self.ccd,
            &level::LevelContacts,
            &(),
        );
    }

    /// Whether somebody changed a body or a joint since this was asked last.
    pub fn take_stirred(&mut self) -> bool {
        std::mem::take(&mut self.stirred)
    }

    /// Whether somebody has changed a body or a joint since [`Physics::take_stirred`].
    pub fn is_stirred(&self) -> bool {
        self.stirred
    }

    /// Entities whose bodies are awake, in the engine's (deterministic) order.
    pub fn awake(&self) -> impl Iterator<Item = (Entity, BodyId)> + '_ {
        self.islands.active_bodies().filter_map(|handle| {
            let body = self.bodies.get(handle)?;
            Some((Entity::try_from_bits(body.user_data as u64)?, BodyId(handle)))
        })
    }
}

/// Copies the poses of bodies that may have moved to their entities.
pub fn read_poses(physics: Res<Physics>, mut poses: Query<&mut WorldPose>) {
    for (entity, body) in physics.awake() {
        if let Ok(mut pose) = poses.get_mut(entity) {
            pose.0 = physics.pose(body);
        }
    }
}
