//! In which order the paragraphs of two texts stand in one: what is kept holds the order of both.

use std::collections::BTreeMap;

use crate::diff::Alignment;

/// What stands at one place of two texts in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// Old paragraphs in a row that became new ones in a row.
    Kept(Vec<usize>, Vec<usize>),
    /// An old one that is gone.
    Gone(usize),
    /// A new one.
    Came(usize),
    /// An old one that is this new one now, at another place, where the same name stands.
    Left(usize, usize, String),
    /// What it became, at its new place.
    Arrived(usize, usize, String),
}

/// Lays two texts into one: leaving out what only the new one has gives the paragraphs of the old one in their order, and the other way
/// round. `olds` and `news` are the paragraphs that have a place in the text.
pub(super) fn items(alignment: &Alignment, olds: &[usize], news: &[usize]) -> Vec<Item> {
    let ranks = |all: &[usize]| -> BTreeMap<usize, usize> {
        all.iter()
            .enumerate()
            .map(|(rank, &index)| (index, rank))
            .collect()
    };
    let (old_rank, new_rank) = (ranks(olds), ranks(news));
    let mut keyed: Vec<((usize, u8, usize), Item)> = Vec::new();
    let mut kept_old: BTreeMap<usize, usize> = BTreeMap::new();
    let mut elsewhere: Vec<(usize, Item)> = Vec::new();
    let (mut old_done, mut new_done): (Option<usize>, Option<usize>) = (None, None);
    let mut moves = 0;
    let came = |new: usize| {
        (
            (new_rank.get(&new).copied().unwrap_or(0) + 1, 0, 0),
            Item::Came(new),
        )
    };
    for change in &alignment.changes {
        let standing = |all: &[usize], ranks: &BTreeMap<usize, usize>| -> Vec<(usize, usize)> {
            let known = all
                .iter()
                .filter_map(|index| Some((*ranks.get(index)?, *index)));
            known.collect()
        };
        let before = standing(&change.old, &old_rank);
        let after = standing(&change.new, &new_rank);
        let in_a_row = |all: &[(usize, usize)]| all.is_sorted_by(|a, b| a.0 + 1 == b.0);
        let beyond = |done: Option<usize>, all: &[(usize, usize)]| {
            all.first()
                .is_some_and(|(rank, _)| done.is_none_or(|done| *rank > done))
        };
        let whole = before.len() == change.old.len() && after.len() == change.new.len();
        let both = !before.is_empty() && !after.is_empty() && whole;
        let fits = both
            && !change.moved
            && in_a_row(&before)
            && in_a_row(&after)
            && beyond(old_done, &before)
            && beyond(new_done, &after);
        if fits {
            let place = after.first().map_or(0, |(rank, _)| rank + 1);
            for (rank, _) in &before {
                kept_old.insert(*rank, place);
            }
            old_done = before.last().map(|(rank, _)| *rank);
            new_done = after.last().map(|(rank, _)| *rank);
            let indices = |all: &[(usize, usize)]| all.iter().map(|(_, index)| *index).collect();
            keyed.push(((place, 0, 0), Item::Kept(indices(&before), indices(&after))));
            continue;
        }
        if let ([(from, old)], [(to, new)]) = (before.as_slice(), after.as_slice())
            && both
        {
            moves += 1;
            let name = format!("move{moves}");
            elsewhere.push((*from, Item::Left(*old, *new, name.clone())));
            keyed.push(((to + 1, 0, 0), Item::Arrived(*old, *new, name)));
            continue;
        }
        elsewhere.extend(before.iter().map(|(rank, old)| (*rank, Item::Gone(*old))));
        keyed.extend(after.iter().map(|(_, new)| came(*new)));
    }
    for (rank, item) in elsewhere {
        let place = kept_old
            .range(..rank)
            .next_back()
            .map_or(0, |(_, place)| *place);
        keyed.push(((place, 1, rank), item));
    }
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::align;
    use crate::text::Document;

    fn laid(old: &str, new: &str) -> Vec<Item> {
        let (old, new) = (Document::parse(old), Document::parse(new));
        let all = |document: &Document| (0..document.paragraphs().len()).collect::<Vec<_>>();
        items(&align(&old, &new), &all(&old), &all(&new))
    }

    #[test]
    fn what_is_gone_stands_behind_what_it_stood_behind() {
        let old = "1. Alpha stays here.\n\n2. Beta goes away now.\n\n3. Gamma stays too.\n";
        let new = "1. Alpha stays here.\n\n2. Gamma stays too.\n\n3. Delta is quite new.\n";
        assert_eq!(
            laid(old, new),
            [
                Item::Kept(vec![0], vec![0]),
                Item::Gone(1),
                Item::Kept(vec![2], vec![1]),
                Item::Came(2),
            ]
        );
    }

    #[test]
    fn what_moved_stands_at_both_places() {
        let old = "Alpha is the first of all words.\n\nBeta follows upon it at once.\n\nGamma closes the whole list here.\n";
        let new = "Beta follows upon it at once.\n\nGamma closes the whole list here.\n\nAlpha is the first of all words.\n";
        let told = laid(old, new);
        let left = told
            .iter()
            .filter(|item| matches!(item, Item::Left(..)))
            .count();
        let arrived = told
            .iter()
            .filter(|item| matches!(item, Item::Arrived(..)))
            .count();
        assert_eq!((left, arrived), (1, 1), "{told:?}");
    }
}
