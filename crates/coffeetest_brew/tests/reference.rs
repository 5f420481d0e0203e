//! The reference cases of extraction of the process model (§2.8): inflow and temperature as it prescribes them.

use coffeetest_brew::bed::Bed;
use coffeetest_brew::extract::{BOUND, POOLS, extract};
use coffeetest_brew::spec::BedSpec;
use coffeetest_brew::{Air, FilterPiece, Ledger, Mixture, Species, Wear};

const DT_S: f64 = 0.05;
/// The cases prescribe the inflow, so nothing may dam it.
const OPEN: FilterPiece = FilterPiece { r_m: 0.0, fines_pass: 0.0, wear: Wear::Dry };

fn bed(hold: f64, cells: u8, even: f64, bypass: f64) -> BedSpec {
    BedSpec {
        area: 0.0026,
        cap_g: 90.0,
        cap_ml: None,
        hold,
        cells,
        even,
        bypass,
        filter: "filter".into(),
        overflow_to: "outside".into(),
        seat: None,
        c_wall: 0.0,
        ua: 0.0,
        lid: None,
        steep: false,
    }
}

/// A cup that is brewed.
struct Cup {
    kg: f64,
    tds: f64,
    ey: f64,
}

impl Cup {
    fn of(mix: &Mixture, dose_kg: f64) -> Cup {
        Cup { kg: mix.mass_kg(), tds: mix.tds(), ey: mix.kg(Species::Solids) / dose_kg }
    }
}

/// Lets water of a temperature run into a bed of that temperature, kg/s over time, until the cup holds that much.
fn brew(bed: &mut Bed, temp_c: f64, pushed: bool, flow: impl Fn(f64) -> f64, until_s: f64, until_kg: f64) -> Mixture {
    let (air, mut ledger, mut cup) = (Air::default(), Ledger::default(), Mixture::EMPTY);
    for i in 0..(until_s / DT_S) as usize {
        let water = Mixture::of(Species::Water, flow(i as f64 * DT_S) * DT_S, temp_c);
        assert!(if pushed { bed.push_in(&water) } else { bed.pour_in(&water) }.is_empty());
        let out = bed.step(Some(&OPEN), f64::INFINITY, &air, &mut ledger, DT_S);
        assert!(out.overflow.is_empty());
        cup.add(&out.out);
        if cup.mass_kg() >= until_kg {
            break;
        }
    }
    cup
}

fn near(got: f64, want: f64, tolerance: f64) {
    assert!((got / want - 1.0).abs() <= tolerance, "{got}, not {want}");
}

#[test]
fn r14_a_pour_over_of_fifteen_grams() {
    let mut bed = Bed::new(&bed(2.1, 1, 0.97, 0.08), 88.0);
    bed.pour_in(&Mixture::fresh_grounds(0.015, 600.0, 88.0));
    let flow = |t: f64| match t {
        t if t < 10.0 => 3e-3,
        t if (35.0..145.0).contains(&t) => 2e-3,
        _ => 0.0,
    };
    let cup = Cup::of(&brew(&mut bed, 88.0, false, flow, 175.0, f64::INFINITY), 0.015);
    near(cup.kg, 0.221, 0.05);
    near(cup.tds, 0.0134, 0.05);
    near(cup.ey, 0.198, 0.05);
}

/// What steeping has done.
struct Steeped {
    /// Share of the dose that is dissolved.
    extracted: f64,
    /// Of these, from the ready pools.
    ready: f64,
    tds: f64,
}

/// What it has done after each of the times, all liquid in contact.
fn immerse(dose_kg: f64, water_kg: f64, d50_um: f64, temp_c: impl Fn(f64) -> f64, times_s: &[f64]) -> Vec<Steeped> {
    let mut mix = Mixture::fresh_grounds(dose_kg, d50_um, temp_c(0.0));
    mix.add(&Mixture::of(Species::Water, water_kg, temp_c(0.0)));
    let mut t = 0.0;
    times_s
        .iter()
        .map(|&until_s| {
            while t < until_s {
                extract(&mut mix, &[0.0; POOLS], dose_kg, temp_c(t), 1.0, DT_S);
                t += DT_S;
            }
            let extracted = mix.kg(Species::Solids) / dose_kg;
            let bound = BOUND - mix.grounds().pools_kg[2] / dose_kg;
            Steeped { extracted, ready: extracted - bound, tds: mix.tds() }
        })
        .collect()
}

#[test]
fn r15_a_french_press_of_sixty_grams_to_the_litre() {
    let got = immerse(0.060, 1.0, 1000.0, |t| 93.0 - 0.03 * t, &[240.0, 1800.0]);
    near(got[0].extracted, 0.194, 0.05);
    near(got[0].tds, 0.0115, 0.05);
    near(got[1].extracted, 0.224, 0.05);
}

#[test]
fn r16_immersion_extracts_the_same_whatever_the_ratio() {
    let all: Vec<_> = [10.0, 15.0, 20.0, 25.0]
        .into_iter()
        .map(|ratio| immerse(0.060, 0.060 * ratio, 700.0, |_| 90.0, &[900.0]).remove(0))
        .collect();
    let (least, most) = all.iter().fold((1.0_f64, 0.0_f64), |(a, b), e| (a.min(e.extracted), b.max(e.extracted)));
    assert!(most - least < 0.003, "{least} {most}");
    assert!((0.2355..0.2375).contains(&least), "{least}");
    near(all[0].tds, 0.0230, 0.01);
    near(all[3].tds, 0.0094, 0.01);
}

#[test]
fn r17_an_espresso_of_eighteen_grams() {
    let mut bed = Bed::new(&bed(1.1, 4, 0.75, 0.15), 92.0);
    bed.pour_in(&Mixture::fresh_grounds(0.018, 250.0, 92.0));
    bed.tamp();
    let flow = |t: f64| if t < 6.0 { 3.3e-3 } else { 1.65e-3 };
    let cup = Cup::of(&brew(&mut bed, 92.0, true, flow, 60.0, 0.036), 0.018);
    near(cup.tds, 0.094, 0.08);
    near(cup.ey, 0.187, 0.08);
}

#[test]
fn r17_an_inei_espresso_of_seven_grams() {
    let mut bed = Bed::new(&bed(1.1, 4, 0.75, 0.15), 88.0);
    bed.pour_in(&Mixture::fresh_grounds(0.007, 250.0, 88.0));
    bed.tamp();
    let flow = |t: f64| if t < 5.0 { 1.54e-3 } else { 1.21e-3 };
    let cup = Cup::of(&brew(&mut bed, 88.0, true, flow, 60.0, 0.025), 0.007);
    near(cup.tds, 0.057, 0.08);
    near(cup.ey, 0.202, 0.08);
}

#[test]
fn r18_a_pod_and_the_same_pod_again() {
    let mut bed = Bed::new(&bed(1.8, 4, 0.95, 0.25), 87.0);
    bed.pour_in(&Mixture::fresh_grounds(0.010, 550.0, 87.0));
    let flow = |t: f64| if t < 45.0 { 5.27e-3 } else { 0.0 };
    let mut cup = || Cup::of(&brew(&mut bed, 87.0, true, flow, 60.0, f64::INFINITY), 0.010);
    let (first, second) = (cup(), cup());
    near(first.tds, 0.0071, 0.15);
    near(second.tds, 0.0015, 0.15);
    assert!((second.kg - 0.237).abs() < 0.002, "the spent pod is full of water: all comes out");
}

#[test]
fn r20_cold_brew_is_ready_in_six_hours() {
    let got = immerse(0.035, 0.350, 900.0, |_| 22.0, &[2.0, 6.0, 6.7, 24.0].map(|h| h * 3600.0));
    near(got[0].extracted, 0.141, 0.08);
    near(got[1].extracted, 0.200, 0.08);
    near(got[3].extracted, 0.228, 0.08);
    assert!(got[2].ready >= 0.9 * got[3].ready, "{} {}", got[2].ready, got[3].ready);
}
