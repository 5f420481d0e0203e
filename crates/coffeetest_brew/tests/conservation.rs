//! Mass per species and energy close to rounding whatever is done to a machine (§2.7).

mod common;

use coffeetest_brew::machine::{JointInput, Kind, SeatInput};
use coffeetest_brew::{FilterPiece, Ledger, Machine, Mixture, Species, Totals, Vessel, Wear};
use common::{Graph, graph, parse};

/// A small generator of random numbers (SplitMix64), so that a failure can be repeated.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// Anything that a hand might pour.
    fn mixture(&mut self) -> Mixture {
        let most = if self.chance(0.1) { 0.5 } else { 0.05 };
        let mut mix = Mixture::EMPTY;
        for _ in 0..1 + self.below(3) {
            let species = Species::ALL[self.below(Species::COUNT)];
            let (kg, temp_c) = (self.unit() * most, self.unit() * 98.0);
            match species {
                Species::Caffeine => {}
                Species::Grounds => mix.add(&Mixture::fresh_grounds(kg, 200.0 + 900.0 * self.unit(), temp_c)),
                Species::Ice => mix.add(&Mixture::of(species, kg, -10.0 * self.unit())),
                _ => mix.add(&Mixture::of(species, kg, temp_c)),
            }
        }
        mix
    }
}

/// Where all that came into and went out of the machine is booked.
struct Books {
    start: Totals,
    given: Totals,
    outside: Totals,
    heat_out_j: f64,
    handled_j: f64,
}

fn check(machine: &Machine, books: &Books, step: usize) {
    let mut now = machine.totals();
    now.merge(&books.outside);
    now.energy_j += books.heat_out_j;
    let account = machine.ledger().account(&now);
    for s in Species::ALL {
        let error = account.kg[s.index()] - books.start.kg[s.index()] - books.given.kg[s.index()];
        assert!(error.abs() < 1e-9, "step {step}: {s:?} off by {error} kg");
    }
    let turned: f64 = Species::ALL.iter().filter(|s| s.has_mass()).map(|s| machine.ledger().turned_kg[s.index()]).sum();
    assert!(turned.abs() < 1e-9, "step {step}: {turned} kg turned out of nothing");
    let error = account.energy_j - books.start.energy_j - books.given.energy_j;
    let scale = books.handled_j + machine.ledger().handled_j();
    assert!(error.abs() < 1e-6 * scale, "step {step}: energy off by {error} of {scale} J");
}

/// Does random things in a share of that many steps and checks the books all along.
fn maltreat(g: &Graph, seed: u64, steps: usize, fury: f64) -> Ledger {
    let mut rng = Rng(seed);
    let mut machine = Machine::new(&g.comps, &g.links, &g.ctrl).unwrap();
    let (mut inputs, mut outputs) = (machine.inputs(), machine.outputs());
    let mut books = Books {
        start: machine.totals(),
        given: Totals::default(),
        outside: Totals::default(),
        heat_out_j: 0.0,
        handled_j: 1.0,
    };
    for step in 0..steps {
        if rng.chance(fury) {
            disturb(&mut rng, &mut machine, &mut inputs, &mut books);
        }
        let dt_s = [1.0 / 60.0, 0.05, 0.25, 1.0][if rng.chance(0.9) { 1 } else { rng.below(4) }];
        machine.step(dt_s, &inputs, &mut outputs);
        for &(control, state) in &outputs.latched {
            inputs.controls[control].state = state;
        }
        let left = outputs.outlets.iter().chain(outputs.overflows.iter().map(|(_, m)| m));
        left.for_each(|m| out_of(m, &mut books));
        books.heat_out_j += outputs.seat_heat_j.iter().sum::<f64>();
        if step % 97 == 0 || step + 1 == steps {
            check(&machine, &books, step);
            machine.hash_state(&mut |bits| assert!(!f64::from_bits(bits).is_nan(), "NaN at step {step}"));
            for s in 0..machine.store_count() {
                assert!((-60.0..130.0).contains(&machine.store(s).temp_c()), "{}", machine.store(s).temp_c());
                assert!(Species::ALL.iter().all(|&k| machine.store(s).kg(k) > -1e-12));
            }
        }
    }
    *machine.ledger()
}

fn out_of(mix: &Mixture, books: &mut Books) {
    books.outside.add(mix);
    books.handled_j += mix.enthalpy_j().abs();
}

fn disturb(rng: &mut Rng, machine: &mut Machine, inputs: &mut coffeetest_brew::Inputs, books: &mut Books) {
    match rng.below(9) {
        0 | 1 => {
            let (stores, beds) = (machine.store_count(), machine.bed_count());
            let at = rng.below(stores + beds);
            let vessel = if at < stores { Vessel::Store(at) } else { Vessel::Bed(at - stores) };
            let mix = rng.mixture();
            books.given.add(&mix);
            books.handled_j += mix.enthalpy_j().abs();
            out_of(&machine.pour_in(vessel, &mix), books);
        }
        2 if machine.store_count() > 0 => {
            let s = rng.below(machine.store_count());
            let tilt_rad = rng.unit() * 3.0;
            let gone = match rng.below(4) {
                0 => machine.store_mut(s).take_liquid(0.1),
                1 => machine.store_mut(s).take_powder(0.01),
                2 => machine.store_mut(s).take_kg(1.0),
                _ => machine.store_mut(s).pour(tilt_rad, 0.5),
            };
            machine.store_mut(s).stir(1.0);
            out_of(&gone, books);
        }
        3 => {
            let wear = [Wear::Dry, Wear::Wet, Wear::Used][rng.below(3)];
            for slot in 0..machine.names(Kind::Filter).len() {
                match machine.lift_filter(slot) {
                    Some((_, mix)) => out_of(&mix, books),
                    None => machine.put_filter(slot, FilterPiece { r_m: 2e9, fines_pass: 0.001, wear }),
                }
            }
        }
        4 => inputs.plug_v = [0.0, 120.0, 220.0, 240.0][rng.below(4)],
        5 => {
            for seat in &mut inputs.seats {
                *seat = if rng.chance(0.2) { SeatInput::EMPTY } else { SeatInput::holding(10.0 + 90.0 * rng.unit()) };
            }
        }
        6 => {
            for joint in &mut inputs.joints {
                let x = rng.unit() * 100.0;
                *joint = JointInput { x, closed: x < 5.0 };
            }
        }
        7 => inputs.air = coffeetest_brew::Air::at(5.0 + 30.0 * rng.unit()),
        _ => {
            for c in 0..inputs.controls.len() {
                inputs.controls[c].state = rng.below(machine.control_states(c).len());
            }
        }
    }
}

#[test]
fn a_maltreated_drip_machine_loses_no_gram_and_no_joule() {
    let ledger = maltreat(&graph("drip_12"), 1, 100_000, 0.01);
    assert!(ledger.electric_j > 1e5 && ledger.steam_kg > 0.0 && ledger.turned_kg[Species::Solids.index()] > 0.0);
}

#[test]
fn many_short_lives_of_a_drip_machine_close_their_books() {
    for seed in 2..12 {
        maltreat(&graph("drip_12"), seed, 10_000, 0.01);
    }
}

#[test]
fn a_maltreated_kettle_loses_no_gram_and_no_joule() {
    let ledger = maltreat(&graph("kettle_e_17"), 20, 200_000, 0.004);
    assert!(ledger.steam_kg > 0.01 && ledger.electric_j > 1e5, "{} {}", ledger.steam_kg, ledger.electric_j);
}

#[test]
fn a_maltreated_sink_and_a_four_cell_bed_lose_no_gram_and_no_joule() {
    let g = parse(
        r#"Graph(
        comps: {
            "lever": Joint(kind: Hinge, range: (0.0, 30.0), force: 3.0, latch_n: 0.0, sensor: false),
            "valve": Valve(normally: Closed, opens_with: "lever"),
            "tap": Mover(kind: Tap(q_max_g_s: 100.0, water_c: 12.0), from: "mains", to: "bed"),
            "bed": Bed(area: 0.002, cap_g: 40.0, hold: 1.5, cells: 4, even: 0.9, bypass: 0.1, filter: "mesh", overflow_to: "basin"),
            "mesh": Filter(pore_um: 200.0, fines_pass: 0.2, consumable: false, r_m: 1e8),
            "basin": Store(cap_ml: 5000.0, curve: Box(0.5, 0.4, 0.18), c_wall: 3000.0, ua: 3.0, a_evap: 0.2),
            "hole": Mover(kind: Gravity(a_m2: 0.0002, cd: 0.6), from: "basin", to: "drain"),
            "cup": Store(cap_ml: 300.0, curve: Cyl(0.04, 0.09), c_wall: 0.0, ua: 0.3, a_evap: 0.005, lid: "lever", lid_factor: 0.1),
        },
        links: [("mains", "tap"), ("tap", "valve"), ("valve", "bed"), ("bed", "cup")], ctrl: [])"#,
    );
    let ledger = maltreat(&g, 30, 100_000, 0.01);
    assert!(ledger.mains.kg[0] > 1.0 && ledger.drain.kg[0] > 1.0 && ledger.evap_kg > 0.0);
}
