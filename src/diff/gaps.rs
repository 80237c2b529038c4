//! The gaps of the common order: between which of its links a paragraph stands, and who else stands there free.

use std::ops::Range;

/// Where each paragraph may be linked without breaking the common order.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    old: Bounds,
    new: Bounds,
    /// How many free paragraphs stand before each place.
    free_old: Vec<u32>,
    free_new: Vec<u32>,
}

impl Gaps {
    /// The gaps between the links of the common order, which come in that order; `is_free` is asked for each paragraph of the
    /// old and the new text.
    pub(super) fn between(
        spine: &[(u32, u32)],
        (olds, news): (usize, usize),
        is_free: (impl Fn(usize) -> bool, impl Fn(usize) -> bool),
    ) -> Gaps {
        let old = Bounds::of(spine.iter().copied(), olds, news);
        let new = Bounds::of(spine.iter().map(|&(old, new)| (new, old)), news, olds);
        Gaps {
            old,
            new,
            free_old: running(olds, is_free.0),
            free_new: running(news, is_free.1),
        }
    }

    /// Whether linking the two keeps the common order.
    pub(super) fn hold(&self, old: usize, new: usize) -> bool {
        let (low, high) = self.old.at(old);
        // The bounds are one more than the place, so that nought means "from the start".
        low as usize <= new + 1 && new < high as usize
    }

    /// How many free paragraphs on either side stand in the gap of these two.
    pub(super) fn free(&self, old: usize, new: usize) -> (usize, usize) {
        let count = |running: &[u32], (from, to): (u32, u32)| {
            let at = |place: usize| running.get(place).copied().unwrap_or(0);
            let to = (to as usize).min(running.len().saturating_sub(1));
            at(to).saturating_sub(at(from as usize)) as usize
        };
        (
            count(&self.free_new, self.old.at(old)),
            count(&self.free_old, self.new.at(new)),
        )
    }

    /// The new paragraphs that stand in the gap of an old one.
    pub(super) fn of_old(&self, old: usize) -> Range<usize> {
        let (low, high) = self.old.at(old);
        low as usize..high.saturating_sub(1).max(low) as usize
    }
}

/// For each place, the end of the last link before it and one past the first link behind it.
#[derive(Debug, Default)]
struct Bounds {
    low: Vec<u32>,
    high: Vec<u32>,
}

impl Bounds {
    /// Both sides of `spine` never fall.
    fn of(
        spine: impl DoubleEndedIterator<Item = (u32, u32)> + Clone,
        from: usize,
        to: usize,
    ) -> Bounds {
        // Each link ends a stretch of places that have the same bound.
        let fill = |bounds: &mut Vec<u32>, places: Range<u32>, bound: u32| {
            if let Some(stretch) = bounds.get_mut(places.start as usize..places.end as usize) {
                stretch.fill(bound);
            }
        };
        let mut low = vec![0; from];
        let (from, to) = (from as u32, to as u32);
        let (mut done, mut reached) = (0, 0);
        for (place, other) in spine.clone() {
            if place >= done {
                fill(&mut low, done..place + 1, reached);
                done = place + 1;
            }
            reached = reached.max(other + 1);
        }
        fill(&mut low, done..from, reached);
        let mut high = vec![0; from as usize];
        let (mut done, mut reached) = (from, to + 1);
        for (place, other) in spine.rev() {
            if place < done {
                fill(&mut high, place..done, reached);
                done = place;
            }
            reached = reached.min(other + 1);
        }
        fill(&mut high, 0..done, reached);
        Bounds { low, high }
    }

    fn at(&self, place: usize) -> (u32, u32) {
        let of = |bounds: &[u32]| bounds.get(place).copied().unwrap_or(0);
        (of(&self.low), of(&self.high))
    }
}

fn running(count: usize, is_free: impl Fn(usize) -> bool) -> Vec<u32> {
    let mut sums = Vec::with_capacity(count + 1);
    let mut sum = 0;
    sums.push(0);
    for at in 0..count {
        sum += u32::from(is_free(at));
        sums.push(sum);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_two_links_stands_what_keeps_their_order() {
        let gaps = Gaps::between(
            &[(1, 1), (4, 3)],
            (6, 5),
            (|at| at != 1 && at != 4, |at| at != 1 && at != 3),
        );
        assert!(gaps.hold(2, 2) && gaps.hold(3, 2) && gaps.hold(0, 0) && gaps.hold(5, 4));
        assert!(!gaps.hold(2, 4) && !gaps.hold(0, 2));
        assert_eq!(gaps.of_old(2), 2..3);
        assert_eq!(gaps.free(2, 2), (1, 2));
    }
}
