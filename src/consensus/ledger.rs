//! The ledger: all acts of a document folded in their order.

use std::collections::BTreeMap;

use super::refusal::Refusal;
use super::roll::Roll;
use super::status::{Stance, Status};
use crate::record::{Act, ActId, Anchor, Proposal, Slug, Target};

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its status now.
    pub status: Status,
    /// The number it was tabled under.
    pub number: Option<String>,
    /// Whether it came after the deadline.
    pub late: bool,
    /// Whose it is now (another may have taken it over).
    pub sponsor: String,
    /// Who joined.
    pub cosponsors: Vec<String>,
    /// The acts on it, in order.
    pub acts: Vec<ActId>,
    /// The proposal it lives on in.
    pub into: Option<Slug>,
}

/// The latest stance of a party on a target, its history kept in the acts.
#[derive(Debug, Clone, PartialEq)]
pub struct StanceRecord {
    /// The party.
    pub party: String,
    /// Its stance.
    pub stance: Stance,
    /// On what.
    pub target: Target,
    /// By which act.
    pub act: ActId,
    /// Whether it awaits instructions.
    pub awaiting: bool,
}

/// The state that the acts of one document come to.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Every proposal.
    pub cases: BTreeMap<Slug, Case>,
    /// The latest stance of every party on every target.
    pub stances: Vec<StanceRecord>,
    /// Rulings on paragraphs that count (not retracted), in order.
    pub rulings: Vec<(Anchor, ActId)>,
    /// Acts that were retracted.
    pub retracted: Vec<ActId>,
    /// Acts that the tables do not allow (two hands apart): the act and why.
    pub contradictions: Vec<(ActId, String)>,
}

impl Ledger {
    /// Folds acts, in any order, into their state; the same whatever the order they come in.
    pub fn fold(_acts: &[Act], _proposals: &[Proposal], _roll: &Roll) -> Ledger {
        Ledger::default()
    }

    /// Says whether an act may follow.
    ///
    /// # Errors
    /// The refusal names the rule and the way out.
    pub fn admit(&self, _act: &Act, _proposals: &[Proposal], _roll: &Roll) -> Result<(), Refusal> {
        Ok(())
    }
}
