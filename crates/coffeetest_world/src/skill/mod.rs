//! Skills: controllers that carry out one action by moving motor targets tick by tick, and may fail.

mod bearing;
mod context;
mod doors;
mod filling;
mod grasping;
mod looking;
mod motion;
mod passing;
mod placing;
mod pouring;
mod pressing;
mod route;
mod scooping;
mod seating;
mod stance;
mod stirring;
mod travel;
mod turning;
mod wiping;

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use bevy::prelude::*;
use coffeetest_scene::Shape;

use context::Ctx;
pub use context::Failure;

use crate::robot::Robot;
use crate::sim::TICK_S;

/// Where a thing is put relative to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Standing on one of its surfaces.
    On,
    /// In its hollow or on its inner surfaces.
    In,
    /// Below its outlet.
    Under,
}

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LookAt {
    /// At an entity.
    Entity(Entity),
    /// Pan (left positive) and tilt (up positive) relative to the body, rad.
    Direction(f32, f32),
    /// All around.
    Around,
}

/// How far a part is turned.
#[derive(Clone, Debug, PartialEq)]
pub enum TurnTo {
    /// To the position of this name; `on` and `off` are the ends of what has no such names.
    State(String),
    /// To this share of its way, 0–1.
    Share(f32),
    /// Until it is tight.
    Tight,
    /// Until it is loose.
    Loose,
}

/// One action of the body, its targets resolved to entities.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Drive to where a thing can be seen and reached, or through a doorway.
    GoTo(Entity),
    /// Turn the head.
    Look(LookAt),
    /// Move a door, drawer, lid or lever open by its handle.
    Open(Entity),
    /// Move it shut.
    Close(Entity),
    /// Take a thing or a loose part.
    Pick(Entity),
    /// Put what is held somewhere.
    Place(Entity, Relation),
    /// Pour from what is held into an opening of a thing.
    Pour {
        /// The thing.
        into: Entity,
        /// The opening's name, when the thing has several.
        opening: Option<String>,
        /// How much, ml; all when not given.
        amount_ml: Option<f32>,
        /// How fast, ml/s, where that matters.
        rate_ml_s: Option<f32>,
    },
    /// Take powder with the held tool and tip it into an opening.
    Scoop {
        /// Where the powder is.
        from: Entity,
        /// The thing it goes to.
        into: Entity,
        /// The opening's name, when the thing has several.
        opening: Option<String>,
        /// How much, g; one level scoop when not given.
        amount_g: Option<f32>,
    },
    /// Push a button or rocker.
    Press {
        /// The control's part.
        part: Entity,
        /// How long it is kept down, s; 0 for a tap.
        seconds: f64,
    },
    /// Turn a knob, a screw, or a part that is screwed into its seat.
    Turn {
        /// The part.
        part: Entity,
        /// How far.
        to: TurnTo,
    },
    /// Push a slide, lever or plunger to its closed end; press a control.
    Push(Entity),
    /// Pull a slide, lever or plunger to its open end.
    Pull(Entity),
    /// Stir with the held tool.
    Stir {
        /// The thing whose contents are stirred.
        into: Entity,
        /// The opening's name, when the thing has several.
        opening: Option<String>,
        /// For how long, s.
        seconds: f64,
    },
    /// Wipe up with the held cloth.
    Wipe {
        /// The body on which something was spilled.
        what: Entity,
    },
    /// Fill the vessel in the hand at a tap or an outlet, and shut that again.
    Fill {
        /// What water runs from.
        tap: Entity,
        /// How much, ml; up to its highest mark when not given.
        amount_ml: Option<f32>,
    },
    /// Put what is held into a seat of a thing.
    Insert {
        /// The thing.
        into: Entity,
        /// The seat's name, when several would take it.
        seat: Option<String>,
    },
    /// Pull a part out of its seat.
    Remove(Entity),
    /// Put a plug into a socket.
    Plug {
        /// The plug; what is held when not given.
        plug: Option<Entity>,
        /// The thing with the socket.
        outlet: Entity,
    },
    /// Pull a plug out and let it hang.
    Unplug(Entity),
    /// Do nothing for a while, s.
    Wait(f64),
}

/// How a skill ended.
pub type SkillEnd = Result<(), Failure>;

/// A skill under way.
pub(crate) struct Running(Pin<Box<dyn Future<Output = SkillEnd> + Send>>);

impl Running {
    pub(crate) fn start(world: Arc<Mutex<World>>, command: Command) -> Self {
        Self(Box::pin(async move {
            let ctx = Ctx::new(world);
            // What comes between the fingers by the way is not taken.
            ctx.with(|world| world.resource_mut::<Robot>().takes = false);
            let end = carry_out(&ctx, command).await;
            ctx.with(|world| world.resource_mut::<Robot>().takes = true);
            end
        }))
    }

    /// Lets the controller act for one tick.
    pub(crate) fn poll(&mut self) -> Option<SkillEnd> {
        match self.0.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(end) => Some(end),
            Poll::Pending => None,
        }
    }
}

/// Farthest reach of a shape from its body's upright axis, and its top, m.
fn extent(shape: &Shape) -> (f32, f32) {
    match *shape {
        Shape::Box { size, at } | Shape::Tub { size, at, .. } => {
            let x = at[0].abs() + 0.5 * size[0];
            let y = at[1].abs() + 0.5 * size[1];
            ((x * x + y * y).sqrt(), at[2] + size[2])
        }
        Shape::Cylinder { radius_m, height_m, at } | Shape::Cup { radius_m, height_m, at, .. } => {
            ((at[0] * at[0] + at[1] * at[1]).sqrt() + radius_m, at[2] + height_m)
        }
    }
}

async fn carry_out(ctx: &Ctx, command: Command) -> SkillEnd {
    match command {
        Command::GoTo(target) => travel::go_to(ctx, target).await,
        Command::Look(at) => looking::look(ctx, at).await,
        Command::Open(part) => doors::swing(ctx, part, true).await,
        Command::Close(part) => doors::swing(ctx, part, false).await,
        Command::Pick(part) => grasping::pick(ctx, part).await,
        Command::Place(on, relation) => placing::place(ctx, on, relation).await,
        Command::Pour { into, opening, amount_ml, rate_ml_s } => {
            pouring::pour(ctx, into, opening.as_deref(), amount_ml, rate_ml_s).await
        }
        Command::Scoop { from, into, opening, amount_g } => {
            scooping::scoop(ctx, from, into, opening.as_deref(), amount_g).await
        }
        Command::Press { part, seconds } => pressing::press(ctx, part, seconds).await,
        Command::Turn { part, to } => turning::turn(ctx, part, &to).await,
        Command::Push(part) => turning::push(ctx, part, true).await,
        Command::Pull(part) => turning::push(ctx, part, false).await,
        Command::Stir { into, opening, seconds } => stirring::stir(ctx, into, opening.as_deref(), seconds).await,
        Command::Wipe { what } => wiping::wipe(ctx, what).await,
        Command::Fill { tap, amount_ml } => filling::fill(ctx, tap, amount_ml).await,
        Command::Insert { into, seat } => seating::insert(ctx, into, seat.as_deref()).await,
        Command::Remove(part) => seating::remove(ctx, part).await,
        Command::Plug { plug, outlet } => seating::plug(ctx, plug, outlet).await,
        Command::Unplug(plug) => seating::unplug(ctx, plug).await,
        Command::Wait(seconds) => {
            // The tick in which a skill ends counts too.
            ctx.wait_s((seconds - TICK_S).max(0.0)).await;
            Ok(())
        }
    }
}
