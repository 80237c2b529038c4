//! A table that came back: rows changed, put in and struck.

use std::ops::Range;

use super::base::{Printed, Shown, joined};
use super::cells::{cell_words, changed};
use super::columns;
use super::lines::Line;
use super::patch::{Paper, applied};
use crate::text::{Parties, fold};

/// A new table as Markdown.
pub(super) fn whole(rows: &[Vec<Line>], parties: &Parties, notes: &[String]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines: Vec<String> = Vec::new();
    for cells in rows.iter().filter(|cells| !is_empty(cells)) {
        lines.push(row(cells, width, parties, notes));
        if lines.len() == 1 {
            lines.push(format!("|{}", " --- |".repeat(width)));
        }
    }
    lines.join("\n")
}

fn is_empty(cells: &[Line]) -> bool {
    cells.iter().all(|cell| cell.wanted().trim().is_empty())
}

fn row(cells: &[Line], width: usize, parties: &Parties, notes: &[String]) -> String {
    let mut out = "|".to_owned();
    for n in 0..width {
        let words = cells.get(n).map(|cell| cell_words(cell, parties, notes));
        let words = words.unwrap_or_default();
        out.push_str(&format!(" {} |", words.trim()));
    }
    out
}

/// A table's Markdown as it is wanted; nothing where its rows have not all the same cells.
pub(super) fn wanted(
    paper: &Paper<'_>,
    rows: &[Vec<Line>],
    shown: &Shown,
    body: &str,
) -> Option<String> {
    let width = shown.rows.iter().map(Vec::len).max().unwrap_or(0);
    let rows: Vec<&Vec<Line>> = rows.iter().filter(|cells| !cells.is_empty()).collect();
    let of = matched(&rows, shown);
    // A row of which nothing is left was struck.
    let left = rows.into_iter().zip(of);
    let (rows, of): (Vec<&Vec<Line>>, Vec<Option<usize>>) =
        left.filter(|(cells, _)| !is_empty(cells)).unzip();
    let start = paper.source.find(body).filter(|_| !body.is_empty())?;
    let start = shown
        .rows
        .iter()
        .flatten()
        .flatten()
        .next()
        .map_or(start, |first| {
            // The body that holds the first cell, where two tables are alike.
            let before = paper.source.get(..first.span.start).unwrap_or_default();
            let line = before.rfind('\n').map_or(0, |at| at + 1);
            let at = paper.source.get(line..).unwrap_or_default();
            line + at.len() - at.trim_start_matches([' ', '\t', '>']).len()
        });
    let lines: Vec<(usize, &str)> = body
        .split_inclusive('\n')
        .scan(start, |at, line| {
            let from = *at;
            *at += line.len();
            Some((from, line))
        })
        .collect();
    let rule = lines.get(1).map(|(_, line)| *line).filter(|line| {
        line.chars()
            .all(|c| matches!(c, '|' | ':' | '-' | '>' | ' ' | '\t' | '\r' | '\n'))
    });
    let line_of = |row: usize| {
        lines.get(if row > 0 && rule.is_some() {
            row + 1
        } else {
            row
        })
    };
    // A column of which nothing is left was struck.
    let struck = (0..width).any(|column| {
        let mut cells = rows.iter().filter_map(|cells| cells.get(column));
        let mut stood = cells.clone().map(|cell| cell.stood());
        stood.any(|words| !words.trim().is_empty())
            && cells.all(|cell| cell.wanted().trim().is_empty())
    });
    if struck || rows.iter().any(|cells| cells.len() != width) {
        let lines: Vec<Range<usize>> = (0..shown.rows.len())
            .filter_map(&line_of)
            .map(|(from, line)| *from..*from + line.trim_end().len())
            .collect();
        return columns::wanted(paper, (&rows, &of), shown, (&lines, rule));
    }
    let mut out: Vec<String> = Vec::new();
    for (cells, place) in rows.iter().zip(of) {
        let own = place.and_then(|at| Some((shown.rows.get(at)?, line_of(at)?)));
        match own {
            Some((printed, (from, line))) => {
                let range = *from..*from + line.trim_end().len();
                let mut pieces = Vec::new();
                for (cell, words) in cells.iter().zip(printed) {
                    pieces.extend(changed(paper, cell, words, &range));
                }
                out.push(applied(paper.source, &range, &pieces));
            }
            None => out.push(row(cells, width, paper.parties, paper.notes)),
        }
        if let (1, Some(rule)) = (out.len(), rule) {
            out.push(rule.trim_end().to_owned());
        }
    }
    Some(out.join("\n"))
}

/// Whether a row says what a row of the table says; where it has other columns, whether the cells of the one are among those of the other.
fn is_row(cells: &[String], own: &[String]) -> bool {
    let among = |few: &[String], many: &[String]| {
        let mut many = many.iter();
        let mut few = few.iter().filter(|words| !words.is_empty()).peekable();
        few.peek().is_some() && few.all(|words| many.any(|other| other == words))
    };
    match cells.len() == own.len() {
        true => cells == own,
        false => among(cells, own) || among(own, cells),
    }
}

/// For each row of the file, the row of the table that it is: the same words, else what is left between the same neighbours.
pub(super) fn matched(rows: &[&Vec<Line>], shown: &Shown) -> Vec<Option<usize>> {
    let text = |row: &Vec<Vec<Printed>>| -> Vec<String> {
        row.iter().map(|cell| fold(&joined(cell))).collect()
    };
    let texts: Vec<Vec<String>> = shown.rows.iter().map(text).collect();
    let mut of: Vec<Option<usize>> = Vec::new();
    let mut next = 0;
    for cells in rows {
        let stood: Vec<String> = cells.iter().map(|cell| fold(&cell.stood())).collect();
        let said: Vec<String> = cells.iter().map(|cell| fold(&cell.wanted())).collect();
        let is_new = stood.iter().all(String::is_empty) && !said.iter().all(String::is_empty);
        let found = (next..texts.len()).find(|at| {
            texts
                .get(*at)
                .is_some_and(|own| !is_new && (is_row(&stood, own) || is_row(&said, own)))
        });
        if let Some(at) = found {
            next = at + 1;
        }
        of.push(found);
    }
    // A row that is left between two that were found is the one that is left there, where the numbers agree.
    let mut n = 0;
    while n < of.len() {
        if of.get(n).copied().flatten().is_some() {
            n += 1;
            continue;
        }
        let end = (n..of.len())
            .find(|at| of.get(*at).copied().flatten().is_some())
            .unwrap_or(of.len());
        let above = n
            .checked_sub(1)
            .and_then(|at| of.get(at).copied().flatten())
            .map_or(0, |at| at + 1);
        let below = of.get(end).copied().flatten().unwrap_or(texts.len());
        let gap = (n..end).filter(|at| {
            rows.get(*at)
                .is_some_and(|cells| cells.iter().any(|cell| !cell.stood().trim().is_empty()))
        });
        let gap: Vec<usize> = gap.collect();
        if gap.len() == below.saturating_sub(above) {
            for (at, place) in gap.into_iter().zip(above..below) {
                if let Some(slot) = of.get_mut(at) {
                    *slot = Some(place);
                }
            }
        }
        n = end;
    }
    of
}
