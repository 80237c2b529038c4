//! Whose a proposal's words are in the text: who joins its sponsors is named with them, who leaves them is not, who takes it over stands
//! in their place.

use super::laying::{Laying, TextChange, nothing};
use super::put_back::put_back;
use crate::consensus::{Case, Status};
use crate::meeting::{Meeting, Register};
use crate::record::{Proposal, ProposalKind, Verb};
use crate::rolling::{Bare, Bed, Reader, Signing, read_text};
use crate::text::{Document, fold};

/// Whether a proposal's words were laid into the text and not taken out again, whatever became of the proposal.
pub(super) fn was_laid_in(register: &Register, case: &Case) -> bool {
    let acts = case.acts.iter().filter_map(|id| register.act(id));
    acts.fold(false, |laid, act| match act.verb {
        Verb::Bracket => true,
        Verb::Accept | Verb::SetAside | Verb::Merge | Verb::Supersede => false,
        _ => laid,
    })
}

/// A text with the words of a proposal in another's name too, or instead; nothing where they were not laid into it.
pub(in crate::ops) fn signed(
    meeting: &Meeting,
    text: &Document,
    (proposal, case): (&Proposal, &Case),
    signing: Signing<'_>,
) -> Option<Vec<u8>> {
    let register = meeting.register(&proposal.document)?;
    let mut case = case.clone();
    if !was_laid_in(&register, &case) {
        return None;
    }
    // Withdrawn or put aside, it stands in the text all the same.
    case.status = Status::InText;
    Laying::of(meeting, text, proposal, &case)
        .signed(signing)
        .bytes
}

/// A text without what naming somebody had made of it, where that still stands.
pub(in crate::ops) fn unsigned(
    meeting: &Meeting,
    text: &Document,
    made: (&Document, &Document),
) -> Option<Vec<u8>> {
    let restored = put_back(meeting.parties(), text, made);
    restored.left.is_empty().then_some(restored.bytes)
}

impl Laying<'_> {
    /// The text with the proposal's words in another's name too, or instead, or no more; where the program cannot tell which they are, that is said.
    pub(super) fn signed(&self, signing: Signing<'_>) -> TextChange {
        let mut change = nothing();
        let Some(sponsor) = self.owners.first() else {
            return change;
        };
        let newcomer = signing.party();
        let parties = self.meeting.parties();
        let places = self.stands_in();
        let mut bytes = self.document.print();
        let mut named: Vec<String> = Vec::new();
        for index in &places {
            let name = self.name_of(*index);
            let by_hand = format!("adref edit {} {name}", self.proposal.document);
            if self.shares(sponsor, *index) {
                let to_do = match signing {
                    Signing::Leaves(_) => format!("take {newcomer} off those of"),
                    _ => format!("put {newcomer} to those of"),
                };
                change.warnings.push(format!(
                    "{sponsor} has other words in brackets in {name}: {to_do} {} by hand ({by_hand})",
                    self.name
                ));
                continue;
            }
            let document = Document::parse_with(bytes.clone(), parties);
            let bed = Bed {
                document: &document,
                paragraph: *index,
                parties,
            };
            match bed.sign(sponsor, signing) {
                Ok(signed) => {
                    if signed.apart > 0 {
                        change.warnings.push(format!(
                            "{newcomer} has words of its own in {name}: beside them it is not named with those of {sponsor} ({by_hand})"
                        ));
                    }
                    if signed.alternatives > 0 {
                        change
                            .shown
                            .push((format!("{name} now"), self.text_of(*index)));
                        change
                            .shown
                            .push((format!("{name} then"), fold(&signed.words)));
                        bytes = document.with_body(*index, &signed.words);
                        change.bytes = Some(bytes.clone());
                        named.push(name);
                    }
                }
                Err(misfit) => {
                    let stay = match signing {
                        Signing::Leaves(_) => format!("{sponsor} and {newcomer}"),
                        _ => format!("{sponsor} alone"),
                    };
                    change.warnings.push(format!(
                        "the words of {} in {name} stay in the name of {stay}: {misfit} ({by_hand})",
                        self.name
                    ));
                }
            }
        }
        if places.is_empty() {
            change.warnings.push(format!(
                "no bracket of {sponsor} was found for {}: the text stays as it is",
                self.name
            ));
        }
        if let (Signing::TakesOver(_), false) = (signing, named.is_empty()) {
            change.warnings.push(format!(
                "in {} the words stand in the name of {newcomer} now, and {sponsor} reads the text without them",
                named.join(", ")
            ));
        }
        change
    }

    /// The paragraphs in which the proposal's words stand in brackets.
    fn stands_in(&self) -> Vec<usize> {
        let owned = |index: usize| {
            self.document.contested(index).any(|bracket| {
                let mut owners = bracket.alternatives.iter().flat_map(|one| &one.parties);
                self.owners
                    .first()
                    .is_some_and(|sponsor| owners.any(|one| one == sponsor))
            })
        };
        let all = 0..self.document.paragraphs().len();
        match self.proposal.kind {
            ProposalKind::Comment => Vec::new(),
            ProposalKind::Add => self.standing().into_iter().collect(),
            ProposalKind::Throughout => {
                let alone = |index: usize| self.without_term(self.document, index);
                all.filter(|index| owned(*index) && alone(*index).is_some_and(|(_, alone)| alone))
                    .collect()
            }
            ProposalKind::Move => {
                let here = self.index().ok().map(|(index, _)| index);
                let words = self.reads(&fold(&self.proposal.words));
                let parties = self.meeting.parties();
                let base = |text: &str| read_text(text, parties, &Reader::Base, Bare::Keep);
                // Where it comes from it reads as nothing for its sponsor, where it goes to as it was.
                let its_place = |index: usize| {
                    let text = self.text_of(index);
                    let read = self.reads(&text);
                    let gone = read.is_empty() && base(&text) == base(&fold(&self.proposal.words));
                    read == words || gone || here == Some(index)
                };
                all.filter(|index| owned(*index) && its_place(*index))
                    .collect()
            }
            ProposalKind::Replace
            | ProposalKind::Delete
            | ProposalKind::Bracket
            | ProposalKind::Lift => {
                let here = self.index().ok().map(|(index, _)| index);
                here.into_iter().filter(|index| owned(*index)).collect()
            }
        }
    }

    /// Whether another proposal of a party stands in brackets in a paragraph too, so that nobody can tell whose words are whose.
    fn shares(&self, party: &str, index: usize) -> bool {
        let register = self.meeting.register(&self.proposal.document);
        register.is_some_and(|register| {
            register.proposals.values().any(|other| {
                let case = register.ledger.cases.get(&other.slug);
                let theirs =
                    case.is_some_and(|case| case.status == Status::InText && case.sponsor == party);
                let here = match other.kind {
                    ProposalKind::Add | ProposalKind::Comment => false,
                    ProposalKind::Throughout | ProposalKind::Move => true,
                    _ => other.anchor.as_ref().is_some_and(|anchor| {
                        self.meeting.place(&other.document, anchor).index() == Some(index)
                    }),
                };
                other.slug != self.proposal.slug && theirs && here
            })
        })
    }
}
