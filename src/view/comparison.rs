//! A comparison in counts.

use crate::diff::ChangeKind;
use crate::ops::{Comparison, ComparisonRow};

/// How many changes of each kind: `7 edited, 1 new, 2 moved`; empty where nothing changed.
pub fn counted(comparison: &Comparison) -> String {
    type Is = fn(&ComparisonRow) -> bool;
    let kinds: [(&str, Is); 8] = [
        ("edited", |row| row.change.kind == ChangeKind::Edited),
        ("new", |row| row.change.kind == ChangeKind::Inserted),
        ("gone", |row| row.change.kind == ChangeKind::Deleted),
        ("split", |row| row.change.kind == ChangeKind::Split),
        ("merged", |row| row.change.kind == ChangeKind::Merged),
        ("recast", |row| row.change.kind == ChangeKind::Recast),
        ("moved", |row| row.change.moved),
        ("renumbered", |row| row.change.renumbered),
    ];
    let parts: Vec<String> = kinds
        .into_iter()
        .map(|(word, is)| (comparison.rows.iter().filter(|row| is(row)).count(), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    parts.join(", ")
}

/// What the paragraphs of a change are called, before and now: `12 → 12 bis`.
pub fn change_labels(row: &ComparisonRow) -> String {
    let (old, new) = (row.labels.0.join(", "), row.labels.1.join(", "));
    match (old.is_empty(), new.is_empty()) {
        (false, false) if old != new => format!("{old} → {new}"),
        (true, _) => new,
        _ => old,
    }
}
