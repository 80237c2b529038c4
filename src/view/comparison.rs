//! A comparison in counts, and what differs in the front matter.

use super::line::Line;
use super::role::Role;
use super::signs::{KINDS, Kind};
use crate::diff::{Change, ChangeKind};
use crate::ops::{Comparison, ComparisonRow, FrontChange, Outside};

/// How many changes of each kind: `7 edited, 1 new, 2 moved`; empty where nothing changed.
pub fn counted(comparison: &Comparison) -> String {
    let parts: Vec<String> = counts(comparison)
        .map(|(count, kind)| format!("{count} {}", kind.word))
        .collect();
    parts.join(", ")
}

/// The same with the signs of the changes for their words, where there is no room for these: `7~ 1+ 2↘`.
pub fn counted_in_signs(comparison: &Comparison) -> String {
    let parts: Vec<String> = counts(comparison)
        .map(|(count, kind)| format!("{count}{}", kind.sign))
        .collect();
    parts.join(" ")
}

fn counts(comparison: &Comparison) -> impl Iterator<Item = (usize, Kind)> + '_ {
    KINDS
        .into_iter()
        .filter_map(|kind| Some((*comparison.summary.get(kind.counted)?, kind)))
        .filter(|(count, _)| *count > 0)
}

/// How much differs beside the paragraphs, behind the other counts: `; 2 fields of the front matter`, `; 1 line outside the
/// paragraphs`, `; 3 lines differ in layout (the first: line 26)`; empty where nothing does.
pub fn beside_counted(comparison: &Comparison) -> String {
    let mut out = match comparison.front.len() {
        0 => String::new(),
        1 => "; 1 field of the front matter".to_owned(),
        many => format!("; {many} fields of the front matter"),
    };
    let outside = &comparison.outside;
    match outside.old.len().max(outside.new.len()) {
        0 => {}
        1 => out.push_str("; 1 line outside the paragraphs"),
        many => out.push_str(&format!("; {many} lines outside the paragraphs")),
    }
    if let Some(layout) = comparison.layout {
        let what = match (layout.ends, layout.letters) {
            (true, _) => "in line ends",
            (_, true) => "in how the same letters are spelt",
            _ => "in layout",
        };
        let first = layout.first;
        out.push_str(&match layout.lines {
            1 => format!("; line {first} differs {what}"),
            many => format!("; {many} lines differ {what} (the first: line {first})"),
        });
    }
    out
}

/// What is said where no paragraph changed: `nothing differs`, where that is so.
pub fn nothing_counted(comparison: &Comparison) -> &'static str {
    match comparison.any() {
        true if comparison.layout.is_some() => "no word differs",
        true => "no paragraph differs",
        false => "nothing differs",
    }
}

/// What stands over the lines outside the paragraphs that differ.
pub fn outside_head() -> Line {
    Line::of(Role::Warn, "~ ").with(Role::Label, "outside the paragraphs")
}

/// The lines outside the paragraphs that went, then those that came.
pub fn outside_lines(outside: &Outside, side: FrontSide) -> Vec<Line> {
    let old = outside.old.iter().filter(|_| side != FrontSide::New);
    let new = outside.new.iter().filter(|_| side != FrontSide::Old);
    let old = old.map(|line| Line::of(Role::Struck, line));
    old.chain(new.map(|line| Line::of(Role::Added, line)))
        .collect()
}

/// What stands over the fields of the front matter that differ.
pub fn front_head() -> Line {
    Line::of(Role::Warn, "~ ").with(Role::Label, "front matter")
}

/// What of a field of the front matter is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontSide {
    /// What it said.
    Old,
    /// What it says.
    New,
    /// Both, one behind the other.
    Both,
}

/// A field of the front matter that differs.
pub fn front_field(field: &FrontChange, side: FrontSide) -> Line {
    let mut line = match field.key.as_str() {
        "" => Line::new(),
        key => Line::of(Role::Label, format!("{key}:")),
    };
    let said = [
        (FrontSide::New, &field.old, Role::Struck),
        (FrontSide::Old, &field.new, Role::Added),
    ];
    for (other, text, role) in said {
        if let Some(text) = text.as_ref().filter(|_| side != other) {
            line.push(Role::Plain, " ");
            line.push(role, text);
        }
    }
    line
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
    fn counts_are_said_in_words_and_in_the_signs_of_the_changes() {
        let summary = [
            ("renumbered", 54),
            ("edited", 12),
            ("deleted", 1),
            ("moved", 0),
        ];
        let comparison = Comparison {
            names: Default::default(),
            rows: Vec::new(),
            summary: summary.into_iter().collect(),
            front: Vec::new(),
            outside: Outside::default(),
            layout: None,
        };
        assert_eq!(counted(&comparison), "12 edited, 1 gone, 54 renumbered");
        assert_eq!(counted_in_signs(&comparison), "12~ 1- 54#");
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
