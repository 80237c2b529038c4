//! Proposals in the text whose words gave way to other words of the same sponsor: one party holds one alternative in a bracket.

use std::collections::{BTreeMap, BTreeSet};

use super::docket::Docket;
use super::placement::Placement;
use super::register::Register;
use crate::consensus::Status;
use crate::record::{Proposal, ProposalKind, Slug};
use crate::rolling::{Bare, Hunk, Reader, hunks, read_text};
use crate::text::{Document, Parties, fold};

/// The proposals in the text of which nothing stands in their sponsor's reading, where another of the same sponsor stands there whole.
pub(super) fn displaced(
    (text, parties): (&Document, &Parties),
    register: &Register,
    docket: &Docket,
) -> BTreeSet<Slug> {
    let mut together: BTreeMap<(usize, &str), Vec<&Proposal>> = BTreeMap::new();
    for (slug, proposal) in &register.proposals {
        let case = register.ledger.cases.get(slug);
        let Some(case) = case.filter(|case| case.status == Status::InText) else {
            continue;
        };
        let rewrites = matches!(
            proposal.kind,
            ProposalKind::Replace | ProposalKind::Bracket | ProposalKind::Delete
        );
        let place = docket.proposals.get(slug).and_then(Placement::index);
        if let Some(index) = place.filter(|_| rewrites) {
            let key = (index, case.sponsor.as_str());
            together.entry(key).or_default().push(proposal);
        }
    }
    let mut gone = BTreeSet::new();
    for ((index, sponsor), all) in together {
        let Some(now) = text.paragraphs().get(index).filter(|_| all.len() > 1) else {
            continue;
        };
        let reader = Reader::Party(sponsor.to_owned());
        let reads =
            |words: &str| read_text(words, parties, &reader, Bare::Keep).unwrap_or_default();
        let now = reads(&now.text);
        let found: Vec<Stand> = all.iter().map(|one| Stand::of(one, &now, reads)).collect();
        if found.contains(&Stand::Whole) {
            let nothing = all.iter().zip(&found);
            let nothing = nothing.filter(|(_, stand)| **stand == Stand::Nothing);
            gone.extend(nothing.map(|(one, _)| one.slug.clone()));
        }
    }
    gone
}

/// How much of what a proposal asks for its sponsor reads.
#[derive(Debug, PartialEq, Eq)]
enum Stand {
    Whole,
    Part,
    Nothing,
}

impl Stand {
    fn of(proposal: &Proposal, now: &str, reads: impl Fn(&str) -> String) -> Stand {
        let was = reads(&fold(&proposal.words));
        let wanted = match proposal.kind {
            ProposalKind::Delete => String::new(),
            _ => reads(&fold(&proposal.wanted)),
        };
        let wishes = hunks(&was, &wanted);
        let moves = hunks(&was, now);
        let stands = |wish: &&Hunk| moves.contains(wish);
        match wishes.iter().filter(stands).count() {
            _ if now == wanted => Stand::Whole,
            _ if wishes.is_empty() => Stand::Part,
            0 => Stand::Nothing,
            some if some == wishes.len() => Stand::Whole,
            _ => Stand::Part,
        }
    }
}
