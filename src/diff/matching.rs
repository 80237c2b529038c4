//! The state of an alignment under way: which paragraphs are linked, and what is left of their words.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::bag::Scales;
use super::blocks::Blocks;
use super::gaps::Gaps;
use super::lexicon::Lexicon;
use super::order::{Link, in_order, spine};
use super::passage::Passage;
use super::places::Places;
use super::side::{COMPANY, Side};
use crate::text::beside;

/// Words of so many bytes are worth a thread.
const LONG: usize = 1 << 14;

/// Two texts with the links found so far.
#[derive(Debug)]
pub(super) struct Matching<'p> {
    pub(super) old: Side<'p>,
    pub(super) new: Side<'p>,
    pub(super) links: Vec<(usize, usize)>,
    /// Which of the links are of a small part alone: where one of them stands in another's way, it gives way.
    pub(super) parts: Range<usize>,
    /// Which of the links are of two that are so little alike that only their place told it.
    pub(super) placed: Vec<usize>,
    lexicon: Lexicon,
    scales: Scales,
    gaps: Gaps,
    blocks: Blocks,
    /// How many links there were when the gaps were last found.
    measured: Option<usize>,
    /// For each key, how many old and new paragraphs of these words are free.
    free: Vec<(u32, u32)>,
}

impl<'p> Matching<'p> {
    pub(super) fn new(old: &'p [Passage<'p>], new: &'p [Passage<'p>]) -> Matching<'p> {
        let mut keys =
            FxHashMap::with_capacity_and_hasher(old.len() + new.len(), Default::default());
        let old = Side::of(old, &mut keys);
        let new = Side::of(new, &mut keys);
        let mut free = vec![(0, 0); keys.len()];
        for &key in &old.key {
            if let Some(count) = free.get_mut(key as usize) {
                count.0 += 1;
            }
        }
        for &key in &new.key {
            if let Some(count) = free.get_mut(key as usize) {
                count.1 += 1;
            }
        }
        Matching {
            old,
            new,
            links: Vec::new(),
            parts: 0..0,
            placed: Vec::new(),
            lexicon: Lexicon::default(),
            scales: Scales::default(),
            gaps: Gaps::default(),
            blocks: Blocks::default(),
            measured: None,
            free,
        }
    }

    /// How many different paragraphs there are in both texts.
    pub(super) fn keys(&self) -> usize {
        self.free.len()
    }

    /// Where the old and the new paragraphs stand that are free and may have twins.
    pub(super) fn free_places(&self) -> (Places<usize>, Places<usize>) {
        let of = |side: &Side| side.places(self.keys(), |at| side.is_free(at) && !side.is_bare(at));
        (of(&self.old), of(&self.new))
    }

    /// Links two paragraphs and takes what they have in common out of what is left of their words.
    pub(super) fn link(&mut self, old: usize, new: usize) {
        let (Some(of_old), Some(of_new)) = (
            self.old.partners.get_mut(old),
            self.new.partners.get_mut(new),
        ) else {
            return;
        };
        let (was_free, new_was_free) = (of_old.is_empty(), of_new.is_empty());
        of_old.push(new);
        of_new.push(old);
        let slot = |key: Option<u32>| key.map_or(usize::MAX, |key| key as usize);
        if was_free && let Some(count) = self.free.get_mut(slot(self.old.key(old))) {
            count.0 -= 1;
        }
        if new_was_free && let Some(count) = self.free.get_mut(slot(self.new.key(new))) {
            count.1 -= 1;
        }
        self.links.push((old, new));
        let (a, b) = (&mut self.old.bags, &mut self.new.bags);
        self.scales.consume((a, old), (b, new));
    }

    /// Whether either of the two has a free paragraph of its very words on the other side.
    pub(super) fn has_twin(&self, old: usize, new: usize) -> bool {
        let both = |key: Option<u32>| {
            key.and_then(|key| self.free.get(key as usize))
                .is_some_and(|&(olds, news)| olds > 0 && news > 0)
        };
        both(self.old.key(old)) || both(self.new.key(new))
    }

    pub(super) fn are_linked(&self, old: usize, new: usize) -> bool {
        self.old
            .partners
            .get(old)
            .is_some_and(|partners| partners.contains(&new))
    }

    /// How much the surroundings speak for two paragraphs: linked neighbours, linked sections, the same label, the order.
    pub(super) fn support(&self, old: usize, new: usize) -> u32 {
        let mut support = 0;
        let beside = |old: Option<usize>, new: Option<usize>| match (old, new) {
            (Some(old), Some(new)) => {
                self.are_linked(old, new)
                    || (old + 1 == self.old.len()
                        && new + 1 == self.new.len()
                        && self.old.key(old) == self.new.key(new))
            }
            (None, None) => true,
            _ => false,
        };
        support += 2 * u32::from(beside(old.checked_sub(1), new.checked_sub(1)));
        let next = |at: usize, side: &Side| (at + 1 < side.len()).then_some(at + 1);
        support += 2 * u32::from(beside(next(old, &self.old), next(new, &self.new)));
        support += 2 * u32::from(self.share_section(old, new));
        support += u32::from(self.is_near(old, new));
        support += u32::from(self.share_label(old, new));
        support
    }

    /// The most that [`Matching::support`] can say.
    pub(super) const MOST_SUPPORT: f32 = 8.0;

    /// Whether the two stand under headings that are linked.
    pub(super) fn share_section(&self, old: usize, new: usize) -> bool {
        let mut above = (self.old.sections(old), self.new.sections(new));
        match (above.0.next(), above.1.next()) {
            (Some(old), Some(new)) => self.are_linked(old, new),
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether the two have the same label.
    pub(super) fn share_label(&self, old: usize, new: usize) -> bool {
        let label =
            |side: &Side<'p>, at: usize| side.passages.get(at).and_then(|passage| passage.label);
        label(&self.old, old).is_some_and(|old| label(&self.new, new) == Some(old))
    }

    /// Reads the words of what is not linked to its like yet, and how rare each word is in both texts.
    pub(super) fn read_words(&mut self) {
        let settled = |side: &Side, at: usize, other: &Side| {
            let partner = side.partners.get(at).and_then(|partners| partners.first());
            partner.is_some_and(|&partner| side.key(at) == other.key(partner))
        };
        let still = |at: &usize| settled(&self.old, *at, &self.new);
        let (still, open): (Vec<usize>, Vec<usize>) = (0..self.old.len()).partition(still);
        let size = |side: &Side, places: &[usize]| -> usize {
            let passages = places.iter().filter_map(|&at| side.passages.get(at));
            passages.map(|passage| passage.text.len()).sum()
        };
        let read = |side: &Side, other: &Side| {
            let mut lexicon = Lexicon::default();
            let passages = side.passages.iter().enumerate();
            let open =
                passages.map(|(at, passage)| (!settled(side, at, other)).then_some(passage.text));
            let bytes = open.clone().flatten().map(str::len).sum();
            let bags = lexicon.bags(open, bytes);
            (lexicon, bags)
        };
        let ((lexicon_of_new, mut new), (mut lexicon, mut old)) = beside(
            (size(&self.old, &open), LONG),
            || read(&self.new, &self.old),
            || read(&self.old, &self.new),
        );
        lexicon.take_in(&lexicon_of_new, &mut new);
        lexicon.open_door();
        let (first, second) = still.split_at(still.len() / 2);
        let overheard = |places: &[usize]| {
            let passages = places.iter().filter_map(|&at| self.old.passages.get(at));
            lexicon.overheard(passages.map(|passage| passage.text))
        };
        let heard = beside(
            (size(&self.old, &still), 2 * LONG),
            || overheard(second),
            || overheard(first),
        );
        lexicon.hear(&heard.0);
        lexicon.hear(&heard.1);
        lexicon.weigh(self.old.len() + self.new.len());
        old.weigh(lexicon.weights());
        new.weigh(lexicon.weights());
        self.scales = Scales::new(lexicon.weights());
        // What is linked although its words differ, a title, has given its words away.
        for &(at, to) in &self.links {
            if let (Some(a), Some(b)) = (old.get_mut(at), new.get_mut(to)) {
                (a.rest, b.rest) = (0.0, 0.0);
            }
        }
        (self.old.bags, self.new.bags) = (old, new);
        self.lexicon = lexicon;
    }

    /// Scales for the words of both texts.
    pub(super) fn scales(&self) -> Scales {
        Scales::new(self.lexicon.weights())
    }

    /// What each word and pair of words weighs, by number.
    pub(super) fn weights(&self) -> &[f32] {
        self.lexicon.weights()
    }

    /// Whether a word or pair that stands in both texts stands in one paragraph of each.
    pub(super) fn is_sole(&self, word: u32) -> bool {
        self.lexicon.is_sole(word)
    }

    /// How many words and pairs of words there are.
    pub(super) fn words(&self) -> usize {
        self.lexicon.len()
    }

    /// The share of the words kept between two groups of paragraphs: words alone, no pairs, weighted by rarity.
    pub(super) fn similarity(&mut self, old: &[usize], new: &[usize]) -> f64 {
        let (of_old, of_new) = (&self.old.bags, &self.new.bags);
        self.scales.kept(
            old.iter().flat_map(|&at| of_old.items(at)),
            new.iter().flat_map(|&at| of_new.items(at)),
        )
    }

    /// Which links stand in the longest common order.
    ///
    /// Of two that are in each other's way and equally many, what was told by its place gives way.
    pub(super) fn ordered(&self) -> Vec<bool> {
        let mut weighed = self.weighed_links();
        for &placed in &self.placed {
            if let Some(link) = weighed.get_mut(placed) {
                link.words = 0;
            }
        }
        in_order(&weighed)
    }

    fn weighed_links(&self) -> Vec<Link> {
        let links = self.links.iter();
        let mut weighed: Vec<Link> = links.map(|&(old, new)| self.weighed(old, new)).collect();
        for part in weighed.get_mut(self.parts.clone()).unwrap_or_default() {
            part.words = 0;
        }
        weighed
    }

    /// A link with what it weighs.
    pub(super) fn weighed(&self, old: usize, new: usize) -> Link {
        let passage = self.old.passages.get(old);
        Link {
            old: old as u32,
            new: new as u32,
            words: passage.map_or(0, |passage| passage.text.len() as u32),
        }
    }

    /// Finds the common order and the gaps in it again, where something was linked since.
    pub(super) fn find_gaps(&mut self) {
        if self.measured == Some(self.links.len()) {
            return;
        }
        let spine: Vec<(u32, u32)> = spine(&self.weighed_links())
            .into_iter()
            .filter_map(|n| self.links.get(n as usize))
            .map(|&(old, new)| (old as u32, new as u32))
            .collect();
        self.gaps = Gaps::between(
            &spine,
            (self.old.len(), self.new.len()),
            (|at| self.old.is_free(at), |at| self.new.is_free(at)),
        );
        self.blocks = Blocks::of(&self.old, &self.new);
        self.measured = Some(self.links.len());
    }

    /// Whether linking the two keeps the common order.
    pub(super) fn is_near(&self, old: usize, new: usize) -> bool {
        self.gaps.hold(old, new)
    }

    /// Whether the two stand in one place: linking them keeps the common order, or that of a block that moved.
    pub(super) fn is_in_place(&self, old: usize, new: usize) -> bool {
        self.is_near(old, new) || self.blocks.hold(old, new)
    }

    /// Whether something that stands within a few paragraphs of the one went to within a few of the other.
    pub(super) fn has_company(&self, old: usize, new: usize) -> bool {
        let around = old.saturating_sub(COMPANY)..(old + COMPANY + 1).min(self.old.len());
        around.filter(|&at| at != old).any(|at| {
            let partners = self.old.partners_of(at).iter();
            partners
                .filter(|&&to| to != new)
                .any(|to| to.abs_diff(new) <= COMPANY)
        })
    }

    /// How many free paragraphs on either side stand in the gap of these two.
    pub(super) fn gap(&self, old: usize, new: usize) -> (usize, usize) {
        self.gaps.free(old, new)
    }

    /// The new paragraphs that stand in the gap of an old one.
    pub(super) fn gap_of_old(&self, old: usize) -> std::ops::Range<usize> {
        self.gaps.of_old(old)
    }
}
