//! What a skill works with: the world between ticks, and the passing of ticks.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bevy::prelude::*;
use thiserror::Error;

use crate::physics::{Articulation, Physics, Pose, WorldPose};
use crate::robot::{Motors, Posture, Robot};
use crate::sim::{Patience, TICK_S};
use crate::thing::{Part, ThingOf};

/// Why an action did not succeed, in plain words.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Failure(pub String);

impl Failure {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// A skill's access to the world. The lock is never held across ticks.
#[derive(Clone)]
pub(crate) struct Ctx {
    world: Arc<Mutex<World>>,
}

impl Ctx {
    pub(crate) fn new(world: Arc<Mutex<World>>) -> Self {
        Self { world }
    }

    /// Reads or changes the world between ticks.
    pub(crate) fn with<R>(&self, act: impl FnOnce(&mut World) -> R) -> R {
        act(&mut self.world.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Lets one tick pass.
    pub(crate) fn tick(&self) -> NextTick {
        NextTick(false)
    }

    /// Lets this many seconds pass, to the nearest tick.
    pub(crate) async fn wait_s(&self, seconds: f64) {
        self.with(|world| world.resource_mut::<Patience>().0 = libm::round(seconds / TICK_S) as u64);
        // Who drives the home may let these ticks pass at once.
        while self.with(|world| world.resource_mut::<Patience>().is_not_over()) {
            self.tick().await;
        }
    }

    pub(crate) fn motors<R>(&self, act: impl FnOnce(&mut Motors) -> R) -> R {
        self.with(|world| act(&mut world.resource_mut::<Motors>()))
    }

    /// The body's data.
    pub(crate) fn spec(&self) -> coffeetest_scene::Body {
        self.with(|world| world.resource::<Robot>().spec.clone())
    }

    /// What the hand holds.
    pub(crate) fn held(&self) -> Option<Entity> {
        self.with(|world| world.resource::<Robot>().held)
    }

    /// Where the motors are told to be.
    pub(crate) fn posture(&self) -> Posture {
        self.motors(|motors| Posture::from_axes(&motors.set_point))
    }

    /// Where an entity's body is.
    pub(crate) fn pose(&self, entity: Entity) -> Pose {
        self.with(|world| world.get::<WorldPose>(entity).map_or(Pose::IDENTITY, |pose| pose.0))
    }

    /// Where the hand is.
    pub(crate) fn hand(&self) -> Pose {
        self.with(|world| {
            let body = world.resource::<Articulation>().body(crate::robot::Joint::Roll as usize);
            world.resource::<Physics>().pose(body)
        })
    }

    pub(crate) fn physics<R>(&self, act: impl FnOnce(&Physics) -> R) -> R {
        self.with(|world| act(world.resource::<Physics>()))
    }

    /// The thing a part belongs to, with the part's name.
    pub(crate) fn thing_of(&self, part: Entity) -> Result<(ThingOf, String), Failure> {
        self.with(|world| {
            let part = world.get::<Part>(part)?;
            Some((world.get::<ThingOf>(part.thing)?.clone(), part.name.clone()))
        })
        .ok_or_else(|| Failure::new("there is no such thing"))
    }

    /// What a person calls a part: its own name, or its thing's.
    pub(crate) fn name(&self, entity: Entity) -> String {
        let Ok((of, body)) = self.thing_of(entity) else { return "it".into() };
        let part = of.spec.bodies.get(&body).and_then(|body| body.name.as_ref());
        format!("the {}", part.unwrap_or(&of.spec.name).en)
    }
}

/// Resolves at the next tick.
pub(crate) struct NextTick(bool);

impl Future for NextTick {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) { Poll::Ready(()) } else { Poll::Pending }
    }
}
