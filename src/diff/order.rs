//! The longest common order of two texts: which links stand in it, and which of them moved.

/// A link between an old and a new paragraph, with what it weighs where two orders are equally long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) old: u32,
    pub(super) new: u32,
    pub(super) words: u32,
}

/// For each link, whether it stands in the longest common order: most links, then most words.
///
/// Links that share a paragraph (pieces of a split) never stand in each other's way.
pub(super) fn in_order(links: &[Link]) -> Vec<bool> {
    let mut kept = vec![false; links.len()];
    for n in spine(links) {
        if let Some(slot) = kept.get_mut(n as usize) {
            *slot = true;
        }
    }
    kept
}

/// The links of the longest common order, by number, in that order.
pub(super) fn spine(links: &[Link]) -> Vec<u32> {
    let by_old = by_old(links);
    let link_of = |n: &u32| links.get(*n as usize);
    // Where nothing moved, all of them do.
    let mut high = 0;
    let rises = by_old.iter().filter_map(link_of).all(|link| {
        let rises = link.new >= high;
        high = link.new;
        rises
    });
    if rises {
        return by_old;
    }
    let width = links.iter().map(|link| link.new + 1).max().unwrap_or(0);
    let mut best = Highest::new(width as usize);
    let mut before: Vec<u32> = vec![NONE; links.len()];
    let mut top = (0, NONE);
    for &n in &by_old {
        let Some(link) = link_of(&n) else { continue };
        let new = link.new as usize;
        let (height, under) = best.up_to(new);
        // One more link outweighs any number of words.
        let reached = height + (1 << 40) + u64::from(link.words.min((1 << 20) - 1));
        if let Some(slot) = before.get_mut(n as usize) {
            *slot = under;
        }
        best.raise(new, reached, n);
        if reached > top.0 {
            top = (reached, n);
        }
    }
    let mut out = Vec::with_capacity(links.len());
    let mut at = top.1;
    while let Some(&under) = before.get(at as usize) {
        out.push(at);
        at = under;
    }
    out.reverse();
    out
}

/// No link.
const NONE: u32 = u32::MAX;

/// The links by number, sorted by the old paragraph, then by the new one.
fn by_old(links: &[Link]) -> Vec<u32> {
    // Counted, not compared: each old paragraph has few.
    let many = links.iter().map(|link| link.old + 1).max().unwrap_or(0);
    let mut ends = vec![0_u32; many as usize + 1];
    for link in links {
        if let Some(count) = ends.get_mut(link.old as usize + 1) {
            *count += 1;
        }
    }
    let mut total = 0;
    for end in &mut ends {
        total += *end;
        *end = total;
    }
    let mut out = vec![0; links.len()];
    for (n, link) in (0..).zip(links) {
        let Some(end) = ends.get_mut(link.old as usize) else {
            continue;
        };
        if let Some(slot) = out.get_mut(*end as usize) {
            *slot = n;
        }
        *end += 1;
    }
    let key = |n: &u32| links.get(*n as usize).map(|link| (link.old, link.new));
    let old = |n: u32| links.get(n as usize).map(|link| link.old);
    for run in out.chunk_by_mut(|&a, &b| old(a) == old(b)) {
        if run.len() > 1 {
            run.sort_by_key(key);
        }
    }
    out
}

/// The highest value at or below a place (a Fenwick tree).
struct Highest {
    tree: Vec<(u64, u32)>,
}

impl Highest {
    fn new(width: usize) -> Highest {
        Highest {
            tree: vec![(0, NONE); width + 1],
        }
    }

    fn up_to(&self, place: usize) -> (u64, u32) {
        let mut best = (0, NONE);
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

    fn raise(&mut self, place: usize, value: u64, who: u32) {
        let mut at = place + 1;
        while let Some(node) = self.tree.get_mut(at) {
            if value > node.0 {
                *node = (value, who);
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(links: &[(u32, u32)]) -> Vec<bool> {
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
