//! Edited paragraphs, splits and merges: the most alike first, in rounds of falling thresholds.

use super::candidates::{Pair, candidates};
use super::likeness::{FAR, NEAR, ceiling, judge};
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
    let mut pairs: Vec<(f32, Pair)> = candidates(matching)
        .into_iter()
        .map(|pair| (ceiling(matching, &pair), pair))
        .collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    for threshold in ROUNDS {
        for _ in 0..6 {
            // What can never reach the threshold is not even looked at.
            let hopeful = pairs.partition_point(|(most, _)| *most >= threshold);
            let linked = pass(
                matching,
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
    doubt_near_misses(matching, &mut pairs);
}

/// What stayed free and is all but alike enough to something else that stayed free is for a person to judge.
fn doubt_near_misses(matching: &mut Matching, pairs: &mut [(f32, Pair)]) {
    matching.find_gaps();
    for (_, pair) in pairs {
        let (old, new) = (pair.old, pair.new);
        if !matching.old.is_free(old) || !matching.new.is_free(new) {
            continue;
        }
        let common = pair.common(matching);
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
fn pass(matching: &mut Matching, pairs: &mut [(f32, Pair)], threshold: f32) -> usize {
    matching.find_gaps();
    let mut good: Vec<Candidate> = pairs
        .iter_mut()
        .filter_map(|(_, pair)| {
            let (old, new) = (pair.old, pair.new);
            let score = judge(matching, pair)?;
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
        let mut pair = Pair::fresh(matching, old, new);
        let now = judge(matching, &mut pair);
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
