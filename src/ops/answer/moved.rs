//! Which paragraphs of a file stand elsewhere than they stood.

/// Which parts stand outside the longest row of paragraphs in their old order.
pub(super) fn moved(of: &[Option<usize>]) -> Vec<bool> {
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
            let moved = moved(of);
            let places: Vec<usize> = (0..of.len()).filter(|n| moved[*n]).collect();
            assert_eq!(places, expected, "{of:?}");
        }
    }
}
