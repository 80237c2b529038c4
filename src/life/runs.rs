//! What two versions of a text have in common for certain: runs of equal blocks in one order.

use rustc_hash::FxHashMap;

use super::leaf::{Leaf, shared};

/// Blocks that stand in both versions, one behind the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) length: usize,
}

/// The runs that two versions have in common, ascending on both sides.
///
/// Only what cannot be mistaken: the heads and tails of the texts, blocks that occur once in what is left, and what is equal
/// beside these. The rest is for the aligner to judge.
pub(super) fn runs(old: &Leaf, new: &Leaf) -> Vec<Run> {
    let (olds, news) = (old.blocks().len(), new.blocks().len());
    let most = olds.min(news);
    let (first, last) = shared(old.text(), new.text());
    let ends = |leaf: &Leaf, at: usize| leaf.blocks().range(at).end;
    let before = |leaf: &Leaf, at: usize| leaf.text().len() - leaf.blocks().range(at).start;
    // What lies in the bytes that are the same at either end need not be compared again.
    let head = (0..most)
        .take_while(|&at| {
            let end = ends(old, at);
            (end < first && end == ends(new, at)) || same(old, at, new, at)
        })
        .count();
    let tail = (0..most - head)
        .take_while(|&back| {
            let (at, to) = (olds - 1 - back, news - 1 - back);
            let length = before(old, at);
            (length <= last && length == before(new, to)) || same(old, at, new, to)
        })
        .count();
    let mut runs = vec![Run {
        old: 0,
        new: 0,
        length: head,
    }];
    let (old_end, new_end) = (olds - tail, news - tail);
    let (mut from_old, mut from_new) = (head, head);
    for (at, to) in anchors(old, new, head, (old_end, new_end)) {
        if at < from_old || to < from_new {
            continue;
        }
        let ahead = (at..old_end)
            .zip(to..new_end)
            .take_while(|&(at, to)| same(old, at, new, to))
            .count();
        let behind = (from_old..at)
            .rev()
            .zip((from_new..to).rev())
            .take_while(|&(at, to)| same(old, at, new, to))
            .count();
        runs.push(Run {
            old: at - behind,
            new: to - behind,
            length: behind + ahead,
        });
        (from_old, from_new) = (at + ahead, to + ahead);
    }
    runs.push(Run {
        old: old_end,
        new: new_end,
        length: tail,
    });
    runs.retain(|run| run.length > 0);
    runs
}

fn same(old: &Leaf, at: usize, new: &Leaf, to: usize) -> bool {
    old.blocks().hash(at) == new.blocks().hash(to)
        && old.block(at).trim_ascii_end() == new.block(to).trim_ascii_end()
}

/// Blocks that occur once on either side of the middle, in the longest order they share.
fn anchors(old: &Leaf, new: &Leaf, head: usize, ends: (usize, usize)) -> Vec<(usize, usize)> {
    const NONE: usize = usize::MAX;
    // Where the blocks of a hash stand, `NONE` where there are several.
    let mut places: FxHashMap<u64, (usize, usize)> = FxHashMap::default();
    for at in head..ends.0 {
        if let Some(hash) = old.blocks().hash(at) {
            let slot = places.entry(hash).or_insert((at, NONE - 1));
            if slot.0 != at {
                slot.0 = NONE;
            }
        }
    }
    for to in head..ends.1 {
        if let Some(slot) = new.blocks().hash(to).and_then(|hash| places.get_mut(&hash)) {
            slot.1 = if slot.1 == NONE - 1 { to } else { NONE };
        }
    }
    let mut pairs: Vec<(usize, usize)> = places
        .into_values()
        .filter(|&(at, to)| at < ends.0 && to < ends.1 && same(old, at, new, to))
        .collect();
    pairs.sort_unstable();
    longest_rise(&pairs)
}

/// Of pairs in the order of their first, the most of which the second rises as well.
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length, the pair that ends a rise of that length lowest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |n: usize| pairs.get(n).map_or(0, |pair| pair.1);
    for (n, pair) in pairs.iter().enumerate() {
        let place = ends.partition_point(|&end| second(end) < pair.1);
        before.push(
            place
                .checked_sub(1)
                .and_then(|under| ends.get(under))
                .copied(),
        );
        match ends.get_mut(place) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut rise = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(n) = at {
        rise.extend(pairs.get(n).copied());
        at = before.get(n).copied().flatten();
    }
    rise.reverse();
    rise
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(old: &str, new: &str) -> Vec<(usize, usize, usize)> {
        let leaf = |text: &str| Leaf::of(text.replace(' ', "\n\n").into_bytes());
        runs(&leaf(old), &leaf(new))
            .iter()
            .map(|run| (run.old, run.new, run.length))
            .collect()
    }

    #[test]
    fn heads_tails_and_what_occurs_once_between_them_are_in_common() {
        assert_eq!(
            of("a b c d e", "a x c y e"),
            [(0, 0, 1), (2, 2, 1), (4, 4, 1)]
        );
        assert_eq!(of("a b c", "a b c"), [(0, 0, 3)]);
        assert_eq!(of("a b", "c d"), []);
    }

    #[test]
    fn twins_are_in_common_only_beside_what_occurs_once() {
        assert_eq!(of("x t t a t y", "z t a t w"), [(2, 1, 3)]);
        assert_eq!(of("x t y", "z t t w"), []);
    }

    #[test]
    fn what_moved_is_left_to_the_aligner() {
        assert_eq!(of("a b c d", "d a b c"), [(0, 1, 3)]);
    }
}
