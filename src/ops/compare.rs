//! Two texts compared, for reading and for other programs: `adref diff`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::front::{FrontChange, front_changes};
use super::outside::{LayoutChange, Outside, layout_change, outside};
use super::results::{Comparison, ComparisonRow};
use crate::diff::{Alignment, Change, ChangeKind, Joint, Op, Wording, align, words_of_changes};
use crate::text::{BracketKind, Document, Kind, Paragraph};

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
    /// The lines outside the paragraphs that differ.
    pub outside: Outside,
    /// Where no word differs anywhere, and yet the bytes do; else `null`.
    pub layout: Option<LayoutChange>,
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
    let wordings = words_of_changes((old, new), &alignment.changes, Joint::Seam);
    let places = Places::of(&alignment);
    let rows: Vec<ComparisonRow> = alignment
        .changes
        .into_iter()
        .zip(wordings)
        .map(|(change, wording)| {
            let labels = (names_of(old, &change.old), names_of(new, &change.new));
            let moved = change.moved && labels.0 == labels.1;
            ComparisonRow {
                brackets: are_other_brackets((old, new), &change, &wording),
                stands: stands(old, new, &change),
                place: moved.then(|| places.names((old, new), &change)),
                change,
                labels,
                wording,
            }
        })
        .collect();
    let mut comparison = Comparison {
        names: (names.0.to_owned(), names.1.to_owned()),
        rows,
        summary,
        front: front_changes(old, new),
        outside: outside(old, new),
        layout: None,
    };
    if !comparison.any() {
        comparison.layout = layout_change(old, new);
    }
    comparison
}

/// The paragraphs that did not move, by which those that did are placed.
struct Places {
    old: Vec<usize>,
    new: Vec<usize>,
}

impl Places {
    fn of(alignment: &Alignment) -> Places {
        let still = |side: fn(&Change) -> &[usize]| {
            let changes = alignment.changes.iter();
            let mut still: Vec<usize> = changes
                .filter(|change| !change.moved && !change.old.is_empty() && !change.new.is_empty())
                .flat_map(side)
                .copied()
                .collect();
            still.sort_unstable();
            still
        };
        if !alignment.changes.iter().any(|change| change.moved) {
            return Places {
                old: Vec::new(),
                new: Vec::new(),
            };
        }
        Places {
            old: still(|change| &change.old),
            new: still(|change| &change.new),
        }
    }

    /// Behind what the paragraphs of a change stood, and behind what they stand.
    fn names(
        &self,
        (old, new): (&Document, &Document),
        change: &Change,
    ) -> (Option<String>, Option<String>) {
        let behind = |document: &Document, still: &[usize], own: &[usize]| {
            let first = own.first()?;
            let before = still.partition_point(|at| at < first).checked_sub(1)?;
            Some(document.name(*still.get(before)?).to_owned())
        };
        (
            behind(old, &self.old, &change.old),
            behind(new, &self.new, &change.new),
        )
    }
}

/// Whether brackets were put, lifted or shifted, or have other owners.
fn are_other_brackets(
    (old, new): (&Document, &Document),
    change: &Change,
    wording: &[Wording],
) -> bool {
    if change.kind == ChangeKind::Unchanged {
        return false;
    }
    let counted = change.brackets_added + change.brackets_lifted > 0;
    let signs = wording
        .iter()
        .any(|run| run.op != Op::Equal && has_bracket(&run.text));
    let owners = |document: &Document, indices: &[usize]| -> Vec<Vec<String>> {
        let brackets = indices.iter().flat_map(|&at| document.contested(at));
        let owned = brackets.flat_map(|bracket| &bracket.alternatives);
        owned.map(|one| one.parties.clone()).collect()
    };
    let both = !change.old.is_empty() && !change.new.is_empty();
    counted || both && (signs || owners(old, &change.old) != owners(new, &change.new))
}

/// Whether some words hold a bracket that is no mark of a footnote.
fn has_bracket(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(['[', ']', '［', '］']) {
        let here = rest.get(at..).unwrap_or_default();
        let note = here.starts_with("[^").then(|| here.find(']')).flatten();
        match note {
            Some(end) => rest = here.get(end + 1..).unwrap_or_default(),
            None => return true,
        }
    }
    false
}

/// What differs in what a paragraph is, where that says something besides its words.
fn stands(old: &Document, new: &Document, change: &Change) -> Option<String> {
    let ([at], [to]) = (change.old.as_slice(), change.new.as_slice()) else {
        return None;
    };
    let (before, after) = (old.paragraphs().get(*at)?, new.paragraphs().get(*to)?);
    let what = |one: &Paragraph| match one.kind {
        Kind::Title => "title".to_owned(),
        Kind::Heading => format!("heading of level {}", one.depth),
        Kind::Paragraph => "paragraph".to_owned(),
        Kind::Item if one.depth > 1 => format!("item at depth {}", one.depth),
        Kind::Item => "item of a list".to_owned(),
        Kind::Quote => "quotation".to_owned(),
        Kind::Table => "table".to_owned(),
        Kind::Footnote => "footnote".to_owned(),
        Kind::Code => "block of code".to_owned(),
    };
    let prose = |one: &Paragraph| matches!(one.kind, Kind::Item | Kind::Paragraph);
    // A label makes an item of a paragraph and the other way round.
    let labelled = before.label.is_some() || after.label.is_some();
    if prose(before) && prose(after) && labelled {
        return None;
    }
    match (before.kind, after.kind) {
        (Kind::Heading, Kind::Heading) if before.depth != after.depth => Some(format!(
            "heading of level {} → {}",
            before.depth, after.depth
        )),
        (Kind::Code, Kind::Code) if change.marks_only => Some("layout".to_owned()),
        (a, b) if a != b || a == Kind::Item && before.depth != after.depth => {
            Some(format!("{} → {}", what(before), what(after)))
        }
        _ => None,
    }
}

/// Compares two texts for other programs.
pub fn differences(old: &Document, new: &Document) -> Differences {
    let alignment = align(old, new);
    let summary = summary(&alignment, old, new);
    let wordings = words_of_changes((old, new), &alignment.changes, Joint::Space);
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
    let mut differences = Differences {
        schema: 1,
        changes,
        summary,
        front: front_changes(old, new),
        outside: outside(old, new),
        layout: None,
    };
    if !differences.any() {
        differences.layout = layout_change(old, new);
    }
    differences
}

impl Differences {
    /// Whether anything differs, be it a number or how the lines are laid out.
    pub fn any(&self) -> bool {
        let differs = |change: &Difference| {
            change.kind != ChangeKind::Unchanged || change.moved || change.renumbered
        };
        let beside = !self.front.is_empty() || !self.outside.is_empty() || self.layout.is_some();
        beside || self.changes.iter().any(differs)
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
