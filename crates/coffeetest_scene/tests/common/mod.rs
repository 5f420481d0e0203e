//! What the tests of the checks share: the shipped files with one thing changed.

#![allow(dead_code, reason = "each test file uses its part")]

use coffeetest_scene::Library;

/// The shipped files, one of them changed: the first occurrence of `from` becomes `to`.
pub fn changed(file: &str, from: &str, to: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = false;
    let files = Library::builtin_files().map(|(path, bytes)| {
        let mut text = String::from_utf8(bytes.to_vec()).expect("shipped files are text");
        if path == format!("scenes/{file}") {
            assert!(text.contains(from), "{file} does not contain {from:?}");
            text = text.replacen(from, to, 1);
            found = true;
        }
        (path, text.into_bytes())
    });
    let files = files.collect();
    assert!(found, "there is no {file}");
    files
}

/// All errors of a set of files, as a person reads them.
pub fn errors(files: &[(String, Vec<u8>)]) -> Vec<String> {
    let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    Library::from_files(files).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

/// Changing one place of a shipped file gives exactly these errors. In an error, `@` at its start is the path of that
/// file and `LINE` the line of the change.
#[track_caller]
pub fn breaks(file: &str, from: &str, to: &str, expected: &[&str]) {
    let files = changed(file, from, to);
    let original = Library::builtin_files().find(|(path, _)| *path == format!("scenes/{file}")).expect("file").1;
    let original = String::from_utf8_lossy(original);
    let line = 1 + original[..original.find(from).expect("found above")].matches('\n').count();
    let full = |text: &&str| {
        let text = text.replace("LINE", &line.to_string());
        text.strip_prefix('@').map_or(text.clone(), |rest| format!("scenes/{file}{rest}"))
    };
    let expected: Vec<String> = expected.iter().map(full).collect();
    assert_eq!(errors(&files), expected);
}
