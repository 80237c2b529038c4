//! The pairs worth judging: paragraphs that share rare words, and all within small gaps of the common order.

use super::bag::Scales;
use super::matching::Matching;
use super::places::Places;
use super::side::Side;
use crate::text::share_out;

/// A word that stands in more paragraphs than this finds no candidates.
const COMMON: usize = 24;
/// So many candidates a paragraph are looked at.
const CANDIDATES: usize = 8;
/// Gaps up to this many pairs are looked at whole.
const SMALL_GAP: usize = 100;
/// What shares less of its rare words is no candidate.
const FARTHEST: f32 = 0.02;
/// So many paragraphs to find candidates for are worth a thread, and so many pairs to weigh.
const PARAGRAPHS: usize = 100;
const PAIRS: usize = 1500;

/// An old and a new paragraph, and what their words have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    old: u32,
    new: u32,
    common: f32,
    /// How often words had been taken out of the two when that was asked.
    asked: u32,
}

impl Pair {
    /// Two paragraphs with what they have in common now.
    pub(super) fn fresh(matching: &Matching, scales: &mut Scales, old: usize, new: usize) -> Pair {
        let mut pair = Pair {
            old: old as u32,
            new: new as u32,
            common: 0.0,
            asked: u32::MAX,
        };
        pair.common(matching, scales);
        pair
    }

    /// The old paragraph.
    pub(super) fn before(&self) -> usize {
        self.old as usize
    }

    /// The new paragraph.
    pub(super) fn after(&self) -> usize {
        self.new as usize
    }

    /// What the two had in common when last asked, which is the most they can have now.
    pub(super) fn at_most(&self) -> f32 {
        self.common
    }

    /// What the two have in common now; asked again only where words were taken out of either since.
    pub(super) fn common(&mut self, matching: &Matching, scales: &mut Scales) -> f32 {
        let now = taken(&matching.old, self.before()) + taken(&matching.new, self.after());
        if self.asked != now {
            let (old, new) = (&matching.old.bags, &matching.new.bags);
            self.common = scales.common(old.items(self.before()), new.items(self.after()));
            self.asked = now;
        }
        self.common
    }
}

fn taken(side: &Side, at: usize) -> u32 {
    side.bags.get(at).map_or(0, |bag| bag.taken)
}

/// Finds the pairs worth judging, in order, each with what may be hoped of it; the gaps must be known.
pub(super) fn candidates<H: Send>(
    matching: &Matching,
    hope: impl Fn(&Pair) -> H + Sync,
) -> impl Iterator<Item = (H, Pair)> {
    let open = |side: &Side| -> Vec<usize> {
        (0..side.len())
            .filter(|&at| !side.is_bare(at) && side.bags.get(at).is_some_and(|bag| bag.rest > 0.0))
            .collect()
    };
    let (olds, news) = (open(&matching.old), open(&matching.new));
    let shared = shared(matching, &olds, &news);
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(shared.len());
    let mut runs = shared.chunk_by(|a, b| a.old == b.old).peekable();
    let mut with: Vec<u32> = Vec::new();
    for &old in &olds {
        with.clear();
        if let Some(run) =
            runs.next_if(|run| run.first().is_some_and(|one| one.old as usize == old))
        {
            with.extend(run.iter().map(|one| one.new));
        }
        let gap = matching.gap_of_old(old);
        let from = news.partition_point(|&new| new < gap.start);
        let to = news.partition_point(|&new| new < gap.end);
        let here = news.get(from..to).unwrap_or_default();
        let (wide, _) = matching.gap(old, gap.start);
        if here.len() * wide.max(1) <= SMALL_GAP {
            with.extend(here.iter().map(|&new| new as u32));
        }
        with.sort_unstable();
        with.dedup();
        pairs.extend(with.iter().map(|&new| (old as u32, new)));
    }
    let weighed = share_out(
        &pairs,
        (pairs.len(), PAIRS),
        || matching.scales(),
        |scales, some| weighed(matching, scales, some, &hope),
    );
    weighed.into_iter().flatten()
}

/// Pairs, sorted by the old paragraph, with what they have in common and what may be hoped of them.
fn weighed<H>(
    matching: &Matching,
    scales: &mut Scales,
    pairs: &[(u32, u32)],
    hope: impl Fn(&Pair) -> H,
) -> Vec<(H, Pair)> {
    let mut out = Vec::with_capacity(pairs.len());
    for run in pairs.chunk_by(|a, b| a.0 == b.0) {
        let Some((old, _)) = run.first() else {
            continue;
        };
        let mut each = run.iter();
        let one = matching.old.bags.items(*old as usize);
        let others = run
            .iter()
            .map(|(_, new)| matching.new.bags.items(*new as usize));
        scales.against(one, others, |common| {
            if let Some(&(old, new)) = each.next() {
                let pair = Pair {
                    old,
                    new,
                    common,
                    asked: 0,
                };
                out.push((hope(&pair), pair));
            }
        });
    }
    out
}

/// Two paragraphs that share rare words.
#[derive(Debug, Clone, Copy, Default)]
struct Shared {
    old: u32,
    new: u32,
    closeness: f32,
}

/// For each paragraph of either side, the few of the other that share most of its rare words; in the order of the old text.
fn shared(matching: &Matching, olds: &[usize], news: &[usize]) -> Vec<Shared> {
    let postings = postings(matching, news);
    let wholes: Vec<f32> = matching.new.bags.iter().map(|bag| bag.whole).collect();
    let found = share_out(
        olds,
        (olds.len(), PARAGRAPHS),
        || Tally::of(wholes.len()),
        |tally, some| by_rare_words(matching, (&postings, &wholes), tally, some),
    );
    let mut shared = found.concat();
    let mut near = vec![false; shared.len()];
    let mut list: Vec<(u32, Shared)> = Vec::new();
    let mut keep = |list: &mut Vec<(u32, Shared)>| {
        nearest(list, CANDIDATES);
        for (at, _) in list {
            if let Some(slot) = near.get_mut(*at as usize) {
                *slot = true;
            }
        }
    };
    let mut first = 0;
    for run in shared.chunk_by(|a, b| a.old == b.old) {
        list.clear();
        list.extend((first..).zip(run.iter().copied()));
        first += run.len() as u32;
        keep(&mut list);
    }
    let by_new = Places::of(matching.new.len(), usize::MAX, || {
        shared
            .iter()
            .zip(0..)
            .map(|(one, at)| (one.new as usize, at))
    });
    for &new in news {
        list.clear();
        let places = by_new.at(new).iter();
        list.extend(places.filter_map(|&at| Some((at, *shared.get(at as usize)?))));
        keep(&mut list);
    }
    let mut kept = near.into_iter();
    shared.retain(|_| kept.next().unwrap_or(false));
    shared
}

/// Keeps the few that are nearest, in no order.
fn nearest(list: &mut Vec<(u32, Shared)>, few: usize) {
    if list.len() > few {
        list.select_nth_unstable_by(few, |(_, a), (_, b)| {
            b.closeness
                .total_cmp(&a.closeness)
                .then_with(|| (a.old, a.new).cmp(&(b.old, b.new)))
        });
        list.truncate(few);
    }
}

/// What an old paragraph has in common with each new one, while it is summed up.
struct Tally {
    sums: Vec<f32>,
    /// The new paragraphs of which the sum is not nought.
    touched: Vec<u32>,
    found: Vec<(u32, Shared)>,
}

impl Tally {
    fn of(news: usize) -> Tally {
        Tally {
            sums: vec![0.0; news],
            touched: Vec::new(),
            found: Vec::new(),
        }
    }
}

/// The pairs that share rare words, in the order of the old text.
fn by_rare_words(
    matching: &Matching,
    (postings, wholes): (&Places<u32>, &[f32]),
    tally: &mut Tally,
    olds: &[usize],
) -> Vec<Shared> {
    let Tally {
        sums,
        touched,
        found,
    } = tally;
    let weights = matching.weights();
    let mut out = Vec::new();
    for &old in olds {
        let Some(bag) = matching.old.bags.get(old) else {
            continue;
        };
        for item in matching.old.bags.items(old) {
            let places = postings.at(item.id as usize);
            if places.is_empty() {
                continue;
            }
            let weight = weights.get(item.id as usize).copied().unwrap_or(0.0);
            for &new in places {
                if let Some(sum) = sums.get_mut(new as usize) {
                    if *sum == 0.0 {
                        touched.push(new);
                    }
                    *sum += weight;
                }
            }
        }
        found.clear();
        for new in touched.drain(..) {
            let at = new as usize;
            if let (Some(sum), Some(whole)) = (sums.get_mut(at), wholes.get(at)) {
                // Squared, since most are far from close and a root takes long.
                let most = (bag.whole * whole).max(1.0);
                let shared = std::mem::take(sum);
                if shared * shared > FARTHEST * FARTHEST * most {
                    let one = Shared {
                        old: old as u32,
                        new,
                        closeness: shared / most.sqrt(),
                    };
                    found.push((0, one));
                }
            }
        }
        nearest(found, 4 * CANDIDATES);
        out.extend(found.iter().map(|(_, one)| *one));
    }
    out
}

/// In which new paragraphs each word stands that is rare enough to tell something.
fn postings(matching: &Matching, news: &[usize]) -> Places<u32> {
    Places::of(matching.words(), COMMON, || {
        news.iter().flat_map(|&new| {
            let items = matching.new.bags.items(new).iter();
            items.map(move |item| (item.id as usize, new as u32))
        })
    })
}
