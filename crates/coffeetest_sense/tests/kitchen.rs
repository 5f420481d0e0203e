//! What can be perceived in the first kitchen, and what cannot.

use bevy::prelude::{Entity, World};
use coffeetest_scene::Library;
use coffeetest_sense::{Seen, State, touch, views, visible};
use coffeetest_world::Sim;
use coffeetest_world::physics::WorldPose;
use coffeetest_world::skill::{Command, LookAt};
use coffeetest_world::thing::{Moving, Part, ThingOf};

fn kitchen(seed: u64) -> Sim {
    let library = Library::builtin().expect("the scenes are in order");
    let arrangement = library.arrange("first_kitchen", seed).expect("a home");
    Sim::new(&arrangement, library.body("homehelper").expect("a body"), seed)
}

fn run(sim: &mut Sim, command: Command) {
    sim.begin(command);
    sim.run(4000).expect("it ends").expect("it succeeds");
}

fn see(sim: &Sim) -> Vec<Seen> {
    let world = sim.world();
    visible(&world, &views(&world))
}

fn has(seen: &[Seen], entity: Entity) -> bool {
    seen.iter().any(|seen| seen.entity == entity)
}

/// Things of a kind with their shut doors: those that stand within the space of the cabinet.
fn behind_doors(world: &mut World) -> Vec<(Entity, Entity)> {
    let doors: Vec<(Entity, Entity)> = world
        .query::<(Entity, &Part, &Moving)>()
        .iter(world)
        .filter(|(_, part, moving)| part.name == "door" && moving.is_closed())
        .map(|(entity, part, _)| (entity, part.thing))
        .collect();
    let loose: Vec<(Entity, coffeetest_world::math::Vec3)> = world
        .query::<(Entity, &ThingOf, &WorldPose)>()
        .iter(world)
        .filter(|(_, of, _)| of.spec.mount == coffeetest_scene::Mount::Free)
        .map(|(entity, _, pose)| (entity, pose.0.translation))
        .collect();
    let mut found = Vec::new();
    for (door, cabinet) in doors {
        let frame = world.get::<WorldPose>(cabinet).expect("placed").0;
        let of = world.get::<ThingOf>(cabinet).expect("a thing");
        for (thing, at) in &loose {
            let local = frame.inverse_transform_point(*at);
            let inside = of.spec.surfaces.values().filter(|surface| surface.headroom_m < 1.0).any(|surface| {
                let off = local - coffeetest_world::math::Vec3::from(surface.at);
                off.x.abs() < 0.5 * surface.size[0] && off.y.abs() < 0.5 * surface.size[1] && off.z.abs() < 0.05
            });
            if inside {
                found.push((door, *thing));
            }
        }
    }
    found
}

#[test]
fn what_is_behind_a_shut_door_is_seen_only_once_it_is_open() {
    let mut opened = 0;
    for seed in 0..6 {
        let mut sim = kitchen(seed);
        run(&mut sim, Command::Look(LookAt::Around));
        let hidden = behind_doors(&mut sim.world());
        let seen = see(&sim);
        assert!(hidden.iter().all(|(_, thing)| !has(&seen, *thing)), "seed {seed}: a door was seen through");
        let Some((door, thing)) = hidden.first().copied() else { continue };
        sim.begin(Command::Open(door));
        if sim.run(4000).is_none_or(|end| end.is_err()) {
            continue;
        }
        run(&mut sim, Command::GoTo(thing));
        run(&mut sim, Command::Look(LookAt::Entity(thing)));
        let seen = see(&sim);
        assert!(has(&seen, thing), "seed {seed}: the door is open and still hides it");
        let states = seen.iter().find(|seen| seen.entity == door).map(|seen| seen.states.clone());
        assert!(states.is_none_or(|states| states.contains(&State::Open)), "seed {seed}");
        opened += 1;
    }
    assert!(opened >= 2, "only {opened} doors could be opened");
}

#[test]
fn what_is_behind_the_back_is_not_seen() {
    let mut sim = kitchen(1);
    run(&mut sim, Command::Look(LookAt::Around));
    let all = see(&sim).len();
    run(&mut sim, Command::Look(LookAt::Direction(0.0, -0.3)));
    let ahead = see(&sim);
    assert!(ahead.len() < all, "{} ahead of {all}", ahead.len());
    let world = sim.world();
    let view = views(&world)[0];
    for seen in &ahead {
        let local = view.pose.inverse_transform_point(seen.centre);
        assert!(local.x > -seen.size_m.length(), "{local}");
    }
}

#[test]
fn a_look_around_meets_the_furniture_of_the_room() {
    let mut sim = kitchen(2);
    run(&mut sim, Command::Look(LookAt::Around));
    let seen = see(&sim);
    let mut world = sim.world();
    let fixed: Vec<(Entity, String)> = world
        .query::<(Entity, &ThingOf)>()
        .iter(&world)
        .filter(|(_, of)| of.spec.mount == coffeetest_scene::Mount::Fixed)
        .map(|(entity, of)| (entity, of.instance.clone()))
        .collect();
    let missed: Vec<&String> = fixed.iter().filter(|(entity, _)| !has(&seen, *entity)).map(|(_, name)| name).collect();
    assert!(missed.is_empty(), "not seen: {missed:?}");
}

#[test]
fn shut_doors_and_standing_things_look_so() {
    let mut sim = kitchen(3);
    run(&mut sim, Command::Look(LookAt::Around));
    let mut loose = 0;
    for seen in see(&sim) {
        let world = sim.world();
        if world.get::<Moving>(seen.entity).is_some() {
            assert!(seen.states.contains(&State::Shut), "{:?}", seen.states);
        }
        let of = world.get::<ThingOf>(seen.entity);
        if of.is_some_and(|of| of.spec.mount == coffeetest_scene::Mount::Free) {
            loose += 1;
            let stands = |state: &State| matches!(state, State::StandsOn { .. } | State::SitsIn { .. });
            assert!(seen.states.iter().any(stands), "{:?}", seen.states);
            assert!(!seen.states.contains(&State::Toppled));
        }
    }
    assert!(loose >= 3);
}

#[test]
fn the_empty_hand_weighs_nothing_and_a_mug_what_it_weighs() {
    let mut weighed = 0;
    for seed in 0..6 {
        let mut sim = kitchen(seed);
        run(&mut sim, Command::Look(LookAt::Around));
        assert_eq!(touch(&sim.world()).load_g, 0.0);
        let mug = see(&sim).into_iter().map(|seen| seen.entity).find(|entity| {
            let world = sim.world();
            world.get::<ThingOf>(*entity).is_some_and(|of| of.spec.tags.iter().any(|tag| tag == "drinking_vessel"))
        });
        let Some(mug) = mug else { continue };
        sim.begin(Command::Pick(mug));
        if sim.run(4000).is_none_or(|end| end.is_err()) {
            continue;
        }
        let felt = touch(&sim.world());
        assert_eq!(felt.held, Some(mug));
        assert!((250.0..450.0).contains(&felt.load_g), "{} g", felt.load_g);
        let seen = see(&sim);
        let held = seen.iter().find(|seen| seen.entity == mug);
        assert!(held.is_none_or(|seen| seen.states.contains(&State::Held)));
        weighed += 1;
    }
    assert!(weighed >= 2);
}
