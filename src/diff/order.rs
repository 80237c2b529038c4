//! The longest common order of two texts: which links stand in it, and which of them moved.

/// A link between an old and a new paragraph, with what it weighs where two orders are equally long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) words: u64,
}

/// For each link, whether it stands in the longest common order: most links, then most words.
///
/// Links that share a paragraph (pieces of a split) never stand in each other's way.
pub(super) fn in_order(links: &[Link]) -> Vec<bool> {
    let mut by_old: Vec<usize> = (0..links.len()).collect();
    by_old.sort_by_key(|&n| links.get(n).map(|link| (link.old, link.new)));
    // Where nothing moved, all of them do.
    let rises = |pair: &[usize]| match (links.get(pair[0]), links.get(pair[1])) {
        (Some(a), Some(b)) => a.new <= b.new,
        _ => false,
    };
    if by_old.windows(2).all(rises) {
        return vec![true; links.len()];
    }
    let width = links.iter().map(|link| link.new + 1).max().unwrap_or(0);
    let mut best = Highest::new(width);
    let mut before: Vec<Option<usize>> = vec![None; links.len()];
    let mut top: Option<(u64, usize)> = None;
    for &n in &by_old {
        let Some(link) = links.get(n) else { continue };
        let (height, under) = best.up_to(link.new);
        // One more link outweighs any number of words.
        let reached = height + (1 << 40) + link.words.min((1 << 20) - 1);
        if let Some(slot) = before.get_mut(n) {
            *slot = under;
        }
        best.raise(link.new, reached, n);
        if top.is_none_or(|(height, _)| reached > height) {
            top = Some((reached, n));
        }
    }
    let mut kept = vec![false; links.len()];
    let mut at = top.map(|(_, n)| n);
    while let Some(n) = at {
        if let Some(slot) = kept.get_mut(n) {
            *slot = true;
        }
        at = before.get(n).copied().flatten();
    }
    kept
}

/// The highest value at or below a place (a Fenwick tree).
struct Highest {
    tree: Vec<(u64, Option<usize>)>,
}

impl Highest {
    fn new(width: usize) -> Highest {
        Highest {
            tree: vec![(0, None); width + 1],
        }
    }

    fn up_to(&self, place: usize) -> (u64, Option<usize>) {
        let mut best = (0, None);
        let mut at = place + 1;
        while at > 0 {
            if let Some(&node) = self.tree.get(at)
                && node.0 > best.0
            {
                best = node;
            }
            at &= at - 1;
        }
        best
    }

    fn raise(&mut self, place: usize, value: u64, who: usize) {
        let mut at = place + 1;
        while let Some(node) = self.tree.get_mut(at) {
            if value > node.0 {
                *node = (value, Some(who));
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(links: &[(usize, usize)]) -> Vec<bool> {
        let links: Vec<Link> = links
            .iter()
            .map(|&(old, new)| Link {
                old,
                new,
                words: 10,
            })
            .collect();
        in_order(&links)
    }

    #[test]
    fn what_moved_is_the_fewest_paragraphs() {
        assert_eq!(
            kept(&[(0, 2), (1, 0), (2, 1), (3, 3)]),
            [false, true, true, true]
        );
    }

    #[test]
    fn of_two_that_changed_places_the_one_of_fewer_words_moved() {
        let links = [
            Link {
                old: 0,
                new: 1,
                words: 50,
            },
            Link {
                old: 1,
                new: 0,
                words: 5,
            },
        ];
        assert_eq!(in_order(&links), [true, false]);
    }

    #[test]
    fn pieces_of_a_split_are_in_order_with_each_other() {
        assert_eq!(kept(&[(0, 0), (0, 1), (1, 2), (2, 2)]), [true; 4]);
    }
}
