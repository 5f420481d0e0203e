//! What can be wrong with what sits where and where the body starts, one error at a time.

mod common;

use common::breaks;

const HOME: &str = "homes/first_kitchen.ron";

#[test]
fn a_thing_is_on_a_surface_or_in_a_seat() {
    breaks(
        HOME,
        r#""carafe": (thing: "carafe_12", places: [])"#,
        r#""carafe": (thing: "carafe_12", places: [(on: "table.top", at: (0.0, 0.0))])"#,
        &["@:LINE: `carafe` sits in a seat. Leave its `places` empty."],
    );
    breaks(
        HOME,
        r#"seated: [("carafe", "machine.carafe_seat"), "#,
        "seated: [",
        &["@:35: `carafe` is nowhere. Give at least one place, or seat it under `seated`."],
    );
}

#[test]
fn contents_given_by_a_home_are_checked_like_others() {
    breaks(
        HOME,
        r#""coffee": (thing: "coffee_tin", places"#,
        r#""coffee": (thing: "coffee_tin", contents: [(store: "inside", substance: "coffee", mass_g: 1.0)], places"#,
        &[
            "@:LINE: unknown substance `coffee`. Known: `water`, `solids`, `fines`, `oil`, `milk`, `sugar`, `salt`, `soap`, `descaler`, `cocoa`, `tea`, `instant`, `vinegar`, `ice`, `other`, `grounds`, `old_solids`, `beans`.",
        ],
    );
}

#[test]
fn what_sits_in_a_seat_is_known_and_accepted_once() {
    breaks(
        HOME,
        r#"("carafe", "machine.carafe_seat")"#,
        r#"("caraffe", "machine.carafe_seat")"#,
        &[
            "@:35: `carafe` is nowhere. Give at least one place, or seat it under `seated`.",
            "@:LINE: unknown thing `caraffe`. Did you mean `carafe`?",
        ],
    );
    breaks(
        HOME,
        r#"("carafe", "machine.carafe_seat")"#,
        r#"("carafe", "machin.carafe_seat")"#,
        &["@:LINE: unknown thing `machin`. Did you mean `machine`?"],
    );
    breaks(
        HOME,
        r#"("carafe", "machine.carafe_seat")"#,
        r#"("carafe", "machine.carafe_set")"#,
        &["@:LINE: `machine` has no seat `carafe_set`. Did you mean `carafe_seat`?"],
    );
    breaks(
        HOME,
        r#"("carafe", "machine.carafe_seat")"#,
        r#"("carafe", "machine")"#,
        &[
            "@:35: `carafe` is nowhere. Give at least one place, or seat it under `seated`.",
            "@:LINE: `machine` is no seat. Write `thing.seat`.",
        ],
    );
    breaks(
        HOME,
        r#"("carafe", "machine.carafe_seat")"#,
        r#"("carafe", "scoop_stand.holder")"#,
        &[
            "@:LINE: `carafe` carries no tag that `scoop_stand.holder` accepts. It accepts `scoop`.",
            "@:LINE: two things sit in `scoop_stand.holder`. One fits.",
        ],
    );
    breaks(
        HOME,
        r#"("carafe", "machine.carafe_seat")"#,
        r#"("carafe", "machine.carafe_seat"), ("carafe", "machine.carafe_seat")"#,
        &[
            "@:LINE: `carafe` is seated twice. It can be in one place.",
            "@:LINE: two things sit in `machine.carafe_seat`. One fits.",
        ],
    );
    breaks(
        HOME,
        r#"("carafe", "machine.carafe_seat")"#,
        r#"("carafe", "machine.carafe_seat"), ("table", "machine.carafe_seat")"#,
        &[
            "@:LINE: two things sit in `machine.carafe_seat`. One fits.",
            "@:LINE: `table` is built in and sits nowhere.",
        ],
    );
    breaks(
        HOME,
        r#"("carafe", "machine.carafe_seat")"#,
        r#"("carafe", "machine.carafe_seat"), ("machine.lid", "machine.basket")"#,
        &[
            "@:LINE: `machine.lid` cannot be taken off, so it sits nowhere else.",
            "@:LINE: two things sit in `machine.basket`. One fits.",
        ],
    );
    breaks(
        HOME,
        r#"("carafe", "machine.carafe_seat")"#,
        r#"("carafe", "machine.carafe_seat"), ("machine.plug", "outlet_1.socket")"#,
        &[
            "@:96: `machine.plug` is seated twice. It can be in one place.",
            "@:96: two things sit in `outlet_1.socket`. One fits.",
            "@:LINE: a plug in a socket is not seated. Use `plugged`.",
        ],
    );
    breaks(
        HOME,
        r#""mug_a": (thing: "mug_white", places: ["#,
        r#""filter": (thing: "paper_filter", places: []), "spare": (thing: "drip_12", places: [(on: "table.top", at: (0.0, 0.0))]), "mug_a": (thing: "mug_white", places: ["#,
        &["@:LINE: `filter` is nowhere. Give at least one place, or seat it under `seated`."],
    );
    breaks(
        HOME,
        r#"("scoop", "scoop_stand.holder")"#,
        r#"("scoop", "scoop_stand.holder"), ("scoop_stand", "scoop_stand.holder")"#,
        &[
            "@:50: `scoop_stand` sits in a seat. Leave its `places` empty.",
            "@:LINE: `scoop` sits in itself, through `scoop_stand`.",
            "@:LINE: `scoop_stand` carries no tag that `scoop_stand.holder` accepts. It accepts `scoop`.",
            "@:LINE: two things sit in `scoop_stand.holder`. One fits.",
        ],
    );
}

#[test]
fn plugs_are_plugged_into_sockets_that_they_reach() {
    breaks(
        HOME,
        r#""outlet_1.socket")"#,
        r#""machine.carafe_seat")"#,
        &[
            "@:LINE: two things sit in `machine.carafe_seat`. One fits.",
            "@:LINE: `machine.carafe_seat` is no socket. Use `seated`.",
            "@:97: two things sit in `machine.carafe_seat`. One fits.",
        ],
    );
    breaks(
        HOME,
        r#"("machine.plug", "outlet_1.socket")"#,
        r#"("machine.lid", "outlet_1.socket")"#,
        &["@:LINE: `machine.lid` is no plug. Use `seated`."],
    );
    breaks(
        HOME,
        "at: (3.55, 3.6, 1.06)",
        "at: (2.95, 3.6, 1.06)",
        &["@:33: `machine.plug` does not reach `outlet_1.socket`. It is 0.99 m away, the cord is 0.75 m long."],
    );
    breaks(
        HOME,
        "at: (3.55, 3.6, 1.06)",
        "at: (3.55, 3.6, 1.60)",
        &[
            "@:32: `machine.plug` does not reach `outlet_1.socket`. It is 0.84 m away, the cord is 0.75 m long.",
            "@:33: `machine.plug` does not reach `outlet_1.socket`. It is 0.84 m away, the cord is 0.75 m long.",
        ],
    );
}

#[test]
fn the_body_starts_in_the_open() {
    breaks(
        HOME,
        "(min: (0.95, 0.45), max: (1.70, 2.30)",
        "(min: (0.45, 0.45), max: (1.70, 2.30)",
        &["@:LINE: the body starts in `counter_left`. Move the area away from it."],
    );
    breaks(
        HOME,
        "(min: (2.10, 2.10), max: (3.80, 2.40)",
        "(min: (2.10, 2.10), max: (5.80, 2.40)",
        &["@:LINE: the body starts outside the rooms. Move the area inside."],
    );
    breaks(
        HOME,
        "(min: (2.10, 2.10), max",
        "(min: (4.10, 2.10), max",
        &["@:LINE: this area has no floor. `min` must not be above `max`."],
    );
    breaks(
        HOME,
        "max: (3.80, 2.40), yaw_deg: (-180.0, 180.0)",
        "max: (3.80, 2.40), yaw_deg: (180.0, -180.0)",
        &["@:LINE: `yaw_deg` goes from 180 to -180. Write the smaller number first."],
    );
}

#[test]
fn a_seat_that_a_part_of_its_own_thing_is_in_is_taken() {
    let files = common::changed(
        HOME,
        r#""pepper": (thing"#,
        r#""spare": (thing: "drip_12", places: [(on: "table.top", at: (0.0, -0.1))]), "pepper": (thing"#,
    );
    assert_eq!(common::errors(&files), [""; 0]);
    let seated = r#"seated: [("#;
    let files = files.into_iter().map(|(path, bytes)| {
        let more = r#"seated: [("spare.basket", "machine.basket"), ("#;
        let here = usize::from(path.ends_with(HOME));
        let text = String::from_utf8_lossy(&bytes).replacen(seated, more, here);
        (path, text.into_bytes())
    });
    let errors = common::errors(&files.collect::<Vec<_>>());
    assert_eq!(errors, ["scenes/homes/first_kitchen.ron:97: two things sit in `machine.basket`. One fits."]);
}
