//! A comparison in counts.

use crate::diff::{Change, ChangeKind};
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

/// How much of the words was kept, where that says anything: `0.67`; never `1.00` where a word is another.
pub fn share_kept(change: &Change) -> Option<String> {
    let says = match change.kind {
        ChangeKind::Unchanged | ChangeKind::Inserted | ChangeKind::Deleted => false,
        ChangeKind::Edited => !change.marks_only,
        ChangeKind::Split | ChangeKind::Merged | ChangeKind::Recast => true,
    };
    let shown = if change.similarity < 1.0 {
        change.similarity.min(0.99)
    } else {
        1.0
    };
    says.then(|| format!("{shown:.2}"))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn change(kind: ChangeKind, similarity: f64) -> Change {
        Change {
            kind,
            moved: false,
            renumbered: false,
            marks_only: false,
            certain: true,
            old: Vec::new(),
            new: Vec::new(),
            similarity,
            brackets_added: 0,
            brackets_lifted: 0,
        }
    }

    #[test]
    fn all_of_the_words_are_said_to_be_kept_only_where_all_are() {
        let share = |kind, similarity| share_kept(&change(kind, similarity));
        assert_eq!(share(ChangeKind::Edited, 0.667).as_deref(), Some("0.67"));
        assert_eq!(share(ChangeKind::Edited, 0.999).as_deref(), Some("0.99"));
        assert_eq!(share(ChangeKind::Split, 1.0).as_deref(), Some("1.00"));
        assert_eq!(share(ChangeKind::Inserted, 0.0), None);
        assert_eq!(share(ChangeKind::Unchanged, 1.0), None);
    }
}
