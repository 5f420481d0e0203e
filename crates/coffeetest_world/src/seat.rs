//! Seats and rails: what sits where, how far doors and buttons have travelled.

use std::f32::consts::TAU;

use crate::math::{Quat, Vec3};
use bevy::prelude::*;
use coffeetest_brew::spec::Comp;
use coffeetest_scene::{Hold as SeatHold, Thing};

use crate::physics::{Physics, Pose, RigidBody, WorldPose};
use crate::robot::Robot;
use crate::schedule::{SimSet, SimTick, Stillness};
use crate::thing::{ControlPiece, HeldBy, Moving, Part, Role, SeatedIn, Seats, ThingOf};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        SimTick,
        (follow_rails, leave_seats, take_seats)
            .chain()
            .after(crate::physics::read_poses)
            .in_set(SimSet::Physics)
            .run_if(|stillness: Res<Stillness>| !stillness.is_paused()),
    );
}

/// What a seat, a filter slot or a socket takes, and how.
#[derive(Clone, Debug)]
pub struct SeatRule {
    /// Tags it accepts.
    pub accepts: Vec<String>,
    /// Tolerance of position, m.
    pub tol_m: f32,
    /// Tolerance of direction, rad.
    pub tol_rad: f32,
    /// Tolerance of its upright direction, rad.
    pub tol_lean_rad: f32,
    /// Force to push in, N.
    pub insert_n: f32,
    /// Force to pull out, N.
    pub retain_n: f32,
}

/// The rule of a thing's seat.
pub fn seat_rule(thing: &Thing, seat: &str) -> Option<SeatRule> {
    match thing.comps.get(seat)? {
        Comp::Seat(spec) => Some(SeatRule {
            accepts: spec.accepts.clone(),
            tol_m: 0.001 * spec.tol_mm as f32,
            tol_rad: (spec.tol_deg as f32).to_radians(),
            tol_lean_rad: 0.2,
            insert_n: spec.insert_n as f32,
            retain_n: spec.retain_n as f32,
        }),
        Comp::Filter(spec) => Some(SeatRule {
            accepts: spec.accepts.clone(),
            tol_m: 0.03,
            tol_rad: std::f32::consts::PI,
            // Paper gives way and finds its place.
            tol_lean_rad: 0.6,
            insert_n: 1.0,
            retain_n: 0.5,
        }),
        Comp::Socket(spec) => Some(SeatRule {
            accepts: spec.accepts.clone(),
            tol_m: 0.001 * spec.tol_mm as f32,
            tol_rad: (spec.tol_deg as f32).to_radians(),
            tol_lean_rad: 0.2,
            insert_n: spec.insert_n as f32,
            retain_n: spec.retain_n as f32,
        }),
        _ => None,
    }
}

/// What a part counts as: its own tags, and those of its thing when it is the main body.
pub fn tags_of<'a>(thing: &'a Thing, body: &str) -> Vec<&'a str> {
    let own = thing.bodies.get(body).map(|body| body.tags.as_slice()).unwrap_or_default();
    let whole = if body == "body" { thing.tags.as_slice() } else { &[] };
    own.iter().chain(whole).map(String::as_str).collect()
}

/// Whether a seat takes a part.
pub fn accepts(host: &Thing, seat: &str, thing: &Thing, body: &str) -> bool {
    seat_rule(host, seat)
        .is_some_and(|rule| tags_of(thing, body).iter().any(|tag| rule.accepts.iter().any(|accepted| accepted == tag)))
}

fn follow_rails(
    mut physics: ResMut<Physics>,
    mut moving: Query<&mut Moving>,
    mut controls: Query<(&mut ControlPiece, &RigidBody)>,
) {
    for mut part in &mut moving {
        let turned = part.laid_at + physics.travel(part.joint, part.hinge);
        // A turn is measured up to whole turns: it is the one next to where the part was.
        let turns = if part.hinge { libm::roundf((part.travel - turned) / TAU) } else { 0.0 };
        let travel = turned + turns * TAU;
        if travel == part.travel {
            continue;
        }
        let was_closed = part.is_closed();
        part.travel = travel;
        // Dry friction: it holds where the part is, and gives way when pushed beyond its slack.
        let slack = part.slack();
        let held_at = part.held_at.clamp(travel - slack, travel + slack);
        if held_at != part.held_at || was_closed != part.is_closed() || part.role == Role::Thread {
            part.held_at = held_at;
            physics.set_hold(part.joint, part.hinge, part.hold());
        }
    }
    for (mut piece, body) in &mut controls {
        let travel = physics.travel(piece.joint, false);
        if travel > 0.1 * piece.travel_m {
            // Its spring works on when the finger has left.
            physics.wake(body.0);
        }
        // Pressed beyond 70 % of its travel, free again below 40 %: a snap with hysteresis.
        let pushed = travel > if piece.pushed { 0.4 } else { 0.7 } * piece.travel_m;
        if pushed != piece.pushed {
            piece.pushed = pushed;
        }
    }
}

fn leave_seats(
    mut commands: Commands,
    mut physics: ResMut<Physics>,
    poses: Query<&WorldPose>,
    things: Query<&ThingOf>,
    mut seats: Query<&mut Seats>,
    seated: Query<(Entity, &SeatedIn, Has<HeldBy>), Without<Moving>>,
) {
    // What is screwed in stays until it is turned back.
    for (entity, sits, held) in &seated {
        let Ok(of) = things.get(sits.thing) else { continue };
        let Some((goal, rule)) = seat_goal(of, &sits.seat, &poses) else { continue };
        let leaves = if let Some(weld) = sits.weld {
            let pulled = held && physics.joint_force_n(weld) >= rule.retain_n;
            if pulled {
                physics.release(weld);
            }
            pulled
        } else {
            // Twice the tolerance, so that a part on the edge of its seat does not flicker.
            poses.get(entity).is_ok_and(|pose| !fits(&pose.0, &goal, &rule, 2.0))
        };
        if leaves {
            commands.entity(entity).remove::<SeatedIn>();
            if let Ok(mut seats) = seats.get_mut(sits.thing) {
                seats.occupants.insert(sits.seat.clone(), None);
            }
        }
    }
}

fn take_seats(
    mut commands: Commands,
    mut physics: ResMut<Physics>,
    robot: Res<Robot>,
    poses: Query<&WorldPose>,
    bodies: Query<&RigidBody>,
    things: Query<(Entity, &ThingOf)>,
    mut seats: Query<&mut Seats>,
    loose: Query<&Part, Without<SeatedIn>>,
) {
    let awake: Vec<Entity> = physics.awake().map(|(entity, _)| entity).filter(|&e| loose.contains(e)).collect();
    for entity in awake {
        let Ok(part) = loose.get(entity) else { continue };
        let Ok((_, own)) = things.get(part.thing) else { continue };
        for (host, of) in &things {
            if host == part.thing && part.name == "body" {
                continue;
            }
            for seat in of.spec.seats.keys() {
                if !accepts(&of.spec, seat, &own.spec, &part.name) {
                    continue;
                }
                let Some((goal, rule)) = seat_goal(of, seat, &poses) else { continue };
                let grips = of.spec.seats[seat].hold == SeatHold::Grip;
                let free = seats.get(host).is_ok_and(|seats| seats.occupants.get(seat) == Some(&None));
                let near = poses.get(entity).is_ok_and(|pose| fits(&pose.0, &goal, &rule, 1.0));
                // A gripping seat takes the part when the hand lets it go.
                if !free || !near || (grips && robot.held == Some(entity)) {
                    continue;
                }
                let Some(&on) = of.parts.get(&of.spec.seats[seat].body) else { continue };
                let weld = grips
                    .then(|| {
                        let (host_body, body) = (bodies.get(on).ok()?, bodies.get(entity).ok()?);
                        Some(physics.weld(host_body.0, body.0))
                    })
                    .flatten();
                commands.entity(entity).insert(SeatedIn { thing: host, on, seat: seat.clone(), weld });
                if let Ok(mut seats) = seats.get_mut(host) {
                    seats.occupants.insert(seat.clone(), Some(entity));
                }
                return;
            }
        }
    }
}

fn seat_goal(of: &ThingOf, seat: &str, poses: &Query<&WorldPose>) -> Option<(Pose, SeatRule)> {
    let spec = of.spec.seats.get(seat)?;
    let body = poses.get(*of.parts.get(&spec.body)?).ok()?.0;
    let local = Pose::from_parts(Vec3::from(spec.at), Quat::from_rotation_z(spec.yaw_deg.to_radians()));
    Some((body * local, seat_rule(&of.spec, seat)?))
}

/// Fastens a part that a hand holds in a gripping seat, before the opening fingers can drag it out again.
pub(crate) fn snap_in(world: &mut World, part: Entity, host: Entity, seat: &str) {
    let Some(of) = world.get::<ThingOf>(host) else { return };
    let grips = of.spec.seats.get(seat).is_some_and(|seat| seat.hold == SeatHold::Grip);
    let (Some(goal), Some(rule)) = (crate::spawn::seat_pose(world, host, seat), seat_rule(&of.spec, seat)) else {
        return;
    };
    let near = world.get::<WorldPose>(part).is_some_and(|pose| fits(&pose.0, &goal, &rule, 1.0));
    if grips && near {
        crate::spawn::occupy(world, part, host, seat);
    }
}

/// Whether a pose is within a seat's tolerance: position, upright direction, and turn about it.
fn fits(pose: &Pose, goal: &Pose, rule: &SeatRule, slack: f32) -> bool {
    let between = goal.inv_mul(pose);
    let lean = (between.rotation * Vec3::Z).angle_between(Vec3::Z);
    let turn = 2.0 * libm::atan2f(between.rotation.z, between.rotation.w).abs();
    let turn = turn.min(std::f32::consts::TAU - turn);
    between.translation.length() <= slack * rule.tol_m && lean < rule.tol_lean_rad && turn <= slack * rule.tol_rad
}
