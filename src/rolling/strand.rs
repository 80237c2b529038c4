//! Some words beside those that they were made of: what stands where.

use std::borrow::Cow;
use std::ops::Range;

use super::pairs::Pair;
use super::stretch::{Sides, Stretch};

/// Less of a paragraph's words than this is kept: then what is wanted stands whole as an alternative.
const REWRITTEN: f64 = 0.45;

/// A wish beside the base.
pub(super) struct Strand<'a> {
    pub(super) owners: &'a [String],
    pub(super) new: Cow<'a, str>,
    pub(super) stretches: Vec<Stretch>,
    pub(super) pairs: Vec<Pair>,
}

impl<'a> Strand<'a> {
    /// Some words beside the base, with the pairs in them; whole where hardly any of the base's are kept.
    pub(super) fn of(
        base: &'a str,
        new: &'a str,
        owners: &'a [String],
        pairs_of: impl Fn(&str) -> Vec<Pair>,
    ) -> Strand<'a> {
        let sides = Sides::compare(base, new);
        let whole = new.is_empty() || sides.kept() < REWRITTEN;
        let (new, stretches) = match whole {
            true => {
                let (old, words) = (0..base.len(), 0..new.len());
                (Cow::Borrowed(new), vec![Stretch { old, new: words }])
            }
            false => (sides.new, sides.stretches),
        };
        Strand {
            owners,
            pairs: pairs_of(&new),
            new,
            stretches,
        }
    }

    /// The bytes of the wish in the place of a region of the base that cuts none of its changes.
    pub(super) fn across(&self, region: &Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (region.start, region.end);
        for stretch in &self.stretches {
            let (gone, come) = (stretch.old.len(), stretch.new.len());
            if stretch.old.end < region.start {
                start = (start + come).saturating_sub(gone);
            }
            if stretch.old.start <= region.end {
                end = (end + come).saturating_sub(gone);
            }
        }
        start..end.max(start)
    }

    /// The words in the place of a region.
    pub(super) fn piece(&self, region: &Range<usize>) -> &str {
        self.new.get(self.across(region)).unwrap_or_default()
    }

    /// The byte of the base at a byte of the wish; inside a change its start, or its end.
    pub(super) fn back(&self, at: usize, end: bool) -> usize {
        let mut shift = 0_isize;
        for stretch in &self.stretches {
            if at < stretch.new.start {
                break;
            }
            if at < stretch.new.end || at == stretch.new.end && !end {
                return if end {
                    stretch.old.end
                } else {
                    stretch.old.start
                };
            }
            shift += stretch.old.len() as isize - stretch.new.len() as isize;
        }
        at.saturating_add_signed(shift)
    }

    /// Whether one change takes the whole region.
    pub(super) fn covers(&self, region: &Range<usize>) -> bool {
        let mut all = self.stretches.iter();
        all.any(|one| one.old.start <= region.start && region.end <= one.old.end)
    }
}
