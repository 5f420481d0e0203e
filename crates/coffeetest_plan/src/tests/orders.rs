//! Plans for whole orders: how strong, with what in it, and with or without caffeine.

use std::collections::BTreeMap;
use std::sync::Arc;

use coffeetest_scene::{Content, Order, Strength, Style, Thing, Wish};

use super::{best, home, library, order, piece, words};
use crate::lab;
use crate::survey::Survey;
use crate::way::{Coffee, Way};

const DRIP: [&str; 8] =
    ["drip_12", "carafe_12", "filter_pack", "coffee_tin", "coffee_scoop", "mug_white", "sink_90", "milk_carton"];
const MILLED: [&str; 7] =
    ["drip_12", "carafe_12", "filter_pack", "grinder_burr", "coffee_scoop", "mug_white", "sink_90"];

/// The best way for an order, or why there is none.
fn way(survey: &Survey, order: &Order) -> Result<Way, String> {
    crate::find::ways(survey, order).map(|ways| ways[0].clone())
}

/// The things of a home, with some more.
fn with<'a>(things: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [things, more].concat()
}

/// The label of what the coffee of a way is taken from.
fn taken_from(survey: &Survey, way: &Way) -> String {
    let (Coffee::Ground { from, .. } | Coffee::Soluble { from, .. } | Coffee::Mill { from, .. }) = way.coffee else {
        panic!("{:?} comes from nowhere", way.coffee)
    };
    survey.item(from).map(|item| item.spec.name.en.clone()).unwrap_or_default()
}

#[test]
fn drip_coffee_is_as_strong_as_asked_and_extracted_as_well() {
    let library = library();
    let survey = home(&library, &DRIP);
    let thing = library.thing("drip_12").expect("it is shipped");
    for strength in [Strength::Weak, Strength::Normal, Strength::Strong] {
        let plan = best(&survey, &Order { strength, ..order(240.0) }, "coffee_maker");
        let piece = piece(&library, &plan.way, &survey);
        let trial = lab::filled(thing, &plan.way, "tank", piece.as_deref()).expect("it can be built");
        let cup = lab::run(thing, trial, &plan.way).expect("it brews").cup;
        let judged_percent = 100.0 * cup.tds() * strength.tds_factor();
        assert!((1.10..1.50).contains(&judged_percent), "{strength:?}: {judged_percent} %");
    }
}

#[test]
fn a_portion_is_drawn_out_where_it_is_to_be_weak_and_cut_short_where_it_is_to_be_strong() {
    let library = library();
    let survey = home(&library, &["pod_k1", "k_pod_box", "mug_white", "sink_90"]);
    let cup_ml = |strength| way(&survey, &Order { strength, ..order(160.0) }).expect("a way").recipe.cup_ml;
    assert_eq!(cup_ml(Strength::Normal), 160.0);
    // As far as the volume still counts in full.
    assert!((0.85 * 160.0..150.0).contains(&cup_ml(Strength::Strong)));
    assert!((165.0..1.10 * 160.0).contains(&cup_ml(Strength::Weak)));
}

#[test]
fn milk_and_sugar_find_room_in_the_cup() {
    let library = library();
    let survey = home(&library, &DRIP);
    let asked = Order { milk: Wish::Asked(30.0), sugar: Wish::Asked(6.0), ..order(240.0) };
    let cup_ml = way(&survey, &asked).expect("a way").recipe.cup_ml;
    assert!((240.0 - 36.0..240.0 - 30.0).contains(&cup_ml), "{cup_ml} ml");
}

#[test]
fn milk_is_set_out_before_it_brews_and_comes_into_the_cup_after_the_coffee() {
    let library = library();
    let survey = home(&library, &DRIP);
    let plan = best(&survey, &Order { milk: Wish::Asked(30.0), ..order(240.0) }, "coffee_maker");
    let at = |word: &str| words(&plan).iter().position(|other| *other == word).unwrap_or_else(|| panic!("no {word}"));
    assert!(plan.needs[at("start")].contains(&at("set_out")));
    assert!(plan.needs[at("adjunct")].contains(&at("serve")));
    assert!(plan.needs[at("hand_over")].contains(&at("adjunct")));
    for wish in [Wish::Unsaid, Wish::Refused] {
        let plan = best(&survey, &Order { milk: wish, sugar: wish, ..order(240.0) }, "coffee_maker");
        assert!(!words(&plan).iter().any(|word| ["set_out", "adjunct"].contains(word)), "{wish:?}");
    }
}

#[test]
fn beans_are_decaffeinated_where_that_is_asked_and_nowhere_else() {
    let library = library();
    for tins in [["beans_tin", "beans_tin_decaf"], ["beans_tin_decaf", "beans_tin"]] {
        let survey = home(&library, &with(&MILLED, &tins));
        for decaf in [true, false] {
            let way = way(&survey, &Order { decaf, ..order(240.0) }).expect("a way");
            assert_eq!(taken_from(&survey, &way).contains("decaf"), decaf);
            assert_eq!(way.decaf, decaf);
        }
    }
}

#[test]
fn without_decaffeinated_coffee_there_is_no_decaf_and_without_any_other_there_is_that() {
    let library = library();
    let decaf = Order { decaf: true, ..order(240.0) };
    for things in [
        with(&MILLED, &["beans_tin"]),
        DRIP.to_vec(),
        vec!["pod_k1", "k_pod_box", "mug_white", "sink_90"],
        vec!["instant_jar", "teaspoon", "kettle_base", "mug_white", "sink_90"],
        vec!["instant_sachet_box", "teaspoon", "kettle_base", "mug_white", "sink_90"],
        vec!["cold_brew_bottle", "mug_white"],
        vec!["super_1", "mug_white", "sink_90"],
    ] {
        let reason = way(&home(&library, &things), &decaf).expect_err("there is nothing without caffeine");
        assert!(reason.contains("decaffeinated"), "{things:?}: {reason}");
    }
    let survey = home(&library, &with(&MILLED, &["beans_tin_decaf"]));
    assert!(way(&survey, &order(240.0)).expect("a way").decaf);
}

#[test]
fn a_decaffeinated_pod_is_found_loose_or_in_a_pack() {
    let library = library();
    let order = |decaf| Order { decaf, ..order(160.0) };
    let survey = home(&library, &["pod_k1", "k_pod_decaf", "k_pod_box", "mug_white", "sink_90"]);
    let taken = |survey: &Survey, decaf| {
        let way = way(survey, &order(decaf)).expect("a way");
        let brewer = survey.item(way.brewer).expect("it is there");
        let piece = crate::stock::piece(survey, brewer, way.slot.as_deref().expect("a slot"), Some(way.decaf));
        survey.item(piece.expect("a pod")).expect("it is there").spec.clone()
    };
    assert!(crate::stock::is_decaf(&taken(&survey, true)));
    assert!(taken(&survey, false).pack.is_some());

    let packs = |decaf| {
        let mut pod = Thing::clone(library.thing("k_pod").expect("it is shipped"));
        pod.contents.iter_mut().for_each(|content| content.decaf = decaf);
        let things: Vec<Arc<Thing>> = ["pod_k1", "k_pod_box", "mug_white", "sink_90"]
            .iter()
            .map(|id| library.thing(id).expect("it is shipped").clone())
            .collect();
        Survey::imagine(&things, BTreeMap::from([("k_pod".to_owned(), Arc::new(pod))]))
    };
    assert!(way(&packs(true), &order(true)).is_ok() && way(&packs(false), &order(true)).is_err());
    assert!(way(&packs(true), &order(false)).is_ok_and(|way| way.decaf));
}

#[test]
fn decaffeinated_instant_coffee_is_told_by_its_print() {
    let library = library();
    let jar = |decaf: bool| {
        let jar = library.thing("instant_jar").expect("it is shipped");
        let contents = jar.contents.iter().map(|content| Content { decaf, ..content.clone() }).collect();
        Arc::new(Thing { contents, ..Thing::clone(jar) })
    };
    let mut things: Vec<Arc<Thing>> = ["teaspoon", "kettle_base", "mug_white", "sink_90"]
        .iter()
        .map(|id| library.thing(id).expect("it is shipped").clone())
        .collect();
    things.extend([jar(false), jar(true)]);
    let survey = Survey::imagine(&things, BTreeMap::new());
    for decaf in [true, false] {
        let way = way(&survey, &Order { decaf, style: Some(Style::Instant), ..order(200.0) }).expect("a way");
        let Coffee::Soluble { from, .. } = way.coffee else { panic!("{:?}", way.coffee) };
        assert_eq!(survey.item(from).is_some_and(|jar| crate::stock::is_decaf(&jar.spec)), decaf);
    }
}

#[test]
fn coffee_that_brings_sugar_along_is_left_in_its_box() {
    let library = library();
    let kitchen = ["teaspoon", "kettle_base", "mug_white", "sink_90", "sachet_3in1_box"];
    let order = Order { sugar: Wish::Refused, style: Some(Style::Instant), ..order(200.0) };
    assert!(way(&home(&library, &kitchen), &order).is_err());
    let survey = home(&library, &with(&kitchen, &["instant_sachet_box"]));
    let way = way(&survey, &order).expect("a way");
    let pack = survey.item(way.brewer).expect("it is there").spec.pack.as_ref().map(|pack| pack.item.as_str());
    assert_eq!(pack, Some("instant_sachet"));
}
