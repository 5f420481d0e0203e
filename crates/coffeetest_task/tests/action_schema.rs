//! The published JSON Schema of actions agrees with the types.

use coffeetest_task::action::{ACTION_SCHEMA, Action, VERBS};
use serde_json::Value;

#[test]
fn the_published_schema_is_fresh() {
    let mut schema = schemars::schema_for!(Action);
    schema.insert("title".into(), "coffeetest action".into());
    let fresh = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/action.schema.json");
    if std::env::var_os("COFFEETEST_WRITE_SCHEMAS").is_some() {
        std::fs::write(path, &fresh).expect("the schema can be written");
    }
    let published = std::fs::read_to_string(path).expect("the schema is there");
    assert!(published == fresh, "{path} is stale; run the tests with COFFEETEST_WRITE_SCHEMAS=1");
}

#[test]
fn the_schema_lists_every_verb_once() {
    let schema: Value = serde_json::from_str(ACTION_SCHEMA).expect("the schema is JSON");
    let variants = schema["oneOf"].as_array().expect("one variant per verb");
    let verbs: Vec<&str> = variants.iter().filter_map(|v| v["properties"]["verb"]["const"].as_str()).collect();
    assert_eq!(verbs, VERBS.iter().map(|verb| verb.name).collect::<Vec<_>>());
    assert!(variants.iter().all(|variant| variant["additionalProperties"] == Value::Bool(false)));
}
