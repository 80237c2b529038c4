//! Votes, motions and adoptions laid out.

use super::table::plain;
use crate::ops::Votes;
use crate::view::{self, Line, section};

/// Every decision, then what was said for the record.
pub(crate) fn votes(of: &Votes, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in &of.decisions {
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        lines.extend(view::decision(row, columns));
    }
    let said = of.statements.iter().map(view::statement).collect();
    section(&mut lines, "For the record", said);
    if lines.is_empty() {
        lines.push(plain("nothing was moved, voted on or adopted"));
    }
    lines
}
