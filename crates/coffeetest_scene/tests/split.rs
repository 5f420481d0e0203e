//! Files of keys and commitments: they read back, and say what is wrong with them.

use std::path::PathBuf;

use coffeetest_scene::split::{GENERATOR_VERSION, Key, Pledge};

/// A folder that is removed when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("coffeetest-split-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Scratch(path)
    }

    /// A file with this text, anew.
    fn file(&self, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join("file");
        std::fs::write(&path, text).expect("a file");
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const DIGITS: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

#[test]
fn a_key_reads_back_and_is_never_overwritten() {
    let scratch = Scratch::new("key");
    let path = scratch.0.join("key");
    let key = Key::random().expect("entropy");
    key.write(&path).expect("written");
    assert_eq!(Key::read(&path).expect("a key"), key);
    let error = Key::random().expect("entropy").write(&path).expect_err("taken").to_string();
    assert!(error.ends_with("this file is there already, and is never overwritten: give another name"), "{error}");
    assert_eq!(Key::read(&path).expect("the first key"), key);
    let missing = scratch.0.join("no/key");
    assert!(key.write(&missing).expect_err("no folder").to_string().starts_with(&missing.display().to_string()));
}

#[cfg(unix)]
#[test]
fn a_key_is_readable_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new("mode");
    let path = scratch.0.join("key");
    Key::random().expect("entropy").write(&path).expect("written");
    assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_wrong_key_file_says_what_is_wrong_and_where_but_shows_no_digits() {
    let scratch = Scratch::new("wrong-key");
    let with = |digits: &str| format!("coffeetest-key 1\n{digits}\n").into_bytes();
    for (bytes, part) in [
        (Vec::new(), ":1: this is no key; the first line of one is `coffeetest-key 1`"),
        (DIGITS.into(), ":1: this is no key"),
        (vec![0xff, 0xfe], ":1: this is no key"),
        (format!("coffeetest-key 2\n{DIGITS}\n").into(), ":1: the key has a format that this program does not know"),
        (with(""), ":2: 64 hexadecimal digits belong here, and there are 0"),
        (with(&DIGITS[..62]), ":2: 64 hexadecimal digits belong here, and there are 62"),
        (with(&format!("{DIGITS}00")), "there are 66"),
        (with(&DIGITS.replacen('9', "g", 1)), ":2: `g` at place 19 is no hexadecimal digit (0 to 9, a to f)"),
        (with(&format!("{DIGITS}\n{DIGITS}")), ":3: nothing may follow the key"),
    ] {
        let path = scratch.file(bytes);
        let error = Key::read(&path).expect_err("refused").to_string();
        assert!(error.starts_with(&path.display().to_string()) && error.contains(part), "{error:?} lacks {part:?}");
        assert!(!error.contains("aabb"), "{error} shows the key");
    }
    let error = Key::read(&scratch.0.join("none")).expect_err("missing").to_string();
    assert!(error.ends_with("none: there is no such file"), "{error}");
    assert!(Key::read(&scratch.file(with(DIGITS).iter().copied().chain(*b"\n").collect::<Vec<u8>>())).is_ok());
    assert!(Key::read(&scratch.file(format!("coffeetest-key 1\r\n{DIGITS}\r\n"))).is_ok());
}

#[test]
fn a_commitment_reads_back_without_the_key_and_with_it() {
    let scratch = Scratch::new("pledge");
    let key = Key::random().expect("entropy");
    let pledge = Pledge::new(&key);
    assert!(pledge.is_of(&key) && !pledge.is_of(&Key::random().expect("entropy")));
    let revealed = Pledge { key: Some(key.clone()), ..pledge.clone() };
    for (name, pledge) in [("commitment", &pledge), ("revealed", &revealed)] {
        let path = scratch.0.join(name);
        pledge.write(&path).expect("written");
        assert_eq!(&Pledge::read(&path).expect("read"), pledge);
        assert!(pledge.write(&path).is_err(), "overwritten");
    }
    key.write(&scratch.0.join("key")).expect("written");
    let digits = std::fs::read_to_string(scratch.0.join("key")).expect("text");
    let digits = digits.lines().nth(1).expect("digits");
    assert!(!pledge.to_json().contains(digits) && revealed.to_json().contains(digits));
    assert!(!format!("{revealed:?}").contains(digits));
}

#[test]
fn a_wrong_commitment_file_says_what_is_wrong_and_where() {
    let scratch = Scratch::new("wrong-pledge");
    let json = Pledge::new(&Key::from_bytes([3; 32])).to_json();
    let other = format!("\"generator\": {}", GENERATOR_VERSION + 1);
    for (text, part) in [
        ("coffee".to_owned(), "this is no commitment of a split, which is JSON with `format`"),
        (json.replacen("\"generator\"", "\"genrator\"", 1), "unknown field `genrator`"),
        (json.replacen("\"generator\": 1,", "", 1), "missing field `generator`"),
        (json.replacen("\"format\": 1", "\"format\": 7", 1), "format 7 is newer than this program"),
        (json.replacen("\"generator\": 1", &other, 1), "generator 2 is not known to this program, whose own is 1"),
        (json.replacen("\"generator\": 1", "\"generator\": 0", 1), "generator 0 is not known"),
        (json.replacen("\"commitment\": \"", "\"commitment\": \"00", 1), "`commitment`: 64 hexadecimal digits belong"),
        (json.replacen("\"commitment\": \"", "\"key\": \"x\", \"commitment\": \"", 1), "`key`: `x` at place 1 is no"),
    ] {
        let path = scratch.file(&text);
        let error = Pledge::read(&path).expect_err("refused").to_string();
        assert!(error.starts_with(&path.display().to_string()) && error.contains(part), "{error:?} lacks {part:?}");
    }
}
