//! Shipped kettles, stoves, ovens, dispensers and grinders do what their sheet says (§1.5.0 of the process model).

mod bench;

use bench::{Bench, ROOM_C, within};
use coffeetest_brew::machine::{Kind, SeatInput};
use coffeetest_brew::{Mixture, Species};

#[test]
fn cordless_kettles_boil_and_switch_themselves_off() {
    let mut bench = Bench::new("kettle_base");
    bench.water("jug", 1000.0);
    bench.turn("lever", "1");
    let took_s = bench.state("Off");
    within("seconds", took_s, 230.0, 330.0);
    within("°C", bench.get("jug.temp_c"), 97.0, 100.5);
    assert_eq!(bench.get("lever.0"), 1.0, "its lever is back");
    bench.turn("lever", "1");
    bench.seat("base", false);
    assert_eq!((bench.machine.state(), bench.get("el.on")), (Some("Off"), 0.0), "it does not heat without its jug");
}

#[test]
fn the_gooseneck_kettle_heats_to_what_its_dial_says_and_holds_it() {
    let mut bench = Bench::new("kettle_goose");
    bench.water("jug", 600.0);
    bench.turn("dial", "90");
    bench.press("start");
    bench.state("Off");
    within("°C", bench.get("jug.temp_c"), 89.0, 92.5);
    bench.press("hold");
    bench.run(600.0);
    within("°C after ten minutes", bench.get("jug.temp_c"), 87.0, 92.5);
    bench.press("start");
    assert_eq!(bench.machine.state(), Some("Off"));
}

/// Runs a heater under something of that temperature; the power that arrives, W.
fn arrives_w(bench: &mut Bench, seconds: f64) -> f64 {
    let before_j = bench.given_j;
    bench.run(seconds);
    (bench.given_j - before_j) / seconds
}

#[test]
fn a_gas_burner_sparks_burns_high_and_low_and_goes_out() {
    let mut bench = Bench::new("hob_gas_4");
    let pot = SeatInput { base_d_m: 0.15, ferrous: true, metal: true, ..SeatInput::holding(60.0) };
    bench.inputs.seats.fill(SeatInput::EMPTY);
    let zone = bench.index(Kind::Seat, "zone_fl");
    bench.inputs.seats[zone] = pot;
    bench.turn("knob_fl", "HIGH");
    bench.run(1.0);
    assert_eq!(bench.get("burner_fl.on"), 0.0, "it only sparks at first");
    bench.run(60.0);
    let high_w = arrives_w(&mut bench, 30.0);
    bench.turn("knob_fl", "LOW");
    bench.run(60.0);
    let low_w = arrives_w(&mut bench, 30.0);
    bench.turn("knob_fl", "OFF");
    bench.run(120.0);
    let off_w = arrives_w(&mut bench, 30.0);
    println!("gas: high {high_w:.0} W, low {low_w:.0} W, off {off_w:.0} W");
    within("high, W", high_w, 500.0, 800.0);
    within("low, W", low_w, 120.0, 260.0);
    within("off, W", off_w, -30.0, 30.0);
}

#[test]
fn a_hot_plate_heats_by_its_number_and_an_induction_plate_only_ferrous_pots() {
    let mut bench = Bench::new("hob_coil_2");
    let pot = SeatInput { base_d_m: 0.15, metal: true, ..SeatInput::holding(80.0) };
    bench.inputs.seats.fill(pot);
    bench.turn("knob_left", "9");
    bench.run(300.0);
    let full_w = arrives_w(&mut bench, 60.0);
    bench.turn("knob_left", "0");
    bench.turn("knob_right", "5");
    bench.run(600.0);
    let half_w = arrives_w(&mut bench, 60.0);
    println!("coil: 9 gives {full_w:.0} W, the other at 5 {half_w:.0} W");
    within("9, W", full_w, 600.0, 860.0);
    within("5, W", half_w, 180.0, 400.0);

    let mut bench = Bench::new("hob_induction_1");
    bench.inputs.seats.fill(pot);
    bench.press("power");
    bench.run(5.0);
    within("aluminium, W", arrives_w(&mut bench, 10.0), -20.0, 20.0);
    bench.inputs.seats.fill(SeatInput { ferrous: true, ..pot });
    bench.run(30.0);
    bench.press("plus");
    bench.press("plus");
    bench.run(30.0);
    let steel_w = arrives_w(&mut bench, 30.0);
    println!("induction: {steel_w:.0} W at its highest");
    within("steel, W", steel_w, 1000.0, 1520.0);
    bench.press("power");
    assert_eq!(bench.machine.state(), Some("Off"));
}

#[test]
fn a_microwave_oven_gives_its_power_to_a_cup_until_its_door_opens() {
    let mut bench = Bench::new("microwave_20");
    bench.inputs.seats.fill(SeatInput::holding(20.0));
    bench.press("quick");
    bench.press("quick");
    bench.run(5.0);
    within("into the cup, W", arrives_w(&mut bench, 20.0), 560.0, 720.0);
    bench.open("door", 1.0);
    assert_eq!(bench.get("tube.on"), 0.0);
    bench.open("door", 0.0);
    bench.press("quick");
    bench.state("Done");
    bench.state("Idle");
}

#[test]
fn the_dispenser_gives_hot_water_only_when_unlocked_and_pressed() {
    let mut bench = Bench::new("dispenser_hot");
    bench.until("it is hot", |b| b.get("boiler.temp_c") >= 90.0);
    let pour = |bench: &mut Bench| {
        let lever = bench.index(Kind::Control, "hot");
        bench.fresh_cup();
        bench.inputs.controls[lever].pressed = true;
        bench.run(12.0);
        bench.inputs.controls[lever].pressed = false;
        bench.run(1.0);
        bench.drink(0.0)
    };
    assert_eq!(pour(&mut bench).grams, 0.0, "it is locked");
    bench.press("lock");
    let cup = pour(&mut bench);
    within("grams", cup.grams, 220.0, 245.0);
    within("°C", cup.temp_c, 85.0, 95.0);
    bench.run(60.0);
    assert!(bench.get("boiler.ml") > 950.0, "it has refilled itself");
}

#[test]
fn grinders_grind_as_fine_as_they_are_set() {
    let mut bench = Bench::new("grinder_burr");
    bench.pour("hopper", &Mixture::of(Species::Beans, 0.1, ROOM_C));
    bench.turn("dial", "20");
    bench.press("start");
    bench.state("Idle");
    within("grams", bench.get("bin.g"), 10.0, 14.0);
    within("µm", bench.get("burr.d50_um"), 650.0, 850.0);
    bench.seat("bin_seat", false);
    bench.press("start");
    assert_eq!(bench.get("burr.on"), 0.0, "it does not run without its bin");

    let mut bench = Bench::new("grinder_blade");
    bench.pour("bowl", &Mixture::of(Species::Beans, 0.03, ROOM_C));
    let pad = bench.index(Kind::Control, "pad");
    bench.inputs.controls[pad].pressed = true;
    bench.run(9.0);
    let coarse_um = bench.get("blade.d50_um");
    bench.run(12.0);
    bench.inputs.controls[pad].pressed = false;
    bench.run(1.0);
    assert_eq!(bench.get("blade.on"), 0.0);
    within("µm after nine seconds", coarse_um, 600.0, 850.0);
    within("µm after twenty", bench.get("blade.d50_um"), 230.0, 330.0);
}
