//! A text as one party wants it.

use crate::text::Document;

/// A party's version of the base.
#[derive(Debug, Clone, Copy)]
pub struct Amended<'a> {
    /// The party.
    pub party: &'a str,
    /// Its whole text, parsed with the same parties as the base.
    pub document: &'a Document,
}
