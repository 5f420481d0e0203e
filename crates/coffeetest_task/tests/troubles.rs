//! What is wrong in a home shows: each trouble has a symptom for somebody who uses the thing as if it were in order.

mod common;

use std::collections::BTreeSet;

use coffeetest_task::action::Action;
use coffeetest_task::episode::{Episode, Setup};

/// The first kitchen with water in the machine, and mug and jar on the table where they are seen.
fn kitchen(fault: Option<&str>) -> Episode {
    let library = common::changed("homes/first_kitchen.ron", |text| {
        let faults = fault.map_or(String::new(), |fault| format!("    faults: [{fault}],\n"));
        let water = r#"contents: [(store: "tank", substance: "water", mass_g: 400.0)]"#;
        text.replace("    start: [", &format!("{faults}    start: [")).replace(
            "jitter_m: 0.012, yaw_jitter_deg: 3.0),\n        ]),\n        \"carafe\"",
            &format!("jitter_m: 0.012, yaw_jitter_deg: 3.0),\n        ], {water}),\n        \"carafe\""),
        )
    });
    Episode::new(&library, Setup::new("first", 0, 4)).expect("it can be played")
}

/// All that is perceived of a thing while a script is played: its looks, and what is heard.
fn perceived(fault: Option<&str>, script: &[&str]) -> BTreeSet<String> {
    let mut episode = kitchen(fault);
    let mut all = BTreeSet::new();
    for said in script {
        let action = Action::parse(said).unwrap_or_else(|error| panic!("{said}: {error}"));
        let observation = episode.step(&action).observation;
        for thing in &observation.objects {
            all.extend(thing.state.iter().map(|state| format!("{} {state}", thing.handle)));
        }
        all.extend(observation.sounds.iter().map(|sound| sound.name.clone()));
    }
    all
}

/// Somebody switches the machine on and waits.
const BREW: [&str; 7] = [
    "look around",
    "go to coffee_maker_1",
    "look at coffee_maker_1",
    "press coffee_maker_1.switch",
    "look at coffee_maker_1",
    "wait 60 s",
    "look at coffee_maker_1",
];
/// Somebody looks the machine over.
const INSPECT: [&str; 5] = [
    "look around",
    "go to coffee_maker_1",
    "look at coffee_maker_1",
    "open coffee_maker_1.lid",
    "look at coffee_maker_1",
];

#[test]
fn a_machine_in_order_shows_that_it_works() {
    let seen = perceived(None, &BREW);
    assert!(seen.contains("coffee_maker_1 lamp lit"), "{seen:?}");
    assert!(seen.contains("trickling"), "{seen:?}");
    assert!(perceived(None, &INSPECT).contains("coffee_maker_1.filter_basket in coffee_maker_1"));
}

#[test]
fn what_keeps_a_machine_from_working_leaves_its_lamp_dark() {
    for fault in [
        r#"(thing: "machine", what: Unplugged)"#,
        r#"(thing: "machine", what: BulbDead("lamp"))"#,
        r#"(thing: "machine", what: ButtonStuck("switch"))"#,
    ] {
        let seen = perceived(Some(fault), &BREW);
        assert!(!seen.contains("coffee_maker_1 lamp lit"), "{fault}: {seen:?}");
        assert!(seen.contains("coffee_maker_1 lamp off"), "{fault}: {seen:?}");
    }
}

#[test]
fn what_slows_a_machine_down_is_heard_by_when_it_trickles() {
    let trickles_after = |fault: Option<&str>| {
        let mut episode = kitchen(fault);
        for said in &BREW[..5] {
            episode.step(&Action::parse(said).expect("an action"));
        }
        (1..100).find(|_| {
            let observation = episode.step(&Action::Wait { seconds: 3.0 }).observation;
            observation.sounds.iter().any(|sound| sound.name == "trickling")
        })
    };
    let in_order = trickles_after(None).expect("a machine in order trickles");
    for fault in [r#"(thing: "machine", what: TankEmpty("tank"))"#, r#"(thing: "outlet_1", what: WrongVoltage(60.0))"#]
    {
        let later = trickles_after(Some(fault));
        assert!(later.is_none_or(|later| later > in_order), "{fault} does not show: {later:?}, {in_order} in order");
    }
}

#[test]
fn what_stands_where_it_should_not_is_seen_there() {
    let ajar = perceived(Some(r#"(thing: "machine", what: LidAjar("lid"))"#), &INSPECT[..3]);
    assert!(ajar.contains("coffee_maker_1.lid ajar"), "{ajar:?}");
    let beside = perceived(Some(r#"(thing: "machine", what: TankUnseated("basket"))"#), &INSPECT);
    assert!(!beside.contains("coffee_maker_1.filter_basket in coffee_maker_1"), "{beside:?}");
}

#[test]
fn salt_does_not_look_like_sugar_and_soap_makes_suds() {
    let jar = r#"(thing: "sugar_jar", places: [(on: "table.top", at: (0.35, -0.22))], contents: [(store: "inside", substance: "sugar", mass_g: 500.0)])"#;
    let look = |fault: &str| look_into("jar_1", ("sugar", jar), Some(fault));
    let salt = look(r#"(thing: "sugar", what: SaltInSugarJar("inside"))"#);
    assert!(salt.contains("fine white grains"), "{salt}");
    let soap = look(r#"(thing: "sugar", what: SoapResidue("inside", 2.0))"#);
    assert!(soap.contains("suds stand in it"), "{soap}");
}

#[test]
fn decaffeinated_coffee_in_the_coffee_tin_is_darker() {
    let fault = r#"(thing: "coffee", what: DecafInCoffeeJar("inside"))"#;
    for (thing, usual, decaf) in [
        ("coffee_tin", "dark brown grounds", "almost black grounds"),
        ("beans_tin", "full of coffee beans", "almost black coffee beans"),
    ] {
        let tin = format!(r#"(thing: "{thing}", places: [(on: "table.top", at: (0.35, -0.22))])"#);
        let look = |fault| look_into("tin_1", ("coffee", &tin), fault);
        let (in_order, swapped) = (look(None), look(Some(fault)));
        assert!(in_order.contains(usual) && !in_order.contains("black"), "{in_order}");
        assert!(swapped.contains(decaf), "{swapped}");
    }
}

/// All that is said of a vessel of the first kitchen that is gone to, opened and looked at.
fn look_into(handle: &str, (name, thing): (&str, &str), fault: Option<&str>) -> String {
    let library = common::changed("homes/first_kitchen.ron", |text| {
        let from = text.find(&format!("\"{name}\": (")).expect("it is there");
        let end = from + text[from..].find("]),").expect("its end");
        let text = format!("{}\"{name}\": {thing},{}", &text[..from], &text[end + 3..]);
        let faults = fault.map_or(String::new(), |fault| format!("    faults: [{fault}],\n"));
        text.replace("    start: [", &format!("{faults}    start: ["))
    });
    let mut episode = Episode::new(&library, Setup::new("first", 0, 4)).expect("it can be played");
    let mut states = Vec::new();
    for said in ["look around", "go to HANDLE", "open HANDLE.lid", "go to HANDLE", "look at HANDLE"] {
        let result = episode.step(&Action::parse(&said.replace("HANDLE", handle)).expect("an action"));
        states.push(result.outcome.text);
        let seen = result.observation.objects.into_iter().filter(|thing| thing.handle.as_str().starts_with(handle));
        states.extend(seen.flat_map(|thing| thing.state));
    }
    states.join("; ")
}
