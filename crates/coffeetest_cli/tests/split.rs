//! `coffeetest split` from outside: the life of a secret key, and what is refused.

use std::path::PathBuf;
use std::process::Command;

/// A folder that is removed when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("coffeetest-split-cli-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Scratch(path)
    }

    /// Runs `coffeetest split` here: its exit code, and what it prints on either side.
    fn split(&self, args: &str) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_coffeetest"));
        let output = command.arg("split").args(args.split(' ')).current_dir(&self.0).output().expect("it starts");
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().expect("an exit code"), String::from_utf8(text).expect("UTF-8"))
    }

    fn done(&self, args: &str) -> String {
        let (code, text) = self.split(args);
        assert_eq!(code, 0, "{args}: {text}");
        text
    }

    fn refused(&self, args: &str, code: i32, part: &str) {
        let (found, text) = self.split(args);
        assert_eq!(found, code, "{args}: {text}");
        assert!(text.contains(part), "{args}: {text:?} lacks {part:?}");
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.0.join(file)).expect(file)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_key_is_made_committed_to_revealed_and_checked() {
    let scratch = Scratch::new("life");
    let made = scratch.done("keygen test.key");
    let key = scratch.read("test.key");
    let digits = key.lines().nth(1).expect("digits");
    let printed = scratch.done("commit test.key");
    let committed = scratch.done("commit test.key --out commitment.json");
    assert_eq!(printed, scratch.read("commitment.json"));
    let revealed = scratch.done("reveal test.key --commitment commitment.json --out revealed.json");
    assert!(scratch.read("revealed.json").contains(digits));
    let alone = scratch.done("check revealed.json");
    assert!(alone.contains("the key matches its commitment") && alone.contains("not checked"), "{alone}");
    let both = scratch.done("check revealed.json --commitment commitment.json");
    assert!(both.contains("this is the key that was committed to"), "{both}");
    for text in [made, printed, committed, revealed, alone, both] {
        assert!(!text.contains(&digits[..8]), "{text} shows the key");
    }
}

#[test]
fn a_key_that_was_not_committed_to_is_neither_revealed_nor_believed() {
    let scratch = Scratch::new("other");
    for name in ["a", "b"] {
        scratch.done(&format!("keygen {name}.key"));
        scratch.done(&format!("commit {name}.key --out {name}.json"));
        scratch.done(&format!("reveal {name}.key --commitment {name}.json --out {name}_revealed.json"));
    }
    let not_it = "b.key: this is not the key of the commitment in a.json";
    scratch.refused("reveal b.key --commitment a.json --out c.json", 1, not_it);
    assert!(!scratch.0.join("c.json").exists());
    scratch.refused("check b_revealed.json --commitment a.json", 1, "a.json commits to another key");
    scratch.refused("check a.json", 1, "a.json: no key is revealed here");
    let (key_a, key_b) = (scratch.read("a.key"), scratch.read("b.key"));
    let digits = |key: &str| key.lines().nth(1).expect("digits").to_owned();
    let forged = scratch.read("a_revealed.json").replace(&digits(&key_a), &digits(&key_b));
    std::fs::write(scratch.0.join("forged.json"), forged).expect("a file");
    scratch.refused("check forged.json", 1, "forged.json: the key does not match the commitment that stands beside it");
    let newer = scratch.read("a.json").replace("\"generator\": 1", "\"generator\": 2");
    std::fs::write(scratch.0.join("newer.json"), newer).expect("a file");
    scratch.refused("reveal a.key --commitment newer.json --out c.json", 1, "generator 2 is not known to this program");
}

#[test]
fn wrong_files_are_told_apart_from_wrong_commands() {
    let scratch = Scratch::new("wrong");
    scratch.done("keygen test.key");
    let key = scratch.read("test.key");
    scratch.refused("keygen test.key", 2, "test.key: this file is there already, and is never overwritten");
    assert_eq!(scratch.read("test.key"), key);
    scratch.refused("commit none.key", 2, "none.key: there is no such file");
    scratch.done("commit test.key --out commitment.json");
    scratch.refused("commit test.key --out commitment.json", 2, "commitment.json: this file is there already");
    scratch.refused("commit commitment.json", 1, "commitment.json:1: this is no key");
    scratch.refused("check test.key", 1, "test.key: this is no commitment");
    scratch.refused("keygen no/folder/key", 1, "no/folder/key");
    scratch.refused("reveal test.key", 2, "--commitment");
    scratch.refused("burn test.key", 2, "burn");
}
