//! A text as a room sees it in which nobody is to be named.

use crate::rolling::without_names;
use crate::text::{Document, Parties};

/// The text without the names in its brackets: the same paragraphs, and nobody's own version can be read back from it.
pub fn nameless(text: &Document, parties: &Parties) -> Document {
    Document::parse_with(without_names(text, parties), parties)
}
