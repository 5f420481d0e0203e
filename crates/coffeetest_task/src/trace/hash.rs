//! Hashes of the state of a world, written as 16 hexadecimal digits.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Hash of the state of a world or of an arrangement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub u64);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> String {
        hash.to_string()
    }
}

impl TryFrom<String> for Hash {
    type Error = String;

    fn try_from(text: String) -> Result<Hash, String> {
        let digits = text.len() == 16 && text.chars().all(|c| c.is_ascii_hexdigit());
        let hash = digits.then(|| u64::from_str_radix(&text, 16).ok()).flatten();
        hash.map(Hash).ok_or_else(|| format!("`{text}` is not a hash of 16 hexadecimal digits"))
    }
}
