//! Two digests of a paragraph's words: strict, and folded (NFC; quotes, dashes and spaces unified).

use serde::{Deserialize, Serialize};

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
    pub fn of(_words: &str) -> Digests {
        Digests {
            strict: String::new(),
            folded: String::new(),
        }
    }
}
