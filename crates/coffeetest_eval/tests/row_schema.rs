//! The published JSON Schema of rows agrees with the type.

use coffeetest_eval::row::Row;

#[test]
fn the_published_schema_is_fresh() {
    let mut schema = schemars::schema_for!(Row);
    schema.insert("title".into(), "coffeetest episode".into());
    let fresh = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/episode.schema.json");
    if std::env::var_os("COFFEETEST_WRITE_SCHEMAS").is_some() {
        std::fs::write(path, &fresh).expect("the schema can be written");
    }
    let published = std::fs::read_to_string(path).expect("the schema is there");
    assert!(published == fresh, "{path} is stale; run the tests with COFFEETEST_WRITE_SCHEMAS=1");
}
