//! What handles mean, in a kitchen with doubles and parts.

use bevy::prelude::{Entity, World};
use coffeetest_scene::Library;
use coffeetest_world::Sim;
use coffeetest_world::skill::{Command, TurnTo};
use coffeetest_world::thing::ThingOf;

use super::*;
use crate::action::{Action, Name};
use crate::score::Landmark;

fn kitchen() -> Sim {
    let library = Library::builtin().expect("the scenes are in order");
    let (id, home) = library.homes().next().expect("a home");
    let body = library.body(&library.suites().next().expect("a suite").1.body).expect("a body");
    Sim::new(&home.arrange(id, 1, &library), body, 1)
}

/// Bodies whose thing and part satisfy a condition, in the order in which they were made.
fn bodies(world: &mut World, which: impl Fn(&ThingOf, &str) -> bool) -> Vec<Entity> {
    let mut found = Vec::new();
    for of in world.query::<&ThingOf>().iter(world) {
        found.extend(of.parts.iter().filter(|(name, _)| which(of, name)).map(|(_, entity)| *entity));
    }
    found.sort();
    found
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a handle")
}

/// All things of these kinds with all their parts, met in order.
fn met(world: &mut World, kinds: &[&str]) -> Handles {
    let mut handles = Handles::default();
    for body in bodies(world, |of, _| kinds.contains(&of.spec.kind.as_str())) {
        handles.meet(world, body).expect("a thing has a handle");
    }
    handles
}

fn refusal(handles: &Handles, world: &World, text: &str) -> String {
    let action = Action::parse(text).expect("an action");
    resolve(&action, handles, world).expect_err("refused").to_string()
}

#[test]
fn handles_count_by_kind_in_the_order_of_first_sight_and_stay() {
    let sim = kitchen();
    let world = &mut *sim.world();
    let mugs = bodies(world, |of, part| of.spec.kind == "mug" && part == "body");
    let mut handles = Handles::default();
    let order = [2, 0, 2, 1, 0];
    let names: Vec<String> =
        order.iter().map(|at| handles.meet(world, mugs[*at]).expect("a mug").to_string()).collect();
    assert_eq!(names, ["mug_1", "mug_2", "mug_1", "mug_3", "mug_2"]);
    assert_eq!(handles.find(world, &name("mug_2")).map(|target| target.entity), Ok(mugs[0]));
}

#[test]
fn a_part_is_named_after_its_thing() {
    let sim = kitchen();
    let world = &mut *sim.world();
    let door = bodies(world, |of, part| of.spec.kind == "fridge" && part == "door")[0];
    let mut handles = Handles::default();
    assert_eq!(handles.meet(world, door), Some(name("fridge_1.door")));
    assert_eq!(handles.names().cloned().collect::<Vec<_>>(), [name("fridge_1"), name("fridge_1.door")]);
}

#[test]
fn a_kind_is_enough_where_there_is_only_one() {
    let sim = kitchen();
    let world = &mut *sim.world();
    let handles = met(world, &["mug", "fridge"]);
    let fridge = handles.find(world, &name("fridge_1")).expect("seen").entity;
    let deed = resolve(&Action::parse("go to the fridge").expect("an action"), &handles, world);
    assert_eq!(deed, Ok(Deed::Skill(Command::GoTo(fridge))));
    let text = refusal(&handles, world, "pick the mug");
    assert!(text.contains("say which: `mug_1`, `mug_2`, `mug_3`"), "{text}");
}

#[test]
fn what_was_not_seen_cannot_be_spoken_of() {
    let sim = kitchen();
    let world = &mut *sim.world();
    let handles = met(world, &["mug"]);
    assert!(refusal(&handles, world, "pick mgu_1").contains("did you mean `mug_1`?"));
    assert!(refusal(&handles, world, "open fridge_1").contains("nothing seen so far is called `fridge_1`"));
    assert!(refusal(&Handles::default(), world, "pick mug_1").contains("look around"));
}

#[test]
fn landmarks_are_read_off_what_things_can_do() {
    use coffeetest_brew::{Mixture, Species};
    use coffeetest_world::process::give;

    let mut sim = kitchen();
    let library = Library::builtin().expect("the scenes are in order");
    let order = library.suites().next().expect("a suite").1.order.clone();
    let reached = |sim: &Sim| reach::landmarks(&sim.world(), &order);
    assert!(!reached(&sim).contains(&Landmark::Water) && !reached(&sim).contains(&Landmark::Coffee));
    {
        let world = &mut *sim.world();
        let kettle = bodies(world, |of, part| of.spec.kind == "kettle" && part == "body")[0];
        assert!(give(world, kettle, "jug", &Mixture::of(Species::Water, 0.3, 20.0)));
    }
    assert!(reached(&sim).contains(&Landmark::Water), "a kettle is for water");
    let mug = bodies(&mut sim.world(), |of, part| of.spec.kind == "mug" && part == "body")[0];
    assert!(give(&mut sim.world(), mug, "inside", &Mixture::of(Species::Instant, 0.003, 20.0)));
    let now = reached(&sim);
    assert!(now.contains(&Landmark::Coffee), "powder in a mug needs nothing else");
    assert!(!now.contains(&Landmark::Delivered) && !now.contains(&Landmark::InCup));
    assert!(give(&mut sim.world(), mug, "inside", &Mixture::of(Species::Water, 0.22, 92.0)));
    for _ in 0..4000 {
        sim.tick();
    }
    let now = reached(&sim);
    assert!(now.contains(&Landmark::InCup), "{now:?}");
    assert!(Landmark::BREWING.iter().all(|landmark| now.contains(landmark)), "{now:?}");
}

#[test]
fn a_thing_stands_for_its_only_door_and_openings_have_names() {
    let sim = kitchen();
    let world = &mut *sim.world();
    let handles = met(world, &["fridge", "coffee_maker", "mug"]);
    let act = |text: &str| resolve(&Action::parse(text).expect("an action"), &handles, world);
    assert_eq!(act("open fridge_1"), act("open fridge_1.door"));
    assert!(matches!(act("press coffee_maker_1"), Ok(Deed::Skill(Command::Press { .. }))));
    // A switch is turned on by whoever says so, and a plug is no lid.
    assert_eq!(act("turn the coffee maker on"), act("turn coffee_maker_1.switch on"));
    assert!(
        matches!(act("turn off coffee_maker_1"), Ok(Deed::Skill(Command::Turn { to: TurnTo::State(to), .. })) if to == "off")
    );
    assert!(
        matches!(act("turn coffee_maker_1.switch to i"), Ok(Deed::Skill(Command::Turn { to: TurnTo::State(to), .. })) if to == "I")
    );
    assert!(matches!(act("push coffee_maker_1"), Ok(Deed::Skill(Command::Push(_)))));
    assert!(refusal(&handles, world, "turn mug_1 on").contains("no knob or switch"));
    let machine = handles.find(world, &name("coffee_maker_1")).expect("seen").entity;
    assert_eq!(
        act("pour 500 ml into coffee_maker_1.tank"),
        Ok(Deed::Skill(Command::Pour {
            into: machine,
            opening: Some("tank".into()),
            amount_ml: Some(500.0),
            rate_ml_s: None
        }))
    );
    let basket = handles.find(world, &name("coffee_maker_1.filter_basket")).expect("seen").entity;
    assert!(matches!(
        act("insert into coffee_maker_1.filter_basket"),
        Ok(Deed::Skill(Command::Insert { into, seat: None })) if into == basket
    ));
    assert!(refusal(&handles, world, "open mug_1").contains("no door, drawer or lid"));
    assert!(refusal(&handles, world, "place mug_1 on fridge_1").contains("the hand holds nothing, not `mug_1`"));
}
