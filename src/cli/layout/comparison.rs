//! Two texts compared: side by side, in one column, or as counts.

use super::compared::{Compared, texts};
use super::stat::stat;
use crate::cli::grammar::Format;
use crate::diff::{ChangeKind, Op};
use crate::ops::ComparisonRow;
use crate::view::{self, ChangeSign, FrontSide, Line, Role, change_sign, marked, wrap};

/// How a comparison is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Old on the left, new on the right, in so many columns; words told apart by colours or by marks.
    SideBySide(usize, Ink),
    /// One column.
    Inline,
    /// Counts alone.
    Summary,
    /// A line a change, in so many columns.
    Stat(usize),
}

impl Shape {
    /// The shape of what was asked for, in so many columns.
    pub(crate) fn of(format: Format, columns: usize, ink: Ink) -> Shape {
        match format {
            Format::SideBySide => Shape::SideBySide(columns, ink),
            Format::Inline => Shape::Inline,
            // Its changes are text as it stands, and no lines to be wrapped.
            Format::Summary | Format::Markdown => Shape::Summary,
            Format::Stat => Shape::Stat(columns),
        }
    }
}

/// How what went and what came is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// By colours.
    Colours,
    /// By marks in the text.
    Marks,
}

/// What stands over the changes of a comparison: which texts, and how much changed in them.
pub(crate) fn comparison_head(compared: &Compared<'_>, shape: Shape) -> Vec<Line> {
    let names = &compared.comparison.names;
    let mut lines = vec![
        Line::of(Role::Struck, &names.0)
            .with(Role::Plain, " → ")
            .with(Role::Added, &names.1)
            .all(Role::Heading),
    ];
    if let Shape::Stat(columns) = shape {
        lines.extend(stat(compared, columns));
    }
    lines.push(summary(compared));
    if !matches!(shape, Shape::Summary | Shape::Stat(_)) && compared.only.is_empty() {
        lines.extend(front_matter(compared));
        lines.extend(outside(compared));
    }
    lines
}

/// Where one kind of changes is asked for and there is none: that it is so.
pub(crate) fn none_of_kind(compared: &Compared<'_>) -> Option<Line> {
    let none = !compared.only.is_empty() && compared.shown().next().is_none();
    none.then(|| {
        let kinds: Vec<&str> = compared.only.iter().map(|kind| kind.name()).collect();
        Line::of(
            Role::Dim,
            format!("no change is of this kind: {}", kinds.join(", ")),
        )
    })
}

/// The lines outside the paragraphs that differ, under a head of their own.
fn outside(compared: &Compared<'_>) -> Vec<Line> {
    let outside = &compared.comparison.outside;
    if outside.is_empty() {
        return Vec::new();
    }
    let head = [Line::new(), view::outside_head()].into_iter();
    head.chain(view::outside_lines(outside, FrontSide::Both))
        .collect()
}

/// The fields of the front matter that differ, under a head of their own.
fn front_matter(compared: &Compared<'_>) -> Vec<Line> {
    let front = &compared.comparison.front;
    if front.is_empty() {
        return Vec::new();
    }
    let fields = front
        .iter()
        .map(|one| view::front_field(one, FrontSide::Both));
    let head = [Line::new(), view::front_head()];
    head.into_iter().chain(fields).collect()
}

/// The changes one after the other.
pub(super) fn changes(compared: &Compared<'_>, shape: Shape) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in compared.shown() {
        lay_change(row, compared, shape, &mut lines);
    }
    lines
}

/// Lays one change out behind other lines, an empty line before it; nothing where only counts are wanted.
pub(crate) fn lay_change(
    row: &ComparisonRow,
    compared: &Compared<'_>,
    shape: Shape,
    lines: &mut Vec<Line>,
) {
    if matches!(shape, Shape::Summary | Shape::Stat(_)) {
        return;
    }
    lines.push(Line::new());
    lines.push(head(row));
    match shape {
        Shape::SideBySide(columns, ink) => lines.extend(beside(row, compared, columns, ink)),
        _ => lines.extend(inline(row, compared)),
    }
}

/// `3 edited, 1 moved; brackets 12 → 14`
pub(super) fn summary(compared: &Compared<'_>) -> Line {
    let count = |kind: &str| {
        let summary = &compared.comparison.summary;
        summary.get(kind).copied().unwrap_or(0)
    };
    let mut counted = view::counted(compared.comparison);
    if counted.is_empty() {
        counted.push_str(view::nothing_counted(compared.comparison));
    }
    let (old, new) = (count("brackets_old"), count("brackets_new"));
    let brackets = match (old, new) {
        (1, 1) => "1 bracket".to_owned(),
        _ if old == new => format!("{old} brackets"),
        _ => format!("brackets {old} → {new}"),
    };
    let beside = view::beside_counted(compared.comparison);
    Line::of(Role::Dim, format!("{counted}; {brackets}{beside}"))
}

/// What became of a paragraph, and the share of its words that was kept: `~ 12 → 12 bis  edited, moved  0.67 kept`.
fn head(row: &ComparisonRow) -> Line {
    let ChangeSign { sign, words, role } = change_sign(row);
    let kept = view::share_kept(&row.change).map(|share| format!("  {share} kept"));
    Line::of(role, format!("{sign} "))
        .with(Role::Label, view::change_labels(row))
        .with(role, format!("  {words}"))
        .with(Role::Dim, kept.unwrap_or_default())
}

fn inline(row: &ComparisonRow, compared: &Compared<'_>) -> Vec<Line> {
    let (old, new) = compared.texts;
    let all = |role: Role, texts: Vec<String>| {
        let lines = texts.iter().map(|text| Line::of(role, text));
        lines.collect()
    };
    match row.change.kind {
        ChangeKind::Unchanged => all(Role::Dim, texts(new, &row.change.new)),
        ChangeKind::Inserted => all(Role::Added, texts(new, &row.change.new)),
        ChangeKind::Deleted => all(Role::Struck, texts(old, &row.change.old)),
        _ => view::change_lines(&compared.wording(row), (&row.labels.0, &row.labels.1)),
    }
}

fn beside(row: &ComparisonRow, compared: &Compared<'_>, columns: usize, ink: Ink) -> Vec<Line> {
    let half = columns.saturating_sub(3) / 2;
    let (left, right) = match row.change.kind {
        ChangeKind::Unchanged | ChangeKind::Inserted | ChangeKind::Deleted => {
            let role = |role| match row.change.kind {
                ChangeKind::Unchanged => Role::Dim,
                _ => role,
            };
            let all = |role: Role, texts: Vec<String>| -> Vec<Line> {
                texts.iter().map(|text| Line::of(role, text)).collect()
            };
            (
                all(role(Role::Struck), texts(compared.texts.0, &row.change.old)),
                all(role(Role::Added), texts(compared.texts.1, &row.change.new)),
            )
        }
        _ => {
            let (wording, labels) = (compared.wording(row), (&*row.labels.0, &*row.labels.1));
            (
                view::side_lines(&wording, Op::Delete, labels),
                view::side_lines(&wording, Op::Insert, labels),
            )
        }
    };
    let wrapped = |lines: Vec<Line>| -> Vec<Line> {
        let inked = lines.into_iter().map(|line| match ink {
            Ink::Colours => line,
            // Plain from here on, so that nobody marks them twice.
            Ink::Marks => marked(&line).all(Role::Plain),
        });
        inked.flat_map(|line| wrap(&line, half)).collect()
    };
    let (left, right) = (wrapped(left), wrapped(right));
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
