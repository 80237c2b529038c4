//! A proposal and the text it is laid into: where it stands, how its sponsor reads, a text with other words in one paragraph.

use super::super::mouth::heard;
use super::block::remove;
use crate::consensus::{Case, Refusal, Status};
use crate::meeting::{Meeting, Placement};
use crate::record::{Proposal, ProposalKind};
use crate::rolling::{Bare, Bed, Misfit, Reader, Signing, Taken, read_text, rebase};
use crate::text::{Document, fold};

/// What a ruling on a proposal makes of the text.
pub(super) struct TextChange {
    /// The new bytes; `None` where the text stays as it is.
    pub(super) bytes: Option<Vec<u8>>,
    /// The paragraph's words as they are then; the exact words of the act.
    pub(super) words: Option<String>,
    /// For the confirmation: what, the words.
    pub(super) shown: Vec<(String, String)>,
    /// What is to be read before saying yes.
    pub(super) warnings: Vec<String>,
}

/// What is to become of a proposal's words.
#[derive(Clone, Copy)]
pub(super) enum Treatment<'a> {
    /// They go in, in brackets.
    Bracket,
    /// They go in, without; in other words where there are some.
    Accept(Option<&'a str>),
    /// They go out.
    Drop,
    /// They stay, in another's name too, or instead.
    Sign(Signing<'a>),
}

/// A proposal, its text and where it stands.
pub(super) struct Laying<'a> {
    pub(super) meeting: &'a Meeting,
    pub(super) document: &'a Document,
    pub(super) proposal: &'a Proposal,
    pub(super) status: Status,
    pub(super) owners: Vec<String>,
    pub(super) name: String,
}

impl<'a> Laying<'a> {
    pub(super) fn of(
        meeting: &'a Meeting,
        document: &'a Document,
        proposal: &'a Proposal,
        case: &Case,
    ) -> Laying<'a> {
        let mut owners = vec![case.sponsor.clone()];
        for party in &case.cosponsors {
            if !owners.contains(party) {
                owners.push(party.clone());
            }
        }
        Laying {
            meeting,
            document,
            proposal,
            status: case.status,
            owners,
            name: case.name(&proposal.slug).to_owned(),
        }
    }

    /// The paragraph it is on, as it stands now.
    pub(super) fn index(&self) -> Result<(usize, Option<String>), Refusal> {
        let Some(anchor) = &self.proposal.anchor else {
            return Err(Refusal::of(format!("{} is on the whole text", self.name))
                .because("it names no paragraph to change")
                .hint("make the change by hand (adref edit), then accept it"));
        };
        match self.meeting.place(&self.proposal.document, anchor) {
            Placement::At { index, certain } => {
                let uncertain = format!(
                    "{} was written on {}; it is not certain that this is the paragraph",
                    self.name, anchor.label
                );
                Ok((index, (!certain).then_some(uncertain)))
            }
            Placement::Gone | Placement::Unknown => Err(Refusal::of(format!(
                "the paragraph that {} is on is gone",
                self.name
            ))
            .because(format!("it was written on {}", anchor.label))
            .hint("ask its sponsor for a new one, or put the words in by hand: adref edit")),
        }
    }

    pub(super) fn bed(&self, paragraph: usize) -> Bed<'a> {
        Bed {
            document: self.document,
            paragraph,
            parties: self.meeting.parties(),
        }
    }

    pub(super) fn name_of(&self, index: usize) -> String {
        self.document.name(index).to_owned()
    }

    pub(super) fn text_of(&self, index: usize) -> String {
        let paragraph = self.document.paragraphs().get(index);
        paragraph.map(|one| one.text.clone()).unwrap_or_default()
    }

    fn sponsor(&self) -> Reader {
        Reader::Party(self.owners.first().cloned().unwrap_or_default())
    }

    pub(super) fn reads(&self, text: &str) -> String {
        let reader = self.sponsor();
        read_text(text, self.meeting.parties(), &reader, Bare::Keep).unwrap_or_default()
    }

    /// The words that are the sponsor's own: what its group asked for is no change of the text under a member's proposal.
    fn reads_alone(&self, text: &str) -> String {
        let alone = self.meeting.parties().without_groups();
        read_text(text, &alone, &self.sponsor(), Bare::Keep).unwrap_or_default()
    }

    /// The words wanted, with none of them in another's mouth: of a change of another's alternative the sponsor is the owner.
    fn asked(&self) -> String {
        let wanted = fold(&self.proposal.wanted);
        let sponsor = self
            .owners
            .first()
            .filter(|_| self.proposal.kind == ProposalKind::Replace);
        let Some(sponsor) = sponsor else {
            return wanted;
        };
        let words = fold(&self.proposal.words);
        let of = (self.document, self.meeting.parties());
        fold(&heard(of, sponsor, (&words, &wanted)).wanted)
    }

    /// The paragraph as its sponsor wants it today, and what is to be said of it.
    pub(super) fn wanted_now(&self, index: usize) -> (String, Option<String>) {
        let asked = self.asked();
        let was = self.reads_alone(&fold(&self.proposal.words));
        let wanted = self.reads_alone(&asked);
        let now = self.reads_alone(&self.text_of(index));
        if was == now {
            return (asked, None);
        }
        match rebase(&was, &wanted, &now) {
            Some(rebased) => (
                rebased,
                Some(format!(
                    "{} has changed since {} was written; its change was carried over",
                    self.name_of(index),
                    self.name
                )),
            ),
            None => (
                wanted,
                Some(format!(
                    "{} has changed since {} was written, in the same words: its text stands as it was written",
                    self.name_of(index),
                    self.name
                )),
            ),
        }
    }

    pub(super) fn misfit(&self, misfit: &Misfit, index: usize) -> Refusal {
        Refusal::of(format!(
            "{} cannot be laid into {} by the program",
            self.name,
            self.name_of(index)
        ))
        .because(misfit.to_string())
        .hint(format!(
            "put the words in by hand: adref edit {} {}",
            self.proposal.document,
            self.name_of(index)
        ))
    }

    /// The text with other words in one paragraph, if every other one stays as it is by it.
    pub(super) fn changed(&self, index: usize, words: &str) -> Result<TextChange, Refusal> {
        let name = self.name_of(index);
        let bytes = self.document.with_body(index, words);
        let after = Document::parse_with(bytes.clone(), self.meeting.parties());
        let new = after.paragraphs().get(index);
        let label = |document: &Document| {
            document
                .paragraphs()
                .get(index)
                .and_then(|one| one.label.clone())
        };
        let others = self.document.stands_but_for(&after, |one| one == index)
            && label(self.document) == label(&after);
        let reads = new.map(|one| one.text.clone());
        let Some(reads) = reads.filter(|reads| others && !reads.is_empty()) else {
            return Err(Refusal::of(format!(
                "with the words of {} {name} would not be one paragraph any more",
                self.name
            ))
            .because(if fold(words).is_empty() {
                "nothing would be left of it".to_owned()
            } else {
                format!("it would say: {}", fold(words))
            })
            .hint(format!(
                "make the change by hand: adref edit {}",
                self.proposal.document
            )));
        };
        Ok(TextChange {
            bytes: Some(bytes),
            words: Some(reads.clone()),
            shown: vec![
                (format!("{name} now"), self.text_of(index)),
                (format!("{name} then"), reads),
            ],
            warnings: Vec::new(),
        })
    }

    /// The text without a paragraph.
    pub(super) fn without(&self, index: usize) -> Result<TextChange, Refusal> {
        let name = self.name_of(index);
        let bytes = remove(self.document, self.meeting.parties(), index).ok_or_else(|| {
            Refusal::of(format!("{name} cannot be taken out by the program"))
                .because("the paragraphs round it would not stay as they are")
                .hint(format!(
                    "take it out by hand: adref edit {}",
                    self.proposal.document
                ))
        })?;
        Ok(TextChange {
            bytes: Some(bytes),
            words: Some(String::new()),
            shown: vec![(format!("{name}, deleted"), self.text_of(index))],
            warnings: Vec::new(),
        })
    }

    /// Who loses alternatives by it.
    pub(super) fn losing(&self, taken: &Taken, index: usize) -> Option<String> {
        (!taken.lost.is_empty()).then(|| {
            format!(
                "the alternatives of {} to these words go out of {}",
                taken.lost.join(", "),
                self.name_of(index)
            )
        })
    }
}

pub(super) fn nothing() -> TextChange {
    TextChange {
        bytes: None,
        words: None,
        shown: Vec::new(),
        warnings: Vec::new(),
    }
}
