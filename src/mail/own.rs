//! A mail's own words: each piece of it as plain text, as a page, or as both.

use super::html::Page;

/// What a mail says by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Own {
    /// Its words, line by line; what it quotes of others begins with `>`.
    pub words: String,
    /// The same as its page (HTML) has them, where it has both and they are taken from the plain text.
    pub page: Option<String>,
    /// What the page strikes out, which is not said.
    pub struck: Vec<String>,
    /// What the page hides from who reads it, which is not said either.
    pub hidden: Vec<String>,
}

/// A piece in the forms that it was sent in.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) plain: Option<String>,
    pub(super) page: Option<Page>,
}

impl Own {
    /// The pieces in their order. Plain text goes before a page, unless it says nothing, or the page strikes words, which no text shows.
    pub(super) fn of(pieces: Vec<Piece>) -> Own {
        let mut own = Own::default();
        let mut page = String::new();
        let mut differs = false;
        for piece in pieces {
            let plain = piece.plain.filter(|plain| !plain.trim().is_empty());
            let (words, other) = match (plain, piece.page) {
                (Some(plain), Some(page)) if page.struck.is_empty() => {
                    differs = true;
                    (plain, page.words)
                }
                (Some(plain), None) => (plain.clone(), plain),
                (_, Some(page)) => {
                    own.struck.extend(page.struck);
                    own.hidden.extend(page.hidden);
                    (page.words.clone(), page.words)
                }
                (None, None) => continue,
            };
            for (all, words) in [(&mut own.words, words), (&mut page, other)] {
                if !all.is_empty() {
                    all.push('\n');
                }
                all.push_str(words.trim_end());
                all.push('\n');
            }
        }
        own.page = differs.then_some(page);
        own
    }
}
