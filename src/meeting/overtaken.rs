//! Accepted proposals whose words gave way to those of another that was accepted after them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::docket::Docket;
use super::placement::Placement;
use super::register::Register;
use crate::consensus::{Case, Status};
use crate::record::{Act, Proposal, ProposalKind, Slug, Verb};
use crate::rolling::{Hunk, carried, collide, hunks};
use crate::text::{Document, fold};

/// The proposals of which words that were accepted stand no more, each with the last one that was accepted over them.
pub(super) fn overtaken(
    text: &Document,
    register: &Register,
    docket: &Docket,
) -> BTreeMap<Slug, Slug> {
    let mut all: Vec<Accepted<'_>> = register
        .proposals
        .values()
        .filter_map(|proposal| {
            let case = register.ledger.cases.get(&proposal.slug)?;
            Accepted::of(proposal, case, (register, docket))
        })
        .collect();
    // Within one second whoever was written down later is later.
    all.sort_by_key(|one| (one.act.time, register.acts.find(&one.act.id)));
    let mut here: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut of_words: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, one) in all.iter().enumerate() {
        if let Some(at) = one.at.filter(|_| one.proposal.kind != ProposalKind::Add) {
            here.entry(at).or_default().push(n);
        }
        of_words.entry(one.was.clone()).or_default().push(n);
    }
    let mut found = BTreeMap::new();
    for (n, one) in all.iter().enumerate() {
        let same_place = one.at.and_then(|at| here.get(&at));
        let same_place = same_place.filter(|_| one.proposal.kind != ProposalKind::Add);
        let mut later: BTreeSet<usize> = same_place.into_iter().flatten().copied().collect();
        // Whoever was written on its words, and on what those became: also where the paragraph is gone by now.
        let mut words = vec![&one.words];
        while let Some(said) = words.pop() {
            for other in of_words.get(said).into_iter().flatten() {
                if *other > n && later.insert(*other) {
                    words.extend(all.get(*other).map(|other| &other.words));
                }
            }
        }
        later.retain(|other| *other > n);
        let mut last = later.into_iter().rev().filter_map(|other| all.get(other));
        let over = last.find(|other| one.gave_way_to(other, text));
        if let Some(over) = over {
            found.insert(one.proposal.slug.clone(), over.proposal.slug.clone());
        }
    }
    found
}

/// A proposal that was accepted.
struct Accepted<'a> {
    proposal: &'a Proposal,
    act: Act,
    /// What its paragraph said when it was written.
    was: String,
    /// What it said once it was accepted.
    words: String,
    /// Where it stands now.
    at: Option<usize>,
}

impl<'a> Accepted<'a> {
    fn of(
        proposal: &'a Proposal,
        case: &Case,
        (register, docket): (&Register, &Docket),
    ) -> Option<Accepted<'a>> {
        let accepted = matches!(case.status, Status::Accepted | Status::AcceptedAsAmended);
        let words = matches!(
            proposal.kind,
            ProposalKind::Replace | ProposalKind::Add | ProposalKind::Delete
        );
        if !accepted || !words {
            return None;
        }
        let mut acts = case.acts.iter().rev().filter_map(|id| register.act(id));
        let act = acts.find(|act| act.verb == Verb::Accept)?;
        let place = docket.proposals.get(&proposal.slug);
        Some(Accepted {
            proposal,
            was: match proposal.kind {
                ProposalKind::Add => String::new(),
                _ => fold(&proposal.words),
            },
            words: fold(act.words.as_deref().unwrap_or(&proposal.wanted)),
            at: place.and_then(Placement::index),
            act,
        })
    }

    /// The words that it brought, as stretches of those that its paragraph had then.
    fn brought(&self) -> Vec<Hunk> {
        let wanted = fold(&self.proposal.wanted);
        match self.proposal.kind {
            ProposalKind::Add => vec![Hunk {
                old: 0..self.words.len(),
                new: String::new(),
            }],
            ProposalKind::Delete => Vec::new(),
            _ if self.act.amended => hunks(&self.words, &self.was),
            _ => carried(hunks(&wanted, &self.was), &wanted, &self.words),
        }
    }

    /// Whether another that was accepted after it changed words that it had brought, and these do not stand there again.
    fn gave_way_to(&self, later: &Accepted<'_>, text: &Document) -> bool {
        let brought = self.brought();
        if brought.is_empty() {
            return false;
        }
        let at = match self.proposal.kind {
            ProposalKind::Add => later.at,
            _ => self.at,
        };
        let gone = later.proposal.kind == ProposalKind::Delete;
        let now = at
            .filter(|_| !gone)
            .and_then(|at| text.paragraphs().get(at));
        let now = now.map_or("", |now| now.text.as_str());
        let changed = |then: &str| collide(&brought, &hunks(&self.words, then));
        let asked = match later.proposal.kind {
            ProposalKind::Delete => String::new(),
            _ => fold(&later.proposal.wanted),
        };
        let asked = carried(hunks(&later.was, &asked), &later.was, &self.words);
        changed(now) && changed(&later.words) && collide(&brought, &asked)
    }
}
