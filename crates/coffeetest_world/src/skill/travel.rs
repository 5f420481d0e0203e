//! Driving and looking: draw the arm in, cross the floor, come to a stance.

use crate::math::{Vec2, Vec3};
use std::f32::consts::PI;

use bevy::prelude::*;
use coffeetest_scene::Shape;

use super::LookAt;
use super::context::{Ctx, Failure};
use super::grasping::{carried, commanded_hand, grown, outlines};
use super::motion::{HAND_M_S, arrive, assume, blocked_by, line, reach_limits};
use super::passing::{beyond, cross_floor};
use super::route::Floor;
use super::stance::{Stance, is_clear};
use crate::floor_plan::{Doorway, FloorPlan};
use crate::physics::{Filter, Physics, Pose};
use crate::robot::{Head, Joint, Posture, hand_pose, hand_shapes, wrap};
use crate::sim::TICK_S;

/// Room that the body with its arm drawn in needs to turn, widest wish first, m.
pub(super) const TURNING_ROOM_M: [f32; 4] = [0.46, 0.38, 0.30, 0.23];
/// Height of the empty hand on the way, m.
const CARRY_M: f32 = 1.28;

/// How far the wrist turns a load without backing off first, rad.
const WRIST_STEP: f32 = 0.2;
/// Height at which one looks through a doorway, m.
const EYES_M: f32 = 1.2;
/// How far the head is tilted when nothing is looked at, rad.
const AHEAD_TILT: f32 = -0.3;
/// Height over which what is carried passes, m.
const OVER_M: f32 = 1.08;

/// How far what is held reaches below the hand, m.
fn hanging_below(world: &mut World) -> f32 {
    use crate::physics::{Articulation, Physics, RigidBody};
    let Some(held) = world.resource::<crate::robot::Robot>().held else { return 0.0 };
    let physics = world.resource::<Physics>();
    let hand = physics.pose(world.resource::<Articulation>().body(Joint::Roll as usize)).translation.z;
    let low = world.get::<RigidBody>(held).and_then(|body| physics.bounds(body.0)).map_or(hand, |(low, _)| low.z);
    (hand - low).max(0.0)
}

/// Height that passes over what stands on surfaces along a straight way of the hand, m.
fn over_m(world: &mut World, from: Vec2, to: Vec2) -> f32 {
    use crate::physics::{Physics, RigidBody};
    use crate::thing::Part;
    /// What is beside the way by less than this is on it, m.
    const BESIDE_M: f32 = 0.12;
    const AIR_M: f32 = 0.025;
    /// What begins or ends higher hangs on a wall, m.
    const SHELF_M: f32 = 1.25;
    const HIGHEST_M: f32 = 1.45;
    let held =
        world.resource::<crate::robot::Robot>().held.and_then(|held| world.get::<Part>(held)).map(|part| part.thing);
    let mut bodies = world.query::<(&RigidBody, &Part)>();
    let all = bodies.iter(world).filter(|(_, part)| Some(part.thing) != held).map(|(body, _)| body.0);
    let all: Vec<_> = all.collect();
    let physics = world.resource::<Physics>();
    let tops = all.into_iter().filter_map(|body| {
        let (low, high) = physics.bounds(body)?;
        let near = (0..=8).any(|step| {
            let at = from.lerp(to, step as f32 / 8.0);
            let gap = (at - at.clamp(low.truncate(), high.truncate())).length();
            gap < BESIDE_M
        });
        (near && low.z < SHELF_M && high.z < HIGHEST_M).then_some(high.z + AIR_M)
    });
    tops.fold(OVER_M, f32::max)
}

/// Lifts what is carried straight up to a height of the wrist, where nothing is above it: drawn in from where it is, it
/// would sweep along what stands beside it. Says whether it did.
async fn rise(ctx: &Ctx, lift: f32) -> Result<bool, Failure> {
    /// Steps of the way that are looked at, m.
    const LOOK_M: f32 = 0.03;
    let here = ctx.posture();
    let hand = commanded_hand(ctx);
    let steps = libm::ceilf((lift - here.lift).max(0.0) / LOOK_M) as u32;
    if ctx.held().is_none() || steps == 0 {
        return Ok(false);
    }
    let (spec, load) = (ctx.spec(), carried(ctx));
    let filter = Filter { without_robot: true, without_held: true, without: &[] };
    let clear = ctx.physics(|physics| {
        (1..=steps).all(|step| {
            let up = (lift - here.lift) * step as f32 / steps as f32;
            let pose = Pose::from_parts(hand.translation + Vec3::Z * up, hand.rotation);
            let at = Posture { lift: here.lift + up, ..here };
            is_clear(physics, &spec, &at, &pose, 0.03, filter)
                && load.iter().all(|(place, shape)| physics.overlap(shape, &(pose * *place), filter).is_none())
        })
    });
    if clear {
        assume(ctx, &Posture { lift, ..here }).await?;
    }
    Ok(clear)
}

/// Keeps the eyes on a point.
pub(super) fn gaze(ctx: &Ctx, at: Vec3) {
    ctx.with(|world| world.resource_mut::<Head>().focus = Some(at));
}

/// Comes to the start of a stance's straight line.
pub(super) async fn take_stance(ctx: &Ctx, stance: &Stance) -> Result<(), Failure> {
    gaze(ctx, stance.approach.goal.translation);
    let goal = stance.before;
    let here = ctx.posture();
    let limits = reach_limits(ctx);
    let near = (here.base - goal.base).length() < 0.25 && wrap(here.turn - goal.turn).abs() < 0.1;
    // What is carried is swung about only where there is room.
    let near = near && (ctx.held().is_none() || here.wrist_step(&goal) < WRIST_STEP);
    if near {
        // Already there: draw back, over what stands around, and in again.
        let reach = limits.0.max(goal.reach.min(here.reach) - 0.12);
        let highest = ctx.motors(|motors| motors.range[Joint::Lift as usize].1);
        let (from, to) = (commanded_hand(ctx).translation, stance.approach.before.translation);
        let over = match ctx.held() {
            Some(_) => ctx.with(|world| over_m(world, from.truncate(), to.truncate()) + hanging_below(world)),
            None => here.lift,
        };
        let lift = here.lift.max(goal.lift).max(over).min(highest);
        if !rise(ctx, lift).await? {
            assume(ctx, &Posture { reach, ..here }).await?;
        }
        assume(ctx, &Posture { reach, lift, ..here }).await?;
        assume(ctx, &Posture { reach, lift, ..goal }).await?;
        assume(ctx, &Posture { reach, ..goal }).await?;
        return assume(ctx, &goal).await;
    }
    let standoff = standoff(ctx, goal.base, goal.turn);
    drive(ctx, standoff, goal.turn, Some(&goal)).await?;
    let drawn_in = Posture { reach: limits.0, ..goal };
    let lift = lift_on_the_way(ctx, standoff, &drawn_in);
    assume(ctx, &Posture { base: standoff, lift, ..drawn_in }).await?;
    drive_line(ctx, goal.base).await?;
    assume(ctx, &drawn_in).await?;
    assume(ctx, &goal).await
}

/// The height of the wrist on the last way to where the base shall stand. A load stays above what stands around until
/// the base has arrived; before something tall it passes over that too, or comes at the height where it is wanted.
fn lift_on_the_way(ctx: &Ctx, from: Vec2, to: &Posture) -> f32 {
    const STEPS: u32 = 12;
    if ctx.held().is_none() {
        return to.lift;
    }
    let (spec, load) = (ctx.spec(), carried(ctx));
    let above = to.lift.max(ctx.posture().lift);
    let highest = ctx.motors(|motors| motors.range[Joint::Lift as usize].1);
    let filter = Filter { without_robot: true, without_held: true, without: &[] };
    let is_free = |lift: f32| {
        let share = |step: u32| step as f32 / STEPS as f32;
        let coming = (0..=STEPS).map(|step| Posture { base: from.lerp(to.base, share(step)), lift, ..*to });
        let sinking = (1..=STEPS).map(|step| Posture { lift: lift + (to.lift - lift) * share(step), ..*to });
        ctx.physics(|physics| {
            coming.chain(sinking).all(|posture| {
                let hand = hand_pose(&spec, &posture);
                load.iter().all(|(place, shape)| physics.overlap(shape, &(hand * *place), filter).is_none())
            })
        })
    };
    [above, highest.max(above), to.lift].into_iter().find(|lift| is_free(*lift)).unwrap_or(above)
}

/// A point behind a standing place with room to turn.
fn standoff(ctx: &Ctx, base: Vec2, turn: f32) -> Vec2 {
    let back = -Vec2::new(libm::cosf(turn), libm::sinf(turn));
    let spec = ctx.spec();
    let narrow = spec.base.radius_m + 0.005;
    ctx.physics(|physics| {
        let floor = Floor::new(physics, &spec);
        for room in TURNING_ROOM_M {
            for step in 0..=8 {
                let at = base + back * (0.07 * step as f32);
                if floor.has_room(at, room) && floor.is_clear(base, at, narrow) {
                    return at;
                }
            }
        }
        base
    })
}

/// A way to get the arm free of what blocks it.
#[derive(Clone, Copy)]
enum Free {
    /// The hand goes back the way it points.
    Hand,
    /// The arm is lifted.
    Lift,
    /// The base drives off, at this angle to its heading, rad.
    Base(f32),
}

/// Draws the arm in; when something blocks it, it is freed first.
async fn draw_in(ctx: &Ctx) -> Result<(), Failure> {
    const FREE_M: f32 = 0.08;
    let limits = reach_limits(ctx);
    let highest = ctx.motors(|motors| motors.range[Joint::Lift as usize].1);
    let mut drawn = assume(ctx, &Posture { reach: limits.0, ..ctx.posture() }).await;
    for way in [Free::Hand, Free::Lift, Free::Base(PI), Free::Base(0.5 * PI), Free::Base(-0.5 * PI), Free::Base(0.0)] {
        if drawn.is_ok() {
            break;
        }
        let here = ctx.posture();
        let hand = commanded_hand(ctx);
        // Whatever came of it, the arm may be free now.
        let _ = match way {
            Free::Hand => {
                let back = Pose::from_parts(hand.translation - FREE_M * (hand.rotation * Vec3::X), hand.rotation);
                line(ctx, &back, HAND_M_S).await
            }
            Free::Lift => assume(ctx, &Posture { lift: (here.lift + 2.0 * FREE_M).min(highest), ..here }).await,
            Free::Base(aside) => {
                let (sin, cos) = (libm::sinf(here.turn + aside), libm::cosf(here.turn + aside));
                let to = here.base + 2.0 * FREE_M * Vec2::new(cos, sin);
                let spec = ctx.spec();
                let clear = ctx
                    .physics(|physics| Floor::new(physics, &spec).is_clear(here.base, to, spec.base.radius_m + 0.005));
                if !clear {
                    continue;
                }
                drive_line(ctx, to).await
            }
        };
        drawn = assume(ctx, &Posture { reach: limits.0, ..ctx.posture() }).await;
    }
    drawn
}

/// Draws the arm in, backs off, and drives to a point and heading; `next` tells the height wanted there.
pub(super) async fn drive(ctx: &Ctx, to: Vec2, turn: f32, next: Option<&Posture>) -> Result<(), Failure> {
    let (hand, base) = (commanded_hand(ctx).translation, ctx.posture().base);
    let highest = ctx.motors(|motors| motors.range[Joint::Lift as usize].1);
    let over = ctx.with(|world| over_m(world, hand.truncate(), base) + hanging_below(world));
    rise(ctx, over.min(highest)).await?;
    draw_in(ctx).await?;
    let here = ctx.posture();
    let off = standoff(ctx, here.base, here.turn);
    drive_line(ctx, off).await?;
    let holding = ctx.held().is_some();
    let mut carried = ctx.posture();
    if !holding {
        (carried.yaw, carried.pitch, carried.roll, carried.lift) = (0.0, 0.0, 0.0, CARRY_M);
    } else {
        // What is carried passes over whatever stands on counters.
        let below = ctx.with(hanging_below);
        carried.lift = carried.lift.max(OVER_M + below);
        if let Some(next) = next {
            carried.yaw = next.yaw;
            carried.lift = carried.lift.max(next.lift);
        }
        let highest = ctx.motors(|motors| motors.range[Joint::Lift as usize].1);
        carried.lift = carried.lift.min(highest);
    }
    assume(ctx, &carried).await?;
    cross_floor(ctx, off, to, turn).await
}

/// Drives from where the base is to another place of the same room, and faces that way.
pub(super) async fn cross_room(ctx: &Ctx, from: Vec2, to: Vec2, turn: f32) -> Result<(), Failure> {
    let (way, turn_first) = way_to(ctx, (from, &ctx.posture()), to, turn)?;
    if turn_first {
        assume(ctx, &Posture { turn, ..ctx.posture() }).await?;
    }
    for point in way {
        drive_line(ctx, point).await?;
    }
    assume(ctx, &Posture { turn, ..ctx.posture() }).await
}

/// A way to a place and a heading, and whether the body turns before it drives: a load that stands out to one side may
/// pass what stands around in one heading only.
fn way_to(ctx: &Ctx, (from, posture): (Vec2, &Posture), to: Vec2, turn: f32) -> Result<(Vec<Vec2>, bool), Failure> {
    /// Steps of a turn that are looked at, rad.
    const LOOK_RAD: f32 = 0.15;
    /// Air around hand and load, widest wish first, m.
    const AIR_M: [f32; 2] = [0.025, 0.008];
    let spec = ctx.spec();
    let plan = |load: &[(Pose, Shape)]| {
        let way = |physics: &Physics, room: f32| Floor::new(physics, &spec).with_load(load).plan(from, to, room);
        ctx.physics(|physics| TURNING_ROOM_M.iter().find_map(|&room| way(physics, room)))
    };
    let gap = wrap(turn - posture.turn);
    let steps = libm::ceilf(gap.abs() / LOOK_RAD).max(1.0) as u32;
    let swung = |air_m: f32| -> Vec<Vec<(Pose, Shape)>> {
        let held = borne(ctx, air_m);
        let load = |turn: f32| {
            let hand = hand_pose(&spec, &Posture { base: Vec2::ZERO, turn, ..*posture });
            held.iter().map(|(place, shape)| (hand * *place, shape.clone())).collect()
        };
        (0..=steps).map(|step| load(posture.turn + gap * step as f32 / steps as f32)).collect()
    };
    let with_air = AIR_M.iter().filter(|_| ctx.held().is_some()).find_map(|&air_m| {
        let loads = swung(air_m);
        let turns_at = |at: Vec2| {
            ctx.physics(|physics| {
                loads.iter().all(|load| Floor::new(physics, &spec).with_load(load).has_room_for_load(at))
            })
        };
        let last = || turns_at(to).then(|| plan(&loads[0])).flatten().map(|way| (way, false));
        let first = || turns_at(from).then(|| plan(&loads[loads.len() - 1])).flatten().map(|way| (way, true));
        last().or_else(first)
    });
    // Where nothing is sure to be free, the way of the base alone is tried.
    with_air.or_else(|| plan(&[]).map(|way| (way, false))).ok_or_else(|| Failure::new("there is no way to get there"))
}

/// The hand and what it holds, in the hand's frame, with that much air around.
fn borne(ctx: &Ctx, air_m: f32) -> Vec<(Pose, Shape)> {
    let hand = hand_shapes(&ctx.spec(), 0.03).into_iter().map(|shape| (Pose::IDENTITY, shape));
    outlines(ctx).into_iter().chain(hand).map(|(place, shape)| (place, grown(&shape, air_m))).collect()
}

/// Drives on a straight line, heading kept.
pub(super) async fn drive_line(ctx: &Ctx, to: Vec2) -> Result<(), Failure> {
    /// Who comes no nearer by this, m, in so many ticks is held up.
    const HEADWAY_M: f32 = 0.001;
    const STALLED_TICKS: u32 = 100;
    let spec = ctx.spec();
    let (top, acceleration) = (spec.base.speed_m_s, spec.base.accel_m_s2);
    let mut speed = 0.0_f32;
    let dt = TICK_S as f32;
    let mut blocked = 0;
    let (mut nearest, mut stalled) = (f32::MAX, 0);
    loop {
        let mut posture = ctx.posture();
        let gap = to - posture.base;
        let length = gap.length();
        if length < 1e-4 {
            return arrive(ctx).await;
        }
        let brake = (2.0 * acceleration * length).sqrt();
        speed = (speed + acceleration * dt).min(top).min(brake).max(0.01);
        posture.base += gap / length * (speed * dt).min(length);
        ctx.motors(|motors| {
            motors.target[Joint::X as usize] = posture.base.x;
            motors.target[Joint::Y as usize] = posture.base.y;
            motors.follow = true;
        });
        ctx.tick().await;
        let strain = ctx.motors(|motors| motors.strain(0).max(motors.strain(1)));
        blocked = if strain > 0.97 { blocked + 1 } else { 0 };
        // What gives way a little and comes back does not strain the motors for long.
        (nearest, stalled) = if length < nearest - HEADWAY_M { (length, 0) } else { (nearest, stalled + 1) };
        if blocked > 20 || stalled > STALLED_TICKS {
            return Err(blocked_by(ctx, "the base"));
        }
    }
}

/// Drives to where a thing is well seen, facing it; of a doorway, through it.
pub(super) async fn go_to(ctx: &Ctx, target: Entity) -> Result<(), Failure> {
    if let Some(doorway) = ctx.with(|world| world.get::<Doorway>(target).copied()) {
        let (spot, turn) = beyond(ctx, &doorway)?;
        gaze(ctx, doorway.point(0.0, EYES_M));
        drive(ctx, spot, turn, None).await?;
        turn_head(ctx, 0.0, AHEAD_TILT);
        settle_head(ctx).await;
        return Ok(());
    }
    let name = ctx.name(target);
    let (centre, front) =
        ctx.with(|world| view_of(world, target)).ok_or_else(|| Failure::new("there is no such thing"))?;
    gaze(ctx, centre);
    let here = ctx.posture();
    let spec = ctx.spec();
    let plan = ctx.with(|world| world.resource::<FloorPlan>().clone());
    let spot = ctx.physics(|physics| {
        let floor = Floor::new(physics, &spec);
        // Who stands behind a wall sees nothing of it.
        let is_spot = |at: Vec2| floor.has_room(at, TURNING_ROOM_M[1]) && !plan.is_walled(at, centre.truncate());
        let mut best: Option<(f32, Vec2)> = None;
        for ring in 0..6 {
            let distance = 0.75 + 0.12 * ring as f32;
            for step in 0..24 {
                let angle = std::f32::consts::TAU * step as f32 / 24.0;
                let out = Vec2::new(libm::cosf(angle), libm::sinf(angle));
                let at = centre.truncate() + out * distance;
                let cost = (1.0 - out.dot(front)) + 0.5 * ring as f32 * 0.12 + 0.15 * (at - here.base).length();
                if best.is_none_or(|(known, _)| cost < known) && is_spot(at) {
                    best = Some((cost, at));
                }
            }
        }
        best.map(|(_, at)| at)
    });
    let spot = spot.ok_or_else(|| Failure::new(format!("there is no room to stand near {name}")))?;
    let gap = centre.truncate() - spot;
    drive(ctx, spot, libm::atan2f(gap.y, gap.x), None).await?;
    settle_head(ctx).await;
    Ok(())
}

/// Centre of an entity's body, or of a doorway, and the direction its thing faces.
fn view_of(world: &World, target: Entity) -> Option<(Vec3, Vec2)> {
    use crate::physics::{Physics, RigidBody, WorldPose};
    use crate::thing::Part;
    if let Some(doorway) = world.get::<Doorway>(target) {
        return Some((doorway.point(0.0, EYES_M), doorway.through));
    }
    let body = world.get::<RigidBody>(target)?.0;
    let (low, high) = world.resource::<Physics>().bounds(body)?;
    let thing = world.get::<Part>(target).map_or(target, |part| part.thing);
    let front = world.get::<WorldPose>(thing)?.0.rotation * Vec3::NEG_Y;
    Some((0.5 * (low + high), front.truncate().normalize_or(Vec2::X)))
}

/// Looks somewhere and waits until the head is there.
pub(super) async fn look(ctx: &Ctx, at: LookAt) -> Result<(), Failure> {
    match at {
        LookAt::Entity(target) => {
            let (centre, _) =
                ctx.with(|world| view_of(world, target)).ok_or_else(|| Failure::new("there is no such thing"))?;
            gaze(ctx, centre);
            settle_head(ctx).await;
        }
        LookAt::Direction(pan, tilt) => {
            turn_head(ctx, pan, tilt);
            settle_head(ctx).await;
        }
        LookAt::Around => {
            for tilt in [-0.15_f32, -0.6] {
                for step in 0..6 {
                    let pan = -2.6 + 1.04 * step as f32;
                    turn_head(ctx, if tilt < -0.3 { -pan } else { pan }, tilt);
                    settle_head(ctx).await;
                    ctx.with(crate::sim::glance);
                }
            }
            turn_head(ctx, 0.0, AHEAD_TILT);
            settle_head(ctx).await;
        }
    }
    Ok(())
}

fn turn_head(ctx: &Ctx, pan: f32, tilt: f32) {
    ctx.with(|world| {
        let mut head = world.resource_mut::<Head>();
        (head.focus, head.pan_target, head.tilt_target) = (None, pan, tilt);
    });
}

pub(super) async fn settle_head(ctx: &Ctx) {
    let spec = ctx.spec().head;
    for _ in 0..80 {
        ctx.tick().await;
        if ctx.with(|world| world.resource::<Head>().is_settled(&spec)) {
            break;
        }
    }
}
