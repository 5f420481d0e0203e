//! The books of the home: what was used, brewed, spilled; and whether mass and energy close (§2.7 of the process model).

use bevy::prelude::*;
use coffeetest_brew::machine::Kind;
use coffeetest_brew::{Ledger, Machine, Mixture, Species, Store, Totals, Vessel, Wear};

use super::spill::Puddles;
use super::wipe;
use super::wiring::{BedLogs, Household, Load, Ports, Process};

/// What there was at the start.
#[derive(Resource, Clone, Debug, Default)]
pub struct Books {
    start: Totals,
    /// Ground coffee that each store held, kg, by thing.
    coffee: Vec<(Entity, Vec<f64>)>,
    /// Ground coffee in pods and the like, kg, by thing.
    pods: Vec<(Entity, f64)>,
    /// Beans, kg.
    beans_kg: f64,
    /// What has left to outside without being in the books of a machine.
    lost: Ledger,
}

impl Books {
    /// Takes a new thing with its contents into the books.
    pub(super) fn open(&mut self, thing: Entity, totals: &Totals, machine: &Machine, load: Option<&Load>) {
        self.start.merge(totals);
        let at = self.coffee.partition_point(|(known, _)| *known < thing);
        let coffee_kg = (0..machine.store_count()).map(|store| machine.store(store).kg(Species::Grounds)).collect();
        self.coffee.insert(at, (thing, coffee_kg));
        if let Some(load) = load.filter(|load| load.mixture.kg(Species::Grounds) > 0.0) {
            let at = self.pods.partition_point(|(known, _)| *known < thing);
            self.pods.insert(at, (thing, load.mixture.kg(Species::Grounds)));
        }
        self.beans_kg += beans_kg(machine);
    }

    /// Corrects what there was at the start: this was meant where that is in the books. A pod is none to use any more.
    pub(super) fn exchange(&mut self, thing: Entity, was: &Mixture, is: &Mixture) {
        let (mut less, mut more) = (Totals::default(), Totals::default());
        less.add(was);
        more.add(is);
        self.start.kg.iter_mut().zip(less.kg.iter().zip(&more.kg)).for_each(|(kg, (less, more))| *kg += more - less);
        self.start.energy_j += more.energy_j - less.energy_j;
        self.pods.retain(|(pod, _)| *pod != thing);
    }

    /// Notes what leaves to outside.
    pub(super) fn lose(&mut self, lost: &Ledger) {
        self.lost.merge(lost);
    }

    /// Takes matter into the books that came from nowhere, such as a test's.
    pub(super) fn give(&mut self, mix: &Mixture) {
        self.start.add(mix);
        self.beans_kg += mix.kg(Species::Beans);
    }
}

fn beans_kg(machine: &Machine) -> f64 {
    (0..machine.store_count()).map(|store| machine.store(store).kg(Species::Beans)).sum()
}

/// Running totals since the start.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// Water drawn from taps, kg.
    pub water_drawn_kg: f64,
    /// Coffee that was used, kg: ground coffee gone from the vessels that held it at the start, pods put into a
    /// machine or brewed, beans ground.
    pub coffee_taken_kg: f64,
    /// Ground coffee put into beds, kg.
    pub grounds_dosed_kg: f64,
    /// All that was ever spilled, wiped up or not.
    pub spilled: Mixture,
    /// Electric energy drawn, J.
    pub electricity_j: f64,
    /// What came from and went to outside, over all things.
    pub ledger: Ledger,
}

/// Running totals of the whole home.
pub fn tally(world: &World) -> Tally {
    let mut ledger = world.get_resource::<Books>().map_or_else(Ledger::default, |books| books.lost);
    let mut dosed_kg = 0.0;
    for (_, machine) in machines(world) {
        ledger.merge(machine.ledger());
        dosed_kg += (0..machine.bed_count()).map(|bed| machine.bed(bed).totals().dose_kg).sum::<f64>();
    }
    Tally {
        water_drawn_kg: ledger.mains.kg[Species::Water.index()],
        coffee_taken_kg: coffee_taken_kg(world),
        grounds_dosed_kg: dosed_kg,
        spilled: world.get_resource::<Puddles>().map_or(Mixture::EMPTY, |puddles| puddles.ever),
        electricity_j: ledger.electric_j,
        ledger,
    }
}

fn coffee_taken_kg(world: &World) -> f64 {
    let Some(books) = world.get_resource::<Books>() else { return 0.0 };
    let mut sum = 0.0;
    for (thing, start) in &books.coffee {
        let Some(machine) = machine(world, *thing) else { continue };
        for (store, kg) in start.iter().enumerate() {
            sum += (kg - machine.store(store).kg(Species::Grounds)).max(0.0);
        }
    }
    for (thing, kg) in &books.pods {
        let fresh = world.get::<Load>(*thing).filter(|load| load.piece.wear == Wear::Dry);
        sum += (kg - fresh.map_or(0.0, |load| load.mixture.kg(Species::Grounds))).max(0.0);
    }
    sum + (books.beans_kg - machines(world).map(|(_, machine)| beans_kg(machine)).sum::<f64>()).max(0.0)
}

/// The machine of a thing.
pub fn machine(world: &World, thing: Entity) -> Option<&Machine> {
    world.get::<Process>(thing).map(|process| &process.0)
}

/// All machines with their things, in the order of entities.
pub fn machines(world: &World) -> impl Iterator<Item = (Entity, &Machine)> {
    let things = world.get_resource::<Household>().map_or(&[][..], |household| &household.things);
    things.iter().filter_map(|&thing| Some((thing, machine(world, thing)?)))
}

/// A named store of a thing.
pub fn store<'w>(world: &'w World, thing: Entity, name: &str) -> Option<&'w Store> {
    let machine = machine(world, thing)?;
    Some(machine.store(machine.index(Kind::Store, name)?))
}

/// A store and what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct StoreState {
    /// The store's name.
    pub store: String,
    /// What is in it.
    pub contents: Mixture,
    /// Temperature of contents and wall, °C.
    pub temp_c: f64,
    /// Volume of the contents, ml.
    pub volume_ml: f64,
    /// Volume up to the rim, ml.
    pub capacity_ml: f64,
}

/// The stores of a thing with what they hold.
pub fn stores(world: &World, thing: Entity) -> Vec<StoreState> {
    let Some(machine) = machine(world, thing) else { return Vec::new() };
    let names = machine.names(Kind::Store).iter().enumerate();
    names
        .map(|(index, name)| {
            let store = machine.store(index);
            StoreState {
                store: name.clone(),
                contents: store.contents(),
                temp_c: store.temp_c(),
                volume_ml: store.volume_ml(),
                capacity_ml: store.cap_ml(),
            }
        })
        .collect()
}

/// What went into and came out of a bed.
#[derive(Clone, Debug, PartialEq)]
pub struct BedState {
    /// The thing.
    pub thing: Entity,
    /// The bed's name.
    pub bed: String,
    /// Ground coffee that was put in, kg.
    pub dose_kg: f64,
    /// Dissolved coffee that ran out, kg.
    pub solids_out_kg: f64,
    /// Water that ran out, kg.
    pub water_out_kg: f64,
    /// Median particle diameter of the coffee that was put in, µm; 0 if there was none.
    pub d50_um: f64,
    /// Whether the last filter below it was one that is used again (metal).
    pub metal_filter: bool,
}

/// All beds of the home.
pub fn beds(world: &World) -> Vec<BedState> {
    let mut all = Vec::new();
    for (thing, machine) in machines(world) {
        for (index, name) in machine.names(Kind::Bed).iter().enumerate() {
            let totals = machine.bed(index).totals();
            let log = world.get::<BedLogs>(thing).and_then(|logs| logs.0.get(index)).copied().unwrap_or_default();
            all.push(BedState {
                thing,
                bed: name.clone(),
                dose_kg: totals.dose_kg,
                solids_out_kg: totals.solids_out_kg,
                water_out_kg: totals.water_out_kg,
                d50_um: log.d50_um,
                metal_filter: log.reusable,
            });
        }
    }
    all
}

/// Taps that run, each with how long it has, s.
pub fn running(world: &World) -> Vec<(Entity, f64)> {
    let ticks = |thing| world.get::<Ports>(thing).map_or(0, |ports| ports.running_ticks);
    let all = machines(world).map(|(thing, _)| (thing, ticks(thing)));
    all.filter(|(_, ticks)| *ticks > 0).map(|(thing, ticks)| (thing, ticks as f64 * crate::sim::TICK_S)).collect()
}

/// Pours matter from nowhere into a thing's store or bed, and into the books. For tests and for setting up a case.
pub fn give(world: &mut World, thing: Entity, vessel: &str, mix: &Mixture) -> bool {
    let Some(mut process) = world.get_mut::<Process>(thing) else { return false };
    let store = process.0.index(Kind::Store, vessel).map(Vessel::Store);
    let Some(vessel) = store.or_else(|| process.0.index(Kind::Bed, vessel).map(Vessel::Bed)) else { return false };
    let surplus = process.0.pour_in(vessel, mix);
    let mut taken = *mix;
    if surplus.mass_kg() > 0.0 {
        let grounds_kg = taken.kg(Species::Grounds);
        taken.take(coffeetest_brew::Part::Kept, surplus.kg(Species::Grounds) / grounds_kg);
    }
    world.resource_mut::<Books>().give(&taken);
    if let Vessel::Bed(bed) = vessel {
        super::land::log_dose(world.get_mut::<BedLogs>(thing).as_deref_mut(), bed, &taken);
    }
    true
}

/// How far the books are from closing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Audit {
    /// Mass that is too much, kg, by substance.
    pub error_kg: [f64; Species::COUNT],
    /// Energy that is too much, J.
    pub error_j: f64,
    /// Energy that was there or passed through, J.
    pub handled_j: f64,
}

impl Audit {
    /// The largest error of mass, kg.
    pub fn worst_kg(&self) -> f64 {
        self.error_kg.iter().fold(0.0, |worst, error| worst.max(error.abs()))
    }

    /// The error of energy as a share of what was handled.
    pub fn energy_share(&self) -> f64 {
        self.error_j.abs() / self.handled_j.max(1.0)
    }
}

/// Adds up all matter and heat of the home and compares with the start.
pub fn audit(world: &World) -> Audit {
    let (mut now, mut ledger) = (Totals::default(), Ledger::default());
    for (thing, machine) in machines(world) {
        now.merge(&machine.totals());
        ledger.merge(machine.ledger());
        if let Some(load) = world.get::<Load>(thing) {
            now.add(&load.mixture);
        }
    }
    if let Some(puddles) = world.get_resource::<Puddles>() {
        puddles.all.iter().for_each(|puddle| now.add(&puddle.mixture));
    }
    wipe::soaked(world).for_each(|mixture| now.add(mixture));
    if let Some(books) = world.get_resource::<Books>() {
        ledger.merge(&books.lost);
    }
    let start = world.get_resource::<Books>().map_or_else(Totals::default, |books| books.start);
    let account = ledger.account(&now);
    let mut error_kg = account.kg;
    error_kg.iter_mut().zip(&start.kg).for_each(|(sum, start)| *sum -= start);
    Audit { error_kg, error_j: account.energy_j - start.energy_j, handled_j: ledger.handled_j() + start.energy_j.abs() }
}
