//! Mass per species and energy close to rounding whatever is done to a machine (§2.7).

mod common;
#[path = "common/maltreat.rs"]
mod maltreat;

use coffeetest_brew::{Ledger, Machine, Species};
use common::{Graph, graph, parse};

fn maltreat(g: &Graph, seed: u64, steps: usize, fury: f64) -> Ledger {
    maltreat::maltreat(Machine::new(&g.comps, &g.links, &g.ctrl).unwrap(), seed, steps, fury)
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
fn a_maltreated_moka_pot_loses_no_gram_and_no_joule() {
    let mut ledger = Ledger::default();
    for seed in 40..45 {
        ledger.merge(&maltreat(&graph("moka_3"), seed, 40_000, 0.02));
    }
    assert!(ledger.turned_kg[Species::Solids.index()] > 0.0 && ledger.steam_kg > 0.0);
}

#[test]
fn maltreated_pumps_lose_no_gram_and_no_joule() {
    for (name, seed) in [("espresso", 50), ("pod", 60)] {
        let mut ledger = Ledger::default();
        for life in 0..5 {
            ledger.merge(&maltreat(&graph(name), seed + life, 40_000, 0.02));
        }
        assert!(ledger.turned_kg[Species::Solids.index()] > 0.0 && ledger.electric_j > 1e5, "{name}");
    }
}

#[test]
fn maltreated_chambers_jugs_pots_and_percolators_lose_no_gram_and_no_joule() {
    let g = parse(include_str!("data/steeping.ron"));
    let mut ledger = Ledger::default();
    for seed in 70..75 {
        ledger.merge(&maltreat(&g, seed, 40_000, 0.02));
    }
    assert!(ledger.turned_kg[Species::Solids.index()] > 0.0 && ledger.turned_kg[Species::Fines.index()] > 0.0);
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
