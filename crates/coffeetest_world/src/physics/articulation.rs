//! A chain of motorised links with a fixed root: the mobile body's mechanism.

use crate::math::{Quat, Vec2, Vec3};
use bevy::prelude::*;
use coffeetest_scene::Shape;
use rapier3d::prelude as rapier;

use super::level::LEVEL_ONLY;
use super::shape::pieces;
use super::{BodyId, Layer, Physics, Pose, STEP_S};

/// Substeps of the engine's solver in a second.
const SOLVER_RATE_HZ: f32 = 4.0 / STEP_S;

/// What a link does relative to its parent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LinkAxis {
    /// Slides along this axis of the parent's frame.
    Slide(Vec3),
    /// Turns about this axis of the parent's frame.
    Turn(Vec3),
}

/// One link to add.
pub struct LinkSpec<'a> {
    /// The entity it belongs to.
    pub entity: Entity,
    /// Which link it hangs on; `None`: the fixed root.
    pub parent: Option<usize>,
    /// What it does.
    pub axis: LinkAxis,
    /// Joint origin in the parent's frame.
    pub at: Vec3,
    /// Collision shapes in the link's frame; may be empty.
    pub shapes: &'a [Shape],
    /// Mass, kg.
    pub mass_kg: f32,
    /// Moment of inertia about every axis, kg·m².
    pub inertia_kg_m2: f32,
    /// Travel limits, m or rad.
    pub range: Option<(f32, f32)>,
    /// Mass (kg) or moment of inertia (kg·m²) that the motor moves, at most.
    pub inertia_moved: f32,
    /// Time constant with which the joint comes to its target, s.
    pub lag_s: f32,
    /// Largest motor force, N or N·m.
    pub max_force: f32,
    /// Friction coefficient of its surface.
    pub friction: f32,
    /// Position at the start.
    pub start: f32,
}

struct Link {
    body: BodyId,
    joint: rapier::MultibodyJointHandle,
    slide: bool,
    stiffness: f32,
    damping: f32,
}

/// A chain of motorised links.
#[derive(Resource)]
pub struct Articulation {
    links: Vec<Link>,
}

impl Articulation {
    /// Builds the chain at the world's origin.
    pub fn new(physics: &mut Physics, specs: &[LinkSpec]) -> Self {
        let root = physics.bodies.insert(rapier::RigidBodyBuilder::fixed());
        let mut links: Vec<Link> = Vec::with_capacity(specs.len());
        let mut rises: Vec<bool> = Vec::with_capacity(specs.len());
        for spec in specs {
            let upright = match spec.axis {
                LinkAxis::Slide(axis) => axis.z == 0.0,
                LinkAxis::Turn(axis) => axis.truncate() == Vec2::ZERO,
            };
            rises.push(!upright || spec.parent.is_some_and(|parent| rises[parent]));
            let hooks = if rises[links.len()] { rapier::ActiveHooks::empty() } else { LEVEL_ONLY };
            let user = u128::from(spec.entity.to_bits());
            // The drive is counterbalanced: only what the hand carries weighs on the motors.
            let mass = rapier::MassProperties::new(Vec3::ZERO, spec.mass_kg, Vec3::splat(spec.inertia_kg_m2));
            let builder =
                rapier::RigidBodyBuilder::dynamic().gravity_scale(0.0).user_data(user).additional_mass_properties(mass);
            let handle = physics.bodies.insert(builder);
            for (pose, shape, _) in spec.shapes.iter().flat_map(pieces) {
                let collider = rapier::ColliderBuilder::new(shape)
                    .position(pose)
                    .density(0.0)
                    .friction(spec.friction)
                    .collision_groups(Layer::Robot.groups())
                    .active_hooks(hooks)
                    .user_data(user);
                physics.colliders.insert_with_parent(collider, handle, &mut physics.bodies);
            }
            let (slide, axis) = match spec.axis {
                LinkAxis::Slide(axis) => (true, axis),
                LinkAxis::Turn(axis) => (false, axis),
            };
            let (locked, free) = if slide {
                (rapier::JointAxesMask::LOCKED_PRISMATIC_AXES, rapier::JointAxis::LinX)
            } else {
                (rapier::JointAxesMask::LOCKED_REVOLUTE_AXES, rapier::JointAxis::AngX)
            };
            let turn = Quat::from_rotation_arc(Vec3::X, axis);
            // Motors are stiff servos, limited by force: their damping over a substep is well above what they move.
            let damping = 10.0 * spec.inertia_moved * SOLVER_RATE_HZ;
            let mut joint = rapier::GenericJointBuilder::new(locked)
                .local_frame1(Pose::from_parts(spec.at, turn))
                .local_frame2(Pose::from_rotation(turn))
                .motor_model(free, rapier::MotorModel::ForceBased)
                .motor_position(free, spec.start, damping / spec.lag_s, damping)
                .motor_max_force(free, spec.max_force);
            if let Some((low, high)) = spec.range {
                joint = joint.limits(free, [low, high]);
            }
            let parent = spec.parent.map_or(root, |parent| links[parent].body.0);
            let Some(joint) = physics.articulations.insert(parent, handle, joint, true) else {
                unreachable!("each link is a new body, so the chain has no loop");
            };
            links.push(Link { body: BodyId(handle), joint, slide, stiffness: damping / spec.lag_s, damping });
        }
        let chain = Self { links };
        let start: Vec<f32> = specs.iter().map(|spec| spec.start).collect();
        chain.place(physics, &start);
        chain
    }

    fn place(&self, physics: &mut Physics, positions: &[f32]) {
        for (link, position) in self.links.iter().zip(positions) {
            if let Some((multibody, id)) = physics.articulations.get_mut(link.joint)
                && let Some(inner) = multibody.link_mut(id)
            {
                inner.joint.apply_displacement(&[*position]);
            }
        }
        if let Some((multibody, _)) = self.links.first().and_then(|link| physics.articulations.get_mut(link.joint)) {
            multibody.forward_kinematics(&physics.bodies, true);
            multibody.update_rigid_bodies(&mut physics.bodies, true);
        }
    }

    /// Number of links.
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// Whether there are no links.
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    /// The body of a link.
    pub fn body(&self, link: usize) -> BodyId {
        self.links[link].body
    }

    /// The bodies of all links.
    pub fn bodies(&self) -> impl Iterator<Item = BodyId> + '_ {
        self.links.iter().map(|link| link.body)
    }

    /// Whether a link turns rather than slides.
    pub fn turns(&self, link: usize) -> bool {
        !self.links[link].slide
    }

    /// Wakes the links: a chain whose motors have work to do must not fall asleep.
    pub fn wake(&self, physics: &mut Physics) {
        for link in &self.links {
            if let Some(body) = physics.bodies.get_mut(link.body.0) {
                body.wake_up(true);
            }
        }
    }

    /// Position of a link on its axis, m, or rad up to two full turns.
    pub fn position(&self, physics: &Physics, link: usize) -> f32 {
        let link = &self.links[link];
        let Some((multibody, id)) = physics.articulations.get(link.joint) else { return 0.0 };
        let Some(joint) = multibody.link(id).map(|link| link.joint()) else { return 0.0 };
        let between = joint.data.local_frame1.inv_mul(&(joint.body_to_parent() * joint.data.local_frame2));
        if link.slide { between.translation.x } else { 2.0 * libm::atan2f(between.rotation.x, between.rotation.w) }
    }

    /// Sets a motor's target position and speed.
    pub fn drive(&self, physics: &mut Physics, link: usize, position: f32, speed: f32) {
        let link = &self.links[link];
        let axis = if link.slide { rapier::JointAxis::LinX } else { rapier::JointAxis::AngX };
        if let Some((multibody, id)) = physics.articulations.get_mut(link.joint)
            && let Some(inner) = multibody.link_mut(id)
        {
            inner.joint.data.set_motor(axis, position, speed, link.stiffness, link.damping);
        }
    }
}
