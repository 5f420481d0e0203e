//! A shipped machine on a bench: live mains, everything in its seats and shut, a cup under its outlets.
#![allow(dead_code)]

use std::path::Path;
use std::sync::Arc;

use coffeetest_brew::machine::{Inputs, Kind, Outputs, SeatInput};
use coffeetest_brew::spec::{Comp, FilterSpec, JointSpec};
use coffeetest_brew::{FilterPiece, Machine, Mixture, Species, Vessel};
use coffeetest_scene::{Library, Thing};

const DT_S: f64 = 1.0 / 60.0;
pub const ROOM_C: f64 = 22.0;

fn library() -> Library {
    let scenes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenes");
    Library::load(&scenes).unwrap_or_else(|errors| panic!("{}", errors[0]))
}

/// A machine with live mains, everything in its seats and shut, and what came out of it.
pub struct Bench {
    pub library: Library,
    pub thing: Arc<Thing>,
    pub machine: Machine,
    pub inputs: Inputs,
    pub outputs: Outputs,
    pub cup: Mixture,
    pub spilt: Mixture,
    pub given_j: f64,
    pub elapsed_s: f64,
}

impl Bench {
    pub fn new(id: &str) -> Bench {
        let library = library();
        let thing = library.thing(id).expect("it is shipped").clone();
        let machine = Machine::new(&thing.comps, &thing.links, &thing.ctrl).expect("its process is sound");
        let mut bench = Bench {
            inputs: machine.inputs(),
            outputs: machine.outputs(),
            library,
            thing: thing.clone(),
            machine,
            cup: Mixture::EMPTY,
            spilt: Mixture::EMPTY,
            given_j: 0.0,
            elapsed_s: 0.0,
        };
        bench.inputs.plug_v = 120.0;
        bench.inputs.seats.fill(SeatInput::holding(ROOM_C));
        for content in &thing.contents {
            let species = Species::parse(&content.substance).expect("the substance is known");
            let mix = Mixture::of(species, content.mass_g * 1e-3, content.temp_c.unwrap_or(ROOM_C));
            bench.pour(&content.store, &mix);
        }
        bench.step();
        bench
    }

    pub fn step(&mut self) {
        self.machine.step(DT_S, &self.inputs, &mut self.outputs);
        for &(control, state) in &self.outputs.latched {
            self.inputs.controls[control].state = state;
        }
        self.outputs.outlets.iter().for_each(|mix| self.cup.add(mix));
        self.outputs.overflows.iter().for_each(|(_, mix)| self.spilt.add(mix));
        self.given_j += self.outputs.seat_heat_j.iter().sum::<f64>();
        self.elapsed_s += DT_S;
    }

    pub fn run(&mut self, seconds: f64) {
        (0..(seconds / DT_S) as usize).for_each(|_| self.step());
    }

    /// Runs until something holds; how long that took, s.
    pub fn until(&mut self, what: &str, done: impl Fn(&Bench) -> bool) -> f64 {
        let start = self.elapsed_s;
        while !done(self) {
            self.step();
            assert!(self.elapsed_s - start < 1800.0, "{what}: half an hour has passed");
        }
        self.elapsed_s - start
    }

    pub fn state(&mut self, state: &str) -> f64 {
        self.until(state, |bench| bench.machine.state() == Some(state))
    }

    pub fn index(&self, kind: Kind, name: &str) -> usize {
        self.machine.index(kind, name).unwrap_or_else(|| panic!("there is no {name}"))
    }

    pub fn get(&self, var: &str) -> f64 {
        self.machine.get(var).unwrap_or_else(|| panic!("there is no {var}"))
    }

    pub fn pour(&mut self, into: &str, mix: &Mixture) {
        let store = self.machine.index(Kind::Store, into).map(Vessel::Store);
        let vessel = store.unwrap_or_else(|| Vessel::Bed(self.index(Kind::Bed, into)));
        assert!(self.machine.pour_in(vessel, mix).is_empty(), "{into} is full");
    }

    pub fn water(&mut self, into: &str, g: f64) {
        self.pour(into, &Mixture::of(Species::Water, g * 1e-3, 15.0));
    }

    pub fn coffee(&mut self, into: &str, g: f64, d50_um: f64) {
        self.pour(into, &Mixture::fresh_grounds(g * 1e-3, d50_um, ROOM_C));
    }

    /// Takes out what is in a slot and puts in a new piece of that kind, with what it carries.
    pub fn insert(&mut self, slot: &str, piece: &str) {
        let thing = self.library.thing(piece).expect("the piece is shipped").clone();
        let (slot_index, spec) = (self.index(Kind::Filter, slot), filter(&thing));
        self.machine.lift_filter(slot_index);
        self.machine.put_filter(slot_index, FilterPiece::new(spec));
        let bed = self.machine.bed_on(slot_index).expect("a bed lies on the slot");
        for content in &thing.contents {
            let grounds = Mixture::fresh_grounds(content.mass_g * 1e-3, content.d50_um.expect("it is ground"), ROOM_C);
            self.machine.pour_in(Vessel::Bed(bed), &grounds);
        }
    }

    pub fn press(&mut self, control: &str) {
        let control = self.index(Kind::Control, control);
        self.inputs.controls[control].pressed = true;
        self.run(0.2);
        self.inputs.controls[control].pressed = false;
        self.run(0.2);
    }

    pub fn turn(&mut self, control: &str, state: &str) {
        let index = self.index(Kind::Control, control);
        let states = self.machine.control_states(index);
        self.inputs.controls[index].state = states.iter().position(|s| s == state).expect("it has that position");
        self.run(0.2);
    }

    pub fn seat(&mut self, seat: &str, seated: bool) {
        let seat = self.index(Kind::Seat, seat);
        self.inputs.seats[seat] = if seated { SeatInput::holding(ROOM_C) } else { SeatInput::EMPTY };
        self.run(0.2);
    }

    /// Moves a joint to this share of its way.
    pub fn open(&mut self, joint: &str, share: f64) {
        let index = self.index(Kind::Joint, joint);
        let Some(Comp::Joint(JointSpec { range: (low, high), .. })) = self.thing.comps.get(joint) else { return };
        self.inputs.joints[index].x = low + share * (high - low);
        self.inputs.joints[index].closed = share <= 0.0;
        self.run(0.2);
    }

    /// Empties what the cup got.
    pub fn fresh_cup(&mut self) {
        self.cup = Mixture::EMPTY;
    }

    /// What is in the cup.
    pub fn drink(&self, dose_g: f64) -> Drink {
        let (grams, solids_g) = (self.cup.mass_kg() * 1e3, self.cup.kg(Species::Solids) * 1e3);
        let drink = Drink {
            grams,
            temp_c: self.cup.temp_c(),
            tds: 100.0 * self.cup.tds(),
            ey: if dose_g > 0.0 { 100.0 * solids_g / dose_g } else { 0.0 },
            fines_mg_100ml: 1e6 * (self.cup.kg(Species::Fines) + self.cup.kg(Species::Grounds)) / (grams / 100.0),
        };
        println!("{drink:.2?} spilt {:.2} g at {:.0} s", self.spilt.mass_kg() * 1e3, self.elapsed_s);
        drink
    }
}

fn filter(thing: &Thing) -> &FilterSpec {
    let mut specs =
        thing.comps.values().filter_map(|comp| if let Comp::Filter(spec) = comp { Some(spec) } else { None });
    specs.next().expect("it is a filter piece")
}

/// A cup of coffee.
#[derive(Debug)]
pub struct Drink {
    pub grams: f64,
    pub temp_c: f64,
    pub tds: f64,
    pub ey: f64,
    pub fines_mg_100ml: f64,
}

pub fn within(what: &str, x: f64, low: f64, high: f64) {
    assert!((low..=high).contains(&x), "{what} is {x:.2}, not from {low} to {high}");
}
