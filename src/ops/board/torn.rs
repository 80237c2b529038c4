//! States of which two groups disagree and that have not spoken for themselves: shown, never guessed.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::consensus::{Stance, StanceRecord};
use crate::meeting::Meeting;
use crate::record::DelegationKind;

/// A State between two of its groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Torn {
    /// The State.
    pub party: String,
    /// Its groups that spoke, each with what it said last.
    pub groups: Vec<(String, Stance)>,
}

/// Who is torn on a paragraph, by code; `stances` are those on the whole of it.
pub(super) fn torn(meeting: &Meeting, stances: &[StanceRecord<'_>]) -> Vec<Torn> {
    let roll = &meeting.roll.delegations;
    let is_group = |party: &str| roll.groups.iter().any(|group| group.code == party);
    let mut latest: BTreeMap<&str, (usize, Stance)> = BTreeMap::new();
    for one in stances.iter().filter(|one| is_group(one.party)) {
        let last = latest.entry(one.party).or_insert((one.turn, one.stance));
        if last.0 <= one.turn {
            *last = (one.turn, one.stance);
        }
    }
    if !differ(latest.values().map(|(_, stance)| *stance)) {
        return Vec::new();
    }
    let day = meeting.now.day();
    let silent = roll.delegations.iter().filter(|one| {
        one.kind == DelegationKind::State && !stances.iter().any(|said| said.party == one.code)
    });
    let between = silent.filter_map(|one| {
        let groups = roll.groups_of(&one.code, &day).into_iter();
        let groups: Vec<(String, Stance)> = groups
            .filter_map(|group| Some((group.to_owned(), latest.get(group)?.1)))
            .collect();
        differ(groups.iter().map(|(_, stance)| *stance)).then(|| Torn {
            party: one.code.clone(),
            groups,
        })
    });
    between.collect()
}

fn differ(mut said: impl Iterator<Item = Stance>) -> bool {
    let first = said.next();
    said.any(|one| Some(one) != first)
}
