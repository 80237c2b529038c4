//! A paragraph's words as a bag: how often each occurs, and how much of each is still unaccounted for.

use std::ops::Range;

/// The bags of all paragraphs of a text, the words of each behind those of the one before.
#[derive(Debug, Clone, Default)]
pub(super) struct Bags {
    items: Vec<Item>,
    bags: Vec<Bag>,
}

/// One paragraph's words and pairs of words, each once, in the order they are met.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bag {
    /// From where to where its words lie among all.
    from: u32,
    to: u32,
    /// Weight of all of it.
    pub(super) whole: f32,
    /// Weight of what is left.
    pub(super) rest: f32,
    /// How often something was taken out of it.
    pub(super) taken: u32,
    /// How many words (ideographs count half) it has.
    pub(super) length: f32,
}

/// A word or pair of a bag; of one that stands there more than 32,767 times no more are counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) id: u32,
    /// How often it stands there; the highest bit says that it is a pair of words.
    count: u16,
    left: u16,
}

/// What is put into a bag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Put {
    Word,
    Pair,
}

impl Item {
    const PAIR: u16 = 1 << 15;

    fn count(&self) -> u16 {
        self.count & !Item::PAIR
    }

    /// Whether it is a single word.
    pub(super) fn is_word(&self) -> bool {
        self.count & Item::PAIR == 0
    }

    /// Whether some of it is unaccounted for.
    pub(super) fn is_left(&self) -> bool {
        self.left > 0
    }
}

impl Bags {
    /// Room for the bags of so many paragraphs of so many bytes.
    pub(super) fn with_room(paragraphs: usize, bytes: usize) -> Bags {
        Bags {
            // Room that is never used costs nothing.
            items: Vec::with_capacity(bytes / 3),
            bags: Vec::with_capacity(paragraphs),
        }
    }

    /// How many words and pairs the bags hold together.
    pub(super) fn items_so_far(&self) -> usize {
        self.items.len()
    }

    /// Puts a word into the bag that is being filled.
    pub(super) fn put(&mut self, id: u32, what: Put) {
        let pair = if what == Put::Pair { Item::PAIR } else { 0 };
        self.items.push(Item {
            id,
            count: 1 | pair,
            left: 1,
        });
    }

    /// Counts a word that was put there before.
    pub(super) fn again(&mut self, place: usize) {
        if let Some(item) = self.items.get_mut(place) {
            item.left = (item.left + 1).min(Item::PAIR - 1);
            item.count = item.count & Item::PAIR | item.left;
        }
    }

    /// Closes the bag that was filled since there were so many words, of a paragraph that is so long.
    pub(super) fn close(&mut self, from: usize, length: f32) {
        self.bags.push(Bag {
            from: from as u32,
            to: self.items.len() as u32,
            length,
            ..Bag::default()
        });
    }

    /// Gives every word the number that `renamed` tells.
    pub(super) fn rename(&mut self, renamed: impl Fn(u32) -> u32) {
        for item in &mut self.items {
            item.id = renamed(item.id);
        }
    }

    /// Weighs every bag, now that it is known what each word weighs.
    pub(super) fn weigh(&mut self, weight: &[f32]) {
        for bag in &mut self.bags {
            let items = self.items.get(bag.from as usize..bag.to as usize);
            let of = |item: &Item| {
                weight
                    .get(item.id as usize)
                    .map_or(0.0, |one| one * f32::from(item.count()))
            };
            bag.whole = items.unwrap_or_default().iter().map(of).sum();
            bag.rest = bag.whole;
        }
    }

    /// The bag of a paragraph.
    pub(super) fn get(&self, at: usize) -> Option<&Bag> {
        self.bags.get(at)
    }

    /// The same, to be changed.
    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut Bag> {
        self.bags.get_mut(at)
    }

    /// The bags in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Bag> {
        self.bags.iter()
    }

    /// The words of a paragraph.
    pub(super) fn items(&self, at: usize) -> &[Item] {
        let bag = self.bags.get(at).copied().unwrap_or_default();
        self.items
            .get(bag.from as usize..bag.to as usize)
            .unwrap_or_default()
    }

    fn items_mut(&mut self, at: usize) -> Option<(&mut Bag, &mut [Item])> {
        let bag = self.bags.get_mut(at)?;
        let items = self.items.get_mut(bag.from as usize..bag.to as usize)?;
        Some((bag, items))
    }
}

/// Bags weighed against each other: what the one has of each word lies open while the other is walked.
#[derive(Debug, Default)]
pub(super) struct Scales {
    pans: Vec<Pan>,
}

/// One word on the scales.
#[derive(Debug, Clone, Copy)]
struct Pan {
    /// What it weighs.
    weight: f32,
    /// How many of it the loaded bag has, or where in it the word is; nought for all while none is loaded.
    load: u32,
}

impl Scales {
    /// Scales for words that weigh so much.
    pub(super) fn new(weight: &[f32]) -> Scales {
        let pans = weight.iter().map(|&weight| Pan { weight, load: 0 });
        Scales {
            pans: pans.collect(),
        }
    }

    /// The weight of what two bags have in common, of what is left in each.
    pub(super) fn common(&mut self, a: &[Item], b: &[Item]) -> f32 {
        let mut sum = 0.0;
        self.against(a, [b], |common| sum = common);
        sum
    }

    /// The same of one bag against several.
    pub(super) fn against<'b>(
        &mut self,
        one: &[Item],
        others: impl IntoIterator<Item = &'b [Item]>,
        mut told: impl FnMut(f32),
    ) {
        for item in one {
            self.put(item.id, u32::from(item.left));
        }
        for other in others {
            let mut sum = 0.0;
            for item in other {
                if let Some(pan) = self.pans.get(item.id as usize) {
                    let both = pan.load.min(u32::from(item.left));
                    sum += pan.weight * both as i32 as f32;
                }
            }
            told(sum);
        }
        for item in one {
            self.put(item.id, 0);
        }
    }

    /// The weight of what is left in two bags of those words that are wanted.
    pub(super) fn common_of(
        &mut self,
        a: &[Item],
        b: &[Item],
        wanted: impl Fn(u32) -> bool,
    ) -> f32 {
        for item in a {
            self.put(item.id, u32::from(item.left));
        }
        let wanted = b.iter().filter(|item| wanted(item.id));
        let sum = wanted
            .map(|item| {
                let pan = self.at(item.id);
                pan.weight * pan.load.min(u32::from(item.left)) as f32
            })
            .sum();
        for item in a {
            self.put(item.id, 0);
        }
        sum
    }

    /// Where in some bags, in the order of their words, most of what is left in another lies together: among which of their words, and what
    /// that weighs, less half of what lies between.
    pub(super) fn densest<'b>(
        &mut self,
        of: &[Item],
        within: impl IntoIterator<Item = &'b [Item]>,
        mut told: impl FnMut(Range<usize>, f32),
    ) {
        for item in of.iter().filter(|item| item.left > 0) {
            self.put(item.id, 1);
        }
        for bag in within {
            let (mut sum, mut from) = (0.0_f32, 0);
            let (mut most, mut place) = (0.0, 0..0);
            for (at, item) in bag.iter().enumerate() {
                let Some(pan) = self.pans.get(item.id as usize) else {
                    continue;
                };
                if pan.load == 0 || item.left == 0 {
                    sum -= 0.5 * pan.weight;
                    continue;
                }
                if sum <= 0.0 {
                    (sum, from) = (0.0, at);
                }
                sum += pan.weight;
                if sum > most {
                    (most, place) = (sum, from..at + 1);
                }
            }
            told(place, most);
        }
        for item in of {
            self.put(item.id, 0);
        }
    }

    /// Takes what two bags have in common out of what is left in each.
    pub(super) fn consume(
        &mut self,
        (one, at): (&mut Bags, usize),
        (other, to): (&mut Bags, usize),
    ) {
        let (Some((a, in_a)), Some((b, in_b))) = (one.items_mut(at), other.items_mut(to)) else {
            return;
        };
        a.taken += 1;
        b.taken += 1;
        // The load is where in the bag a word is, counted from one.
        for (place, item) in (1..).zip(in_a.iter()) {
            self.put(item.id, place);
        }
        for item in in_b.iter_mut() {
            let Some(pan) = self.pans.get(item.id as usize) else {
                continue;
            };
            let place = (pan.load as usize).checked_sub(1);
            let Some(same) = place.and_then(|place| in_a.get_mut(place)) else {
                continue;
            };
            let both = item.left.min(same.left);
            if both == 0 {
                continue;
            }
            item.left -= both;
            same.left -= both;
            let weight = pan.weight * f32::from(both);
            a.rest -= weight;
            b.rest -= weight;
        }
        for item in in_a.iter() {
            self.put(item.id, 0);
        }
    }

    /// The share of the words kept between two groups of bags, pairs of words aside.
    pub(super) fn kept<'b>(
        &mut self,
        old: impl Iterator<Item = &'b Item> + Clone,
        new: impl Iterator<Item = &'b Item>,
    ) -> f64 {
        let words = |item: &&Item| item.is_word();
        for item in old.clone().filter(words) {
            self.put(item.id, self.at(item.id).load + u32::from(item.count()));
        }
        let (mut kept, mut gone) = (0.0, 0.0);
        for item in new.filter(words) {
            let Pan { weight, load } = self.at(item.id);
            let both = load.min(u32::from(item.count()));
            self.put(item.id, load - both);
            kept += f64::from(weight) * f64::from(2 * both);
            gone += f64::from(weight) * f64::from(u32::from(item.count()) - both);
        }
        for item in old.filter(words) {
            let Pan { weight, load } = self.at(item.id);
            gone += f64::from(weight) * f64::from(load);
            self.put(item.id, 0);
        }
        if kept + gone > 0.0 {
            kept / (kept + gone)
        } else {
            1.0
        }
    }

    fn at(&self, id: u32) -> Pan {
        let nothing = Pan {
            weight: 0.0,
            load: 0,
        };
        self.pans.get(id as usize).copied().unwrap_or(nothing)
    }

    fn put(&mut self, id: u32, load: u32) {
        if let Some(pan) = self.pans.get_mut(id as usize) {
            pan.load = load;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bags of words, each with how often it stands there.
    fn bags(all: &[&[(u32, u32)]]) -> Bags {
        let mut bags = Bags::default();
        for items in all {
            let from = bags.items_so_far();
            for &(id, count) in *items {
                let place = bags.items_so_far();
                bags.put(id, Put::Word);
                (1..count).for_each(|_| bags.again(place));
            }
            bags.close(from, 0.0);
        }
        bags.weigh(&[1.0; 4]);
        bags
    }

    fn kept(old: &[&[(u32, u32)]], new: &[&[(u32, u32)]]) -> f64 {
        let (old, new) = (bags(old), bags(new));
        Scales::new(&[1.0; 4]).kept(old.items.iter(), new.items.iter())
    }

    #[test]
    fn what_was_taken_out_is_in_common_no_more() {
        let mut scales = Scales::new(&[1.0; 4]);
        let (mut a, mut b) = (bags(&[&[(0, 2), (1, 1)]]), bags(&[&[(1, 3), (0, 1)]]));
        assert_eq!(scales.common(a.items(0), b.items(0)), 2.0);
        scales.consume((&mut a, 0), (&mut b, 0));
        let rest = |bags: &Bags| bags.get(0).map(|bag| bag.rest);
        assert_eq!((rest(&a), rest(&b)), (Some(1.0), Some(2.0)));
        assert_eq!(scales.common(a.items(0), b.items(0)), 0.0);
    }

    #[test]
    fn the_share_kept_counts_both_sides() {
        let (a, b, c): (&[_], &[_], &[_]) = (&[(0, 2), (1, 1)], &[(0, 1)], &[(0, 1), (2, 1)]);
        assert_eq!(kept(&[a], &[a]), 1.0);
        assert_eq!(kept(&[a], &[b, c]), 4.0 / 6.0);
        assert_eq!(kept(&[], &[]), 1.0);
    }

    #[test]
    fn a_word_that_never_ends_is_counted_as_far_as_it_can_be() {
        let mut bags = bags(&[&[(3, 70_000)], &[(0, 1)]]);
        bags.weigh(&[1.0; 4]);
        assert_eq!(bags.get(0).map(|bag| bag.whole), Some(32_767.0));
        assert_eq!(bags.items(1).len(), 1);
    }
}
