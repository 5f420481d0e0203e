//! Joints and controls: what hands moved is told to the machines.

use bevy::prelude::*;

use super::wiring::{ControlPort, Jams, JointPort, PistonPort, Ports, Process, SeatRole};
use crate::Clock;
use crate::event::{Happened, Happenings};
use crate::physics::{Physics, RigidBody, WorldPose};
use crate::robot::{Motors, Posture, Robot, hand_pose};
use crate::spawn;
use crate::thing::{ControlPiece, HeldBy, Lock, Moving, Role, SeatedIn, ThingOf};

/// Loudness of a click at one metre, dB (assumed).
const CLICK_DB: f32 = 45.0;

/// Tells machines how far their joints have travelled.
pub(super) fn follow_joints(joints: Query<(&Moving, &JointPort), Changed<Moving>>, mut ports: Query<&mut Ports>) {
    for (moving, joint) in &joints {
        let Ok(mut ports) = ports.get_mut(joint.thing) else { continue };
        let travel = f64::from(moving.travel);
        let input = &mut ports.inputs.joints[joint.index];
        input.x = if joint.turns { travel.to_degrees() } else { travel };
        input.closed = moving.is_closed();
    }
}

/// Tells machines which controls were operated. A push moves a control that stays to its next position.
pub(super) fn follow_controls(
    clock: Res<Clock>,
    mut pieces: Query<(Entity, &ControlPiece, &mut ControlPort, &WorldPose), Changed<ControlPiece>>,
    mut ports: Query<&mut Ports>,
    mut happenings: ResMut<Happenings>,
) {
    for (part, piece, mut control, pose) in &mut pieces {
        if piece.pushed == control.was_pushed {
            continue;
        }
        control.was_pushed = piece.pushed;
        let Ok(mut ports) = ports.get_mut(control.thing) else { continue };
        let input = &mut ports.inputs.controls[control.index];
        if control.momentary {
            input.pressed = piece.pushed;
        } else if piece.pushed {
            input.state = (input.state + 1) % control.states.max(1);
        }
        if piece.pushed {
            happenings.note(clock.tick, Happened::Pressed { thing: control.thing, part });
            let (at, from) = (pose.0.translation, Some(control.thing));
            happenings.note(clock.tick, Happened::Sound { name: "click".into(), at, loudness_db: CLICK_DB, from });
        }
    }
}

/// Tells machines how controls that turn are turned, and turns those that a machine throws.
pub(super) fn follow_knobs(
    mut physics: ResMut<Physics>,
    mut knobs: Query<(&mut Moving, &mut ControlPort, &RigidBody, &mut WorldPose, Has<HeldBy>)>,
    bodies: Query<&RigidBody>,
    mut ports: Query<&mut Ports>,
) {
    for (mut moving, mut control, body, mut pose, held) in &mut knobs {
        let Ok(mut ports) = ports.get_mut(control.thing) else { continue };
        let (now, told) = (moving.position(), control.told);
        let input = &ports.inputs.controls[control.index];
        let thrown = now.is_some_and(|now| input.state != told && input.state != now) && !held;
        if thrown && let (Some(notch), Ok(carrier)) = (moving.notch, bodies.get(moving.carrier)) {
            control.told = input.state;
            let travel = moving.range.0 + control.told as f32 * notch;
            pose.0 = spawn::throw(&mut physics, carrier.0, body.0, &mut moving, travel);
            continue;
        }
        let state = now.unwrap_or(input.state);
        let open = f64::from(moving.openness());
        if state != input.state || open != input.open {
            let input = &mut ports.inputs.controls[control.index];
            (input.state, input.open) = (state, open);
        }
        if control.told != state {
            control.told = state;
        }
    }
}

/// Tells machines how tight what is screwed into their seats is.
pub(super) fn follow_threads(
    threads: Query<(&Moving, &SeatedIn), Changed<Moving>>,
    things: Query<&ThingOf>,
    mut ports: Query<&mut Ports>,
) {
    for (moving, sits) in threads.iter().filter(|(moving, _)| moving.role == Role::Thread) {
        let (Ok(of), Ok(mut ports)) = (things.get(sits.thing), ports.get_mut(sits.thing)) else { continue };
        tighten(&mut ports, of, &sits.seat, f64::from(moving.openness().clamp(0.0, 1.0)));
    }
}

/// Tells a thing's machine that what sits in a seat is loose again.
pub(crate) fn loosen(world: &mut World, thing: Entity, seat: &str) {
    let Some(of) = world.get::<ThingOf>(thing).cloned() else { return };
    if let Some(mut ports) = world.get_mut::<Ports>(thing) {
        tighten(&mut ports, &of, seat, 0.0);
    }
}

fn tighten(ports: &mut Ports, of: &ThingOf, seat: &str, tight: f64) {
    let Some(place) = of.spec.seats.keys().position(|name| name == seat) else { return };
    if let SeatRole::Seat(index) = ports.seats[place].role {
        ports.inputs.seats[index].tight = tight;
    }
}

/// Stops what is blocked on its way to being shut: it can be opened, and shut as far as to where it meets what is in the
/// way. There it is as good as built in, so that the hand that pushes on feels it.
pub(super) fn jam_joints(
    mut physics: ResMut<Physics>,
    (robot, motors): (Res<Robot>, Res<Motors>),
    mut joints: Query<(&mut Moving, &JointPort, &RigidBody, Has<HeldBy>), With<Jams>>,
    bodies: Query<&RigidBody>,
    machines: Query<&Process>,
) {
    /// Where that is, as a share of its way from shut (assumed).
    const MEETS: f32 = 0.1;
    /// The hand means to go somewhere when it is told to be this far from where it is, m.
    const MEANT_M: f32 = 0.001;
    for (mut moving, port, body, held) in &mut joints {
        let blocked = machines.get(port.thing).is_ok_and(|process| process.0.is_blocked(port.index));
        let jams_at = blocked.then(|| {
            let (shut, open) = moving.range;
            // What is shut already is not thrown open.
            let least = moving.jams_at.unwrap_or(shut);
            moving.travel.clamp(least, least.max(shut + MEETS * (open - shut)))
        });
        if jams_at != moving.jams_at {
            moving.jams_at = jams_at;
        }
        let (true, Ok(carrier)) = (held, bodies.get(moving.carrier)) else { continue };
        let opens_m = {
            let hand = |axes| hand_pose(&robot.spec, &Posture::from_axes(axes)).translation;
            let way = hand(&motors.set_point) - hand(&motors.position);
            physics.pose(carrier.0).rotation.inverse().mul_vec3(way).dot(moving.opening())
        };
        let jams = jams_at.is_some_and(|at| moving.travel <= at);
        if jams && opens_m < -MEANT_M && moving.lock == Lock::Open {
            spawn::lock(&mut physics, carrier.0, body.0, &mut moving);
        } else if (!jams || opens_m > MEANT_M) && moving.lock != Lock::Open {
            spawn::unlock(&mut physics, carrier.0, body.0, &mut moving);
        }
    }
}

/// Lets plungers be as hard to move as what they press on makes them.
pub(super) fn resist_pistons(
    mut physics: ResMut<Physics>,
    mut rods: Query<(&mut Moving, &PistonPort)>,
    machines: Query<&Process>,
) {
    /// Smaller changes are not felt, N.
    const FELT_N: f32 = 0.2;
    for (mut moving, port) in &mut rods {
        let Ok(process) = machines.get(port.thing) else { continue };
        let load_n = process.0.get(&port.force).map_or(0.0, |force_n| force_n as f32);
        if (load_n - moving.load_n).abs() > FELT_N {
            moving.load_n = load_n;
            physics.set_hold(moving.joint, moving.hinge, moving.hold());
        }
    }
}
