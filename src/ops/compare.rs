//! Two texts compared, for reading and for other programs: `adref diff`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::front::{FrontChange, front_changes};
use super::results::{Comparison, ComparisonRow};
use crate::diff::{Alignment, Change, ChangeKind, Op, Wording, align, words_of_changes};
use crate::text::{BracketKind, Document};

/// What `diff --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Differences {
    /// The version of this shape.
    pub schema: u32,
    /// The changes in the order of the new text.
    pub changes: Vec<Difference>,
    /// How many of each kind.
    pub summary: BTreeMap<&'static str, usize>,
    /// The fields of the front matter that differ.
    pub front: Vec<FrontChange>,
}

/// One change with its words.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    /// What became of it.
    pub kind: ChangeKind,
    /// Whether it stands outside the longest common order.
    pub moved: bool,
    /// Whether its label changed.
    pub renumbered: bool,
    /// Whether only Markdown marks changed.
    pub marks_only: bool,
    /// Whether a person need not look.
    pub certain: bool,
    /// Paragraphs of the old text.
    pub old: Vec<usize>,
    /// Paragraphs of the new text.
    pub new: Vec<usize>,
    /// Their lines.
    pub old_lines: Vec<[usize; 2]>,
    /// Their lines.
    pub new_lines: Vec<[usize; 2]>,
    /// Their labels; `null` for a paragraph that has none.
    pub old_labels: Vec<Option<String>>,
    /// Their labels; `null` for a paragraph that has none.
    pub new_labels: Vec<Option<String>>,
    /// Share of the words kept.
    pub similarity: f64,
    /// The words.
    pub words: Vec<Wording>,
    /// Contested brackets the new side has more than the old.
    pub brackets_added: usize,
    /// Contested brackets the old side has more than the new.
    pub brackets_lifted: usize,
}

/// Compares two texts for reading.
pub fn compare(old: &Document, new: &Document, names: (&str, &str)) -> Comparison {
    let alignment = align(old, new);
    let summary = summary(&alignment, old, new);
    let wordings = words_of_changes(old, new, &alignment.changes);
    let rows = alignment
        .changes
        .into_iter()
        .zip(wordings)
        .map(|(change, wording)| {
            let labels = (names_of(old, &change.old), names_of(new, &change.new));
            ComparisonRow {
                change,
                labels,
                wording,
            }
        })
        .collect();
    Comparison {
        names: (names.0.to_owned(), names.1.to_owned()),
        rows,
        summary,
        front: front_changes(old, new),
    }
}

/// Compares two texts for other programs.
pub fn differences(old: &Document, new: &Document) -> Differences {
    let alignment = align(old, new);
    let summary = summary(&alignment, old, new);
    let wordings = words_of_changes(old, new, &alignment.changes);
    let changes = alignment
        .changes
        .into_iter()
        .zip(wordings)
        .map(|(change, wording)| Difference {
            words: match change.kind {
                ChangeKind::Unchanged => equal(old, &change.old),
                _ => wording,
            },
            old_lines: lines_of(old, &change.old),
            new_lines: lines_of(new, &change.new),
            old_labels: labels_of(old, &change.old),
            new_labels: labels_of(new, &change.new),
            kind: change.kind,
            moved: change.moved,
            renumbered: change.renumbered,
            marks_only: change.marks_only,
            certain: change.certain,
            old: change.old,
            new: change.new,
            similarity: change.similarity,
            brackets_added: change.brackets_added,
            brackets_lifted: change.brackets_lifted,
        })
        .collect();
    Differences {
        schema: 1,
        changes,
        summary,
        front: front_changes(old, new),
    }
}

impl Differences {
    /// Whether anything differs, a renumbering included.
    pub fn any(&self) -> bool {
        let differs = |change: &Difference| {
            change.kind != ChangeKind::Unchanged || change.moved || change.renumbered
        };
        !self.front.is_empty() || self.changes.iter().any(differs)
    }
}

fn summary(alignment: &Alignment, old: &Document, new: &Document) -> BTreeMap<&'static str, usize> {
    let kinds = [
        (ChangeKind::Unchanged, "unchanged"),
        (ChangeKind::Edited, "edited"),
        (ChangeKind::Inserted, "inserted"),
        (ChangeKind::Deleted, "deleted"),
        (ChangeKind::Split, "split"),
        (ChangeKind::Merged, "merged"),
        (ChangeKind::Recast, "recast"),
    ];
    let changes = &alignment.changes;
    let count = |holds: &dyn Fn(&Change) -> bool| changes.iter().filter(|one| holds(one)).count();
    let mut counts: BTreeMap<&'static str, usize> = kinds
        .into_iter()
        .map(|(kind, name)| (name, count(&|change| change.kind == kind)))
        .collect();
    counts.insert("moved", count(&|change| change.moved));
    counts.insert("renumbered", count(&|change| change.renumbered));
    counts.insert("brackets_old", contested(old));
    counts.insert("brackets_new", contested(new));
    counts
}

fn contested(document: &Document) -> usize {
    document
        .brackets()
        .iter()
        .filter(|bracket| bracket.kind == BracketKind::Contested)
        .count()
}

/// The words of a paragraph that did not change.
fn equal(document: &Document, indices: &[usize]) -> Vec<Wording> {
    let paragraphs = indices
        .iter()
        .filter_map(|&at| document.paragraphs().get(at));
    paragraphs
        .filter(|paragraph| !paragraph.text.is_empty())
        .map(|paragraph| Wording::new(Op::Equal, paragraph.text.as_str()))
        .collect()
}

fn lines_of(document: &Document, indices: &[usize]) -> Vec<[usize; 2]> {
    indices
        .iter()
        .filter_map(|index| document.paragraphs().get(*index))
        .map(|paragraph| [paragraph.lines.first, paragraph.lines.last])
        .collect()
}

fn labels_of(document: &Document, indices: &[usize]) -> Vec<Option<String>> {
    indices
        .iter()
        .filter_map(|index| document.paragraphs().get(*index))
        .map(|paragraph| paragraph.label.as_ref().map(ToString::to_string))
        .collect()
}

fn names_of(document: &Document, indices: &[usize]) -> Vec<String> {
    indices
        .iter()
        .filter_map(|index| document.paragraphs().get(*index))
        .map(|paragraph| document.name(paragraph.index).to_owned())
        .collect()
}
