//! Which changes of a comparison are looked at.

use super::results::ComparisonRow;
use crate::diff::ChangeKind;

/// One kind of change, as people ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Only {
    /// Other words, the same paragraph.
    Edited,
    /// New paragraphs.
    New,
    /// Paragraphs that are gone.
    Gone,
    /// Paragraphs that stand elsewhere.
    Moved,
    /// Paragraphs cut up, joined, or both.
    Regrouped,
    /// Paragraphs with another number.
    Renumbered,
    /// Brackets put or lifted.
    Brackets,
    /// Where a person should look.
    Uncertain,
}

impl Only {
    /// All of them.
    pub const ALL: [Only; 8] = [
        Only::Edited,
        Only::New,
        Only::Gone,
        Only::Moved,
        Only::Regrouped,
        Only::Renumbered,
        Only::Brackets,
        Only::Uncertain,
    ];

    /// The word that it is asked for by.
    pub fn name(self) -> &'static str {
        match self {
            Only::Edited => "edited",
            Only::New => "new",
            Only::Gone => "gone",
            Only::Moved => "moved",
            Only::Regrouped => "regrouped",
            Only::Renumbered => "renumbered",
            Only::Brackets => "brackets",
            Only::Uncertain => "uncertain",
        }
    }

    /// What it is, in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Only::Edited => "other words, the same paragraph",
            Only::New => "paragraphs that were not there",
            Only::Gone => "paragraphs that are there no more",
            Only::Moved => "paragraphs that stand elsewhere",
            Only::Regrouped => "paragraphs split, merged or recast",
            Only::Renumbered => "paragraphs with another number",
            Only::Brackets => {
                "paragraphs in which brackets were put, lifted or shifted, or are another's"
            }
            Only::Uncertain => {
                "where a person should look: it is not certain which paragraph became which"
            }
        }
    }

    /// Whether a change is of this kind.
    pub fn holds(self, row: &ComparisonRow) -> bool {
        let change = &row.change;
        match self {
            Only::Edited => change.kind == ChangeKind::Edited,
            Only::New => change.kind == ChangeKind::Inserted,
            Only::Gone => change.kind == ChangeKind::Deleted,
            Only::Moved => change.moved,
            Only::Regrouped => matches!(
                change.kind,
                ChangeKind::Split | ChangeKind::Merged | ChangeKind::Recast
            ),
            Only::Renumbered => change.renumbered,
            Only::Brackets => row.brackets,
            Only::Uncertain => !change.certain,
        }
    }

    /// Whether a change is of one of these kinds; of any, where none is asked for.
    pub fn any_holds(only: &[Only], row: &ComparisonRow) -> bool {
        only.is_empty() || only.iter().any(|kind| kind.holds(row))
    }
}
