//! A survey of what the default body can do with every part of every shipped thing, each alone on a table.

use bevy::prelude::*;
use coffeetest_brew::spec::Comp;
use coffeetest_scene::{Arrangement, Attach, Library, Mount, Placed, Thing};
use coffeetest_world::Sim;
use coffeetest_world::skill::{Command, TurnTo};
use coffeetest_world::thing::{Moving, ThingOf};

const BODY: &str = "homehelper";

/// A room with a table and one thing at the front of it.
fn room(library: &Library, id: &str) -> Sim {
    let mut home: Arrangement = library.arrange("first_kitchen", 7).expect("the home is known");
    home.placed.retain(|placed| ["table", "counter_door", "counter_wide"].contains(&placed.name.as_str()));
    home.seated.clear();
    let thing = library.thing(id).expect("it is shipped").clone();
    let contents = thing.contents.clone();
    let at = [2.70, 1.35, 0.75];
    home.placed.push(Placed { name: "thing".into(), id: id.into(), thing, at, yaw: 0.0, contents });
    home.start = [2.0, 0.6, 1.57];
    Sim::new(&home, library.body(BODY).expect("it is shipped"), 7)
}

fn part(sim: &Sim, name: &str) -> Entity {
    let mut world = sim.world();
    let mut things = world.query::<&ThingOf>();
    things.iter(&world).find(|of| of.instance == "thing").expect("it is in the room").parts[name]
}

fn act(sim: &mut Sim, command: Command) -> Result<(), String> {
    sim.begin(command);
    sim.run(12_000).unwrap_or_else(|| panic!("it does not end")).map_err(|failure| failure.to_string())
}

/// What can be done with a part, in turn.
fn deeds(thing: &Thing, sim: &Sim, name: &str) -> Vec<(String, Command)> {
    let entity = part(sim, name);
    let main = part(sim, "body");
    let attach = thing.bodies[name].attach.as_ref();
    let turn = |to: TurnTo| Command::Turn { part: entity, to };
    match attach {
        Some(Attach::Joint { comp, .. }) => {
            let slides = sim.world().get::<Moving>(entity).is_some_and(|moving| !moving.hinge);
            match thing.comps.get(comp) {
                Some(Comp::Joint(_)) if slides => {
                    vec![("pull".into(), Command::Pull(entity)), ("push".into(), Command::Push(entity))]
                }
                _ => vec![("open".into(), Command::Open(entity)), ("close".into(), Command::Close(entity))],
            }
        }
        Some(Attach::Control { comp, .. }) => match thing.comps.get(comp) {
            Some(Comp::Control(spec)) if spec.class.turns() => {
                vec![("turn up".into(), turn(TurnTo::Share(1.0))), ("turn down".into(), turn(TurnTo::Share(0.0)))]
            }
            _ => vec![("press".into(), Command::Press { part: entity, seconds: 0.0 })],
        },
        Some(Attach::Seat { comp, .. }) => {
            let into = Command::Insert { into: main, seat: Some(comp.clone()) };
            let out = ("remove".to_owned(), Command::Remove(entity));
            match thing.comps.get(comp) {
                Some(Comp::Seat(spec)) if spec.twist_deg > 0.0 => vec![
                    ("tighten".into(), turn(TurnTo::Tight)),
                    ("loosen".into(), turn(TurnTo::Loose)),
                    out,
                    ("insert".into(), into),
                ],
                _ => vec![out, ("insert".into(), into)],
            }
        }
        // A plug is taken where it is in its socket, or hangs.
        Some(Attach::Cord { .. }) => Vec::new(),
        None if thing.mount == Mount::Free && !thing.grasps.is_empty() => {
            vec![("pick".into(), Command::Pick(entity))]
        }
        None => Vec::new(),
    }
}

/// Opens what covers a part that is taken out: everything that swings up.
fn open_covers(sim: &mut Sim, thing: &Thing, name: &str) {
    if !matches!(thing.bodies[name].attach, Some(Attach::Seat { .. })) {
        return;
    }
    for (cover, body) in &thing.bodies {
        if let Some(Attach::Joint { axis, .. }) = &body.attach
            && axis[2].abs() < 0.5
        {
            let cover = part(sim, cover);
            if sim.world().get::<Moving>(cover).is_some_and(|moving| moving.hinge) {
                act(sim, Command::Open(cover)).ok();
            }
        }
    }
}

#[test]
#[ignore = "a survey for those who write data: it names what a hand cannot do"]
fn whatever_is_shipped_can_be_operated_or_is_refused_for_want_of_strength() {
    let library = Library::builtin().expect("the shipped scenes are sound");
    let mut failures = Vec::new();
    for (id, thing) in library.things() {
        if matches!(library.folder(id), Some(coffeetest_scene::Folder::Furniture)) {
            continue;
        }
        for name in thing.bodies.keys() {
            let mut sim = room(&library, id);
            open_covers(&mut sim, thing, name);
            for (deed, command) in deeds(thing, &sim, name) {
                if let Err(failure) = act(&mut sim, command) {
                    let weak = ["second hand", "more force", "more torque", "too heavy"];
                    if !weak.iter().any(|reason| failure.contains(reason)) {
                        failures.push(format!("{id}.{name}: {deed}: {failure}"));
                    }
                    break;
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}
