//! Brewing in a bed, against the reference cases of the process model (§2.8).

use coffeetest_brew::bed::Bed;
use coffeetest_brew::spec::BedSpec;
use coffeetest_brew::{Air, FilterPiece, Ledger, Mixture, Species, Totals, Wear};

const DT_S: f64 = 0.05;

const PAPER: FilterPiece = FilterPiece { r_m: 2.0e9, fines_pass: 0.001, wear: Wear::Dry };

fn basket() -> BedSpec {
    BedSpec {
        area: 0.0055,
        cap_g: 90.0,
        cap_ml: None,
        hold: 2.1,
        cells: 1,
        even: 0.95,
        bypass: 0.05,
        filter: "filter".into(),
        overflow_to: "outside".into(),
        seat: None,
        c_wall: 60.0,
        ua: 0.5,
        lid: None,
        steep: false,
    }
}

/// The reference cases prescribe the inflow, so nothing may dam it.
const OPEN: FilterPiece = FilterPiece { r_m: 0.0, ..PAPER };

struct Brew {
    /// Beverage, kg.
    kg: f64,
    tds: f64,
    ey: f64,
    fines_kg: f64,
    overflow_kg: f64,
}

/// A litre over 300 s, at the bed temperature that the process model prescribes for these cases.
fn r12(dose_kg: f64, d50_um: f64, temp_c: impl Fn(f64) -> f64, filter: Option<&FilterPiece>) -> Brew {
    // No wall and no loss: the water sets the bed's temperature.
    let mut bed = Bed::new(&BedSpec { c_wall: 0.0, ua: 0.0, ..basket() }, temp_c(0.0));
    bed.pour_in(&Mixture::fresh_grounds(dose_kg, d50_um, temp_c(0.0)));
    let (air, mut ledger, mut cup, mut overflow_kg) = (Air::default(), Ledger::default(), Mixture::EMPTY, 0.0);
    for i in 0..(330.0 / DT_S) as usize {
        let t = i as f64 * DT_S;
        if t < 300.0 {
            // The inflow brings what heat the bed lacks to its prescribed temperature.
            let water_kg = DT_S / 300.0;
            let lacks_j = bed.contents().heat_capacity_j_k() * (temp_c(t) - bed.temp_c());
            let water_c = temp_c(t) + lacks_j / (0.95 * water_kg * 4186.0);
            bed.pour_in(&Mixture::of(Species::Water, water_kg, water_c));
        }
        let flow = bed.step(filter, f64::INFINITY, &air, &mut ledger, DT_S);
        cup.add(&flow.out);
        overflow_kg += flow.overflow.mass_kg();
    }
    assert!(bed.is_still(), "it has drained");
    let solids = cup.kg(Species::Solids);
    assert!((solids - bed.totals().solids_out_kg).abs() < 1e-15);
    Brew { kg: cup.mass_kg(), tds: cup.tds(), ey: solids / dose_kg, fines_kg: cup.kg(Species::Fines), overflow_kg }
}

fn warming(t: f64) -> f64 {
    (70.0 + 0.4 * t).min(90.0)
}

#[test]
fn r12_fifty_five_grams_to_the_litre_make_a_golden_cup() {
    let brew = r12(0.055, 700.0, warming, Some(&OPEN));
    assert!((brew.kg - 0.896).abs() < 0.005, "{}", brew.kg);
    assert!((brew.tds - 0.0127).abs() < 0.0005, "{}", brew.tds);
    assert!((brew.ey - 0.206).abs() < 0.008, "{}", brew.ey);
    assert_eq!(brew.overflow_kg, 0.0);
}

#[test]
fn r13_half_the_dose_is_weak_and_coarse_or_cool_is_under_extracted() {
    let weak = r12(0.0275, 700.0, warming, Some(&OPEN));
    assert!((weak.tds / 0.0061 - 1.0).abs() < 0.05, "{}", weak.tds);
    let coarse = r12(0.055, 1100.0, warming, Some(&OPEN));
    assert!((coarse.ey / 0.173 - 1.0).abs() < 0.05, "{}", coarse.ey);
    let cool = r12(0.055, 700.0, |_| 60.0, Some(&OPEN));
    assert!((cool.ey / 0.137 - 1.0).abs() < 0.05, "{}", cool.ey);
}

#[test]
fn r24_strength_times_beverage_over_dose_is_yield() {
    let mut cup = Mixture::of(Species::Water, 0.885 * (1.0 - 0.0125), 60.0);
    cup.add(&Mixture::of(Species::Solids, 0.885 * 0.0125, 60.0));
    assert!((cup.tds() - 0.0125).abs() < 1e-15);
    assert!((cup.tds() * cup.mass_kg() / 0.055 - 0.2011).abs() < 5e-5);
    let brew = r12(0.055, 700.0, warming, Some(&FilterPiece { fines_pass: 0.0, ..OPEN }));
    assert!((brew.tds * brew.kg / 0.055 - brew.ey).abs() < 1e-12);
}

#[test]
fn without_a_filter_the_cup_is_full_of_grounds_and_with_one_it_is_clear() {
    let mg_per_100ml = |b: &Brew| b.fines_kg * 1e6 / (b.kg * 10.0);
    let clear = mg_per_100ml(&r12(0.055, 700.0, warming, Some(&OPEN)));
    let muddy = mg_per_100ml(&r12(0.055, 700.0, warming, None));
    assert!(clear < 10.0 && muddy > 500.0, "{clear} {muddy}");
}

#[test]
fn spent_grounds_brew_a_weak_second_pot() {
    let (air, mut ledger) = (Air::default(), Ledger::default());
    let mut bed = Bed::new(&basket(), 22.0);
    bed.pour_in(&Mixture::fresh_grounds(0.055, 700.0, 22.0));
    let mut brew = |bed: &mut Bed| {
        let mut cup = Mixture::EMPTY;
        for i in 0..400 * 20 {
            if i < 300 * 20 {
                bed.pour_in(&Mixture::of(Species::Water, DT_S / 300.0, 93.0));
            }
            cup.add(&bed.step(Some(&PAPER), f64::INFINITY, &air, &mut ledger, DT_S).out);
        }
        cup.tds()
    };
    let (first, second) = (brew(&mut bed), brew(&mut bed));
    assert!(first > 0.0115 && second < 0.3 * first, "{first} {second}");
    let lifted = bed.lift_out();
    bed.pour_in(&lifted);
    let third = brew(&mut bed);
    assert!(third < 0.4 * first, "spent grounds put back stay spent: {third}");
    assert!(bed.totals().solids_out_kg < 0.3 * 0.055, "no more than the solubles comes out");
}

#[test]
fn a_blocked_bed_floods_over_its_rim_with_grounds_and_not_before_four_hundred_millilitres() {
    let (air, mut ledger, mut over) = (Air::default(), Ledger::default(), Mixture::EMPTY);
    let mut bed = Bed::new(&basket(), 22.0);
    bed.pour_in(&Mixture::fresh_grounds(0.055, 700.0, 22.0));
    let mut first_ml = 0.0;
    for i in 0..400 * 20 {
        bed.pour_in(&Mixture::of(Species::Water, 2.0e-3 * DT_S, 93.0));
        let flow = bed.step(Some(&PAPER), 0.0, &air, &mut ledger, DT_S);
        assert!(flow.out.is_empty());
        if first_ml == 0.0 && !flow.overflow.is_empty() {
            first_ml = f64::from(i) * 2.0 * DT_S;
        }
        over.add(&flow.overflow);
    }
    assert!((350.0..450.0).contains(&first_ml), "{first_ml}");
    assert!(over.kg(Species::Fines) > 0.001, "{}", over.kg(Species::Fines));
}

#[test]
fn a_four_cell_bed_closes_its_balance_and_strengthens_the_first_drops() {
    let (air, mut ledger) = (Air::default(), Ledger::default());
    let mut bed = Bed::new(&BedSpec { cells: 4, hold: 1.1, bypass: 0.0, ..basket() }, 92.0);
    let grounds = Mixture::fresh_grounds(0.018, 900.0, 92.0);
    let mut start = Totals::default();
    bed.add_to(&mut start);
    start.add(&grounds);
    bed.pour_in(&grounds);
    let mut cups = [Mixture::EMPTY; 2];
    for i in 0..600 {
        let water = Mixture::of(Species::Water, 3e-3 * DT_S, 92.0);
        start.add(&water);
        bed.pour_in(&water);
        cups[i / 300].add(&bed.step(Some(&OPEN), f64::INFINITY, &air, &mut ledger, DT_S).out);
    }
    assert!(cups[0].tds() > 2.0 * cups[1].tds(), "{} {}", cups[0].tds(), cups[1].tds());
    let mut now = Totals::default();
    bed.add_to(&mut now);
    cups.iter().for_each(|c| now.add(c));
    let account = ledger.account(&now);
    for s in Species::ALL {
        assert!((account.kg[s.index()] - start.kg[s.index()]).abs() < 1e-12, "{s:?}");
    }
    assert!((account.energy_j / start.energy_j - 1.0).abs() < 1e-9);
}

/// Grams of a cup and its solids after half a litre at 90 °C through 30 g in a bed like the basket.
fn half_litre(spec: &BedSpec) -> (f64, f64) {
    let (air, mut ledger, mut cup) = (Air::default(), Ledger::default(), Mixture::EMPTY);
    let mut bed = Bed::new(spec, 90.0);
    bed.pour_in(&Mixture::fresh_grounds(0.030, 700.0, 90.0));
    for i in 0..400 * 20 {
        if i < 250 * 20 {
            bed.pour_in(&Mixture::of(Species::Water, 2e-3 * DT_S, 90.0));
        }
        cup.add(&bed.step(Some(&PAPER), f64::INFINITY, &air, &mut ledger, DT_S).out);
    }
    (cup.mass_kg() * 1e3, cup.kg(Species::Solids) * 1e3)
}

#[test]
fn grounds_that_the_water_does_not_reach_give_nothing() {
    let (_, all_g) = half_litre(&BedSpec { even: 1.0, ..basket() });
    let (_, half_g) = half_litre(&BedSpec { even: 0.5, ..basket() });
    assert!((half_g / all_g - 0.5).abs() < 0.01, "{half_g} {all_g}");
}

#[test]
fn what_passes_beside_the_grounds_thins_the_cup() {
    let (through_g, strong_g) = half_litre(&BedSpec { bypass: 0.0, ..basket() });
    let (beside_g, weak_g) = half_litre(&BedSpec { bypass: 0.5, ..basket() });
    assert!((beside_g - through_g).abs() < 5.0 && weak_g < 0.93 * strong_g, "{weak_g} {strong_g}");
    let (all_g, none_g) = half_litre(&BedSpec { bypass: 1.0, ..basket() });
    assert!((all_g - 500.0).abs() < 0.01 && none_g == 0.0);
}

#[test]
fn three_and_a_half_millilitres_a_second_stand_three_centimetres_deep_on_the_grounds() {
    let (air, mut ledger) = (Air::default(), Ledger::default());
    for dt_s in [1.0 / 60.0, 0.05, 0.5] {
        let mut bed = Bed::new(&BedSpec { c_wall: 0.0, ua: 0.0, bypass: 0.0, ..basket() }, 90.0);
        bed.pour_in(&Mixture::fresh_grounds(0.055, 700.0, 90.0));
        for _ in 0..(900.0 / dt_s) as usize {
            bed.pour_in(&Mixture::of(Species::Water, 3.4e-3 * 0.965 * dt_s, 90.0));
            bed.step(Some(&PAPER), f64::INFINITY, &air, &mut ledger, dt_s);
        }
        assert!((bed.pool_ml() / 175.0 - 1.0).abs() < 0.1, "{} at {dt_s}", bed.pool_ml());
    }
}
