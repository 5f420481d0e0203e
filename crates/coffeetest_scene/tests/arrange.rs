//! Arrangements: the same for the same seed, different for others, and nothing stands in anything else.

use std::collections::{BTreeMap, BTreeSet};

use coffeetest_scene::{Arrangement, Block, Library, Placed, Pose, Thing};

const SEEDS: u64 = 500;

fn library() -> Library {
    Library::builtin().expect("shipped scenes load")
}

fn blocks(placed: &Placed) -> Vec<Block> {
    Thing::blocks_at(&placed.thing.blocks(false), Pose { at: placed.at, yaw: placed.yaw })
}

/// The names that `name` sits in, and that sit in it.
fn kin(arrangement: &Arrangement, name: &str) -> BTreeSet<String> {
    let named = |index: usize| arrangement.placed[index].name.clone();
    let pairs = arrangement.seated.iter().map(|((what, _), (host, _))| (named(*what), named(*host)));
    pairs
        .filter_map(|(a, b)| {
            if a == name {
                Some(b)
            } else if b == name {
                Some(a)
            } else {
                None
            }
        })
        .collect()
}

#[test]
fn the_same_seed_gives_the_same_arrangement_and_another_seed_another() {
    let library = library();
    for (id, _) in library.homes() {
        let text = |seed| format!("{:?}", library.arrange(id, seed).expect("home"));
        let all: BTreeSet<String> = (0..50).map(text).collect();
        assert_eq!(all.len(), 50, "{id}");
        assert!((0..50).all(|seed| all.contains(&text(seed))), "{id}");
    }
}

#[test]
fn no_thing_stands_in_another_over_five_hundred_seeds() {
    let library = library();
    for (id, home) in library.homes() {
        for seed in 0..SEEDS {
            let arrangement = library.arrange(id, seed).expect("home");
            assert_eq!(arrangement.placed.len(), home.furniture.len() + home.things.len());
            let loose = &arrangement.placed[home.furniture.len()..];
            for (i, a) in loose.iter().enumerate() {
                let kin = kin(&arrangement, &a.name);
                let others = loose[i + 1..].iter().chain(&arrangement.placed[..home.furniture.len()]);
                for b in others.filter(|b| !kin.contains(&b.name)) {
                    let hit = blocks(a).iter().any(|x| blocks(b).iter().any(|y| x.meets(y, 0.0)));
                    assert!(!hit, "{id}, seed {seed}: `{}` stands in `{}`", a.name, b.name);
                }
            }
        }
    }
}

#[test]
fn every_thing_stands_on_something_or_sits_in_something() {
    let library = library();
    for (id, home) in library.homes() {
        for seed in 0..SEEDS {
            let arrangement = library.arrange(id, seed).expect("home");
            let (fixtures, loose) = arrangement.placed.split_at(home.furniture.len());
            for thing in loose.iter().filter(|thing| !home.things[&thing.name].places.is_empty()) {
                let [x, y, z] = thing.at;
                let under = fixtures.iter().flat_map(blocks).any(|block| {
                    let [dx, dy, dz] = block.pose.local([x, y, z]);
                    let above = (dz - block.size[2]).abs() < 1e-3;
                    above && dx.abs() <= block.size[0] / 2.0 && dy.abs() <= block.size[1] / 2.0
                });
                assert!(under, "{id}, seed {seed}: nothing is under `{}` at {:?}", thing.name, thing.at);
            }
        }
    }
}

#[test]
fn a_seated_thing_is_where_its_seat_is() {
    let library = library();
    let arrangement = library.arrange("first_kitchen", 3).expect("home");
    let find = |name: &str| arrangement.placed.iter().find(|placed| placed.name == name).expect("placed");
    let (machine, carafe) = (find("machine"), find("carafe"));
    let seat = &machine.thing.seats["carafe_seat"];
    let expected = Pose { at: machine.at, yaw: machine.yaw }.point(seat.at);
    assert!(expected.iter().zip(carafe.at).all(|(a, b)| (a - b).abs() < 1e-5), "{expected:?} {:?}", carafe.at);
    assert!((carafe.yaw - machine.yaw).abs() < 1e-6);
    let named = |index: usize| arrangement.placed[index].name.as_str();
    let seated = arrangement.seated.iter();
    let seated: BTreeSet<_> =
        seated.map(|((a, part), (b, seat))| (named(*a), part.as_str(), named(*b), seat.as_str())).collect();
    for expected in [
        ("carafe", "body", "machine", "carafe_seat"),
        ("machine", "basket", "machine", "basket"),
        ("machine", "plug", "outlet_1", "socket"),
        ("scoop", "body", "scoop_stand", "holder"),
    ] {
        assert!(seated.contains(&expected), "{expected:?} is not among {seated:?}");
    }
}

#[test]
fn seeds_use_every_place_of_every_thing() {
    let library = library();
    for (id, home) in library.homes() {
        let mut seen: BTreeMap<&str, BTreeSet<[i32; 3]>> = BTreeMap::new();
        for seed in 0..SEEDS {
            let arrangement = library.arrange(id, seed).expect("home");
            for (name, placement) in home.things.iter().filter(|(_, placement)| !placement.places.is_empty()) {
                let placed = arrangement.placed.iter().find(|placed| placed.name == *name).expect("placed");
                // Places are at least 10 cm apart and things are shifted by a few centimetres at most.
                let near = |a: [f32; 3], b: [f32; 3]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 0.08);
                let spots = seen.entry(name).or_default();
                let at = placed.at.map(|v| (v * 1000.0) as i32);
                if !spots.iter().any(|spot| near(spot.map(|v| v as f32 / 1000.0), placed.at)) {
                    spots.insert(at);
                }
                assert!(!placement.places.is_empty());
            }
        }
        for (name, spots) in seen {
            assert!(spots.len() >= home.things[name].places.len(), "{id}: `{name}` was seen at {spots:?} only");
        }
    }
}

#[test]
fn packs_bring_the_kinds_that_they_give_out() {
    let arrangement = library().arrange("first_kitchen", 0).expect("home");
    assert!(arrangement.dispensed.contains_key("paper_filter"));
}

#[test]
fn the_body_starts_inside_a_start_area() {
    let library = library();
    for (id, home) in library.homes() {
        for seed in 0..SEEDS {
            let [x, y, yaw] = library.arrange(id, seed).expect("home").start;
            let inside = home.start.iter().any(|area| {
                let (low, high) = (area.yaw_deg.0.to_radians(), area.yaw_deg.1.to_radians());
                let within = |v: f32, low: f32, high: f32| (low..=high).contains(&v);
                within(x, area.min[0], area.max[0]) && within(y, area.min[1], area.max[1]) && within(yaw, low, high)
            });
            assert!(inside, "{id}, seed {seed}: starts at {x} {y} {yaw}");
        }
    }
}
