//! How long one step of a machine takes: at rest, and while it brews.

#[path = "../tests/common/mod.rs"]
mod common;

use coffeetest_brew::machine::{Inputs, Kind, Outputs, SeatInput};
use coffeetest_brew::{FilterPiece, Machine, Mixture, Species, Vessel, Wear};
use divan::Bencher;

const DT_S: f64 = 1.0 / 60.0;

fn main() {
    divan::main();
}

fn drip() -> (Machine, Inputs, Outputs) {
    let g = common::graph("drip_12");
    let machine = Machine::new(&g.comps, &g.links, &g.ctrl).unwrap();
    let (inputs, outputs) = (machine.inputs(), machine.outputs());
    (machine, inputs, outputs)
}

#[divan::bench]
fn idle_drip_machine(bencher: Bencher) {
    let (mut machine, inputs, mut outputs) = drip();
    for _ in 0..100 {
        machine.step(DT_S, &inputs, &mut outputs);
    }
    assert!(machine.is_asleep());
    let minute = || (0..3600).for_each(|_| machine.step(DT_S, &inputs, &mut outputs));
    bencher.counter(divan::counter::ItemsCount::new(3600usize)).bench_local(minute);
}

#[divan::bench]
fn brewing_drip_machine(bencher: Bencher) {
    let (mut machine, mut inputs, mut outputs) = drip();
    machine.pour_in(Vessel::Store(0), &Mixture::of(Species::Water, 1.2, 20.0));
    machine.put_filter(0, FilterPiece { r_m: 2.0e9, fines_pass: 0.001, wear: Wear::Dry });
    machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(0.06, 700.0, 22.0));
    inputs.plug_v = 120.0;
    inputs.seats.fill(SeatInput::holding(22.0));
    inputs.controls[machine.index(Kind::Control, "switch").unwrap()].state = 1;
    for _ in 0..60 * 60 {
        machine.step(DT_S, &inputs, &mut outputs);
    }
    // Each sample is the whole of a second of brewing, from the same state.
    let second = |m: &mut Machine| (0..60).for_each(|_| m.step(DT_S, &inputs, &mut outputs));
    bencher.counter(divan::counter::ItemsCount::new(60usize)).with_inputs(|| machine.clone()).bench_local_refs(second);
}

#[divan::bench]
fn cooling_mug(bencher: Bencher) {
    let g = common::parse(
        r#"Graph(comps: {"bowl": Store(cap_ml: 350.0, curve: Cyl(0.04, 0.09), c_wall: 300.0, ua: 0.3, a_evap: 0.005)},
            links: [], ctrl: [])"#,
    );
    let mut machine = Machine::new(&g.comps, &g.links, &g.ctrl).unwrap();
    machine.pour_in(Vessel::Store(0), &Mixture::of(Species::Water, 0.25, 85.0));
    let (inputs, mut outputs) = (machine.inputs(), machine.outputs());
    machine.step(DT_S, &inputs, &mut outputs);
    let second = |m: &mut Machine| (0..60).for_each(|_| m.step(DT_S, &inputs, &mut outputs));
    bencher.counter(divan::counter::ItemsCount::new(60usize)).with_inputs(|| machine.clone()).bench_local_refs(second);
}

#[divan::bench]
fn four_cell_espresso(bencher: Bencher) {
    let g = common::graph("espresso");
    let mut machine = Machine::new(&g.comps, &g.links, &g.ctrl).unwrap();
    let (mut inputs, mut outputs) = (machine.inputs(), machine.outputs());
    let tank = machine.index(Kind::Store, "tank").unwrap();
    machine.pour_in(Vessel::Store(tank), &Mixture::of(Species::Water, 1.0, 20.0));
    machine.put_filter(0, FilterPiece { r_m: 1.0e8, fines_pass: 0.01, wear: Wear::Dry });
    machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(0.018, 250.0, 60.0));
    machine.bed_mut(0).tamp();
    inputs.plug_v = 230.0;
    inputs.seats.fill(SeatInput::holding(90.0));
    for second in 0..140 {
        inputs.controls[0].state = usize::from(second >= 120);
        (0..60).for_each(|_| machine.step(DT_S, &inputs, &mut outputs));
    }
    assert!(machine.get("bed.q").is_some_and(|q| q > 0.0));
    let second = |m: &mut Machine| (0..60).for_each(|_| m.step(DT_S, &inputs, &mut outputs));
    bencher.counter(divan::counter::ItemsCount::new(60usize)).with_inputs(|| machine.clone()).bench_local_refs(second);
}

#[divan::bench]
fn idle_espresso(bencher: Bencher) {
    let g = common::graph("espresso");
    let mut machine = Machine::new(&g.comps, &g.links, &g.ctrl).unwrap();
    let (inputs, mut outputs) = (machine.inputs(), machine.outputs());
    for _ in 0..100 {
        machine.step(DT_S, &inputs, &mut outputs);
    }
    assert!(machine.is_asleep());
    let minute = || (0..3600).for_each(|_| machine.step(DT_S, &inputs, &mut outputs));
    bencher.counter(divan::counter::ItemsCount::new(3600usize)).bench_local(minute);
}

#[divan::bench]
fn flowing_moka_pot(bencher: Bencher) {
    let g = common::graph("moka_3");
    let mut machine = Machine::new(&g.comps, &g.links, &g.ctrl).unwrap();
    let (inputs, mut outputs) = (machine.inputs(), machine.outputs());
    let boiler = machine.index(Kind::Store, "boiler").unwrap();
    machine.pour_in(Vessel::Store(boiler), &Mixture::of(Species::Water, 0.15, 20.0));
    machine.put_filter(0, FilterPiece { r_m: 1.0e8, fines_pass: 0.01, wear: Wear::Dry });
    machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(0.016, 350.0, 22.0));
    for _ in 0..60 * 150 {
        machine.store_mut(boiler).heat(200.0 * DT_S);
        machine.step(DT_S, &inputs, &mut outputs);
    }
    assert!(machine.get("bed.q").is_some_and(|q| q > 0.0));
    let second = |m: &mut Machine| (0..60).for_each(|_| m.step(DT_S, &inputs, &mut outputs));
    bencher.counter(divan::counter::ItemsCount::new(60usize)).with_inputs(|| machine.clone()).bench_local_refs(second);
}
