//! The ledger: all acts of a document folded in their order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::case::Case;
use super::count::Count;
use super::decided::{Adoption, Motion, Statement};
use super::held::{Held, Latest};
use super::position::StanceRecord;
use super::roll::Roll;
use super::ruling::Ruling;
use super::silence::Silence;
use super::status::Status;
use crate::moment::Moment;
use crate::record::{Act, ActId, Acts, Anchor, Proposal, Slug, Target, Verb};

/// What is before the room, besides the acts.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// The document's folder.
    pub document: &'a str,
    /// The proposals to it.
    pub proposals: &'a BTreeMap<Slug, Proposal>,
    /// Who is who.
    pub roll: &'a Roll,
}

/// The state that the acts of one document come to.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Every proposal.
    pub cases: BTreeMap<Slug, Case>,
    /// The proposals by the numbers they were tabled under.
    pub numbers: BTreeMap<String, Slug>,
    /// Rulings on paragraphs that count (not retracted), in order.
    pub rulings: Vec<Ruling>,
    /// Silence procedures, in order.
    pub silences: Vec<Silence>,
    /// Revisions that were published, in order: the act, and the symbol or number it gave.
    pub issues: Vec<(ActId, Option<String>)>,
    /// Where proposals that were put on other words, or amended, stand, and what they want there.
    pub rebased: BTreeMap<Slug, (Option<Anchor>, String)>,
    /// The act that adopted the document, and when.
    pub adopted: Option<(ActId, Moment)>,
    /// What was put to the room for adoption, the whole or sections, in order.
    pub adoptions: Vec<Adoption>,
    /// The motions, in order.
    pub motions: Vec<Motion>,
    /// Dissociations and explanations, in order.
    pub statements: Vec<Statement>,
    /// What votes on proposals came to.
    pub counts: BTreeMap<Slug, Count>,
    /// Acts that were retracted.
    pub retracted: BTreeSet<ActId>,
    /// Acts that the tables do not allow (two hands apart): the act and why.
    pub contradictions: Vec<(ActId, String)>,
    /// Proposals that were handed in, which was taken back.
    pub(super) undone: BTreeSet<Slug>,
    pub(super) acts: Arc<Acts>,
    /// The latest stance of every party on every target, in the order in which they were taken.
    pub(super) held: Vec<Held>,
    parties: Vec<String>,
}

/// Two are equal where their acts come to the same; at which turns their stances were taken, and what was filed and taken back, is
/// nothing that they come to.
impl PartialEq for Ledger {
    fn eq(&self, other: &Ledger) -> bool {
        self.cases == other.cases
            && self.numbers == other.numbers
            && self.rulings == other.rulings
            && self.silences == other.silences
            && self.issues == other.issues
            && self.rebased == other.rebased
            && self.adopted == other.adopted
            && self.adoptions == other.adoptions
            && self.motions == other.motions
            && self.statements == other.statements
            && self.counts == other.counts
            && self.retracted == other.retracted
            && self.contradictions == other.contradictions
            && self.held.len() == other.held.len()
            && self.stances().zip(other.stances()).all(|(one, other)| {
                StanceRecord { turn: 0, ..one } == StanceRecord { turn: 0, ..other }
            })
    }
}

impl Ledger {
    /// The number of a party.
    pub(super) fn party(&mut self, name: &str) -> usize {
        let known = self.parties.iter().position(|party| party == name);
        known.unwrap_or_else(|| {
            self.parties.push(name.to_owned());
            self.parties.len() - 1
        })
    }

    /// Whether a proposal's filing was taken back, and nothing has happened to it since: it is on no list, its words stay in the record.
    pub fn is_undone(&self, slug: &Slug) -> bool {
        let draft = |case: &Case| case.status == Status::Draft;
        self.undone.contains(slug) && self.cases.get(slug).is_some_and(draft)
    }

    /// The acts that it was folded from.
    pub fn acts(&self) -> &Arc<Acts> {
        &self.acts
    }

    /// How many stances hold.
    pub fn held(&self) -> usize {
        self.held.len()
    }

    /// The stance of that number, as [`Ledger::stances`] lists them.
    pub fn stance(&self, n: usize) -> Option<StanceRecord<'_>> {
        let held = self.held.get(n)?;
        let party = self.parties.get(held.party as usize)?;
        StanceRecord::of(
            self.acts.deed(held.act as usize)?,
            party,
            held.turn as usize,
        )
    }

    /// The latest stance of every party on every target, in the order in which they were taken.
    pub fn stances(&self) -> impl Iterator<Item = StanceRecord<'_>> {
        (0..self.held.len()).filter_map(|n| self.stance(n))
    }

    /// What the stance of that number is about: its number in [`Acts::targets`].
    pub fn aim(&self, n: usize) -> Option<usize> {
        self.acts.aim(self.held.get(n)?.act as usize)
    }

    /// The state before any act: every proposal a draft.
    pub(super) fn before(matter: &Matter<'_>) -> Ledger {
        Ledger {
            cases: matter
                .proposals
                .iter()
                .map(|(slug, proposal)| (slug.clone(), Case::new(proposal)))
                .collect(),
            ..Ledger::default()
        }
    }

    /// The acts that a new act must name in `after`, because their clocks run ahead of its own.
    pub fn answered_by(&self, act: &Act) -> Vec<ActId> {
        let mut answered = Vec::new();
        if act.verb == Verb::Adopt {
            // What was done in the same minute was done before the gavel fell.
            let deeds = self.acts.deeds();
            return deeds
                .filter(|one| one.time >= act.time && !self.retracted.contains(one.id))
                .map(|one| one.id.clone())
                .collect();
        }
        if matches!(act.verb, Verb::Dissociate | Verb::Explain) {
            let adopted = self.adoptions.iter();
            let adopted = adopted.filter(|one| one.time >= act.time);
            answered.extend(adopted.map(|one| one.act.clone()));
        }
        match &act.target {
            Target::Act(id) if act.verb == Verb::Decide => answered.push(id.clone()),
            Target::Proposal(slug) if !act.verb.is_stance() => {
                let slugs = [Some(slug), act.into.as_ref()];
                for case in slugs
                    .into_iter()
                    .flatten()
                    .filter_map(|s| self.cases.get(s))
                {
                    if case.since.is_some_and(|since| since >= act.time) {
                        answered.extend(case.acts.last().cloned());
                    }
                }
                if let (Verb::Accept, Some(base)) = (act.verb, self.amended_by(slug)) {
                    let sponsor = self.cases.get(base).map(|case| case.sponsor.as_str());
                    let consent = sponsor.and_then(|sponsor| self.stance_on(sponsor, slug));
                    let consent = consent.filter(|one| one.time >= act.time);
                    answered.extend(consent.map(|one| one.act.clone()));
                }
            }
            target if act.verb.is_stance() => {
                let same = |one: &StanceRecord<'_>| {
                    one.party == act.by && one.target == target && one.time >= act.time
                };
                answered.extend(self.stances().find(same).map(|one| one.act.clone()));
            }
            Target::Paragraph(anchor) => {
                let same = |one: &&Ruling| one.anchor == *anchor && one.time >= act.time;
                let last = self.rulings.iter().rev().find(same);
                answered.extend(last.map(|one| one.act.clone()));
            }
            _ => {}
        }
        answered
    }

    /// The proposal that an amendment amends, as long as nothing was decided about that.
    pub fn amended_by(&self, slug: &Slug) -> Option<&Slug> {
        let base = self.cases.get(slug)?.amends.as_ref()?;
        let undecided = self.cases.get(base)?.status.is_undecided();
        undecided.then_some(base)
    }

    /// What a party says of a proposal, the last word.
    pub(super) fn stance_on(&self, party: &str, slug: &Slug) -> Option<StanceRecord<'_>> {
        let said = self
            .held
            .iter()
            .rev()
            .filter(|one| one.turn != Latest::OVER);
        said.filter_map(|one| {
            let name = self.parties.get(one.party as usize)?;
            let deed = self.acts.deed(one.act as usize)?;
            let meant = matches!(deed.target, Target::Proposal(on) if on == slug);
            (meant && name.eq_ignore_ascii_case(party))
                .then(|| StanceRecord::of(deed, name, one.turn as usize))?
        })
        .next()
    }
}
