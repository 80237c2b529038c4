//! Where each of many numbered things stands, all in one list.

/// For each number the places it has, in the order they were told.
#[derive(Debug)]
pub(super) struct Places<T> {
    /// For each number, from where to where its places lie.
    spans: Vec<(u32, u32)>,
    places: Vec<T>,
}

impl<T: Copy + Default> Places<T> {
    /// The places of numbers below `numbers`; `all` tells each number with a place of it, the same whenever it is asked.
    /// A number that has more than `most` places is left without any.
    pub(super) fn of<I: Iterator<Item = (usize, T)>>(
        numbers: usize,
        most: usize,
        all: impl Fn() -> I,
    ) -> Places<T> {
        let mut counts = vec![0_u32; numbers];
        for (number, _) in all() {
            if let Some(count) = counts.get_mut(number) {
                *count += 1;
            }
        }
        let few = |count: u32| count as usize <= most;
        let mut total = 0;
        let mut spans: Vec<(u32, u32)> = counts
            .iter()
            .map(|&count| {
                let from = total;
                total += if few(count) { count } else { 0 };
                (from, from)
            })
            .collect();
        let mut places = vec![T::default(); total as usize];
        for (number, place) in all() {
            let wanted = counts.get(number).is_some_and(|&count| few(count));
            if let Some((_, end)) = spans.get_mut(number).filter(|_| wanted) {
                if let Some(slot) = places.get_mut(*end as usize) {
                    *slot = place;
                }
                *end += 1;
            }
        }
        Places { spans, places }
    }

    /// The places of a number.
    pub(super) fn at(&self, number: usize) -> &[T] {
        let (from, to) = self.spans.get(number).copied().unwrap_or_default();
        self.places
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_its_places_in_order_unless_it_has_too_many() {
        let told = [(2, 0), (0, 1), (2, 2), (1, 3), (2, 4)];
        let all = Places::of(4, usize::MAX, || told.iter().copied());
        assert_eq!(all.at(2), [0, 2, 4]);
        assert_eq!((all.at(0), all.at(1)), (&[1][..], &[3][..]));
        assert!(all.at(3).is_empty() && all.at(9).is_empty());
        let few = Places::of(4, 2, || told.iter().copied());
        assert!(few.at(2).is_empty());
        assert_eq!(few.at(1), [3]);
    }
}
