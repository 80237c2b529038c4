//! What the margin says of a proposal, derived from the texts and never stored: late, stale, moot, collides with, identical to.

use std::collections::BTreeMap;

use super::docket::Docket;
use super::placement::Placement;
use super::register::Register;
use crate::consensus::Status;
use crate::moment::Moment;
use crate::record::{Proposal, ProposalKind, Slug};
use crate::rolling::{Hunk, collide, hunks, rebase};
use crate::text::{Document, fold};

/// What the margin says of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It came so many seconds after the deadline.
    Late(i64),
    /// Its paragraph has changed since it was written, elsewhere: its change can be made all the same.
    StaleFits,
    /// Its paragraph has changed since, in the same words: it needs rewriting.
    StaleRewrite,
    /// Its paragraph is gone.
    Obsolete,
    /// Nobody is sure where its paragraph stands now.
    Uncertain,
    /// The text already says so.
    Moot,
    /// Another open proposal touches the same words.
    Collides(Slug),
    /// Another open proposal wants the very same.
    Identical(Slug),
}

/// Whether a proposal still awaits an answer.
pub(super) fn is_open(status: Status) -> bool {
    matches!(
        status,
        Status::Submitted
            | Status::Returned
            | Status::Tabled
            | Status::UnderDiscussion
            | Status::InText
            | Status::Parked
    )
}

/// The marks of every proposal of a document that has any.
pub(super) fn marks(
    deadline: Option<Moment>,
    text: &Document,
    register: &Register,
    docket: &Docket,
) -> BTreeMap<Slug, Vec<Mark>> {
    let mut all: BTreeMap<Slug, Vec<Mark>> = BTreeMap::new();
    let open = |slug: &Slug| {
        register
            .ledger
            .cases
            .get(slug)
            .is_some_and(|case| is_open(case.status))
    };
    for (slug, proposal) in &register.proposals {
        let mut found = Vec::new();
        if let Some(late) = lateness(proposal, deadline) {
            found.push(Mark::Late(late));
        }
        if open(slug) {
            let status = register.ledger.cases.get(slug).map(|case| case.status);
            found.extend(staleness(proposal, status, text, docket));
        }
        if !found.is_empty() {
            all.insert(slug.clone(), found);
        }
    }
    for here in &docket.paragraphs {
        let rivals: Vec<&Proposal> = here
            .proposals
            .iter()
            .filter(|slug| open(slug))
            .filter_map(|slug| register.proposals.get(slug))
            .collect();
        if rivals.len() > 1 {
            for (slug, mark) in rivalry(&rivals) {
                all.entry(slug).or_default().push(mark);
            }
        }
    }
    for found in all.values_mut() {
        found.sort();
        found.dedup();
    }
    all
}

fn lateness(proposal: &Proposal, deadline: Option<Moment>) -> Option<i64> {
    let late = proposal.received?.unix() - deadline?.unix();
    (late > 0).then_some(late)
}

fn staleness(
    proposal: &Proposal,
    status: Option<Status>,
    text: &Document,
    docket: &Docket,
) -> Option<Mark> {
    let placement = docket.proposals.get(&proposal.slug)?;
    let Placement::At { index, certain } = placement else {
        return Some(Mark::Obsolete);
    };
    let now = &text.paragraphs().get(*index)?.text;
    let was = fold(&proposal.words);
    let wanted = fold(&proposal.wanted);
    let rewrites = matches!(
        proposal.kind,
        ProposalKind::Replace | ProposalKind::Bracket | ProposalKind::Lift
    );
    if rewrites && status != Some(Status::InText) && *now == wanted && *now != was {
        return Some(Mark::Moot);
    }
    if *now == was || status == Some(Status::InText) {
        return (!certain).then_some(Mark::Uncertain);
    }
    if !rewrites {
        return match proposal.kind {
            ProposalKind::Delete | ProposalKind::Move => Some(Mark::StaleFits),
            _ => (!certain).then_some(Mark::Uncertain),
        };
    }
    Some(if rebase(&was, &wanted, now).is_some() {
        Mark::StaleFits
    } else {
        Mark::StaleRewrite
    })
}

/// What open proposals on one paragraph are to each other.
fn rivalry(rivals: &[&Proposal]) -> Vec<(Slug, Mark)> {
    let changes: Vec<Vec<Hunk>> = rivals.iter().map(|one| change_of(one)).collect();
    let mut found = Vec::new();
    for (i, one) in rivals.iter().enumerate() {
        for (j, other) in rivals.iter().enumerate().skip(i + 1) {
            let same = one.kind == other.kind
                && one.place == other.place
                && fold(&one.wanted) == fold(&other.wanted)
                && one.term == other.term;
            if same && one.kind != ProposalKind::Comment {
                found.push((one.slug.clone(), Mark::Identical(other.slug.clone())));
                found.push((other.slug.clone(), Mark::Identical(one.slug.clone())));
                continue;
            }
            let (Some(a), Some(b)) = (changes.get(i), changes.get(j)) else {
                continue;
            };
            let clash = if is_beside(one) || is_beside(other) {
                is_beside(one) && is_beside(other) && one.place == other.place
            } else {
                collide(a, b)
            };
            if clash {
                found.push((one.slug.clone(), Mark::Collides(other.slug.clone())));
                found.push((other.slug.clone(), Mark::Collides(one.slug.clone())));
            }
        }
    }
    found
}

/// Whether it asks for something beside its paragraph and leaves the paragraph's own words alone.
fn is_beside(proposal: &Proposal) -> bool {
    proposal.kind == ProposalKind::Add
}

/// The stretches of the paragraph's words that a proposal changes.
fn change_of(proposal: &Proposal) -> Vec<Hunk> {
    let was = fold(&proposal.words);
    match proposal.kind {
        ProposalKind::Replace | ProposalKind::Bracket | ProposalKind::Lift => {
            hunks(&was, &fold(&proposal.wanted))
        }
        ProposalKind::Delete | ProposalKind::Move => vec![Hunk {
            old: 0..was.len(),
            new: String::new(),
        }],
        ProposalKind::Add | ProposalKind::Throughout | ProposalKind::Comment => Vec::new(),
    }
}
