//! A paragraph's words as a bag: how often each occurs, and how much of each is still unaccounted for.

/// One paragraph's words and pairs of words, each once with its count, in the order they are met.
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

/// A word or pair of a bag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) id: u32,
    pub(super) count: u32,
    pub(super) left: u32,
    /// What one occurrence weighs.
    pub(super) weight: f32,
}

/// Bags weighed against each other: what the one has of each word lies open while the other is walked.
#[derive(Debug, Default)]
pub(super) struct Scales {
    /// For each word, how many the loaded bag has left; nought for all while none is loaded.
    pan: Vec<u32>,
}

impl Scales {
    /// Scales for so many words.
    pub(super) fn new(words: usize) -> Scales {
        Scales {
            pan: vec![0; words],
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
        for item in &one.items {
            self.put(item.id, item.left);
        }
        for other in others {
            let mut sum = 0.0;
            for item in &other.items {
                sum += item.weight * self.at(item.id).min(item.left) as f32;
            }
            told(sum);
        }
        for item in &one.items {
            self.put(item.id, 0);
        }
    }

    /// Takes what two bags have in common out of what is left in each.
    pub(super) fn consume(&mut self, a: &mut Bag, b: &mut Bag) {
        a.taken += 1;
        b.taken += 1;
        // The pan holds where in the bag a word is, counted from one.
        for (place, item) in a.items.iter().enumerate() {
            self.put(item.id, place as u32 + 1);
        }
        for item in &mut b.items {
            let place = (self.at(item.id) as usize).checked_sub(1);
            let Some(other) = place.and_then(|place| a.items.get_mut(place)) else {
                continue;
            };
            let both = item.left.min(other.left);
            item.left -= both;
            other.left -= both;
            let weight = item.weight * both as f32;
            a.rest -= weight;
            b.rest -= weight;
        }
        for item in &a.items {
            self.put(item.id, 0);
        }
    }

    /// The share of the words kept between two groups of bags; `counts` says which items are words.
    pub(super) fn kept(
        &mut self,
        old: &[&Bag],
        new: &[&Bag],
        counts: impl Fn(&Item) -> bool,
    ) -> f64 {
        let items = |bags: &[&Bag]| -> Vec<Item> {
            bags.iter()
                .flat_map(|bag| &bag.items)
                .copied()
                .filter(&counts)
                .collect()
        };
        let (before, after) = (items(old), items(new));
        for item in &before {
            self.put(item.id, self.at(item.id) + item.count);
        }
        let (mut kept, mut gone) = (0.0, 0.0);
        for item in &after {
            let had = self.at(item.id);
            let both = had.min(item.count);
            self.put(item.id, had - both);
            kept += f64::from(item.weight) * f64::from(2 * both);
            gone += f64::from(item.weight) * f64::from(item.count - both);
        }
        for item in &before {
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
        self.pan.get(id as usize).copied().unwrap_or(0)
    }

    fn put(&mut self, id: u32, value: u32) {
        if let Some(slot) = self.pan.get_mut(id as usize) {
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
            })
            .collect();
        let whole = items.iter().map(|item| item.count as f32).sum();
        Bag {
            items,
            whole,
            rest: whole,
            ..Bag::default()
        }
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
        assert_eq!(scales.kept(&[&a], &[&a], |_| true), 1.0);
        assert_eq!(scales.kept(&[&a], &[&b, &c], |_| true), 4.0 / 6.0);
        assert_eq!(scales.kept(&[], &[], |_| true), 1.0);
    }
}
