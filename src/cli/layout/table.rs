//! A table: columns as wide as their widest cell, the last one takes what is left and hangs when it is wrapped.

use crate::view::{Line, Role};

/// Rows of cells under heads.
pub(super) struct Table {
    heads: Vec<&'static str>,
    rows: Vec<Vec<Line>>,
}

/// No column but the last is wider.
const WIDEST: usize = 24;

impl Table {
    /// A table of these columns.
    pub(super) fn new(heads: &[&'static str]) -> Table {
        Table {
            heads: heads.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: Vec<Line>) {
        self.rows.push(cells);
    }

    /// Its lines; columns in which no row has anything are left out.
    pub(super) fn lines(self) -> Vec<Line> {
        let used: Vec<usize> = (0..self.heads.len())
            .filter(|n| {
                self.rows
                    .iter()
                    .any(|row| row.get(*n).is_some_and(|cell| !cell.is_empty()))
            })
            .collect();
        let heads: Vec<Line> = self
            .heads
            .iter()
            .map(|head| Line::of(Role::Heading, head))
            .collect();
        let all: Vec<Vec<Line>> = std::iter::once(heads).chain(self.rows).collect();
        let width = |n: usize| {
            let cells = all.iter().filter_map(|row| row.get(n));
            cells.map(Line::width).max().unwrap_or(0).min(WIDEST)
        };
        let widths: Vec<usize> = used.iter().map(|n| width(*n)).collect();
        let hang = widths.iter().rev().skip(1).map(|width| width + 2).sum();
        all.into_iter()
            .map(|mut row| {
                let mut line = Line::new();
                for (at, n) in used.iter().enumerate() {
                    let cell = row.get_mut(*n).map(std::mem::take).unwrap_or_default();
                    line = if at + 1 == used.len() {
                        line.and(cell)
                    } else {
                        let to = widths.get(at).copied().unwrap_or(0) + 2;
                        let gap = to.saturating_sub(cell.width()).max(2);
                        line.and(cell).with(Role::Plain, " ".repeat(gap))
                    };
                }
                line.hanging(hang)
            })
            .collect()
    }
}

/// A cell of plain text.
pub(super) fn plain(text: impl AsRef<str>) -> Line {
    Line::plain(text)
}

/// A cell with a number; nothing for zero.
pub(super) fn count(n: usize) -> Line {
    if n == 0 {
        Line::new()
    } else {
        Line::plain(n.to_string())
    }
}

/// A cell that may be empty.
pub(super) fn perhaps(text: Option<&str>) -> Line {
    text.map(Line::plain).unwrap_or_default()
}
