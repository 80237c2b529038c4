//! Which words of two texts stayed: the row that a drafter would leave unmarked, found over all rows they have in common.
//!
//! Each word that stays is worth its weight, and each mark between two of them costs: a stroke alone or an addition alone
//! less than the one beside the other. So a lone comma or `the` that two rewritten stretches share by chance stays unmarked
//! nowhere, and words that stand together stay together.

/// What a mark costs that only strikes or only adds, and one that does both.
const MARK: i32 = 5;
const DOUBLE: i32 = 11;

/// Words that stayed: where they begin on either side, and how many they are.
pub(super) type Stretch = (usize, usize, usize);

/// A pair of equal words, and the best row of such pairs that ends with it.
#[derive(Debug, Clone, Copy)]
struct Knot {
    at: u32,
    to: u32,
    worth: i32,
    before: u32,
}

/// No knot.
const NONE: u32 = u32::MAX;

/// Where rows of words are woven into each other; its room is kept from one pair of them to the next.
#[derive(Debug, Default)]
pub(super) struct Loom {
    /// For each word, from where to where the places lie that it has in the second row; none while nothing is woven.
    spans: Vec<(u32, u32)>,
    places: Vec<u32>,
    knots: Vec<Knot>,
    /// The best knot of each column so far, the last one of each, and the best of all columns up to one.
    column: Vec<u32>,
    last: Vec<u32>,
    highest: Highest,
}

impl Loom {
    /// The stretches of two rows of words that stay; `weight` is that of each word of the first.
    ///
    /// `None` where the two have more than `most` pairs of equal words: looking at all of them would take too long.
    pub(super) fn stayed(
        &mut self,
        a: &[u32],
        b: &[u32],
        weight: &[i32],
        most: usize,
    ) -> Option<Vec<Stretch>> {
        let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
        let behind = |row: &'_ [u32]| row.len() - head;
        let ends = a.iter().rev().zip(b.iter().rev());
        let tail = ends
            .take(behind(a).min(behind(b)))
            .take_while(|(x, y)| x == y)
            .count();
        let (to_a, to_b) = (a.len() - tail, b.len() - tail);
        let (inner_a, inner_b) = (
            a.get(head..to_a).unwrap_or_default(),
            b.get(head..to_b).unwrap_or_default(),
        );
        let mut out = Vec::with_capacity(8);
        out.push((0, 0, head));
        if !inner_a.is_empty() && !inner_b.is_empty() {
            let few = self.lay_out(inner_a, inner_b, most);
            if few {
                let weight = weight.get(head..to_a).unwrap_or_default();
                self.weave(inner_a, inner_b.len(), weight);
            }
            for &word in inner_b {
                if let Some(span) = self.spans.get_mut(word as usize) {
                    *span = (0, 0);
                }
            }
            if !few {
                return None;
            }
            for (at, to) in self.best(inner_a.len(), inner_b.len()) {
                let (at, to) = (at + head, to + head);
                match out.last_mut() {
                    Some((from, other, length))
                        if (*from + *length, *other + *length) == (at, to) =>
                    {
                        *length += 1;
                    }
                    _ => out.push((at, to, 1)),
                }
            }
        }
        out.push((to_a, to_b, tail));
        out.retain(|(_, _, length)| *length > 0);
        Some(out)
    }

    /// Lays the places of the second row's words out; says whether the two rows have few enough equal pairs.
    fn lay_out(&mut self, a: &[u32], b: &[u32], most: usize) -> bool {
        let words = a.iter().chain(b).max().map_or(0, |most| *most as usize + 1);
        if self.spans.len() < words {
            self.spans.resize(words, (0, 0));
        }
        // Counted first, then each word's places one after the other.
        for &word in b {
            if let Some(span) = self.spans.get_mut(word as usize) {
                span.1 += 1;
            }
        }
        let of = |word: &u32| {
            self.spans
                .get(*word as usize)
                .map_or(0, |span| span.1 as usize)
        };
        if a.iter().map(of).sum::<usize>() > most {
            return false;
        }
        self.places.clear();
        self.places.resize(b.len(), 0);
        let mut total = 0;
        // The spans of what was not met yet begin nowhere: they are counts.
        const MET: u32 = 1 << 31;
        for (place, &word) in b.iter().enumerate() {
            let Some(span) = self.spans.get_mut(word as usize) else {
                continue;
            };
            if span.0 & MET == 0 {
                let count = span.1;
                *span = (total | MET, total);
                total += count;
            }
            if let Some(slot) = self.places.get_mut(span.1 as usize) {
                *slot = place as u32;
            }
            span.1 += 1;
        }
        for &word in b {
            if let Some(span) = self.spans.get_mut(word as usize) {
                span.0 &= !MET;
            }
        }
        true
    }

    /// Ties every knot to the best one before it, row by row.
    fn weave(&mut self, a: &[u32], width: usize, weight: &[i32]) {
        self.knots.clear();
        let (column, last, highest) = (&mut self.column, &mut self.last, &mut self.highest);
        for row in [&mut *column, &mut *last] {
            row.clear();
            row.resize(width, NONE);
        }
        highest.clear(width);
        let mut above = 0..0;
        for (at, (word, weight)) in a.iter().zip(weight).enumerate() {
            let from = self.knots.len();
            let span = self.spans.get(*word as usize).copied().unwrap_or_default();
            // The best knot of the row above, left of the one at hand.
            let mut left = (above.clone(), NONE);
            for place in span.0..span.1 {
                let to = self.places.get(place as usize).copied().unwrap_or(0);
                let mut best = (
                    match (at, to) {
                        (0, 0) => 0,
                        (0, _) | (_, 0) => -MARK,
                        _ => -DOUBLE,
                    },
                    NONE,
                );
                let mut try_behind = |knot: u32, cost: i32, knots: &[Knot]| {
                    if let Some(found) = knots.get(knot as usize)
                        && found.worth - cost > best.0
                    {
                        best = (found.worth - cost, knot);
                    }
                };
                if let Some(before) = (to as usize).checked_sub(1) {
                    let diagonal = last.get(before).copied().unwrap_or(NONE);
                    let joined = self.knots.get(diagonal as usize);
                    if joined.is_some_and(|knot| knot.at as usize + 1 == at) {
                        try_behind(diagonal, 0, &self.knots);
                    }
                    let straight = column.get(before).copied().unwrap_or(NONE);
                    try_behind(straight, MARK, &self.knots);
                    while let Some(knot) = self.knots.get(left.0.start)
                        && left.0.start < left.0.end
                        && knot.to < to
                    {
                        let better = self
                            .knots
                            .get(left.1 as usize)
                            .is_none_or(|best| knot.worth > best.worth);
                        if better {
                            left.1 = left.0.start as u32;
                        }
                        left.0.start += 1;
                    }
                    try_behind(left.1, MARK, &self.knots);
                    try_behind(highest.up_to(before), DOUBLE, &self.knots);
                }
                self.knots.push(Knot {
                    at: at as u32,
                    to,
                    worth: best.0 + weight,
                    before: best.1,
                });
            }
            for (n, knot) in self.knots.iter().enumerate().skip(from) {
                let (n, to) = (n as u32, knot.to as usize);
                if let Some(slot) = last.get_mut(to) {
                    *slot = n;
                }
                if let Some(slot) = column.get_mut(to) {
                    let known = self.knots.get(*slot as usize);
                    if known.is_none_or(|known| knot.worth > known.worth) {
                        *slot = n;
                        highest.raise(to, knot.worth, n);
                    }
                }
            }
            above = from..self.knots.len();
        }
    }

    /// The pairs of the best row of all, in order.
    fn best(&self, a: usize, b: usize) -> Vec<(usize, usize)> {
        let mut best = (-DOUBLE, NONE);
        for (n, knot) in self.knots.iter().enumerate() {
            let ends = (knot.at as usize + 1 == a, knot.to as usize + 1 == b);
            let worth = knot.worth
                - match ends {
                    (true, true) => 0,
                    (true, false) | (false, true) => MARK,
                    (false, false) => DOUBLE,
                };
            if worth > best.0 {
                best = (worth, n as u32);
            }
        }
        let mut out = Vec::new();
        let mut next = best.1;
        while let Some(knot) = self.knots.get(next as usize) {
            out.push((knot.at as usize, knot.to as usize));
            next = knot.before;
        }
        out.reverse();
        out
    }
}

/// The knot of most worth in all columns up to one (a Fenwick tree).
#[derive(Debug, Default)]
struct Highest {
    tree: Vec<(i32, u32)>,
}

impl Highest {
    fn clear(&mut self, width: usize) {
        self.tree.clear();
        self.tree.resize(width + 1, (i32::MIN, NONE));
    }

    fn up_to(&self, column: usize) -> u32 {
        let mut best = (i32::MIN, NONE);
        let mut at = column + 1;
        while at > 0 {
            if let Some(&node) = self.tree.get(at)
                && node.0 > best.0
            {
                best = node;
            }
            at &= at - 1;
        }
        best.1
    }

    fn raise(&mut self, column: usize, worth: i32, knot: u32) {
        let mut at = column + 1;
        while let Some(node) = self.tree.get_mut(at) {
            // What stands higher here stands higher in all that follow.
            if worth <= node.0 {
                break;
            }
            *node = (worth, knot);
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stayed(a: &[u32], b: &[u32], weight: &[i32], most: usize) -> Option<Vec<Stretch>> {
        let mut loom = Loom::default();
        let first = loom.stayed(a, b, weight, most);
        assert_eq!(loom.stayed(a, b, weight, most), first);
        first
    }

    fn words(text: &str) -> Vec<u32> {
        text.bytes().map(u32::from).collect()
    }

    /// What is worth what, over every way to choose the words that stay.
    fn slow(a: &[u32], b: &[u32], weight: &[i32]) -> i32 {
        let none = i32::MIN / 2;
        let cost = |da: usize, db: usize| match (da, db) {
            (0, 0) => 0,
            (0, _) | (_, 0) => MARK,
            _ => DOUBLE,
        };
        let mut worth = vec![vec![none; b.len()]; a.len()];
        let mut best = -cost(a.len(), b.len());
        for i in 0..a.len() {
            for j in 0..b.len() {
                if a[i] != b[j] {
                    continue;
                }
                let mut here = -cost(i, j);
                for (x, row) in worth.iter().enumerate().take(i) {
                    for (y, before) in row.iter().enumerate().take(j) {
                        let gap = (i - x - 1, j - y - 1);
                        here = here.max(before - cost(gap.0, gap.1));
                    }
                }
                worth[i][j] = here + weight[i];
                best = best.max(worth[i][j] - cost(a.len() - i - 1, b.len() - j - 1));
            }
        }
        best
    }

    fn told(stretches: &[Stretch], sizes: (usize, usize), weight: &[i32]) -> i32 {
        let cost = |da: usize, db: usize| match (da, db) {
            (0, 0) => 0,
            (0, _) | (_, 0) => MARK,
            _ => DOUBLE,
        };
        let (mut at, mut total) = ((0, 0), 0);
        for &(x, y, length) in stretches {
            let gap = (x - at.0, y - at.1);
            total += weight[x..x + length].iter().sum::<i32>();
            total -= cost(gap.0, gap.1);
            at = (x + length, y + length);
        }
        total - cost(sizes.0 - at.0, sizes.1 - at.1)
    }

    #[test]
    fn no_other_row_is_worth_more() {
        let mut state = 7_u64;
        let mut next = |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(99);
            (state >> 33) % below
        };
        for round in 0..300 {
            let (m, n) = (1 + next(14), 1 + next(14));
            let mut row =
                |length| -> Vec<u32> { (0..length).map(|_| next(2 + round % 7) as u32).collect() };
            let (mut a, mut b) = (row(m), row(n));
            // Equal ends are always kept; here they differ.
            (a[0], b[0]) = (100, 101);
            a.push(102);
            b.push(103);
            let weight: Vec<i32> = a.iter().map(|word| 2 + *word as i32 % 9).collect();
            let found = stayed(&a, &b, &weight, usize::MAX).unwrap_or_default();
            assert!(found.iter().all(|&(x, y, n)| a[x..x + n] == b[y..y + n]));
            assert_eq!(
                told(&found, (a.len(), b.len()), &weight),
                slow(&a, &b, &weight),
                "{a:?} {b:?} {found:?}"
            );
        }
    }

    #[test]
    fn a_word_alone_between_two_rewritten_stretches_does_not_stay() {
        let (a, b) = (words("abXcd"), words("efXgh"));
        let of = |weight| stayed(&a, &b, &[weight; 5], 99);
        assert_eq!(of(10), Some(vec![]));
        assert_eq!(of(12), Some(vec![(2, 2, 1)]));
    }

    #[test]
    fn what_has_too_many_equal_pairs_is_not_looked_at() {
        let same = [7; 30];
        assert_eq!(stayed(&same, &same, &[10; 30], 9), Some(vec![(0, 0, 30)]));
        let mut other = vec![1];
        other.extend([7; 30]);
        other.push(2);
        assert_eq!(stayed(&same, &other, &[10; 30], 9), None);
    }

    #[test]
    fn empty_rows_have_nothing_in_common() {
        assert_eq!(stayed(&[], &[1, 2], &[], 9), Some(vec![]));
        assert_eq!(stayed(&[], &[], &[], 9), Some(vec![]));
    }
}
