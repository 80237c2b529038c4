//! What Compare lists: the changes, what is folded between them, and where what moved stood before.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::ChangeKind;
use crate::ops::{ComparisonRow, Only};

/// One thing in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Item {
    /// What differs in the front matter and outside the paragraphs.
    Front,
    /// A change.
    Change(usize),
    /// Where the paragraph of a change stood before it moved.
    Left(usize),
    /// Changes that are folded: from the first up to, not with, the last.
    Gap(usize, usize),
}

impl Item {
    /// The row of the comparison that it is of, the first of a fold.
    pub(super) fn row(self) -> Option<usize> {
        match self {
            Item::Front => None,
            Item::Change(row) | Item::Left(row) | Item::Gap(row, _) => Some(row),
        }
    }
}

/// What is to be listed.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Listing {
    /// Whether what did not change is shown too.
    pub(in super::super) all: bool,
    /// The kind of changes that is shown; none means all.
    pub(in super::super) only: Option<Only>,
    /// Folded paragraphs that were opened.
    pub(in super::super) opened: BTreeSet<usize>,
}

/// Whether a row is something that changed: words, place or number.
pub(super) fn is_change(row: &ComparisonRow) -> bool {
    row.change.kind != ChangeKind::Unchanged || row.change.moved || row.change.renumbered
}

impl Listing {
    /// Whether a change is of what is looked for.
    fn holds(&self, row: &ComparisonRow) -> bool {
        match self.only {
            Some(only) => only.holds(row),
            None => self.all || is_change(row),
        }
    }

    /// The items of a comparison; `beside` is whether anything differs in the front matter or outside the paragraphs.
    pub(super) fn items(&self, rows: &[ComparisonRow], beside: bool) -> Vec<Item> {
        let mut left = places_left(rows);
        let mut items = Vec::new();
        if self.only.is_none() && beside {
            items.push(Item::Front);
        }
        let mut hidden = None;
        let ghosts = |at: Option<usize>, left: &mut BTreeMap<Option<usize>, Vec<usize>>| {
            let moved = left.remove(&at).unwrap_or_default();
            let shown = moved
                .into_iter()
                .filter(|n| rows.get(*n).is_some_and(|row| self.holds(row)));
            shown.map(Item::Left).collect::<Vec<Item>>()
        };
        items.extend(ghosts(None, &mut left));
        for (n, row) in rows.iter().enumerate() {
            if self.holds(row) || self.opened.contains(&n) {
                items.extend(hidden.take().map(|from| Item::Gap(from, n)));
                items.push(Item::Change(n));
            } else {
                hidden.get_or_insert(n);
            }
            let ghosts = ghosts(Some(n), &mut left);
            if !ghosts.is_empty() {
                items.extend(hidden.take().map(|from| Item::Gap(from, n + 1)));
                items.extend(ghosts);
            }
        }
        items.extend(hidden.map(|from| Item::Gap(from, rows.len())));
        items
    }

    /// Opens what is folded.
    pub(super) fn open(&mut self, from: usize, to: usize) {
        self.opened.extend(from..to);
    }

    /// Folds again what was opened round a change; says whether anything was.
    pub(super) fn fold(&mut self, n: usize) -> bool {
        if !self.opened.contains(&n) {
            return false;
        }
        let below = (0..n)
            .rev()
            .take_while(|at| self.opened.contains(at))
            .count();
        let above = (n..).take_while(|at| self.opened.contains(at)).count();
        for at in n - below..n + above {
            self.opened.remove(&at);
        }
        true
    }
}

/// Behind which change each moved one stood in the old text: the nearest before it that did not move; none at the top.
fn places_left(rows: &[ComparisonRow]) -> BTreeMap<Option<usize>, Vec<usize>> {
    let mut still: Vec<(usize, usize)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.change.moved)
        .filter_map(|(n, row)| Some((*row.change.old.last()?, n)))
        .collect();
    still.sort_unstable();
    let mut moved: Vec<(usize, usize)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.change.moved)
        .filter_map(|(n, row)| Some((*row.change.old.first()?, n)))
        .collect();
    moved.sort_unstable();
    let mut left: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (old, n) in moved {
        let before = still.partition_point(|(last, _)| *last < old);
        let behind = before.checked_sub(1).and_then(|at| still.get(at));
        left.entry(behind.map(|(_, row)| *row)).or_default().push(n);
    }
    left
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ops::compare;
    use crate::text::Document;

    fn rows(old: &[&str], new: &[&str]) -> Vec<ComparisonRow> {
        let text = |paragraphs: &[&str]| Document::parse(paragraphs.join("\n\n") + "\n");
        compare(&text(old), &text(new), ("a", "b")).rows
    }

    const A: &str =
        "Each maker of lanterns puts a mark on every lantern at the time at which it is made.";
    const B: &str =
        "The authorities keep records of the marks for as long as they can and for twenty years.";
    const C: &str =
        "On request they share what the records say with the authorities of any other port.";
    const D: &str =
        "Officers of the harbour are trained in reading the marks by those who were trained.";

    #[test]
    fn what_moved_is_listed_where_it_stands_and_where_it_stood() {
        let rows = rows(&[A, B, C, D], &[B, C, D, A]);
        let listing = Listing::default();
        assert_eq!(
            listing.items(&rows, false),
            [Item::Left(3), Item::Gap(0, 3), Item::Change(3)]
        );
        let all = Listing {
            all: true,
            ..Listing::default()
        };
        assert_eq!(all.items(&rows, false).len(), 5);
    }

    #[test]
    fn the_front_matter_stands_first_unless_one_kind_of_change_is_looked_for() {
        let rows = rows(&[A], &[A, B]);
        let mut listing = Listing::default();
        let all = [Item::Front, Item::Gap(0, 1), Item::Change(1)];
        assert_eq!(listing.items(&rows, true), all);
        listing.only = Only::ALL.first().copied();
        assert!(!listing.items(&rows, true).contains(&Item::Front));
    }

    #[test]
    fn what_is_folded_opens_and_folds_again() {
        let rows = rows(&[A, B, C, D], &[A, B, C, D, "And one that is new."]);
        let mut listing = Listing::default();
        assert_eq!(
            listing.items(&rows, false),
            [Item::Gap(0, 4), Item::Change(4)]
        );
        listing.open(0, 4);
        assert_eq!(listing.items(&rows, false).len(), 5);
        assert!(!listing.fold(4));
        assert!(listing.fold(2));
        assert_eq!(
            listing.items(&rows, false),
            [Item::Gap(0, 4), Item::Change(4)]
        );
    }

    #[test]
    fn one_kind_alone_is_listed_and_nothing_is_lost_in_the_folds() {
        let rows = rows(&[A, B, C], &[A, C, D]);
        for only in Only::ALL {
            let listing = Listing {
                only: Some(only),
                ..Listing::default()
            };
            let mut seen = 0;
            for item in listing.items(&rows, false) {
                match item {
                    Item::Change(n) => {
                        assert!(only.holds(&rows[n]));
                        seen += 1;
                    }
                    Item::Gap(from, to) => seen += to - from,
                    Item::Left(_) | Item::Front => {}
                }
            }
            assert_eq!(seen, rows.len(), "{only:?}");
        }
    }
}
