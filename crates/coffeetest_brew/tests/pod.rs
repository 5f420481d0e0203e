//! Pods: a filter piece comes and goes with what lies on it, and is thrown away with it.

#[path = "common/bench.rs"]
mod bench;
mod common;

use bench::Rig;
use coffeetest_brew::machine::{Kind, Override};
use coffeetest_brew::{FilterPiece, Mixture, Species, Vessel, Wear};

const PIECE: FilterPiece = FilterPiece { r_m: 1e8, fines_pass: 0.001, wear: Wear::Dry };

/// A tank above a pod above a spout, with a lever that throws the pod into a bin.
fn machine() -> Rig {
    Rig::new(
        r#"comps: {
            "tank": Store(cap_ml: 500.0, curve: Cyl(0.04, 0.1), c_wall: 0.0, ua: 0.0),
            "hole": Mover(kind: Gravity(a_m2: 0.000005, cd: 0.6), from: "tank", to: "bed"),
            "bed": Bed(area: 0.0011, cap_g: 15.0, hold: 1.8, cells: 4, even: 0.95, bypass: 0.1, filter: "pod", overflow_to: "outside"),
            "pod": Filter(pore_um: 100.0, fines_pass: 0.001, consumable: true, r_m: 1e8, accepts: ["pod"]),
            "spout": Outlet(d_m: 0.006),
            "bin": Store(cap_ml: 500.0, curve: Cyl(0.05, 0.06), c_wall: 0.0, ua: 0.1),
            "count": Counter(limit: 10),
            "lever": Control(class: Rocker, travel: 20.0, force: 20.0, states: ["shut", "open"]),
        },
        links: [("tank", "hole"), ("hole", "bed"), ("bed", "spout")],
        ctrl: [("Idle", Event("lever", "open"), Is("pod.present"), [Eject("bed", "bin"), Inc("count")], "Idle")]"#,
    )
}

/// Solids in the cup, g, after hot water ran through what is in the machine.
fn brew(rig: &mut Rig) -> f64 {
    let before = rig.cup.kg(Species::Solids);
    rig.pour("tank", &Mixture::of(Species::Water, 0.2, 90.0));
    rig.run(120.0);
    (rig.cup.kg(Species::Solids) - before) * 1e3
}

fn load(rig: &mut Rig, piece: FilterPiece, mix: &Mixture) {
    rig.machine.put_filter(0, piece);
    assert!(rig.machine.pour_in(Vessel::Bed(0), mix).is_empty());
}

#[test]
fn a_pod_that_is_taken_out_and_put_back_is_the_same_used_pod() {
    let mut rig = machine();
    load(&mut rig, PIECE, &Mixture::fresh_grounds(0.010, 550.0, 22.0));
    let first = brew(&mut rig);
    assert!(first > 1.4, "{first}");
    let mut left_in = Rig { machine: rig.machine.clone(), inputs: rig.inputs.clone(), ..machine() };
    let (piece, mix) = rig.machine.lift_filter(0).unwrap();
    assert!(mix.kg(Species::Grounds) < 0.0090 && rig.get("bed.dose_g") == 0.0);
    load(&mut rig, piece, &mix);
    let (again, stayed) = (brew(&mut rig), brew(&mut left_in));
    assert!(again < 0.4 * first, "{again} of {first}");
    assert!((again / stayed - 1.0).abs() < 0.1, "{again} {stayed}");
}

#[test]
fn a_brewed_pod_that_is_there_from_the_start_gives_weak_coffee() {
    let mut rig = machine();
    load(&mut rig, PIECE, &Mixture::fresh_grounds(0.010, 550.0, 22.0));
    let fresh = brew(&mut Rig { machine: rig.machine.clone(), inputs: rig.inputs.clone(), ..machine() });
    rig.machine.apply(&Override::Brewed("pod".into())).unwrap();
    assert_eq!(rig.get("pod.used"), 1.0);
    let used = brew(&mut rig);
    assert!((0.1..0.4).contains(&(used / fresh)), "{used} of {fresh}");
}

#[test]
fn a_lever_throws_the_pod_with_its_grounds_into_the_bin() {
    let mut rig = machine();
    load(&mut rig, PIECE, &Mixture::fresh_grounds(0.010, 550.0, 22.0));
    brew(&mut rig);
    rig.turn("lever", "open");
    rig.step();
    assert_eq!(rig.outputs.ejected, [0]);
    assert_eq!((rig.get("pod.present"), rig.get("bed.dose_g"), rig.get("count.n")), (0.0, 0.0, 1.0));
    let bin = rig.machine.store(rig.machine.index(Kind::Store, "bin").unwrap());
    assert!(bin.kg(Species::Grounds) > 0.005 && bin.kg(Species::Water) > 0.01);
    // With no pod in it the lever does nothing.
    rig.turn("lever", "shut");
    rig.step();
    rig.turn("lever", "open");
    rig.step();
    assert_eq!(rig.get("count.n"), 1.0);
}
