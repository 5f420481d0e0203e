//! Plans against the method sheets: which step needs which, and that what may be swapped may be swapped (AC4).

use std::collections::BTreeSet;

use coffeetest_brew::Mixture;
use coffeetest_brew::machine::{Kind, SeatInput};
use coffeetest_brew::spec::Comp;
use coffeetest_scene::Thing;

use super::{best, home, library, order, piece, words};
use crate::graph::Graph;
use crate::lab;
use crate::op::Op;
use crate::plan::Plan;
use crate::trial::{Deed, Trial};

/// All that a step needs, and what that needs.
fn before(plan: &Plan, step: usize) -> BTreeSet<usize> {
    let mut all = BTreeSet::new();
    let mut open = vec![step];
    while let Some(step) = open.pop() {
        for need in &plan.needs[step] {
            if all.insert(*need) {
                open.push(*need);
            }
        }
    }
    all
}

fn drip(survey: &crate::survey::Survey) -> Plan {
    best(survey, &order(240.0), "coffee_maker")
}

const DRIP: [&str; 7] = ["drip_12", "carafe_12", "filter_pack", "coffee_tin", "coffee_scoop", "mug_white", "sink_90"];

#[test]
fn a_drip_machine_needs_what_its_sheet_says() {
    let library = library();
    let survey = home(&library, &DRIP);
    let plan = drip(&survey);
    let at = |word: &str| words(&plan).iter().position(|other| *other == word).unwrap_or_else(|| panic!("no {word}"));
    // n2 tank_filled <- n1 lid_open; n5 filter_in <- n3, n4; n6 dosed <- n5; n8 lid_shut <- n2.
    for (later, earlier) in [
        ("fill", "open"),
        ("filter", "open"),
        ("filter", "clear"),
        ("dose", "filter"),
        ("shut", "fill"),
        ("shut", "dose"),
        ("start", "live"),
        ("start", "fill"),
        ("start", "dose"),
        ("start", "shut"),
        ("start", "receive"),
        ("await", "start"),
        ("serve", "await"),
        ("off", "await"),
        ("hand_over", "serve"),
    ] {
        assert!(before(&plan, at(later)).contains(&at(earlier)), "{later} does not need {earlier}");
    }
    // Water, coffee, the carafe and the plug need nothing of each other.
    for (one, other) in
        [("fill", "dose"), ("fill", "receive"), ("dose", "receive"), ("live", "fill"), ("live", "receive")]
    {
        assert!(!before(&plan, at(one)).contains(&at(other)), "{one} needs {other}");
        assert!(!before(&plan, at(other)).contains(&at(one)), "{other} needs {one}");
    }
}

#[test]
fn ac4_whatever_order_the_needs_leave_open_makes_the_same_cup() {
    let library = library();
    let survey = home(&library, &DRIP);
    let plan = drip(&survey);
    let thing = library.thing("drip_12").expect("it is shipped");
    let piece = piece(&library, &plan.way, &survey);
    let mut cups = Vec::new();
    for seed in 0..8 {
        let cup = brew(thing, &plan, &linear(&plan, seed), piece.as_deref());
        cups.push(cup);
    }
    for cup in &cups[1..] {
        let off = |a: f64, b: f64| (a / b - 1.0).abs();
        assert!(off(cup.mass_kg(), cups[0].mass_kg()) < 0.01, "{} and {} kg", cup.mass_kg(), cups[0].mass_kg());
        assert!(off(cup.tds(), cups[0].tds()) < 0.01, "{} and {}", cup.tds(), cups[0].tds());
    }
    assert!(cups[0].volume_ml() > 240.0, "{} ml", cups[0].volume_ml());
}

#[test]
fn the_start_of_a_machine_is_found_by_trying() {
    let library = library();
    let survey = home(&library, &DRIP);
    let plan = drip(&survey);
    let thing = library.thing("drip_12").expect("it is shipped");
    let piece = piece(&library, &plan.way, &survey);
    let trial = lab::filled(thing, &plan.way, "tank", piece.as_deref()).expect("it can be built");
    let made = lab::run(thing, trial, &plan.way).expect("a start is found");
    assert_eq!(made.deeds.first(), Some(&Deed::Set("switch".into(), 1)));
}

/// One of the orders that the needs of a plan leave open.
fn linear(plan: &Plan, seed: u64) -> Vec<usize> {
    let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut done = Vec::new();
    while done.len() < plan.ops.len() {
        let free: Vec<usize> = (0..plan.ops.len())
            .filter(|step| !done.contains(step) && plan.needs[*step].iter().all(|need| done.contains(need)))
            .collect();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        done.push(free[(random >> 33) as usize % free.len()]);
    }
    done
}

/// Does the steps of a plan to a machine alone, each a few seconds after the other.
fn brew(thing: &Thing, plan: &Plan, steps: &[usize], piece: Option<&Thing>) -> Mixture {
    let mut trial = lab::bare(thing).expect("it can be built");
    trial.inputs.plug_v = 0.0;
    let own: Vec<&str> = thing.bodies.keys().filter_map(|body| Graph(thing).own_seat(body)).collect();
    for (seat, input) in trial.machine.names(Kind::Seat).to_vec().iter().zip(&mut trial.inputs.seats) {
        if !own.contains(&seat.as_str()) {
            *input = SeatInput::EMPTY;
        }
    }
    for step in steps {
        if let Op::Start { .. } = &plan.ops[*step] {
            return lab::run(thing, trial, &plan.way).expect("it starts").cup;
        }
        apply(thing, plan, &plan.ops[*step], piece, &mut trial);
        trial.act(&Deed::Wait(4.0), thing);
    }
    panic!("it was never started");
}

fn apply(thing: &Thing, plan: &Plan, op: &Op, piece: Option<&Thing>, trial: &mut Trial) {
    let seat = |trial: &mut Trial, name: &str, input: SeatInput| {
        if let Some(seat) = trial.machine.index(Kind::Seat, name) {
            trial.inputs.seats[seat] = input;
        }
    };
    match op {
        Op::Live { .. } => {
            let volts = thing.comps.values().find_map(|comp| match comp {
                Comp::Plug(plug) => Some(plug.v),
                _ => None,
            });
            trial.inputs.plug_v = volts.unwrap_or(0.0);
        }
        Op::Open { part, .. } | Op::Shut { part, .. } => {
            let open = matches!(op, Op::Open { .. });
            let Some(coffeetest_scene::Attach::Joint { comp, .. }) = &thing.bodies[part].attach else { return };
            trial.act(&Deed::Swing(comp.clone(), if open { 1.0 } else { 0.0 }), thing);
        }
        Op::TakeOff { part, .. } => {
            if let Some(name) = Graph(thing).own_seat(part) {
                seat(trial, name, SeatInput::EMPTY);
            }
        }
        Op::Home { seat: name, .. } => seat(trial, name, SeatInput::holding(22.0)),
        Op::Receive { seat: Some(name), .. } => seat(trial, name, SeatInput::holding(22.0)),
        Op::Fill { store, kg, .. } => lab::fill(trial, store, *kg),
        Op::Filter { slot, .. } => lab::put_piece(trial, slot, piece),
        Op::Dose { kg, .. } => lab::dose(trial, thing, &plan.way, *kg),
        _ => {}
    }
}
