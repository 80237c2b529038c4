//! Where a paragraph comes from, and what became of it, in lines; the same in both faces.

use super::line::Line;
use super::role::Role;
use crate::ops::{DeclinedRow, OriginRow, ParagraphSources, UseRow};
use crate::record::How;

/// How one paragraph came about, in a few lines.
pub fn sources(of: &ParagraphSources) -> Vec<Line> {
    let mut lines = Vec::new();
    match of.how {
        Some(How::New) => lines.push(Line::plain("new: from no paper")),
        Some(how) => {
            let mut line = Line::of(Role::Strong, how.name());
            line.push(Role::Plain, " from ");
            for (n, origin) in of.from.iter().enumerate() {
                if n > 0 {
                    line.push(Role::Plain, ", ");
                }
                line.push(Role::Label, called(origin));
            }
            lines.push(line.hanging(2));
        }
        None => {}
    }
    for note in &of.notes {
        lines.push(Line::plain(note).hanging(2));
    }
    for origin in &of.from {
        if let Some(words) = &origin.words {
            let mut line = Line::of(Role::Label, called(origin));
            line.push(Role::Dim, format!("  {words}"));
            lines.push(line.hanging(2));
        }
    }
    if !of.taken_up.is_empty() {
        lines.push(taken_up(&of.taken_up));
    }
    lines.extend(of.declined.iter().map(declined));
    lines
}

/// `taken up in outcome 1 and 18`.
fn taken_up(uses: &[UseRow]) -> Line {
    let mut line = Line::of(Role::Good, "taken up");
    line.push(Role::Plain, " in ");
    let mut document = "";
    for (n, one) in uses.iter().enumerate() {
        if n > 0 {
            line.push(
                Role::Plain,
                if n + 1 == uses.len() { " and " } else { ", " },
            );
        }
        if one.document != document {
            line.push(Role::Plain, format!("{} ", one.document));
            document = &one.document;
        }
        line.push(Role::Label, &one.paragraph);
        line.push(Role::Dim, format!(" ({})", one.how));
    }
    line.hanging(2)
}

/// `declined in outcome by Dalius Čekuolis: “…”`.
pub fn declined(row: &DeclinedRow) -> Line {
    let mut line = Line::of(Role::Warn, "declined");
    line.push(Role::Plain, format!(" in {}", row.document));
    if let Some(by) = &row.by {
        line.push(Role::Plain, format!(" by {by}"));
    }
    if let Some(reason) = &row.reason {
        line.push(Role::Plain, format!(": “{reason}”"));
    }
    line.hanging(2)
}

/// What a source is called: as it is written, and its number now where that is another.
pub fn called(origin: &OriginRow) -> String {
    let now = origin.paragraph.as_deref().unwrap_or_default();
    let written = origin.written.as_str();
    let last = written.rsplit([' ', '/']).next().unwrap_or(written);
    let same = now.is_empty() || written.ends_with(now) || now.ends_with(last);
    match (same, &origin.document) {
        (false, Some(document)) => format!("{written} (now {document} {now})"),
        _ => written.to_owned(),
    }
}
