//! Two digests of a paragraph's words: strict, and folded (NFC; quotes, dashes and spaces unified).

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::hash::short_hash;
use super::tokens::fold;

/// Both digests of some words, as the first 16 hexadecimal digits of their SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digests {
    /// Of the words as they stand, white space folded.
    pub strict: String,
    /// Of the words with quotes, dashes, spaces and composition unified.
    pub folded: String,
}

impl Digests {
    /// Digests the words of a paragraph.
    pub fn of(words: &str) -> Digests {
        let strict = fold(words);
        let folded = fold(&strict.nfc().map(unify).collect::<String>());
        Digests {
            strict: short_hash(&[&strict])[..].chars().take(16).collect(),
            folded: short_hash(&[&folded]).chars().take(16).collect(),
        }
    }
}

fn unify(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{00AB}' | '\u{00BB}'
        | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '*' | '_' => '\u{20}',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}
