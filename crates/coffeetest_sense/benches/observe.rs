//! What an observation of the first kitchen costs: one view, and a look around with its thirteen.

use coffeetest_scene::Library;
use coffeetest_sense::{views, visible};
use coffeetest_world::Sim;
use coffeetest_world::skill::{Command, LookAt};

fn main() {
    divan::main();
}

fn kitchen(look: bool) -> Sim {
    let library = Library::builtin().expect("the scenes are in order");
    let arrangement = library.arrange("first_kitchen", 0).expect("a home");
    let mut sim = Sim::new(&arrangement, library.body("homehelper").expect("a body"), 0);
    if look {
        sim.begin(Command::Look(LookAt::Around));
        sim.run(2000);
    }
    sim
}

#[divan::bench(args = [false, true])]
fn see(bencher: divan::Bencher, around: bool) {
    let sim = kitchen(around);
    let world = sim.world();
    bencher.bench_local(|| visible(&world, &views(&world)).len());
}
