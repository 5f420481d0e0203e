//! Everything that is shipped in `scenes/` loads, and every home can be arranged for any seed.

use std::path::Path;

use coffeetest_scene::Library;

#[test]
fn every_shipped_file_loads_without_error_from_disk_and_from_the_build() {
    let disk = Library::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenes")));
    for library in [disk, Library::builtin()] {
        let library = library.unwrap_or_else(|errors| {
            panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        });
        assert!(library.things().count() >= 20);
        assert!(library.home("first_kitchen").is_ok() && library.suite("first").is_ok());
    }
}
