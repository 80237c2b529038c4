//! A paragraph's name in the room: PP3, OP12, 12 bis (a).

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::numeral::{self, Rank};
use super::tokens::{is_folded, is_ideograph};

/// The printed number at a paragraph's head, normalized: `12 bis`, `(a)`, `PP3`, `Article 4`, `第十二条`.
///
/// Labels stand in the room's order: `2 < 2 alt < 2 bis < 2 bis alt < 2 ter < 3`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Label(Arc<str>);

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Label {
    /// A label of these characters, white space folded.
    pub fn new(shown: impl AsRef<str>) -> Label {
        let shown = shown.as_ref();
        if is_folded(shown) && shown.trim().len() == shown.len() {
            return Label(shown.into());
        }
        Label(
            shown
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .into(),
        )
    }

    /// The label as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the label is compared by.
    fn key(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut rest: &str = &self.0;
        while let Some(first) = rest.chars().next() {
            if let Some((part, len)) = Part::read(rest, parts.last()) {
                parts.push(part);
                rest = rest.get(len..).unwrap_or_default();
            } else {
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
        parts
    }
}

/// A piece of a label as it is compared. The order of the variants is the order of what follows a number:
/// nothing (the list ends), then `alt`, then a sub-number or letter, then `bis`, `ter` …
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Word(String),
    Number(u64),
    Alt(u64),
    Letter(u64),
    Rank(Rank),
}

impl Part {
    fn read(text: &str, before: Option<&Part>) -> Option<(Part, usize)> {
        if let Some((rank, len)) = numeral::rank(text) {
            return Some((Part::Rank(rank), len));
        }
        if let Some((number, len)) = numeral::number(text) {
            return Some((Part::Number(number), len));
        }
        let letters: usize = text
            .chars()
            .take_while(|c| c.is_alphabetic() && !is_ideograph(*c))
            .map(char::len_utf8)
            .sum();
        let letters = match text.chars().next() {
            Some(c) if is_ideograph(c) => c.len_utf8(),
            _ => letters,
        };
        let word = text.get(..letters).filter(|word| !word.is_empty())?;
        let lower = word.to_lowercase();
        if lower == "alt" {
            let tail = text.get(letters..).unwrap_or_default();
            let bare = tail.trim_start_matches([' ', '.']);
            let (number, len) = numeral::number(bare).unwrap_or((0, 0));
            let len = if len == 0 {
                letters
            } else {
                text.len() - bare.len() + len
            };
            return Some((Part::Alt(number), len));
        }
        if let Some(value) = numeral::roman(word) {
            return Some((Part::Number(value), letters));
        }
        let part = match lower.chars().count() {
            1 | 2 if matches!(before, None | Some(Part::Number(_) | Part::Rank(_))) => {
                Part::Letter(numeral::letter(&lower))
            }
            _ => Part::Word(lower),
        };
        Some((part, letters))
    }
}

impl PartialOrd for Label {
    fn partial_cmp(&self, other: &Label) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Label {
    fn cmp(&self, other: &Label) -> Ordering {
        self.key()
            .cmp(&other.key())
            .then_with(|| self.0.cmp(&other.0))
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A label with those of its sections and parents before it: `II/12/(a)/(iv)`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelPath(pub Vec<Label>);

impl fmt::Display for LabelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, label) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("/")?;
            }
            f.write_str(label.as_str())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_in_the_rooms_order() {
        for row in [
            "2|2 alt|2 alt 2|2 bis|2 bis alt|2 ter|2 quater|2 quinquies|2 sexies|2 septies|2 octies|2 nonies|2 decies|3|10|12.1|12.2|12.10",
            "(a)|(b)|(z)|(aa)",
            "(i)|(ii)|(iv)|(v)|(ix)|(x)",
            "I|II|IV|V|IX|X",
            "第二条|第二条之二|第三条|第十二条|第二十条|第一百条",
            "Article 2|Article 2 bis|Article 3|Article 10",
            "12|12 مكررا|13",
            "12|12 бис|12 тер|13",
            "PP2|PP10",
            "12|12 a|12 b|13",
        ] {
            let labels: Vec<Label> = row.split('|').map(Label::new).collect();
            for pair in labels.windows(2) {
                assert!(pair[0] < pair[1], "{} < {}", pair[0], pair[1]);
            }
        }
    }
}
