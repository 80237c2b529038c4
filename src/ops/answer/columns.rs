//! A table that came back with other columns: those that are its own keep their bytes, others are written anew.

use std::ops::Range;

use super::base::{Printed, Shown, joined};
use super::cells::{changed, in_cell};
use super::lines::Line;
use super::patch::{Paper, applied};
use crate::text::fold;

/// A table's Markdown with columns put in or struck; nothing where its rows have not all the same cells.
///
/// `rows` and `of`: the rows of the file, none of them empty, each with the row of the table that it is; `lines`: the bytes of each row of
/// the table, `rule` the line under its head.
pub(super) fn wanted(
    paper: &Paper<'_>,
    (rows, of): (&[&Vec<Line>], &[Option<usize>]),
    shown: &Shown,
    (lines, rule): (&[Range<usize>], Option<&str>),
) -> Option<String> {
    let width = rows.first().map(|cells| cells.len())?;
    if rows.iter().any(|cells| cells.len() != width) {
        return None;
    }
    // A column of which nothing is left was struck.
    let says = |column: usize, words: fn(&Line) -> String| {
        let cells = rows.iter().filter_map(|cells| cells.get(column));
        cells.map(words).any(|words| !words.trim().is_empty())
    };
    let kept: Vec<usize> = (0..width)
        .filter(|column| says(*column, Line::wanted) || !says(*column, Line::stood))
        .collect();
    let columns = columns(rows, of, shown, &kept);
    let rules: Vec<String> = rule.map(cells_of_text).unwrap_or_default();
    let mut out: Vec<String> = Vec::new();
    for (cells, place) in rows.iter().zip(of) {
        let own = place.and_then(|at| Some((shown.rows.get(at)?, lines.get(at)?)));
        let mut line = "|".to_owned();
        for (column, from) in kept.iter().zip(&columns) {
            let cell = cells.get(*column)?;
            let stands = own.zip(*from).and_then(|((printed, bytes), from)| {
                let text = paper.source.get(bytes.clone())?;
                let range = cells_of(text).get(from)?.clone();
                let range = bytes.start + range.start..bytes.start + range.end;
                let words: &Vec<Printed> = printed.get(from)?;
                let pieces = changed(paper, cell, words, &range);
                Some(applied(paper.source, &range, &pieces))
            });
            let words = stands.unwrap_or_else(|| in_cell(cell, paper));
            line.push_str(&format!(" {} |", words.trim()));
        }
        out.push(line);
        if out.len() == 1 {
            let marks = columns.iter().map(|from| {
                let own = from
                    .and_then(|from| rules.get(from))
                    .map(|mark| mark.trim());
                format!(
                    " {} |",
                    own.filter(|mark| !mark.is_empty()).unwrap_or("---")
                )
            });
            out.push(format!("|{}", marks.collect::<String>()));
        }
    }
    Some(out.join("\n"))
}

/// For each column that is kept, the column of the table that it is: the one that says most of what it said, in their order.
fn columns(
    rows: &[&Vec<Line>],
    of: &[Option<usize>],
    shown: &Shown,
    kept: &[usize],
) -> Vec<Option<usize>> {
    let width = shown.rows.iter().map(Vec::len).max().unwrap_or(0);
    let alike = |column: usize, own: usize| -> usize {
        let cells = rows.iter().zip(of);
        cells
            .filter(|(cells, place)| {
                let printed = place.and_then(|at| shown.rows.get(at)?.get(own));
                let cell = cells.get(column);
                cell.zip(printed).is_some_and(|(cell, printed)| {
                    let printed = fold(&joined(printed));
                    !printed.is_empty()
                        && (fold(&cell.stood()) == printed || fold(&cell.wanted()) == printed)
                })
            })
            .count()
    };
    let mut next = 0;
    kept.iter()
        .map(|column| {
            let best = (next..width)
                .map(|own| (alike(*column, own), own))
                .filter(|(count, _)| *count > 0)
                .max_by_key(|(count, own)| (*count, usize::MAX - own));
            let (_, own) = best?;
            next = own + 1;
            Some(own)
        })
        .collect()
}

/// Where the cells of a line of a table stand in it, without the signs between them.
fn cells_of(line: &str) -> Vec<Range<usize>> {
    let bare = line.trim();
    let start = line.len() - line.trim_start().len();
    let inner = start + usize::from(bare.starts_with('|'));
    let mut out = Vec::new();
    let mut from = inner;
    let mut escaped = false;
    let end = start + bare.len();
    for (at, c) in line
        .char_indices()
        .filter(|(at, _)| (inner..end).contains(at))
    {
        match c {
            '\\' => escaped = !escaped,
            '|' if !escaped => {
                out.push(from..at);
                from = at + 1;
            }
            _ => escaped = false,
        }
    }
    if from < end {
        out.push(from..end);
    }
    out
}

fn cells_of_text(line: &str) -> Vec<String> {
    let cells = cells_of(line).into_iter();
    cells
        .filter_map(|range| line.get(range).map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_between_signs_that_are_not_escaped() {
        assert_eq!(cells_of_text("| a | b\\|c | |"), [" a ", " b\\|c ", " "]);
        assert_eq!(cells_of_text("a | b"), ["a ", " b"]);
        assert_eq!(cells_of_text(""), Vec::<String>::new());
    }
}
