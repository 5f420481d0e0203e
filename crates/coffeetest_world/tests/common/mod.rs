//! Homes for tests: the first kitchen, changed before it comes to life, and read while it lives.
#![allow(dead_code, reason = "no test file needs all of it")]

use std::sync::Arc;

use bevy::prelude::*;
use coffeetest_brew::{Machine, Mixture, Species};
use coffeetest_scene::{Arrangement, Library, Placed, Thing, Trouble, Wrong};
use coffeetest_world::Sim;
use coffeetest_world::event::{Happening, Happenings};
use coffeetest_world::math::{Quat, Vec3};
use coffeetest_world::physics::{Physics, Pose, RigidBody};
use coffeetest_world::process;
use coffeetest_world::sim::TICK_S;
use coffeetest_world::skill::Command;
use coffeetest_world::thing::{ControlPiece, Moving, SeatedIn, Seats, ThingOf};

/// A home before it comes to life.
pub struct Case {
    pub library: Library,
    pub home: Arrangement,
}

impl Case {
    pub fn new() -> Case {
        let library = Library::builtin().expect("the shipped scenes are sound");
        let home = library.arrange("first_kitchen", 7).expect("the home is known");
        Case { library, home }
    }

    pub fn index(&self, name: &str) -> usize {
        self.home.placed.iter().position(|placed| placed.name == name).expect("it is in the home")
    }

    /// Lays a paper filter into the machine's basket.
    pub fn with_filter(mut self) -> Case {
        let thing = self.home.dispensed["paper_filter"].clone();
        let (at, yaw) = ([0.5, 0.5, 1.0], 0.0);
        let placed = Placed { name: "sheet".into(), id: "paper_filter".into(), thing, at, yaw, contents: vec![] };
        self.home.placed.push(placed);
        let seat = ((self.home.placed.len() - 1, "body".into()), (self.index("machine"), "filter".into()));
        self.home.seated.push(seat);
        self
    }

    /// Takes a thing out of its seat and stands it somewhere.
    pub fn put(mut self, name: &str, at: [f32; 3]) -> Case {
        let index = self.index(name);
        self.home.seated.retain(|((what, _), _)| *what != index);
        self.home.placed[index].at = at;
        self
    }

    pub fn unplugged(mut self) -> Case {
        self.home.seated.retain(|((_, part), _)| part != "plug");
        self
    }

    /// Adds a thing of the fixtures at a place.
    pub fn with(mut self, name: &str, text: &str, at: [f32; 3]) -> Case {
        let thing = thing(text);
        let contents = thing.contents.clone();
        self.home.placed.push(Placed { name: name.into(), id: name.into(), thing, at, yaw: 0.0, contents });
        self
    }

    /// Adds a thing that is shipped at a place.
    pub fn shipped(mut self, name: &str, id: &str, at: [f32; 3]) -> Case {
        let thing = self.library.thing(id).expect("it is shipped").clone();
        let contents = thing.contents.clone();
        self.home.placed.push(Placed { name: name.into(), id: id.into(), thing, at, yaw: 0.0, contents });
        self
    }

    /// Lets a part sit in a seat from the start.
    pub fn seat(mut self, (name, part): (&str, &str), (host, seat): (&str, &str)) -> Case {
        let (what, host) = (self.index(name), self.index(host));
        self.home.seated.push(((what, part.into()), (host, seat.into())));
        self
    }

    /// Puts a plug into a socket that nothing else is in.
    pub fn plug(mut self, name: &str, outlet: &str) -> Case {
        let host = self.index(outlet);
        self.home.seated.retain(|(_, (thing, _))| *thing != host);
        self.seat((name, "plug"), (outlet, "socket"))
    }

    /// Hangs sockets on a circuit.
    pub fn circuit(mut self, panel: &str, comp: &str, outlets: &[&str]) -> Case {
        let outlets = outlets.iter().map(|outlet| self.index(outlet)).collect();
        self.home.circuits.push(((self.index(panel), comp.into()), outlets));
        self
    }

    /// Something is wrong there from the start.
    pub fn wrong(mut self, name: &str, what: Wrong) -> Case {
        let index = self.index(name);
        self.home.faults.push((index, Trouble { thing: name.into(), what }));
        self
    }

    pub fn live(&self) -> Home {
        let body = self.library.body("homehelper").expect("the body is known");
        Home { sim: Sim::new(&self.home, body, 7) }
    }
}

/// A living home.
pub struct Home {
    pub sim: Sim,
}

impl Home {
    pub fn thing(&self, name: &str) -> Entity {
        self.part(name, "body")
    }

    pub fn part(&self, name: &str, part: &str) -> Entity {
        let mut world = self.sim.world();
        let mut things = world.query::<&ThingOf>();
        things.iter(&world).find(|of| of.instance == name).expect("it is in the home").parts[part]
    }

    pub fn give(&self, name: &str, vessel: &str, mix: Mixture) {
        let thing = self.thing(name);
        assert!(process::give(&mut self.sim.world(), thing, vessel, &mix));
    }

    /// Pushes a control and lets it go.
    pub fn press(&mut self, name: &str, part: &str) {
        let piece = self.part(name, part);
        for pushed in [true, false] {
            let mut world = self.sim.world();
            world.get_mut::<ControlPiece>(piece).expect("it is a control").pushed = pushed;
            drop(world);
            self.sim.tick();
        }
    }

    /// Turns a knob or moves a lever to a share of its way.
    pub fn turn(&mut self, name: &str, part: &str, share: f32) {
        let part = self.part(name, part);
        let mut world = self.sim.world();
        let mut moving = world.get_mut::<Moving>(part).expect("it moves");
        moving.travel = moving.range.0 + share * (moving.range.1 - moving.range.0);
    }

    pub fn wait(&mut self, seconds: f64) {
        for _ in 0..(seconds / TICK_S) as usize {
            self.sim.tick();
        }
    }

    /// Puts a body somewhere and keeps it there for a while, as a hand would.
    pub fn hold(&mut self, name: &str, pose: Pose, seconds: f64) {
        let part = self.thing(name);
        for _ in 0..(seconds / TICK_S) as usize {
            let mut world = self.sim.world();
            let body = world.get::<RigidBody>(part).expect("it has a body").0;
            let mut physics = world.resource_mut::<Physics>();
            physics.set_pose(body, pose);
            drop(world);
            self.sim.tick();
        }
    }

    pub fn with<T>(&self, name: &str, read: impl FnOnce(&Machine) -> T) -> T {
        let thing = self.thing(name);
        read(process::machine(&self.sim.world(), thing).expect("it has a process"))
    }

    pub fn var(&self, name: &str, var: &str) -> f64 {
        self.with(name, |machine| machine.get(var).expect("the variable is known"))
    }

    pub fn events(&self) -> Vec<Happening> {
        let mut world = self.sim.world();
        process::close(&mut world);
        world.resource_mut::<Happenings>().drain()
    }

    /// Where a body is, m.
    pub fn at(&self, part: Entity) -> Vec3 {
        coffeetest_world::sim::pose_of(&self.sim.world(), part).translation
    }

    pub fn spilled_ml(&self) -> f64 {
        process::tally(&self.sim.world()).spilled.volume_ml()
    }

    pub fn check_books(&self) {
        let audit = process::audit(&self.sim.world());
        assert!(audit.worst_kg() < 1e-9, "{} kg too much", audit.worst_kg());
        assert!(audit.energy_share() < 1e-6, "{} of {} J too much", audit.error_j, audit.handled_j);
    }
}

pub fn water(kg: f64) -> Mixture {
    Mixture::of(Species::Water, kg, 20.0)
}

pub fn grounds(kg: f64) -> Mixture {
    Mixture::fresh_grounds(kg, 700.0, 22.0)
}

/// A pose above a point, leaning towards +x.
pub fn leaning(at: Vec3, tilt_deg: f32) -> Pose {
    Pose::from_parts(at, Quat::from_rotation_y(tilt_deg.to_radians()))
}

impl Home {
    /// Takes a part out of its seat and puts it somewhere.
    pub fn unseat(&mut self, name: &str, part: &str, host: &str, seat: &str, to: Vec3) {
        let (part, host) = (self.part(name, part), self.thing(host));
        let mut world = self.sim.world();
        world.get_mut::<Seats>(host).expect("it has seats").occupants.insert(seat.into(), None);
        let sits = world.entity_mut(part).take::<SeatedIn>().expect("it sits there");
        let body = world.get::<RigidBody>(part).expect("it has a body").0;
        let mut physics = world.resource_mut::<Physics>();
        if let Some(weld) = sits.weld {
            physics.release(weld);
        }
        physics.set_pose(body, Pose::from_translation(to));
        drop(world);
        self.sim.tick();
    }
}

impl Home {
    /// Carries out a command to its end.
    pub fn act(&mut self, command: Command) {
        self.sim.begin(command);
        self.sim.run(6000).expect("it ends").expect("it succeeds");
    }
}

/// A thing of the fixtures, read as scenes are.
pub fn thing(text: &str) -> Arc<Thing> {
    let text = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let thing: Thing = options.from_str(&text).unwrap_or_else(|error| panic!("{error}"));
    coffeetest_brew::Machine::new(&thing.comps, &thing.links, &thing.ctrl).unwrap_or_else(|error| panic!("{error}"));
    Arc::new(thing)
}

/// Fills the machine for a brew and switches it on.
pub fn start_brew(case: &Case) -> Home {
    let mut home = case.live();
    home.give("machine", "tank", water(1.0));
    home.give("machine", "bed", grounds(0.055));
    home.press("machine", "switch");
    home
}
