//! Two texts compared: side by side, in one column, or as counts.

use super::cards::words;
use crate::diff::{ChangeKind, Op, Wording};
use crate::ops::{Comparison, ComparisonRow};
use crate::text::Document;
use crate::view::{Line, Role, wrap};

/// How a comparison is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Old on the left, new on the right, in so many columns.
    SideBySide(usize),
    /// One column.
    Inline,
    /// Counts alone.
    Summary,
}

/// Both texts, and how much of them to show.
pub(crate) struct Compared<'a> {
    /// The comparison.
    pub(crate) comparison: &'a Comparison,
    /// The texts.
    pub(crate) texts: (&'a Document, &'a Document),
    /// Whether unchanged paragraphs are shown too.
    pub(crate) all: bool,
}

/// Lays a comparison out.
pub(crate) fn comparison(compared: &Compared<'_>, shape: Shape) -> Vec<Line> {
    let names = &compared.comparison.names;
    let mut lines = vec![
        Line::of(Role::Struck, &names.0)
            .with(Role::Plain, " → ")
            .with(Role::Added, &names.1)
            .all(Role::Heading),
    ];
    lines.push(summary(compared.comparison));
    if shape == Shape::Summary {
        return lines;
    }
    for row in &compared.comparison.rows {
        let still =
            row.change.kind == ChangeKind::Unchanged && !row.change.moved && !row.change.renumbered;
        if still && !compared.all {
            continue;
        }
        lines.push(Line::new());
        lines.push(head(row));
        match shape {
            Shape::SideBySide(columns) => lines.extend(beside(row, compared, columns)),
            _ => lines.push(inline(row, compared)),
        }
    }
    lines
}

/// `3 edited, 1 moved; brackets 12 → 14`
fn summary(comparison: &Comparison) -> Line {
    let count = |kind: &str| comparison.summary.get(kind).copied().unwrap_or(0);
    let kinds = [
        "edited",
        "inserted",
        "deleted",
        "moved",
        "split",
        "merged",
        "recast",
        "renumbered",
    ];
    let mut parts: Vec<String> = kinds
        .into_iter()
        .filter(|kind| count(kind) > 0)
        .map(|kind| format!("{} {kind}", count(kind)))
        .collect();
    if parts.is_empty() {
        parts.push("nothing differs".to_owned());
    }
    let (old, new) = (count("brackets_old"), count("brackets_new"));
    let brackets = if old == new {
        format!("{old} brackets")
    } else {
        format!("brackets {old} → {new}")
    };
    Line::of(Role::Dim, format!("{}; {brackets}", parts.join(", ")))
}

/// What became of a paragraph: `12 → 12 bis  edited, moved`.
fn head(row: &ComparisonRow) -> Line {
    let (old, new) = (row.labels.0.join(", "), row.labels.1.join(", "));
    let labels = match (old.is_empty(), new.is_empty()) {
        (false, false) if old != new => format!("{old} → {new}"),
        (true, _) => new,
        _ => old,
    };
    let change = &row.change;
    let kind = match change.kind {
        ChangeKind::Unchanged => "",
        ChangeKind::Edited if change.marks_only => "marks changed",
        ChangeKind::Edited => "edited",
        ChangeKind::Inserted => "new",
        ChangeKind::Deleted => "deleted",
        ChangeKind::Split => "split",
        ChangeKind::Merged => "merged",
        ChangeKind::Recast => "recast",
    };
    let mut what: Vec<&str> = Vec::new();
    if !kind.is_empty() {
        what.push(kind);
    }
    if change.moved {
        what.push("moved");
    }
    if change.renumbered {
        what.push("renumbered");
    }
    if !change.certain {
        what.push("not certain");
    }
    Line::of(Role::Label, labels).with(Role::Moved, format!("  {}", what.join(", ")))
}

fn texts(document: &Document, indices: &[usize]) -> String {
    let texts: Vec<&str> = indices
        .iter()
        .filter_map(|index| document.paragraphs().get(*index))
        .map(|paragraph| paragraph.text.as_str())
        .collect();
    texts.join(" ")
}

fn inline(row: &ComparisonRow, compared: &Compared<'_>) -> Line {
    match row.change.kind {
        ChangeKind::Unchanged => Line::of(Role::Dim, texts(compared.texts.1, &row.change.new)),
        ChangeKind::Inserted => Line::of(Role::Added, texts(compared.texts.1, &row.change.new)),
        ChangeKind::Deleted => Line::of(Role::Struck, texts(compared.texts.0, &row.change.old)),
        _ => words(&row.wording),
    }
}

/// One side of a change in words.
fn side(wording: &[Wording], other: Op) -> Line {
    let kept: Vec<Wording> = wording
        .iter()
        .filter(|run| run.op != other)
        .cloned()
        .collect();
    words(&kept)
}

fn beside(row: &ComparisonRow, compared: &Compared<'_>, columns: usize) -> Vec<Line> {
    let half = columns.saturating_sub(3) / 2;
    let (left, right) = match row.change.kind {
        ChangeKind::Unchanged | ChangeKind::Inserted | ChangeKind::Deleted => {
            let role = |role| match row.change.kind {
                ChangeKind::Unchanged => Role::Dim,
                _ => role,
            };
            (
                Line::of(role(Role::Struck), texts(compared.texts.0, &row.change.old)),
                Line::of(role(Role::Added), texts(compared.texts.1, &row.change.new)),
            )
        }
        _ => (
            side(&row.wording, Op::Insert),
            side(&row.wording, Op::Delete),
        ),
    };
    let (left, right) = (wrap(&left, half), wrap(&right, half));
    let rows = left.len().max(right.len());
    (0..rows)
        .map(|n| {
            let of = |lines: &[Line]| lines.get(n).cloned().unwrap_or_default();
            of(&left)
                .padded(half)
                .with(Role::Dim, " │ ")
                .and(of(&right))
        })
        .collect()
}
