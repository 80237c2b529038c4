//! Which entry of its hand an act came with: what one command filed belongs together, and has an order within a second.

use std::fmt;
use std::str::FromStr;

use super::act_id::ActId;

/// The mark of an entry (the field `entry`), written `2-5f0c2a91-3`: the third act of the second entry of its hand in that second.
///
/// An act bears one where a clock of seconds cannot tell: where one entry holds several acts, or one second several entries of a
/// hand. Without one, an act is an entry of its own, the first of its second, or of a record that was written before there were marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// Which entry of its hand within the second, from 1.
    pub nth: u16,
    /// What tells it from an entry that the same hand made elsewhere in the same second: the head of its first act's id.
    pub tag: u32,
    /// Which act of the entry, from 1.
    pub act: u16,
}

impl Entry {
    /// The first act's mark in an entry that begins with the act of that id.
    pub fn beginning_with(first: &ActId, nth: u16) -> Entry {
        let head: String = first.to_string().chars().take(8).collect();
        let tag = u32::from_str_radix(&head, 16).unwrap_or(0);
        Entry { nth, tag, act: 1 }
    }

    /// Whether both came with one command of one hand in one second.
    pub fn is_of(self, other: Entry) -> bool {
        (self.nth, self.tag) == (other.nth, other.tag)
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:08x}-{}", self.nth, self.tag, self.act)
    }
}

/// Not the mark of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an entry is written 2-5f0c2a91-3")]
pub struct NoEntry;

impl FromStr for Entry {
    type Err = NoEntry;

    fn from_str(word: &str) -> Result<Entry, NoEntry> {
        let mut parts = word.split('-');
        let (Some(nth), Some(tag), Some(act), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NoEntry);
        };
        let entry = Entry {
            nth: nth.parse().map_err(|_| NoEntry)?,
            tag: u32::from_str_radix(tag, 16).map_err(|_| NoEntry)?,
            act: act.parse().map_err(|_| NoEntry)?,
        };
        // One way to write it, so that two files that say the same are the same.
        (entry.to_string() == word).then_some(entry).ok_or(NoEntry)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_is_written_and_nothing_else_is_one() {
        let entry = Entry::beginning_with(&ActId::from("5f0c2a91b3"), 2);
        assert_eq!(entry.to_string(), "2-5f0c2a91-1");
        assert_eq!("2-5f0c2a91-1".parse(), Ok(entry));
        for word in [
            "",
            "2",
            "2-5f-1",
            "02-5f0c2a91-1",
            "2-5F0C2A91-1",
            "2-5f0c2a91-1-1",
        ] {
            assert_eq!(word.parse::<Entry>(), Err(NoEntry), "{word}");
        }
        let next = Entry { act: 2, ..entry };
        assert!(entry.is_of(next) && entry < next);
        assert!(!entry.is_of(Entry { nth: 1, ..entry }));
    }
}
