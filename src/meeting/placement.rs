//! Where an anchor stands in the present text.

use crate::diff::{Alignment, ChangeKind};
use crate::text::{Document, Kind};

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
    /// Turns an alignment round, by the old paragraph's ordinal; who sits in the seat of one that is gone stands for it.
    ///
    /// Where every word of paragraph 7 is another now, the alignment knows no 7 of old, and what was filed on it is about
    /// the new one all the same: it must not vanish with the words.
    pub(super) fn between(alignment: &Alignment, old: &Document, new: &Document) -> Placements {
        let mut placements = Placements::of(alignment, old.paragraphs().len());
        placements.seat(alignment, old, new);
        placements
    }

    /// Finds for each paragraph that is gone a new one between the same neighbours: of its label, or the only one of its kind there.
    fn seat(&mut self, alignment: &Alignment, old: &Document, new: &Document) {
        let mut fresh = vec![false; new.paragraphs().len()];
        let inserted = alignment.changes.iter().filter(|one| one.old.is_empty());
        for &index in inserted.flat_map(|one| &one.new) {
            if let Some(slot) = fresh.get_mut(index) {
                *slot = true;
            }
        }
        let mut at = 0;
        while at < self.0.len() {
            if self.at(at) != Placement::Gone {
                at += 1;
                continue;
            }
            let end = (at..self.0.len())
                .find(|n| self.at(*n) != Placement::Gone)
                .unwrap_or(self.0.len());
            let from = at.checked_sub(1).map_or(Some(0), |before| {
                self.at(before).index().map(|index| index + 1)
            });
            let to = match end < self.0.len() {
                true => self.at(end).index(),
                false => Some(fresh.len()),
            };
            // Between the same neighbours, and nothing there that has come from elsewhere.
            if let (Some(from), Some(to)) = (from, to)
                && from < to
                && fresh
                    .get(from..to)
                    .is_some_and(|gap| gap.iter().all(|one| *one))
            {
                self.seat_in((at..end, from..to), old, new);
            }
            at = end;
        }
    }

    fn seat_in(
        &mut self,
        (gone, gap): (std::ops::Range<usize>, std::ops::Range<usize>),
        old: &Document,
        new: &Document,
    ) {
        let kind = |text: &Document, n: usize| text.paragraphs().get(n).map(|one| one.kind);
        let mut taken: Vec<usize> = Vec::new();
        for n in gone.clone() {
            let Some(path) = old.path(n) else { continue };
            let seat = gap.clone().find(|index| {
                !taken.contains(index)
                    && kind(old, n) == kind(new, *index)
                    && new.path(*index).as_ref() == Some(&path)
            });
            if let (Some(index), Some(slot)) = (seat, self.0.get_mut(n)) {
                taken.push(index);
                *slot = Placement::At {
                    index,
                    certain: false,
                };
            }
        }
        let nameless = |text: &Document, n: usize| {
            text.path(n).is_none() && kind(text, n) == Some(Kind::Paragraph)
        };
        let old: Vec<usize> = gone.filter(|n| nameless(old, *n)).collect();
        let new: Vec<usize> = gap.filter(|n| nameless(new, *n)).collect();
        if old.len() == new.len() {
            for (n, index) in old.into_iter().zip(new) {
                if let Some(slot) = self.0.get_mut(n) {
                    *slot = Placement::At {
                        index,
                        certain: false,
                    };
                }
            }
        }
    }

    /// Turns an alignment round: by the old paragraph's ordinal.
    fn of(alignment: &Alignment, old_paragraphs: usize) -> Placements {
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

    fn between(old: &str, new: &str) -> Vec<Option<usize>> {
        let (old, new) = (Document::parse(old), Document::parse(new));
        let places = Placements::between(&crate::diff::align(&old, &new), &old, &new);
        (0..old.paragraphs().len())
            .map(|n| places.at(n).index())
            .collect()
    }

    const HEAD: &str = "1. States reaffirmed their commitment to the Programme.\n\n";
    const TAIL: &str =
        "\n\n3. The fullest of these reports were those that named a difficulty and a date.\n";

    #[test]
    fn other_words_in_the_same_seat_stand_for_those_that_are_gone() {
        let seven = |words: &str| format!("{HEAD}{words}{TAIL}");
        let was = seven("2. Brokers should be registered before they act.");
        let now = seven("2. Quite another matter altogether.");
        assert_eq!(between(&was, &now), [Some(0), Some(1), Some(2)]);
        // Nothing sits there, or something of another number: it is gone.
        assert_eq!(
            between(&was, &format!("{}{}", HEAD.trim_end(), TAIL)),
            [Some(0), None, Some(1)]
        );
        let other = seven("2 bis. Quite another matter altogether.");
        assert_eq!(between(&was, &other), [Some(0), None, Some(2)]);
        // Without labels, one for one.
        let was = seven("Brokers should be registered before they act.");
        let now = seven("Quite another matter altogether.");
        assert_eq!(between(&was, &now), [Some(0), Some(1), Some(2)]);
        let two = seven("Quite another matter.\n\nWholly new words too.");
        assert_eq!(between(&was, &two), [Some(0), None, Some(3)]);
    }
}
