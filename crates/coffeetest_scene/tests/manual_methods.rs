//! The manual methods, as they are shipped, make the coffee that their sheets say (§1.5 and §2.5 of the process model).

use coffeetest_brew::machine::{Inputs, JointInput, Kind, Outputs, SeatInput};
use coffeetest_brew::spec::{Comp, FilterSpec, Pattern};
use coffeetest_brew::{FilterPiece, Machine, Mixture, Species, Vessel, Wear};
use coffeetest_scene::Library;

/// One shipped thing on a bench, its parts in their seats, its lids shut, and a cup under its outlet.
struct Bench {
    machine: Machine,
    inputs: Inputs,
    outputs: Outputs,
    cup: Mixture,
    over: Mixture,
    elapsed_s: f64,
    dt_s: f64,
}

impl Bench {
    fn new(id: &str) -> Bench {
        let library = Library::builtin().unwrap_or_else(|errors| panic!("{}", errors[0]));
        let thing = library.thing(id).expect("it is shipped");
        let machine = Machine::new(&thing.comps, &thing.links, &thing.ctrl).expect("what is shipped is sound");
        let (mut inputs, outputs) = (machine.inputs(), machine.outputs());
        inputs.seats.fill(SeatInput::holding(22.0));
        inputs.joints.fill(JointInput { x: 0.0, closed: true });
        let (cup, over) = (Mixture::EMPTY, Mixture::EMPTY);
        let mut bench = Bench { machine, inputs, outputs, cup, over, elapsed_s: 0.0, dt_s: 1.0 / 60.0 };
        for content in &thing.contents {
            let species = Species::parse(&content.substance).expect("a substance");
            let temp_c = content.temp_c.unwrap_or(22.0);
            let mix = match content.d50_um {
                Some(d50_um) => Mixture::fresh_grounds(1e-3 * content.mass_g, d50_um, temp_c),
                None => Mixture::of(species, 1e-3 * content.mass_g, temp_c),
            };
            let vessel = bench.vessel(&content.store);
            bench.machine.pour_in(vessel, &mix);
            if let Vessel::Store(store) = vessel {
                bench.machine.store_mut(store).set_temp_c(temp_c);
            }
        }
        bench
    }

    /// Puts a shipped paper into the filter slot.
    fn lay(&mut self, paper: &str) {
        let library = Library::builtin().unwrap_or_else(|errors| panic!("{}", errors[0]));
        let thing = library.thing(paper).expect("it is shipped");
        let spec =
            thing.comps.values().find_map(|comp| if let Comp::Filter(filter) = comp { Some(filter) } else { None });
        let FilterSpec { r_m, fines_pass, .. } = *spec.expect("it is a filter");
        self.machine.put_filter(0, FilterPiece { r_m, fines_pass, wear: Wear::Dry });
    }

    fn vessel(&self, name: &str) -> Vessel {
        let store = self.machine.index(Kind::Store, name).map(Vessel::Store);
        store.or_else(|| self.machine.index(Kind::Bed, name).map(Vessel::Bed)).expect("a store or a bed")
    }

    fn store(&self, name: &str) -> usize {
        self.machine.index(Kind::Store, name).expect("a store")
    }

    fn get(&self, var: &str) -> f64 {
        self.machine.get(var).expect("a variable")
    }

    fn dose(&mut self, into: &str, grams: f64, d50_um: f64) {
        let vessel = self.vessel(into);
        let surplus = self.machine.pour_in(vessel, &Mixture::fresh_grounds(1e-3 * grams, d50_um, 22.0));
        assert!(surplus.is_empty());
    }

    fn step(&mut self) {
        self.machine.step(self.dt_s, &self.inputs, &mut self.outputs);
        self.outputs.outlets.iter().for_each(|mix| self.cup.add(mix));
        self.outputs.overflows.iter().for_each(|(_, mix)| self.over.add(mix));
        self.elapsed_s += self.dt_s;
    }

    fn run(&mut self, seconds: f64) {
        for _ in 0..(seconds / self.dt_s).round() as usize {
            self.step();
        }
    }

    /// Pours water in, evenly over that time.
    fn pour(&mut self, into: &str, grams: f64, temp_c: f64, seconds: f64) {
        let vessel = self.vessel(into);
        let steps = (seconds / self.dt_s).round();
        for _ in 0..steps as usize {
            let surplus = self.machine.pour_in(vessel, &Mixture::of(Species::Water, 1e-3 * grams / steps, temp_c));
            assert!(surplus.is_empty());
            if let Vessel::Store(store) = vessel {
                self.machine.store_mut(store).stir(0.3);
            }
            self.step();
        }
    }

    /// Runs until it only drips; when the stream ended, s.
    fn drain(&mut self) -> f64 {
        let (mut last_s, mut before_kg) = (self.elapsed_s, self.cup.mass_kg());
        while self.elapsed_s - last_s < 10.0 && self.elapsed_s < 1200.0 {
            self.run(0.5);
            if self.cup.mass_kg() - before_kg > 1e-4 {
                (last_s, before_kg) = (self.elapsed_s, self.cup.mass_kg());
            }
        }
        last_s
    }

    /// Heats a store with that power until something holds; whether it did within an hour.
    fn heat_until(&mut self, store: &str, power_w: f64, done: impl Fn(&Bench) -> bool) -> bool {
        let store = self.store(store);
        let end_s = self.elapsed_s + 3600.0;
        while self.elapsed_s < end_s {
            if done(self) {
                return true;
            }
            self.machine.store_mut(store).heat(power_w * self.dt_s);
            self.step();
        }
        false
    }

    fn seat(&mut self, name: &str, input: SeatInput) {
        let seat = self.machine.index(Kind::Seat, name).expect("a seat");
        self.inputs.seats[seat] = input;
    }

    fn slide(&mut self, name: &str, to_m: f64, seconds: f64) -> f64 {
        let joint = self.machine.index(Kind::Joint, name).expect("a joint");
        let from_m = self.inputs.joints[joint].x;
        let steps = (seconds / self.dt_s).round() as usize;
        let mut most_n: f64 = 0.0;
        for step in 1..=steps {
            let x = from_m + (to_m - from_m) * step as f64 / steps as f64;
            self.inputs.joints[joint] = JointInput { x, closed: x <= 1e-3 };
            self.step();
            most_n = most_n.max(self.get("piston.f_n"));
        }
        most_n
    }

    /// Tilts a store until that much has been poured into the cup.
    fn tip(&mut self, store: &str, grams: f64) {
        let store = self.store(store);
        let mut tilt_rad: f64 = 0.0;
        while self.cup.mass_kg() < 1e-3 * grams && tilt_rad < 2.6 {
            let before_kg = self.cup.mass_kg();
            let poured = self.machine.pour(store, tilt_rad, self.dt_s);
            self.cup.add(&poured);
            self.step();
            if self.cup.mass_kg() - before_kg < 2e-4 {
                tilt_rad += 0.002;
            }
        }
    }

    fn tds_percent(&self) -> f64 {
        100.0 * self.cup.tds()
    }

    /// Dissolved coffee in the cup per dose, %.
    fn yield_percent(&self, dose_g: f64) -> f64 {
        1e5 * self.cup.kg(Species::Solids) / dose_g
    }

    /// Fines in the cup, mg per 100 ml.
    fn sediment(&self) -> f64 {
        1e6 * self.cup.kg(Species::Fines) / (self.cup.volume_ml() / 100.0)
    }
}

#[track_caller]
fn within(what: &str, x: f64, range: std::ops::Range<f64>) {
    assert!(range.contains(&x), "{what} {x}, not {range:?}");
}

/// Fifteen grams, a bloom, and two hundred and fifty grams in all.
fn pour_over(id: &str, paper: &str) -> (Bench, f64) {
    let mut bench = Bench::new(id);
    bench.lay(paper);
    bench.dose("bed", 15.0, 600.0);
    bench.pour("bed", 30.0, 92.0, 10.0);
    bench.run(25.0);
    bench.pour("bed", 220.0, 92.0, 110.0);
    let done_s = bench.drain();
    (bench, done_s)
}

#[test]
fn both_drippers_make_filter_coffee_in_three_minutes() {
    for (id, paper) in [("dripper_cone", "paper_cone_02"), ("dripper_wedge", "paper_wedge_4")] {
        let (bench, done_s) = pour_over(id, paper);
        within("g", 1e3 * bench.cup.mass_kg(), 205.0..230.0);
        within("TDS", bench.tds_percent(), 1.15..1.5);
        within("EY", bench.yield_percent(15.0), 17.0..22.0);
        within("sediment", bench.sediment(), 0.0..75.0);
        within("s", done_s, 145.0..225.0);
        within("°C", bench.cup.temp_c(), 70.0..90.0);
        assert!(bench.over.is_empty());
    }
}

#[test]
fn water_poured_too_fast_runs_over_a_dripper() {
    let mut bench = Bench::new("dripper_cone");
    bench.lay("paper_cone_02");
    bench.dose("bed", 20.0, 600.0);
    bench.pour("bed", 450.0, 92.0, 15.0);
    assert!(bench.over.mass_kg() > 0.03, "{}", bench.over.mass_kg());
}

#[test]
fn a_drip_bag_makes_a_small_cup_in_three_pours() {
    let mut bench = Bench::new("drip_bag");
    for _ in 0..3 {
        bench.pour("bed", 60.0, 92.0, 8.0);
        bench.run(35.0);
    }
    bench.drain();
    within("g", 1e3 * bench.cup.mass_kg(), 145.0..170.0);
    within("TDS", bench.tds_percent(), 0.95..1.5);
    within("EY", bench.yield_percent(10.0), 16.0..23.0);
    assert!(bench.over.is_empty());
}

/// A French press with fifty-five grams that has stood for four minutes, its lid on.
fn steeped_press() -> Bench {
    let mut bench = Bench::new("press_10");
    bench.seat("top", SeatInput::EMPTY);
    bench.dose("beaker", 55.0, 1000.0);
    bench.pour("beaker", 850.0, 95.0, 25.0);
    bench.slide("plunger", 0.110, 1.0);
    bench.seat("top", SeatInput::holding(40.0));
    bench.run(240.0);
    bench
}

#[test]
fn a_french_press_takes_a_firm_hand_and_gives_coffee_without_grounds() {
    let mut bench = steeped_press();
    let most_n = bench.slide("plunger", 0.0, 20.0);
    bench.tip("beaker", 300.0);
    within("N", most_n, 30.0..60.0);
    within("TDS", bench.tds_percent(), 1.05..1.5);
    within("sediment", bench.sediment(), 20.0..600.0);
    within("°C", bench.cup.temp_c(), 74.0..92.0);
    within("grounds", 1e3 * bench.cup.kg(Species::Grounds), 0.0..0.01);
}

#[test]
fn a_french_press_poured_without_pressing_pours_grounds() {
    let mut bench = steeped_press();
    bench.seat("top", SeatInput::EMPTY);
    bench.tip("beaker", 300.0);
    assert!(bench.cup.kg(Species::Grounds) > 1e-3, "{}", bench.cup.kg(Species::Grounds));
}

/// A moka pot with a hundred and fifty grams of cold water and sixteen of coffee.
fn moka(id: &str) -> Bench {
    let mut bench = Bench::new(id);
    bench.pour("boiler", 150.0, 20.0, 5.0);
    bench.dose("bed", 16.0, 350.0);
    bench
}

#[test]
fn moka_pots_are_half_through_below_seventy_degrees_and_make_strong_coffee() {
    for id in ["moka_clip", "moka_3"] {
        let mut bench = moka(id);
        assert!(bench.heat_until("boiler", 230.0, |b| b.get("top.g") > 60.0), "{}", bench.get("top.g"));
        let half_c = bench.get("boiler.temp_c");
        assert!(bench.heat_until("boiler", 230.0, |b| b.get("top.g") > 112.0), "{}", bench.get("top.g"));
        let (tds, seconds) = (100.0 * bench.get("top.tds"), bench.elapsed_s);
        within("half, °C", half_c, 50.0..72.0);
        within("s", seconds, 120.0..360.0);
        within("TDS", tds, 2.0..5.0);
        assert!(bench.heat_until("boiler", 230.0, |b| {
            let gurgle = b.machine.index(Kind::Indicator, "gurgle").expect("it gurgles");
            b.machine.pattern(gurgle) == &Pattern::Sound("gurgle".into())
        }));
    }
}

#[test]
fn a_moka_pot_that_is_not_closed_gives_no_coffee() {
    for (id, seat, input) in [
        ("moka_clip", "snap", SeatInput::EMPTY),
        ("moka_3", "thread", SeatInput { tight: 0.2, ..SeatInput::holding(22.0) }),
    ] {
        let mut bench = moka(id);
        bench.seat(seat, input);
        bench.heat_until("boiler", 230.0, |b| b.elapsed_s > 300.0);
        assert!(bench.get("top.g") < 30.0, "{id}: {}", bench.get("top.g"));
    }
}

#[test]
fn a_cezve_foams_from_seventy_degrees_and_boils_over_when_nobody_lifts_it() {
    for id in ["cezve_2", "cezve_steel"] {
        let mut bench = Bench::new(id);
        bench.dose("inside", 12.0, 120.0);
        bench.pour("inside", 140.0, 18.0, 4.0);
        bench.machine.store_mut(bench.store("inside")).stir(1.0);
        assert!(bench.heat_until("inside", 260.0, |b| b.get("inside.foam_m") > 0.002));
        let foams_c = bench.get("inside.temp_c");
        assert!(bench.heat_until("inside", 260.0, |b| b.get("inside.temp_c") > 92.0));
        let (seconds, tds) = (bench.elapsed_s, 100.0 * bench.get("inside.tds"));
        within("foam begins, °C", foams_c, 68.0..80.0);
        within("s", seconds, 100.0..300.0);
        within("TDS", tds, 1.5..3.5);
        assert!(bench.over.is_empty());
    }
    let mut full = Bench::new("cezve_2");
    full.dose("inside", 18.0, 120.0);
    full.pour("inside", 205.0, 18.0, 4.0);
    assert!(full.heat_until("inside", 260.0, |b| b.over.mass_kg() > 0.005));
    within("°C", full.get("inside.temp_c"), 70.0..101.0);
}

#[test]
fn a_piston_press_takes_more_than_one_hand() {
    let mut bench = Bench::new("aeropress");
    bench.lay("paper_aero");
    bench.seat("mouth", SeatInput::EMPTY);
    bench.dose("bed", 15.0, 450.0);
    bench.pour("bed", 220.0, 88.0, 12.0);
    bench.slide("stroke", 0.100, 0.1);
    bench.seat("mouth", SeatInput::holding(22.0));
    bench.run(60.0);
    let dripped_g = 1e3 * bench.cup.mass_kg();
    let most_n = bench.slide("stroke", 0.0, 30.0);
    within("dripped, g", dripped_g, 0.0..80.0);
    within("N", most_n, 100.0..200.0);
    within("g", 1e3 * bench.cup.mass_kg(), 185.0..215.0);
    within("TDS", bench.tds_percent(), 1.1..1.7);
}

#[test]
fn cold_brew_is_ready_after_a_night_and_strained_by_its_mesh() {
    let mut bench = Bench::new("cold_jar");
    bench.dt_s = 0.5;
    bench.dose("jar", 80.0, 900.0);
    bench.pour("jar", 1000.0, 20.0, 20.0);
    bench.machine.store_mut(bench.store("jar")).stir(1.0);
    bench.run(8.0 * 3600.0);
    bench.dt_s = 1.0 / 60.0;
    bench.tip("jar", 240.0);
    within("TDS", bench.tds_percent(), 1.2..2.5);
    within("grounds", 1e3 * bench.cup.kg(Species::Grounds), 0.0..0.01);
}

#[test]
fn the_bottle_in_the_fridge_holds_cold_coffee() {
    let bench = Bench::new("cold_brew_bottle");
    within("TDS", 100.0 * bench.get("inside.tds"), 1.2..2.5);
    within("°C", bench.get("inside.temp_c"), 3.0..8.0);
}

#[test]
fn a_teaspoon_of_instant_dissolves_in_hot_water_stirred() {
    let spoon = Bench::new("teaspoon");
    let level_g = spoon.machine.store(0).cap_ml() * 1e-3 * Species::Instant.bulk_kg_m3().expect("it is a powder");
    within("g", level_g, 1.7..2.1);
    let mut mug = Bench::new("mug_white");
    let store = mug.vessel("inside");
    mug.machine.pour_in(store, &Mixture::of(Species::Instant, 1e-3 * level_g, 22.0));
    mug.pour("inside", 200.0, 92.0, 6.0);
    for _ in 0..20 {
        mug.machine.store_mut(0).stir(1.0);
        mug.run(1.0);
    }
    within("TDS", 100.0 * mug.get("inside.tds"), 0.8..1.0);
}

#[test]
fn a_flask_of_hot_water_loses_fifteen_to_twenty_five_degrees_in_twelve_hours() {
    let mut bench = Bench::new("thermos_20");
    let begin_c = bench.get("inside.temp_c");
    bench.dt_s = 1.0;
    bench.run(12.0 * 3600.0);
    within("lost, K", begin_c - bench.get("inside.temp_c"), 15.0..25.0);
}

#[test]
fn a_stovetop_kettle_whistles_when_it_boils_with_its_lid_shut() {
    let mut bench = Bench::new("kettle_stove");
    bench.pour("jug", 1000.0, 15.0, 10.0);
    let whistles = |b: &Bench| {
        let whistle = b.machine.index(Kind::Indicator, "whistle").expect("it whistles");
        b.machine.pattern(whistle) == &Pattern::Sound("whistle".into())
    };
    assert!(bench.heat_until("jug", 1000.0, whistles));
    within("s", bench.elapsed_s, 360.0..480.0);
    bench.inputs.joints[0] = JointInput { x: 60.0, closed: false };
    bench.heat_until("jug", 1000.0, |b| b.elapsed_s > 600.0);
    assert!(!whistles(&bench));
}
