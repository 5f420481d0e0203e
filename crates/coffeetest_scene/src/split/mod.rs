//! Splits of generated homes: which are published, which stay secret, and the keys from which they are drawn.

mod commitment;
mod file;
mod hex;
mod key;
mod key_file;
mod pledge;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use commitment::Commitment;
pub use file::FileError;
pub use hex::HexError;
pub use key::Key;
pub use key_file::KeyError;
pub use pledge::{Pledge, PledgeError};

use crate::UnknownId;

/// Version of the generator of homes: it grows whenever the same key would give another home.
pub const GENERATOR_VERSION: u32 = 1;

/// Which homes are played: published ones to learn from and to tune on, secret ones to be judged on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// To learn from; published.
    Train,
    /// To tune on; published.
    Val,
    /// To be judged on; secret until its key is revealed.
    Test,
}

impl Split {
    /// All splits.
    pub const ALL: [Split; 3] = [Split::Train, Split::Val, Split::Test];

    /// Its name, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Split::Train => "train",
            Split::Val => "val",
            Split::Test => "test",
        }
    }
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Split {
    type Err = UnknownId;

    fn from_str(name: &str) -> Result<Split, UnknownId> {
        let found = Split::ALL.into_iter().find(|split| split.name() == name);
        found.ok_or_else(|| UnknownId::new("split", name, Split::ALL.map(Split::name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_split_reads_back_from_its_name_in_text_and_in_data() {
        for split in Split::ALL {
            assert_eq!(split.to_string().parse(), Ok(split));
            let json = serde_json::to_string(&split).expect("JSON");
            assert_eq!(json, format!("\"{split}\""));
            assert_eq!(serde_json::from_str::<Split>(&json).expect("a split"), split);
        }
        let error = "tset".parse::<Split>().expect_err("a typo").to_string();
        assert_eq!(error, "unknown split `tset`. Did you mean `test`?");
    }
}
