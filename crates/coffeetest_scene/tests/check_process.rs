//! What can be wrong with the process graph of a thing, one error at a time.

mod common;

use common::breaks;

const STAND: &str = "items/scoop_stand.ron";
const DRIP: &str = "appliances/drip_12.ron";
const SINK: &str = "furniture/sink_90.ron";

#[test]
fn a_seat_accepts_tags_that_something_carries() {
    breaks(
        STAND,
        r#"accepts: ["scoop"]"#,
        r#"accepts: ["scop"]"#,
        &["@:LINE: unknown tag `scop`. Did you mean `scoop`?"],
    );
    breaks(DRIP, r#""mesh_basket"]"#, r#""mesh_basket", "gold_filter"]"#, &["@:LINE: unknown tag `gold_filter`."]);
    breaks(
        STAND,
        r#"accepts: ["scoop"]"#,
        "accepts: []",
        &["@:LINE: this seat accepts nothing. Name the tags of what fits."],
    );
}

#[test]
fn links_lead_from_what_there_is_to_what_there_is() {
    breaks(
        DRIP,
        r#"("tank", "siphon"), ("siphon""#,
        r#"("tnk", "siphon"), ("siphon""#,
        &[
            "@:27: `siphon`: is `from` `tank`, but a link leads from `tnk` to it.",
            "@:LINE: there is no component `tnk`. Did you mean `tank`?",
        ],
    );
    breaks(
        DRIP,
        r#"("dripstop", "spout")]"#,
        r#"("dripstop", "lamp")]"#,
        &["@:32: `lamp` is an indicator. It must be a valve, outlet, store, bed or `drain`."],
    );
    breaks(
        DRIP,
        r#", ("dripstop", "spout")]"#,
        r#", ("dripstop", "spout"), ("dripstop", "spout")]"#,
        &["@:36: `dripstop`: its flow forks to spout and spout. Flows do not fork."],
    );
    breaks(
        DRIP,
        r#"("siphon", "bed"), ("bed", "dripstop"), ("dripstop", "spout")"#,
        r#"("siphon", "bed"), ("bed", "spout")"#,
        &["@:36: the valve `dripstop` is in no link. Put it between two others under `links`."],
    );
    breaks(
        DRIP,
        r#", ("dripstop", "spout")]"#,
        "]",
        &["@:36: `dripstop`: its flow ends here. Link it to an outlet, a store, a bed or `drain`."],
    );
}

#[test]
fn components_name_components_of_the_right_kind() {
    breaks(
        DRIP,
        r#"from: "tank", to: "bed""#,
        r#"from: "tnak", to: "bed""#,
        &[
            "@:LINE: `siphon`: is `from` `tnak`, but a link leads from `tank` to it.",
            "@:LINE: there is no component `tnak`. Did you mean `tank`?",
        ],
    );
    breaks(
        DRIP,
        r#"from: "tank", to: "bed""#,
        r#"from: "lid", to: "bed""#,
        &[
            "@:LINE: `siphon`: is `from` `lid`, but a link leads from `tank` to it.",
            "@:LINE: `lid` is a joint. It must be a store.",
        ],
    );
    breaks(
        DRIP,
        r#"Plate("carafe_seat")"#,
        r#"Plate("carafe_set")"#,
        &["@:LINE: there is no component `carafe_set`. Did you mean `carafe_seat`?"],
    );
    breaks(
        DRIP,
        "filter: \"filter\",\n",
        "filter: \"fliter\",\n",
        &["@:LINE: there is no component `fliter`. Did you mean `filter`?"],
    );
    breaks(DRIP, r#"lid: "lid""#, r#"lid: "ldi""#, &["@:LINE: there is no component `ldi`. Did you mean `lid`?"]);
    breaks(
        DRIP,
        r#"seat: "basket""#,
        r#"seat: "baskt""#,
        &["@:LINE: there is no component `baskt`. Did you mean `basket`?"],
    );
    breaks(
        DRIP,
        r#"Window("tank")"#,
        r#"Window("tnk")"#,
        &["@:LINE: there is no component `tnk`. Did you mean `tank`?"],
    );
    breaks(
        SINK,
        r#"opens_with: "lever""#,
        r#"opens_with: "levr""#,
        &["@:LINE: there is no component `levr`. Did you mean `lever`?"],
    );
    breaks(
        DRIP,
        r#"overflow_to: "outside""#,
        r#"overflow_to: "outsid""#,
        &["@:LINE: there is no component `outsid`. Did you mean `outside`?"],
    );
}

#[test]
fn guards_name_variables_that_exist() {
    breaks(
        DRIP,
        r#"Ge("siphon.q", 0.0001)"#,
        r#"Ge("siphn.q", 0.0001)"#,
        &["@:LINE: there is no component `siphn`. Did you mean `siphon`?"],
    );
    breaks(
        DRIP,
        r#"Is("carafe_seat.seated")"#,
        r#"Is("carafe_seat.sitting")"#,
        &[
            "@:LINE: `carafe_seat.sitting` is no variable. `carafe_seat` has `d_m`, `ferrous`, `metal`, `seated`, `tight`.",
        ],
    );
    breaks(
        DRIP,
        r#"Is("switch.I")])), True, [Heat"#,
        r#"Is("switch.X")])), True, [Heat"#,
        &["@:LINE: `switch.X` is no variable. `switch` has `I`, `O`, `held`, `open`, `pos`, `pressed`."],
    );
    breaks(
        DRIP,
        r#"Is("dripstop.open")"#,
        r#"Is("open")"#,
        &[
            "@:LINE: there is no component `open`. Known: `autooff`, `basket`, `bed`, `boiler`, `carafe_seat`, `dripstop`, `filter`, `lamp`, `lid`, `plate`, `plug`, `siphon`, `spout`, `sputter`, `switch`, `tank`, `window`, `outside`, `drain`, `mains`.",
        ],
    );
}
