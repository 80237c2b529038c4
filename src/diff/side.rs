//! One of the two texts under alignment: its paragraphs, what is the same among them, and what each is linked to.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::bag::Bags;
use super::passage::Passage;
use super::places::Places;
use crate::text::is_ideograph;

/// So many letters (an ideograph counts three) are a few words.
const BRIEF: usize = 28;
/// What stands so many paragraphs off is still company.
pub(super) const COMPANY: usize = 4;
/// What is less than one in so many of what it is a part of is a small part.
const SMALL_PART: usize = 3;

/// One of the two texts.
#[derive(Debug)]
pub(super) struct Side<'p> {
    pub(super) passages: &'p [Passage<'p>],
    /// The same number for the same words.
    pub(super) key: Vec<u32>,
    /// Whether it is a heading that is nothing but its label.
    bare: Vec<bool>,
    /// Whether it has so few words that it could stand anywhere.
    brief: Vec<bool>,
    /// Its words; empty for a paragraph that was linked to its like before likeness was asked.
    pub(super) bags: Bags,
    /// The paragraphs of the other side that it is linked to.
    pub(super) partners: Vec<Vec<usize>>,
    /// Whether it was nearly linked to another, so that a person should look.
    doubted: Vec<bool>,
}

impl<'p> Side<'p> {
    /// A text of which nothing is linked yet; `keys` numbers the words of both.
    pub(super) fn of(
        passages: &'p [Passage<'p>],
        keys: &mut FxHashMap<Cow<'p, str>, u32>,
    ) -> Side<'p> {
        let key = passages
            .iter()
            .map(|passage| {
                let next = keys.len() as u32;
                *keys.entry(passage.words()).or_insert(next)
            })
            .collect();
        let count = passages.len();
        Side {
            passages,
            key,
            bare: passages.iter().map(Passage::is_bare_label).collect(),
            brief: passages.iter().map(is_brief).collect(),
            bags: Bags::default(),
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

    /// What it is linked to.
    pub(super) fn partners_of(&self, at: usize) -> &[usize] {
        self.partners.get(at).map(Vec::as_slice).unwrap_or_default()
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
        self.brief.get(at).copied().unwrap_or(false)
    }

    /// Whether one of several paragraphs that hang together stands far from all the others and is a small part of them: what
    /// it has in common with them could be chance.
    pub(super) fn has_stray(&self, together: &[usize]) -> bool {
        let length = |at: usize| self.passages.get(at).map_or(0, |one| one.text.len());
        let all: usize = together.iter().map(|&at| length(at)).sum();
        // They are in order: those in company of each other are chained to one another, and one that is chained to none is far.
        let chains = together.chunk_by(|before, behind| behind - before <= COMPANY);
        let lone = chains.filter(|chain| chain.len() == 1 && together.len() > 1);
        lone.flatten().any(|&at| SMALL_PART * length(at) < all)
    }

    /// Where the paragraphs that `wanted` lets through stand, for each words by their key.
    pub(super) fn places(&self, keys: usize, wanted: impl Fn(usize) -> bool) -> Places<usize> {
        Places::of(keys, usize::MAX, || {
            let places = self.key.iter().enumerate();
            places
                .filter(|(at, _)| wanted(*at))
                .map(|(at, &key)| (key as usize, at))
        })
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

fn is_brief(passage: &Passage) -> bool {
    // No letter has more than four bytes.
    passage.text.len() <= 4 * BRIEF
        && passage
            .text
            .chars()
            .map(|c| if is_ideograph(c) { 3 } else { 1 })
            .sum::<usize>()
            <= BRIEF
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    #[test]
    fn a_small_piece_far_from_the_others_is_a_stray() {
        let mut words = ["The keeper counts the lamps of the harbour at dusk."; 12];
        for at in [0, 9] {
            words[at] = "He counts.";
        }
        let document = Document::parse(words.join("\n\n"));
        let passages = Passage::of(&document);
        let side = Side::of(&passages, &mut FxHashMap::default());
        assert!(side.has_stray(&[0, 8]));
        assert!(side.has_stray(&[2, 3, 9]));
        // Beside another of them it is no stray, nor is one that is as long as they are, nor one alone.
        assert!(!side.has_stray(&[8, 9]));
        assert!(!side.has_stray(&[1, 5, 9]));
        assert!(!side.has_stray(&[1, 8]));
        assert!(!side.has_stray(&[0]));
    }
}
