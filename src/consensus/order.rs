//! The order of acts: by their clocks, but never before an act that they answer; the same whatever file they came from.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::record::{Act, ActId, Target, Verb, write_act};

/// Acts in their order, each id once.
pub(super) struct Ordered<'a> {
    pub(super) acts: Vec<&'a Act>,
    /// Ids borne by two acts that differ; the first by its line counts.
    pub(super) twins: Vec<ActId>,
    /// Acts that, by what they say, come after themselves.
    pub(super) circular: Vec<ActId>,
}

/// Orders acts: by time, then id, none before the acts that it answers; a retraction answers what it takes back.
pub(super) fn order(acts: &[Act]) -> Ordered<'_> {
    let (sorted, twins) = by_clock(acts);
    let answering = |act: &Act| {
        !act.after.is_empty() || (act.verb == Verb::Retract && matches!(act.target, Target::Act(_)))
    };
    if !sorted.iter().any(|act| answering(act)) {
        return Ordered {
            acts: sorted,
            twins,
            circular: Vec::new(),
        };
    }
    let mut position: FxHashMap<&str, usize> = FxHashMap::default();
    position.reserve(sorted.len());
    for (n, act) in sorted.iter().enumerate() {
        position.insert(&act.id.0, n);
    }
    let answered = |act: &Act| -> Vec<usize> {
        let retracted = match &act.target {
            Target::Act(id) if act.verb == Verb::Retract => Some(id),
            _ => None,
        };
        act.after
            .iter()
            .chain(retracted)
            .filter_map(|id| position.get(id.0.as_str()).copied())
            .collect()
    };
    let in_order = sorted
        .iter()
        .enumerate()
        .filter(|(_, act)| answering(act))
        .all(|(n, act)| answered(act).iter().all(|earlier| *earlier < n));
    if in_order {
        return Ordered {
            acts: sorted,
            twins,
            circular: Vec::new(),
        };
    }
    let mut waits: Vec<usize> = vec![0; sorted.len()];
    let mut answers: Vec<Vec<usize>> = vec![Vec::new(); sorted.len()];
    for (n, act) in sorted.iter().enumerate() {
        for earlier in answered(act) {
            if let (Some(waits), Some(answers)) = (waits.get_mut(n), answers.get_mut(earlier)) {
                *waits += 1;
                answers.push(n);
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
                if let Some(act) = sorted.get(oldest) {
                    circular.push(act.id.clone());
                }
                oldest
            }
        };
        match taken.get_mut(next) {
            Some(taken) if !*taken => *taken = true,
            Some(_) => continue,
            None => break,
        }
        ordered.extend(sorted.get(next).copied());
        for later in answers.get(next).into_iter().flatten() {
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

/// Acts by time and id, each id once.
fn by_clock(acts: &[Act]) -> (Vec<&Act>, Vec<ActId>) {
    let mut sorted: Vec<&Act> = acts.iter().collect();
    sorted.sort_by(|a, b| (&a.time, &a.id).cmp(&(&b.time, &b.id)));
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    first.reserve(sorted.len());
    let mut twins = Vec::new();
    let mut unique: Vec<&Act> = Vec::with_capacity(sorted.len());
    for act in sorted {
        match first.get(act.id.0.as_str()) {
            None => {
                first.insert(&act.id.0, unique.len());
                unique.push(act);
            }
            Some(&at) => {
                let Some(kept) = unique.get_mut(at) else {
                    continue;
                };
                if *kept != act {
                    twins.push(act.id.clone());
                    // Among acts of one moment, which came first must not depend on their files.
                    if kept.time == act.time && write_act("", act) < write_act("", kept) {
                        *kept = act;
                    }
                }
            }
        }
    }
    twins.sort();
    twins.dedup();
    (unique, twins)
}
