//! What was done, an act a line.

use crate::ops::LogRow;
use crate::view::{self, Line, Role};

/// A line an act: when, its id, the document where there are several, the sentence.
pub(crate) fn log(rows: &[LogRow]) -> Vec<Line> {
    let first = rows.first().map(|row| row.document.as_str());
    let several = rows.iter().any(|row| Some(row.document.as_str()) != first);
    let documents = rows.iter().map(|row| view::width(&row.document));
    let broad = if several {
        documents.max().unwrap_or(0) + 2
    } else {
        0
    };
    let mut day = String::new();
    let mut lines = Vec::new();
    for row in rows {
        let today = row.time.format("%A %-d %B %Y");
        if today != day {
            if !day.is_empty() {
                lines.push(Line::new());
            }
            lines.push(Line::of(Role::Heading, &today));
            day = today;
        }
        let mut line = Line::of(Role::Dim, format!("{} {}  ", row.time.clock(), row.id));
        let hang = line.width() + broad;
        if several {
            let document = Line::of(Role::Label, &row.document).padded(broad);
            line = line.and(document);
        }
        lines.push(line.and(view::act(row)).hanging(hang));
    }
    lines
}
