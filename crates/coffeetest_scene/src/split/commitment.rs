//! What is published of a secret key beforehand: a digest that fits no other key.

use std::fmt;
use std::str::FromStr;

use super::hex::{self, HexError};

/// SHA-256 over the version of the generator and a key. It tells nothing of the key, and no other key has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Commitment(pub [u8; 32]);

impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl FromStr for Commitment {
    type Err = HexError;

    fn from_str(text: &str) -> Result<Commitment, HexError> {
        hex::decode(text).map(Commitment)
    }
}
