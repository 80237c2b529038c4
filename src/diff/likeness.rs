//! How alike two paragraphs are: the share of their words kept, weighted by how rare they are.

use rustc_hash::FxHashMap;

use super::passage::Passage;
use crate::text::is_ideograph;

/// A pair of neighbouring words weighs this much of a word as rare as it.
const PAIR: f32 = 0.7;
/// An ideograph is half a word; two of them are one.
const IDEOGRAPH: f32 = 0.45;
const IDEOGRAPH_PAIR: f32 = 0.8;

/// Every word and pair of words of two texts, by number, with its weight.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    ids: FxHashMap<u64, u32>,
    /// In how many paragraphs it stands.
    spread: Vec<u32>,
    form: Vec<Form>,
    weight: Vec<f32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Word,
    Pair,
    Ideograph,
    IdeographPair,
}

/// One paragraph's words and pairs, each once with its count, ascending; and how many of each are still unaccounted for.
#[derive(Debug, Clone, Default)]
pub(super) struct Bag {
    pub(super) items: Vec<Item>,
    /// Weight of all of it.
    pub(super) whole: f32,
    /// Weight of what is left.
    pub(super) rest: f32,
    /// How often something was taken out of it.
    pub(super) taken: u32,
    /// How many words (ideographs count half) it has.
    pub(super) length: f32,
}

impl Bag {
    /// Accounts for all of it.
    pub(super) fn spend(&mut self) {
        self.rest = 0.0;
        for item in &mut self.items {
            item.left = 0;
        }
    }
}

/// A word or pair of a bag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) id: u32,
    pub(super) count: u32,
    pub(super) left: u32,
}

impl Lexicon {
    /// The bag of one paragraph's words; weights are set by [`Lexicon::weigh`] once all are read.
    pub(super) fn bag(&mut self, passage: &Passage) -> Bag {
        let mut ids: Vec<u32> = Vec::with_capacity(passage.text.len() / 3);
        let mut length = 0.0;
        let mut before: Option<(u64, bool)> = None;
        each_word(passage.text, |hash, ideograph| {
            length += if ideograph { 0.5 } else { 1.0 };
            let form = if ideograph {
                Form::Ideograph
            } else {
                Form::Word
            };
            ids.push(self.id(hash, form));
            if let Some((last, was_ideograph)) = before {
                let form = if ideograph && was_ideograph {
                    Form::IdeographPair
                } else {
                    Form::Pair
                };
                ids.push(self.id(
                    last.rotate_left(23) ^ hash.wrapping_mul(0x9e37_79b9_7f4a_7c15),
                    form,
                ));
            }
            before = Some((hash, ideograph));
        });
        ids.sort_unstable();
        let mut items: Vec<Item> = Vec::with_capacity(ids.len());
        for id in ids {
            match items.last_mut() {
                Some(last) if last.id == id => {
                    last.count += 1;
                    last.left += 1;
                }
                _ => items.push(Item {
                    id,
                    count: 1,
                    left: 1,
                }),
            }
        }
        for item in &items {
            if let Some(spread) = self.spread.get_mut(item.id as usize) {
                *spread += 1;
            }
        }
        Bag {
            items,
            whole: 0.0,
            rest: 0.0,
            taken: 0,
            length,
        }
    }

    fn id(&mut self, hash: u64, form: Form) -> u32 {
        let next = self.spread.len() as u32;
        let id = *self.ids.entry(hash).or_insert(next);
        if id == next {
            self.spread.push(0);
            self.form.push(form);
        }
        id
    }

    /// Counts a paragraph of the same words once more.
    pub(super) fn count_again(&mut self, bag: &Bag) {
        for item in &bag.items {
            if let Some(spread) = self.spread.get_mut(item.id as usize) {
                *spread += 1;
            }
        }
    }

    /// Sets every weight, now that `paragraphs` have been read.
    pub(super) fn weigh(&mut self, paragraphs: usize) {
        let all = paragraphs.max(1) as f32;
        self.weight = self
            .spread
            .iter()
            .zip(&self.form)
            .map(|(&spread, form)| {
                let rarity = (1.0 + all / spread.max(1) as f32).ln();
                let share = match form {
                    Form::Word => 1.0,
                    Form::Pair => PAIR,
                    Form::Ideograph => IDEOGRAPH,
                    Form::IdeographPair => IDEOGRAPH_PAIR,
                };
                rarity * share
            })
            .collect();
    }

    /// What one occurrence of a word or pair weighs.
    pub(super) fn weight(&self, id: u32) -> f32 {
        self.weight.get(id as usize).copied().unwrap_or(0.0)
    }

    /// How many words and pairs there are.
    pub(super) fn len(&self) -> usize {
        self.spread.len()
    }

    /// Sets a bag's weights.
    pub(super) fn settle(&self, bag: &mut Bag) {
        bag.whole = bag
            .items
            .iter()
            .map(|item| self.weight(item.id) * item.count as f32)
            .sum();
        bag.rest = bag.whole;
    }

    /// The weight of what two bags have in common, of what is left in each.
    pub(super) fn common(&self, a: &Bag, b: &Bag) -> f32 {
        let mut sum = 0.0;
        meet(&a.items, &b.items, |x, y| {
            sum += self.weight(x.id) * x.left.min(y.left) as f32;
        });
        sum
    }

    /// Takes what two bags have in common out of what is left in each.
    pub(super) fn consume(&self, a: &mut Bag, b: &mut Bag) {
        a.taken += 1;
        b.taken += 1;
        let (mut i, mut j) = (0, 0);
        while let (Some(x), Some(y)) = (a.items.get_mut(i), b.items.get_mut(j)) {
            match x.id.cmp(&y.id) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    let both = x.left.min(y.left);
                    x.left -= both;
                    y.left -= both;
                    let weight = self.weight(x.id) * both as f32;
                    a.rest -= weight;
                    b.rest -= weight;
                    i += 1;
                    j += 1;
                }
            }
        }
    }

    /// The share of the words kept between two groups of paragraphs: words alone, no pairs, weighted by rarity.
    pub(super) fn similarity<'b>(
        &self,
        old: impl Iterator<Item = &'b Bag>,
        new: impl Iterator<Item = &'b Bag>,
    ) -> f64 {
        let mut balance: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
        let single = |item: &&Item| {
            matches!(
                self.form.get(item.id as usize),
                Some(Form::Word | Form::Ideograph)
            )
        };
        for bag in old {
            for item in bag.items.iter().filter(single) {
                balance.entry(item.id).or_default().0 += item.count;
            }
        }
        for bag in new {
            for item in bag.items.iter().filter(single) {
                balance.entry(item.id).or_default().1 += item.count;
            }
        }
        let mut counted: Vec<(u32, (u32, u32))> = balance.into_iter().collect();
        counted.sort_unstable();
        let (mut kept, mut all) = (0.0, 0.0);
        for (id, (before, after)) in counted {
            let weight = f64::from(self.weight(id));
            kept += weight * f64::from(2 * before.min(after));
            all += weight * f64::from(before + after);
        }
        if all > 0.0 { kept / all } else { 1.0 }
    }
}

/// Walks the items that two ascending lists have in common.
fn meet(a: &[Item], b: &[Item], mut both: impl FnMut(&Item, &Item)) {
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.id.cmp(&y.id) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both(x, y);
                i += 1;
                j += 1;
            }
        }
    }
}

/// Walks the words of a text as likeness sees them: letters' case aside, ideographs singly, Arabic spelling unified.
fn each_word(text: &str, mut word: impl FnMut(u64, bool)) {
    let mut letters: Vec<char> = Vec::with_capacity(32);
    let mut finish = |letters: &mut Vec<char>, ideograph: Option<char>| {
        if !letters.is_empty() {
            word(digest(without_article(letters)), false);
            letters.clear();
        }
        if let Some(c) = ideograph {
            word(digest(&[c]), true);
        }
    };
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                letters.push(c.to_ascii_lowercase());
            } else {
                finish(&mut letters, None);
            }
            continue;
        }
        match c {
            // Vowel signs, the stretching mark and loose accents are no letters.
            '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {}
            'آ' | 'أ' | 'إ' | 'ٱ' => letters.push('ا'),
            'ى' => letters.push('ي'),
            'ة' => letters.push('ه'),
            '\u{fef5}'..='\u{fefc}' => letters.extend(['ل', 'ا']),
            'ё' | 'Ё' => letters.push('е'),
            c if !c.is_alphanumeric() => finish(&mut letters, None),
            c if is_ideograph(c) => finish(&mut letters, Some(c)),
            c => letters.extend(c.to_lowercase()),
        }
    }
    finish(&mut letters, None);
}

/// The Arabic article is written together with its word: with and without, it is the same word.
fn without_article(letters: &[char]) -> &[char] {
    match letters {
        ['ا', 'ل', word @ ..] if word.len() > 2 => word,
        ['و' | 'ب' | 'ك' | 'ف', 'ا', 'ل', word @ ..] if word.len() > 2 => word,
        _ => letters,
    }
}

fn digest(letters: &[char]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for &c in letters {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
        hash ^= hash >> 29;
    }
    hash
}
