//! What can be wrong with the machines of all ways shows, and what a person does about it helps.

mod common;

use common::played::{Case, DRIP, SUPER, both, check, library, play, recovers};

#[test]
fn a_bean_machine_says_what_it_lacks_and_does_not_grind() {
    for (fault, says) in [
        (r#"(thing: "machine", what: GroundsBinFull("pucks"))"#, "EMPTY GROUNDS"),
        (r#"(thing: "machine", what: TrayFull("tray"))"#, "EMPTY TRAY"),
        (r#"(thing: "machine", what: NoBeans("hopper"))"#, "hopper: empty"),
        (r#"(thing: "machine", what: NoBeans("hopper"))"#, "NO BEANS"),
    ] {
        check(&SUPER, fault, &[says], &["hears grinding"]);
    }
}

#[test]
fn a_bin_that_is_pulled_out_and_put_back_while_on_counts_anew() {
    let script = [
        "look around",
        "go to coffee_maker_1",
        "press coffee_maker_1.button_4",
        "wait 60 s",
        "pick coffee_maker_1.bin",
        "wait 8 s",
        "insert coffee_maker_1.bin into coffee_maker_1",
        "wait 3 s",
        "press coffee_maker_1.button",
    ];
    recovers(&SUPER, r#"(thing: "machine", what: GroundsBinFull("pucks"))"#, &script, "hears grinding");
}

#[test]
fn ac5_the_unplugged_machine_does_nothing() {
    let fault = r#"(thing: "machine", what: Unplugged)"#;
    check(&DRIP, fault, &["plug in no socket"], &["lamp lit", "hears trickling"]);
    check(&SUPER, fault, &["plug in no socket"], &["HEATING", "hears pump", "hears grinding"]);
}

#[test]
fn ac5_a_tripped_breaker_takes_its_whole_circuit() {
    let fault = r#"(thing: "panel", what: BreakerOpen("kitchen_1"))"#;
    check(&SUPER, fault, &["breaker set to \"off\""], &["HEATING", "hears pump"]);
    check(&DRIP, fault, &["breaker set to \"off\""], &["lamp lit", "hears trickling"]);
    // The other circuit goes on.
    check(&SUPER, r#"(thing: "panel", what: BreakerOpen("kitchen_2"))"#, &["breaker_2 set to \"off\""], &[]);
    let other =
        play(&library(&SUPER, Some(r#"(thing: "panel", what: BreakerOpen("kitchen_2"))"#)), SUPER.task, SUPER.script);
    assert!(other.saw("hears grinding"), "{:?}", other.all);
    let script = [
        "look around",
        "go to breaker_panel_1",
        "press breaker_panel_1.breaker",
        "go to coffee_maker_1",
        "press coffee_maker_1.button_4",
        "look at coffee_maker_1",
    ];
    recovers(&SUPER, fault, &script, "HEATING");
}

#[test]
fn ac5_a_carafe_left_out_floods() {
    let fault = r#"(thing: "machine", what: TankUnseated("carafe_seat"))"#;
    check(&DRIP, fault, &["clear liquid spilled on it"], &["carafe_1 in coffee_maker_1"]);
}

#[test]
fn a_cracked_carafe_leaves_a_puddle() {
    let fault = r#"(thing: "carafe", what: CarafeCracked("inside", 1.0))"#;
    check(&DRIP, fault, &["clear liquid spilled on it"], &["carafe_1 a third full"]);
}

#[test]
fn where_filters_are_gone_the_pack_is_empty() {
    let case = Case { script: &["look around", "go to filter_pack_1", "pick filter_pack_1"], ..DRIP };
    let fault = r#"(thing: "machine", what: FilterMissing("filter"))"#;
    check(&case, fault, &[], &["filter_1 in your hand"]);
    let (_, wrong) = both(&case, fault);
    assert!(wrong.said.contains("is empty"), "{}", wrong.said);
}

#[test]
fn a_used_pod_is_seen_when_the_handle_is_lifted() {
    let script = &["look around", "go to coffee_maker_1", "open coffee_maker_1.lever", "look at coffee_maker_1"];
    let case = Case { task: "pod_k1", fill: None, script };
    check(&case, r#"(thing: "machine", what: UsedPodInside("slot"))"#, &["pod_1 used"], &["bed: empty"]);
}

#[test]
fn descaling_is_asked_for_and_it_brews_all_the_same() {
    let case = Case {
        task: "pod_k1",
        fill: Some((
            "pod_k1",
            r#"(store: "tank", substance: "water", mass_g: 1000.0), (store: "boiler", substance: "water", mass_g: 750.0)"#,
        )),
        script: &[
            "look around",
            "go to coffee_maker_1",
            "press coffee_maker_1.button_3",
            "open coffee_maker_1.lever",
            "close coffee_maker_1.lever",
            "wait 240 s",
            "press coffee_maker_1.button_4",
        ],
    };
    let fault = r#"(thing: "machine", what: DescaleDue("brews"))"#;
    check(&case, fault, &["READY - DESCALE"], &[]);
    let (_, wrong) = both(&case, fault);
    assert!(wrong.ends_with("hears pump"), "{:?}\n{}", wrong.last, wrong.said);
}

#[test]
fn a_locked_plate_says_so_until_the_key_is_held() {
    let case = Case {
        task: "cezve_steel",
        fill: None,
        script: &["look around", "go to hob_1", "press hob_1.button_4", "look at hob_1"],
    };
    let fault = r#"(thing: "stove", what: ChildLock("lock"))"#;
    check(&case, fault, &["Loc"], &["E0"]);
    let script = ["look around", "go to hob_1", "press hob_1.button for 4 s", "press hob_1.button_4", "look at hob_1"];
    recovers(&case, fault, &script, "E0");
}

#[test]
fn a_worn_seal_is_felt_and_sprays() {
    let case = Case {
        task: "espresso_lever",
        fill: Some((
            "espresso_lever",
            r#"(store: "tank", substance: "water", mass_g: 900.0), (store: "bed", substance: "grounds", mass_g: 16.0, d50_um: 300.0)"#,
        )),
        script: &[
            "look around",
            "go to espresso_machine_1",
            "turn espresso_machine_1.portafilter to 100 %",
            "press espresso_machine_1.switch_3",
            "wait 60 s",
            "press espresso_machine_1.switch",
            "wait 20 s",
        ],
    };
    let fault = r#"(thing: "machine", what: SealWorn("group", 0.6))"#;
    check(&case, fault, &["brown liquid spilled on it"], &["portafilter tight"]);
    check(&case, r#"(thing: "machine", what: TrayFull("tray"))"#, &["float up"], &["float down"]);
}

#[test]
fn a_machine_that_a_clock_started_is_warm_before_anybody_pressed_and_goes_off_when_pressed() {
    let fault = r#"(thing: "machine", what: ClockSetAuto("Warm"))"#;
    let case = Case { script: &["look around", "go to coffee_maker_1"], ..SUPER };
    check(&case, fault, &["screen shows \"HEATING\""], &["screen off"]);
    let script = ["look around", "go to coffee_maker_1", "press coffee_maker_1.button_4"];
    recovers(&case, fault, &script, "screen off");
}

#[test]
fn scale_keeps_a_kettle_from_boiling_in_its_time() {
    let case = Case {
        task: "instant_kettle",
        fill: Some(("kettle_base", r#"(store: "jug", substance: "water", mass_g: 800.0)"#)),
        script: &["look around", "go to kettle_1", "press kettle_1.lever", "wait 100 s", "wait 100 s"],
    };
    check(&case, r#"(thing: "kettle", what: Scaled("el", 0.8))"#, &[], &["steam rises", "hears boiling"]);
}

#[test]
fn stale_water_is_seen_to_stand_in_the_tank() {
    let case = Case { task: "pod_k1", fill: None, script: &["look around", "go to coffee_maker_1"] };
    let fault = r#"(thing: "machine", what: StaleWater("tank", 1000.0))"#;
    check(&case, fault, &["tank: three quarters full of clear liquid"], &[]);
}
