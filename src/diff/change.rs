//! What became of a paragraph.

use serde::Serialize;

/// What became of a paragraph, or of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// The same words.
    Unchanged,
    /// Other words, the same paragraph.
    Edited,
    /// New.
    Inserted,
    /// Gone.
    Deleted,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// Several became several.
    Recast,
}

/// One change: the paragraphs on either side, as ordinals of their documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What became of it.
    pub kind: ChangeKind,
    /// Whether it stands outside the longest common order.
    pub moved: bool,
    /// Whether its label changed.
    pub renumbered: bool,
    /// Whether only Markdown marks changed, or its kind.
    pub marks_only: bool,
    /// Whether a person need not look.
    pub certain: bool,
    /// Paragraphs of the old document, ascending.
    pub old: Vec<usize>,
    /// Paragraphs of the new document, ascending.
    pub new: Vec<usize>,
    /// Share of the words kept, weighted by how rare they are: 1 for unchanged, 0 for inserted and deleted.
    pub similarity: f64,
    /// Contested brackets the new side has more than the old.
    pub brackets_added: usize,
    /// Contested brackets the old side has more than the new.
    pub brackets_lifted: usize,
}

impl Change {
    /// Whether nothing at all differs: words, place and label.
    pub fn is_nothing(&self) -> bool {
        self.kind == ChangeKind::Unchanged && !self.moved && !self.renumbered
    }
}

/// Two documents aligned: every paragraph of either in exactly one change, in the order of the new text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    /// The changes.
    pub changes: Vec<Change>,
    old_at: Vec<usize>,
    new_at: Vec<usize>,
}

impl Alignment {
    /// An alignment of these changes.
    pub fn new(changes: Vec<Change>) -> Alignment {
        let index = |side: fn(&Change) -> &[usize]| {
            let count = changes
                .iter()
                .flat_map(side)
                .max()
                .map_or(0, |last| last + 1);
            let mut at = vec![usize::MAX; count];
            for (n, change) in changes.iter().enumerate() {
                for &paragraph in side(change) {
                    if let Some(slot) = at.get_mut(paragraph) {
                        *slot = n;
                    }
                }
            }
            at
        };
        let old_at = index(|change| &change.old);
        let new_at = index(|change| &change.new);
        Alignment {
            changes,
            old_at,
            new_at,
        }
    }

    /// The change that the old paragraph stands in.
    pub fn of_old(&self, index: usize) -> Option<&Change> {
        self.old_at.get(index).and_then(|&at| self.changes.get(at))
    }

    /// The change that the new paragraph stands in.
    pub fn of_new(&self, index: usize) -> Option<&Change> {
        self.new_at.get(index).and_then(|&at| self.changes.get(at))
    }
}
