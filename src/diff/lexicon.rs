//! Every word and pair of neighbouring words of two texts, by number, with what it weighs: the rarer the more.

use super::bag::{Bags, Put};
use super::numbers::Numbers;
use super::spelling::each_word;

/// A pair of neighbouring words weighs this much of a word as rare as it.
const PAIR: f32 = 0.7;
/// An ideograph is half a word; two of them are one.
const IDEOGRAPH: f32 = 0.45;
const IDEOGRAPH_PAIR: f32 = 0.8;

/// The words of a text, or of two.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    numbers: Numbers,
    known: Vec<Known>,
    /// The numbers of common ideographs, counted from one, by where they stand in Unicode.
    ideographs: Vec<u32>,
    weight: Vec<f32>,
    /// A bit for each word that is known, by some bits of its number: most that are not known are turned away here.
    door: Vec<u64>,
}

/// What is known of a word.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// In how many paragraphs it stands, and in the two highest bits what it is.
    spread: u32,
    /// One more than where it stands among the words of all bags, where it was met last.
    place: u32,
}

impl Known {
    const FORM: u32 = 30;

    fn form(self) -> Form {
        match self.spread >> Known::FORM {
            0 => Form::Word,
            1 => Form::Pair,
            2 => Form::Ideograph,
            _ => Form::IdeographPair,
        }
    }

    fn spread(self) -> u32 {
        self.spread & ((1 << Known::FORM) - 1)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Word = 0,
    Pair = 1,
    Ideograph = 2,
    IdeographPair = 3,
}

impl Lexicon {
    /// The bags of a text's paragraphs, of those that are open, which have so many bytes; they are weighed once all are read.
    pub(super) fn bags<'t>(
        &mut self,
        paragraphs: impl ExactSizeIterator<Item = Option<&'t str>>,
        bytes: usize,
    ) -> Bags {
        let mut bags = Bags::with_room(paragraphs.len(), bytes);
        self.numbers.expect(bytes / 16);
        for open in paragraphs {
            let from = bags.items_so_far();
            let length = open.map_or(0.0, |text| self.fill(text, &mut bags));
            bags.close(from, length);
        }
        bags
    }

    /// Puts one paragraph's words into a bag; says how long it is.
    fn fill(&mut self, text: &str, bags: &mut Bags) -> f32 {
        let from = bags.items_so_far() as u32;
        let mut length = 0.0;
        each_pair(text, |hash, form, ideograph| {
            length += match form {
                Form::Word => 1.0,
                Form::Ideograph => 0.5,
                Form::Pair | Form::IdeographPair => 0.0,
            };
            let id = match ideograph {
                Some(c) => self.id_of_ideograph(c, hash),
                None => self.id(hash, form),
            };
            let Some(known) = self.known.get_mut(id as usize) else {
                return;
            };
            if known.place > from {
                bags.again(known.place as usize - 1);
                return;
            }
            known.spread += 1;
            let what = match form {
                Form::Word | Form::Ideograph => Put::Word,
                Form::Pair | Form::IdeographPair => Put::Pair,
            };
            bags.put(id, what);
            known.place = bags.items_so_far() as u32;
        });
        length
    }

    /// Takes in what another text's lexicon knows; its bags bear the numbers of this one then.
    pub(super) fn take_in(&mut self, other: &Lexicon, bags: &mut Bags) {
        let ids: Vec<u32> = other
            .known
            .iter()
            .zip(other.numbers.keys())
            .map(|(known, key)| {
                let id = self.id(*key, known.form());
                if let Some(here) = self.known.get_mut(id as usize) {
                    here.spread += known.spread();
                }
                id
            })
            .collect();
        bags.rename(|id| ids.get(id as usize).copied().unwrap_or(id));
    }

    /// In how many of some paragraphs that stand unchanged in both texts each known word stands.
    pub(super) fn overheard<'t>(&self, paragraphs: impl Iterator<Item = &'t str>) -> Vec<u32> {
        // How many paragraphs, and the last of them.
        let mut heard = vec![(0, 0); self.known.len()];
        let mask = self.door.len() as u64 * 64 - 1;
        for (reading, text) in (1_u32..).zip(paragraphs) {
            each_pair(text, |hash, _, _| {
                let bit = (hash >> 20) & mask;
                let word = self.door.get((bit / 64) as usize);
                if word.is_none_or(|word| word & (1 << (bit % 64)) == 0) {
                    return;
                }
                let known = self
                    .numbers
                    .find(hash)
                    .and_then(|id| heard.get_mut(id as usize));
                if let Some((count, last)) = known
                    && *last != reading
                {
                    (*count, *last) = (*count + 1, reading);
                }
            });
        }
        heard.into_iter().map(|(count, _)| count).collect()
    }

    /// Counts what was overheard: each of these paragraphs stands in both texts.
    pub(super) fn hear(&mut self, heard: &[u32]) {
        for (known, count) in self.known.iter_mut().zip(heard) {
            known.spread += 2 * count;
        }
    }

    /// Makes ready for [`Lexicon::overheard`], now that every open paragraph is read.
    pub(super) fn open_door(&mut self) {
        let bits = (self.known.len() * 8).next_power_of_two().max(64);
        self.door = vec![0; bits / 64];
        for key in self.numbers.keys() {
            let bit = (key >> 20) & (bits as u64 - 1);
            if let Some(word) = self.door.get_mut((bit / 64) as usize) {
                *word |= 1 << (bit % 64);
            }
        }
    }

    /// The same of an ideograph, without a search where it was met before.
    fn id_of_ideograph(&mut self, c: char, hash: u64) -> u32 {
        const COMMON: std::ops::RangeInclusive<u32> = 0x4e00..=0x9fff;
        if !COMMON.contains(&u32::from(c)) {
            return self.id(hash, Form::Ideograph);
        }
        let place = (u32::from(c) - COMMON.start()) as usize;
        if let Some(number) = self.ideographs.get(place)
            && *number > 0
        {
            return *number - 1;
        }
        let id = self.id(hash, Form::Ideograph);
        self.ideographs.resize(COMMON.count(), 0);
        if let Some(slot) = self.ideographs.get_mut(place) {
            *slot = id + 1;
        }
        id
    }

    fn id(&mut self, hash: u64, form: Form) -> u32 {
        let id = self.numbers.of_key(hash);
        if id as usize == self.known.len() {
            self.known.push(Known {
                spread: (form as u32) << Known::FORM,
                place: 0,
            });
        }
        id
    }

    /// Sets every weight, now that `paragraphs` have been read.
    pub(super) fn weigh(&mut self, paragraphs: usize) {
        let all = paragraphs.max(1) as f32;
        let weights = self.known.iter().map(|known| {
            let rarity = (1.0 + all / known.spread().max(1) as f32).ln();
            let share = match known.form() {
                Form::Word => 1.0,
                Form::Pair => PAIR,
                Form::Ideograph => IDEOGRAPH,
                Form::IdeographPair => IDEOGRAPH_PAIR,
            };
            rarity * share
        });
        self.weight = weights.collect();
    }

    /// What each word weighs, by number.
    pub(super) fn weights(&self) -> &[f32] {
        &self.weight
    }

    /// Whether a word or pair stands in no more than two paragraphs.
    pub(super) fn is_sole(&self, id: u32) -> bool {
        let known = self.known.get(id as usize);
        known.is_some_and(|known| known.spread() <= 2)
    }

    /// How many words and pairs there are.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }
}

/// Walks the words of a text, and behind each but the first the pair it makes with the one before; a word that is an
/// ideograph is told with it.
fn each_pair(text: &str, mut told: impl FnMut(u64, Form, Option<char>)) {
    let mut before: Option<(u64, bool)> = None;
    each_word(text, |hash, ideograph| {
        let (word, is_ideograph) = match ideograph {
            Some(_) => (Form::Ideograph, true),
            None => (Form::Word, false),
        };
        told(hash, word, ideograph);
        if let Some((last, was_ideograph)) = before {
            let form = if is_ideograph && was_ideograph {
                Form::IdeographPair
            } else {
                Form::Pair
            };
            let pair = last.rotate_left(23) ^ hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            told(pair, form, None);
        }
        before = Some((hash, is_ideograph));
    });
}
