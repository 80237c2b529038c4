//! Where paragraphs come from, what was declined, what was left.

use super::table::{Table, plain};
use crate::ops::{ParagraphSources, Sourced, UntakenRow};
use crate::view::{self, Line, Role, section};

/// What was asked for: of one paragraph in full, else a row each.
pub(crate) fn sources(of: &Sourced, one: bool, columns: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    if one {
        for row in &of.paragraphs {
            lines.push(Line::of(
                Role::Title,
                format!("{} {}", row.document, row.paragraph),
            ));
            lines.extend(view::sources(row));
        }
    } else if !of.paragraphs.is_empty() {
        let mut table = Table::new(&["paragraph", "how", "from", "taken up in"]);
        for row in &of.paragraphs {
            table.row(cells(row));
        }
        lines.extend(table.lines(columns));
    }
    let declined = of.declined.iter();
    let declined = declined.map(|row| {
        Line::of(Role::Label, view::called(&row.what))
            .with(Role::Plain, " ")
            .and(view::declined(row))
            .hanging(2)
    });
    section(&mut lines, "Declined", declined.collect());
    section(
        &mut lines,
        "Neither taken up nor declined",
        of.neither.iter().map(left).collect(),
    );
    let unclear = of.unclear.iter();
    section(
        &mut lines,
        "Unclear",
        unclear
            .map(|line| Line::of(Role::Warn, line).hanging(2))
            .collect(),
    );
    if lines.is_empty() {
        lines.push(plain("nothing is written down of where it comes from"));
    }
    lines
}

fn cells(row: &ParagraphSources) -> Vec<Line> {
    let from: Vec<String> = row.from.iter().map(view::called).collect();
    let uses = row.taken_up.iter();
    let mut uses: Vec<String> = uses
        .map(|one| format!("{} {}", one.document, one.paragraph))
        .collect();
    uses.extend(
        row.declined
            .iter()
            .map(|one| format!("declined in {}", one.document)),
    );
    vec![
        Line::of(Role::Label, format!("{} {}", row.document, row.paragraph)),
        plain(row.how.map_or("", crate::record::How::name)),
        plain(from.join(", ")),
        plain(uses.join(", ")),
    ]
}

fn left(row: &UntakenRow) -> Line {
    const MOST: usize = 60;
    let mut words: String = row.text.chars().take(MOST).collect();
    if row.text.chars().count() > MOST {
        words.push('…');
    }
    Line::of(Role::Label, format!("{} {}", row.document, row.paragraph))
        .with(Role::Dim, format!("  {words}"))
        .hanging(2)
}
