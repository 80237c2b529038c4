//! Cells that are one in a Word file. A table of a draft has single cells only: words of joined cells go back to the cells they came from, or
//! stand in the first of them where that is not to be seen.

use super::base::{Shown, joined as printed};
use super::lines::{Fate, Line, Span, border};
use super::table::matched;
use crate::office::{Joined, Look};
use crate::text::fold;

/// Rows of single cells, and what is to be said of those that were one in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Parted {
    pub(super) rows: Vec<Vec<Line>>,
    /// Cells whose words are again where they were.
    pub(super) back: Vec<String>,
    /// Cells whose words all stand in the first.
    pub(super) first: Vec<String>,
}

/// The rows of a table that came back with the words of joined cells parted.
pub(super) fn parted(rows: &[Vec<Line>], joined: &[Joined], shown: &Shown) -> Parted {
    let mut out = Parted {
        rows: rows.to_vec(),
        ..Parted::default()
    };
    if joined.is_empty() {
        return out;
    }
    let of = matched(&rows.iter().collect::<Vec<_>>(), shown);
    for one in joined {
        let cells: Vec<(usize, usize)> = cells(one).collect();
        let Some(line) = rows.get(one.row).and_then(|row| row.get(one.column)) else {
            continue;
        };
        let own = |(row, column): &(usize, usize)| {
            let at = of.get(*row).copied().flatten()?;
            let cell = shown.rows.get(at)?.get(*column)?;
            Some(printed(cell)).filter(|words| !words.trim().is_empty())
        };
        // Those that had words, each with its place.
        let had: Vec<((usize, usize), String)> = cells
            .iter()
            .filter_map(|cell| Some((*cell, own(cell)?)))
            .collect();
        let pieces = pieces(line);
        let said = |words: &[String]| fold(&words.join(" "));
        let whole: Vec<String> = pieces.iter().map(Line::wanted).collect();
        let was: Vec<String> = had.iter().map(|(_, words)| words.clone()).collect();
        let lines: Vec<Line> = if pieces.len() == had.len() {
            pieces
        } else if said(&whole) == said(&was) {
            was.iter().map(|words| kept(words)).collect()
        } else {
            if cells.len() > 1 && !whole.is_empty() {
                out.first.push(told(one, &whole));
            }
            continue;
        };
        for cell in &cells {
            if let Some(slot) = slot(&mut out.rows, cell) {
                *slot = Line {
                    anchor: slot.anchor,
                    ..Line::default()
                };
            }
        }
        for ((cell, _), line) in had.iter().zip(lines) {
            if let Some(slot) = slot(&mut out.rows, cell) {
                *slot = Line {
                    anchor: slot.anchor,
                    ..line
                };
            }
        }
        if let Some(slot) = slot(&mut out.rows, &(one.row, one.column)) {
            slot.comments.clone_from(&line.comments);
        }
        out.back.push(told(one, &whole));
    }
    out
}

/// What is to be said of the joined cells of a new table: each by its place and its words.
pub(super) fn in_first(rows: &[Vec<Line>], joined: &[Joined]) -> Vec<String> {
    let each = joined.iter().filter_map(|one| {
        let line = rows.get(one.row)?.get(one.column)?;
        let words = line.wanted();
        (!words.trim().is_empty()).then(|| told(one, &[words]))
    });
    each.collect()
}

/// What is said of them where they are filed so.
pub(super) fn joined_in_first(words: &str) -> String {
    format!(
        "cells that are one in the file, whose words are filed in the first of them: part the cells there to have it otherwise; {words}"
    )
}

fn slot<'r>(rows: &'r mut [Vec<Line>], (row, column): &(usize, usize)) -> Option<&'r mut Line> {
    rows.get_mut(*row)?.get_mut(*column)
}

fn cells(one: &Joined) -> impl Iterator<Item = (usize, usize)> + use<> {
    let Joined {
        row,
        column,
        rows,
        columns,
    } = *one;
    (row..row + rows).flat_map(move |row| (column..column + columns).map(move |at| (row, at)))
}

/// A cell's paragraphs that say something, each as a line.
fn pieces(line: &Line) -> Vec<Line> {
    let border = border();
    let pieces = line.spans.split(|span| *span == border);
    let lines = pieces.map(|spans| Line {
        role: line.role,
        spans: spans.to_vec(),
        ..Line::default()
    });
    lines
        .filter(|one| !one.stood().trim().is_empty() || !one.wanted().trim().is_empty())
        .collect()
}

/// Words that stay as they are.
fn kept(words: &str) -> Line {
    Line {
        spans: vec![Span {
            text: words.to_owned(),
            look: Look::default(),
            link: None,
            fate: Fate::Kept,
        }],
        ..Line::default()
    }
}

/// `row 2, columns 1 to 3: “Some words”`
fn told(one: &Joined, words: &[String]) -> String {
    let span = |name: &str, from: usize, count: usize| match count {
        1 => format!("{name} {}", from + 1),
        _ => format!("{name}s {} to {}", from + 1, from + count),
    };
    let mut words = fold(&words.join(" "));
    if let Some((at, _)) = words.char_indices().nth(60) {
        words.truncate(at);
        words.push('…');
    }
    format!(
        "{}, {}: “{words}”",
        span("row", one.row, one.rows),
        span("column", one.column, one.columns)
    )
}
