//! Controllers, controls, timers, counters, indicators: what a machine makes of what is done to it.

#[path = "common/bench.rs"]
mod bench;
mod common;

use bench::{DT_S, Rig};
use coffeetest_brew::Machine;
use coffeetest_brew::machine::{Kind, Override};
use coffeetest_brew::spec::Pattern;
use common::parse;

const PAD: &str = r#"
    comps: {
        "key": Control(class: Touch, travel: 0.0, force: 0.2, states: ["pad"], hold_s: 2.0, lock: Is("lock.on")),
        "lock": Control(class: Rocker, travel: 4.0, force: 5.0, states: ["off", "on"]),
        "count": Counter(limit: 3, start: 1),
        "time": Timer(limit: 0.0),
        "lamp": Indicator(kind: Lamp, rules: [(Is("mode.long"), Blink(2.0)), (Is("key.pressed"), On)]),
        "display": Indicator(kind: Display, rules: [(Is("count.full"), Text("FULL", "满")), (True, Reading("time.left_s"))]),
    },
    links: [],
    ctrl: [
        ("Idle", Event("key", "pressed"), True, [Inc("count"), Add("time", 30.0)], "Idle"),
        ("Idle", Event("key", "held"), True, [Mode("long"), Reset("count")], "Idle"),
        ("Idle", Event("key", "released"), Is("mode.long"), [Mode("short"), Halt("time")], "Idle"),
    ]"#;

fn pattern<'a>(rig: &'a Rig, name: &str) -> &'a Pattern {
    rig.machine.pattern(rig.machine.index(Kind::Indicator, name).unwrap())
}

#[test]
fn a_press_a_long_press_and_letting_go_are_three_events() {
    let mut rig = Rig::new(PAD);
    assert_eq!(rig.get("count.n"), 1.0);
    rig.touch("key", true);
    rig.run(1.0);
    assert_eq!((rig.get("count.n"), rig.get("key.held"), rig.get("mode.long")), (2.0, 0.0, 0.0));
    assert_eq!(*pattern(&rig, "lamp"), Pattern::On);
    rig.run(1.1);
    assert_eq!((rig.get("count.n"), rig.get("key.held"), rig.get("mode.long")), (0.0, 1.0, 1.0));
    assert_eq!(*pattern(&rig, "lamp"), Pattern::Blink(2.0));
    rig.touch("key", false);
    rig.step();
    assert_eq!((rig.get("key.pressed"), rig.get("mode.long"), rig.get("mode.short")), (0.0, 0.0, 1.0));
}

#[test]
fn every_press_of_a_thirty_second_key_adds_thirty_seconds() {
    let mut rig = Rig::new(PAD);
    rig.hold("key", 0.1);
    rig.run(10.0);
    rig.hold("key", 0.1);
    assert!((rig.get("time.left_s") - 49.8).abs() < 0.1, "{}", rig.get("time.left_s"));
    assert!(rig.until(|r| r.get("time.done") == 1.0) < 50.0);
}

#[test]
fn a_counter_is_full_at_its_limit_and_a_display_says_so() {
    let mut rig = Rig::new(PAD);
    rig.hold("key", 0.1);
    let display = rig.machine.index(Kind::Indicator, "display").unwrap();
    assert!((rig.machine.reading(display).unwrap() - rig.get("time.left_s")).abs() < 1e-9);
    rig.hold("key", 0.1);
    assert_eq!((rig.get("count.n"), rig.get("count.full")), (3.0, 1.0));
    assert_eq!(*pattern(&rig, "display"), Pattern::Text("FULL".into(), "满".into()));
    assert_eq!(rig.machine.reading(display), None);
}

#[test]
fn a_locked_key_moves_and_does_nothing() {
    let mut rig = Rig::new(PAD);
    rig.turn("lock", "on");
    rig.step();
    rig.hold("key", 5.0);
    assert_eq!((rig.get("count.n"), rig.get("time.running")), (1.0, 0.0));
    // A finger that rests on it when it is unlocked has not pressed it.
    rig.touch("key", true);
    rig.step();
    rig.turn("lock", "off");
    rig.run(5.0);
    assert_eq!((rig.get("count.n"), rig.get("key.pressed")), (1.0, 0.0));
}

#[test]
fn what_is_wrong_from_the_start_stays_wrong() {
    let mut rig = Rig::new(PAD);
    for wrong in [Override::Stuck("key".into()), Override::Dead("display".into()), Override::Full("count".into())] {
        rig.machine.apply(&wrong).unwrap();
    }
    rig.hold("key", 5.0);
    assert_eq!((rig.get("count.n"), rig.get("mode.long")), (3.0, 0.0));
    assert_eq!(*pattern(&rig, "display"), Pattern::Off);
    let error = rig.machine.apply(&Override::Stuck("kay".into())).unwrap_err().to_string();
    assert!(error.contains("did you mean `key`"), "{error}");
    assert!(rig.machine.apply(&Override::Dead("key".into())).unwrap_err().to_string().contains("control"));
}

#[test]
fn a_held_key_keeps_a_machine_awake_until_its_time_is_up() {
    let mut rig = Rig::new(PAD);
    rig.run(1.0);
    assert!(rig.machine.is_asleep());
    rig.touch("key", true);
    rig.run(2.0 + DT_S);
    assert_eq!(rig.get("key.held"), 1.0);
}

#[test]
fn a_valve_follows_a_knob_and_a_detent_dial_goes_by_notches() {
    let mut rig = Rig::new(
        r#"comps: {
            "knob": Control(class: ValveKnob, travel: 270.0, force: 0.2, states: ["shut"]),
            "dial": Control(class: RotaryDetent, travel: 120.0, force: 0.1, states: ["0", "1", "2", "3", "4"]),
            "valve": Valve(normally: Closed, opens_with: "knob"),
            "tap": Mover(kind: Tap(q_max_g_s: 100.0, water_c: 12.0), from: "mains", to: "spout"),
            "spout": Outlet(d_m: 0.01),
        },
        links: [("tap", "valve"), ("valve", "spout")], ctrl: []"#,
    );
    let knob = rig.machine.index(Kind::Control, "knob").unwrap();
    rig.inputs.controls[knob].open = 0.25;
    rig.turn("dial", "3");
    rig.run(1.0);
    assert!((rig.cup.mass_kg() - 0.025).abs() < 1e-4, "{}", rig.cup.mass_kg());
    assert_eq!((rig.get("knob.open"), rig.get("dial.open")), (0.25, 0.75));
}

#[test]
fn a_float_comes_up_at_the_highest_mark() {
    let mut rig = Rig::new(
        r#"comps: {
            "tray": Store(cap_ml: 300.0, max_ml: 200.0, curve: Box(0.1, 0.1, 0.03), c_wall: 0.0, ua: 0.1),
            "float": Indicator(kind: Float("tray")),
        }, links: [], ctrl: []"#,
    );
    rig.step();
    assert_eq!(*pattern(&rig, "float"), Pattern::Off);
    rig.machine.apply(&Override::Filled("tray".into())).unwrap();
    rig.step();
    assert_eq!(*pattern(&rig, "float"), Pattern::On);
}

#[test]
fn a_mode_that_nothing_sets_and_an_event_that_no_pad_has_are_refused() {
    let g = parse(&format!(
        "Graph({})",
        PAD.replace("mode.long\"), Blink", "mode.lung\"), Blink").replace("\"held\"", "\"hold\"")
    ));
    let error = Machine::new(&g.comps, &g.links, &g.ctrl).unwrap_err().to_string();
    assert!(error.contains("`mode.lung` is no variable") && error.contains("`long"), "{error}");
    assert!(error.contains("`pressed`, `released`, `held`"), "{error}");
}

#[test]
fn the_same_touches_lead_to_the_same_bits_and_other_ones_to_others() {
    let life = |second_press_s: f64| {
        let mut rig = Rig::new(PAD);
        rig.hold("key", 0.1);
        rig.run(second_press_s);
        rig.touch("key", true);
        rig.run(0.5);
        let mut hash = 0u64;
        rig.machine.hash_state(&mut |bits| hash = (hash ^ bits).wrapping_mul(0x100_0000_01b3).rotate_left(17));
        hash
    };
    assert_eq!(life(1.0), life(1.0));
    assert_ne!(life(1.0), life(1.0 + DT_S));
}
