//! Turning knobs, screws and what is screwed into a seat; taking hold anew where the wrist ends.

use bevy::prelude::*;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::spec::{Comp, ControlSpec};

use super::TurnTo;
use super::context::{Ctx, Failure};
use super::doors::{check_strength, shift};
use super::grasping::grasps_of;
use super::pressing::press;
use crate::math::Vec3;
use crate::process;
use crate::spawn;
use crate::thing::{ControlPiece, Moving, Role, SeatedIn};

/// What is turned at once, the most that can be done first, rad.
const STROKES: [f32; 6] = [2.9, 2.2, 1.6, 1.1, 0.6, 0.3];
/// Most times that a part is taken hold of for one turn.
const MOST_GRIPS: u32 = 16;
/// Share of the way within which a part is where it should be.
const NEAR: f32 = 0.05;
/// Pushing on beyond where it ends makes sure that it is there, rad.
const BEYOND: f32 = 0.02;

/// Turns a part to a position, a share of its way, tight or loose.
pub(super) async fn turn(ctx: &Ctx, part: Entity, to: &TurnTo) -> Result<(), Failure> {
    let name = ctx.name(part);
    if ctx.held().is_some() {
        return Err(Failure::new("the hand is full"));
    }
    if ctx.with(|world| world.get::<ControlPiece>(part).is_some()) {
        return press_to(ctx, part, to, &name).await;
    }
    let moving = turnable(ctx, part, to, &name)?;
    let goal = goal(ctx, part, &moving, to, &name)?;
    let turned = turn_to(ctx, part, goal, &name).await;
    let loose = ctx.with(|world| {
        world.get::<Moving>(part).is_some_and(|moving| moving.role == Role::Thread && moving.openness() < NEAR)
    });
    if loose {
        ctx.with(|world| spawn::unthread(world, part));
    }
    turned
}

/// The part as something that turns; what sits in a seat with a thread becomes that.
fn turnable(ctx: &Ctx, part: Entity, to: &TurnTo, name: &str) -> Result<Moving, Failure> {
    let moving = || ctx.with(|world| world.get::<Moving>(part).cloned());
    if let Some(moving) = moving() {
        return if moving.hinge { Ok(moving) } else { Err(Failure::new(format!("{name} slides; it does not turn"))) };
    }
    let nothing = || Failure::new(format!("{name} is nothing to turn"));
    let sits = ctx.with(|world| world.get::<SeatedIn>(part).cloned()).ok_or_else(nothing)?;
    let host = ctx.thing_of(sits.thing)?.0;
    let Some(Comp::Seat(spec)) = host.spec.comps.get(&sits.seat) else { return Err(nothing()) };
    if spec.twist_deg <= 0.0 {
        return Err(nothing());
    }
    let seat = &host.spec.seats[&sits.seat];
    let local = ctx.pose(sits.on).inv_mul(&ctx.pose(part));
    let (at, axis) = (Vec3::from(seat.at), Vec3::from(seat.enter).normalize_or(Vec3::NEG_Z));
    // The longest lever takes the least force.
    let lever = |at_m: [f32; 3]| (local.transform_point(Vec3::from(at_m)) - at).reject_from_normalized(axis).length();
    let grasps = grasps_of(ctx, part)?;
    let handle = grasps.iter().max_by(|a, b| lever(a.at).total_cmp(&lever(b.at)));
    let handle = handle.ok_or_else(|| Failure::new(format!("{name} cannot be held with this hand")))?;
    if matches!(to, TurnTo::Loose) {
        return Err(Failure::new(format!("{name} is loose already")));
    }
    ctx.with(|world| spawn::thread(world, part, handle));
    let moving = moving().ok_or_else(nothing)?;
    let strong = check_strength(ctx, &moving, name);
    if strong.is_err() {
        ctx.with(|world| spawn::unthread(world, part));
    }
    strong.map(|()| moving)
}

/// The travel that is meant.
fn goal(ctx: &Ctx, part: Entity, moving: &Moving, to: &TurnTo, name: &str) -> Result<f32, Failure> {
    let share = match (to, moving.role) {
        (TurnTo::Share(share), _) => share.clamp(0.0, 1.0),
        // A screw is tight where it is closed.
        (TurnTo::Tight, Role::Thread) | (TurnTo::Loose, Role::Joint) => 1.0,
        (TurnTo::Loose, Role::Thread) | (TurnTo::Tight, Role::Joint) => 0.0,
        (TurnTo::Tight | TurnTo::Loose, Role::Control) => {
            return Err(Failure::new(format!("{name} has positions; it is not screwed on")));
        }
        (TurnTo::State(state), Role::Control) => {
            let spec = control(ctx, part, &moving.comp)?;
            let wanted = position(&spec, state);
            match (wanted, moving.notch) {
                (Ok(position), Some(notch)) => return Ok(moving.range.0 + position as f32 * notch),
                (Err(_), None) | (Ok(_), None) => plain_share(state).ok_or_else(|| no_position(name, state, &spec))?,
                (Err(()), Some(_)) => return Err(no_position(name, state, &spec)),
            }
        }
        (TurnTo::State(state), Role::Joint | Role::Thread) => {
            plain_share(state).ok_or_else(|| Failure::new(format!("{name} has no position `{state}`")))?
        }
    };
    Ok(moving.range.0 + share * (moving.range.1 - moving.range.0))
}

/// What people call the ends of what has no named positions.
fn plain_share(state: &str) -> Option<f32> {
    match state.to_lowercase().as_str() {
        "on" | "open" => Some(1.0),
        "off" | "closed" | "shut" => Some(0.0),
        _ => None,
    }
}

/// The number of a control's position; the first of several is off and the last on, unless they are called so.
fn position(spec: &ControlSpec, state: &str) -> Result<usize, ()> {
    let plain = |name: &str| name.to_lowercase().replace('_', " ");
    let named = spec.states.iter().position(|name| plain(name) == plain(state));
    let end = || match state.to_lowercase().as_str() {
        "off" => Some(0),
        "on" => spec.states.len().checked_sub(1),
        _ => None,
    };
    named.or_else(end).ok_or(())
}

fn no_position(name: &str, state: &str, spec: &ControlSpec) -> Failure {
    Failure::new(format!("{name} has no position `{state}`; it has {}", spec.states.join(", ")))
}

fn control(ctx: &Ctx, part: Entity, comp: &str) -> Result<ControlSpec, Failure> {
    match ctx.thing_of(part)?.0.spec.comps.get(comp) {
        Some(Comp::Control(spec)) => Ok(spec.clone()),
        _ => Err(Failure::new("there is no such control")),
    }
}

/// Turns a part by as many grips as it takes.
pub(super) async fn turn_to(ctx: &Ctx, part: Entity, goal: f32, name: &str) -> Result<(), Failure> {
    for _ in 0..MOST_GRIPS {
        let Some(moving) = ctx.with(|world| world.get::<Moving>(part).cloned()) else { break };
        let gap = goal - moving.travel;
        if gap.abs() < tolerance(&moving) {
            return Ok(());
        }
        stroke(ctx, part, &moving, goal).await?;
        let now = ctx.with(|world| world.get::<Moving>(part).map_or(goal, |moving| moving.travel));
        if (goal - now).abs() > gap.abs() - 0.3 * tolerance(&moving) {
            return Err(Failure::new(format!("{name} does not turn any further")));
        }
    }
    let moving = ctx.with(|world| world.get::<Moving>(part).cloned());
    if moving.is_some_and(|moving| (goal - moving.travel).abs() < tolerance(&moving)) {
        return Ok(());
    }
    Err(Failure::new(format!("{name} was not turned all the way")))
}

fn tolerance(moving: &Moving) -> f32 {
    moving.notch.map_or(NEAR * (moving.range.1 - moving.range.0), |notch| 0.4 * notch)
}

/// Turns a part towards a travel, as far as one grip allows.
async fn stroke(ctx: &Ctx, part: Entity, moving: &Moving, goal: f32) -> Result<(), Failure> {
    let gap = goal - moving.travel;
    let ends = goal <= moving.range.0 || goal >= moving.range.1;
    let whole = gap + if ends { BEYOND.copysign(gap) } else { 0.0 };
    let mut end = Err(Failure::new("the wrist does not turn that far"));
    let shorter = STROKES.into_iter().filter(|stroke| *stroke < gap.abs()).map(|stroke| stroke.copysign(gap));
    for way in (gap.abs() <= STROKES[0]).then_some(whole).into_iter().chain(shorter) {
        let before = ctx.posture();
        end = shift(ctx, part, moving, moving.travel + way).await;
        let now = ctx.with(|world| world.get::<Moving>(part).map_or(goal, |moving| moving.travel));
        // Where no way was found nothing was moved: a shorter one may do.
        if end.is_ok() || (now - moving.travel).abs() > 0.5 * tolerance(moving) || ctx.posture() != before {
            break;
        }
    }
    end
}

/// Presses a control until it is in a position.
async fn press_to(ctx: &Ctx, part: Entity, to: &TurnTo, name: &str) -> Result<(), Failure> {
    let TurnTo::State(state) = to else { return Err(Failure::new(format!("{name} is pressed, not turned"))) };
    let piece = ctx.with(|world| world.get::<ControlPiece>(part).cloned());
    let comp = piece.map(|piece| piece.comp).unwrap_or_default();
    let spec = control(ctx, part, &comp)?;
    if spec.class.is_momentary() {
        return Err(Failure::new(format!("{name} springs back; it is pressed, not turned")));
    }
    let wanted = position(&spec, state).map_err(|()| no_position(name, state, &spec))?;
    let thing = ctx.thing_of(part)?.0.parts["body"];
    let now = || {
        ctx.with(|world| {
            let machine = process::machine(world, thing)?;
            Some(machine.control(machine.index(Kind::Control, &comp)?))
        })
    };
    for _ in 0..spec.states.len() {
        if now() == Some(wanted) {
            return Ok(());
        }
        press(ctx, part, 0.0).await?;
    }
    if now() == Some(wanted) { Ok(()) } else { Err(Failure::new(format!("{name} does not stay in that position"))) }
}

/// Pushes a part to its closed end, or pulls it to its open one; pushes a control.
pub(super) async fn push(ctx: &Ctx, part: Entity, inwards: bool) -> Result<(), Failure> {
    let name = ctx.name(part);
    if ctx.with(|world| world.get::<ControlPiece>(part).is_some()) {
        return if inwards {
            press(ctx, part, 0.0).await
        } else {
            Err(Failure::new(format!("{name} is pressed, not pulled")))
        };
    }
    let moving = ctx.with(|world| world.get::<Moving>(part).cloned());
    let moving = moving.ok_or_else(|| Failure::new(format!("{name} is nothing to push or pull")))?;
    if moving.role != Role::Joint {
        return Err(Failure::new(format!("{name} is turned, not pushed or pulled")));
    }
    let end = if inwards { moving.range.0 } else { moving.range.1 };
    let missing = |travel: f32| (travel - end).abs() / (moving.range.1 - moving.range.0);
    if missing(moving.travel) < 0.02 {
        return Ok(());
    }
    let shifted = shift(ctx, part, &moving, end).await;
    let now = ctx.with(|world| world.get::<Moving>(part).map_or(end, |moving| moving.travel));
    match shifted {
        Ok(()) if missing(now) < NEAR => Ok(()),
        Ok(()) => Err(Failure::new(format!("{name} went only {:.0} % of its way", 100.0 * (1.0 - missing(now))))),
        Err(failure) if missing(now) < missing(moving.travel) - NEAR => {
            Err(Failure::new(format!("{failure}; {:.0} % of the way is left", 100.0 * missing(now))))
        }
        Err(failure) => Err(failure),
    }
}
