//! Builds the mobile body: three virtual base joints, lift, telescope, wrist, two fingers.

use bevy::prelude::*;
use coffeetest_scene::{Body, Shape};

use super::{Head, Motors, Robot};
use crate::physics::{Articulation, LinkAxis, LinkSpec, Physics, RigidBody, WorldPose};

/// The axes of the mobile body, in the order of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Joint {
    /// Base along world x, m.
    X = 0,
    /// Base along world y, m.
    Y = 1,
    /// Base heading, rad.
    Turn = 2,
    /// Height of the wrist, m.
    Lift = 3,
    /// Telescope: base centre to wrist yaw axis, m.
    Reach = 4,
    /// Wrist yaw, rad.
    Yaw = 5,
    /// Wrist pitch, rad, positive down.
    Pitch = 6,
    /// Wrist roll, rad.
    Roll = 7,
    /// Left finger, m from the hand's middle.
    Left = 8,
    /// Right finger, m from the hand's middle.
    Right = 9,
}

/// Number of axes.
pub const DOFS: usize = 10;

/// Wrist yaw axis to pitch axis, m.
pub(super) const YAW_TO_PITCH_M: f32 = 0.05;
/// Palm depth, m.
const PALM_M: f32 = 0.05;
/// The fingers reach this far past the grip point, m.
pub const FINGERTIP_M: f32 = 0.03;
/// Thickness of a finger, m.
pub const FINGER_M: f32 = 0.012;
/// Length of the telescope's moving section, m.
const BAR_M: f32 = 0.42;

/// Pitch axis to grip point, m.
pub(super) fn pitch_to_grip_m(spec: &Body) -> f32 {
    0.02 + PALM_M + spec.gripper.finger_m - FINGERTIP_M
}

/// Shapes of the hand with the fingers at half this opening, in the hand's frame (x towards the fingertips).
pub fn hand_shapes(spec: &Body, half_opening_m: f32) -> Vec<Shape> {
    let mut all = vec![palm(spec)];
    let back = FINGERTIP_M - spec.gripper.finger_m;
    for side in [1.0, -1.0] {
        let y = side * (half_opening_m + 0.5 * FINGER_M);
        let at = [0.5 * (FINGERTIP_M + back), y, -0.01];
        all.push(Shape::Box { size: [spec.gripper.finger_m, FINGER_M, 0.02], at });
    }
    all
}

fn palm(spec: &Body) -> Shape {
    let front = FINGERTIP_M - spec.gripper.finger_m;
    Shape::Box { size: [PALM_M, 0.09, 0.05], at: [front - 0.5 * PALM_M, 0.0, -0.025] }
}

/// Adds the body to the world at a start pose (x, y, heading).
pub fn build(world: &mut World, spec: &Body, start: [f32; 3]) {
    let entities: Vec<Entity> = (0..DOFS).map(|_| world.spawn_empty().id()).collect();
    let offset = YAW_TO_PITCH_M + pitch_to_grip_m(spec);
    let degrees = |axis: (f32, f32)| (axis.0.to_radians(), axis.1.to_radians());
    let base = [
        Shape::Cylinder { radius_m: spec.base.radius_m, height_m: spec.base.height_m - 0.02, at: [0.0, 0.0, 0.02] },
        Shape::Box { size: [0.12, 0.12, spec.head.height_m - 0.05], at: [0.0, 0.0, 0.05] },
    ];
    let bar = [Shape::Box { size: [BAR_M, 0.05, 0.05], at: [-0.5 * BAR_M, 0.0, -0.025] }];
    let knuckle = [Shape::Box { size: [0.06, 0.05, 0.05], at: [0.03, 0.0, -0.025] }];
    let palm = [palm(spec)];
    let back = FINGERTIP_M - spec.gripper.finger_m;
    let finger = |side: f32| {
        let at = [0.5 * (FINGERTIP_M + back), 0.5 * side * FINGER_M, -0.01];
        [Shape::Box { size: [spec.gripper.finger_m, FINGER_M, 0.02], at }]
    };
    let (left, right) = (finger(1.0), finger(-1.0));
    let opening = 0.5 * spec.gripper.opening_m;
    let plain = LinkSpec {
        entity: entities[0],
        parent: None,
        axis: LinkAxis::Slide(Vec3::X),
        at: Vec3::ZERO,
        shapes: &[],
        mass_kg: 1.0,
        inertia_kg_m2: 0.05,
        range: None,
        stiffness: 20_000.0,
        damping: 3_000.0,
        max_force: 400.0,
        friction: 0.3,
        start: start[0],
    };
    let lift = spec.lift.range;
    let reach = (spec.reach.range.0 - offset, spec.reach.range.1 - offset);
    let wrist = |axis: Vec3, at: Vec3, limits: &coffeetest_scene::Axis| LinkSpec {
        axis: LinkAxis::Turn(axis),
        at,
        mass_kg: 0.3,
        inertia_kg_m2: 0.002,
        range: Some(degrees(limits.range)),
        stiffness: 250.0,
        damping: 12.0,
        max_force: limits.max_force,
        start: 0.0,
        ..plain
    };
    let fingers = |side: f32| LinkSpec {
        parent: Some(7),
        axis: LinkAxis::Slide(Vec3::new(0.0, side, 0.0)),
        mass_kg: 0.06,
        range: Some((0.0, opening)),
        stiffness: 4_000.0,
        damping: 80.0,
        max_force: spec.gripper.force_n,
        friction: 0.8,
        start: opening,
        ..plain
    };
    let specs = [
        LinkSpec { ..plain },
        LinkSpec { entity: entities[1], parent: Some(0), axis: LinkAxis::Slide(Vec3::Y), start: start[1], ..plain },
        LinkSpec {
            entity: entities[2],
            parent: Some(1),
            axis: LinkAxis::Turn(Vec3::Z),
            shapes: &base,
            mass_kg: spec.base.mass_kg,
            stiffness: 6_000.0,
            damping: 600.0,
            max_force: 150.0,
            start: start[2],
            ..plain
        },
        LinkSpec {
            entity: entities[3],
            parent: Some(2),
            axis: LinkAxis::Slide(Vec3::Z),
            mass_kg: 2.0,
            range: Some(lift),
            stiffness: 20_000.0,
            damping: 1_500.0,
            max_force: spec.lift.max_force,
            start: lift.0.max(1.0).min(lift.1),
            ..plain
        },
        LinkSpec {
            entity: entities[4],
            parent: Some(3),
            axis: LinkAxis::Slide(Vec3::X),
            shapes: &bar,
            mass_kg: 1.2,
            range: Some(reach),
            stiffness: 10_000.0,
            damping: 700.0,
            max_force: spec.push_n,
            start: reach.0,
            ..plain
        },
        LinkSpec { entity: entities[5], parent: Some(4), ..wrist(Vec3::Z, Vec3::ZERO, &spec.wrist_yaw) },
        LinkSpec {
            entity: entities[6],
            parent: Some(5),
            shapes: &knuckle,
            ..wrist(Vec3::Y, Vec3::new(YAW_TO_PITCH_M, 0.0, 0.0), &spec.wrist_pitch)
        },
        LinkSpec {
            entity: entities[7],
            parent: Some(6),
            shapes: &palm,
            mass_kg: 0.4,
            ..wrist(Vec3::X, Vec3::new(pitch_to_grip_m(spec), 0.0, 0.0), &spec.wrist_roll)
        },
        LinkSpec { entity: entities[8], shapes: &left, ..fingers(1.0) },
        LinkSpec { entity: entities[9], shapes: &right, ..fingers(-1.0) },
    ];
    let mut physics = world.resource_mut::<Physics>();
    let chain = Articulation::new(&mut physics, &specs);
    let bodies: Vec<_> = (0..DOFS).map(|link| (chain.body(link), physics.pose(chain.body(link)))).collect();
    for (&entity, &(body, pose)) in entities.iter().zip(&bodies) {
        world.entity_mut(entity).insert((RigidBody(body), WorldPose(pose)));
    }
    let start: Vec<f32> = specs.iter().map(|link| link.start).collect();
    world.insert_resource(chain);
    world.insert_resource(Motors::new(spec, &start, &specs));
    world.insert_resource(Head::default());
    world.insert_resource(Robot {
        spec: spec.clone(),
        hand: entities[Joint::Roll as usize],
        fingers: [entities[8], entities[9]],
        base: entities[Joint::Turn as usize],
        held: None,
    });
}
