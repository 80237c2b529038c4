//! The order of acts: by their clocks, but never before an act that they answer; the same whatever file they came from.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::record::{Act, ActId, Acts, Deed, Target, Verb, write_act};

/// Acts in their order, by their numbers, each id once.
pub(super) struct Ordered {
    pub(super) acts: Vec<usize>,
    /// Ids borne by two acts that differ; the first by its line counts.
    pub(super) twins: Vec<ActId>,
    /// Acts that, by what they say, come after themselves.
    pub(super) circular: Vec<ActId>,
}

/// Orders acts: by time, then by their hands' entries, then id, none before the acts that it answers; a retraction answers what it takes back.
pub(super) fn order(acts: &Acts) -> Ordered {
    let (sorted, twins) = by_clock(acts);
    let answers = answers(acts, &sorted);
    let in_order = answers
        .iter()
        .all(|(n, earlier)| earlier.iter().all(|one| one < n));
    if in_order {
        return Ordered {
            acts: sorted,
            twins,
            circular: Vec::new(),
        };
    }
    let mut waits: Vec<usize> = vec![0; sorted.len()];
    let mut answered: Vec<Vec<usize>> = vec![Vec::new(); sorted.len()];
    for (n, earlier) in answers {
        for one in earlier {
            if let (Some(waits), Some(answered)) = (waits.get_mut(n), answered.get_mut(one)) {
                *waits += 1;
                answered.push(n);
            }
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> = waits
        .iter()
        .enumerate()
        .filter(|(_, waits)| **waits == 0)
        .map(|(n, _)| Reverse(n))
        .collect();
    let mut taken = vec![false; sorted.len()];
    let mut ordered = Vec::with_capacity(sorted.len());
    let mut circular = Vec::new();
    let mut oldest = 0;
    while ordered.len() < sorted.len() {
        let next = match ready.pop() {
            Some(Reverse(n)) => n,
            None => {
                // Only acts that wait for one another are left: the oldest goes first.
                while taken.get(oldest).copied().unwrap_or(false) {
                    oldest += 1;
                }
                let deed = sorted.get(oldest).and_then(|n| acts.deed(*n));
                circular.extend(deed.map(|deed| deed.id.clone()));
                oldest
            }
        };
        match taken.get_mut(next) {
            Some(taken) if !*taken => *taken = true,
            Some(_) => continue,
            None => break,
        }
        ordered.extend(sorted.get(next).copied());
        for later in answered.get(next).into_iter().flatten() {
            if let Some(waits) = waits.get_mut(*later) {
                *waits = waits.saturating_sub(1);
                if *waits == 0 {
                    ready.push(Reverse(*later));
                }
            }
        }
    }
    Ordered {
        acts: ordered,
        twins,
        circular,
    }
}

/// The acts that answer others, by their places among the sorted, and the places of what they answer.
fn answers(acts: &Acts, sorted: &[usize]) -> Vec<(usize, Vec<usize>)> {
    let answering: Vec<(usize, Vec<ActId>)> = sorted
        .iter()
        .enumerate()
        .filter_map(|(place, n)| {
            let deed = acts.deed(*n)?;
            let mut ids = acts.after(*n).to_vec();
            ids.extend(taken_back(&deed).cloned());
            (!ids.is_empty()).then_some((place, ids))
        })
        .collect();
    if answering.is_empty() {
        return Vec::new();
    }
    let mut places: FxHashMap<&ActId, usize> = FxHashMap::default();
    places.reserve(sorted.len());
    for (place, n) in sorted.iter().enumerate() {
        if let Some(deed) = acts.deed(*n) {
            places.insert(deed.id, place);
        }
    }
    let place = |id: &ActId| places.get(id).copied();
    let answering = answering.into_iter();
    answering
        .map(|(at, ids)| (at, ids.iter().filter_map(place).collect()))
        .collect()
}

/// The act that a retraction takes back.
fn taken_back<'a>(deed: &Deed<'a>) -> Option<&'a ActId> {
    match deed.target {
        Target::Act(id) if deed.verb == Verb::Retract => Some(id),
        _ => None,
    }
}

/// Acts by time, entry and id, each id once.
fn by_clock(acts: &Acts) -> (Vec<usize>, Vec<ActId>) {
    let deeds = acts.deeds().enumerate();
    let mut sorted: Vec<_> = deeds
        .map(|(n, deed)| (deed.time, deed.entry, deed.id, n))
        .collect();
    sorted.sort();
    let mut first: FxHashMap<&ActId, usize> = FxHashMap::default();
    first.reserve(sorted.len());
    let mut twins = Vec::new();
    let mut unique: Vec<usize> = Vec::with_capacity(sorted.len());
    for (.., id, n) in sorted {
        match first.get(id) {
            None => {
                first.insert(id, unique.len());
                unique.push(n);
            }
            Some(&at) => {
                let Some(kept) = unique.get_mut(at) else {
                    continue;
                };
                if let (Some(one), Some(other)) = (acts.get(*kept), acts.get(n))
                    && !one.says_the_same(&other)
                {
                    twins.push(one.id.clone());
                    if goes_before(&other, &one) {
                        *kept = n;
                    }
                }
            }
        }
    }
    twins.sort();
    twins.dedup();
    (unique, twins)
}

/// Among acts of one moment and one id, which came first must not depend on their files.
fn goes_before(act: &Act, kept: &Act) -> bool {
    kept.time == act.time && write_act("", act) < write_act("", kept)
}
