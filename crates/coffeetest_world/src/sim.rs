//! One home as a whole: built from an arrangement, driven tick by tick, hashed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bevy::prelude::*;
use coffeetest_scene::{Arrangement, Body};

use crate::physics::{Physics, WorldPose};
use crate::schedule;
use crate::skill::{Command, Running, SkillEnd};
use crate::{robot, spawn};

/// Length of a tick, s.
pub const TICK_S: f64 = 0.05;

/// Time since the start.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Clock {
    /// Ticks of 50 ms since the start.
    pub tick: u64,
}

impl Clock {
    /// Seconds since the start.
    pub fn elapsed_s(&self) -> f64 {
        self.tick as f64 * TICK_S
    }
}

/// One living home with the mobile body in it.
pub struct Sim {
    world: Arc<Mutex<World>>,
    skill: Option<Running>,
}

impl Sim {
    /// Builds a home. The seed feeds what is random in the body's senses and motors.
    pub fn new(arrangement: &Arrangement, body: &Body, seed: u64) -> Self {
        let mut world = schedule::empty_world();
        world.insert_resource(crate::Seed(seed));
        world.insert_resource(crate::Room { ambient_c: arrangement.ambient_c, mains_v: arrangement.mains_v });
        world.init_resource::<crate::Serial>();
        world.init_resource::<crate::robot::Grip>();
        world.insert_resource(crate::Dispensed(arrangement.dispensed.clone()));
        world.init_resource::<Glances>();
        world.init_resource::<Patience>();
        robot::build(&mut world, body, arrangement.start);
        let arrangement = &crate::process::prepare(arrangement);
        let things = spawn::spawn_home(&mut world, arrangement);
        crate::process::fill(&mut world, arrangement, &things);
        schedule::settle(&mut world);
        if crate::process::stand_aside(&mut world, arrangement, &things) {
            schedule::settle(&mut world);
        }
        Self { world: Arc::new(Mutex::new(world)), skill: None }
    }

    /// The world, for reading state and for tests. Hold it briefly.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a skill, dropping the one that runs.
    pub fn begin(&mut self, command: Command) {
        let mut world = self.world();
        world.resource_mut::<Glances>().0.clear();
        world.resource_mut::<Patience>().0 = 0;
        drop(world);
        self.skill = Some(Running::start(self.world.clone(), command));
    }

    /// One tick; the skill's end if it ended in this one.
    pub fn tick(&mut self) -> Option<SkillEnd> {
        let end = self.skill.as_mut().and_then(Running::poll);
        if end.is_some() {
            self.skill = None;
        }
        schedule::tick(&mut self.world());
        end
    }

    /// Lets up to this many ticks pass fast, while the skill only waits (or there is none) and nothing moves; gives how
    /// many did. The world is as after that many calls of [`Sim::tick`]: call that first, for one tick at least, and
    /// again where this stops.
    pub fn skip(&mut self, most_ticks: u64) -> u64 {
        let mut world = self.world();
        let patience = world.resource::<Patience>().0;
        let most_ticks = if self.skill.is_some() { most_ticks.min(patience) } else { most_ticks };
        let passed = schedule::pass_quietly(&mut world, most_ticks);
        world.resource_mut::<Patience>().0 = patience.saturating_sub(passed);
        passed
    }

    /// Ticks until the skill ends or this many ticks have passed.
    pub fn run(&mut self, most_ticks: u64) -> Option<SkillEnd> {
        (0..most_ticks).find_map(|_| self.tick())
    }

    /// Ticks since the start.
    pub fn ticks(&self) -> u64 {
        self.world().resource::<Clock>().tick
    }

    /// Digest of everything that moves, flows and switches.
    pub fn hash(&self) -> u64 {
        crate::hash::world_hash(&mut self.world())
    }
}

/// For how many ticks the present skill will only wait.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub(crate) struct Patience(pub u64);

impl Patience {
    /// Whether a tick of it is left; takes that.
    pub fn is_not_over(&mut self) -> bool {
        let left = self.0 > 0;
        self.0 = self.0.saturating_sub(1);
        left
    }
}

/// Where the camera stopped to look during the present skill.
#[derive(Resource, Clone, Debug, Default)]
pub struct Glances(pub Vec<crate::physics::Pose>);

/// Notes the present view.
pub(crate) fn glance(world: &mut World) {
    let view = camera(world);
    world.resource_mut::<Glances>().0.push(view);
}

/// Pose of the camera now.
pub fn camera(world: &World) -> crate::physics::Pose {
    use crate::physics::Articulation;
    robot::camera_pose(
        world.resource::<Physics>(),
        world.resource::<Articulation>(),
        world.resource::<robot::Robot>(),
        world.resource::<robot::Head>(),
    )
}

/// Pose of an entity's body.
pub fn pose_of(world: &World, entity: Entity) -> crate::physics::Pose {
    world.get::<WorldPose>(entity).map_or(crate::physics::Pose::IDENTITY, |pose| pose.0)
}

/// The physics, for queries.
pub fn physics(world: &World) -> &Physics {
    world.resource::<Physics>()
}
