//! Tests of the score: records and what they come to.

mod fraud;
mod household;
mod preference;
mod worked;

use std::collections::BTreeMap;

use coffeetest_brew::Species;
use coffeetest_scene::{Order, Strength, Style, Text, Wish};

use super::*;

/// A plain cup asked for.
fn order() -> Order {
    Order {
        text: Text { en: "A cup of coffee, please.".into(), zh: "请来一杯咖啡。".into() },
        style: None,
        volume_ml: 240.0,
        strength: Strength::Normal,
        milk: Wish::Unsaid,
        sugar: Wish::Unsaid,
        decaf: false,
        serve_on: vec!["table".into(), "counter".into()],
    }
}

/// Coffee of this mass, strength and sediment.
fn coffee(mass_g: f64, tds_percent: f64, fines_mg_100ml: f64) -> BTreeMap<Species, f64> {
    let solids_kg = mass_g * tds_percent / 100.0 / 1000.0;
    let fines_kg = fines_mg_100ml * volume_ml(mass_g) / 100.0 / 1e6;
    BTreeMap::from([
        (Species::Water, mass_g / 1000.0 - solids_kg),
        (Species::Solids, solids_kg),
        (Species::Caffeine, solids_kg * 0.03),
        (Species::Fines, fines_kg),
    ])
}

/// Volume at 68 °C.
fn volume_ml(mass_g: f64) -> f64 {
    mass_g / 0.979
}

fn served(contents_kg: BTreeMap<Species, f64>) -> Vessel {
    let liquid = |s: &Species| s.has_mass() && ![Species::Fines, Species::Grounds].contains(s);
    let mass_g = contents_kg.iter().filter(|(s, _)| liquid(s)).map(|(_, kg)| kg * 1000.0).sum();
    Vessel {
        name: "mug".into(),
        class: VesselClass::Cup,
        capacity_ml: 330.0,
        contents_kg,
        volume_ml: volume_ml(mass_g),
        temp_c: 68.0,
        residue_g: 0.0,
        intact: true,
        near_shards: false,
        pose: Pose {
            upright: true,
            rest_s: 5.0,
            on: Some("table".into()),
            on_tags: vec!["table".into()],
            edge_mm: 200.0,
            released: true,
            handled: true,
        },
    }
}

/// C1: drip coffee as it should be, served and claimed.
pub(crate) fn c1() -> Record {
    Record {
        order: order(),
        vessels: vec![served(coffee(230.0, 1.27, 20.0))],
        brews: vec![Brew {
            bed: "bed".into(),
            dose_kg: 0.0150,
            solids_out_kg: 0.00309,
            water_out_kg: 0.24,
            d50_um: 700.0,
            metal_filter: false,
            spent: false,
        }],
        events: Vec::new(),
        end: EndState::default(),
        landmarks: Landmark::BREWING.into_iter().chain([Landmark::InCup, Landmark::Closed]).zip(1..).collect(),
        used: Usage { coffee_g: 15.0, water_ml: 300.0, filters: 1 },
        claim: Some(Claim::Served),
        ended: Ended::Done,
        possible: true,
        elapsed_s: 600.0,
        reference_s: Some(450.0),
    }
}

#[track_caller]
fn assert_near(got: f64, want: f64) {
    assert!((got - want).abs() <= 1e-3, "{got} is not {want}");
}

fn spill(liquid_ml: f64, temp_c: f64) -> Logged {
    let event = Event::Spilled { liquid_ml, powder_g: 0.0, temp_c, on: "floor".into(), on_mains: false, wiped: false };
    Logged { tick: 100, event }
}

#[test]
fn the_best_of_two_cups_is_judged() {
    let mut record = c1();
    let mut good = record.vessels[0].clone();
    good.name = "other mug".into();
    record.vessels[0].temp_c = 20.0;
    record.vessels.push(good);
    assert_eq!(judge(&record).cup.vessel.as_deref(), Some("other mug"));
}

#[test]
fn instant_coffee_is_judged_without_extraction() {
    let mut record = c1();
    record.brews.clear();
    // As strong as filter coffee need not be.
    record.vessels = vec![served(coffee(230.0, 0.9, 20.0))];
    let score = judge(&record);
    assert_eq!(score.cup.extraction_percent, None);
    assert_near(score.cup.quality, 1.0);
    record.vessels = c1().vessels;
    record.brews = vec![Brew { spent: true, ..c1().brews[0].clone() }];
    assert_near(judge(&record).cup.quality, 0.5);
}

#[test]
fn a_style_has_its_own_strength_and_its_own_cup() {
    let cup = |style: Style, mass_g: f64, tds: f64| {
        let mut record = c1();
        record.order = Order { style: Some(style), volume_ml: style.cup_ml(), ..order() };
        record.vessels = vec![served(coffee(mass_g, tds, 20.0))];
        record.vessels[0].capacity_ml = 1.3 * record.vessels[0].volume_ml;
        judge(&record)
    };
    for (style, mass_g, tds) in [
        (Style::Espresso, 30.0, 10.0),
        (Style::Moka, 118.0, 3.5),
        (Style::Cezve, 64.0, 3.0),
        (Style::Instant, 230.0, 1.0),
        (Style::Filter, 230.0, 1.3),
    ] {
        assert_near(cup(style, mass_g, tds).cup.quality, 1.0);
    }
    assert!(cup(Style::Espresso, 30.0, 1.3).cup.sub.strength < 1e-9, "filter coffee is no espresso");
    assert!(cup(Style::Filter, 230.0, 10.0).cup.sub.strength < 1e-9, "espresso is no filter coffee");
    assert_eq!(cup(Style::Instant, 230.0, 1.0).cup.extraction_percent, None);
    let cold = cup(Style::Cold, 230.0, 1.8).cup.sub.temperature;
    assert_eq!(cold, 0.0, "cold coffee is not served at 68 °C");
}

#[test]
fn the_grounds_of_unfiltered_coffee_must_settle() {
    let mut record = c1();
    record.order = Order { style: Some(Style::Cezve), volume_ml: 65.0, ..order() };
    record.vessels = vec![served(coffee(64.0, 3.0, 5000.0))];
    assert_eq!(judge(&record).cup.sub.sediment, 0.0);
    record.vessels[0].pose.rest_s = 120.0;
    assert_eq!(judge(&record).cup.sub.sediment, 1.0);
    assert!(judge(&record).success);
}

#[test]
fn a_record_reads_back_to_the_same_score() {
    let mut record = c1();
    record.events = vec![spill(33.3, 61.7)];
    let text = serde_json::to_string(&record).expect("a record is JSON");
    let back: Record = serde_json::from_str(&text).expect("reads back");
    assert_eq!(judge(&back), judge(&record));
    assert_eq!(serde_json::to_string(&back).expect("JSON"), text);
}
