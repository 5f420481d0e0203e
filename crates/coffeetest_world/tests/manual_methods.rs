//! Drippers and drip bags that stand on mugs and jugs: what runs through them lands below, with books that close.

use bevy::prelude::*;
use coffeetest_brew::{Mixture, Species};
use coffeetest_scene::{Arrangement, Library, Placed};
use coffeetest_world::Sim;
use coffeetest_world::physics::{Physics, RigidBody};
use coffeetest_world::process;
use coffeetest_world::sim::TICK_S;
use coffeetest_world::thing::ThingOf;

/// The first kitchen with things more, each standing in the seat of another.
fn kitchen(things: &[(&str, &str, (&str, &str))]) -> Sim {
    let library = Library::builtin().expect("the shipped scenes are sound");
    let mut home = library.arrange("first_kitchen", 7).expect("the home is known");
    for (name, id, (host, seat)) in things {
        let thing = library.thing(id).expect("it is shipped").clone();
        let contents = thing.contents.clone();
        let at = [2.3 + 0.1 * home.placed.len() as f32 % 0.8, 1.35, 0.75];
        home.placed.push(Placed { name: (*name).into(), id: (*id).into(), thing, at, yaw: 0.0, contents });
        if !host.is_empty() {
            let sits = ((home.placed.len() - 1, "body".into()), (index(&home, host), (*seat).into()));
            home.seated.push(sits);
        }
    }
    Sim::new(&home, library.body("homehelper").expect("the body is known"), 7)
}

fn index(home: &Arrangement, name: &str) -> usize {
    home.placed.iter().position(|placed| placed.name == name).expect("it is in the home")
}

fn thing(sim: &Sim, name: &str) -> Entity {
    let mut world = sim.world();
    let mut things = world.query::<&ThingOf>();
    things.iter(&world).find(|of| of.instance == name).expect("it is in the home").parts["body"]
}

/// Gives a bed that much water at 92 °C, evenly over that time.
fn pour(sim: &mut Sim, name: &str, vessel: &str, kg: f64, seconds: f64) {
    let entity = thing(sim, name);
    let ticks = (seconds / TICK_S) as usize;
    for _ in 0..ticks {
        let water = Mixture::of(Species::Water, kg / ticks as f64, 92.0);
        assert!(process::give(&mut sim.world(), entity, vessel, &water));
        sim.tick();
    }
}

fn wait(sim: &mut Sim, seconds: f64) {
    for _ in 0..(seconds / TICK_S) as usize {
        sim.tick();
    }
}

fn var(sim: &Sim, name: &str, var: &str) -> f64 {
    let entity = thing(sim, name);
    process::machine(&sim.world(), entity).expect("it has a process").get(var).expect("the variable is known")
}

#[track_caller]
fn all_went_in(sim: &Sim) {
    let spilled_ml = process::tally(&sim.world()).spilled.volume_ml();
    assert!(spilled_ml < 0.5, "{spilled_ml} ml spilled");
    let audit = process::audit(&sim.world());
    assert!(audit.worst_kg() < 1e-9 && audit.energy_share() < 1e-6, "{} kg", audit.worst_kg());
}

#[test]
fn a_dripper_on_a_mug_fills_it_with_filter_coffee() {
    for (dripper, paper) in [("dripper_cone", "paper_cone_02"), ("dripper_wedge", "paper_wedge_4")] {
        let mut sim = kitchen(&[("dripper", dripper, ("mug_a", "rim")), ("sheet", paper, ("dripper", "filter"))]);
        wait(&mut sim, 0.2);
        let entity = thing(&sim, "dripper");
        assert!(process::give(&mut sim.world(), entity, "bed", &Mixture::fresh_grounds(0.015, 600.0, 22.0)));
        pour(&mut sim, "dripper", "bed", 0.030, 10.0);
        wait(&mut sim, 25.0);
        pour(&mut sim, "dripper", "bed", 0.220, 110.0);
        wait(&mut sim, 120.0);
        let (ml, tds) = (var(&sim, "mug_a", "inside.ml"), var(&sim, "mug_a", "inside.tds"));
        assert!((205.0..240.0).contains(&ml) && (0.011..0.015).contains(&tds), "{dripper}: {ml} ml, {tds}");
        all_went_in(&sim);
    }
}

#[test]
fn a_drip_bag_on_a_mug_makes_a_small_cup() {
    let mut sim = kitchen(&[("bag", "drip_bag", ("mug_a", "rim"))]);
    wait(&mut sim, 0.2);
    for _ in 0..3 {
        pour(&mut sim, "bag", "bed", 0.060, 8.0);
        wait(&mut sim, 45.0);
    }
    let (ml, tds) = (var(&sim, "mug_a", "inside.ml"), var(&sim, "mug_a", "inside.tds"));
    assert!((140.0..180.0).contains(&ml) && (0.009..0.015).contains(&tds), "{ml} ml, {tds}");
    all_went_in(&sim);
}

#[test]
fn a_dripper_on_a_server_fills_it() {
    let mut sim = kitchen(&[
        ("server", "server_600", ("", "")),
        ("dripper", "dripper_cone", ("server", "rim")),
        ("sheet", "paper_cone_02", ("dripper", "filter")),
    ]);
    wait(&mut sim, 0.2);
    pour(&mut sim, "dripper", "bed", 0.200, 60.0);
    wait(&mut sim, 120.0);
    let ml = var(&sim, "server", "inside.ml");
    assert!((195.0..212.0).contains(&ml), "{ml} ml");
    all_went_in(&sim);
}

#[test]
fn a_dripper_on_a_mug_stands_still() {
    let mut sim = kitchen(&[
        ("cup", "mug_white", ("", "")),
        ("dripper", "dripper_wedge", ("cup", "rim")),
        ("paper", "paper_wedge_4", ("dripper", "filter")),
    ]);
    let mug = thing(&sim, "cup");
    let mut start = None;
    for tick in 0..400 {
        sim.tick();
        let world = sim.world();
        let body = world.get::<RigidBody>(mug).expect("it is there").0;
        let (speed, at) = {
            let physics = world.resource::<Physics>();
            (physics.velocity(body).0.length(), physics.pose(body).translation)
        };
        // It may settle in the first seconds.
        if tick > 60 {
            let moved = (at - *start.get_or_insert(at)).length();
            assert!(speed < 0.005 && moved < 0.0005, "{speed} m/s after {moved} m in tick {tick}");
        }
    }
}
