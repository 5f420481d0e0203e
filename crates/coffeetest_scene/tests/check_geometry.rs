//! What can be wrong with where a thing can be filled, held and used, one error at a time.

mod common;

use common::breaks;

const MUG: &str = "items/mug_white.ron";
const DRIP: &str = "appliances/drip_12.ron";
const OUTLET: &str = "furniture/wall_outlet.ron";
const TIN: &str = "items/coffee_tin.ron";
const TABLE: &str = "furniture/table_120.ron";
const DRAWER: &str = "furniture/base_drawer_60.ron";
const COCOA: &str = "items/cocoa_tin.ron";
const SALT: &str = "items/salt_box.ron";
const SCOOP: &str = "items/coffee_scoop.ron";
const PACK: &str = "items/filter_pack.ron";

#[test]
fn what_the_process_has_can_be_seen_and_touched_and_nothing_else() {
    breaks(
        MUG,
        "        \"inside\": (at: (0.0, 0.0, 0.091), radius_m: 0.036, floor_m: 0.005),\n",
        "",
        &["@:8: the Store `inside` has no place. Give it one under `openings`."],
    );
    breaks(
        MUG,
        r#"        "inside": (at"#,
        r#"        "insid": (at"#,
        &[
            "@:8: the Store `inside` has no place. Give it one under `openings`.",
            "@:LINE: unknown component `insid`. Did you mean `inside`?",
        ],
    );
    breaks(
        DRIP,
        r#"        "bed": (body"#,
        r#"        "bad": (body"#,
        &[
            "@:32: the Bed `bed` has no place. Give it one under `openings`.",
            "@:LINE: unknown component `bad`. Did you mean `bed`?",
        ],
    );
    breaks(
        DRIP,
        r#""carafe_seat": (at"#,
        r#""carafe_place": (at"#,
        &[
            "@:38: the Seat `carafe_seat` has no place. Give it one under `seats`.",
            "@:LINE: unknown component `carafe_place`. Did you mean `carafe_seat`?",
        ],
    );
    breaks(
        DRIP,
        "        \"spout\": (at: (0.0, -0.055, 0.195)),\n",
        "",
        &["@:37: the Outlet `spout` has no place. Give it one under `outlets`."],
    );
    breaks(
        DRIP,
        r#"        "lamp": (at"#,
        r#"        "lmp": (at"#,
        &[
            "@:40: the Indicator `lamp` has no place. Give it one under `marks`.",
            "@:LINE: unknown component `lmp`. Did you mean `lamp`?",
        ],
    );
    breaks(
        OUTLET,
        "        \"socket\": (at: (0.0, -0.012, 0.06), hold: Grip, enter: (0.0, 1.0, 0.0)),\n",
        "",
        &["@:9: the Socket `socket` has no place. Give it one under `seats`."],
    );
}

#[test]
fn openings_are_where_the_hollow_is() {
    breaks(
        DRIP,
        r#"body: "basket", at: (0.0, 0.0, 0.075)"#,
        r#"body: "bsket", at: (0.0, 0.0, 0.075)"#,
        &["@:LINE: unknown body `bsket`. Did you mean `basket`?"],
    );
    breaks(
        MUG,
        "floor_m: 0.005",
        "floor_m: 0.095",
        &["@:LINE: the floor of the hollow is not below its opening. Write a number below 0.091."],
    );
    breaks(
        MUG,
        "floor_m: 0.005",
        "floor_m: 0.02",
        &["@:LINE: `inside` is 0.086 m deep, the hollow under its opening 0.071 m. Make both the same."],
    );
    breaks(
        MUG,
        "radius_m: 0.036, floor",
        "radius_m: 0.06, floor",
        &["@:LINE: the opening is wider than `inside`, whose half width is 0.036 m. Make it smaller."],
    );
    breaks(
        MUG,
        "radius_m: 0.036, floor",
        "radius_m: 0.0, floor",
        &["@:LINE: `radius_m` is 0. It must be between 0.001 and 2."],
    );
}

#[test]
fn seats_outlets_and_marks_belong_to_bodies_and_point_somewhere() {
    breaks(
        DRIP,
        r#""filter": (body: "basket""#,
        r#""filter": (body: "busket""#,
        &["@:LINE: unknown body `busket`. Did you mean `basket`?"],
    );
    breaks(
        DRIP,
        "hold: Rest, enter: (0.0, 1.0, 0.0)",
        "hold: Rest, enter: (0.0, 0.0, 0.0)",
        &["@:LINE: `enter` is no direction. Write a vector such as (0.0, 0.0, 1.0)."],
    );
    breaks(
        DRIP,
        r#""spout": (at: (0.0, -0.055, 0.195))"#,
        r#""spout": (at: (0.0, -0.055, 0.195), dir: (0.0, 0.0, 0.0))"#,
        &["@:LINE: `dir` is no direction. Write a vector such as (0.0, 0.0, 1.0)."],
    );
    breaks(
        DRIP,
        r#""spout": (at: (0.0"#,
        r#""spout": (body: "nose", at: (0.0"#,
        &["@:LINE: unknown body `nose`. Known: `basket`, `body`, `lid`, `plug`, `switch`."],
    );
    breaks(
        DRIP,
        r#""lamp": (at: (0.085"#,
        r#""lamp": (body: "nose", at: (0.085"#,
        &["@:LINE: unknown body `nose`. Known: `basket`, `body`, `lid`, `plug`, `switch`."],
    );
}

#[test]
fn hands_can_hold_what_has_a_grasp() {
    breaks(MUG, "width_m: 0.082", "width_m: 0.0", &["@:LINE: `width_m` is 0. It must be between 0.0005 and 0.5."]);
    breaks(
        MUG,
        "along: (0.0, 0.0, 1.0)",
        "along: (0.0, 0.0, 0.0)",
        &["@:LINE: `along` is no direction. Write a vector such as (0.0, 0.0, 1.0)."],
    );
    breaks(
        MUG,
        "(0.5, 0.87, 0.0)",
        "(0.0, 0.0, 0.0)",
        &["@:LINE: `from` is no direction. Write a vector such as (0.0, 0.0, 1.0)."],
    );
    breaks(
        TIN,
        "width_m: 0.012, from: [(0.0, 1.0, 0.0)]",
        "width_m: 2.0, from: [(0.0, 1.0, 0.0)]",
        &["@:LINE: `width_m` is 2. It must be between 0.0005 and 0.5."],
    );
}

#[test]
fn surfaces_have_room() {
    breaks(
        TABLE,
        "size: (1.20, 0.80), name",
        "size: (1.20, 0.0), name",
        &["@:LINE: `size` is 1.2 × 0 m. Both must be above 0 and at most 20."],
    );
    breaks(DRAWER, "headroom_m: 0.24", "headroom_m: 0.0", &["@:LINE: `headroom_m` is 0. It must be above 0."]);
    breaks(
        DRAWER,
        r#"body: "drawer", at"#,
        r#"body: "drawr", at"#,
        &["@:LINE: unknown body `drawr`. Did you mean `drawer`?"],
    );
}

#[test]
fn contents_fit_and_are_known() {
    breaks(
        TIN,
        r#""grounds", mass_g: 250.0"#,
        r#""groundz", mass_g: 250.0"#,
        &[
            "@:LINE: unknown substance `groundz`. Did you mean `grounds`?",
            "@:LINE: `groundz` has no `d50_um`. Only `grounds` has one.",
        ],
    );
    breaks(
        TIN,
        r#"store: "inside", sub"#,
        r#"store: "insde", sub"#,
        &["@:LINE: unknown Store `insde`. Did you mean `inside`?"],
    );
    breaks(TIN, "mass_g: 250.0", "mass_g: 0.0", &["@:LINE: `mass_g` is 0. It must be above 0."]);
    breaks(
        TIN,
        "mass_g: 250.0",
        "mass_g: 400.0",
        &["@:LINE: `inside` holds 965 ml, what is in it takes 1212 ml. Put less in."],
    );
    breaks(
        TIN,
        ", d50_um: 700.0",
        "",
        &["@:LINE: ground coffee without `d50_um`. Its grind matters: 700 for a drip machine."],
    );
    breaks(TIN, "d50_um: 700.0", "d50_um: 0.7", &["@:LINE: `d50_um` is 0.7. It must be between 10 and 3000."]);
    breaks(
        COCOA,
        "mass_g: 200.0",
        "mass_g: 200.0, d50_um: 100.0",
        &["@:LINE: `cocoa` has no `d50_um`. Only `grounds` has one."],
    );
    breaks(
        COCOA,
        "mass_g: 200.0",
        "mass_g: 200.0, decaf: true",
        &["@:LINE: `cocoa` has no `decaf`. Only `grounds`, `beans` and `instant` have one."],
    );
    breaks(
        TIN,
        "mass_g: 250.0",
        "temp_c: 200.0, mass_g: 250.0",
        &["@:LINE: `temp_c` is 200. It must be between -30 and 120."],
    );
    breaks(
        SALT,
        "mass_g: 450.0)",
        r#"mass_g: 50.0), (store: "inside", substance: "salt", mass_g: 1.0)"#,
        &["@:LINE: `salt` is given twice. Add the masses up."],
    );
    breaks(
        SALT,
        r#""salt", mass_g"#,
        r#""caffeine", mass_g"#,
        &[
            "@:LINE: unknown substance `caffeine`. Known: `water`, `solids`, `fines`, `oil`, `milk`, `sugar`, `salt`, `soap`, `descaler`, `cocoa`, `tea`, `instant`, `vinegar`, `ice`, `other`, `grounds`, `old_solids`, `beans`.",
        ],
    );
}

#[test]
fn tools_and_packs_name_what_there_is() {
    breaks(
        SCOOP,
        r#"Scoop(store: "bowl")"#,
        r#"Scoop(store: "bow")"#,
        &["@:LINE: unknown Store `bow`. Did you mean `bowl`?"],
    );
    breaks(
        PACK,
        r#"item: "paper_filter""#,
        r#"item: "paper_filtre""#,
        &["@:LINE: unknown thing `paper_filtre`. Did you mean `paper_filter`?"],
    );
    breaks(PACK, "count: 40", "count: 0", &["@:LINE: `count` is 0. It must be above 0."]);
    breaks(
        PACK,
        r#"item: "paper_filter""#,
        r#"item: "table_120""#,
        &[
            "@:LINE: `table_120` cannot be held. A piece must have `grasps`.",
            "@:LINE: `table_120` is built in. Only a loose thing can be taken out.",
        ],
    );
    breaks(
        PACK,
        r#"item: "paper_filter""#,
        r#"item: "filter_pack""#,
        &[
            "@:LINE: `filter_pack` cannot be held. A piece must have `grasps`.",
            "@:LINE: `filter_pack` is itself a pack. A pack gives out single pieces.",
        ],
    );
}
