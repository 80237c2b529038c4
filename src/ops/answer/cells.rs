//! The words of a cell, as they stand in a line of a table.

use std::ops::Range;

use super::base::{Printed, joined};
use super::lines::Line;
use super::markdown::markdown;
use super::patch::Paper;
use super::script::script;
use crate::text::{Parties, fold};

/// A cell's words where it stands in a new table.
pub(super) fn cell_words(cell: &Line, parties: &Parties, notes: &[String]) -> String {
    let words = markdown(cell.wanted_spans(), parties, notes).replace('|', "\\|");
    words.replace("\\\n", "<br>").replace('\n', " ")
}

/// A cell's words as they stand in a line of a table.
pub(super) fn in_cell(cell: &Line, paper: &Paper<'_>) -> String {
    cell_words(cell, paper.parties, paper.notes)
}

/// What is changed in a cell that the table has.
pub(super) fn changed(
    paper: &Paper<'_>,
    cell: &Line,
    words: &[Printed],
    line: &Range<usize>,
) -> Vec<(Range<usize>, String)> {
    let printed = joined(words);
    if fold(&cell.wanted()) == fold(&printed) {
        return Vec::new();
    }
    let at = words.first().map_or(line.end, |first| first.span.start);
    let mut pieces = paper.pieces(words, &(at..at), &script(&printed, &cell.spans));
    for (_, put) in &mut pieces {
        *put = put.replace('|', "\\|").replace("\\\n", "<br>");
    }
    pieces
}
