//! Retractions: which acts count as never done, and who may take back what.

use rustc_hash::FxHashMap;

use super::refusal::Refusal;
use super::rights::{Needs, Rights, needs};
use super::roll::Authority;
use crate::record::{ActId, Acts, Deed, Role, Target, Verb};

/// What became of each act, by its place in the order.
pub(super) struct TakenBack {
    retracted: Vec<bool>,
    refused: FxHashMap<usize, Refusal>,
}

impl TakenBack {
    pub(super) fn is_retracted(&self, turn: usize) -> bool {
        self.retracted.get(turn).copied().unwrap_or(false)
    }

    /// Why a retraction takes nothing back.
    pub(super) fn refusal(&self, turn: usize) -> Option<&Refusal> {
        self.refused.get(&turn)
    }
}

/// Finds out what was taken back, retractions of retractions included; `ordered` are the numbers of acts in their order.
pub(super) fn retractions(acts: &Acts, ordered: &[usize], rights: &mut Rights<'_>) -> TakenBack {
    let mut taken = TakenBack {
        retracted: vec![false; ordered.len()],
        refused: FxHashMap::default(),
    };
    let retracting: Vec<(usize, Deed<'_>)> = ordered
        .iter()
        .enumerate()
        .filter_map(|(turn, n)| Some((turn, acts.deed(*n)?)))
        .filter(|(_, deed)| deed.verb == Verb::Retract)
        .collect();
    if retracting.is_empty() {
        return taken;
    }
    let turns: FxHashMap<&ActId, usize> = ordered
        .iter()
        .enumerate()
        .filter_map(|(turn, n)| Some((acts.deed(*n)?.id, turn)))
        .collect();
    // From the last to the first: whether a retraction counts only later ones can tell.
    for (turn, deed) in retracting.into_iter().rev() {
        if taken.is_retracted(turn) {
            continue;
        }
        let meant = match deed.target {
            Target::Act(id) => turns.get(id).copied(),
            _ => None,
        };
        let meant = meant.and_then(|at| Some((at, acts.deed(*ordered.get(at)?)?)));
        let verdict = match meant {
            None => Err(Refusal::of("it takes back an act that is not there")),
            Some((at, _)) if at >= turn => {
                Err(Refusal::of("it takes back an act that comes after it"))
            }
            Some((at, meant)) => rights
                .allow(&deed)
                .and_then(|()| may_retract(&deed, &meant, rights))
                .map(|()| at),
        };
        match verdict {
            Ok(at) => {
                if let Some(flag) = taken.retracted.get_mut(at) {
                    *flag = true;
                }
            }
            Err(refusal) => {
                taken.refused.insert(turn, refusal);
            }
        }
    }
    taken
}

/// An act is taken back by whoever did it or entered it, a ruling also by whoever holds the pen, anything by the chair.
pub(super) fn may_retract(
    act: &Deed<'_>,
    meant: &Deed<'_>,
    rights: &mut Rights<'_>,
) -> Result<(), Refusal> {
    let same = |name: &str| name.eq_ignore_ascii_case(act.by);
    if same(meant.by) || meant.entered_by.is_some_and(same) {
        return Ok(());
    }
    if let Some(authority) = rights.authority(act.by) {
        let is_chair = matches!(
            *authority,
            Authority::Officer {
                role: Role::Chair,
                ..
            }
        );
        let is_ruling = matches!(needs(meant.verb), Needs::Pen | Needs::Desk);
        if is_chair || (is_ruling && rights.has_pen(&authority)) {
            return Ok(());
        }
    }
    Err(
        Refusal::of(format!("{} may not take back {}", act.by, meant.id))
            .because(format!("it is an act of {}", meant.by))
            .hint(format!("ask {}, or the chair", meant.by)),
    )
}
