//! Stale proposals: the clean ones in a line, each other one with the old words, today's and those wanted side by side.

use super::comparison::Ink;
use super::table::plain;
use crate::diff::reword;
use crate::ops::{QueueRow, Rebasing};
use crate::view::{self, Line, Role, wrap};

/// Fewer columns than this show the three below one another.
const SIDE_BY_SIDE: usize = 75;

/// The queue, the clean ones first.
pub(crate) fn queue(rows: &[QueueRow], columns: usize, ink: Ink) -> Vec<Line> {
    if rows.is_empty() {
        return vec![plain("no open proposal is stale")];
    }
    let mut lines: Vec<Line> = Vec::new();
    for row in rows {
        if !lines.is_empty() && row.rebasing != Rebasing::Clean {
            lines.push(Line::new());
        }
        let role = match row.rebasing {
            Rebasing::Clean => Role::Good,
            Rebasing::Rewrite | Rebasing::Uncertain => Role::Warn,
            Rebasing::Obsolete => Role::Dim,
        };
        let shown = &row.proposal;
        lines.push(
            Line::of(Role::Label, view::proposal_name(shown))
                .with(
                    Role::Plain,
                    format!(
                        "  {} {}  ",
                        view::proposal_asks(shown),
                        view::proposal_place(shown)
                    ),
                )
                .with(role, row.rebasing.words()),
        );
        match (&row.rebased, &row.now) {
            (Some(rebased), Some(now)) if row.rebasing == Rebasing::Clean => {
                let change = view::change(&reword(now, rebased));
                lines.push(plain("  ").and(change).hanging(2));
            }
            _ => lines.extend(three(row, columns, ink)),
        }
    }
    lines
}

/// The words it was written on, today's with what changed, and those wanted with what they change.
fn three(row: &QueueRow, columns: usize, ink: Ink) -> Vec<Line> {
    let now = match &row.now {
        Some(now) => view::change(&reword(&row.was, now)),
        None => Line::of(Role::Dim, "(the paragraph is gone)"),
    };
    let parts = [
        ("was", Line::plain(&row.was)),
        ("now", now),
        ("wants", view::change(&reword(&row.was, &row.wanted))),
    ];
    if columns < SIDE_BY_SIDE {
        let below = parts.into_iter().flat_map(|(title, line)| {
            let line = Line::of(Role::Heading, format!("  {title}  "))
                .and(line)
                .hanging(4);
            wrap(&line, columns)
        });
        return below.collect();
    }
    let width = (columns - 6) / 3;
    let sides: Vec<Vec<Line>> = parts
        .into_iter()
        .map(|(title, line)| {
            let mut side = vec![Line::of(Role::Heading, title)];
            // The marks that stand for colours take room in their column.
            let line = match ink {
                Ink::Colours => line,
                Ink::Marks => view::marked(&line).all(Role::Plain),
            };
            side.extend(wrap(&line, width));
            side
        })
        .collect();
    let tallest = sides.iter().map(Vec::len).max().unwrap_or(0);
    (0..tallest)
        .map(|n| {
            let mut line = plain("  ");
            for (column, side) in sides.iter().enumerate() {
                let cell = side.get(n).cloned().unwrap_or_default();
                line = line.and(match column + 1 < sides.len() {
                    true => cell.padded(width + 2),
                    false => cell,
                });
            }
            line
        })
        .collect()
}
