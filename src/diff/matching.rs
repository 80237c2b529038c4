//! The state of an alignment under way: which paragraphs are linked, what is left of their words, where the gaps are.

use rustc_hash::FxHashMap;

use super::likeness::{Bag, Lexicon};
use super::order::{Link, in_order};
use super::passage::Passage;
use crate::text::is_ideograph;

/// So many letters (an ideograph counts five) are a few words.
const BRIEF: usize = 28;

/// One of the two texts.
#[derive(Debug)]
pub(super) struct Side<'p> {
    pub(super) passages: &'p [Passage<'p>],
    /// The same number for the same words.
    pub(super) key: Vec<u32>,
    /// Whether it is a heading that is nothing but its label.
    pub(super) bare: Vec<bool>,
    /// Whether it is linked to a paragraph of the same words.
    pub(super) same: Vec<bool>,
    /// Its words; empty for a paragraph that was linked before likeness was asked.
    pub(super) bags: Vec<Bag>,
    /// The paragraphs of the other side that it is linked to.
    pub(super) partners: Vec<Vec<usize>>,
    /// Whether it was nearly linked to another, so that a person should look.
    pub(super) doubted: Vec<bool>,
}

impl<'p> Side<'p> {
    fn of(passages: &'p [Passage<'p>], keys: &mut FxHashMap<String, u32>) -> Side<'p> {
        let bare: Vec<bool> = passages.iter().map(Passage::is_bare_label).collect();
        let key = passages
            .iter()
            .map(|passage| {
                let words = passage.words();
                if let Some(&key) = keys.get(words.as_ref()) {
                    return key;
                }
                let next = keys.len() as u32;
                keys.insert(words.into_owned(), next);
                next
            })
            .collect();
        let count = passages.len();
        Side {
            passages,
            key,
            bare,
            same: vec![false; count],
            bags: Vec::new(),
            partners: vec![Vec::new(); count],
            doubted: vec![false; count],
        }
    }

    pub(super) fn len(&self) -> usize {
        self.passages.len()
    }

    pub(super) fn is_free(&self, at: usize) -> bool {
        self.partners.get(at).is_some_and(Vec::is_empty)
    }

    /// Notes that a person should look at it.
    pub(super) fn doubt(&mut self, at: usize) {
        if let Some(slot) = self.doubted.get_mut(at) {
            *slot = true;
        }
    }

    pub(super) fn is_doubted(&self, at: usize) -> bool {
        self.doubted.get(at).copied().unwrap_or(false)
    }

    pub(super) fn key(&self, at: usize) -> Option<u32> {
        self.key.get(at).copied()
    }

    pub(super) fn is_bare(&self, at: usize) -> bool {
        self.bare.get(at).copied().unwrap_or(false)
    }

    /// Whether it has so few words that it could stand anywhere.
    pub(super) fn is_brief(&self, at: usize) -> bool {
        self.passages.get(at).is_some_and(|passage| {
            passage
                .text
                .chars()
                .map(|c| if is_ideograph(c) { 5 } else { 1 })
                .sum::<usize>()
                <= BRIEF
        })
    }

    /// The places of each of the words that `wanted` lets through, ascending.
    pub(super) fn places(&self, wanted: impl Fn(usize) -> bool) -> FxHashMap<u32, Vec<usize>> {
        let mut places: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (at, &key) in self.key.iter().enumerate().filter(|(at, _)| wanted(*at)) {
            places.entry(key).or_default().push(at);
        }
        places
    }

    /// The headings a paragraph stands under, the nearest first.
    pub(super) fn sections(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let above = move |at: usize| {
            let section = self.passages.get(at)?.section?;
            (section < at).then_some(section)
        };
        std::iter::successors(above(at), move |&at| above(at)).take(8)
    }
}

/// Two texts with the links found so far.
#[derive(Debug)]
pub(super) struct Matching<'p> {
    pub(super) old: Side<'p>,
    pub(super) new: Side<'p>,
    pub(super) lexicon: Lexicon,
    pub(super) links: Vec<(usize, usize)>,
    gaps: Gaps,
    /// For each key, how many old and new paragraphs of these words are free.
    free: Vec<(u32, u32)>,
}

/// Between which links of the common order a paragraph stands.
#[derive(Debug, Default)]
struct Gaps {
    /// For each old paragraph, the nearest new ones below and above that the common order allows.
    low: Vec<usize>,
    high: Vec<usize>,
    /// The same for each new paragraph.
    new_low: Vec<usize>,
    new_high: Vec<usize>,
    /// How many free paragraphs stand before each.
    free_old: Vec<usize>,
    free_new: Vec<usize>,
}

impl<'p> Matching<'p> {
    pub(super) fn new(old: &'p [Passage<'p>], new: &'p [Passage<'p>]) -> Matching<'p> {
        let mut keys = FxHashMap::default();
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
            lexicon: Lexicon::default(),
            links: Vec::new(),
            gaps: Gaps::default(),
            free,
        }
    }

    /// Links two paragraphs and takes what they have in common out of what is left of their words.
    pub(super) fn link(&mut self, old: usize, new: usize) {
        let same = self.old.key(old) == self.new.key(new);
        let (Some(of_old), Some(of_new)) = (
            self.old.partners.get_mut(old),
            self.new.partners.get_mut(new),
        ) else {
            return;
        };
        let (was_free, new_was_free) = (of_old.is_empty(), of_new.is_empty());
        of_old.push(new);
        of_new.push(old);
        if was_free
            && let Some(count) = self
                .old
                .key(old)
                .and_then(|key| self.free.get_mut(key as usize))
        {
            count.0 -= 1;
        }
        if new_was_free
            && let Some(count) = self
                .new
                .key(new)
                .and_then(|key| self.free.get_mut(key as usize))
        {
            count.1 -= 1;
        }
        self.links.push((old, new));
        if same {
            if let Some(slot) = self.old.same.get_mut(old) {
                *slot = true;
            }
            if let Some(slot) = self.new.same.get_mut(new) {
                *slot = true;
            }
        }
        if let (Some(a), Some(b)) = (self.old.bags.get_mut(old), self.new.bags.get_mut(new)) {
            self.lexicon.consume(a, b);
        }
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

    /// Reads the words of what is not linked yet, and how rare each word is in both texts.
    pub(super) fn read_words(&mut self) {
        let mut lexicon = Lexicon::default();
        // A text of the same words as another is counted once more without being read again.
        self.old.bags = self
            .old
            .passages
            .iter()
            .map(|passage| lexicon.bag(passage))
            .collect();
        self.new.bags = self
            .new
            .passages
            .iter()
            .zip(&self.new.partners)
            .map(|(passage, partners)| {
                if partners.is_empty() {
                    lexicon.bag(passage)
                } else {
                    Bag::default()
                }
            })
            .collect();
        for (bag, partners) in self.old.bags.iter().zip(&self.old.partners) {
            if !partners.is_empty() {
                lexicon.count_again(bag);
            }
        }
        lexicon.weigh(self.old.len() + self.new.len());
        for bag in self.old.bags.iter_mut().chain(&mut self.new.bags) {
            lexicon.settle(bag);
        }
        for (bag, partners) in self.old.bags.iter_mut().zip(&self.old.partners) {
            if !partners.is_empty() {
                bag.spend();
            }
        }
        self.lexicon = lexicon;
    }

    /// The links that stand in the longest common order.
    pub(super) fn ordered(&self) -> Vec<bool> {
        let links: Vec<Link> = self
            .links
            .iter()
            .map(|&(old, new)| self.weighed(old, new))
            .collect();
        in_order(&links)
    }

    /// A link with what it weighs.
    pub(super) fn weighed(&self, old: usize, new: usize) -> Link {
        let words = self
            .old
            .passages
            .get(old)
            .map_or(0, |passage| passage.text.len() as u64);
        Link { old, new, words }
    }

    /// Finds the common order and the gaps in it again.
    pub(super) fn find_gaps(&mut self) {
        let ordered = self.ordered();
        let (olds, news) = (self.old.len(), self.new.len());
        let mut spine: Vec<(usize, usize)> = self
            .links
            .iter()
            .zip(&ordered)
            .filter(|(_, ordered)| **ordered)
            .map(|(&link, _)| link)
            .collect();
        spine.sort_unstable();
        let (low, high) = bounds(&spine, olds, news);
        let mut turned: Vec<(usize, usize)> = spine.iter().map(|&(old, new)| (new, old)).collect();
        turned.sort_unstable();
        let (new_low, new_high) = bounds(&turned, news, olds);
        self.gaps = Gaps {
            low,
            high,
            new_low,
            new_high,
            free_old: running(olds, |at| self.old.is_free(at)),
            free_new: running(news, |at| self.new.is_free(at)),
        };
    }

    /// Whether linking the two keeps the common order.
    pub(super) fn is_near(&self, old: usize, new: usize) -> bool {
        let low = self.gaps.low.get(old).copied().unwrap_or(0);
        let high = self.gaps.high.get(old).copied().unwrap_or(0);
        // The bounds are one more than the place, so that nought means "from the start".
        low <= new + 1 && new < high
    }

    /// How many free paragraphs on either side stand in the gap of these two.
    pub(super) fn gap(&self, old: usize, new: usize) -> (usize, usize) {
        let count = |running: &[usize], from: usize, to: usize| {
            let at = |place: usize| running.get(place).copied().unwrap_or(0);
            at(to.min(running.len().saturating_sub(1))).saturating_sub(at(from))
        };
        let bound = |bounds: &[usize], at: usize| bounds.get(at).copied().unwrap_or(0);
        let news = count(
            &self.gaps.free_new,
            bound(&self.gaps.low, old),
            bound(&self.gaps.high, old),
        );
        let olds = count(
            &self.gaps.free_old,
            bound(&self.gaps.new_low, new),
            bound(&self.gaps.new_high, new),
        );
        (olds, news)
    }

    /// The new paragraphs that stand in the gap of an old one.
    pub(super) fn gap_of_old(&self, old: usize) -> std::ops::Range<usize> {
        let low = self.gaps.low.get(old).copied().unwrap_or(0);
        let high = self.gaps.high.get(old).copied().unwrap_or(0);
        low..high.saturating_sub(1).max(low)
    }
}

/// For each place, the end of the last link before it and one past the first link behind it.
fn bounds(spine: &[(usize, usize)], from: usize, to: usize) -> (Vec<usize>, Vec<usize>) {
    let mut low = vec![0; from];
    let mut links = spine.iter().peekable();
    let mut reached = 0;
    for (at, slot) in low.iter_mut().enumerate() {
        while let Some(&&(place, other)) = links.peek() {
            if place >= at {
                break;
            }
            reached = reached.max(other + 1);
            links.next();
        }
        *slot = reached;
    }
    let mut high = vec![to + 1; from];
    let mut links = spine.iter().rev().peekable();
    let mut reached = to + 1;
    for (at, slot) in high.iter_mut().enumerate().rev() {
        while let Some(&&(place, other)) = links.peek() {
            if place <= at {
                break;
            }
            reached = reached.min(other + 1);
            links.next();
        }
        *slot = reached;
    }
    (low, high)
}

fn running(count: usize, is_free: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut sums = Vec::with_capacity(count + 1);
    let mut sum = 0;
    sums.push(0);
    for at in 0..count {
        sum += usize::from(is_free(at));
        sums.push(sum);
    }
    sums
}
