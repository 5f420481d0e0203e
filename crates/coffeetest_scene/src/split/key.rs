//! Keys from which homes are drawn, and what is derived from them.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::{Commitment, GENERATOR_VERSION, KeyError, Split};

/// Of these sentences the published keys are the SHA-256: nobody can have chosen such a key for its homes.
const TRAIN_SENTENCE: &str = "coffeetest: these homes are to learn from, and everybody may know them.";
const VAL_SENTENCE: &str = "coffeetest: these homes are to tune on, and everybody may know them.";

/// What a seed is derived from besides the key. Its length is fixed, as are those of the numbers behind it, so that no two
/// inputs look alike.
const SEED_DOMAIN: &[u8] = b"coffeetest home";
const COMMITMENT_DOMAIN: &[u8] = b"coffeetest commitment";

/// A key from which homes are drawn. Whoever has it knows them all.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of a split that everybody may know; none for `test`.
    pub fn published(split: Split) -> Option<Key> {
        let sentence = match split {
            Split::Train => TRAIN_SENTENCE,
            Split::Val => VAL_SENTENCE,
            Split::Test => return None,
        };
        Some(Key(Sha256::digest(sentence).into()))
    }

    /// A new key that nobody knows, from the entropy of the operating system.
    ///
    /// # Errors
    /// When the system gives none.
    pub fn random() -> Result<Key, KeyError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(KeyError::NoEntropy)?;
        Ok(Key(bytes))
    }

    /// The key of these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }

    /// Its bytes, for the files that hold it.
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The seed of the home of that number in a level of difficulty. To whoever does not have the key, all seeds look as if
    /// drawn by lot.
    pub fn seed(&self, generator_version: u32, level: u8, index: u64) -> [u8; 32] {
        let (version, index) = (generator_version.to_le_bytes(), index.to_le_bytes());
        hmac_sha256(&self.0, &[SEED_DOMAIN, &version, &[level], &index])
    }

    /// What is published before the key is used, so that it cannot be exchanged afterwards.
    pub fn commitment(&self, generator_version: u32) -> Commitment {
        let digest = Sha256::new().chain_update(COMMITMENT_DOMAIN).chain_update(generator_version.to_le_bytes());
        Commitment(digest.chain_update(self.0).finalize().into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Two keys look different, so that a digest of the scenes tells whose homes were played.
        write!(f, "Key({})", self.commitment(GENERATOR_VERSION))
    }
}

/// HMAC-SHA-256 (RFC 2104) of the parts one after the other.
fn hmac_sha256(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // A shorter key is filled up with zeros to a block of the digest.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mac = Hmac::<Sha256>::new(&block.into());
    parts.iter().fold(mac, |mac, part| mac.chain_update(part)).finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::split::hex::encode;

    /// A key of a vector: filled up with zeros, or digested where it is longer than a block, as RFC 2104 has it.
    fn vector_key(key: &[u8]) -> [u8; 32] {
        if key.len() > 64 {
            return Sha256::digest(key).into();
        }
        std::array::from_fn(|i| key.get(i).copied().unwrap_or(0))
    }

    #[test]
    fn the_mac_is_that_of_rfc_4231() {
        let long = "This is a test using a larger than block-size key and a larger than block-size data. The key needs to \
                    be hashed before being used by the HMAC algorithm.";
        let counted: Vec<u8> = (1..=25).collect();
        for (key, data, mac) in [
            (&[0x0b; 20][..], &b"Hi There"[..], "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (&[0xaa; 20], &[0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            (&counted, &[0xcd; 50], "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
            (&[0x0c; 20], b"Test With Truncation", "a3b6167473100ee06e0c796c2955552b"),
            (
                &[0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (&[0xaa; 131], long.as_bytes(), "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
        ] {
            let (start, end) = data.split_at(data.len() / 2);
            let found = encode(&hmac_sha256(&vector_key(key), &[start, end]));
            assert_eq!(found[..mac.len()], *mac);
        }
    }

    #[test]
    fn a_seed_is_the_mac_of_domain_version_level_and_number_little_endian() {
        let key = Key::from_bytes([7; 32]);
        let message = b"coffeetest home\x01\x00\x00\x00\x03\x02\x01\x00\x00\x00\x00\x00\x00";
        assert_eq!(key.seed(1, 3, 0x0102), hmac_sha256(&[7; 32], &[message]));
        let message = b"coffeetest commitment\x01\x00\x00\x00";
        let digest: [u8; 32] = Sha256::digest([&message[..], &[7; 32]].concat()).into();
        assert_eq!(key.commitment(1), Commitment(digest));
    }

    #[test]
    fn ten_thousand_homes_have_ten_thousand_seeds() {
        let key = Key::from_bytes([1; 32]);
        let mut seeds = BTreeSet::new();
        for version in 0..10 {
            for level in 0..10 {
                // Numbers that differ in one byte each, so that none may go unused.
                seeds.extend((0..50).map(|index| key.seed(version, level, index)));
                seeds.extend((0..50).map(|index| key.seed(version << 24, level + 100, index << 56 | 1 << 40)));
            }
        }
        assert_eq!(seeds.len(), 10_000);
        assert_ne!(key.seed(1, 0, 0), Key::from_bytes([2; 32]).seed(1, 0, 0));
    }

    #[test]
    fn published_keys_are_the_digests_of_sentences_that_the_docs_have() {
        let docs = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/splits.md"));
        for (split, sentence) in [(Split::Train, TRAIN_SENTENCE), (Split::Val, VAL_SENTENCE)] {
            let key = Key::published(split).expect("it is published");
            assert!(docs.contains(sentence) && docs.contains(&encode(key.bytes())), "{split}: {}", encode(key.bytes()));
        }
        assert_ne!(Key::published(Split::Train), Key::published(Split::Val));
        assert_eq!(Key::published(Split::Test), None);
    }

    #[test]
    fn a_key_keeps_its_bytes_to_itself() {
        let key = Key::from_bytes([0xab; 32]);
        let shown = format!("{key:?} {:?} {}", key.commitment(GENERATOR_VERSION), key.commitment(GENERATOR_VERSION));
        assert!(!shown.contains("abab") && !shown.contains("171"), "{shown}");
    }

    #[test]
    fn two_random_keys_differ() {
        assert_ne!(Key::random().expect("entropy"), Key::random().expect("entropy"));
    }
}
