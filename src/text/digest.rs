//! Two digests of a paragraph's words: strict, and folded (NFC; quotes, dashes and spaces unified).

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::finding::is_hidden;
use super::tokens::fold;

/// Both digests of some words, as the first 16 hexadecimal digits of their SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digests {
    /// Of the words as they stand, white space folded.
    pub strict: String,
    /// Of the words with quotes, dashes, spaces and composition unified; marks of emphasis and what is invisible left out.
    pub folded: String,
}

impl Digests {
    /// Digests the words of a paragraph.
    pub fn of(words: &str) -> Digests {
        let strict = fold(words);
        let folded: String = strict
            .nfc()
            .filter(|c| !matches!(c, '*' | '_') && !is_hidden(*c))
            .map(unify)
            .collect();
        Digests {
            folded: short(&fold(&folded)),
            strict: short(&strict),
        }
    }
}

fn short(text: &str) -> String {
    let mut digits = String::with_capacity(16);
    for byte in Sha256::digest(text.as_bytes()).iter().take(8) {
        // Writing into a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

fn unify(c: char) -> char {
    match c {
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2039}' | '\u{203a}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strict_digest_is_the_sum_that_anyone_can_make() {
        // printf 'abc' | sha256sum
        assert_eq!(Digests::of(" abc\n").strict, "ba7816bf8f01cfea");
    }

    #[test]
    fn what_a_word_processor_changes_is_not_a_change_of_words() {
        let typed = Digests::of("the \"State's\" own - e\u{301}tat *shall*");
        let word = Digests::of("the “State’s”\u{a0}own – état shall\u{200b}");
        assert_eq!(typed.folded, word.folded);
        assert_ne!(typed.strict, word.strict);
        assert_ne!(typed.folded, Digests::of("the State own").folded);
    }
}
