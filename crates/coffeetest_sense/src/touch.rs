//! What the body feels of itself: where it is, what its hand does and what that weighs.

use bevy::prelude::{Entity, World};
use coffeetest_world::math::{Vec2, Vec3};
use coffeetest_world::physics::{Physics, RigidBody};
use coffeetest_world::robot::{Head, Joint, Motors, Posture, Robot, hand_pose};

/// What the body feels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Touch {
    /// Where the base stands, in the world.
    pub base: Vec2,
    /// Its heading, rad.
    pub heading: f32,
    /// The middle of the fingers, in the world.
    pub hand: Vec3,
    /// How far the fingers are apart, m.
    pub opening_m: f32,
    /// What the hand holds.
    pub held: Option<Entity>,
    /// What that weighs with its contents, to the 5 g that the wrist can tell, g.
    pub load_g: f32,
    /// Where the camera points relative to the base: pan (left positive) and tilt (up positive), rad.
    pub gaze: [f32; 2],
}

/// What the body feels now.
pub fn touch(world: &World) -> Touch {
    /// Finest difference of weight that the wrist can tell, g.
    const GRAIN_G: f32 = 5.0;
    let (robot, motors, head) = (world.resource::<Robot>(), world.resource::<Motors>(), world.resource::<Head>());
    let posture = Posture::from_axes(&motors.position);
    let load_kg = robot
        .held
        .and_then(|held| world.get::<RigidBody>(held))
        .map_or(0.0, |body| world.resource::<Physics>().mass_kg(body.0));
    Touch {
        base: posture.base,
        heading: posture.turn,
        hand: hand_pose(&robot.spec, &posture).translation,
        opening_m: motors.position[Joint::Left as usize] + motors.position[Joint::Right as usize],
        held: robot.held,
        load_g: libm::roundf(1000.0 * load_kg / GRAIN_G) * GRAIN_G,
        gaze: [head.pan, head.tilt],
    }
}
