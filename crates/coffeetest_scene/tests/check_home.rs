//! What can be wrong with a home's rooms, furniture and places, one error at a time.

mod common;

use common::breaks;

const HOME: &str = "homes/first_kitchen.ron";

#[test]
fn rooms_have_a_floor_and_do_not_overlap() {
    breaks(
        HOME,
        "max: (4.2, 3.6)",
        "max: (-4.2, 3.6)",
        &["@:LINE: this room has no floor. `min` must be below `max` along x and y."],
    );
    breaks(
        HOME,
        "height_m: 2.5)]",
        r#"height_m: 2.5), (name: (en: "hall", zh: "门厅"), min: (4.0, 0.0), max: (6.0, 3.0), height_m: 2.5)]"#,
        &["@:LINE: this room overlaps another."],
    );
    breaks(HOME, "height_m: 2.5", "height_m: 0.0", &["@:LINE: `height_m` is 0. It must be between 1 and 20."]);
    breaks(
        HOME,
        r#"zh: "厨房"), min"#,
        r#"zh: ""), min"#,
        &["@:LINE: `zh` is empty. What people read exists in English and Chinese."],
    );
    breaks(
        HOME,
        "ambient_c: 22.0",
        "ambient_c: 220.0",
        &["@:LINE: `ambient_c` is 220. It must be between -20 and 60."],
    );
    breaks(HOME, "mains_v: 120.0", "mains_v: 0.0", &["@:LINE: `mains_v` is 0. It must be between 1 and 500."]);
}

#[test]
fn furniture_is_known_built_in_and_stands_clear() {
    breaks(
        HOME,
        r#"thing: "fridge_60""#,
        r#"thing: "frigde_60""#,
        &["@:LINE: unknown furniture `frigde_60`. Did you mean `fridge_60`?"],
    );
    breaks(
        HOME,
        r#"thing: "fridge_60""#,
        r#"thing: "mug_white""#,
        &["@:LINE: `mug_white` is not built in. It belongs under `things`."],
    );
    breaks(
        HOME,
        "at: (0.30, 3.6, 0.0)",
        "at: (0.05, 3.6, 0.0)",
        &["@:LINE: `fridge` sticks out of the rooms. Move it inside."],
    );
    breaks(
        HOME,
        "at: (0.30, 3.6, 0.0)",
        "at: (0.40, 3.6, 0.0)",
        &[
            "@:LINE: `fridge` stands in `drawers`. Move one of them.",
            "@:79: `salt` stands in `fridge` here. Move the place.",
            "@:87: `pepper` stands in `fridge` here. Move the place.",
        ],
    );
    breaks(
        HOME,
        "at: (0.30, 3.6, 0.0)",
        "at: (0.30, 3.6, -0.1)",
        &["@:LINE: `fridge` sinks into the floor. Raise it."],
    );
    breaks(
        HOME,
        r#""fridge": ("#,
        r#""The fridge": ("#,
        &["@:LINE: `The fridge` is not lower case with underscores. Write `the_fridge`."],
    );
}

#[test]
fn doors_drawers_and_built_in_lids_open_without_hitting_anything() {
    breaks(
        HOME,
        "at: (1.00, 3.6, 1.37)",
        "at: (0.92, 3.6, 1.37)",
        &["@:LINE: `cabinet_a.door` hits `fridge` when it opens. Leave more room for it."],
    );
    breaks(
        HOME,
        "at: (0.05, 0.03)",
        "at: (0.05, 0.12)",
        &["@:LINE: `machine.lid` hits the wall when it opens. Leave more room for it."],
    );
    breaks(
        HOME,
        r#""table": (thing: "table_120", at: (2.70, 1.35, 0.0))"#,
        r#""table": (thing: "table_120", at: (2.70, 2.30, 0.0))"#,
        &[
            "@:19: `counter_door.door` hits `table` when it opens. Leave more room for it.",
            "@:100: the body starts in `table`. Move the area away from it.",
        ],
    );
}

#[test]
fn things_are_known_and_stand_on_known_surfaces() {
    breaks(
        HOME,
        r#"thing: "mug_white""#,
        r#"thing: "mug_whit""#,
        &["@:LINE: unknown thing `mug_whit`. Did you mean `mug_white`?"],
    );
    breaks(
        HOME,
        r#"(on: "table.top", at: (-0.35"#,
        r#"(on: "tabel.top", at: (-0.35"#,
        &["@:LINE: unknown furniture `tabel`. Did you mean `table`?"],
    );
    breaks(
        HOME,
        r#"(on: "table.top", at: (-0.35"#,
        r#"(on: "table.bottom", at: (-0.35"#,
        &["@:LINE: `table` has no surface `bottom`. Known: `top`."],
    );
    breaks(
        HOME,
        r#"(on: "table.top", at: (-0.35"#,
        r#"(on: "table", at: (-0.35"#,
        &["@:LINE: `table` is no surface. Write `furniture.surface`."],
    );
    breaks(
        HOME,
        r#""mug_a": ("#,
        r#""table": ("#,
        &["@:LINE: `table` is also a piece of furniture. Give one of them another name."],
    );
    breaks(HOME, "jitter_m: 0.04", "jitter_m: -0.04", &["@:LINE: `jitter_m` is -0.04. It must be between 0 and 1."]);
    breaks(
        HOME,
        "yaw_jitter_deg: 180.0",
        "yaw_jitter_deg: 360.0",
        &["@:LINE: `yaw_jitter_deg` is 360. It must be between 0 and 180."],
    );
}

#[test]
fn things_stay_on_their_surface_below_what_is_above_and_clear_of_what_is_beside() {
    breaks(
        HOME,
        r#"(on: "table.top", at: (-0.35, -0.22)"#,
        r#"(on: "table.top", at: (-0.59, -0.22)"#,
        &[
            "@:LINE: `mug_a` sticks out over the edge of `table.top`. The surface is 1.2 × 0.8 m, the thing 0.082 × 0.111 m.",
        ],
    );
    breaks(
        HOME,
        "(on: \"cabinet_a.lower\", at: (-0.14, 0.0), jitter_m: 0.005, yaw_jitter_deg: 4.0),\n            (on: \"cabinet_b.upper\"",
        "(on: \"cabinet_a.lower\", at: (-0.14, 0.1), jitter_m: 0.005, yaw_jitter_deg: 4.0),\n            (on: \"cabinet_b.upper\"",
        &[
            "@:LINE: `coffee` sticks out over the edge of `cabinet_a.lower`. The surface is 0.56 × 0.265 m, the thing 0.100 × 0.155 m.",
        ],
    );
    breaks(
        HOME,
        r#"(on: "counter_right.top", at: (0.0, 0.03)"#,
        r#"(on: "counter_door.shelf", at: (0.0, 0.03)"#,
        &[
            "@:LINE: `machine.plug` does not reach `outlet_1.socket`. It is 1.31 m away, the cord is 0.75 m long.",
            "@:LINE: `machine` is 0.35 m high, above `counter_door.shelf` there is 0.34 m.",
        ],
    );
    breaks(
        HOME,
        r#"on: "table.top", at: (0.0, 0.20)"#,
        r#"on: "sink.right", at: (0.0, 0.28)"#,
        &[
            "@:LINE: `pepper` sticks out over the edge of `sink.right`. The surface is 0.18 × 0.6 m, the thing 0.055 × 0.055 m.",
        ],
    );
    breaks(
        HOME,
        r#""outlet_2": (thing: "wall_outlet", at: (1.08, 3.6, 1.06))"#,
        r#""outlet_2": (thing: "wall_outlet", at: (0.72, 3.30, 0.905))"#,
        &[
            "@:79: `salt` stands in `outlet_2` here. Move the place.",
            "@:87: `pepper` stands in `outlet_2` here. Move the place.",
            "@:93: `kettle` stands in `outlet_2` here. Move the place.",
        ],
    );
}

#[test]
fn there_is_room_for_everything_at_once() {
    breaks(
        HOME,
        "\"sugar\": (thing: \"sugar_jar\", places: [\n            (on: \"cabinet_c.upper\", at: (0.20, 0.0), jitter_m: 0.005, yaw_jitter_deg: 4.0),\n            (on: \"cabinet_b.upper\", at: (0.0, 0.0), jitter_m: 0.005, yaw_jitter_deg: 4.0),\n        ])",
        r#""sugar": (thing: "sugar_jar", places: [(on: "table.top", at: (0.0, 0.0))]), "sugar_2": (thing: "sugar_jar", places: [(on: "table.top", at: (0.02, 0.0))])"#,
        &[
            "@:LINE: there is no room for `sugar_2` when everything else has its place. Give it more places, or places farther from the others'.",
        ],
    );
}
