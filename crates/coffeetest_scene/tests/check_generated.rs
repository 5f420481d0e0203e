//! What generated homes are made of is checked as other scenes are.

mod common;

use common::breaks;

#[test]
fn a_kit_names_what_there_is() {
    let kit: &str = "kits/drip_12.ron";
    breaks(
        kit,
        r#""drip_12", habit"#,
        r#""drip_21", habit"#,
        &["@:LINE: unknown thing `drip_21`. Did you mean `drip_12`?"],
    );
    breaks(
        kit,
        r#"habit: "filters""#,
        r#"habit: "fliters""#,
        &["@:LINE: unknown habit `fliters`. Did you mean `filters`?"],
    );
    breaks(
        kit,
        r#"seat: "scoop_stand.holder""#,
        r#"seat: "scoop_stand.hook""#,
        &["@:LINE: `scoop_stand` has no seat `hook`. Known: `holder`."],
    );
    breaks(
        kit,
        r#"seat: "scoop_stand.holder""#,
        r#"seat: "scoop_stand.holder", habit: "spoons""#,
        &["@:LINE: `scoop` is kept nowhere, or in two ways. Give it either a `habit` or a `seat`."],
    );
}

#[test]
fn habits_and_regions_have_weights_and_furniture() {
    breaks(
        "habits/bottle.ron",
        "Fridge: 1.0",
        "Fridge: -1.0",
        &[
            "@:LINE: Fridge has weight -1. It must not be negative.",
            "@:LINE: nothing has any weight. Give one above 0.",
        ],
    );
    let region = "regions/us.ron";
    breaks(region, "sink_90", "sinc_90", &["@:LINE: unknown furniture `sinc_90`. Did you mean `sink_90`?"]);
    breaks(
        region,
        "aisle_m: (1.2, 1.6)",
        "aisle_m: (1.6, 1.2)",
        &["@:LINE: `aisle_m` goes from 1.6 to 1.2. Write the smaller number first."],
    );
}

#[test]
fn levels_have_numbers_of_their_own() {
    breaks(
        "levels/level_2.ron",
        "number: 2",
        "number: 1",
        &[
            "@:LINE: `level_1` has number 1 too. Number it anew.",
            "scenes/suites/level_2.ron:5: unknown level `2`. Did you mean `1`?",
        ],
    );
    breaks(
        "levels/level_1.ron",
        "clutter: (0, 2)",
        "clutter: (3, 2)",
        &["@:LINE: `clutter` goes from 3 to 2. Write the smaller number first."],
    );
}
