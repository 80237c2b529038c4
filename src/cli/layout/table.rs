//! A table: columns as wide as their widest cell, the last one takes what is left.

use crate::view::{Line, Role, wrap};

/// Rows of cells under heads.
pub(super) struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<Line>>,
    /// Lines that stand by themselves, each before the row of that ordinal.
    between: Vec<(usize, Line)>,
}

/// No column but the last is wider, unless it is the first.
const WIDEST: usize = 32;
/// Fewer columns than this are no place to wrap words in.
const NARROW: usize = 18;
/// How far in a last cell stands that found no room in its row.
const INSET: usize = 4;

impl Table {
    /// A table of these columns.
    pub(super) fn new(heads: &[&str]) -> Table {
        Table {
            heads: heads.iter().map(|head| (*head).to_owned()).collect(),
            rows: Vec::new(),
            between: Vec::new(),
        }
    }

    /// Puts a line of its own before the next row.
    pub(super) fn heading(&mut self, line: Line) {
        self.between.push((self.rows.len(), line));
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: Vec<Line>) {
        self.rows.push(cells);
    }

    /// Its lines in so many columns; columns in which no row has anything are left out.
    ///
    /// The last cell is wrapped within its own column; where little room is left for it, one that does not fit goes below its row.
    pub(super) fn lines(self, columns: usize) -> Vec<Line> {
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
        let Some((last, before)) = used.split_last() else {
            return Vec::new();
        };
        let widths: Vec<usize> = before.iter().map(|n| width(*n)).collect();
        let hang: usize = widths.iter().map(|width| width + 2).sum();
        let room = columns.saturating_sub(hang);
        let mut lines = Vec::new();
        let mut between = self.between.into_iter().peekable();
        for (n, mut row) in all.into_iter().enumerate() {
            // The heads are the first of all.
            while let Some((_, heading)) = between.next_if(|(at, _)| *at < n) {
                lines.push(heading);
            }
            let mut take = |n: usize| row.get_mut(n).map(std::mem::take).unwrap_or_default();
            let mut line = Line::new();
            for (n, wide) in before.iter().zip(&widths) {
                let cell = take(*n);
                let gap = (wide + 2).saturating_sub(cell.width()).max(2);
                line = line.and(cell).with(Role::Plain, " ".repeat(gap));
            }
            let cell = take(*last);
            if line.width() + cell.width() <= columns {
                lines.push(line.and(cell));
            } else if room >= NARROW {
                let mut wrapped = wrap(&cell, columns.saturating_sub(line.width())).into_iter();
                lines.push(line.and(wrapped.next().unwrap_or_default()));
                lines.extend(wrapped.map(|rest| Line::plain(" ".repeat(hang)).and(rest)));
            } else {
                lines.push(line);
                let wrapped = wrap(&cell, columns.saturating_sub(INSET)).into_iter();
                lines.extend(wrapped.map(|rest| Line::plain(" ".repeat(INSET)).and(rest)));
            }
        }
        lines
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

#[cfg(test)]
mod tests {
    use super::*;

    fn table(last: &str) -> Table {
        let mut table = Table::new(&["name", "empty", "about"]);
        table.row(vec![plain("GI-2"), Line::new(), plain(last)]);
        table.row(vec![plain("GI-10"), Line::new(), plain("short")]);
        table
    }

    fn shown(last: &str, columns: usize) -> Vec<String> {
        let lines = table(last).lines(columns);
        lines
            .iter()
            .map(|line| line.text().trim_end().to_owned())
            .collect()
    }

    #[test]
    fn the_last_column_is_wrapped_within_itself() {
        assert_eq!(
            shown("words that are many and more than fit", 34),
            [
                "name   about",
                "GI-2   words that are many and",
                "       more than fit",
                "GI-10  short"
            ]
        );
    }

    #[test]
    fn a_cell_without_room_goes_below_its_row_and_one_that_fits_stays() {
        assert_eq!(
            shown("collides with GN-3", 20),
            [
                "name   about",
                "GI-2",
                "    collides with",
                "    GN-3",
                "GI-10  short"
            ]
        );
    }
}
