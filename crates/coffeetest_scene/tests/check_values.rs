//! What can be wrong with the parameters of components, one error at a time.

mod common;

use common::breaks;

const DRIP: &str = "appliances/drip_12.ron";
const MUG: &str = "items/mug_white.ron";
const DRAWER: &str = "furniture/base_drawer_60.ron";
const OUTLET: &str = "furniture/wall_outlet.ron";
const SINK: &str = "furniture/sink_90.ron";
const KETTLE: &str = "appliances/kettle_17.ron";

#[test]
fn the_controller_names_what_there_is() {
    breaks(
        DRIP,
        r#"Event("switch", "O")"#,
        r#"Event("swich", "O")"#,
        &["@:LINE: there is no component `swich`. Did you mean `switch`?"],
    );
    breaks(
        DRIP,
        r#"Event("switch", "O")"#,
        r#"Event("switch", "0")"#,
        &["@:LINE: `switch` has no position `0`. It has `O`, `I`."],
    );
    breaks(
        DRIP,
        r#"After("autooff")"#,
        r#"After("auto")"#,
        &["@:LINE: there is no component `auto`. Did you mean `autooff`?"],
    );
    breaks(
        DRIP,
        r#"Start("autooff")], "On""#,
        r#"Start("autooff")], "Onn""#,
        &[r#"@:LINE: `ctrl row 1`: no row leads out of the state `Onn`. It has ["Off", "On"]."#],
    );
    breaks(
        DRIP,
        r#"Latch("switch", "O")"#,
        r#"Latch("switch", "Q")"#,
        &["@:LINE: `switch` has no position `Q`. It has `O`, `I`."],
    );
    breaks(
        DRIP,
        r#"Heat("boiler", On), Heat("plate", On)"#,
        r#"Heat("boilr", On), Heat("plate", On)"#,
        &["@:LINE: there is no component `boilr`. Did you mean `boiler`?"],
    );
    breaks(
        DRIP,
        r#"Start("autooff")]"#,
        r#"Start("autooff"), Open("dripstop")]"#,
        &["@:LINE: `ctrl row 1`: `dripstop` opens by itself (opens_when, opens_with), no action can move it."],
    );
    breaks(
        DRIP,
        r#"        ("On", Event("#,
        r#"        ("Onn", Event("#,
        &["@:LINE: no row leads to the state `Onn`. Lead one there."],
    );
}

#[test]
fn parameters_are_in_their_ranges() {
    breaks(MUG, "cap_ml: 350.0", "cap_ml: 0.0", &["@:LINE: `cap_ml` is 0. It must be above 0."]);
    breaks(
        MUG,
        "cap_ml: 350.0",
        "cap_ml: 500.0",
        &["@:LINE: `cap_ml` is 500, its shape holds 350 ml. Make the shape larger or `cap_ml` smaller."],
    );
    breaks(
        MUG,
        "Cyl(0.036, 0.086)",
        "Cyl(0.0, 0.086)",
        &[
            "@:LINE: `curve`: a cylinder needs a radius and a height above 0.",
            "@:30: the opening is wider than `inside`, whose half width is 0 m. Make it smaller.",
        ],
    );
    breaks(MUG, "c_wall: 290.0", "c_wall: 0.0", &["@:LINE: `c_wall` is 0. It must be above 0."]);
    breaks(MUG, "lid_factor: 1.0", "lid_factor: 2.0", &["@:LINE: `lid_factor` is 2. It must be from 0 to 1."]);
    breaks(
        MUG,
        "lip: (0.027, 0.6, 0.086)",
        "lip: (0.027, 0.6, 0.2)",
        &["@:LINE: the lip is at 0.2 m, the store is 0.086 m high."],
    );
    breaks(
        MUG,
        "lip: (0.027, 0.6, 0.086)",
        "lip: (0.0, 0.6, 0.086)",
        &["@:8: the lip's width is 0. It must be above 0."],
    );
    breaks(
        DRIP,
        "min_ml: 300.0, max_ml: 1800.0",
        "min_ml: 300.0, max_ml: 200.0",
        &["@:LINE: `max_ml` is 200. It must be between `min_ml` 300 and `cap_ml` 1800."],
    );
    breaks(DRIP, "p_w: 900.0", "p_w: -900.0", &["@:LINE: `p_w` is -900. It must be above 0."]);
    breaks(
        DRIP,
        "thermo: (120.0, 135.0)",
        "thermo: (135.0, 120.0)",
        &["@:LINE: `thermo` is (135.0, 120.0). It closes below the first and opens above the second."],
    );
    breaks(
        DRIP,
        "reset: Auto(110.0)",
        "reset: Auto(150.0)",
        &["@:LINE: the cut-out closes at 150 °C and opens at 145 °C. It must cool down first."],
    );
    breaks(DRIP, "fuse_c: 216.0", "fuse_c: 120.0", &["@:19: the cut-out's trip_c 145 must be below fuse_c 120."]);
    breaks(DRIP, "cells: 1", "cells: 9", &["@:LINE: `cells` is 9. It must be from 1 to 4."]);
    breaks(DRIP, "even: 0.95", "even: 1.5", &["@:LINE: `even` is 1.5. It must be from 0 to 1."]);
    breaks(
        DRIP,
        "range: (0.0, 95.0)",
        "range: (95.0, 0.0)",
        &["@:LINE: `range` is (95.0, 0.0). It goes from closed to open, rising."],
    );
    breaks(
        DRAWER,
        "range: (0.0, 0.40)",
        "range: (0.0, 40.0)",
        &["@:LINE: `range` goes as far as 40. A Slide is in metres, at most 2."],
    );
    breaks(
        DRIP,
        "force: 3.0, latch_n",
        "force: 0.0, latch_n",
        &["@:LINE: `force` is 0. It must be between 0.01 and 1000."],
    );
    breaks(DRIP, "tol_mm: 4.0", "tol_mm: 0.0", &["@:LINE: `tol_mm` is 0. It must be above 0."]);
    breaks(DRIP, "cord_m: 0.75", "cord_m: 0.0", &["@:LINE: `cord_m` is 0. It must be between 0.05 and 20."]);
    breaks(DRIP, "v: 120.0, cord", "v: 0.0, cord", &["@:LINE: `v` is 0. It must be above 0."]);
    breaks(
        OUTLET,
        "Socket(v: 120.0)",
        "Socket(v: 120.0, insert_n: 0.0)",
        &["@:LINE: `insert_n` is 0. It must be above 0."],
    );
    breaks(DRIP, "d_m: 0.006", "d_m: 0.0", &["@:LINE: `d_m` is 0. It must be above 0."]);
    breaks(DRIP, "limit: 7200.0", "limit: -1.0", &["@:LINE: `limit` is -1. It must be from 0 to 1000000000."]);
    breaks(DRIP, r#"Sound("sputter")"#, r#"Sound("")"#, &["@:LINE: the sound has no name. Say what is heard."]);
    breaks(SINK, "q_max_g_s: 90.0", "q_max_g_s: 0.0", &["@:LINE: `q_max_g_s` is 0. It must be above 0."]);
    breaks(
        SINK,
        r#"from: "mains""#,
        r#"from: "basin""#,
        &["@:LINE: `tap`: a tap draws from `mains`, not from `basin`."],
    );
    breaks(DRIP, "pore_um: 20.0", "pore_um: 0.0", &["@:LINE: `pore_um` is 0. It must be above 0."]);
}

#[test]
fn controls_have_as_many_positions_as_their_class_needs() {
    breaks(
        DRIP,
        r#"states: ["O", "I"]"#,
        r#"states: ["O", "O"]"#,
        &[
            "@:LINE: two positions have the same name. Rename one.",
            "@:40: `switch.I` is no variable. `switch` has `O`, `O`, `held`, `open`, `pos`, `pressed`.",
            "@:47: `switch.I` is no variable. `switch` has `O`, `O`, `held`, `open`, `pos`, `pressed`.",
        ],
    );
    breaks(
        DRIP,
        "class: Rocker",
        "class: PushMomentary",
        &[
            "@:LINE: a PushMomentary with 2 positions. One that springs back has one.",
            "@:48: `switch` has no position `O`. It has `pressed`, `released`, `held`.",
        ],
    );
    breaks(DRIP, "travel: 4.0", "travel: 0.0", &["@:LINE: `travel` is 0. It must be above 0."]);
    breaks(
        DRIP,
        r#"labels: (en: "ON/OFF", zh: "开/关")"#,
        r#"labels: (en: "ON/OFF", zh: "")"#,
        &["@:LINE: the label is in one language only. Write `en` and `zh`."],
    );
}

#[test]
fn a_heater_needs_a_plug_and_a_line_needs_a_heater() {
    breaks(
        KETTLE,
        r#""plug": Plug(v: 120.0, cord_m: 0.75),"#,
        r#""plug": Timer(limit: 1.0),"#,
        &["@:14: `el`: a heater needs a Plug in the machine.", "@:77: unknown Plug `plug`."],
    );
    breaks(
        DRIP,
        "into: Line",
        r#"into: Plate("carafe_seat")"#,
        &["@:27: `siphon`: name the heater into Line that drives it. There are 0."],
    );
}
