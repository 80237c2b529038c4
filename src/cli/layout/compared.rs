//! Two texts and how much of them to show.

use std::borrow::Cow;

use crate::diff::Wording;
use crate::ops::{Comparison, ComparisonRow, Only};
use crate::text::{Document, Kind};
use crate::view;

/// Both texts, and how much of them to show.
pub(crate) struct Compared<'a> {
    /// The comparison.
    pub(crate) comparison: &'a Comparison,
    /// The texts.
    pub(crate) texts: (&'a Document, &'a Document),
    /// Whether unchanged paragraphs are shown too.
    pub(crate) all: bool,
    /// The kinds of changes that are shown; none named means all.
    pub(crate) only: &'a [Only],
    /// Whether whole sentences are struck and added, not words.
    pub(crate) sentences: bool,
}

impl Compared<'_> {
    /// The changes that are to be shown.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &ComparisonRow> {
        let rows = self.comparison.rows.iter();
        rows.filter(|row| {
            let still = row.change.is_nothing();
            (!still || self.all) && Only::any_holds(self.only, row)
        })
    }

    /// The words of a change.
    pub(super) fn wording<'r>(&self, row: &'r ComparisonRow) -> Cow<'r, [Wording]> {
        match self.sentences {
            true => Cow::Owned(view::by_sentence(&row.wording)),
            false => Cow::Borrowed(&row.wording),
        }
    }
}

/// The words of paragraphs, a line each; the rows of a table and of code on lines of their own.
pub(super) fn texts(document: &Document, indices: &[usize]) -> Vec<String> {
    let paragraphs = indices
        .iter()
        .filter_map(|index| document.paragraphs().get(*index));
    let lines = paragraphs.flat_map(|one| match one.kind {
        Kind::Table | Kind::Code => document.rows(one.index),
        _ => vec![one.text.clone()],
    });
    lines.collect()
}
