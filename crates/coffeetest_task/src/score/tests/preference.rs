//! Whether what was asked for is in the cup.

use super::*;

#[test]
fn strength_and_milk_are_judged_as_asked() {
    let mut record = c1();
    record.order.strength = Strength::Strong;
    assert!(judge(&record).cup.sub.strength < 1.0);
    record.order.strength = Strength::Normal;
    record.order.milk = Wish::Asked(30.0);
    assert_eq!(judge(&record).cup.sub.preference, 0.0);
    record.vessels[0].contents_kg.insert(Species::Milk, 0.030);
    let score = judge(&record);
    assert_eq!(score.cup.sub.preference, 1.0);
    assert_near(score.cup.tds_percent, 1.27);
}

/// What is said of milk, of sugar and of caffeine, what of that is in the cup, g, and the `q_p` of it (§6.1).
const PREFERENCES: [(&str, (Wish, Wish, bool), (f64, f64, f64), f64); 20] = {
    use Wish::{Asked, Refused, Unsaid};
    [
        ("black", (Unsaid, Unsaid, false), (0.0, 0.0, 0.09), 1.0),
        ("a trace of both", (Refused, Unsaid, false), (2.9, 0.9, 0.09), 1.0),
        ("milk as asked", (Asked(30.0), Unsaid, false), (30.0, 0.0, 0.09), 1.0),
        ("the least milk that is enough", (Asked(30.0), Unsaid, false), (22.5, 0.0, 0.09), 1.0),
        ("the most", (Asked(30.0), Unsaid, false), (39.0, 0.0, 0.09), 1.0),
        ("half the milk", (Asked(30.0), Unsaid, false), (15.0, 0.0, 0.09), 0.2 / 0.45),
        ("too much milk", (Asked(30.0), Unsaid, false), (52.5, 0.0, 0.09), 0.5),
        ("no milk though asked", (Asked(30.0), Unsaid, false), (0.0, 0.0, 0.09), 0.0),
        ("milk unasked", (Unsaid, Unsaid, false), (30.0, 0.0, 0.09), 0.5),
        ("milk refused", (Refused, Unsaid, false), (30.0, 0.0, 0.09), 0.15),
        ("sugar as asked", (Unsaid, Asked(6.0), false), (0.0, 6.0, 0.09), 1.0),
        ("no sugar though asked", (Unsaid, Asked(6.0), false), (0.0, 0.0, 0.09), 0.0),
        ("sugar unasked", (Unsaid, Unsaid, false), (0.0, 6.0, 0.09), 0.5),
        ("both refused", (Refused, Refused, false), (30.0, 6.0, 0.09), 0.15 * 0.15),
        ("one of two", (Asked(30.0), Asked(6.0), false), (30.0, 0.0, 0.09), 0.5),
        ("sugar as asked, milk unasked", (Unsaid, Asked(6.0), false), (30.0, 6.0, 0.09), 0.5),
        ("decaf as asked", (Unsaid, Unsaid, true), (0.0, 0.0, 0.003), 1.0),
        ("decaf asked, caffeinated", (Unsaid, Unsaid, true), (0.0, 0.0, 0.09), 0.2),
        ("decaf unasked", (Unsaid, Unsaid, false), (0.0, 0.0, 0.003), 1.0),
        ("milk as asked, but caffeinated", (Asked(30.0), Unsaid, true), (30.0, 0.0, 0.09), 0.6),
    ]
};

#[test]
fn what_is_asked_and_given_counts_in_full_and_what_is_not_as_the_process_model_says() {
    for (case, (milk, sugar, decaf), (milk_g, sugar_g, caffeine_g), preference) in PREFERENCES {
        let mut record = c1();
        record.order = Order { milk, sugar, decaf, ..order() };
        let given = [(Species::Milk, milk_g), (Species::Sugar, sugar_g), (Species::Caffeine, caffeine_g)];
        record.vessels[0].contents_kg.extend(given.map(|(species, mass_g)| (species, 1e-3 * mass_g)));
        let score = judge(&record);
        let got = score.cup.sub.preference;
        assert!((got - preference).abs() < 1e-9, "{case}: {got}, not {preference}");
        assert_near(score.cup.quality, libm::pow(preference.max(0.05), 0.12));
    }
}
