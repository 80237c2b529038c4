//! Positions: the latest stance of each party, a group's stance counting for its members, each State counted once.

use std::collections::BTreeMap;

use super::roll::Roll;
use super::status::Stance;
use crate::moment::Moment;
use crate::record::{ActId, Anchor, Deed, DelegationKind, Target};

/// The latest stance of a party on a target, its history kept in the acts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StanceRecord<'a> {
    /// The party.
    pub party: &'a str,
    /// Its stance.
    pub stance: Stance,
    /// On what.
    pub target: &'a Target,
    /// By which act.
    pub act: &'a ActId,
    /// Since when.
    pub time: Moment,
    /// Its place in the order of all acts: the later of two stances counts.
    pub turn: usize,
    /// Why.
    pub reason: Option<&'a str>,
    /// Its own alternative.
    pub wants: Option<&'a str>,
    /// The condition it depends on.
    pub condition: Option<&'a str>,
    /// What it waits for: a paragraph's or proposal's name.
    pub until: Option<&'a str>,
    /// Where the paragraph that it waits for stood when it was said.
    pub until_at: Option<&'a Anchor>,
    /// Whether it awaits instructions.
    pub awaiting: bool,
    /// Whether it never leaves the desk.
    pub desk: bool,
}

impl<'a> StanceRecord<'a> {
    pub(super) fn of(deed: Deed<'a>, party: &'a str, turn: usize) -> Option<StanceRecord<'a>> {
        Some(StanceRecord {
            party,
            stance: Stance::of(deed.verb)?,
            target: deed.target,
            act: deed.id,
            time: deed.time,
            turn,
            reason: deed.reason,
            wants: deed.words,
            condition: deed.condition,
            until: deed.until,
            until_at: deed.until_at,
            awaiting: deed.awaiting,
            desk: deed.desk,
        })
    }
}

/// The position of a member: its own where it has one, else its group's.
#[derive(Debug, Clone, PartialEq)]
pub enum Effective<'a> {
    /// It spoke itself.
    Own(StanceRecord<'a>),
    /// Its group spoke for it.
    Group(StanceRecord<'a>),
    /// Groups of it disagree: shown, never guessed.
    Conflict(Vec<StanceRecord<'a>>),
    /// Nobody spoke: silence is no objection.
    Silent,
}

/// The position of a delegation on a day, from the latest stances on one target.
pub fn effective<'a>(
    roll: &Roll,
    day: &str,
    party: &str,
    stances: &[StanceRecord<'a>],
) -> Effective<'a> {
    let latest = |name: &str| {
        stances
            .iter()
            .filter(|one| one.party == name)
            .max_by_key(|one| one.turn)
            .copied()
    };
    if let Some(own) = latest(party) {
        return Effective::Own(own);
    }
    let of_groups: Vec<StanceRecord<'a>> = roll
        .delegations
        .groups_of(party, day)
        .into_iter()
        .filter_map(latest)
        .collect();
    match of_groups.as_slice() {
        [] => Effective::Silent,
        [first, rest @ ..] if rest.iter().all(|one| one.stance == first.stance) => {
            Effective::Group(*first)
        }
        _ => Effective::Conflict(of_groups),
    }
}

/// How the States stand on one target, each counted once.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Tally {
    /// The codes of the States with each stance, sorted.
    pub states: BTreeMap<Stance, Vec<String>>,
    /// Members that differ from a group of theirs that spoke: the member, the group.
    pub dissociated: Vec<(String, String)>,
    /// States of which two groups disagree.
    pub conflicts: Vec<String>,
    /// Others that spoke and are not counted.
    pub others: Vec<String>,
}

impl Tally {
    /// Counts the latest stances on one target on a day.
    pub fn of(roll: &Roll, day: &str, stances: &[StanceRecord<'_>]) -> Tally {
        let mut tally = Tally::default();
        for one in &roll.delegations.delegations {
            let counted = one.kind == DelegationKind::State;
            match effective(roll, day, &one.code, stances) {
                Effective::Own(own) => {
                    for group in roll.delegations.groups_of(&one.code, day) {
                        let differs = stances
                            .iter()
                            .any(|other| other.party == group && other.stance != own.stance);
                        if differs {
                            tally.dissociated.push((one.code.clone(), group.to_owned()));
                        }
                    }
                    if counted {
                        tally.count(own.stance, &one.code);
                    } else {
                        tally.others.push(one.code.clone());
                    }
                }
                Effective::Group(group) if counted => tally.count(group.stance, &one.code),
                Effective::Conflict(_) if counted => tally.conflicts.push(one.code.clone()),
                _ => {}
            }
        }
        tally
    }

    fn count(&mut self, stance: Stance, code: &str) {
        let codes = self.states.entry(stance).or_default();
        if let Err(at) = codes.binary_search_by(|other| other.as_str().cmp(code)) {
            codes.insert(at, code.to_owned());
        }
    }
}
