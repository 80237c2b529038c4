//! What is known of a document: each answer is made when it is first asked for, and kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::adopted::adopted;
use super::docket::Docket;
use super::draft::Draft;
use super::filed::{register, register_paths};
use super::marks::{Mark, marks};
use super::placement::Placement;
use super::placer::Placer;
use super::read::{Meeting, digest, files_of};
use super::register::Register;
use super::seats::{Ends, Seats};
use super::stand::standings;
use crate::consensus::{Ledger, Standing};
use crate::record::{Anchor, ProposalKind, Slug};

impl Meeting {
    /// What people filed on a document, one that was taken out again too; `None` where there is no such document.
    pub fn register(&self, id: &str) -> Option<Arc<Register>> {
        let draft = self.folder(id)?;
        Some(
            draft
                .register
                .get_or_init(|| {
                    let read = || register(self, id, &register_paths(&self.snapshot, id));
                    self.shelf.registers.of(id, self.filed(draft), read)
                })
                .clone(),
        )
    }

    /// The standing of every paragraph of a document, by ordinal; `None` where there is no such document.
    pub fn standings(&self, id: &str) -> Option<Arc<Vec<Standing>>> {
        let draft = self.draft(id)?;
        let (text, register, docket) = (self.text(id)?, self.register(id)?, self.docket(id)?);
        Some(
            draft
                .standings
                .get_or_init(|| {
                    let from = digest(&(self.laid(draft), self.weather(&register.ledger)));
                    let judge = || standings(self, id, &text, (&register, &docket));
                    self.shelf.standings.of(id, from, judge)
                })
                .clone(),
        )
    }

    /// What was filed on a document, laid on the paragraphs of its present text; `None` where there is no such document.
    pub fn docket(&self, id: &str) -> Option<Arc<Docket>> {
        let draft = self.draft(id)?;
        let register = self.register(id)?;
        Some(
            draft
                .docket
                .get_or_init(|| {
                    let lay = || Docket::of(self, id, &register);
                    self.shelf.dockets.of(id, self.laid(draft), lay)
                })
                .clone(),
        )
    }

    /// What the margin says of a document's proposals; `None` where there is no such document.
    pub fn marks(&self, id: &str) -> Option<Arc<BTreeMap<Slug, Vec<Mark>>>> {
        let draft = self.draft(id)?;
        let (text, register, docket) = (self.text(id)?, self.register(id)?, self.docket(id)?);
        Some(
            draft
                .marks
                .get_or_init(|| {
                    let mark = || {
                        marks(
                            self.deadline(id),
                            (&text, self.parties()),
                            &register,
                            &docket,
                        )
                    };
                    self.shelf.marks.of(id, self.laid(draft), mark)
                })
                .clone(),
        )
    }

    /// Where the brackets of a move stand; `None` where none are found, or the proposal is no move.
    pub fn ends(&self, id: &str, slug: &Slug) -> Option<Ends> {
        let (text, register, docket) = (self.text(id)?, self.register(id)?, self.docket(id)?);
        let proposal = register.proposals.get(slug)?;
        let case = register.ledger.cases.get(slug)?;
        if proposal.kind != ProposalKind::Move {
            return None;
        }
        let at = docket.proposals.get(slug).and_then(Placement::index);
        let ends = Seats::new(&text, self.parties()).ends(proposal, case, at);
        (ends != Ends::default()).then_some(ends)
    }

    /// A number for all that a document's register is read from.
    fn filed(&self, draft: &Draft) -> u64 {
        *draft.files.get_or_init(|| {
            let paths = register_paths(&self.snapshot, &draft.id);
            digest(&(self.facilitators, files_of(&self.snapshot, &paths)))
        })
    }

    /// A number for all that a document's register is laid on its text from.
    fn laid(&self, draft: &Draft) -> u64 {
        digest(&(self.filed(draft), &draft.version, self.fingerprint))
    }

    /// A number for what the standings of a document hang on besides its own text and register: the day, where it is silent the
    /// minute, and the other documents where a position waits for what may stand in one of them.
    fn weather(&self, ledger: &Ledger) -> u64 {
        let time = match ledger.silences.is_empty() {
            true => self.now.day(),
            false => self.now.to_string(),
        };
        let waits = ledger.stances().any(|stance| stance.until.is_some());
        let others = waits.then(|| {
            let drafts = self.drafts.iter();
            drafts.map(|draft| self.laid(draft)).collect::<Vec<u64>>()
        });
        digest(&(time, others))
    }

    /// Where an anchor stands in the present text of a document.
    pub fn place(&self, id: &str, anchor: &Anchor) -> Placement {
        let length = self.text(id).map_or(0, |text| text.paragraphs().len());
        Placer::new(self, id, length).place(anchor)
    }

    /// The paragraphs of a document that were adopted and are gone since, by their names then.
    pub fn gone_since_adoption(&self, id: &str) -> Vec<String> {
        let (Some(text), Some(register)) = (self.text(id), self.register(id)) else {
            return Vec::new();
        };
        adopted(self, id, &text, &register).gone
    }

    /// Reads the records of all documents, each on a thread of its own.
    pub fn read_all(&self) {
        std::thread::scope(|scope| {
            for draft in &self.drafts {
                scope.spawn(move || self.standings(&draft.id));
            }
        });
    }
}
