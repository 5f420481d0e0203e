//! The hand: what closes between the fingers is held, what they let go of is free.

use bevy::prelude::*;

use coffeetest_scene::{Attach, Body, Shape};

use super::mechanism::FINGERTIP_M;
use super::{Joint, Motors, Robot};
use crate::math::Vec3;
use crate::physics::{Articulation, Filter, Layer, Physics, Pose, RigidBody, WorldPose};
use crate::spawn;
use crate::thing::{ControlPiece, HeldBy, Moving, Part, SeatedIn, Seats, ThingOf, riders};

/// How a closed hand holds.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grip {
    /// A thing that both fingers touch while closing is joined to the hand.
    #[default]
    Assisted,
    /// Friction alone.
    Physical,
}

/// What was let go and still lies between the fingers.
#[derive(Component, Clone, Copy, Debug)]
pub struct LeavingHand;

/// Joins what both closing fingers touch to the hand, and frees it when they open.
#[allow(clippy::needless_pass_by_value)]
pub(super) fn grip_or_release(
    mut commands: Commands,
    mut physics: ResMut<Physics>,
    chain: Res<Articulation>,
    mut motors: ResMut<Motors>,
    mut robot: ResMut<Robot>,
    grip: Res<Grip>,
    mut bodies: Query<(&RigidBody, Option<&mut Moving>, Has<ControlPiece>)>,
    others: Query<(&RigidBody, Option<&SeatedIn>, Has<Moving>)>,
    mut poses: Query<&mut WorldPose>,
    family: Query<&Part>,
    things: Query<(&ThingOf, &Seats)>,
    joints: Query<&HeldBy>,
    leaving: Query<(Entity, &RigidBody), With<LeavingHand>>,
) {
    // What is fast on what is held is held with it.
    let carried_along = |held: Entity| -> Vec<Entity> {
        let mut all = riders(held, |part| family.get(part).ok(), |thing| things.get(thing).ok());
        all.retain(|rider| {
            others.get(*rider).is_ok_and(|(_, sits, moves)| moves || sits.is_none_or(|sits| sits.weld.is_some()))
        });
        all
    };
    // A plug that is in no socket dangles along; it is light and catches nowhere.
    let dangling = |held: Entity| -> Vec<Entity> {
        let own = family.get(held).ok().and_then(|part| Some((part, things.get(part.thing).ok()?)));
        let Some((part, (of, _))) = own else { return Vec::new() };
        let hangs = |body: &str| {
            let spec = of.spec.bodies.get(body);
            spec.is_some_and(|spec| spec.on == part.name && matches!(spec.attach, Some(Attach::Cord { .. })))
        };
        let loose = |plug: Entity| others.get(plug).is_ok_and(|(_, sits, _)| sits.is_none());
        let plugs = of.parts.iter().filter(|(body, plug)| hangs(body) && loose(**plug));
        plugs.map(|(_, plug)| *plug).collect()
    };
    // Where a plug lies beside its thing, if it dangled into something.
    let wound_up = |plug: Entity, physics: &Physics| -> Option<Pose> {
        let part = family.get(plug).ok()?;
        let (of, _) = things.get(part.thing).ok()?;
        let spec = of.spec.bodies.get(&part.name)?;
        let (Some(Attach::Cord { .. }), on) = (&spec.attach, of.spec.bodies.get(&spec.on)?) else { return None };
        let (carrier, now) = (others.get(*of.parts.get(&spec.on)?).ok()?.0, others.get(plug).ok()?.0);
        let filter = Filter { without_robot: true, without_held: false, without: &[plug] };
        let pose = physics.pose(now.0);
        spec.shapes
            .iter()
            .any(|shape| physics.overlap(shape, &pose, filter).is_some())
            .then(|| physics.pose(carrier.0) * Pose::from_translation(Vec3::from(spec.at) - Vec3::from(on.at)))
    };
    let fingers = [Joint::Left as usize, Joint::Right as usize];
    let closing = fingers.iter().all(|&axis| motors.target[axis] < motors.position[axis] - 0.0005);
    for axis in fingers {
        motors.waits[axis] = false;
    }
    let palm = chain.body(Joint::Roll as usize);
    if let Some(held) = robot.held {
        // A load may press the fingers a little; only a command to open them lets it go.
        let wider = (robot.grip_half_m + 0.003).min(motors.range[fingers[0]].1 - 0.0005);
        let opening = fingers.iter().all(|&axis| motors.target[axis] > wider);
        if opening && let (Ok(by), Ok((body, moving, _))) = (joints.get(held), bodies.get_mut(held)) {
            physics.release(by.joint);
            if let Some(mut moving) = moving {
                if let Ok((carrier, ..)) = others.get(moving.carrier) {
                    spawn::lock(&mut physics, carrier.0, body.0, &mut moving);
                }
                if let Ok(mut pose) = poses.get_mut(held) {
                    pose.0 = physics.pose(body.0);
                }
            } else {
                for rider in carried_along(held).into_iter().chain(dangling(held)) {
                    commands.entity(rider).insert(LeavingHand);
                }
            }
            physics.wake(body.0);
            commands.entity(held).remove::<HeldBy>().insert(LeavingHand);
            robot.held = None;
        }
        return;
    }
    let open_wide = fingers.iter().all(|&axis| (motors.target[axis] - motors.position[axis]).abs() < 0.002);
    for (entity, body) in &leaving {
        if open_wide || closing {
            if let Some(beside) = wound_up(entity, &physics) {
                physics.set_pose(body.0, beside);
            }
            physics.set_layer(body.0, Layer::Home);
            commands.entity(entity).remove::<LeavingHand>();
        }
    }
    if !closing || !robot.takes || *grip == Grip::Physical {
        return;
    }
    // The pads feel a surface just before they press on it.
    let touched = |axis: usize, side: f32| {
        physics.near(
            &pad(&robot.spec, side),
            &physics.pose(chain.body(axis)),
            Filter { without_robot: true, ..default() },
        )
    };
    let (left, right) = (touched(fingers[0], 1.0), touched(fingers[1], -1.0));
    let both = left.iter().find(|entity| right.contains(entity)).copied();
    if both.is_none() {
        // The finger that touches first waits for the other instead of pushing the thing away.
        (motors.waits[fingers[0]], motors.waits[fingers[1]]) = (!left.is_empty(), !right.is_empty());
    }
    let Some(entity) = both else { return };
    let Ok((body, moving, control)) = bodies.get_mut(entity) else { return };
    robot.grip_half_m = motors.position[fingers[0]].max(motors.position[fingers[1]]);
    // Fingers that keep closing would press on; they hold where they are.
    for axis in fingers {
        motors.target[axis] = motors.position[axis];
    }
    let at = physics.pose(palm).translation;
    let joint = if let Some(mut moving) = moving {
        if let Ok((carrier, ..)) = others.get(moving.carrier) {
            spawn::unlock(&mut physics, carrier.0, body.0, &mut moving);
        }
        if moving.wrung { physics.weld(palm, body.0) } else { physics.pin(palm, body.0, at) }
    } else if control {
        physics.pin(palm, body.0, at)
    } else {
        physics.set_layer(body.0, Layer::Held);
        for rider in carried_along(entity) {
            if let Ok((rider, ..)) = others.get(rider) {
                physics.set_layer(rider.0, Layer::Held);
            }
        }
        for plug in dangling(entity) {
            if let Ok((plug, ..)) = others.get(plug) {
                physics.set_layer(plug.0, Layer::None);
            }
        }
        physics.weld(palm, body.0)
    };
    physics.wake(body.0);
    commands.entity(entity).insert(HeldBy { joint });
    robot.held = Some(entity);
}

/// The feeling surface of a finger, in the finger's frame.
fn pad(spec: &Body, side: f32) -> Shape {
    /// How far ahead of its surface a pad feels, m.
    const FEEL_M: f32 = 0.0035;
    let length = 0.8 * spec.gripper.finger_m;
    let back = FINGERTIP_M - spec.gripper.finger_m;
    Shape::Box {
        size: [length, FEEL_M, 0.018],
        at: [back + 0.55 * spec.gripper.finger_m, -0.5 * side * FEEL_M, -0.009],
    }
}
