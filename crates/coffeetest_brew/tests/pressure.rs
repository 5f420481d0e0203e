//! Pumps and steam that push water through beds, against the reference cases of the process model (§2.8).

mod common;

use coffeetest_brew::machine::{JointInput, Kind, SeatInput};
use coffeetest_brew::spec::{Comp, Pattern};
use coffeetest_brew::{FilterPiece, Mixture, Species, Vessel, Wear};
use common::rig::Rig;
use common::{Graph, graph};

const MESH: FilterPiece = FilterPiece { r_m: 1.0e8, fines_pass: 0.01, wear: Wear::Dry };

/// The example moka pot with that water, on that much heat.
struct Moka {
    rig: Rig,
    heat_w: f64,
}

impl Moka {
    fn new(g: &Graph, water_g: f64, water_c: f64, dose_g: f64, heat_w: f64) -> Moka {
        let mut rig = Rig::new(g);
        let boiler = rig.machine.index(Kind::Store, "boiler").unwrap();
        rig.machine.pour_in(Vessel::Store(boiler), &Mixture::of(Species::Water, 1e-3 * water_g, water_c));
        rig.machine.store_mut(boiler).set_temp_c(water_c);
        rig.machine.put_filter(0, MESH);
        assert!(rig.machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(1e-3 * dose_g, 350.0, 22.0)).is_empty());
        Moka { rig, heat_w }
    }

    fn step(&mut self) {
        let boiler = self.rig.machine.index(Kind::Store, "boiler").unwrap();
        self.rig.machine.store_mut(boiler).heat(self.heat_w * self.rig.dt_s);
        self.rig.step();
    }

    /// Runs until a condition holds; whether it did within an hour.
    fn until(&mut self, done: impl Fn(&Rig) -> bool) -> bool {
        for _ in 0..(3600.0 / self.rig.dt_s) as usize {
            if done(&self.rig) {
                return true;
            }
            self.step();
        }
        false
    }
}

/// R19: 150 g at 20 °C, 16 g of moka grind, 200 W. The page's inputs have the bed as warm as the water.
fn r19(water_c: f64) -> Moka {
    let mut g = graph("moka_3");
    let Some(Comp::Bed(bed)) = g.comps.get_mut("bed") else { panic!("it has a bed") };
    (bed.c_wall, bed.ua) = (0.0, 0.0);
    Moka::new(&g, 150.0, water_c, 16.0, 200.0)
}

/// What half and all of the coffee were like: seconds and °C of the boiler at the first drop, at half and at the end.
fn r19_marks(moka: &mut Moka) -> [(f64, f64); 3] {
    [0.01, 60.0, 119.5].map(|grams| {
        assert!(moka.until(|r| r.get("top.g") >= grams), "no {grams} g");
        (moka.rig.elapsed_s, moka.rig.get("boiler.temp_c"))
    })
}

// The page's times were computed with the gas volume of E11 held at its initial value. With V_g growing as the water
// leaves, as E11 says, and φ_v 0.35, half would be delivered at 107 °C, against the measured < 70 °C [KING]. So vapour is
// taken in balance with the warm layer at the heated wall (store/seal.rs), which keeps the measured half-point and the
// page's first flow; the rest follows: 120 g by 216 s (page 189), 1.64 bar at the end (page 1.3, with a bed of 14 mm where
// 16 g at 330 kg/m³ on 19 cm² lie 26 mm deep), a preheated pot half through at 81 °C (page 91).
#[test]
fn r19_a_moka_pot_flows_at_forty_five_degrees_and_is_half_through_below_seventy() {
    let mut moka = r19(20.0);
    let [(first_s, first_c), (_, half_c), (end_s, _)] = r19_marks(&mut moka);
    assert!((first_s / 103.0 - 1.0).abs() < 0.08, "{first_s}");
    assert!((first_c - 45.0).abs() < 2.0, "{first_c}");
    assert!(half_c < 70.0, "{half_c}");
    assert!((end_s / 216.0 - 1.0).abs() < 0.08, "{end_s}");
    assert!((moka.rig.get("top.tds") / 0.024 - 1.0).abs() < 0.08, "{}", moka.rig.get("top.tds"));
}

#[test]
fn preheated_water_brews_a_moka_hotter() {
    let [_, (_, cold_c), _] = r19_marks(&mut r19(20.0));
    let [_, (_, hot_c), _] = r19_marks(&mut r19(70.0));
    assert!((hot_c / 81.0 - 1.0).abs() < 0.05 && hot_c > cold_c + 10.0, "{hot_c} {cold_c}");
}

#[test]
fn a_moka_pot_gurgles_when_its_water_is_gone_and_holds_no_pressure_then() {
    let mut moka = r19(20.0);
    assert!(moka.until(|r| r.get("steam.q_vapour") > 1e-5 && r.get("boiler.ml") < 20.0));
    assert!((10.0..13.0).contains(&moka.rig.get("boiler.g")), "{}", moka.rig.get("boiler.g"));
    let gurgle = moka.rig.machine.index(Kind::Indicator, "gurgle").unwrap();
    assert_eq!(moka.rig.machine.pattern(gurgle), &Pattern::Sound("gurgle".into()));
    for _ in 0..60 {
        moka.step();
    }
    assert!(moka.rig.get("boiler.p_bar") < 0.1, "{}", moka.rig.get("boiler.p_bar"));
}

#[test]
fn a_loose_thread_lets_the_steam_out_and_little_coffee_up() {
    let mut moka = r19(20.0);
    moka.rig.inputs.joints[moka.rig.machine.index(Kind::Joint, "thread").unwrap()] =
        JointInput { x: 270.0, closed: false };
    for _ in 0..60 * 400 {
        moka.step();
    }
    assert!(moka.rig.get("top.g") < 30.0, "{}", moka.rig.get("top.g"));
    assert!(moka.rig.machine.ledger().steam_kg > 0.002, "{}", moka.rig.machine.ledger().steam_kg);
}

#[test]
fn the_relief_valve_opens_where_grounds_let_nothing_through() {
    let mut g = graph("moka_3");
    let Some(Comp::Bed(bed)) = g.comps.get_mut("bed") else { panic!("it has a bed") };
    bed.area = 1e-4;
    let mut moka = Moka::new(&g, 150.0, 20.0, 16.0, 400.0);
    moka.rig.machine.bed_mut(0).tamp();
    assert!(moka.until(|r| r.get("boiler.p_bar") > 2.99));
    for _ in 0..60 * 60 {
        moka.step();
    }
    assert!(moka.rig.get("boiler.p_bar") <= 3.0 + 1e-9 && moka.rig.machine.ledger().steam_kg > 1e-3);
}

/// The example espresso machine with that much coffee of that grind and warmth in it.
fn espresso_of(g: &Graph, dose_g: f64, d50_um: f64, temp_c: f64) -> Rig {
    let mut rig = Rig::new(g);
    rig.inputs.plug_v = 230.0;
    let tank = rig.store("tank");
    rig.machine.pour_in(tank, &Mixture::of(Species::Water, 0.5, 20.0));
    rig.inputs.seats.fill(SeatInput::holding(90.0));
    rig.machine.put_filter(0, MESH);
    if dose_g > 0.0 {
        rig.machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(1e-3 * dose_g, d50_um, temp_c));
    }
    rig
}

/// It, hot, with its coffee tamped or not.
fn espresso(dose_g: f64, d50_um: f64, tamped: bool) -> Rig {
    let mut rig = espresso_of(&graph("espresso"), dose_g, d50_um, 60.0);
    if tamped {
        rig.machine.bed_mut(0).tamp();
    }
    rig.run(120.0);
    rig
}

fn shot_s(rig: &mut Rig) -> f64 {
    rig.turn("brew", "I");
    rig.until(|r| r.cup.mass_kg() >= 0.036)
}

#[test]
fn r17_an_espresso_machine_pulls_a_double_in_twenty_six_seconds() {
    let mut g = graph("espresso");
    let Some(Comp::Bed(bed)) = g.comps.get_mut("bed") else { panic!("it has a bed") };
    // The page's inputs have a bed of 92 °C.
    (bed.c_wall, bed.ua) = (0.0, 0.0);
    let mut rig = espresso_of(&g, 18.0, 250.0, 92.0);
    rig.machine.bed_mut(0).tamp();
    rig.run(60.0);
    let seconds = shot_s(&mut rig);
    let (tds, ey) = (rig.cup.tds(), rig.cup.kg(Species::Solids) / 0.018);
    assert!((seconds / 25.7 - 1.0).abs() < 0.08, "{seconds}");
    assert!((tds / 0.094 - 1.0).abs() < 0.08 && (ey / 0.187 - 1.0).abs() < 0.08, "{tds} {ey}");
    assert!((85.0..93.0).contains(&rig.cup.temp_c()), "{}", rig.cup.temp_c());
}

#[test]
fn r18_a_pod_machine_brews_a_cup_by_volume_and_the_same_pod_again_is_pale() {
    let mut rig = Rig::new(&graph("pod"));
    rig.inputs.plug_v = 120.0;
    let tank = rig.store("tank");
    rig.machine.pour_in(tank, &Mixture::of(Species::Water, 1.0, 20.0));
    rig.machine.put_filter(0, FilterPiece { r_m: 4e9, fines_pass: 0.001, wear: Wear::Dry });
    rig.machine.pour_in(Vessel::Bed(0), &Mixture::fresh_grounds(0.010, 550.0, 22.0));
    rig.run(240.0);
    let mut cup = || {
        rig.cup = Mixture::EMPTY;
        rig.inputs.controls[0].pressed = true;
        rig.run(0.5);
        rig.inputs.controls[0].pressed = false;
        let seconds = rig.until(|r| r.machine.state() == Some("Ready"));
        rig.run(5.0);
        (seconds, rig.cup)
    };
    let ((seconds, first), (_, second)) = (cup(), cup());
    assert!((40.0..50.0).contains(&seconds), "{seconds}");
    assert!((85.0..90.0).contains(&first.temp_c()), "{}", first.temp_c());
    assert!((first.tds() / 0.0071 - 1.0).abs() < 0.15, "{}", first.tds());
    assert!((second.tds() / 0.0015 - 1.0).abs() < 0.15, "{}", second.tds());
}

#[test]
fn an_untamped_shot_gushes_pale_and_no_puck_gives_water() {
    let mut rig = espresso(18.0, 350.0, false);
    let seconds = shot_s(&mut rig);
    assert!(seconds < 20.0 && rig.cup.tds() < 0.07, "{seconds} {}", rig.cup.tds());
    let mut rig = espresso(0.0, 250.0, false);
    let seconds = shot_s(&mut rig);
    assert!(seconds < 10.0 && rig.cup.tds() == 0.0, "{seconds}");
}

#[test]
fn a_pump_stops_with_its_plug_and_without_its_tank_and_counts_what_it_moved() {
    let mut rig = espresso(18.0, 250.0, true);
    shot_s(&mut rig);
    let moved_ml = rig.get("pump.moved_ml");
    assert!((52.0..60.0).contains(&moved_ml), "{moved_ml}");
    rig.seat("tank_seat", SeatInput::EMPTY);
    rig.run(1.0);
    assert!(rig.get("pump.q") == 0.0 && rig.get("pump.running") == 1.0 && rig.get("pump.primed") == 0.0);
    rig.seat("tank_seat", SeatInput::holding(22.0));
    rig.run(1.0);
    assert!(rig.get("pump.q") < 3e-4, "air in the pump: hardly any flow through the puck, {}", rig.get("pump.q"));
    rig.inputs.plug_v = 0.0;
    rig.run(1.0);
    assert!(rig.get("pump.running") == 0.0 && rig.get("pump.q") == 0.0);
    rig.inputs.plug_v = 230.0;
    rig.turn("brew", "O");
    rig.run(1.0);
    rig.turn("brew", "I");
    rig.run(0.1);
    assert!(rig.get("pump.moved_ml") < 1.0);
}

#[test]
fn a_portafilter_that_is_not_locked_sprays() {
    let mut rig = espresso(18.0, 250.0, true);
    rig.seat("group", SeatInput { tight: 0.3, ..SeatInput::holding(90.0) });
    rig.turn("brew", "I");
    let mut spray = Mixture::EMPTY;
    for _ in 0..60 * 15 {
        rig.step();
        rig.outputs.overflows.iter().for_each(|(_, mix)| spray.add(mix));
    }
    assert!(spray.mass_kg() > 0.02 && spray.kg(Species::Fines) > 1e-4 && spray.temp_c() > 70.0, "{}", spray.mass_kg());
    assert!(rig.cup.mass_kg() < 0.02, "{}", rig.cup.mass_kg());
}
