//! Which paragraphs of a file stand elsewhere than they stood.

/// Which parts stand elsewhere: as few as can be, and of ways to name as few those that are said to have been carried there.
pub(super) fn moved(of: &[Option<usize>], carried: &[bool]) -> Vec<bool> {
    let fewest = outside(of);
    let stayed = of.iter().zip(carried);
    let stayed: Vec<Option<usize>> = stayed
        .map(|(place, carried)| place.filter(|_| !carried))
        .collect();
    let mut told = outside(&stayed);
    for ((slot, place), carried) in told.iter_mut().zip(of).zip(carried) {
        *slot |= *carried && place.is_some();
    }
    let many = |moved: &[bool]| moved.iter().filter(|one| **one).count();
    match many(&told) <= many(&fewest) {
        true => told,
        false => fewest,
    }
}

/// Which parts stand outside the longest row of paragraphs in their old order.
fn outside(of: &[Option<usize>]) -> Vec<bool> {
    // The best row that ends at each, by its length, and the one before it.
    let placed: Vec<(usize, usize)> = of
        .iter()
        .enumerate()
        .filter_map(|(n, place)| Some((n, (*place)?)))
        .collect();
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; placed.len()];
    let place = |at: usize| placed.get(at).map_or(0, |(_, place)| *place);
    for at in 0..placed.len() {
        let row = tails.partition_point(|tail| place(*tail) < place(at));
        if let Some(slot) = before.get_mut(at) {
            *slot = row.checked_sub(1).and_then(|row| tails.get(row).copied());
        }
        match tails.get_mut(row) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut out = vec![false; of.len()];
    for (n, _) in &placed {
        if let Some(slot) = out.get_mut(*n) {
            *slot = true;
        }
    }
    let mut at = tails.last().copied();
    while let Some(here) = at {
        if let Some(slot) = placed.get(here).and_then(|(n, _)| out.get_mut(*n)) {
            *slot = false;
        }
        at = before.get(here).copied().flatten();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_as_can_be_are_moved_and_what_is_new_is_not() {
        for (of, expected) in [
            (&[Some(0), Some(1), Some(2)][..], &[][..]),
            (&[Some(1), Some(2), Some(0)], &[2]),
            (&[Some(2), None, Some(0), Some(1)], &[0]),
            (&[None, None], &[]),
            (&[], &[]),
        ] {
            let moved = moved(of, &vec![false; of.len()]);
            let places: Vec<usize> = (0..of.len()).filter(|n| moved[*n]).collect();
            assert_eq!(places, expected, "{of:?}");
        }
    }

    #[test]
    fn of_two_that_changed_places_the_one_that_was_carried_has_moved() {
        let swapped = [Some(0), Some(2), Some(1)];
        assert_eq!(moved(&swapped, &[false, true, false]), [false, true, false]);
        assert_eq!(moved(&swapped, &[false, false, true]), [false, false, true]);
        // What was carried away and back has not moved.
        let same = [Some(0), Some(1), Some(2)];
        assert_eq!(moved(&same, &[false, true, false]), [false; 3]);
    }
}
