//! What is wrong shows, and what a person does about it with the hand of the body sets it right (AC5).

mod common;

use coffeetest_brew::Species;
use common::played::{Case, DRIP, Played, SUPER, check, heard_at, library, library_at, play, recovers};

const POD: Case = Case {
    task: "pod_k1",
    fill: Some((
        "pod_k1",
        r#"(store: "tank", substance: "water", mass_g: 1000.0), (store: "boiler", substance: "water", mass_g: 750.0)"#,
    )),
    script: &["look around", "go to coffee_maker_1", "press coffee_maker_1.button_3", "look at coffee_maker_1"],
};
const CAPSULE: Case = Case {
    task: "capsule_n1",
    fill: Some(("capsule_n1", r#"(store: "tank", substance: "water", mass_g: 800.0)"#)),
    script: &[
        "look around",
        "go to coffee_maker_1",
        "press coffee_maker_1.button",
        "open coffee_maker_1.lever",
        "close coffee_maker_1.lever",
        "look at coffee_maker_1",
    ],
};

/// With a fault, a script that sets it right ends with this, which is not so at the end of one that does not.
fn mends(case: &Case, fault: &str, idle: &[&str], script: &[&str], ends: &str) -> Played {
    let library = library(case, Some(fault));
    let before = play(&library, case.task, idle);
    assert!(!before.ends_with(ends), "{fault} does not matter: {:?}\n{}", before.last, before.said);
    let after = play(&library, case.task, script);
    assert!(after.ends_with(ends), "{fault} is not set right: {:?}\n{}", after.last, after.said);
    after
}

#[test]
fn an_unplugged_machine_is_plugged_in() {
    let idle =
        ["look around", "go to coffee_maker_1", "press coffee_maker_1.switch", "wait 2 s", "look at coffee_maker_1"];
    let script = [
        "look around",
        "go to coffee_maker_1",
        "plug coffee_maker_1.plug into outlet_1",
        "press coffee_maker_1.switch",
        "look at coffee_maker_1",
    ];
    mends(&DRIP, r#"(thing: "machine", what: Unplugged)"#, &idle, &script, "coffee_maker_1 lamp lit");
}

#[test]
fn every_plug_that_lies_on_a_counter_can_be_taken_and_put_into_a_socket() {
    for (task, thing, handle) in [
        ("drip_06", "machine", "coffee_maker_1"),
        ("pod_k1", "machine", "coffee_maker_1"),
        ("pod_k2", "machine", "coffee_maker_1"),
        ("capsule_n1", "machine", "coffee_maker_1"),
        ("espresso_ese", "machine", "espresso_machine_1"),
        ("espresso_lever", "machine", "espresso_machine_1"),
        ("super_1", "machine", "coffee_maker_1"),
        ("instant_kettle", "kettle", "kettle_1"),
        ("dripper_cone", "kettle", "kettle_1"),
        ("drip_bag", "kettle", "kettle_1"),
    ] {
        let case = Case { task, fill: None, script: &[] };
        let fault = format!("(thing: \"{thing}\", what: Unplugged)");
        let plug = format!("plug {handle}.plug into outlet_1");
        let script = ["look around", &format!("go to {handle}"), &plug, "look at outlet_1"];
        recovers(&case, &fault, &script, &format!("{handle}.plug in outlet_1"));
    }
}

#[test]
fn a_socket_that_is_off_shows_it_by_its_switch_and_lamp_and_is_switched_on() {
    let switched = ("\"outlet_b\": (thing: \"wall_outlet\"", "\"outlet_b\": (thing: \"wall_outlet_switched\"");
    let fault = r#"(thing: "outlet_b", what: SocketOff("socket"))"#;
    let script = [
        "look around",
        "go to coffee_maker_1",
        "press coffee_maker_1.switch",
        "wait 2 s",
        "look at outlet_3",
        "look at coffee_maker_1",
    ];
    let order = play(&library_at(&DRIP, Some(""), switched), DRIP.task, &script);
    let wrong = play(&library_at(&DRIP, Some(fault), switched), DRIP.task, &script);
    for (off, on) in [
        ("outlet_3.switch set to \"off\"", "outlet_3.switch set to \"on\""),
        ("outlet_3 lamp off", "outlet_3 lamp lit"),
        ("coffee_maker_1 lamp off", "coffee_maker_1 lamp lit"),
    ] {
        assert!(wrong.saw(off) && !wrong.saw(on), "{off}: {:?}\n{}", wrong.all, wrong.said);
        assert!(order.saw(on), "{on}: {:?}\n{}", order.all, order.said);
    }
    let mend = [
        "look around",
        "go to coffee_maker_1",
        "press coffee_maker_1.switch",
        "press outlet_3.switch",
        "look at coffee_maker_1",
    ];
    let after = play(&library_at(&DRIP, Some(fault), switched), DRIP.task, &mend);
    assert!(after.ends_with("coffee_maker_1 lamp lit"), "{:?}\n{}", after.last, after.said);
}

#[test]
fn a_breaker_that_is_out_is_put_in() {
    let idle =
        ["look around", "go to coffee_maker_1", "press coffee_maker_1.switch", "wait 2 s", "look at coffee_maker_1"];
    let script = [
        "look around",
        "go to breaker_panel_1",
        "press breaker_panel_1.breaker",
        "go to coffee_maker_1",
        "press coffee_maker_1.switch",
        "look at coffee_maker_1",
    ];
    let fault = r#"(thing: "panel", what: BreakerOpen("kitchen_1"))"#;
    mends(&DRIP, fault, &idle, &script, "coffee_maker_1 lamp lit");
}

#[test]
fn an_empty_tank_is_filled() {
    let idle = ["look around", "go to coffee_maker_1", "press coffee_maker_1.switch", "wait 90 s"];
    let script = [
        "look around",
        "go to coffee_maker_1",
        "open coffee_maker_1.lid",
        "pick carafe_1",
        "fill carafe_1 with 500 ml at sink_1",
        "pour carafe_1 into coffee_maker_1.tank",
        "insert carafe_1 into coffee_maker_1",
        "close coffee_maker_1.lid",
        "press coffee_maker_1.switch",
        "wait 90 s",
    ];
    mends(&DRIP, r#"(thing: "machine", what: TankEmpty("tank"))"#, &idle, &script, "hears trickling");
}

#[test]
fn a_tank_that_stands_beside_its_machine_is_put_into_it() {
    let fault = r#"(thing: "machine", what: TankUnseated("tank_dock"))"#;
    check(&POD, fault, &["ADD WATER"], &["coffee_maker_1.tank in coffee_maker_1"]);
    let script = [
        "look around",
        "go to coffee_maker_1",
        "press coffee_maker_1.button_3",
        "pick coffee_maker_1.tank",
        "insert coffee_maker_1.tank into coffee_maker_1",
        "look at coffee_maker_1",
    ];
    mends(&POD, fault, POD.script, &script, "screen shows \"HEATING\"");
}

#[test]
fn beans_are_filled_in() {
    let script = [
        "look around",
        "go to tin_1",
        "open tin_1.lid",
        "open coffee_maker_1.lid",
        "open coffee_maker_1.lid_2",
        "pick scoop_1",
        "scoop 40 g from tin_1 into coffee_maker_1.hopper",
        "insert scoop_1 into stand_1",
        "go to coffee_maker_1",
        "close coffee_maker_1.lid",
        "close coffee_maker_1.lid_2",
        "press coffee_maker_1.button_4",
        "wait 60 s",
        "press coffee_maker_1.button",
        "wait 5 s",
    ];
    mends(&SUPER, r#"(thing: "machine", what: NoBeans("hopper"))"#, SUPER.script, &script, "hears grinding");
}

#[test]
fn a_full_tray_is_emptied_into_the_sink() {
    let case = Case { task: "espresso_ese", fill: None, script: &[] };
    let idle = ["look around", "go to espresso_machine_1", "look at espresso_machine_1"];
    let script = [
        "look around",
        "go to espresso_machine_1",
        "pick espresso_machine_1.tray",
        "pour espresso_machine_1.tray into sink_1",
        "insert espresso_machine_1.tray into espresso_machine_1",
        "look at espresso_machine_1",
    ];
    let fault = r#"(thing: "machine", what: TrayFull("tray"))"#;
    let after = mends(&case, fault, &idle, &script, "espresso_machine_1 float down");
    assert!(after.ends_with("espresso_machine_1.tray in espresso_machine_1"), "{:?}", after.last);
}

#[test]
fn trays_and_tanks_that_are_taken_out_go_in_again() {
    let fault = r#"(thing: "machine", what: TrayFull("tray"))"#;
    for (task, machine, part) in [
        ("espresso_lever", "espresso_machine_1", "tray"),
        ("super_1", "coffee_maker_1", "tray"),
        ("pod_k1", "coffee_maker_1", "tray"),
        ("capsule_n1", "coffee_maker_1", "tank"),
        ("pod_k1", "coffee_maker_1", "tank"),
    ] {
        let is_tray = part == "tray";
        let case = Case { task, fill: None, script: &[] };
        let poured = format!("pour {machine}.{part} into sink_1");
        let rest = [format!("insert {machine}.{part} into {machine}"), format!("look at {machine}")];
        let first = ["look around".to_owned(), format!("go to {machine}"), format!("pick {machine}.{part}")];
        let script: Vec<String> = first.into_iter().chain(is_tray.then_some(poured)).chain(rest).collect();
        let script: Vec<&str> = script.iter().map(String::as_str).collect();
        let after = play(&library(&case, is_tray.then_some(fault)), task, &script);
        assert!(after.ends_with(&format!("{machine}.{part} in {machine}")), "{:?}\n{}", after.last, after.said);
        assert!(!after.said.contains("did not work"), "{}", after.said);
    }
}

#[test]
fn a_full_bin_of_grounds_is_emptied_and_counts_anew() {
    let grounds = r#"(store: "grounds", substance: "grounds", mass_g: 100.0, d50_um: 300.0)"#;
    let (thing, rest) = SUPER.fill.expect("it is filled");
    let fill: &'static str = Box::leak(format!("{rest}, {grounds}").into_boxed_str());
    let case = Case { fill: Some((thing, fill)), ..SUPER };
    let script = [
        "look around",
        "go to coffee_maker_1",
        "press coffee_maker_1.button_4",
        "wait 60 s",
        "pick coffee_maker_1.bin",
        "pour coffee_maker_1.bin into sink_1",
        "look at coffee_maker_1.bin",
        "go to coffee_maker_1",
        "insert coffee_maker_1.bin into coffee_maker_1",
        "wait 3 s",
        "press coffee_maker_1.button",
        "wait 2 s",
    ];
    let fault = r#"(thing: "machine", what: GroundsBinFull("pucks"))"#;
    let after = mends(&case, fault, SUPER.script, &script, "hears grinding");
    assert!(after.said.contains("what you hold is 100 g lighter"), "{}", after.said);
}

#[test]
fn a_used_pod_is_taken_out() {
    let idle = ["look around", "go to coffee_maker_1", "open coffee_maker_1.lever", "look at coffee_maker_1"];
    let script = [
        "look around",
        "go to coffee_maker_1",
        "open coffee_maker_1.lever",
        "remove pod_1",
        "place pod_1 on table_1",
        "go to coffee_maker_1",
        "look at coffee_maker_1",
    ];
    let fault = r#"(thing: "machine", what: UsedPodInside("slot"))"#;
    let case = Case { fill: None, ..POD };
    mends(&case, fault, &idle, &script, "coffee_maker_1 bed: empty");
}

#[test]
fn where_a_machines_filters_are_gone_another_way_with_its_own_filters_is_still_open() {
    // The sheet of the drip machine knows no way out but another way of brewing: a cone takes other papers.
    let fault = r#"(thing: "spare", what: FilterMissing("filter"))"#;
    let machine = r#""dripper": (thing: "dripper_cone", places"#;
    let spare = r#""spare": (thing: "drip_06", places: [(on: "bench_c.top", at: (-0.1, 0.05))]), "spare_filters": (thing: "filter_pack_4", places: [(on: "bench_d.top", at: (0.35, -0.08))]), "dripper": (thing: "dripper_cone", places"#;
    let library = common::changed("suites/methods.ron", |text| {
        let task = r#"name: "dripper_cone", home: "workbench","#;
        let text = text.replace(task, &format!("{task} faults: [{fault}],"));
        let at = text.find(task).expect("the task of the cone");
        format!("{}{}", &text[..at], text[at..].replacen(machine, spare, 1))
    });
    let script = [
        "look around",
        "go to filter_pack_1",
        "pick filter_pack_1",
        "go to filter_pack_2",
        "pick filter_pack_2",
        "go to dripper_1",
        "insert into dripper_1",
        "look at dripper_1",
    ];
    let after = play(&library, "dripper_cone", &script);
    assert!(after.said.contains("is empty"), "one of the packs is empty\n{}", after.said);
    assert!(after.ends_with("in dripper_1"), "{:?}\n{}", after.last, after.said);
}

#[test]
fn a_lid_that_is_ajar_is_shut() {
    let idle = ["look around", "go to coffee_maker_1", "look at coffee_maker_1"];
    let script = [
        "look around",
        "go to coffee_maker_1",
        "look at coffee_maker_1",
        "close coffee_maker_1.lid",
        "look at coffee_maker_1",
    ];
    let fault = r#"(thing: "machine", what: LidAjar("lid"))"#;
    let after = mends(&DRIP, fault, &idle, &script, "coffee_maker_1.lid closed");
    assert!(after.saw("coffee_maker_1.lid ajar"), "{:?}", after.all);
}

#[test]
fn a_carafe_that_was_left_out_is_put_back_and_nothing_floods() {
    let brew =
        ["look around", "go to coffee_maker_1", "press coffee_maker_1.switch", "wait 200 s", "look at coffee_maker_1"];
    let script = [
        "look around",
        "go to coffee_maker_1",
        "pick carafe_1",
        "insert carafe_1 into coffee_maker_1",
        "press coffee_maker_1.switch",
        "wait 200 s",
        "look at coffee_maker_1",
    ];
    let fault = r#"(thing: "machine", what: TankUnseated("carafe_seat"))"#;
    let after = mends(&DRIP, fault, &brew, &script, "carafe_1 in coffee_maker_1");
    assert!(!after.saw("spilled") && after.saw("full of"), "{:?}\n{}", after.all, after.said);
}

#[test]
fn a_lever_over_a_full_bin_sticks_until_the_bin_is_emptied() {
    let fault = r#"(thing: "machine", what: GroundsBinFull("used"))"#;
    let stuck = play(&library(&CAPSULE, Some(fault)), CAPSULE.task, CAPSULE.script);
    assert!(stuck.said.contains("the lever is stuck"), "{}", stuck.said);
    assert!(stuck.saw("coffee_maker_1 full lit"), "{:?}", stuck.all);
    let script = [
        "look around",
        "go to coffee_maker_1",
        "press coffee_maker_1.button",
        "open coffee_maker_1.lever",
        "close coffee_maker_1.lever",
        "pick coffee_maker_1.bin",
        "wait 2 s",
        "insert coffee_maker_1.bin into coffee_maker_1",
        "close coffee_maker_1.lever",
        "look at coffee_maker_1",
    ];
    mends(&CAPSULE, fault, CAPSULE.script, &script, "coffee_maker_1.lever closed");
}

/// Decaffeinated beans are darker (`troubles.rs` looks at them), and brew as others do. The cup tells: it has coffee in it
/// and hardly any caffeine, which an order of decaf asks for and the record says.
#[test]
fn coffee_of_decaffeinated_beans_has_hardly_any_caffeine() {
    let script = [
        "look around",
        "go to coffee_maker_1",
        "press coffee_maker_1.button_4",
        "wait 60 s",
        "pick mug_1",
        "insert mug_1 into coffee_maker_1",
        "press coffee_maker_1.button",
        "wait 90 s",
        "look at mug_1",
        "done",
    ];
    let in_cup = |fault: Option<&str>| {
        let played = play(&library(&SUPER, fault), SUPER.task, &script);
        let record = played.record.clone().unwrap_or_else(|| panic!("it was ended\n{}", played.said));
        let held = |vessel: &coffeetest_task::score::Vessel, species| vessel.contents_kg.get(&species).copied();
        let cup = record.vessels.iter().find(|vessel| held(vessel, Species::Solids).is_some_and(|kg| kg > 5e-4));
        let cup = cup.unwrap_or_else(|| panic!("there is coffee\n{}", played.said));
        1e6 * held(cup, Species::Caffeine).unwrap_or(0.0)
    };
    let (order_mg, decaf_mg) = (in_cup(None), in_cup(Some(r#"(thing: "machine", what: DecafInCoffeeJar("hopper"))"#)));
    assert!(order_mg > 30.0 && (0.5..5.0).contains(&decaf_mg), "{order_mg} and {decaf_mg} mg of caffeine");
}

#[test]
fn scale_in_a_drip_machine_is_heard_by_how_long_it_trickles_until_it_sputters() {
    let case = Case { fill: Some(("drip_12", r#"(store: "tank", substance: "water", mass_g: 400.0)"#)), ..DRIP };
    let mut script = vec!["look around", "go to coffee_maker_1", "press coffee_maker_1.switch"];
    script.extend(["wait 10 s"; 150]);
    let trickles_s = |fault: Option<&str>| {
        let library = library(&case, fault);
        let heard = |sound: &str| heard_at(&library, case.task, &script, sound).unwrap_or_else(|| panic!("no {sound}"));
        10 * (heard("sputter") - heard("trickling"))
    };
    let (clean_s, scaled_s) =
        (trickles_s(None), trickles_s(Some(r#"(thing: "machine", what: Scaled("boiler", 0.4))"#)));
    assert!(10 * scaled_s > 13 * clean_s, "{clean_s} s in order, {scaled_s} s with scale");
}

#[test]
fn a_pod_machine_with_scale_brews_short() {
    let script = [
        "look around",
        "go to coffee_maker_1",
        "pick mug_1",
        "insert mug_1 into coffee_maker_1",
        "press coffee_maker_1.button_3",
        "open coffee_maker_1.lever",
        "close coffee_maker_1.lever",
        "wait 240 s",
        "press coffee_maker_1.button",
        "wait 200 s",
        "done",
    ];
    let in_cup_ml = |fault: Option<&str>| {
        let played = play(&library(&POD, fault), POD.task, &script);
        let record = played.record.clone().unwrap_or_else(|| panic!("it was ended\n{}", played.said));
        let most = record.vessels.iter().map(|vessel| vessel.volume_ml).fold(0.0, f64::max);
        assert!(most > 50.0, "{}", played.said);
        most
    };
    let fault = r#"(thing: "machine", what: Scaled("element", 0.4))"#;
    let share = in_cup_ml(Some(fault)) / in_cup_ml(None);
    assert!((share - 0.8).abs() < 0.03, "{share}");
}
