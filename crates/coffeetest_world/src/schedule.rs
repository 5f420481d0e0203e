//! One tick of 50 ms: `Act → Physics → Process → Observe`, in one place.

use bevy::app::App;
use bevy::ecs::schedule::{ExecutorKind, LogLevel, ScheduleBuildSettings, ScheduleLabel};
use bevy::prelude::*;

use crate::physics::{self, Physics, SUBSTEPS};
use crate::robot::{self, Motors};
use crate::{Clock, process, seat};

/// The schedule of one tick.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub struct SimTick;

/// The schedule of a tick in which nothing moves and nobody acts: matter, heat and power alone.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub struct QuietTick;

/// The parts of a tick.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SimSet {
    /// The body turns its head and opens or closes its hand.
    Act,
    /// Rigid bodies move.
    Physics,
    /// Matter flows, heats, brews; power and controllers act.
    Process,
    /// What changed is noted: sounds, events.
    Observe,
}

/// How long nothing has moved.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Stillness {
    /// Ticks in a row in which nothing moved.
    pub ticks: u32,
}

impl Stillness {
    /// After this many ticks without motion physics pauses until something stirs.
    const ENOUGH_TICKS: u32 = 10;

    /// Whether physics pauses.
    pub fn is_paused(&self) -> bool {
        self.ticks >= Self::ENOUGH_TICKS
    }
}

/// A world with all plugins and nothing in it.
pub(crate) fn empty_world() -> World {
    let mut app = App::empty();
    for mut schedule in [Schedule::new(SimTick), Schedule::new(QuietTick)] {
        schedule.set_executor_kind(ExecutorKind::SingleThreaded);
        schedule.configure_sets((SimSet::Act, SimSet::Physics, SimSet::Process, SimSet::Observe).chain());
        schedule.set_build_settings(ScheduleBuildSettings { ambiguity_detection: LogLevel::Error, ..default() });
        app.add_schedule(schedule);
    }
    app.init_resource::<Clock>().init_resource::<Physics>().init_resource::<Stillness>();
    app.add_systems(SimTick, count_tick.in_set(SimSet::Observe));
    app.add_systems(QuietTick, count_tick.in_set(SimSet::Observe));
    let stirring = |stillness: Res<Stillness>| !stillness.is_paused();
    app.add_systems(SimTick, (move_bodies, physics::read_poses.run_if(stirring)).chain().in_set(SimSet::Physics));
    app.add_plugins((robot::plugin, seat::plugin, process::plugin));
    std::mem::take(app.world_mut())
}

/// Runs one tick.
pub(crate) fn tick(world: &mut World) {
    world.run_schedule(SimTick);
}

/// Lets up to this many ticks pass in which nothing moves and nobody acts; gives how many did. A full tick must have
/// passed since anybody touched the world: what it would have done beyond these has then been done.
pub(crate) fn pass_quietly(world: &mut World, most_ticks: u64) -> u64 {
    let mut passed = 0;
    if most_ticks == 0 || !is_quiet(world) {
        return passed;
    }
    world.schedule_scope(QuietTick, |world, schedule| {
        while passed < most_ticks && !world.resource::<Physics>().is_stirred() {
            schedule.run(world);
            passed += 1;
        }
    });
    passed
}

/// Whether a full tick would move nothing.
fn is_quiet(world: &World) -> bool {
    world.resource::<Stillness>().is_paused()
        && !world.resource::<Physics>().is_stirred()
        && world.resource::<Motors>().is_settled()
        && world.resource::<robot::Head>().is_still(&world.resource::<robot::Robot>().spec.head)
        && process::is_calm(world)
}

/// Lets a new home come to rest before its time starts.
pub(crate) fn settle(world: &mut World) {
    const MOST_TICKS: usize = 60;
    for _ in 0..MOST_TICKS {
        tick(world);
        if world.resource::<Stillness>().is_paused() {
            break;
        }
    }
    world.resource_mut::<Clock>().tick = 0;
    world.resource_mut::<crate::event::Happenings>().0.clear();
}

fn count_tick(mut clock: ResMut<Clock>) {
    clock.tick += 1;
}

fn move_bodies(
    mut physics: ResMut<Physics>,
    chain: Res<physics::Articulation>,
    mut motors: ResMut<Motors>,
    mut stillness: ResMut<Stillness>,
) {
    /// Squared speed below which a body counts as still, (m/s)².
    const STILL: f32 = 4e-6;
    let stirred = physics.take_stirred() || !motors.is_settled();
    if stirred {
        stillness.ticks = 0;
        chain.wake(&mut physics);
    }
    if stillness.is_paused() {
        return;
    }
    for _ in 0..SUBSTEPS {
        robot::drive_motors(&mut physics, &chain, &mut motors);
        physics.step();
    }
    motors.end_tick();
    stillness.ticks = if physics.liveliness() < STILL { stillness.ticks + 1 } else { 0 };
}
