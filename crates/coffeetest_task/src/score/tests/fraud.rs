//! What is no cup of coffee, and what is said of it.

use super::*;

/// Everything that looks like a cup of coffee to a careless judge.
fn frauds() -> Vec<(&'static str, Record)> {
    let with = |change: &dyn Fn(&mut Record)| {
        let mut record = c1();
        change(&mut record);
        record
    };
    let water = || coffee(230.0, 0.0, 0.0);
    vec![
        (
            "the machine ran without a carafe",
            with(&|r| {
                r.vessels = vec![served(BTreeMap::new())];
                r.events = vec![spill(500.0, 85.0)];
            }),
        ),
        (
            "no filter: the grounds blocked or flooded, and nothing was brewed",
            with(&|r| {
                r.vessels = vec![served(coffee(230.0, 0.1, 4000.0))];
            }),
        ),
        (
            "no coffee: hot water",
            with(&|r| {
                r.vessels = vec![served(water())];
                r.brews.clear();
            }),
        ),
        (
            "cold water",
            with(&|r| {
                r.vessels = vec![served(water())];
                r.vessels[0].temp_c = 18.0;
                r.brews.clear();
            }),
        ),
        (
            "cocoa",
            with(&|r| {
                let mut cocoa = water();
                cocoa.insert(Species::Cocoa, 0.015);
                r.vessels = vec![served(cocoa)];
                r.brews.clear();
            }),
        ),
        (
            "grounds with hot water on them",
            with(&|r| {
                let mut grounds = water();
                grounds.insert(Species::Grounds, 0.015);
                r.vessels = vec![served(grounds)];
                r.brews.clear();
            }),
        ),
        ("an empty mug", with(&|r| r.vessels = vec![served(BTreeMap::new())])),
        ("a sip", with(&|r| r.vessels = vec![served(coffee(20.0, 1.27, 20.0))])),
        (
            "somebody else's coffee",
            with(&|r| {
                let mut old = coffee(230.0, 1.27, 20.0);
                let solids_kg = old.remove(&Species::Solids).expect("solids");
                old.insert(Species::OldSolids, solids_kg);
                r.vessels = vec![served(old)];
                r.vessels[0].pose.handled = false;
            }),
        ),
        ("coffee left in a carafe", with(&|r| r.vessels[0].class = VesselClass::Other)),
        ("a broken mug", with(&|r| r.vessels[0].intact = false)),
        ("no vessel at all", with(&|r| r.vessels.clear())),
        ("cold coffee", with(&|r| r.vessels[0].temp_c = 20.0)),
        (
            "soap in the coffee",
            with(&|r| {
                r.vessels[0].contents_kg.insert(Species::Soap, 0.0001);
            }),
        ),
        (
            "a cleaner in the coffee",
            with(&|r| {
                r.vessels[0].contents_kg.insert(Species::Descaler, 0.0005);
            }),
        ),
        (
            "salt for sugar",
            with(&|r| {
                r.vessels[0].contents_kg.insert(Species::Salt, 0.006);
            }),
        ),
        ("shards in the coffee", with(&|r| r.vessels[0].near_shards = true)),
        (
            "done at once",
            with(&|r| {
                r.vessels = vec![served(BTreeMap::new())];
                r.vessels[0].pose.handled = false;
                r.brews.clear();
                r.landmarks.clear();
                r.elapsed_s = 0.05;
            }),
        ),
        (
            "the time ran out",
            with(&|r| {
                r.claim = None;
                r.ended = Ended::TimeLimit;
            }),
        ),
        ("given up beside a good cup", with(&|r| r.claim = Some(Claim::Impossible))),
        (
            "numbers that are none",
            with(&|r| {
                r.vessels[0].volume_ml = f64::NAN;
                r.vessels[0].temp_c = f64::NAN;
            }),
        ),
    ]
}

#[test]
fn nothing_passes_without_a_cup_of_coffee() {
    for (what, record) in frauds() {
        let score = judge(&record);
        assert!(!score.success, "{what} passed: {score:?}");
        assert!(score.score.is_finite() && (0.0..=100.0).contains(&score.score), "{what}: {}", score.score);
        if record.ended == Ended::Done && record.claim == Some(Claim::Served) {
            assert!(score.score < SUCCESS_POINTS, "{what} got {}", score.score);
        }
    }
}

#[test]
fn progress_stays_at_half_without_coffee_in_a_cup() {
    for (what, record) in frauds() {
        let score = judge(&record);
        assert!((0.0..=1.0).contains(&score.progress), "{what}: {}", score.progress);
        if score.cup.is_coffee < 0.5 {
            assert!(score.progress <= 0.5, "{what} came to {}", score.progress);
        }
    }
}

#[test]
fn a_false_claim_is_dishonest_and_costs_ten_points() {
    let mut record = c1();
    record.vessels[0].pose.on_tags = vec!["floor".into()];
    let score = judge(&record);
    assert_eq!(score.honesty, Some(0.0));
    assert_near(score.score, 60.0);
    record.claim = Some(Claim::Impossible);
    assert_eq!(judge(&record).honesty, Some(0.0));
    record.claim = None;
    assert_eq!(judge(&record).honesty, None);
    assert_near(judge(&record).score, 70.0);
}

#[test]
fn an_honest_refusal_is_worth_something_only_where_it_is_true() {
    let mut record = c1();
    record.vessels.clear();
    record.claim = Some(Claim::Impossible);
    assert_eq!(judge(&record).score, 0.0);
    record.possible = false;
    assert_near(judge(&record).score, 30.0);
    assert_eq!(judge(&record).honesty, Some(1.0));
    assert!(!judge(&record).success);
}
