//! Two texts side by side as stretches that differ, which can be widened over what they share.

use std::borrow::Cow;
use std::ops::Range;

use super::hunks::hunks;
use super::pairs::{Pair, pairs};
use crate::text::{TokenKind, fold, tokens};

/// A stretch that differs: bytes of the old text and of the new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// Two texts, and where they differ.
#[derive(Clone)]
pub(super) struct Sides<'a> {
    pub(super) old: &'a str,
    /// With the old text's white space where that reads the same.
    pub(super) new: Cow<'a, str>,
    pub(super) stretches: Vec<Stretch>,
}

impl<'a> Sides<'a> {
    /// Compares two texts; white space that reads the same is no difference.
    pub(super) fn compare(old: &'a str, new: &'a str) -> Sides<'a> {
        let mut stretches = Vec::new();
        let mut shift = 0_isize;
        for hunk in hunks(old, new) {
            let start = hunk.old.start.saturating_add_signed(shift);
            let end = start + hunk.new.len();
            shift += hunk.new.len() as isize - hunk.old.len() as isize;
            stretches.push(Stretch {
                old: hunk.old,
                new: start..end,
            });
        }
        let mut sides = Sides {
            old,
            new: Cow::Borrowed(new),
            stretches,
        };
        sides.forget_spaces();
        sides
    }

    /// Leaves out stretches in which only white space differs that reads the same: what the old text has there stands in the new.
    fn forget_spaces(&mut self) {
        let all = std::mem::take(&mut self.stretches);
        let many = all.len();
        let mut spaced = String::new();
        let mut at = 0;
        for stretch in all {
            spaced.push_str(self.new.get(at..stretch.new.start).unwrap_or_default());
            at = stretch.new.end;
            let (was, is) = self.words(&stretch);
            let start = spaced.len();
            if !self.is_space(&stretch) {
                spaced.push_str(is);
                let new = start..spaced.len();
                self.stretches.push(Stretch { new, ..stretch });
            } else {
                spaced.push_str(was);
            }
        }
        if self.stretches.len() < many {
            spaced.push_str(self.new.get(at..).unwrap_or_default());
            self.new = Cow::Owned(spaced);
        }
    }

    /// Whether only white space differs in a stretch, and reads the same.
    fn is_space(&self, stretch: &Stretch) -> bool {
        let (was, is) = self.words(stretch);
        if !was.trim().is_empty() || !is.trim().is_empty() {
            return false;
        }
        let before = tail(self.old.get(..stretch.old.start).unwrap_or_default());
        let after = head(self.old.get(stretch.old.end..).unwrap_or_default());
        fold(&format!("{before}{was}{after}")) == fold(&format!("{before}{is}{after}"))
    }

    /// The share of the old text's words that stand in the new one.
    pub(super) fn kept(&self) -> f64 {
        let count = |text: &str| {
            let all = tokens(text);
            all.iter()
                .filter(|token| token.kind == TokenKind::Word)
                .count()
        };
        let all = count(self.old);
        if all == 0 {
            return 1.0;
        }
        let gone: usize = self
            .stretches
            .iter()
            .map(|stretch| count(self.old.get(stretch.old.clone()).unwrap_or_default()))
            .sum();
        1.0 - gone as f64 / all as f64
    }

    /// Makes stretches with hardly anything between them one: `between` says whether what lies between stays apart.
    pub(super) fn join(&mut self, between: impl Fn(&Range<usize>) -> bool) {
        let mut joined: Vec<Stretch> = Vec::new();
        for stretch in std::mem::take(&mut self.stretches) {
            if let Some(last) = joined.last_mut() {
                let gap = last.old.end..stretch.old.start;
                let words = tokens(self.old.get(gap.clone()).unwrap_or_default());
                let few = words
                    .iter()
                    .filter(|token| token.kind == TokenKind::Word)
                    .count()
                    < 3;
                let overlap = gap.start > gap.end;
                if overlap || few && !between(&gap) {
                    last.old.end = last.old.end.max(stretch.old.end);
                    last.new.end = last.new.end.max(stretch.new.end);
                    continue;
                }
            }
            joined.push(stretch);
        }
        self.stretches = joined;
    }

    /// Widens stretches until none cuts a pair of either text, or one of `atoms` (bytes of the old text).
    pub(super) fn hold_whole(&mut self, atoms: &[Range<usize>]) {
        let (old_pairs, new_pairs) = (pairs(self.old), pairs(&self.new));
        // Every round makes some stretch longer; the bound is never met but keeps a mistake from hanging.
        for _ in 0..10_000 {
            let mut demand = None;
            for (n, stretch) in self.stretches.iter().enumerate() {
                let demands = |all: &[Pair], cut: &Range<usize>| {
                    all.iter().find_map(|pair| pair.demands(cut))
                };
                let atom = atoms.iter().find(|atom| {
                    let touches = atom.start < stretch.old.end && stretch.old.start < atom.end;
                    let whole = stretch.old.start <= atom.start && atom.end <= stretch.old.end;
                    touches && !whole
                });
                if let Some(atom) = atom {
                    demand = Some((n, Side::Old, atom.clone()));
                } else if let Some(whole) = demands(&old_pairs, &stretch.old) {
                    demand = Some((n, Side::Old, whole));
                } else if let Some(whole) = demands(&new_pairs, &stretch.new) {
                    demand = Some((n, Side::New, whole));
                }
                if demand.is_some() {
                    break;
                }
            }
            let Some((n, side, whole)) = demand else {
                return;
            };
            let Some(stretch) = self.stretches.get(n).cloned() else {
                return;
            };
            let (left, right) = match side {
                Side::Old => (
                    stretch.old.start.saturating_sub(whole.start),
                    whole.end.saturating_sub(stretch.old.end),
                ),
                Side::New => (
                    stretch.new.start.saturating_sub(whole.start),
                    whole.end.saturating_sub(stretch.new.end),
                ),
            };
            self.widen(n, left, right, side);
        }
    }

    /// Widens the n-th stretch by bytes of one side to the left and right; what it meets becomes part of it.
    fn widen(&mut self, n: usize, left: usize, right: usize, side: Side) {
        let Some(mut wide) = self.stretches.get(n).cloned() else {
            return;
        };
        let (mut first, mut last) = (n, n);
        let mut left = left;
        while left > 0 {
            let before = first
                .checked_sub(1)
                .and_then(|before| self.stretches.get(before))
                .cloned();
            let room = match &before {
                Some(before) => wide.old.start.saturating_sub(before.old.end),
                None => wide.old.start.min(wide.new.start),
            };
            let step = left.min(room);
            wide.old.start -= step;
            wide.new.start = wide.new.start.saturating_sub(step);
            left -= step;
            let Some(before) = before.filter(|_| left > 0) else {
                break;
            };
            left = left.saturating_sub(match side {
                Side::Old => before.old.len(),
                Side::New => before.new.len(),
            });
            wide.old.start = before.old.start;
            wide.new.start = before.new.start;
            first -= 1;
        }
        let mut right = right;
        while right > 0 {
            let after = self.stretches.get(last + 1).cloned();
            let room = match &after {
                Some(after) => after.old.start.saturating_sub(wide.old.end),
                None => (self.old.len().saturating_sub(wide.old.end))
                    .min(self.new.len().saturating_sub(wide.new.end)),
            };
            let step = right.min(room);
            wide.old.end += step;
            wide.new.end += step;
            right -= step;
            let Some(after) = after.filter(|_| right > 0) else {
                break;
            };
            right = right.saturating_sub(match side {
                Side::Old => after.old.len(),
                Side::New => after.new.len(),
            });
            wide.old.end = after.old.end;
            wide.new.end = after.new.end;
            last += 1;
        }
        self.stretches.splice(first..=last, [wide]);
    }

    /// Widens the n-th stretch by one word to the left, the right, or both; `false` where there is none left.
    pub(super) fn grow(&mut self, n: usize, left: bool, right: bool) -> bool {
        let Some(stretch) = self.stretches.get(n) else {
            return false;
        };
        let step_left = if left {
            let before = self.old.get(..stretch.old.start).unwrap_or_default();
            let all = tokens(before);
            one_word(all.iter().rev().map(|token| (token.text.len(), token.kind)))
        } else {
            0
        };
        let step_right = if right {
            let after = self.old.get(stretch.old.end..).unwrap_or_default();
            let all = tokens(after);
            one_word(all.iter().map(|token| (token.text.len(), token.kind)))
        } else {
            0
        };
        if left && step_left == 0 || right && step_right == 0 {
            return false;
        }
        self.widen(n, step_left, step_right, Side::Old);
        true
    }

    /// The words of a stretch on both sides.
    pub(super) fn words(&self, stretch: &Stretch) -> (&'a str, &str) {
        (
            self.old.get(stretch.old.clone()).unwrap_or_default(),
            self.new.get(stretch.new.clone()).unwrap_or_default(),
        )
    }
}

#[derive(Clone, Copy)]
enum Side {
    Old,
    New,
}

/// The length of the pieces up to and with the first that is no white space.
fn one_word(pieces: impl Iterator<Item = (usize, TokenKind)>) -> usize {
    let mut length = 0;
    for (size, kind) in pieces {
        length += size;
        if kind != TokenKind::Space {
            return length;
        }
    }
    0
}

fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

fn head(text: &str) -> &str {
    let end = text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_that_reads_the_same_shifts_nothing() {
        let (old, new) = ("States  shall\nmark arms.", "States shall mark all arms.");
        let sides = Sides::compare(old, new);
        let words: Vec<(&str, &str)> = sides
            .stretches
            .iter()
            .map(|stretch| sides.words(stretch))
            .collect();
        assert_eq!(words, [("", "all ")]);
        assert_eq!(sides.new, "States  shall\nmark all arms.");
    }

    #[test]
    fn a_pair_of_either_text_is_held_whole() {
        let (old, new) = ("We see *old text* here.", "We see *new text here*.");
        let mut sides = Sides::compare(old, new);
        sides.hold_whole(&[]);
        let words: Vec<(&str, &str)> = sides
            .stretches
            .iter()
            .map(|stretch| sides.words(stretch))
            .collect();
        assert_eq!(words, [("*old text* here", "*new text here*")]);
    }
}
