//! A comparison in counts.

use crate::ops::{Comparison, ComparisonRow};

/// How many changes of each kind: `7 edited, 1 new, 2 moved`; empty where nothing changed.
pub fn counted(comparison: &Comparison) -> String {
    let kinds = [
        ("edited", "edited"),
        ("inserted", "new"),
        ("deleted", "gone"),
        ("split", "split"),
        ("merged", "merged"),
        ("recast", "recast"),
        ("moved", "moved"),
        ("renumbered", "renumbered"),
    ];
    let parts: Vec<String> = kinds
        .into_iter()
        .filter_map(|(kind, word)| Some((comparison.summary.get(kind)?, word)))
        .filter(|(count, _)| **count > 0)
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
