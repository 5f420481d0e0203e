//! Does random things to a machine and checks its books all along (§2.7).
#![allow(dead_code)]

use coffeetest_brew::machine::{CircuitInput, ControlInput, Inputs, JointInput, Kind, Outputs, Override, SeatInput};
use coffeetest_brew::{FilterPiece, Ledger, Machine, Mixture, Species, Totals, Vessel, Wear};

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

/// Does random things in a share of that many steps and checks the books all along; returns the ledger.
pub fn maltreat(mut machine: Machine, seed: u64, steps: usize, fury: f64) -> Ledger {
    let mut rng = Rng(seed);
    let (mut inputs, mut outputs) = (machine.inputs(), machine.outputs());
    let mut books = Books {
        start: machine.totals(),
        given: Totals::default(),
        outside: Totals::default(),
        heat_out_j: 0.0,
        handled_j: 1.0,
    };
    let mut lifted = vec![None; machine.names(Kind::Filter).len()];
    for step in 0..steps {
        if rng.chance(fury) {
            disturb(&mut rng, &mut machine, &mut inputs, &mut lifted, &mut books);
        }
        let dt_s = [1.0 / 60.0, 0.05, 0.25, 1.0][if rng.chance(0.9) { 1 } else { rng.below(4) }];
        machine.step(dt_s, &inputs, &mut outputs);
        for &(control, state) in &outputs.latched {
            inputs.controls[control].state = state;
        }
        leave(&outputs, &mut books);
        if step % 97 == 0 || step + 1 == steps {
            check(&machine, &books, step);
            machine.hash_state(&mut |bits| assert!(!f64::from_bits(bits).is_nan(), "NaN at step {step}"));
            for s in 0..machine.store_count() {
                assert!((-60.0..400.0).contains(&machine.store(s).temp_c()), "{}", machine.store(s).temp_c());
                assert!(Species::ALL.iter().all(|&k| machine.store(s).kg(k) > -1e-12));
            }
        }
    }
    *machine.ledger()
}

/// Books what left the machine in a step.
fn leave(outputs: &Outputs, books: &mut Books) {
    outputs.outlets.iter().for_each(|m| out_of(m, books));
    outputs.overflows.iter().for_each(|(_, m)| out_of(m, books));
    outputs.astray.iter().for_each(|(_, m)| out_of(m, books));
    books.heat_out_j += outputs.seat_heat_j.iter().sum::<f64>();
    for &(kg, j) in &outputs.steam {
        books.outside.kg[Species::Water.index()] += kg;
        books.outside.energy_j += j;
        books.handled_j += j.abs();
    }
}

fn out_of(mix: &Mixture, books: &mut Books) {
    books.outside.add(mix);
    books.handled_j += mix.enthalpy_j().abs();
}

fn into(machine: &mut Machine, vessel: Vessel, mix: &Mixture, books: &mut Books) {
    books.given.add(mix);
    books.handled_j += mix.enthalpy_j().abs();
    out_of(&machine.pour_in(vessel, mix), books);
}

type Lifted = Option<(FilterPiece, Mixture)>;

fn disturb(rng: &mut Rng, machine: &mut Machine, inputs: &mut Inputs, lifted: &mut [Lifted], books: &mut Books) {
    match rng.below(14) {
        0 | 1 if machine.store_count() + machine.bed_count() > 0 => {
            let (stores, beds) = (machine.store_count(), machine.bed_count());
            let at = rng.below(stores + beds);
            let vessel = if at < stores { Vessel::Store(at) } else { Vessel::Bed(at - stores) };
            let mix = rng.mixture();
            into(machine, vessel, &mix, books);
        }
        2 if machine.store_count() > 0 => {
            let s = rng.below(machine.store_count());
            let tilt_rad = rng.unit() * 3.0;
            let gone = match rng.below(4) {
                0 => machine.store_mut(s).take_liquid(0.1),
                1 => machine.store_mut(s).take_powder(0.01),
                2 => machine.store_mut(s).take_kg(1.0),
                _ => machine.pour(s, tilt_rad, 0.5),
            };
            machine.store_mut(s).stir(1.0);
            out_of(&gone, books);
        }
        3 => {
            let wear = [Wear::Dry, Wear::Wet, Wear::Used][rng.below(3)];
            for (slot, lifted) in lifted.iter_mut().enumerate() {
                if let Some((piece, mix)) = machine.lift_filter(slot) {
                    out_of(&mix, books);
                    *lifted = Some((piece, mix));
                    continue;
                }
                // A piece comes back with its load, or a new one comes without.
                // From an open screen to thick paper.
                let r_m = [2e6, 2e7, 2e9, 4e11][rng.below(4)];
                let new = (FilterPiece { r_m, fines_pass: 0.001, wear }, Mixture::EMPTY);
                let (piece, mix) = lifted.take().unwrap_or(new);
                machine.put_filter(slot, piece);
                if let Some(bed) = machine.bed_on(slot) {
                    into(machine, Vessel::Bed(bed), &mix, books);
                }
            }
        }
        4 => inputs.plug_v = [0.0, 120.0, 220.0, 240.0][rng.below(4)],
        5 => {
            for seat in &mut inputs.seats {
                *seat = SeatInput {
                    tight: rng.unit(),
                    base_d_m: 0.3 * rng.unit(),
                    ferrous: rng.chance(0.5),
                    metal: rng.chance(0.5),
                    contact_w_k: if rng.chance(0.5) { f64::INFINITY } else { 30.0 * rng.unit() },
                    ..SeatInput::holding(10.0 + 90.0 * rng.unit())
                };
                if rng.chance(0.2) {
                    *seat = SeatInput::EMPTY;
                }
            }
        }
        6 => {
            for joint in &mut inputs.joints {
                let x = rng.unit() * if rng.chance(0.5) { 100.0 } else { 0.1 };
                *joint = JointInput { x, closed: x < 0.01 };
            }
        }
        7 => inputs.air = coffeetest_brew::Air::at(5.0 + 30.0 * rng.unit()),
        8 => {
            for circuit in &mut inputs.circuits {
                *circuit = CircuitInput { amps: 40.0 * rng.unit(), leak: rng.chance(0.05) };
            }
            inputs.wands.iter_mut().for_each(|wand| wand.submerged = rng.chance(0.5));
            inputs.sockets.iter_mut().for_each(|socket| socket.live = rng.chance(0.5));
        }
        10 if machine.store_count() > 0 => {
            // A stove below, for a while if there is something to boil.
            let store = machine.store_mut(rng.below(machine.store_count()));
            let heat_j = rng.unit() * if store.kg(Species::Water) > 0.02 { 20_000.0 } else { 200.0 };
            store.heat(heat_j);
            books.given.energy_j += heat_j;
            books.handled_j += heat_j;
        }
        11 if machine.bed_count() > 0 => {
            let bed = machine.bed_mut(rng.below(machine.bed_count()));
            bed.tamp();
            bed.stir(1.0);
        }
        // A trouble once in a while: many would leave nothing that works.
        9 if rng.chance(0.02) => trouble(rng, machine),
        _ => {
            for c in 0..inputs.controls.len() {
                let state = rng.below(machine.control_states(c).len());
                inputs.controls[c] = ControlInput { state, pressed: rng.chance(0.5), open: rng.unit() };
            }
        }
    }
}

/// Lets a random thing go wrong with a random component.
fn trouble(rng: &mut Rng, machine: &mut Machine) {
    let kinds = [Kind::Heater, Kind::Indicator, Kind::Control, Kind::Seat, Kind::Counter, Kind::Store, Kind::Filter];
    let kind = kinds[rng.below(kinds.len())];
    let names = machine.names(kind);
    if names.is_empty() {
        return;
    }
    let name = names[rng.below(names.len())].clone();
    let wrong = match kind {
        Kind::Heater => Override::Scaled(name, 0.5 * rng.unit()),
        Kind::Indicator => Override::Dead(name),
        Kind::Control => Override::Stuck(name),
        Kind::Seat => Override::Worn(name, rng.unit()),
        Kind::Counter => Override::Full(name),
        Kind::Filter => Override::Brewed(name),
        _ => match rng.below(6) {
            0 => Override::Leaks(name, 3.0 * rng.unit()),
            1 => Override::Empty(name),
            2 => Override::Filled(name),
            3 => Override::Swapped(name, Species::Sugar, Species::Salt),
            4 => Override::Decaf(name),
            _ => Override::Holds(name, Species::Soap, 0.005),
        },
    };
    machine.apply(&wrong).unwrap_or_else(|e| panic!("{e}"));
}
