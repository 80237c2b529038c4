//! Edited paragraphs, splits and merges: the most alike first, in rounds of falling thresholds.

use super::matching::Matching;
use crate::text::Kind;

/// The rounds: how alike two paragraphs must at least be to be linked in it.
const ROUNDS: [f32; 8] = [0.8, 0.65, 0.52, 0.42, 0.33, 0.25, 0.18, 0.12];
/// Twins are told apart by what is linked round them: after this round most is.
const TWINS_AFTER: f32 = 0.42;
/// What stands in the same gap of the common order needs to be this alike …
const NEAR: f32 = 0.14;
/// … and what stands elsewhere this much.
const FAR: f32 = 0.36;
/// So much of that is a near miss.
const MISS: f32 = 0.8;
/// A piece of a split or merge must have so much of it in what the other has left.
const PIECE_NEAR: f32 = 0.42;
const PIECE_FAR: f32 = 0.62;
/// A word that stands in more paragraphs than this finds no candidates.
const COMMON: usize = 48;
/// So many candidates a paragraph are looked at.
const CANDIDATES: usize = 12;
/// Gaps up to this many pairs are looked at whole.
const SMALL_GAP: usize = 100;

/// Two paragraphs worth linking.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    score: f32,
    old: usize,
    new: usize,
}

/// A pair with what it had in common when last asked, and how much had been taken out of the two by then.
#[derive(Debug, Clone, Copy)]
struct Pair {
    old: usize,
    new: usize,
    common: f32,
    asked: u32,
}

impl Pair {
    /// What the two have in common now; asked again only where words were taken out of either since.
    fn common(&mut self, matching: &Matching) -> f32 {
        let (Some(a), Some(b)) = (
            matching.old.bags.get(self.old),
            matching.new.bags.get(self.new),
        ) else {
            return 0.0;
        };
        let now = 1 + a.taken + b.taken;
        if self.asked != now {
            self.common = matching.lexicon.common(a, b);
            self.asked = now;
        }
        self.common
    }
}

/// Links what is alike, best first.
pub(super) fn link_alike(matching: &mut Matching) {
    let mut pairs: Vec<Pair> = candidates(matching)
        .into_iter()
        .map(|(old, new)| Pair {
            old,
            new,
            common: 0.0,
            asked: 0,
        })
        .collect();
    for threshold in ROUNDS {
        for _ in 0..6 {
            let linked = pass(matching, &mut pairs, threshold);
            if linked == 0 {
                break;
            }
        }
        if threshold == TWINS_AFTER {
            super::anchors::link_twins(matching);
            matching.find_gaps();
        }
    }
    doubt_near_misses(matching, &mut pairs);
}

/// What stayed free and is all but alike enough to something else that stayed free is for a person to judge.
fn doubt_near_misses(matching: &mut Matching, pairs: &mut [Pair]) {
    matching.find_gaps();
    for pair in pairs {
        let (old, new, common) = (pair.old, pair.new, pair.common(matching));
        let (Some(a), Some(b)) = (matching.old.bags.get(old), matching.new.bags.get(new)) else {
            continue;
        };
        if !matching.old.is_free(old) || !matching.new.is_free(new) || a.length.min(b.length) < 4.0
        {
            continue;
        }
        let alike = 2.0 * common / (a.rest + b.rest).max(f32::EPSILON);
        let floor = if matching.is_near(old, new) {
            NEAR
        } else {
            FAR
        };
        if alike >= MISS * floor {
            matching.old.doubt(old);
            matching.new.doubt(new);
        }
    }
}

/// One pass: judges every pair, links the best first, judges again what a link has changed.
fn pass(matching: &mut Matching, pairs: &mut Vec<Pair>, threshold: f32) -> usize {
    matching.find_gaps();
    let mut good: Vec<Candidate> = pairs
        .iter_mut()
        .filter_map(|pair| {
            let (old, new, common) = (pair.old, pair.new, pair.common(matching));
            let score = judge(matching, old, new, common)?;
            (score >= threshold).then_some(Candidate { score, old, new })
        })
        .collect();
    good.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| place_gap(a).cmp(&place_gap(b)))
            .then_with(|| (a.old, a.new).cmp(&(b.old, b.new)))
    });
    let mut linked = 0;
    for candidate in good {
        let Candidate { old, new, score } = candidate;
        // Links of this pass may have taken some of the words.
        let common = match (matching.old.bags.get(old), matching.new.bags.get(new)) {
            (Some(a), Some(b)) => matching.lexicon.common(a, b),
            _ => 0.0,
        };
        let now = judge(matching, old, new, common);
        if now.is_some_and(|now| now >= threshold && now >= score - 0.1) {
            matching.link(old, new);
            linked += 1;
        }
    }
    pairs.retain(|&Pair { old, new, .. }| {
        let rest = |side: &super::matching::Side, at: usize| {
            side.bags.get(at).is_some_and(|bag| bag.rest > 0.5)
        };
        rest(&matching.old, old) && rest(&matching.new, new)
    });
    linked
}

fn place_gap(candidate: &Candidate) -> usize {
    candidate.old.abs_diff(candidate.new)
}

/// How good a link between the two would be; `None` where it would be none.
fn judge(matching: &Matching, old: usize, new: usize, common: f32) -> Option<f32> {
    let (a, b) = (matching.old.bags.get(old)?, matching.new.bags.get(new)?);
    if a.rest <= 0.0 || b.rest <= 0.0 || matching.are_linked(old, new) {
        return None;
    }
    if common <= 0.0 {
        return None;
    }
    let near = matching.is_near(old, new);
    let alike = 2.0 * common / (a.rest + b.rest);
    match (matching.old.is_free(old), matching.new.is_free(new)) {
        (true, true) => {
            let near_twins = |old: usize, new: usize| matching.has_twin(old, new);
            if near_twins(old, new) && !(matching.old.is_brief(old) && matching.new.is_brief(new)) {
                return None;
            }
            let length = a.length.min(b.length);
            let support = matching.support(old, new) as f32;
            let unlike = unlike_kinds(matching, old, new);
            let floor = if near {
                let (olds, news) = matching.gap(old, new);
                NEAR + 0.012 * ((olds * news).max(1) as f32).log2()
            } else {
                FAR + 0.3 * (6.0 / (6.0 + length))
            };
            let cover = common / a.rest.min(b.rest);
            let melted = if near && length >= 4.0 && cover >= 0.62 {
                0.55 * cover
            } else {
                0.0
            };
            let score = alike.max(melted) - unlike;
            (score + 0.01 * support >= floor).then_some(score + 0.01 * support)
        }
        (false, false) => recast(matching, old, new, common),
        (free_old, _) => {
            // A piece: what is free must be found in what the other has left.
            let (piece, whole) = if free_old { (a, b) } else { (b, a) };
            let cover = common / piece.whole;
            let share = common / whole.whole;
            let floor = if near { PIECE_NEAR } else { PIECE_FAR };
            if cover < floor || share < 0.06 || piece.length < 3.0 {
                return None;
            }
            let score = 0.5 * alike + 0.5 * cover;
            Some(score)
        }
    }
}

/// Two paragraphs that are both linked already: one took a part of the other.
fn recast(matching: &Matching, old: usize, new: usize, common: f32) -> Option<f32> {
    let (a, b) = (matching.old.bags.get(old)?, matching.new.bags.get(new)?);
    if !matching.is_near(old, new) {
        return None;
    }
    // Only neighbours exchange a part: what one lost stands in the partner of the other.
    let beside = |side: &super::matching::Side, at: usize, partners: &[usize], other: usize| {
        let _ = (side, at);
        partners.iter().any(|partner| partner.abs_diff(other) <= 2)
    };
    let olds = matching.new.partners.get(new)?;
    let news = matching.old.partners.get(old)?;
    if !beside(&matching.old, old, olds, old) || !beside(&matching.new, new, news, new) {
        return None;
    }
    let share = common / a.whole.min(b.whole);
    let of_rest = common / a.rest.min(b.rest);
    (share >= 0.2 && of_rest >= 0.5).then_some(0.5 * of_rest + 0.5 * share.min(1.0))
}

fn unlike_kinds(matching: &Matching, old: usize, new: usize) -> f32 {
    let kind =
        |side: &super::matching::Side, at: usize| side.passages.get(at).map(|passage| passage.kind);
    let (a, b) = (kind(&matching.old, old), kind(&matching.new, new));
    let prose = |kind: Option<Kind>| {
        matches!(
            kind,
            Some(Kind::Paragraph | Kind::Item | Kind::Quote | Kind::Footnote)
        )
    };
    if a == b || (prose(a) && prose(b)) {
        0.0
    } else {
        0.12
    }
}

/// The pairs worth judging: paragraphs that share rare words, and all within small gaps.
fn candidates(matching: &mut Matching) -> Vec<(usize, usize)> {
    matching.find_gaps();
    let open = |side: &super::matching::Side| -> Vec<usize> {
        (0..side.len())
            .filter(|&at| !side.is_bare(at) && side.bags.get(at).is_some_and(|bag| bag.rest > 0.0))
            .collect()
    };
    let olds = open(&matching.old);
    let news = open(&matching.new);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let shared = by_rare_words(matching, &olds, &news);
    let mut at_old = vec![Vec::new(); matching.old.len()];
    let mut at_new = vec![Vec::new(); matching.new.len()];
    for &(closeness, old, new) in &shared {
        if let Some(list) = at_old.get_mut(old) {
            list.push((closeness, new));
        }
        if let Some(list) = at_new.get_mut(new) {
            list.push((closeness, old));
        }
    }
    let best = |list: &mut Vec<(f32, usize)>| {
        list.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        list.truncate(CANDIDATES);
    };
    for (old, list) in at_old.iter_mut().enumerate() {
        best(list);
        pairs.extend(list.iter().map(|&(_, new)| (old, new)));
    }
    for (new, list) in at_new.iter_mut().enumerate() {
        best(list);
        pairs.extend(list.iter().map(|&(_, old)| (old, new)));
    }
    for &old in &olds {
        let gap = matching.gap_of_old(old);
        let here: Vec<usize> = {
            let from = news.partition_point(|&new| new < gap.start);
            let to = news.partition_point(|&new| new < gap.end);
            news.get(from..to).unwrap_or_default().to_vec()
        };
        let (wide, _) = matching.gap(old, gap.start);
        if here.len() * wide.max(1) <= SMALL_GAP {
            pairs.extend(here.into_iter().map(|new| (old, new)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn by_rare_words(matching: &Matching, olds: &[usize], news: &[usize]) -> Vec<(f32, usize, usize)> {
    let mut postings: Vec<Vec<u32>> = vec![Vec::new(); matching.lexicon.len()];
    for &new in news {
        for item in matching
            .new
            .bags
            .get(new)
            .map(|bag| bag.items.as_slice())
            .unwrap_or_default()
        {
            if let Some(list) = postings.get_mut(item.id as usize) {
                list.push(new as u32);
            }
        }
    }
    let mut sums = vec![0.0_f32; matching.new.len()];
    let mut touched: Vec<usize> = Vec::new();
    let mut out = Vec::new();
    for &old in olds {
        let Some(bag) = matching.old.bags.get(old) else {
            continue;
        };
        for item in &bag.items {
            let Some(list) = postings.get(item.id as usize) else {
                continue;
            };
            if list.len() > COMMON {
                continue;
            }
            let weight = matching.lexicon.weight(item.id);
            for &new in list {
                if let Some(sum) = sums.get_mut(new as usize) {
                    if *sum == 0.0 {
                        touched.push(new as usize);
                    }
                    *sum += weight;
                }
            }
        }
        let mut found: Vec<(f32, usize)> = Vec::with_capacity(touched.len());
        for new in touched.drain(..) {
            if let (Some(sum), Some(other)) = (sums.get_mut(new), matching.new.bags.get(new)) {
                let closeness = *sum / (bag.whole * other.whole).sqrt().max(1.0);
                *sum = 0.0;
                if closeness > 0.02 {
                    found.push((closeness, new));
                }
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(4 * CANDIDATES);
        out.extend(
            found
                .into_iter()
                .map(|(closeness, new)| (closeness, old, new)),
        );
    }
    out
}
