//! No input makes a load panic: shipped files are mutated at random, and what still loads can be arranged.

use coffeetest_scene::Library;
use rand_core::RngCore;
use rand_pcg::Pcg64;

const ROUNDS: usize = 3000;

/// Pieces that are likely to confuse a reader or a check.
const PIECES: &[&str] = &[
    "",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "'",
    "/*",
    "*/",
    "//",
    "r#\"",
    "#![enable(unwrap_newtypes)]",
    "0",
    "-1",
    "0.0",
    "-0.0",
    "1e39",
    "1e308",
    "1e999",
    "NaN",
    "inf",
    "-inf",
    "99999999999999999999",
    "0x7f",
    "1_0",
    "None",
    "Some(1)",
    "\"\"",
    "\"body\"",
    "\"machine\"",
    "()",
    "[]",
    "{}",
    "True",
    "Box",
    "Joint",
    "滤",
    "\u{0}",
    "format: 1,",
    "at: (0.0, 0.0, 0.0),",
    "((((((((((((((((((((((((((((((((",
    "\"body.body\"",
    "\".\"",
];

struct Mutator(Pcg64);

impl Mutator {
    fn below(&mut self, n: usize) -> usize {
        (self.0.next_u64() % n.max(1) as u64) as usize
    }

    fn mutate(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len());
        match self.below(6) {
            0 => bytes[at] = self.0.next_u64() as u8,
            1 => bytes[at] ^= 1 << self.below(8),
            2 => drop(bytes.drain(at..(at + 1 + self.below(40)).min(bytes.len()))),
            3 => {
                let piece = PIECES[self.below(PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
            4 => self.replace_word(bytes, at),
            _ => {
                let from = self.below(bytes.len());
                let copy = bytes[from..(from + 1 + self.below(200)).min(bytes.len())].to_vec();
                bytes.splice(at..at, copy);
            }
        }
        if bytes.is_empty() {
            bytes.push(b'(');
        }
    }

    /// Replaces a number or word by another piece or by a word from elsewhere in the file.
    fn replace_word(&mut self, bytes: &mut Vec<u8>, near: usize) {
        let word = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-' || b == b'_';
        let Some(start) = (near..bytes.len()).find(|i| word(bytes[*i])) else { return };
        let end = (start..bytes.len()).find(|i| !word(bytes[*i])).unwrap_or(bytes.len());
        let other = if self.below(2) == 0 {
            PIECES[self.below(PIECES.len())].as_bytes().to_vec()
        } else {
            let from = self.below(bytes.len());
            bytes[from..].iter().copied().skip_while(|b| !word(*b)).take_while(|b| word(*b)).collect()
        };
        bytes.splice(start..end, other);
    }
}

#[test]
fn no_mutated_file_makes_a_load_or_an_arrangement_panic() {
    let shipped: Vec<(String, Vec<u8>)> =
        Library::builtin_files().map(|(path, bytes)| (path, bytes.to_vec())).collect();
    let mut mutator = Mutator(Pcg64::new(7, 7));
    let (mut loaded, mut refused) = (0_usize, 0_usize);
    for _ in 0..ROUNDS {
        let mut files = shipped.clone();
        let pick = mutator.below(files.len());
        for _ in 0..1 + mutator.below(3) {
            mutator.mutate(&mut files[pick].1);
        }
        match Library::from_files(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))) {
            Ok(library) => {
                loaded += 1;
                for (id, _) in library.homes() {
                    let arrangement = library.arrange(id, loaded as u64).expect("home is there");
                    let numbers =
                        arrangement.placed.iter().flat_map(|placed| placed.at.into_iter().chain([placed.yaw]));
                    assert!(numbers.chain(arrangement.start).all(f32::is_finite));
                }
            }
            Err(errors) => {
                refused += 1;
                assert!(!errors.is_empty());
                assert!(errors.iter().all(|error| error.line >= 1 && !error.to_string().is_empty()));
            }
        }
    }
    // Both must happen often, or the mutations are too wild or too tame to test anything.
    assert!(loaded > ROUNDS / 50 && refused > ROUNDS / 2, "{loaded} loaded, {refused} were refused");
}

#[test]
fn text_that_is_no_scene_at_all_is_refused() {
    let nested = "(".repeat(1 << 20);
    let deep_guard = format!("Item(format: 1, x: {}", "All([".repeat(100_000));
    for text in
        ["", "\u{feff}", "hello", "Item", "Item(", "\u{0}\u{0}", nested.as_str(), deep_guard.as_str(), "/*", "r#\""]
    {
        let loaded = Library::from_files([("items/a.ron", text.as_bytes())]);
        assert!(loaded.is_err(), "{:?}…", text.chars().take(20).collect::<String>());
    }
    assert!(Library::from_files([("items/a.ron", &[0xff, 0xfe, 0x00][..])]).is_err());
}
