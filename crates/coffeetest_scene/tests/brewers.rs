//! Every shipped electric brewer, operated as its sheet says, makes what its sheet says (§1.5 of the process model).

mod bench;

use bench::{Bench, ROOM_C, within};
use coffeetest_brew::{Mixture, Species};

#[test]
fn the_small_drip_machine_makes_half_a_litre_in_about_six_minutes() {
    let mut bench = Bench::new("drip_06");
    bench.insert("filter", "paper_filter_4");
    bench.coffee("bed", 28.0, 700.0);
    bench.water("tank", 510.0);
    bench.turn("switch", "in");
    let took_s = bench.until("the tank is empty", |b| b.get("tank.ml") < 6.0 && b.get("bed.q") < 1e-6);
    let cup = bench.drink(28.0);
    within("seconds", took_s, 240.0, 540.0);
    within("grams", cup.grams, 420.0, 480.0);
    within("°C", cup.temp_c, 78.0, 96.0);
    within("TDS", cup.tds, 1.15, 1.45);
    within("EY", cup.ey, 18.0, 22.0);
    within("fines", cup.fines_mg_100ml, 0.0, 75.0);
}

#[test]
fn the_pod_machine_with_a_boiler_brews_after_its_handle_was_up_and_down() {
    let mut bench = Bench::new("pod_k1");
    bench.water("tank", 900.0);
    bench.press("power");
    let heat_s = bench.until("it is hot", |b| b.get("boiler.temp_c") >= 88.5);
    within("seconds of heating", heat_s, 120.0, 300.0);
    bench.press("medium");
    assert_eq!(bench.machine.state(), Some("Shut"), "no cup without a move of the handle");
    for (size, ml, tds) in
        [("small", 180.0, (0.85, 1.3)), ("medium", 240.0, (0.65, 1.0)), ("large", 300.0, (0.5, 0.85))]
    {
        bench.until("it is hot", |b| b.get("boiler.temp_c") >= 89.0);
        bench.open("handle", 1.0);
        bench.insert("slot", "k_pod");
        bench.open("handle", 0.0);
        assert_eq!(bench.machine.state(), Some("Armed"));
        bench.fresh_cup();
        bench.press(size);
        let took_s = bench.state("Shut");
        let cup = bench.drink(10.0);
        within("seconds", took_s, 30.0, 130.0);
        within("grams", cup.grams, ml - 30.0, ml + 2.0);
        within("°C", cup.temp_c, 78.0, 92.0);
        within("TDS", cup.tds, tds.0, tds.1);
        within("EY", cup.ey, 14.0, 22.0);
    }
    bench.press("power");
    assert_eq!(bench.machine.state(), Some("Off"));
}

#[test]
fn a_used_pod_makes_little_more_than_hot_water() {
    let mut bench = Bench::new("pod_k2");
    bench.water("tank", 900.0);
    bench.press("start");
    bench.until("it is hot", |b| b.get("block.t_el") >= 92.0);
    let cup = |bench: &mut Bench| {
        bench.open("drawer", 0.0);
        bench.fresh_cup();
        bench.press("start");
        bench.state("Shut");
        bench.run(60.0);
        bench.drink(10.0)
    };
    bench.turn("dial", "medium");
    bench.open("drawer", 1.0);
    bench.insert("slot", "k_pod");
    let first = cup(&mut bench);
    bench.open("drawer", 1.0);
    let second = cup(&mut bench);
    within("grams", first.grams, 170.0, 202.0);
    within("°C", first.temp_c, 78.0, 93.0);
    within("TDS", first.tds, 0.7, 1.3);
    within("share of the first", second.tds / first.tds, 0.0, 0.45);
}

#[test]
fn capsule_machines_press_a_small_and_a_large_cup() {
    for (id, gate) in [("capsule_n1", "lever"), ("capsule_n2", "slide")] {
        let mut bench = Bench::new(id);
        bench.water("tank", 600.0);
        bench.press(if id == "capsule_n1" { "lungo" } else { "power" });
        let heat_s = bench.until("it is hot", |b| b.get("block.t_el") >= 93.0);
        within("seconds of heating", heat_s, 20.0, 45.0);
        for (button, grams, seconds, tds) in
            [("espresso", (36.0, 44.0), (18.0, 45.0), (2.4, 4.0)), ("lungo", (100.0, 116.0), (45.0, 110.0), (0.9, 1.6))]
        {
            bench.until("it is hot", |b| b.get("block.t_el") >= 93.0);
            bench.open(gate, 1.0);
            bench.insert("slot", "capsule_5g");
            bench.open(gate, 0.0);
            bench.fresh_cup();
            bench.press(button);
            let took_s = bench.state("Idle");
            let cup = bench.drink(5.5);
            within("seconds", took_s, seconds.0, seconds.1);
            within("grams", cup.grams, grams.0, grams.1);
            within("°C", cup.temp_c, 78.0, 93.0);
            within("TDS", cup.tds, tds.0, tds.1);
            within("EY", cup.ey, 16.0, 26.0);
            bench.run(60.0);
            bench.open(gate, 1.0);
            assert_eq!(bench.get("slot.present"), 0.0, "the capsule has dropped");
        }
        assert_eq!(bench.get("used.n"), 2.0);
        bench.seat("bin_seat", false);
        bench.seat("bin_seat", true);
        assert_eq!(bench.get("used.n"), 0.0);
    }
}

#[test]
fn an_espresso_pod_gives_an_italian_espresso() {
    let mut bench = Bench::new("espresso_ese");
    bench.water("tank", 500.0);
    bench.insert("basket", "ese_pod");
    bench.press("power");
    within("seconds of heating", bench.until("it is hot", |b| b.get("block.t_el") >= 95.0), 25.0, 120.0);
    bench.run(30.0);
    bench.press("brew");
    let took_s = bench.state("Ready");
    let cup = bench.drink(7.0);
    within("seconds", took_s, 20.0, 40.0);
    within("grams", cup.grams, 22.0, 32.0);
    within("°C", cup.temp_c, 70.0, 92.0);
    within("TDS", cup.tds, 5.0, 8.0);
    within("EY", cup.ey, 17.0, 24.0);
}

#[test]
fn the_machine_with_a_grinder_makes_a_double_espresso_by_hand() {
    let mut bench = Bench::new("espresso_lever");
    bench.water("tank", 800.0);
    bench.pour("hopper", &Mixture::of(Species::Beans, 0.15, ROOM_C));
    bench.turn("power", "I");
    bench.press("grind");
    bench.state("Ready");
    let dose_g = bench.get("bed.dose_g");
    within("dose", dose_g, 16.0, 19.0);
    bench.open("tamper", 1.0);
    assert_eq!(bench.get("bed.tamped"), 1.0);
    bench.open("tamper", 0.0);
    bench.seat("grind_fork", false);
    bench.until("it is hot", |b| b.get("block.t_el") >= 96.0);
    bench.turn("brew", "on");
    let took_s = bench.until("36 g are in the cup", |b| b.cup.mass_kg() >= 0.036);
    bench.turn("brew", "off");
    let cup = bench.drink(dose_g);
    within("seconds", took_s, 20.0, 36.0);
    within("°C", cup.temp_c, 72.0, 93.0);
    within("TDS", cup.tds, 8.0, 12.0);
    within("EY", cup.ey, 17.0, 22.0);
}

#[test]
fn the_bean_to_cup_machine_rinses_brews_and_counts_its_pucks() {
    let mut bench = Bench::new("super_1");
    bench.water("tank", 1500.0);
    bench.pour("hopper", &Mixture::of(Species::Beans, 0.2, ROOM_C));
    bench.press("power");
    let ready_s = bench.state("Ready");
    within("seconds to be ready", ready_s, 30.0, 70.0);
    within("grams of rinsing", bench.cup.mass_kg() * 1e3, 30.0, 60.0);
    for (key, grams, tds, dose_g) in [
        ("espresso", (32.0, 45.0), (3.0, 6.0), 9.6),
        ("coffee", (108.0, 128.0), (1.15, 2.1), 10.8),
        ("long", (185.0, 210.0), (1.0, 1.5), 10.8),
    ] {
        bench.until("it is hot", |b| b.get("block.t_el") >= 93.0);
        bench.fresh_cup();
        bench.press(key);
        let took_s = bench.state("Ready");
        let cup = bench.drink(dose_g);
        within("seconds", took_s, 25.0, 100.0);
        within("grams", cup.grams, grams.0, grams.1);
        within("°C", cup.temp_c, 74.0, 93.0);
        within("TDS", cup.tds, tds.0, tds.1);
        within("EY", cup.ey, 16.0, 23.0);
    }
    assert_eq!(bench.get("pucks.n"), 3.0);
    bench.seat("bin_seat", false);
    bench.run(6.0);
    bench.seat("bin_seat", true);
    assert_eq!(bench.get("pucks.n"), 0.0);
    bench.fresh_cup();
    bench.press("water");
    bench.state("Ready");
    within("grams of hot water", bench.drink(0.0).grams, 170.0, 190.0);
}

#[test]
fn the_percolator_starts_at_the_plug_and_says_when_it_is_ready() {
    let mut bench = Bench::new("perc_8");
    bench.inputs.plug_v = 0.0;
    bench.water("pot", 1100.0);
    bench.coffee("bed", 62.0, 900.0);
    bench.run(1.0);
    bench.inputs.plug_v = 120.0;
    let took_s = bench.state("Keep");
    within("minutes", took_s / 60.0, 8.0, 16.0);
    bench.run(60.0);
    let tds = 100.0 * bench.get("pot.tds");
    println!("perc: {tds:.2} % in {took_s:.0} s, {:.0} g", bench.get("pot.g"));
    within("TDS", tds, 1.0, 1.5);
    within("°C", bench.get("pot.temp_c"), 85.0, 100.0);
}
