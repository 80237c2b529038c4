//! The count of a recorded vote: whether it adds up, and whether it carries.

use std::collections::BTreeMap;

use serde::Serialize;

use super::refusal::Refusal;
use super::roll::{Authority, Roll};
use crate::record::{DelegationKind, Majority, Voice, Vote};

/// What a vote comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Count {
    /// In favour.
    pub yes: u32,
    /// Against.
    pub no: u32,
    /// Abstentions: they count for neither side.
    pub abstain: u32,
    /// Not participating.
    pub absent: u32,
    /// Whether it carries.
    pub carried: bool,
}

impl Count {
    /// As the room says it: `134 to 0, with 2 abstentions`.
    pub fn sentence(&self) -> String {
        let abstained = match self.abstain {
            0 => String::new(),
            1 => ", with 1 abstention".to_owned(),
            many => format!(", with {many} abstentions"),
        };
        format!("{} to {}{abstained}", self.yes, self.no)
    }
}

/// Counts a vote: every name a State's that has a vote, none twice, every total what the names come to.
///
/// A column may have a total and no names at all: then the total is what was announced, and who it was is not known.
///
/// # Errors
/// The first thing that does not add up, and the way out.
pub fn count(vote: &Vote, majority: Majority, roll: &Roll) -> Result<Count, Refusal> {
    let mut met: BTreeMap<String, Voice> = BTreeMap::new();
    for (voice, typed) in vote.voices() {
        let code = voter(roll, typed)?;
        if let Some(before) = met.insert(code.clone(), voice) {
            return Err(
                Refusal::of(format!("{code} votes twice: {before} and {voice}"))
                    .because("a delegation has one vote")
                    .hint("take one of the two out"),
            );
        }
    }
    let mut totals = [0_u32; 4];
    for (total, voice) in totals.iter_mut().zip(Voice::ALL) {
        let named = u32::try_from(vote.names(voice).len()).unwrap_or(u32::MAX);
        *total = match vote.total(voice) {
            None => named,
            Some(announced) if named == 0 || named == announced => announced,
            Some(announced) => {
                return Err(Refusal::of(format!(
                    "{voice}: {announced} announced, and {named} named"
                ))
                .because(listed(vote.names(voice)))
                .hint("mend the names or the total; a column may have a total and no names"));
            }
        };
    }
    let [yes, no, abstain, absent] = totals;
    if yes == 0 && no == 0 && abstain == 0 {
        return Err(Refusal::of("nobody votes")
            .because("there is neither a yes, nor a no, nor an abstention")
            .hint("yes=… no=… abstain=…, with names and a comma between; or the totals alone: yes=134 no=0 abstain=2"));
    }
    let (for_it, against) = (u64::from(yes), u64::from(no));
    let carried = match majority {
        Majority::Simple => for_it > against,
        Majority::TwoThirds => for_it > 0 && for_it >= 2 * against,
    };
    Ok(Count {
        yes,
        no,
        abstain,
        absent,
        carried,
    })
}

/// The delegation that a name of a vote stands for, if it has a vote.
///
/// # Errors
/// Where nobody is called so, or whoever is has no vote.
pub fn voter(roll: &Roll, typed: &str) -> Result<String, Refusal> {
    match roll.find(typed) {
        None => {
            let refusal = Refusal::of(format!("nobody is called {typed}"))
                .because("a delegation votes by its code or its name");
            let near = roll.near(typed);
            Err(match near.as_slice() {
                [] => refusal.hint("facilitators/delegations.yaml lists who takes part"),
                near => refusal.hint(format!("did you mean {}?", near.join(" or "))),
            })
        }
        Some(Authority::Group(code)) => {
            Err(Refusal::of(format!("{code} is a group and has no vote"))
                .because("its members vote, each for itself")
                .hint(format!("name the members of {code}")))
        }
        Some(Authority::Officer { handle, .. }) => Err(Refusal::of(format!(
            "{handle} is an officer and has no vote"
        ))
        .because("delegations vote")
        .hint("name the delegation")),
        Some(Authority::Delegation(code)) => {
            let kind = roll.delegations.delegation(&code).map(|one| one.kind);
            match kind {
                None | Some(DelegationKind::State) => Ok(code),
                Some(kind) => {
                    let what = match kind {
                        DelegationKind::Observer => "an observer",
                        DelegationKind::Ngo => "a non-governmental organization",
                        _ => "an organization",
                    };
                    Err(Refusal::of(format!("{code} has no vote"))
                        .because(format!("{code} is {what}: States vote"))
                        .hint(format!(
                            "take {code} out, or mend its kind in facilitators/delegations.yaml"
                        )))
                }
            }
        }
    }
}

fn listed(names: &[String]) -> String {
    const MOST: usize = 12;
    let shown = names.iter().take(MOST).cloned().collect::<Vec<_>>();
    match names.len().checked_sub(MOST) {
        None | Some(0) => shown.join(", "),
        Some(more) => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::record::{Delegation, Delegations, Group};

    fn roll() -> Roll {
        let delegation = |code: &str, kind| Delegation {
            code: code.to_owned(),
            name: format!("Land of {code}"),
            kind,
            aliases: Vec::new(),
        };
        Roll {
            delegations: Delegations {
                delegations: vec![
                    delegation("XNO", DelegationKind::State),
                    delegation("XUS", DelegationKind::State),
                    delegation("XRA", DelegationKind::State),
                    delegation("XFO", DelegationKind::Ngo),
                    delegation("XOB", DelegationKind::Observer),
                    delegation("XEU", DelegationKind::Organization),
                ],
                groups: vec![Group {
                    code: "GN".to_owned(),
                    name: "Northshore".to_owned(),
                    members: Vec::new(),
                    presidency: Vec::new(),
                }],
            },
            officers: Vec::new(),
        }
    }

    fn vote(names: &[(Voice, &str)], totals: &[(Voice, u32)]) -> Vote {
        let mut vote = Vote::default();
        for (voice, name) in names {
            vote.add(*voice, *name);
        }
        for (voice, total) in totals {
            vote.announce(*voice, *total);
        }
        vote
    }

    #[track_caller]
    fn refused(vote: &Vote, what: &str) {
        let refusal = count(vote, Majority::Simple, &roll()).unwrap_err();
        assert_eq!(refusal.what, what);
        assert!(refusal.hint.is_some(), "{what}: no way out");
    }

    #[test]
    fn names_and_totals_come_to_a_count() {
        let named = vote(&[(Voice::Yes, "XNO"), (Voice::Abstain, "xra")], &[]);
        let counted = count(&named, Majority::Simple, &roll()).unwrap();
        assert_eq!((counted.yes, counted.no, counted.abstain), (1, 0, 1));
        assert!(counted.carried);
        assert_eq!(counted.sentence(), "1 to 0, with 1 abstention");
    }

    #[test]
    fn a_total_may_stand_without_names_and_names_must_come_to_their_total() {
        let announced = vote(
            &[(Voice::Abstain, "XNO"), (Voice::Abstain, "XRA")],
            &[(Voice::Yes, 134), (Voice::No, 0), (Voice::Abstain, 2)],
        );
        let counted = count(&announced, Majority::Simple, &roll()).unwrap();
        assert_eq!(counted.sentence(), "134 to 0, with 2 abstentions");
        refused(
            &vote(&[(Voice::Yes, "XNO")], &[(Voice::Yes, 2)]),
            "yes: 2 announced, and 1 named",
        );
    }

    #[test]
    fn only_states_vote_and_each_once() {
        refused(
            &vote(&[(Voice::Yes, "XNO"), (Voice::No, "xno")], &[]),
            "XNO votes twice: yes and no",
        );
        refused(&vote(&[(Voice::Yes, "XXX")], &[]), "nobody is called XXX");
        refused(
            &vote(&[(Voice::Yes, "GN")], &[]),
            "GN is a group and has no vote",
        );
        for code in ["XFO", "XOB", "XEU"] {
            refused(
                &vote(&[(Voice::No, code)], &[]),
                &format!("{code} has no vote"),
            );
        }
        refused(&vote(&[], &[(Voice::NotParticipating, 3)]), "nobody votes");
    }

    #[test]
    fn abstentions_count_for_neither_side_and_a_tie_does_not_carry() {
        let of = |yes, no, abstain| {
            vote(
                &[],
                &[
                    (Voice::Yes, yes),
                    (Voice::No, no),
                    (Voice::Abstain, abstain),
                ],
            )
        };
        let carries = |vote: &Vote, majority| count(vote, majority, &roll()).unwrap().carried;
        assert!(carries(&of(1, 0, 190), Majority::Simple));
        assert!(!carries(&of(2, 2, 0), Majority::Simple));
        assert!(!carries(&of(0, 0, 5), Majority::Simple));
        assert!(carries(&of(2, 1, 9), Majority::TwoThirds));
        assert!(!carries(&of(3, 2, 0), Majority::TwoThirds));
        assert!(!carries(&of(0, 0, 1), Majority::TwoThirds));
        assert!(carries(&of(u32::MAX, u32::MAX / 2, 0), Majority::TwoThirds));
    }
}
