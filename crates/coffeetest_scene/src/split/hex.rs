//! 32 bytes as 64 hexadecimal digits, and where digits are wrong.

use std::fmt::Write;

use thiserror::Error;

/// Why a text is not 64 hexadecimal digits. It never repeats the digits themselves, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HexError {
    /// Too few or too many.
    #[error("64 hexadecimal digits belong here, and there are {0}")]
    Length(usize),
    /// Something else among them.
    #[error("`{found}` at place {place} is no hexadecimal digit (0 to 9, a to f)")]
    Digit {
        /// What stands there.
        found: char,
        /// Where, from 1.
        place: usize,
    },
}

/// Writes bytes as digits.
pub(super) fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads 32 bytes from digits.
pub(super) fn decode(text: &str) -> Result<[u8; 32], HexError> {
    let digit = |(at, found): (usize, char)| {
        let value = found.to_digit(16).and_then(|value| u8::try_from(value).ok());
        value.ok_or(HexError::Digit { found, place: at + 1 })
    };
    let digits: Vec<u8> = text.chars().enumerate().map(digit).collect::<Result<_, _>>()?;
    let bytes: Vec<u8> = digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    if digits.len() == 64 {
        bytes.try_into().map_err(|_| HexError::Length(64))
    } else {
        Err(HexError::Length(digits.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_read_back_and_what_is_wrong_has_its_place() {
        let bytes: [u8; 32] = std::array::from_fn(|i| (i * 9) as u8);
        let text = encode(&bytes);
        assert_eq!(decode(&text), Ok(bytes));
        assert_eq!(decode(&text.to_uppercase()), Ok(bytes));
        assert_eq!(decode(&text[1..]), Err(HexError::Length(63)));
        assert_eq!(decode(""), Err(HexError::Length(0)));
        assert_eq!(decode(&text.replacen("1b", "1é", 1)), Err(HexError::Digit { found: 'é', place: 8 }));
    }
}
