//! Whatever is shipped keeps its books of matter and heat, whatever is done to it (§2.7).

#[path = "../../coffeetest_brew/tests/common/maltreat.rs"]
mod maltreat;

use coffeetest_brew::Machine;
use coffeetest_scene::Library;

/// Steps over all things together; those with a controller or a heater get most of them.
const STEPS: usize = 1_000_000;

#[test]
fn every_shipped_thing_keeps_its_books_for_a_million_steps_in_all() {
    let library = Library::builtin().unwrap_or_else(|errors| panic!("{}", errors[0]));
    let things: Vec<_> = library.things().filter(|(_, thing)| !thing.comps.is_empty()).collect();
    let weight = |comps: usize| if comps > 4 { 8 } else { 1 };
    let weights: usize = things.iter().map(|(_, thing)| weight(thing.comps.len())).sum();
    for (seed, (id, thing)) in things.into_iter().enumerate() {
        let machine = Machine::new(&thing.comps, &thing.links, &thing.ctrl).unwrap_or_else(|e| panic!("{id}: {e}"));
        let steps = STEPS * weight(thing.comps.len()) / weights + 1;
        println!("{id}: {steps} steps");
        // A long life and a few short ones.
        maltreat::maltreat(machine.clone(), seed as u64, steps / 2, 0.01);
        for life in 1..=5 {
            maltreat::maltreat(machine.clone(), seed as u64 + 1000 * life, steps / 10, 0.03);
        }
    }
}
