//! Where an anchor stands in the present text.

use crate::diff::{Alignment, ChangeKind};

/// Where an anchor stands in the present text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// At this paragraph; `certain` where no person need look.
    At {
        /// The paragraph's ordinal.
        index: usize,
        /// Whether the alignment is certain.
        certain: bool,
    },
    /// Its paragraph is gone.
    Gone,
    /// The version it names is not in this repository, and no paragraph bears its name.
    Unknown,
}

impl Placement {
    /// The paragraph's ordinal, where it still stands.
    pub fn index(&self) -> Option<usize> {
        match self {
            Placement::At { index, .. } => Some(*index),
            Placement::Gone | Placement::Unknown => None,
        }
    }
}

/// Where each paragraph of an older version stands in a newer one.
#[derive(Debug, Clone, Default)]
pub(super) struct Placements(Vec<Placement>);

impl Placements {
    /// Turns an alignment round: by the old paragraph's ordinal.
    pub(super) fn of(alignment: &Alignment, old_paragraphs: usize) -> Placements {
        let mut places = vec![Placement::Gone; old_paragraphs];
        for change in &alignment.changes {
            let whole = matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Edited)
                && change.old.len() == 1
                && change.new.len() == 1;
            for (n, old) in change.old.iter().enumerate() {
                let first = if change.new.len() == change.old.len() {
                    change.new.get(n)
                } else {
                    change.new.first()
                };
                if let (Some(slot), Some(&index)) = (places.get_mut(*old), first) {
                    *slot = Placement::At {
                        index,
                        certain: change.certain && whole,
                    };
                }
            }
        }
        Placements(places)
    }

    /// Where the paragraph of that ordinal stands.
    pub(super) fn at(&self, ordinal: usize) -> Placement {
        self.0.get(ordinal).copied().unwrap_or(Placement::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::Change;

    fn change(kind: ChangeKind, old: &[usize], new: &[usize]) -> Change {
        Change {
            kind,
            moved: false,
            renumbered: false,
            marks_only: false,
            certain: true,
            old: old.to_vec(),
            new: new.to_vec(),
            similarity: 1.0,
            brackets_added: 0,
            brackets_lifted: 0,
        }
    }

    #[test]
    fn a_split_paragraph_stands_at_its_first_piece_uncertainly_and_a_deleted_one_is_gone() {
        let alignment = Alignment::new(vec![
            change(ChangeKind::Unchanged, &[0], &[0]),
            change(ChangeKind::Split, &[1], &[1, 2]),
            change(ChangeKind::Deleted, &[2], &[]),
            change(ChangeKind::Merged, &[3, 4], &[3]),
        ]);
        let places = Placements::of(&alignment, 5);
        let at = |index, certain| Placement::At { index, certain };
        assert_eq!(places.at(0), at(0, true));
        assert_eq!(places.at(1), at(1, false));
        assert_eq!(places.at(2), Placement::Gone);
        assert_eq!(places.at(4), at(3, false));
        assert_eq!(places.at(9), Placement::Unknown);
    }
}
