//! Builds the mobile body: three virtual base joints, lift, telescope, wrist, two fingers.

use crate::math::Vec3;
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
/// Size of the piece between wrist and palm, m.
const KNUCKLE_M: [f32; 3] = [0.06, 0.05, 0.05];
/// Palm depth, m.
const PALM_M: f32 = 0.05;
/// The fingers reach this far past the grip point, m.
pub const FINGERTIP_M: f32 = 0.03;
/// Thickness of a finger, m.
pub const FINGER_M: f32 = 0.012;
/// Width of the mast, m.
pub const MAST_M: f32 = 0.12;
/// Drive force of the base, N.
const BASE_N: f32 = 250.0;
/// Turning torque of the base, N·m.
const TURN_N_M: f32 = 100.0;

/// Pitch axis to grip point, m.
pub(super) fn pitch_to_grip_m(spec: &Body) -> f32 {
    0.02 + PALM_M + spec.gripper.finger_m - FINGERTIP_M
}

/// Length of the telescope's last section, m: drawn in, it does not stick out behind the base.
pub fn bar_m(spec: &Body) -> f32 {
    spec.reach.range.0 - YAW_TO_PITCH_M - pitch_to_grip_m(spec) + spec.base.radius_m - 0.02
}

/// Shapes of the hand with the fingers at half this opening, in the hand's frame (x towards the fingertips).
pub fn hand_shapes(spec: &Body, half_opening_m: f32) -> Vec<Shape> {
    let pivot = -pitch_to_grip_m(spec);
    let knuckle = Shape::Box { size: KNUCKLE_M, at: [pivot + 0.5 * KNUCKLE_M[0], 0.0, -0.5 * KNUCKLE_M[2]] };
    let mut all = vec![palm(spec), knuckle];
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
        Shape::Box { size: [MAST_M, MAST_M, spec.head.height_m - 0.05], at: [0.0, 0.0, 0.05] },
    ];
    let knuckle = [Shape::Box { size: KNUCKLE_M, at: [0.5 * KNUCKLE_M[0], 0.0, -0.5 * KNUCKLE_M[2]] }];
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
        inertia_moved: spec.base.mass_kg + 10.0,
        lag_s: 0.05,
        max_force: BASE_N,
        friction: 0.3,
        start: start[0],
    };
    let lift = spec.lift.range;
    let reach = (spec.reach.range.0 - offset, spec.reach.range.1 - offset);
    let length = bar_m(spec);
    let bar = [Shape::Box { size: [length, 0.05, 0.05], at: [-0.5 * length, 0.0, -0.025] }];
    let wrist = |axis: Vec3, at: Vec3, limits: &coffeetest_scene::Axis| LinkSpec {
        axis: LinkAxis::Turn(axis),
        at,
        mass_kg: 0.3,
        inertia_kg_m2: 0.002,
        range: Some(degrees(limits.range)),
        inertia_moved: 0.06,
        lag_s: 0.04,
        max_force: limits.max_force,
        start: 0.0,
        ..plain
    };
    let fingers = |side: f32| LinkSpec {
        parent: Some(7),
        axis: LinkAxis::Slide(Vec3::new(0.0, side, 0.0)),
        mass_kg: 0.06,
        inertia_kg_m2: 0.0001,
        range: Some((0.0, opening)),
        inertia_moved: 0.08,
        lag_s: 0.03,
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
            inertia_kg_m2: 0.5 * spec.base.mass_kg * spec.base.radius_m * spec.base.radius_m,
            inertia_moved: 6.0,
            max_force: TURN_N_M,
            start: start[2],
            ..plain
        },
        LinkSpec {
            entity: entities[3],
            parent: Some(2),
            axis: LinkAxis::Slide(Vec3::Z),
            mass_kg: 2.0,
            range: Some(lift),
            inertia_moved: 6.0,
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
            inertia_moved: 4.0,
            max_force: spec.reach.max_force,
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
    world.insert_resource(Motors::new(spec, &start, &specs.map(|link| link.range)));
    world.insert_resource(Head::default());
    world.insert_resource(Robot {
        spec: spec.clone(),
        hand: entities[Joint::Roll as usize],
        fingers: [entities[8], entities[9]],
        base: entities[Joint::Turn as usize],
        held: None,
        grip_half_m: 0.0,
        takes: true,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::physics::{BodySpec, Layer, Pose};
    use crate::robot::drive_motors;

    /// A body at the origin with one built-in box, its motors taken out of the world.
    fn body_before(size: [f32; 3], at: Vec3) -> (Physics, Articulation, Motors) {
        let library = coffeetest_scene::Library::builtin().expect("the shipped scenes are sound");
        let mut world = World::new();
        world.init_resource::<Physics>();
        build(&mut world, library.body("homehelper").expect("it is shipped"), [0.0; 3]);
        let entity = world.spawn_empty().id();
        let mut physics = world.remove_resource::<Physics>().expect("a world has physics");
        physics.add(&BodySpec {
            entity,
            pose: Pose::from_translation(at),
            fixed: true,
            shapes: &[Shape::Box { size, at: [0.0; 3] }],
            mass_kg: 1.0,
            friction: 0.5,
            restitution: 0.0,
            layer: Layer::Home,
        });
        let chain = world.remove_resource::<Articulation>().expect("a body has a chain");
        (physics, chain, world.remove_resource::<Motors>().expect("a body has motors"))
    }

    fn drive_to(y: f32, physics: &mut Physics, chain: &Articulation, motors: &mut Motors) {
        motors.target[Joint::Y as usize] = y;
        for _ in 0..300 {
            drive_motors(physics, chain, motors);
            physics.step();
        }
    }

    #[test]
    fn a_base_pushes_as_hard_as_its_drive_and_no_harder() {
        let (mut physics, chain, mut motors) = body_before([2.0, 0.2, 0.2], Vec3::new(0.0, 0.5, 0.0));
        drive_to(0.5, &mut physics, &chain, &mut motors);
        let force_n: f32 = physics.contacts(chain.body(Joint::Turn as usize)).iter().map(|(_, force_n)| force_n).sum();
        assert!((force_n - BASE_N).abs() < 0.01 * BASE_N, "{force_n} N");
        let y = motors.position[Joint::Y as usize];
        assert!((y - 0.2).abs() < 0.001, "its rim touches at 0.2 m, it stands at {y}");
    }

    #[test]
    fn a_mast_that_meets_the_edge_of_a_shelf_is_stopped_and_not_thrown() {
        // The mast ends at 1.4 m, the shelf begins 20 mm lower.
        let (mut physics, chain, mut motors) = body_before([2.0, 0.4, 0.3], Vec3::new(0.0, 0.5, 1.38));
        drive_to(0.9, &mut physics, &chain, &mut motors);
        let y = motors.position[Joint::Y as usize];
        assert!((0.2..0.26).contains(&y), "the mast's front is 60 mm ahead of its middle, which is at {y}");
        assert!(physics.liveliness() < 0.01, "it stands still");
    }

    #[test]
    fn a_body_that_stands_under_a_shelf_already_is_not_thrown_either() {
        let (mut physics, chain, mut motors) = body_before([2.0, 2.0, 0.3], Vec3::new(0.0, 0.0, 1.38));
        drive_to(0.3, &mut physics, &chain, &mut motors);
        assert!(motors.position.iter().all(|position| position.is_finite()));
        assert!(physics.liveliness() < 0.5, "{}", physics.liveliness());
    }

    #[test]
    fn every_motor_brings_its_axis_to_its_target() {
        let library = coffeetest_scene::Library::builtin().expect("the shipped scenes are sound");
        for (id, spec) in library.bodies() {
            let mut world = World::new();
            world.init_resource::<Physics>();
            build(&mut world, spec, [0.3, -0.2, 0.5]);
            let mut motors = world.remove_resource::<Motors>().expect("a body has motors");
            let chain = world.remove_resource::<Articulation>().expect("a body has a chain");
            let mut physics = world.remove_resource::<Physics>().expect("a world has physics");
            for axis in 0..DOFS {
                let (low, high) = motors.range[axis];
                motors.target[axis] = (motors.target[axis] + 0.2).clamp(low.max(-1.0), high.min(1.2));
            }
            for _ in 0..600 {
                drive_motors(&mut physics, &chain, &mut motors);
                physics.step();
            }
            for axis in 0..DOFS {
                let miss = (chain.position(&physics, axis) - motors.target[axis]).abs();
                assert!(miss < 0.002, "{id}: axis {axis} is {miss} off");
            }
        }
    }
}
