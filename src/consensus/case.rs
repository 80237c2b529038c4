//! A proposal's case: what became of it, whose it is, and what lives on in it.

use super::status::Status;
use crate::moment::Moment;
use crate::record::{ActId, Heard, Proposal, Slug};

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its status now.
    pub status: Status,
    /// The number it was tabled under.
    pub number: Option<String>,
    /// Whose it is now (another may have taken it over).
    pub sponsor: String,
    /// Who joined, and did not leave again.
    pub cosponsors: Vec<String>,
    /// The acts by which co-sponsors left it.
    pub left: Vec<ActId>,
    /// The acts that count on it, in order; also one on the proposal it lived on in, if that brought it back.
    pub acts: Vec<ActId>,
    /// The proposal it lives on in.
    pub into: Option<Slug>,
    /// The proposals that live on in it.
    pub absorbs: Vec<Slug>,
    /// The proposal whose words it amends.
    pub amends: Option<Slug>,
    /// What it was when it fell with the proposal that it amends: what it is again when that comes back.
    pub fell_from: Option<Status>,
    /// When it came to its present status; `None` for one that nothing happened to.
    pub since: Option<Moment>,
    /// When it was first handed in: what counts against a deadline. The file says when it was received, which of a draft is when it was
    /// written, its writer's own affair.
    pub submitted: Option<Moment>,
    /// Whether it was made by word of mouth: no deadline for what is handed in is one for that.
    pub spoken: bool,
}

impl Case {
    /// The case of a proposal on which nobody acted yet.
    pub fn new(proposal: &Proposal) -> Case {
        Case {
            status: Status::Draft,
            number: None,
            sponsor: proposal.sponsor.clone(),
            cosponsors: proposal.cosponsors.clone(),
            left: Vec::new(),
            acts: Vec::new(),
            into: None,
            absorbs: Vec::new(),
            amends: proposal.amends.clone(),
            fell_from: None,
            since: None,
            submitted: None,
            spoken: proposal.forum.is_some_and(Heard::is_spoken),
        }
    }

    /// What people call it: its number, else its slug.
    pub fn name<'a>(&'a self, slug: &'a Slug) -> &'a str {
        self.number.as_deref().unwrap_or(slug.as_str())
    }

    /// What it comes back as when it is brought back or taken over.
    pub(super) fn comes_back_as(&self) -> Status {
        if self.number.is_some() {
            Status::Tabled
        } else if self.submitted.is_some() {
            Status::Submitted
        } else {
            Status::Draft
        }
    }

    /// Whether a party joined its sponsor, and could leave it again.
    pub fn is_joined_by(&self, party: &str) -> bool {
        !self.sponsor.eq_ignore_ascii_case(party) && self.is_sponsored_by(party)
    }

    /// Whether a party stands behind it.
    pub fn is_sponsored_by(&self, party: &str) -> bool {
        self.sponsor.eq_ignore_ascii_case(party)
            || self
                .cosponsors
                .iter()
                .any(|one| one.eq_ignore_ascii_case(party))
    }
}
