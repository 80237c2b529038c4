//! A bracket said in another way: how what is proposed of brackets is shown, and written when it is wanted.

use std::ops::Range;

use serde::Serialize;

use crate::text::{Bracket, Document, Place};

/// A bracket, and another way to say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reworded {
    /// What the room calls its paragraph.
    pub name: String,
    /// Where it opens.
    pub place: Place,
    /// As it is.
    pub before: String,
    /// As it could be.
    pub after: String,
    /// Its bytes in the source, a note behind it included.
    #[serde(skip)]
    pub span: Range<usize>,
}

impl Reworded {
    /// A bracket of a document, with the bytes that are replaced.
    pub(super) fn of(
        document: &Document,
        bracket: &Bracket,
        span: Range<usize>,
        (before, after): (String, String),
    ) -> Reworded {
        Reworded {
            name: document.name(bracket.paragraph).to_owned(),
            place: bracket.place,
            before,
            after,
            span,
        }
    }
}

/// The text with some of its brackets said in the other way.
pub fn reworded<'a>(document: &Document, all: impl IntoIterator<Item = &'a Reworded>) -> Vec<u8> {
    let pieces = all
        .into_iter()
        .map(|one| (one.span.clone(), one.after.clone()));
    document.with_pieces(&pieces.collect::<Vec<_>>())
}
