//! What was done, an act a line.

use crate::ops::LogRow;
use crate::view::{Line, Role};

/// A line an act: when, its id, the document, the sentence.
pub(crate) fn log(rows: &[LogRow]) -> Vec<Line> {
    let documents = rows.iter().map(|row| row.document.chars().count());
    let broad = documents.max().unwrap_or(0);
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
        let mut line = Line::of(Role::Dim, format!("{} {} ", row.time.clock(), row.id))
            .with(Role::Label, format!("{:<broad$}  ", row.document))
            .with(
                if row.retracted {
                    Role::Dim
                } else {
                    Role::Plain
                },
                &row.sentence,
            );
        if let Some(hand) = &row.entered_by {
            line.push(Role::Dim, format!(" (entered by {hand})"));
        }
        if row.retracted {
            line.push(Role::Warn, " (taken back)");
        }
        lines.push(line.hanging(19 + broad));
    }
    lines
}
