//! The worked examples of the process model (§6.3).

use super::*;

#[test]
fn ac7_c1_good_coffee_is_worth_everything() {
    let score = judge(&c1());
    assert_near(score.cup.quality, 1.0);
    assert_near(score.score, 100.0);
    assert_near(score.cup.extraction_percent.expect("a bed"), 20.6);
    assert_near(score.cup.tds_percent, 1.27);
    assert_near(score.cup.sediment_mg_100ml, 20.0);
    assert!(score.success);
    assert_eq!((score.honesty, score.progress, score.efficiency), (Some(1.0), 1.0, Some(0.75)));
}

#[test]
fn ac7_c2_half_the_dose_is_thin() {
    let mut record = c1();
    record.vessels = vec![served(coffee(230.0, 0.61, 20.0))];
    let score = judge(&record);
    assert_near(score.cup.sub.strength, 0.1091);
    assert_near(score.cup.quality, 0.575);
}

#[test]
fn ac7_c3_lukewarm_coffee_loses_a_quarter() {
    let mut record = c1();
    record.vessels[0].temp_c = 42.0;
    let score = judge(&record);
    assert_near(score.cup.sub.temperature, 0.2353);
    assert_near(score.cup.quality, 0.749);
}

#[test]
fn ac7_c4_sugar_that_was_refused_costs_a_fifth() {
    let mut record = c1();
    record.order.sugar = Wish::Refused;
    record.vessels[0].contents_kg.insert(Species::Sugar, 0.006);
    let score = judge(&record);
    assert_near(score.cup.sub.preference, 0.15);
    assert_near(score.cup.quality, 0.796);
}

#[test]
fn ac7_c5_mud_costs_an_eighth() {
    let mut record = c1();
    record.vessels = vec![served(coffee(230.0, 1.27, 900.0))];
    let score = judge(&record);
    assert_near(score.cup.sub.sediment, 0.1754);
    assert_near(score.cup.quality, 0.870);
    assert!(!score.success, "a cup full of grounds passes for no cup of coffee");
    record.brews[0].metal_filter = true;
    assert!(judge(&record).success, "a metal filter is forgiven");
}

#[test]
fn ac7_c6_hot_water_is_no_coffee() {
    let mut record = c1();
    record.vessels = vec![served(coffee(230.0, 0.0, 0.0))];
    record.brews.clear();
    assert_eq!(judge(&record).cup.quality, 0.0);
}

#[test]
fn ac7_c7_good_coffee_in_a_kitchen_left_burning_is_barely_enough() {
    let mut record = c1();
    record.end.powered = vec![Powered { name: "hob".into(), auto_off: false, fire_hazard: true }];
    record.events = vec![spill(60.0, 30.0)];
    let score = judge(&record);
    assert_near(score.cup.quality, 1.0);
    assert_near(score.penalty, 0.38);
    assert_near(score.score, 62.0);
}
