//! What can be wrong with the parts of a thing, one error at a time.

mod common;

use common::breaks;

const DRIP: &str = "appliances/drip_12.ron";

#[test]
fn a_part_names_a_component_of_its_kind() {
    breaks(
        DRIP,
        r#"comp: "lid", at"#,
        r#"comp: "lidd", at"#,
        &[
            r#"@:18: no body belongs to the Joint `lid`. Give one `attach: Joint(comp: "lid", …)`."#,
            "@:LINE: unknown Joint `lidd`. Did you mean `lid`?",
        ],
    );
    breaks(
        DRIP,
        r#"comp: "switch", axis"#,
        r#"comp: "lid", axis"#,
        &[
            "@:18: several bodies belong to the Joint `lid`. There must be exactly one.",
            r#"@:39: no body belongs to the Control `switch`. Give one `attach: Control(comp: "switch", …)`."#,
            "@:LINE: unknown Control `lid`. Known: `switch`.",
        ],
    );
    breaks(
        DRIP,
        r#"comp: "plug", at"#,
        r#"comp: "plgu", at"#,
        &[
            r#"@:13: no body belongs to the Plug `plug`. Give one `attach: Cord(comp: "plug", …)`."#,
            "@:LINE: unknown Plug `plgu`. Did you mean `plug`?",
        ],
    );
    breaks(
        DRIP,
        "comp: \"basket\",\n",
        "comp: \"filter\",\n",
        &["@:LINE: unknown Seat `filter`. Known: `basket`, `carafe_seat`."],
    );
    breaks(
        DRIP,
        "axis: (-1.0, 0.0, 0.0)",
        "axis: (0.0, 0.0, 0.0)",
        &["@:LINE: `axis` is no direction. Write a vector such as (0.0, 0.0, 1.0)."],
    );
    breaks(
        DRIP,
        "axis: (0.0, 1.0, 0.0)",
        "axis: (0.0, 0.0, 0.0)",
        &["@:LINE: `axis` is no direction. Write a vector such as (0.0, 0.0, 1.0)."],
    );
}

#[test]
fn a_joint_control_or_plug_moves_exactly_one_body() {
    breaks(
        DRIP,
        r#""window": Indicator"#,
        r#""flap": Joint(kind: Hinge, range: (0.0, 9.0), force: 1.0, latch_n: 0.0, sensor: false), "window": Indicator"#,
        &[r#"@:LINE: no body belongs to the Joint `flap`. Give one `attach: Joint(comp: "flap", …)`."#],
    );
    breaks(
        DRIP,
        r#""window": Indicator"#,
        r#""reset": Control(class: PushMomentary, travel: 2.0, force: 3.0, states: ["O"]), "window": Indicator"#,
        &[r#"@:LINE: no body belongs to the Control `reset`. Give one `attach: Control(comp: "reset", …)`."#],
    );
    breaks(
        DRIP,
        "        \"switch\": (\n            name",
        "        \"button\": (name: (en: \"a\", zh: \"b\"), kind: \"c\", mass_kg: 0.1, shapes: [Box(size: (0.1, 0.1, 0.1), at: (0.0, 0.0, 0.0))], attach: Control(comp: \"switch\", axis: (0.0, 1.0, 0.0))),\n        \"switch\": (\n            name",
        &["@:39: several bodies belong to the Control `switch`. There must be exactly one."],
    );
}

#[test]
fn a_part_rests_in_its_seat_and_is_accepted_there() {
    breaks(
        DRIP,
        r#"tags: ["drip_basket"]"#,
        r#"tags: ["plug_a"]"#,
        &[
            "@:28: unknown tag `drip_basket`. Did you mean `drip_bag`?",
            "@:100: `basket` carries no tag that seat `basket` accepts. It accepts `drip_basket`.",
        ],
    );
    breaks(
        DRIP,
        "at: (0.0, -0.055, 0.205),\n            color",
        "at: (0.0, -0.055, 0.25),\n            color",
        &["@:99: `basket` does not rest in its seat `basket`. Write `at: (0, -0.055, 0.205)`."],
    );
}
