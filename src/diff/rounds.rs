//! Edited paragraphs, splits and merges: the most alike first, in rounds of falling thresholds.

use super::bag::Scales;
use super::candidates::{Pair, candidates};
use super::carried::link_carried;
use super::likeness::{FAR, Most, NEAR, along, are_beside, judge};
use super::matching::Matching;
use super::options::{CALLED_AT_SIGHT, link_options};
use super::side::Side;

/// The rounds: how alike two paragraphs must at least be to be linked in it.
const ROUNDS: [f32; 8] = [0.8, 0.65, 0.52, 0.42, 0.33, 0.25, 0.18, LAST];
const LAST: f32 = 0.12;
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
    let mut waiting = Waiting::default();
    for (most, pair) in candidates(matching, |pair| Most::of(matching, pair)) {
        waiting.add(most, pair);
    }
    let mut scales = matching.scales();
    let mut pairs: Vec<(Most, Pair)> = Vec::new();
    let mut asleep: Vec<(Most, Pair)> = Vec::new();
    for (threshold, hopeful) in ROUNDS.into_iter().zip(&mut waiting.rounds) {
        // What can never reach the threshold is not even looked at.
        let left = |side: &Side, at: usize| side.bags.get(at).is_some_and(|bag| bag.rest > 0.5);
        pairs.append(hopeful);
        pairs.retain(|(_, pair)| {
            left(&matching.old, pair.before()) && left(&matching.new, pair.after())
        });
        for _ in 0..6 {
            let linked = pass(matching, &mut scales, &mut pairs, threshold);
            if linked == 0 {
                break;
            }
            wake(matching, linked, &mut asleep, &mut pairs);
            pairs.retain(|one| {
                let (old, new) = (one.1.before(), one.1.after());
                // Two that went to others far apart are asked again only when one of them goes to a third.
                let awake = matching.old.is_free(old)
                    || matching.new.is_free(new)
                    || are_beside(matching, old, new);
                if !awake {
                    asleep.push(*one);
                }
                awake && left(&matching.old, old) && left(&matching.new, new)
            });
        }
        if threshold == TWINS_AFTER {
            super::anchors::link_twins(matching);
            matching.find_gaps();
        }
    }
    if link_along(matching, &mut scales, &mut pairs) > 0 {
        pass(matching, &mut scales, &mut pairs, LAST);
    }
    pairs.extend(waiting.rounds.into_iter().flatten());
    let alike = pairs
        .iter()
        .filter(|(most, _)| most.whole >= CALLED_AT_SIGHT);
    let options: Vec<(usize, usize, f32)> = alike
        .map(|(most, pair)| (pair.before(), pair.after(), most.whole))
        .filter(|&(old, new, _)| matching.old.is_free(old) != matching.new.is_free(new))
        .collect();
    link_options(matching, options.into_iter());
    let of_all = pairs.iter().chain(&asleep).map(|(_, pair)| pair);
    link_carried(matching, &mut scales, of_all);
    doubt_near_misses(matching, &mut scales, &mut pairs);
}

/// The pairs by the first round whose threshold they may reach.
#[derive(Default)]
struct Waiting {
    rounds: [Vec<(Most, Pair)>; ROUNDS.len()],
}

impl Waiting {
    fn add(&mut self, most: Most, pair: Pair) {
        let round = ROUNDS.iter().position(|threshold| most.ever >= *threshold);
        if let Some(round) = round.and_then(|round| self.rounds.get_mut(round)) {
            round.push((most, pair));
        }
    }
}

/// Wakes the pairs of paragraphs that one of the last links gave a second partner.
fn wake(
    matching: &Matching,
    linked: usize,
    asleep: &mut Vec<(Most, Pair)>,
    pairs: &mut Vec<(Most, Pair)>,
) {
    let links = matching.links.iter().rev().take(linked);
    let (mut olds, mut news): (Vec<usize>, Vec<usize>) = Default::default();
    for &(old, new) in links {
        if matching.old.partners_of(old).len() > 1 {
            olds.push(old);
        }
        if matching.new.partners_of(new).len() > 1 {
            news.push(new);
        }
    }
    if olds.is_empty() && news.is_empty() {
        return;
    }
    asleep.retain(|one| {
        let (old, new) = (one.1.before(), one.1.after());
        let wakes = (olds.contains(&old) || news.contains(&new)) && are_beside(matching, old, new);
        if wakes {
            pairs.push(*one);
        }
        !wakes
    });
}

/// What stayed free and is all but alike enough to something else that stayed free is for a person to judge.
fn doubt_near_misses(matching: &mut Matching, scales: &mut Scales, pairs: &mut [(Most, Pair)]) {
    matching.find_gaps();
    for (_, pair) in pairs {
        let (old, new) = (pair.before(), pair.after());
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
        let floor = if matching.is_in_place(old, new) {
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

/// One pass: judges every pair, links the best first, judges again what a link has changed; says how many it linked.
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
            let (old, new) = (pair.before(), pair.after());
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
            let free = matching.old.is_free(old) && matching.new.is_free(new);
            if score < FAR && free && matching.is_in_place(old, new) {
                matching.placed.push(matching.links.len());
            }
            matching.link(old, new);
            linked += 1;
        }
    }
    linked
}

/// Links what stayed free and stands elsewhere, beside something that went the same way, the most alike first; says how many.
fn link_along(matching: &mut Matching, scales: &mut Scales, pairs: &mut [(Most, Pair)]) -> usize {
    matching.find_gaps();
    let mut found: Vec<Candidate> = pairs
        .iter_mut()
        .filter_map(|(_, pair)| {
            let (old, new) = (pair.before(), pair.after());
            let score = along(matching, scales, pair)?;
            Some(Candidate { score, old, new })
        })
        .collect();
    found.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| (a.old, a.new).cmp(&(b.old, b.new)))
    });
    let mut linked = 0;
    for Candidate { old, new, .. } in found {
        if matching.old.is_free(old) && matching.new.is_free(new) {
            matching.link(old, new);
            linked += 1;
        }
    }
    linked
}

fn place_gap(candidate: &Candidate) -> usize {
    candidate.old.abs_diff(candidate.new)
}

#[cfg(test)]
mod tests {
    use super::super::align::align;
    use super::super::change::ChangeKind;
    use crate::text::Document;

    const LAMPS: [&str; 9] = [
        "Lamps of red glass stand at the end of every pier.",
        "The keeper counts the lamps at dusk and writes the number down in the book of the tower.",
        "Lamps that went out are lit again by the keeper before midnight, or the harbour is closed.",
        "Every ship pays for the light by its length.",
        "The money is kept by the port and told to the others.",
        "A ship in distress pays nothing at all.",
        "Records of the payments are kept for ten years.",
        "Disputes over payments go to the oldest keeper.",
        "Nobody pays twice for the same lamp.",
    ];
    const ANEW: &str = "Each evening the keeper counts what burns, and a boy writes the number down in a register on the mole.";

    #[test]
    fn what_moved_and_was_written_anew_is_followed_where_something_beside_it_went_the_same_way() {
        let parse = |paragraphs: &[&str]| Document::parse(paragraphs.join("\n\n"));
        let [red, _, relit, rest @ ..] = LAMPS;
        let became = |last: &[&str]| {
            let after: Vec<&str> = [&[red], &rest[..], last].concat();
            let alignment = align(&parse(&LAMPS), &parse(&after));
            alignment.of_old(1).map(|change| {
                // A person should look.
                (
                    change.kind,
                    change.moved,
                    change.new.clone(),
                    change.certain,
                )
            })
        };
        assert_eq!(
            became(&[relit, "Whoever pays has a receipt.", ANEW]),
            Some((ChangeKind::Edited, true, vec![9], false))
        );
        assert_eq!(
            became(&["Whoever pays has a receipt.", ANEW]),
            Some((ChangeKind::Deleted, false, vec![], false))
        );
    }
}
