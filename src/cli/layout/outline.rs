//! The paragraphs of a text, one line each.

use super::table::{Table, count, plain};
use crate::ops::{Outline, OutlineRow};
use crate::text::Kind;
use crate::view::{Line, Role};

/// A row a paragraph, its words cut to the width.
pub(crate) fn outline(outline: &Outline, columns: usize) -> Vec<Line> {
    let mut table = Table::new(&["lines", "kind", "paragraph", "[ ]", "text"]);
    for row in &outline.paragraphs {
        let [first, last] = row.lines;
        let lines = if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        };
        let name = named(row);
        let role = match row.kind {
            Kind::Title => Role::Title,
            Kind::Heading => Role::Heading,
            _ => Role::Plain,
        };
        table.row(vec![
            Line::of(Role::Dim, lines),
            Line::of(Role::Dim, kind(row.kind)),
            Line::of(Role::Label, name),
            count(row.brackets),
            Line::of(role, &row.text),
        ]);
    }
    if outline.paragraphs.is_empty() {
        return vec![plain("no paragraphs")];
    }
    table
        .lines(usize::MAX)
        .into_iter()
        .map(|line| line.cut(columns))
        .collect()
}

/// The full label; of several that are alike the later ones with their number, as they are addressed.
fn named(row: &OutlineRow) -> String {
    let Some(path) = &row.path else {
        return row.name.clone();
    };
    match row.name.rsplit_once('#') {
        Some((_, nth)) if !path.ends_with(&row.name) => format!("{path}#{nth}"),
        _ => path.clone(),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Title => "title",
        Kind::Heading => "heading",
        Kind::Paragraph => "paragraph",
        Kind::Item => "item",
        Kind::Quote => "quote",
        Kind::Table => "table",
        Kind::Footnote => "footnote",
        Kind::Code => "code",
    }
}
