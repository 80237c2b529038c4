//! The life of paragraphs laid out: who last changed each, and what each version did with one.

use super::table::{Table, plain};
use crate::ops::{Blamed, TraceRow, Traced};
use crate::view::{self, ChangeSign, Line, Role, turn_sign};

/// No name of a paragraph and no author's name takes more columns.
const NAME: usize = 14;
const AUTHOR: usize = 18;

/// A row a paragraph, cut to the width.
pub(crate) fn blame(blamed: &Blamed, columns: usize) -> Vec<Line> {
    if blamed.paragraphs.is_empty() {
        return vec![plain("no paragraphs")];
    }
    let mut table = Table::new(&["paragraph", "day", "version", "by", "what was done"]);
    for row in &blamed.paragraphs {
        let by = &row.by;
        let told = |text: &Option<String>| text.clone().unwrap_or_default();
        table.row(vec![
            Line::of(Role::Label, &row.name).cut(NAME),
            Line::of(
                Role::Dim,
                by.moment.map(|time| time.day()).unwrap_or_default(),
            ),
            Line::of(Role::Dim, by.short()),
            plain(told(&by.author)).cut(AUTHOR),
            match &by.summary {
                Some(summary) => plain(summary),
                None => Line::of(Role::Warn, UNSAVED),
            },
        ]);
    }
    let lines = table.lines(usize::MAX).into_iter();
    lines.map(|line| line.cut(columns)).collect()
}

const UNSAVED: &str = "not saved yet";

/// A piece a version, newest first: what it did, who, when, and the words.
///
/// `path` is the file that was asked about.
pub(crate) fn trace(traced: &Traced, path: &str) -> Vec<Line> {
    let count = traced.versions.len();
    let versions = match count {
        1 => "1 version".to_owned(),
        _ => format!("{count} versions"),
    };
    let mut lines = vec![
        Line::of(Role::Heading, &traced.name)
            .with(Role::Dim, format!("  {versions}, newest first")),
    ];
    let mut path = Some(path);
    for row in &traced.versions {
        lines.push(Line::new());
        lines.push(head(row));
        lines.push(done_by(row));
        if !row.acts.is_empty() {
            let causes = view::turn_causes(row).into_iter();
            lines.extend(causes.map(|cause| Line::plain(format!("  {cause}")).hanging(2)));
        }
        if path.replace(&row.path) != Some(&row.path) {
            lines.push(Line::of(Role::Dim, format!("  the file was {}", row.path)));
        }
        lines.push(Line::plain("  ").and(view::turn_words(row)).hanging(2));
    }
    lines
}

/// `~ 12  edited, moved from 11`
fn head(row: &TraceRow) -> Line {
    let ChangeSign { sign, words, role } = turn_sign(row);
    Line::of(role, format!("{sign} "))
        .with(Role::Label, &row.name)
        .with(role, format!("  {words}"))
}

/// `  2008-07-17 11:42 Hossam Aly  34c5e02  edits outcome 12`; what acts say is not said twice.
fn done_by(row: &TraceRow) -> Line {
    let by = &row.by;
    let Some(moment) = by.moment else {
        return Line::of(Role::Warn, format!("  {UNSAVED}"));
    };
    let author = by.author.as_deref().unwrap_or_default();
    let summary = by.summary.as_deref().filter(|_| row.acts.is_empty());
    Line::of(
        Role::Dim,
        format!("  {} {}  ", moment.day(), moment.clock()),
    )
    .with(Role::Strong, author)
    .with(Role::Dim, format!("  {}  ", by.short()))
    .with(Role::Plain, summary.unwrap_or_default())
    .hanging(2)
}
