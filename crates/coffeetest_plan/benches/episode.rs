//! What a physics step, a reset and a whole episode cost, in the first kitchen.

use bevy::prelude::Entity;
use coffeetest_brew::{Mixture, Species};
use coffeetest_plan::Reference;
use coffeetest_scene::Library;
use coffeetest_task::action::Action;
use coffeetest_task::episode::{Episode, Setup};
use coffeetest_world::physics::{Articulation, Physics};
use coffeetest_world::process;
use coffeetest_world::robot::{Motors, drive_motors};
use coffeetest_world::sim::TICK_S;
use coffeetest_world::thing::{ControlPiece, ThingOf};

fn main() {
    divan::main();
}

fn library() -> Library {
    Library::builtin().unwrap_or_else(|errors| panic!("the shipped scenes are sound: {}", errors.len()))
}

fn episode() -> Episode {
    Episode::new(&library(), Setup::new("first", 0, 0)).expect("the suite is shipped")
}

/// One physics step of the home at rest, the body standing.
#[divan::bench(min_time = 1)]
fn resting_physics_step(bencher: divan::Bencher) {
    let episode = episode();
    let mut world = episode.sim().world();
    bencher.bench_local(|| world.resource_mut::<Physics>().step());
}

/// One physics step with base, lift and arm on the move.
#[divan::bench(min_time = 1)]
fn moving_physics_step(bencher: divan::Bencher) {
    let episode = episode();
    let mut world = episode.sim().world();
    let mut physics = world.remove_resource::<Physics>().expect("a home has physics");
    let mut motors = world.remove_resource::<Motors>().expect("a body has motors");
    let chain = world.remove_resource::<Articulation>().expect("a body has a chain");
    let mut sign = 1.0;
    let mut steps = 0;
    let start = motors.target;
    bencher.bench_local(|| {
        if steps % 60 == 0 {
            sign = -sign;
            for axis in [0, 2, 3, 4, 5, 7] {
                motors.target[axis] = start[axis] + 0.15 * sign;
            }
        }
        steps += 1;
        drive_motors(&mut physics, &chain, &mut motors);
        physics.step();
    });
}

/// An action that waits for one tick, with the observation after it.
#[divan::bench(min_time = 1)]
fn idle_step(bencher: divan::Bencher) {
    let setup = Setup { max_steps: u64::MAX, ..Setup::new("first", 0, 0) };
    let mut episode = Episode::new(&library(), setup).expect("the suite is shipped");
    let wait = Action::Wait { seconds: TICK_S };
    bencher.bench_local(|| episode.step(&wait).invalid);
}

/// Ten minutes in which the machine brews and the body waits.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn ten_unattended_minutes(bencher: divan::Bencher) {
    let library = library();
    let brewing = || {
        let setup = Setup { max_steps: u64::MAX, ..Setup::new("first", 0, 0) };
        let mut episode = Episode::new(&library, setup).expect("the suite is shipped");
        let (machine, switch) = {
            let mut world = episode.sim().world();
            let mut things = world.query::<(Entity, &ThingOf)>();
            let (machine, of) = things.iter(&world).find(|(_, of)| of.instance == "machine").expect("it is there");
            (machine, of.parts["switch"])
        };
        let water = Mixture::of(Species::Water, 1.0, 20.0);
        let coffee = Mixture::fresh_grounds(0.055, 700.0, 22.0);
        process::give(&mut episode.sim().world(), machine, "tank", &water);
        process::give(&mut episode.sim().world(), machine, "bed", &coffee);
        for pushed in [true, false] {
            episode.sim().world().get_mut::<ControlPiece>(switch).expect("it is a control").pushed = pushed;
            episode.step(&Action::Wait { seconds: TICK_S });
        }
        episode
    };
    let wait = Action::Wait { seconds: 600.0 };
    bencher.with_inputs(brewing).bench_local_values(|mut episode| {
        episode.step(&wait);
        episode
    });
}

/// A home built anew, ready for its first action.
#[divan::bench(min_time = 1)]
fn reset(bencher: divan::Bencher) {
    let mut episode = episode();
    bencher.bench_local(|| episode.reset().tick);
}

/// The reference agent from the first look to the served cup; compare with the simulated minutes it takes.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn whole_reference_episode(bencher: divan::Bencher) {
    let mut episode = episode();
    bencher.bench_local(|| {
        episode.reset();
        let mut agent = Reference::new();
        while episode.ended().is_none() {
            let action = agent.act(&episode);
            episode.step(&action);
        }
        episode.elapsed_s()
    });
}
