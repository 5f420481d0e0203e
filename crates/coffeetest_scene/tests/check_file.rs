//! What is wrong with a file as a file: its name, its format, its text.

mod common;

use coffeetest_scene::Library;
use common::{breaks, changed, errors};

const MUG: &str = "items/mug_white.ron";

#[test]
fn an_unknown_field_is_named_with_the_nearest_known_one() {
    breaks(MUG, "    kind:", "    kin:", &["@:LINE: unknown field `kin`. Did you mean `kind`?"]);
}

#[test]
fn an_unknown_component_kind_is_named_with_the_nearest_known_one() {
    breaks(MUG, "Store(", "Storr(", &["@:LINE: unknown word `Storr`. Did you mean `Store`?"]);
}

#[test]
fn a_missing_field_is_named() {
    let files = changed(MUG, "    kind: \"mug\",\n", "");
    assert!(errors(&files)[0].contains(": `kind` is missing."), "{:?}", errors(&files));
}

#[test]
fn a_broken_line_is_reported_where_it_is() {
    breaks(MUG, "    kind: \"mug\",", "    kind \"mug\",", &["@:LINE: expected colon."]);
}

#[test]
fn a_wrong_type_is_reported_where_it_is() {
    breaks(MUG, "mass_kg: 0.34", "mass_kg: \"heavy\"", &["@:LINE: expected float."]);
}

#[test]
fn a_file_of_a_newer_format_asks_for_a_newer_program() {
    breaks(MUG, "format: 1", "format: 2", &["@:LINE: written in format 2, this version reads 1. Update coffeetest."]);
}

#[test]
fn a_newer_format_is_not_blamed_for_fields_that_this_version_does_not_know() {
    breaks(
        MUG,
        "format: 1,",
        "format: 7, hologram: Bright(3),",
        &["@:LINE: written in format 7, this version reads 1. Update coffeetest."],
    );
}

#[test]
fn a_format_that_never_was_and_a_missing_one_are_refused() {
    breaks(MUG, "format: 1", "format: 0", &["@:LINE: `format` is not a format that exists. Write `format: 1`."]);
    breaks(
        MUG,
        "Item(\n    format: 1,",
        "Item(\n",
        &["@:LINE: `format` is missing. Write `format: 1` as the first field."],
    );
}

#[test]
fn a_file_in_the_wrong_folder_is_refused() {
    breaks(MUG, "Item(", "Appliance(", &["@:LINE: this is `Appliance(…)`. Files in this folder hold `Item(…)`."]);
    let mug = Library::builtin_files().find(|(path, _)| path.ends_with("mug_white.ron")).expect("mug").1;
    let errors = Library::from_files([("scenes/cups/mug.ron", mug)]).expect_err("no such folder");
    assert_eq!(
        errors[0].to_string(),
        "scenes/cups/mug.ron:1: this file is in no folder of scenes. \
         Known: `appliances`, `items`, `furniture`, `bodies`, `homes`, `suites`, `kits`, `habits`, `regions`, `levels`."
    );
}

#[test]
fn a_name_given_twice_is_refused() {
    breaks(
        MUG,
        "    kind: \"mug\",",
        "    kind: \"mug\",  kind: \"mug\",",
        &["@:LINE: `kind` is given twice. Each name may stand once."],
    );
    breaks(
        "appliances/drip_12.ron",
        "\"spout\": (at:",
        "\"spout\": (at: (0.0, 0.0, 0.0)), \"spout\": (at:",
        &["@:LINE: `spout` is given twice. Each name may stand once."],
    );
}

#[test]
fn two_kinds_of_things_cannot_share_a_name() {
    let mut files = changed(MUG, "mug", "mug");
    let copy = files.iter().find(|(path, _)| path.ends_with("base_60.ron")).expect("base").1.clone();
    files.push(("scenes/furniture/mug_white.ron".into(), copy));
    assert_eq!(
        errors(&files),
        ["scenes/furniture/mug_white.ron:1: the name `mug_white` is taken by a file in `items`. \
          Appliances, items and furniture share their names."]
    );
}

#[test]
fn numbers_that_are_none_are_refused() {
    for number in ["inf", "-inf", "NaN", "1e39", "1e999"] {
        let what = format!("@:LINE: `{number}` is no usable number.");
        breaks(MUG, "mass_kg: 0.34", &format!("mass_kg: {number}"), &[&what]);
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let loaded = Library::from_files([("scenes/items/a.ron", &[0xff, 0xfe][..])]);
    assert_eq!(loaded.expect_err("no text")[0].to_string(), "scenes/items/a.ron:1: this is not UTF-8 text.");
}

#[test]
fn errors_of_several_files_come_all_at_once_in_order() {
    let mut files = changed("items/salt_box.ron", "\"salt\", mass_g", "\"slat\", mass_g");
    for (path, bytes) in &mut files {
        if path.ends_with("mug_blue.ron") {
            *bytes =
                String::from_utf8_lossy(bytes).replace("0.34", "-0.34").replace("\"蓝色马克杯\"", "\"\"").into_bytes();
        }
        if path.ends_with("first.ron") {
            *bytes = String::from_utf8_lossy(bytes).replace("\"homehelper\"", "\"homehelp\"").into_bytes();
        }
    }
    assert_eq!(
        errors(&files),
        [
            "scenes/items/mug_blue.ron:4: `zh` is empty. What people read exists in English and Chinese.",
            "scenes/items/mug_blue.ron:19: `mass_kg` is -0.34. It must be between 0.0001 and 10000.",
            "scenes/items/salt_box.ron:30: unknown substance `slat`. Did you mean `salt`?",
            "scenes/suites/first.ron:6: unknown body `homehelp`. Did you mean `homehelper`?",
        ]
    );
}

#[test]
fn a_broken_file_does_not_make_those_who_name_it_wrong() {
    // The stand's seat accepts the scoop's tag, the home places the scoop, the suite needs the home.
    const SCOOP: &str = "items/coffee_scoop.ron";
    breaks(SCOOP, "    kind: ", "    kind ", &["@:LINE: expected colon."]);
    breaks(SCOOP, "mass_kg: 0.05", "mass_kg: 0.0", &["@:LINE: `mass_kg` is 0. It must be between 0.0001 and 10000."]);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let errors = Library::load(std::path::Path::new("/nowhere/scenes")).expect_err("no folder");
    assert_eq!(errors.len(), 1);
    assert!(errors[0].to_string().starts_with("/nowhere/scenes:1: cannot be read: "), "{}", errors[0]);
}

#[test]
fn an_unknown_id_is_answered_with_the_nearest() {
    let library = Library::builtin().expect("shipped scenes load");
    let text = |error: coffeetest_scene::UnknownId| error.to_string();
    assert_eq!(
        library.thing("mug_whit").map_err(text).err().as_deref(),
        Some("unknown thing `mug_whit`. Did you mean `mug_white`?")
    );
    assert_eq!(
        library.home("frist_kitchen").map_err(text).err().as_deref(),
        Some("unknown home `frist_kitchen`. Did you mean `first_kitchen`?")
    );
    assert_eq!(
        library.suite("x").map_err(text).err().as_deref(),
        Some("unknown suite `x`. Known: `first`, `level_1`, `level_2`, `level_3`, `level_4`, `methods`, `orders`.")
    );
    assert_eq!(
        library.body("stretch").map_err(text).err().as_deref(),
        Some("unknown body `stretch`. Did you mean `stretchlike`?")
    );
}
