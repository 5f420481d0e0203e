//! What can be wrong with a body or a suite, one error at a time.

mod common;

use common::breaks;

const BODY: &str = "bodies/homehelper.ron";
const SUITE: &str = "suites/first.ron";
const HOME: &str = "homes/first_kitchen.ron";

#[test]
fn a_body_can_do_what_a_machine_can() {
    breaks(BODY, "radius_m: 0.20", "radius_m: 0.0", &["@:LINE: `radius_m` is 0. It must be between 0.05 and 2."]);
    breaks(
        BODY,
        "speed_m_s: 0.5",
        "speed_m_s: -0.5",
        &["@:LINE: `speed_m_s` is -0.5. It must be between 0.01 and 10."],
    );
    breaks(
        BODY,
        "range: (0.05, 1.85)",
        "range: (1.85, 0.05)",
        &["@:LINE: `range` goes from 1.85 to 0.05. Write the smaller number first."],
    );
    breaks(
        BODY,
        "range: (0.05, 1.85)",
        "range: (-0.05, 1.85)",
        &["@:LINE: the range goes from -0.05 to 1.85. It must stay between 0 and 5."],
    );
    breaks(BODY, "opening_m: 0.10", "opening_m: 0.0", &["@:LINE: `opening_m` is 0. It must be between 0.001 and 1."]);
    breaks(BODY, "force_n: 40.0", "force_n: 0.0", &["@:LINE: `force_n` is 0. It must be between 0.1 and 10000."]);
    breaks(
        BODY,
        "payload_kg: 3.0",
        "payload_kg: 0.0",
        &["@:LINE: `payload_kg` is 0. It must be between 0.01 and 1000."],
    );
    breaks(BODY, "hfov_deg: 69.0", "hfov_deg: 190.0", &["@:LINE: `hfov_deg` is 190. It must be between 1 and 170."]);
    breaks(
        BODY,
        "range: (-60.0, 100.0)",
        "range: (10.0, 100.0)",
        &["@:LINE: the hand cannot point straight ahead. 0 must be in the range."],
    );
    breaks(
        BODY,
        "tilt_deg: (-75.0, 45.0)",
        "tilt_deg: (-75.0, -10.0)",
        &["@:LINE: the head cannot look straight ahead. 0 must be in the range."],
    );
    breaks(
        BODY,
        "range: (0.30, 0.90)",
        "range: (0.10, 0.15)",
        &[
            "@:LINE: the hand does not reach past the base.",
            "@:LINE: the hand is longer than the shortest reach. Begin at more than 0.19 m: wrist and palm take 0.1 m, a finger 0.09 m.",
        ],
    );
    breaks(BODY, "speed: 0.35", "speed: 0.0", &["@:LINE: `speed` is 0. It must be above 0."]);
    breaks(
        BODY,
        r#"zh: "家庭助手""#,
        r#"zh: """#,
        &["@:LINE: `zh` is empty. What people read exists in English and Chinese."],
    );
}

#[test]
fn a_suite_names_homes_and_a_body_that_there_are() {
    breaks(
        SUITE,
        r#"["first_kitchen"]"#,
        r#"["first_kitchn"]"#,
        &["@:LINE: unknown home `first_kitchn`. Did you mean `first_kitchen`?"],
    );
    breaks(
        SUITE,
        r#"["first_kitchen"]"#,
        "[]",
        &["@:LINE: there is no home. Name at least one, or give `tasks` or a `level`."],
    );
    breaks(
        SUITE,
        r#"["first_kitchen"]"#,
        r#"["first_kitchen", "first_kitchen"]"#,
        &["@:LINE: `first_kitchen` is named twice."],
    );
    breaks(SUITE, r#""homehelper""#, r#""homehelp""#, &["@:LINE: unknown body `homehelp`. Did you mean `homehelper`?"]);
    breaks(
        SUITE,
        "time_limit_s: 1800.0",
        "time_limit_s: 0.0",
        &["@:LINE: `time_limit_s` is 0. It must be between 1 and 100000."],
    );
    breaks(SUITE, "control: Skill", "control: Skil", &["@:LINE: unknown word `Skil`. Did you mean `Skill`?"]);
    breaks(
        SUITE,
        r#"zh: "请给我做杯咖啡""#,
        r#"zh: """#,
        &["@:LINE: `zh` is empty. What people read exists in English and Chinese."],
    );
}

#[test]
fn what_a_suite_asks_for_is_to_be_had_in_its_homes() {
    breaks(
        SUITE,
        r#"咖啡"))"#,
        r#"咖啡"), volume_ml: 600.0)"#,
        &["@:5: `first_kitchen` has no drinking vessel for 600 ml."],
    );
    breaks(SUITE, r#"咖啡"))"#, r#"咖啡"), milk: Asked(30.0))"#, &["@:5: `first_kitchen` has no 30 g of milk."]);
    breaks(
        SUITE,
        r#"咖啡"))"#,
        r#"咖啡"), sugar: Asked(600.0))"#,
        &["@:5: `first_kitchen` has no 600 g of sugar.", "@:LINE: `sugar` is 600. It must be between 0.1 and 500."],
    );
    breaks(
        SUITE,
        r#"咖啡"))"#,
        r#"咖啡"), serve_on: ["balcony"])"#,
        &["@:5: `first_kitchen` has no surface tagged `balcony`."],
    );
    breaks(
        SUITE,
        r#"咖啡"))"#,
        r#"咖啡"), serve_on: [])"#,
        &[
            "@:5: `first_kitchen` has no surface tagged ``.",
            "@:LINE: the cup can be served nowhere. Name at least one tag.",
        ],
    );
    breaks(
        SUITE,
        r#"咖啡"))"#,
        r#"咖啡"), sugar: Asked(-1.0))"#,
        &["@:LINE: `sugar` is -1. It must be between 0.1 and 500."],
    );
    breaks(
        HOME,
        r#"thing: "coffee_tin""#,
        r#"thing: "cocoa_tin""#,
        &[
            "scenes/suites/first.ron:5: `first_kitchen` has no 12 g of coffee. As grounds, beans, pods or instant coffee.",
        ],
    );
    breaks(
        HOME,
        r#"thing: "filter_pack""#,
        r#"thing: "salt_box""#,
        &["scenes/suites/first.ron:5: `first_kitchen` has no filter for `filter`."],
    );
    breaks(
        HOME,
        "(min: (0.95, 0.45)",
        "(min: (0.65, 0.45)",
        &[
            "scenes/suites/first.ron:6: `homehelper` does not fit beside `counter_left` in start area 0 of `first_kitchen`. Take a smaller body or move the area.",
        ],
    );
}
