//! Whatever is shipped keeps its books of matter and heat, whatever is done to it (§2.7).

#[path = "../../coffeetest_brew/tests/common/maltreat.rs"]
mod maltreat;

use coffeetest_brew::Machine;
use coffeetest_scene::{Folder, Library};

/// Steps of an appliance or whatever else has a process of its own, and of a mere vessel.
const STEPS: [usize; 2] = [1_000_000, 20_000];

#[test]
fn ac2_every_shipped_thing_keeps_its_books_for_a_million_steps() {
    let library = Library::builtin().unwrap_or_else(|errors| panic!("{}", errors[0]));
    for (seed, (id, thing)) in library.things().filter(|(_, thing)| !thing.comps.is_empty()).enumerate() {
        let machine = Machine::new(&thing.comps, &thing.links, &thing.ctrl).unwrap_or_else(|e| panic!("{id}: {e}"));
        let mere = thing.comps.len() <= 4 && library.folder(id) != Some(Folder::Appliances);
        let steps = STEPS[usize::from(mere)];
        println!("{id}: {steps} steps");
        // A long life and many short ones, for what breaks stays broken.
        maltreat::maltreat(machine.clone(), seed as u64, steps / 4, 0.01);
        for life in 1..=15 {
            maltreat::maltreat(machine.clone(), seed as u64 + 1000 * life, steps / 20, 0.03);
        }
    }
}
