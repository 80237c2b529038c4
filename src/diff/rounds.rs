//! Edited paragraphs, splits and merges: the most alike first, in rounds of falling thresholds.

use super::bag::Scales;
use super::candidates::{Pair, candidates};
use super::likeness::{FAR, Most, NEAR, judge};
use super::matching::Matching;
use super::side::Side;

/// The rounds: how alike two paragraphs must at least be to be linked in it.
const ROUNDS: [f32; 8] = [0.8, 0.65, 0.52, 0.42, 0.33, 0.25, 0.18, 0.12];
/// Twins are told apart by what is linked round them: after this round most is.
const TWINS_AFTER: f32 = 0.42;
/// So much of what a link needs is a near miss.
const MISS: f32 = 0.8;

/// Two paragraphs worth linking.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    score: f32,
    old: usize,
    new: usize,
}

/// Links what is alike, best first.
pub(super) fn link_alike(matching: &mut Matching) {
    matching.find_gaps();
    let found: Vec<(Most, Pair)> = candidates(matching)
        .into_iter()
        .map(|pair| (Most::of(matching, &pair), pair))
        .collect();
    let mut pairs = best_first(&found);
    let mut scales = matching.scales();
    for threshold in ROUNDS {
        for _ in 0..6 {
            // What can never reach the threshold is not even looked at.
            let hopeful = pairs.partition_point(|(most, _)| most.ever >= threshold);
            let linked = pass(
                matching,
                &mut scales,
                pairs.get_mut(..hopeful).unwrap_or_default(),
                threshold,
            );
            if linked == 0 {
                break;
            }
            pairs.retain(|(_, pair)| {
                let left =
                    |side: &Side, at: usize| side.bags.get(at).is_some_and(|bag| bag.rest > 0.5);
                left(&matching.old, pair.old) && left(&matching.new, pair.new)
            });
        }
        if threshold == TWINS_AFTER {
            super::anchors::link_twins(matching);
            matching.find_gaps();
        }
    }
    doubt_near_misses(matching, &mut scales, &mut pairs);
}

/// The pairs of which most may be said first; of two that are level, the one that came first.
fn best_first(pairs: &[(Most, Pair)]) -> Vec<(Most, Pair)> {
    // What cannot be less than nought is ordered as its bits are; as one number each they are sorted fast.
    let mut order: Vec<u64> = pairs
        .iter()
        .zip(0_u64..)
        .map(|((most, _), at)| u64::from(!most.ever.max(0.0).to_bits()) << 32 | at)
        .collect();
    order.sort_unstable();
    let at = |number: &u64| pairs.get((number & 0xffff_ffff) as usize).copied();
    order.iter().filter_map(at).collect()
}

/// What stayed free and is all but alike enough to something else that stayed free is for a person to judge.
fn doubt_near_misses(matching: &mut Matching, scales: &mut Scales, pairs: &mut [(Most, Pair)]) {
    matching.find_gaps();
    for (_, pair) in pairs {
        let (old, new) = (pair.old, pair.new);
        if !matching.old.is_free(old) || !matching.new.is_free(new) {
            continue;
        }
        let common = pair.common(matching, scales);
        let (Some(a), Some(b)) = (matching.old.bags.get(old), matching.new.bags.get(new)) else {
            continue;
        };
        if a.length.min(b.length) < 4.0 {
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
fn pass(
    matching: &mut Matching,
    scales: &mut Scales,
    pairs: &mut [(Most, Pair)],
    threshold: f32,
) -> usize {
    matching.find_gaps();
    let mut good: Vec<Candidate> = pairs
        .iter_mut()
        .filter_map(|(most, pair)| {
            let (old, new) = (pair.old, pair.new);
            let score = judge(matching, scales, (*most, pair), threshold)?;
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
        let mut pair = Pair::fresh(matching, scales, old, new);
        let now = judge(matching, scales, (Most::ANY, &mut pair), threshold);
        if now.is_some_and(|now| now >= threshold && now >= score - 0.1) {
            matching.link(old, new);
            linked += 1;
        }
    }
    linked
}

fn place_gap(candidate: &Candidate) -> usize {
    candidate.old.abs_diff(candidate.new)
}
