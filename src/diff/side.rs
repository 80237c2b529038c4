//! One of the two texts under alignment: its paragraphs, what is the same among them, and what each is linked to.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::bag::Bag;
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
    bare: Vec<bool>,
    /// Its words; empty for a paragraph that was linked to its like before likeness was asked.
    pub(super) bags: Vec<Bag>,
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
                .try_fold(0, |size, c| {
                    let size = size + if is_ideograph(c) { 5 } else { 1 };
                    (size <= BRIEF).then_some(size)
                })
                .is_some()
        })
    }

    /// The places of each of the words that `wanted` lets through.
    pub(super) fn places(&self, keys: usize, wanted: impl Fn(usize) -> bool) -> Places {
        let mut ends = vec![0; keys];
        let all = || (0..self.len()).filter(|&at| wanted(at));
        let slot = |at: usize| self.key.get(at).map_or(0, |&key| key as usize);
        for at in all() {
            if let Some(count) = ends.get_mut(slot(at)) {
                *count += 1;
            }
        }
        let mut total = 0;
        for end in &mut ends {
            total += std::mem::replace(end, total);
        }
        let mut places = vec![0; total];
        // Each end, a beginning so far, runs on to where the next one begins.
        for at in all() {
            if let Some(end) = ends.get_mut(slot(at)) {
                if let Some(place) = places.get_mut(*end) {
                    *place = at;
                }
                *end += 1;
            }
        }
        Places { ends, places }
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

/// Where paragraphs of the same words stand, for each words by their key.
#[derive(Debug)]
pub(super) struct Places {
    ends: Vec<usize>,
    places: Vec<usize>,
}

impl Places {
    /// The places of the words with this key, ascending.
    pub(super) fn of(&self, key: usize) -> &[usize] {
        let end = |key: usize| self.ends.get(key).copied().unwrap_or(0);
        let from = key.checked_sub(1).map_or(0, end);
        self.places.get(from..end(key)).unwrap_or_default()
    }
}
