//! What git shows of a draft through adref, and what `adref install` did.

use super::compared::Compared;
use super::comparison::{Shape, changes, summary};
use super::stat::stat;
use crate::ops::{Did, Installation, Received, StepKind, beside_paragraphs, left_over};
use crate::text::Document;
use crate::view::{Line, Role};

/// A file as git names its two sides.
#[derive(Debug, Clone)]
pub(crate) struct FileNames {
    /// Its path before.
    pub(crate) old: String,
    /// Its path now.
    pub(crate) new: String,
    /// The first digits of the ids of its bytes; `None` for what has none.
    pub(crate) ids: (Option<String>, Option<String>),
    /// Its modes; `None` where it is not there.
    pub(crate) modes: (Option<String>, Option<String>),
}

/// The line above a file's changes: its path, and which of its versions they are.
pub(crate) fn file_head(names: &FileNames) -> Vec<Line> {
    let path = match names.old == names.new {
        true => names.new.clone(),
        false => format!("{} → {}", names.old, names.new),
    };
    let what = match (&names.modes, &names.ids) {
        ((None, _), _) => "new file".to_owned(),
        ((_, None), _) => "file taken out".to_owned(),
        (_, (old, new)) => {
            let id = |id: &Option<String>| id.clone().unwrap_or_else(|| "now".to_owned());
            match old == new && old.is_some() {
                true => format!("{}, the same", id(old)),
                false => format!("{} → {}", id(old), id(new)),
            }
        }
    };
    let mut lines = vec![
        Line::of(Role::Heading, "diff ")
            .with(Role::Heading, path)
            .with(Role::Dim, format!("  {what}")),
    ];
    if let (Some(old), Some(new)) = &names.modes
        && old != new
    {
        lines.push(Line::of(Role::Dim, format!("mode {old} → {new}")));
    }
    lines
}

/// A file's changes, as git shows them between those of other files.
pub(crate) fn file_difference(
    names: &FileNames,
    compared: &Compared<'_>,
    shape: Shape,
) -> Vec<Line> {
    let mut lines = file_head(names);
    let (old, new) = compared.texts;
    let (went, came) = beside(old, new);
    // What differs in the front matter is among the lines outside paragraphs.
    let rows = &compared.comparison.rows;
    let any = rows.iter().any(|row| !row.change.is_nothing());
    if any {
        lines.push(summary(compared));
    } else if went.is_empty() && came.is_empty() {
        lines.push(Line::of(
            Role::Dim,
            "only white space and line breaks differ",
        ));
    } else {
        lines.push(Line::of(Role::Dim, "every paragraph is the same"));
    }
    if !(went.is_empty() && came.is_empty()) {
        lines.push(Line::new());
        let said = |sign: &str, role, line: &String| Line::of(role, format!("{sign} {line}"));
        lines.extend(went.iter().map(|line| said("-", Role::Bad, line)));
        lines.extend(came.iter().map(|line| said("+", Role::Good, line)));
    }
    match shape {
        Shape::Summary => {}
        Shape::Stat(columns) => {
            lines.push(Line::new());
            lines.extend(stat(compared, columns));
        }
        _ => lines.extend(changes(compared, shape)),
    }
    lines.push(Line::new());
    lines
}

/// The lines outside paragraphs that went and came.
fn beside(old: &Document, new: &Document) -> (Vec<String>, Vec<String>) {
    let (old, new) = (beside_paragraphs(old), beside_paragraphs(new));
    (left_over(&old, &new), left_over(&new, &old))
}

/// What was done to git's settings and attributes.
pub(crate) fn installation(done: &Installation, dry_run: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    for step in &done.steps {
        let (word, role) = match step.did {
            Did::Written if dry_run => ("would write", Role::Good),
            Did::Updated if dry_run => ("would update", Role::Good),
            Did::Removed if dry_run => ("would take out", Role::Good),
            Did::Written => ("written", Role::Good),
            Did::Updated => ("updated", Role::Good),
            Did::Removed => ("taken out", Role::Good),
            Did::Present => ("there already", Role::Dim),
            Did::Absent => ("not there", Role::Dim),
            Did::Kept => ("left alone", Role::Warn),
        };
        let what = match step.kind {
            StepKind::Setting => "setting",
            StepKind::Attribute => "attribute",
        };
        let named = match step.kind {
            StepKind::Setting => step.name.clone(),
            StepKind::Attribute => format!("{} {}", step.name, step.value),
        };
        let mut line = Line::of(role, format!("{word:15}"))
            .with(Role::Dim, format!("{what:10} "))
            .with(Role::Strong, named);
        if let Some(instead) = &step.instead {
            line.push(
                Role::Plain,
                format!(" = {instead}: not written by adref install"),
            );
        }
        lines.push(line.hanging(26));
    }
    lines
}

/// A line for every file that git could not merge, and what became of it.
pub(crate) fn received(received: &Received, dry: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in &received.files {
        let line = Line::of(Role::Strong, format!("{}  ", row.path));
        let done = if dry { "would be merged" } else { "merged" };
        lines.push(match (row.contested, &row.left) {
            (_, Some(why)) => line
                .with(Role::Struck, "left")
                .with(Role::Dim, format!(": {why}")),
            (Some(0), _) => line.with(Role::Dim, done),
            (Some(1), _) => line.with(
                Role::Dim,
                format!("{done}, one bracket for what both sides changed"),
            ),
            (many, _) => line.with(
                Role::Dim,
                format!(
                    "{done}, {} brackets for what both sides changed",
                    many.unwrap_or(0)
                ),
            ),
        });
    }
    if lines.is_empty() {
        lines.push(Line::plain("nothing is to be merged"));
    }
    lines
}
