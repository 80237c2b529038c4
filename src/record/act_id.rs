//! An act's id, kept as the number it is: there are as many of them as acts.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::short_hash;

/// How many digits an id has that adref gives.
const DIGITS: usize = 10;

/// An act's id, unique without coordination: 10 lower-case hexadecimal digits. Another's hand may have written another word.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ActId(Kept);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Kept {
    /// Ten lower-case hexadecimal digits.
    Number(u64),
    /// Any other word.
    Word(Box<str>),
}

impl ActId {
    /// A new id, made from what the act says; `nonce` tells apart two acts that say the same at the same moment.
    pub fn new(says: &[&str], nonce: u64) -> ActId {
        let nonce = nonce.to_string();
        let mut pieces = vec!["act", nonce.as_str()];
        pieces.extend_from_slice(says);
        let digits = short_hash(&pieces);
        ActId::from(digits.get(..DIGITS).unwrap_or(&digits))
    }

    /// Whether there is nothing of it.
    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Kept::Word(word) if word.is_empty())
    }
}

impl From<&str> for ActId {
    fn from(word: &str) -> ActId {
        let usual = word.len() == DIGITS
            && word
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        ActId(match u64::from_str_radix(word, 16) {
            Ok(number) if usual => Kept::Number(number),
            _ => Kept::Word(word.into()),
        })
    }
}

impl From<String> for ActId {
    fn from(word: String) -> ActId {
        ActId::from(word.as_str())
    }
}

impl fmt::Display for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kept::Number(number) => write!(f, "{number:010x}"),
            Kept::Word(word) => f.write_str(word),
        }
    }
}

impl fmt::Debug for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActId({self})")
    }
}

/// The order of the words, whatever they are kept as.
impl Ord for ActId {
    fn cmp(&self, other: &ActId) -> Ordering {
        match (&self.0, &other.0) {
            (Kept::Number(one), Kept::Number(other)) => one.cmp(other),
            (Kept::Word(one), Kept::Word(other)) => one.cmp(other),
            _ => self.to_string().cmp(&other.to_string()),
        }
    }
}

impl PartialOrd for ActId {
    fn partial_cmp(&self, other: &ActId) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for ActId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ActId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ActId, D::Error> {
        String::deserialize(deserializer).map(ActId::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_and_sorted_as_the_words_they_were() {
        let words = [
            "",
            "0",
            "00",
            "0000000001",
            "000000000a",
            "000000000A",
            "5f0c2a91b3",
            "5f0c2a91b30",
            "5f0c2a91b",
            "+f0c2a91b3",
            "zz",
            "ffffffffff",
            "a",
        ];
        for one in words {
            assert_eq!(ActId::from(one).to_string(), one);
            for other in words {
                let ids = ActId::from(one).cmp(&ActId::from(other));
                assert_eq!(ids, one.cmp(other), "{one} {other}");
            }
        }
        assert!(ActId::from("").is_empty() && !ActId::from("0").is_empty());
    }

    #[test]
    fn an_id_takes_no_more_than_two_words_of_memory() {
        assert!(size_of::<ActId>() <= 16);
    }
}
