//! A paragraph's words as a bag: how often each occurs, and how much of each is still unaccounted for.

/// One paragraph's words and pairs of words, each once, in the order they are met.
#[derive(Debug, Clone, Default)]
pub(super) struct Bag {
    /// What is left of each, for weighing.
    masses: Vec<Mass>,
    /// The same words, counted.
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

/// A word or pair of a bag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) id: u32,
    pub(super) count: u32,
    pub(super) left: u32,
    /// What one occurrence weighs.
    pub(super) weight: f32,
    /// Whether it is a word, no pair of them.
    pub(super) word: bool,
}

/// What is left of a word weighs so much together.
#[derive(Debug, Clone, Copy)]
struct Mass {
    id: u32,
    left: f32,
}

impl Bag {
    /// A bag of so many words that is yet to be weighed.
    pub(super) fn of(items: Vec<Item>, length: f32) -> Bag {
        Bag {
            items,
            length,
            ..Bag::default()
        }
    }

    /// Weighs a bag whose items are complete.
    pub(super) fn weigh(&mut self) {
        let masses = self.items.iter().map(|item| Mass {
            id: item.id,
            left: item.weight * item.left as f32,
        });
        self.masses = masses.collect();
        let whole = self
            .items
            .iter()
            .map(|item| item.weight * item.count as f32);
        self.whole = whole.sum();
        self.rest = self.whole;
    }
}

/// Bags weighed against each other: what the one has of each word lies open while the other is walked.
#[derive(Debug, Default)]
pub(super) struct Scales {
    /// For each word, what the loaded bag has left of it weighs; nought for all while none is loaded.
    pan: Vec<f32>,
    /// For each word, how many the loaded bag has, or where in it the word is.
    tally: Vec<u32>,
}

impl Scales {
    /// Scales for so many words.
    pub(super) fn new(words: usize) -> Scales {
        Scales {
            pan: vec![0.0; words],
            tally: vec![0; words],
        }
    }

    /// The weight of what two bags have in common, of what is left in each.
    pub(super) fn common(&mut self, a: &Bag, b: &Bag) -> f32 {
        let mut sum = 0.0;
        self.against(a, [b], |common| sum = common);
        sum
    }

    /// The same of one bag against several.
    pub(super) fn against<'b>(
        &mut self,
        one: &Bag,
        others: impl IntoIterator<Item = &'b Bag>,
        mut told: impl FnMut(f32),
    ) {
        for mass in &one.masses {
            if let Some(slot) = self.pan.get_mut(mass.id as usize) {
                *slot = mass.left;
            }
        }
        for other in others {
            let mut sum = 0.0;
            for mass in &other.masses {
                let loaded = self.pan.get(mass.id as usize).copied().unwrap_or(0.0);
                sum += if loaded < mass.left {
                    loaded
                } else {
                    mass.left
                };
            }
            told(sum);
        }
        for mass in &one.masses {
            if let Some(slot) = self.pan.get_mut(mass.id as usize) {
                *slot = 0.0;
            }
        }
    }

    /// Takes what two bags have in common out of what is left in each.
    pub(super) fn consume(&mut self, a: &mut Bag, b: &mut Bag) {
        a.taken += 1;
        b.taken += 1;
        // The tally holds where in the bag a word is, counted from one.
        for (place, item) in a.items.iter().enumerate() {
            self.put(item.id, place as u32 + 1);
        }
        let take = |item: &mut Item, mass: Option<&mut Mass>, both: u32| {
            item.left -= both;
            if let Some(mass) = mass {
                mass.left = item.weight * item.left as f32;
            }
        };
        for (n, item) in b.items.iter_mut().enumerate() {
            let place = (self.at(item.id) as usize).checked_sub(1);
            let Some((place, other)) = place.and_then(|n| Some((n, a.items.get_mut(n)?))) else {
                continue;
            };
            let both = item.left.min(other.left);
            if both == 0 {
                continue;
            }
            take(item, b.masses.get_mut(n), both);
            take(other, a.masses.get_mut(place), both);
            let weight = item.weight * both as f32;
            a.rest -= weight;
            b.rest -= weight;
        }
        for item in &a.items {
            self.put(item.id, 0);
        }
    }

    /// The share of the words kept between two groups of bags, pairs of words aside.
    pub(super) fn kept(&mut self, old: &[&Bag], new: &[&Bag]) -> f64 {
        fn words<'b>(bags: &'b [&Bag]) -> impl Iterator<Item = &'b Item> {
            let items = bags.iter().flat_map(|bag| &bag.items);
            items.filter(|item| item.word)
        }
        for item in words(old) {
            self.put(item.id, self.at(item.id) + item.count);
        }
        let (mut kept, mut gone) = (0.0, 0.0);
        for item in words(new) {
            let had = self.at(item.id);
            let both = had.min(item.count);
            self.put(item.id, had - both);
            kept += f64::from(item.weight) * f64::from(2 * both);
            gone += f64::from(item.weight) * f64::from(item.count - both);
        }
        for item in words(old) {
            gone += f64::from(item.weight) * f64::from(self.at(item.id));
            self.put(item.id, 0);
        }
        if kept + gone > 0.0 {
            kept / (kept + gone)
        } else {
            1.0
        }
    }

    fn at(&self, id: u32) -> u32 {
        self.tally.get(id as usize).copied().unwrap_or(0)
    }

    fn put(&mut self, id: u32, value: u32) {
        if let Some(slot) = self.tally.get_mut(id as usize) {
            *slot = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bag(items: &[(u32, u32)]) -> Bag {
        let items: Vec<Item> = items
            .iter()
            .map(|&(id, count)| Item {
                id,
                count,
                left: count,
                weight: 1.0,
                word: true,
            })
            .collect();
        let mut bag = Bag::of(items, 0.0);
        bag.weigh();
        bag
    }

    #[test]
    fn what_was_taken_out_is_in_common_no_more() {
        let mut scales = Scales::new(4);
        let (mut a, mut b) = (bag(&[(0, 2), (1, 1)]), bag(&[(1, 3), (0, 1)]));
        assert_eq!(scales.common(&a, &b), 2.0);
        scales.consume(&mut a, &mut b);
        assert_eq!((a.rest, b.rest), (1.0, 2.0));
        assert_eq!(scales.common(&a, &b), 0.0);
    }

    #[test]
    fn the_share_kept_counts_both_sides() {
        let mut scales = Scales::new(4);
        let (a, b, c) = (
            bag(&[(0, 2), (1, 1)]),
            bag(&[(0, 1)]),
            bag(&[(0, 1), (2, 1)]),
        );
        assert_eq!(scales.kept(&[&a], &[&a]), 1.0);
        assert_eq!(scales.kept(&[&a], &[&b, &c]), 4.0 / 6.0);
        assert_eq!(scales.kept(&[], &[]), 1.0);
    }
}
