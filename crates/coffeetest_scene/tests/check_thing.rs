//! What can be wrong with a kind of thing and its bodies, one error at a time.

mod common;

use common::breaks;

const MUG: &str = "items/mug_white.ron";
const PACK: &str = "items/filter_pack.ron";
const TABLE: &str = "furniture/table_120.ron";
const DRIP: &str = "appliances/drip_12.ron";
const STAND: &str = "items/scoop_stand.ron";
const TIN: &str = "items/coffee_tin.ron";
const OUTLET: &str = "furniture/wall_outlet.ron";

#[test]
fn words_are_tidy_and_in_both_languages() {
    breaks(
        MUG,
        r#"en: "white mug""#,
        r#"en: " ""#,
        &["@:LINE: `en` is empty. What people read exists in English and Chinese."],
    );
    breaks(
        MUG,
        r#"kind: "mug""#,
        r#"kind: "White Mug""#,
        &["@:LINE: `White Mug` is not lower case with underscores. Write `white_mug`."],
    );
    breaks(MUG, r#""ceramic"]"#, r#""Ceramic!"]"#, &["@:LINE: `Ceramic!` is not lower case with underscores."]);
    breaks(MUG, r#"kind: "mug""#, r#"kind: """#, &["@:LINE: `kind` is empty. Write a lower case word."]);
    breaks(
        PACK,
        r#"zh: "咖啡滤纸 8-12 杯""#,
        r#"zh: """#,
        &["@:LINE: `zh` is empty. What people read exists in English and Chinese."],
    );
    breaks(
        TABLE,
        r#"zh: "桌面""#,
        r#"zh: """#,
        &["@:LINE: `zh` is empty. What people read exists in English and Chinese."],
    );
    breaks(
        DRIP,
        r#"zh: "盖子""#,
        r#"zh: """#,
        &["@:LINE: `zh` is empty. What people read exists in English and Chinese."],
    );
    breaks(
        DRIP,
        r#"kind: "lid""#,
        r#"kind: "Lid""#,
        &["@:LINE: `Lid` is not lower case with underscores. Write `lid`."],
    );
    breaks(
        DRIP,
        r#"tags: ["plug_a"]"#,
        r#"tags: ["Plug A"]"#,
        &["@:LINE: `Plug A` is not lower case with underscores. Write `plug_a`."],
    );
    breaks(
        TABLE,
        r#"tags: ["table"]),"#,
        r#"tags: ["Table"]),"#,
        &["@:LINE: `Table` is not lower case with underscores. Write `table`."],
    );
    breaks(
        DRIP,
        r#""window": Indicator"#,
        r#""Window": Indicator"#,
        &[
            "@:LINE: `Window` is not lower case with underscores. Write `window`.",
            "@:LINE: the Indicator `Window` has no place. Give it one under `marks`.",
            "@:144: unknown component `window`. Did you mean `Window`?",
        ],
    );
}

#[test]
fn loose_things_are_loose_and_furniture_is_built_in() {
    breaks(
        MUG,
        "    kind:",
        "    mount: Fixed, kind:",
        &["@:LINE: this item is built in. Leave `mount` out, or keep it in `furniture`."],
    );
    breaks(
        TABLE,
        "mount: Fixed",
        "mount: Free",
        &["@:LINE: this furniture is not built in. Write `mount: Fixed`, or keep it in `items`."],
    );
}

#[test]
fn a_thing_has_one_main_body_at_its_origin_and_the_rest_is_attached_to_it() {
    breaks(
        MUG,
        "        \"body\": (\n            mass_kg",
        "        \"main\": (\n            mass_kg",
        &[
            "@:17: there is no body `body`. One body is called `body`; the others are attached to it.",
            "@:LINE: `main` is not attached. Write `attach: Joint(…)`, `Control`, `Seat` or `Cord`.",
            "@:30: unknown body `body`. Known: `main`.",
            "@:33: unknown body `body`. Known: `main`.",
        ],
    );
    breaks(
        MUG,
        "mass_kg: 0.34",
        "at: (0.0, 0.0, 0.1), mass_kg: 0.34",
        &["@:LINE: the main body is not at the origin. Move its shapes instead."],
    );
    breaks(
        STAND,
        "mass_kg: 0.5",
        r#"attach: Seat(comp: "holder", grasps: []), mass_kg: 0.5"#,
        &["@:LINE: the main body is attached to itself. Leave `attach` out."],
    );
    breaks(
        DRIP,
        r#"kind: "filter_basket","#,
        "",
        &["@:99: the part `basket` has no name or no kind. Give it `name: (en: …, zh: …)` and `kind`."],
    );
}

#[test]
fn masses_and_surfaces_are_such_as_things_have() {
    breaks(MUG, "mass_kg: 0.34", "mass_kg: 0.0", &["@:LINE: `mass_kg` is 0. It must be between 0.0001 and 10000."]);
    breaks(MUG, "mass_kg: 0.34", "mass_kg: -1", &["@:LINE: `mass_kg` is -1. It must be between 0.0001 and 10000."]);
    breaks(MUG, "friction: 0.5", "friction: -0.1", &["@:LINE: `friction` is -0.1. It must be between 0 and 5."]);
    breaks(
        MUG,
        "restitution: 0.15",
        "restitution: 1.5",
        &["@:LINE: `restitution` is 1.5. It must be between 0 and 1."],
    );
    breaks(MUG, "breaks_j: 0.9", "breaks_j: 0.0", &["@:LINE: `breaks_j` is 0. It must be above 0."]);
}

#[test]
fn shapes_enclose_something() {
    breaks(
        MUG,
        "Cup(radius_m: 0.041",
        "Cup(radius_m: 0.0",
        &["@:LINE: `radius_m` is 0. It must be between 0.0001 and 10."],
    );
    breaks(
        MUG,
        "height_m: 0.091",
        "height_m: -0.1",
        &["@:LINE: `height_m` is -0.1. It must be between 0.0001 and 10."],
    );
    breaks(
        MUG,
        "wall_m: 0.005",
        "wall_m: 0.05",
        &["@:LINE: the cup has no hollow. The walls are too thick for its size."],
    );
    breaks(MUG, "wall_m: 0.005", "wall_m: 0.0", &["@:LINE: `wall_m` is 0. It must be above 0."]);
    breaks(
        MUG,
        "Box(size: (0.012, 0.03, 0.06)",
        "Box(size: (0.012, 0.0, 0.06)",
        &["@:LINE: `size` is 0.012 × 0 × 0.06 m. Each must be above 0 and at most 50."],
    );
    breaks(
        STAND,
        "wall_m: 0.006",
        "wall_m: 0.04",
        &["@:LINE: the tub has no hollow. The walls are too thick for its size."],
    );
    breaks(
        MUG,
        "at: (0.0, 0.055, 0.015)",
        "at: (0.0, 550.0, 0.015)",
        &["@:LINE: `at` is more than 50 m away. Lengths are in metres."],
    );
    breaks(
        TIN,
        "Cylinder(radius_m: 0.05",
        "Cylinder(radius_m: 0.00001",
        &["@:LINE: `radius_m` is 0.00001. It must be between 0.0001 and 10."],
    );
    breaks(
        OUTLET,
        "shapes: [Box(size: (0.08, 0.012, 0.12), at: (0.0, -0.006, 0.0))]",
        "shapes: []",
        &["@:LINE: there is no shape. A body needs at least one."],
    );
}

#[test]
fn coffee_lies_in_stores_in_beds_and_on_filters() {
    const BAG: &str = "items/drip_bag.ron";
    breaks(BAG, "mass_g: 10.0", "mass_g: 20.0", &["@:LINE: `bed` takes 14 g, 20 g are in it. Put less in."]);
    breaks(BAG, r#"(store: "bed""#, r#"(store: "paper""#, &[]);
    breaks(BAG, r#"(store: "bed""#, r#"(store: "drip""#, &["@:LINE: unknown Store `drip`. Known: `bed`, `paper`."]);
}
