//! Appliances that are not shipped, of components that are known: they are planned for and brewed with at once.

use coffeetest_scene::{Order, Style};

use super::{best, home, library, order, piece, words};
use crate::lab;
use crate::op::Op;
use crate::trial::Deed;
use crate::way::{Coffee, Drink, Water};

fn percent(cup: &coffeetest_brew::Mixture) -> f64 {
    100.0 * cup.tds()
}

#[test]
fn a_steam_brewer_with_two_stores_is_filled_below_dosed_above_turned_tight_and_heated() {
    let library = library();
    let survey = home(&library, &["siphon_2", "coffee_tin", "coffee_scoop", "mug_white", "sink_90"]);
    let plan = best(&survey, &order(200.0), "siphon_brewer");
    let words = words(&plan);
    for word in ["live", "take_off", "fill", "dose", "home", "start", "await", "serve", "off", "hand_over"] {
        assert!(words.contains(&word), "{word} is not in {words:?}");
    }
    let thing = library.thing("siphon_2").expect("it is here");
    let made = lab::filled(thing, &plan.way, "flask", None).and_then(|trial| lab::run(thing, trial, &plan.way));
    let made = made.expect("a start is found");
    assert!(matches!(made.deeds.first(), Some(Deed::Set(knob, _)) if knob == "knob"), "{:?}", made.deeds);
    assert!(made.cup.volume_ml() > 150.0, "{} ml", made.cup.volume_ml());
    assert!((0.6..3.0).contains(&percent(&made.cup)), "{} %", percent(&made.cup));
}

#[test]
fn a_chamber_that_steeps_gets_hot_water_first_and_is_let_out_then() {
    let library = library();
    let survey = home(&library, &["steeper_hot", "coffee_tin", "coffee_scoop", "mug_white", "sink_90"]);
    let plan = best(&survey, &order(200.0), "steeper");
    let thing = library.thing("steeper_hot").expect("it is here");
    assert!(matches!(plan.way.drink, Drink::Seated { .. }), "{:?}", plan.way.drink);
    let made = lab::filled(thing, &plan.way, "tank", None).and_then(|trial| lab::run(thing, trial, &plan.way));
    let made = made.expect("a start is found");
    assert!(made.deeds.contains(&Deed::Press("heat".into())), "{:?}", made.deeds);
    assert!(made.cup.temp_c() > 60.0, "{} °C", made.cup.temp_c());
    assert!((150.0..260.0).contains(&made.cup.volume_ml()), "{} ml", made.cup.volume_ml());
    assert!(percent(&made.cup) > 0.5, "{} %", percent(&made.cup));
    assert!(made.spilled_kg < 2e-3, "{} kg ran over", made.spilled_kg);
}

#[test]
fn one_spout_over_two_chambers_gives_two_ways_and_the_dial_is_set_for_each() {
    let library = library();
    let ids = ["twin_pump", "twin_capsule", "beans_tin", "coffee_scoop", "mug_white", "sink_90"];
    let ids: Vec<&str> = ids.into_iter().filter(|id| library.thing(id).is_ok()).collect();
    let survey = home(&library, &ids);
    let ways = crate::find::ways(&survey, &order(40.0)).expect("there are ways");
    let thing = library.thing("twin_pump").expect("it is here");
    for way in ways.iter().filter(|way| matches!(way.water, Water::Own { .. })) {
        let piece = piece(&library, way, &survey);
        let mut trial = lab::filled(thing, way, "tank", piece.as_deref()).expect("it can be built");
        let mill = matches!(way.coffee, Coffee::OwnMill { .. });
        if let Coffee::OwnMill { grinder, .. } = &way.coffee {
            lab::load(&mut trial, thing, grinder, 0.08);
        }
        let made = lab::run(thing, trial, way).expect("a start is found");
        let turned = made.deeds.contains(&Deed::Set("dial".into(), 1));
        assert_eq!(turned, mill, "{:?}", made.deeds);
        assert!((30.0..60.0).contains(&made.cup.volume_ml()), "{} ml", made.cup.volume_ml());
        assert!(percent(&made.cup) > 2.0, "{} %", percent(&made.cup));
    }
    assert!(ways.iter().any(|way| way.coffee == Coffee::WithPiece), "the capsule is a way");
}

#[test]
fn cold_water_that_drips_through_coffee_needs_no_stove_and_gives_a_cold_brew() {
    let library = library();
    let survey = home(&library, &["tower_cold", "pour_over_tin", "coffee_scoop", "mug_white", "sink_90"]);
    let order = Order { style: Some(Style::Cold), ..order(200.0) };
    let plan = best(&survey, &order, "drip_tower");
    assert!(matches!(plan.way.water, Water::Own { fire: None, .. }), "{:?}", plan.way.water);
    let thing = library.thing("tower_cold").expect("it is here");
    let trial = lab::filled(thing, &plan.way, "globe", None).expect("it can be built");
    let deeds = crate::brew::start(thing, trial.clone(), &plan.way, 3000.0).expect("a start is found");
    let mut brewed = trial;
    deeds.iter().for_each(|deed| brewed.act(deed, thing));
    brewed.run(12_000.0, |trial| trial.out.mass_kg() > 0.2);
    assert!((1.2..2.5).contains(&percent(&brewed.out)), "{} %", percent(&brewed.out));
    assert!(brewed.out.temp_c() < 25.0, "{} °C", brewed.out.temp_c());
}

#[test]
fn a_pot_that_heats_is_filled_and_heated_before_the_coffee_comes_in() {
    let library = library();
    let survey = home(&library, &["press_hot", "coarse_tin", "coffee_scoop", "mug_white", "sink_90"]);
    let plan = best(&survey, &order(240.0), "electric_press");
    assert_eq!(plan.way.water, Water::Heated);
    let words = words(&plan);
    let at = |word: &str| words.iter().position(|other| *other == word).unwrap_or_else(|| panic!("no {word}"));
    assert!(at("fill") < at("heat") && at("heat") < at("dose") && at("dose") < at("plunge"), "{words:?}");
}

#[test]
fn what_swings_out_is_dosed_when_it_is_out_and_shut_before_it_brews() {
    let library = library();
    let ids = ["drip_swing", "carafe_12", "coffee_tin", "coffee_scoop", "filter_pack", "mug_white", "sink_90"];
    let plan = best(&home(&library, &ids), &order(240.0), "coffee_maker");
    let arm = |op: &Op| match op {
        Op::Open { part, .. } => (part == "arm").then_some("open"),
        Op::Shut { part, .. } => (part == "arm").then_some("shut"),
        Op::Dose { .. } | Op::Start { .. } => Some(op.word()),
        _ => None,
    };
    let words: Vec<&str> = plan.ops.iter().filter_map(arm).collect();
    assert_eq!(words, ["open", "dose", "shut", "start"]);
}

#[test]
fn without_water_coffee_or_a_cup_what_is_missing_is_said() {
    let library = library();
    for (ids, missing) in [
        (&["siphon_2", "coffee_tin", "coffee_scoop", "mug_white"][..], "water"),
        (&["siphon_2", "coffee_scoop", "mug_white", "sink_90"][..], "coffee"),
        (&["siphon_2", "coffee_tin", "coffee_scoop", "sink_90"][..], "cup"),
    ] {
        let why = crate::find::ways(&home(&library, ids), &order(200.0)).expect_err("there is no way");
        assert!(why.contains(missing), "{why}, not {missing}");
    }
}
