//! A plan in the making: who acts, the acts filed so far, the files they change.

use std::collections::BTreeMap;

use super::super::command::{Plan, Stamp};
use super::super::find::{find_document, unreadable};
use super::super::words::span_words;
use crate::consensus::{Authority, Case, Ledger, Matter, Refusal};
use crate::meeting::{Draft, Meeting, Register};
use crate::moment::Moment;
use crate::record::{
    Act, ActId, Anchor, Heard, Proposal, Slug, Target, Verb, acts_path, append_act, proposal_path,
    text_path, write_proposal,
};
use crate::repo::{BlobId, Error, FileChange, Repository};
use crate::text::{Document, Place};
use crate::workspace::{Edit, Naming};

/// A plan in the making.
pub(in crate::ops) struct Work<'m> {
    /// The meeting it is made on.
    pub(in crate::ops) meeting: &'m Meeting,
    /// In whose name.
    pub(in crate::ops) authority: Authority,
    /// The moment.
    pub(in crate::ops) when: Moment,
    /// When what is entered had come in, where that was earlier.
    received: Option<Moment>,
    /// The full words concerned, for the confirmation.
    pub(in crate::ops) words: Vec<(String, String)>,
    /// What is to be read before saying yes.
    pub(in crate::ops) warnings: Vec<String>,
    /// Whether words change that are agreed, adopted or under silence.
    pub(in crate::ops) closed_words: bool,
    entered_by: Option<String>,
    heard: Option<Heard>,
    files: BTreeMap<String, Option<Vec<u8>>>,
    ledgers: BTreeMap<String, Ledger>,
    first: BTreeMap<String, Act>,
    filed: BTreeMap<String, BTreeMap<Slug, Proposal>>,
    acts: Vec<ActId>,
    proposals: Vec<Slug>,
    names: Vec<Naming>,
}

impl<'m> Work<'m> {
    /// Begins a plan.
    ///
    /// # Errors
    /// Where nobody is known to act, or the meeting may only be read.
    pub(in crate::ops) fn begin(meeting: &'m Meeting, stamp: &Stamp) -> Result<Work<'m>, Refusal> {
        if meeting.sealed {
            return Err(Refusal::of("the worked example is not written to")
                .because("its files are part of the program's own source")
                .hint("adref demo DIR lays out a copy of it that you can try everything on"));
        }
        if let Some(fault) = meeting.unlisted() {
            let Place { line, column } = fault.finding.place;
            return Err(
                Refusal::of("nothing is recorded while nobody can tell who takes part")
                    .because(format!(
                        "{}:{line}:{column}: {}",
                        fault.path, fault.finding.message
                    ))
                    .hint("mend the file, then try again; adref check shows what is wrong with it"),
            );
        }
        if let Some(fault) = meeting.deleted_by_hand() {
            let refusal =
                Refusal::of("nothing is recorded while a file that sets the meeting up is missing")
                    .because(format!("{}: {}", fault.path, fault.finding.message));
            return Err(match &fault.finding.hint {
                Some(hint) => refusal.hint(hint.clone()),
                None => refusal,
            });
        }
        let typed = stamp.by.as_deref().or(stamp.entered_by.as_deref());
        let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else {
            return Err(Refusal::of("nobody is named who does this")
                .because("every act bears the name of a delegation, a group or an officer")
                .hint("say who you are: adref as XNO, or for once: --as XNO"));
        };
        let authority = known(meeting, typed)?;
        let entered_by = match stamp.entered_by.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(hand) => {
                let hand = known(meeting, hand)?;
                (hand.name() != authority.name()).then(|| hand.name().to_owned())
            }
        };
        Ok(Work {
            meeting,
            authority,
            when: stamp.when,
            received: stamp.received,
            words: Vec::new(),
            warnings: Vec::new(),
            closed_words: false,
            entered_by,
            heard: stamp.heard,
            files: BTreeMap::new(),
            ledgers: BTreeMap::new(),
            first: BTreeMap::new(),
            filed: BTreeMap::new(),
            acts: Vec::new(),
            proposals: Vec::new(),
            names: Vec::new(),
        })
    }

    /// The name that acts bear.
    pub(in crate::ops) fn by(&self) -> &str {
        self.authority.name()
    }

    /// How the one who acts is called in a sentence.
    pub(in crate::ops) fn who(&self) -> String {
        match self.meeting.roll.officer(self.by()) {
            Some(officer) if !self.authority.is_party() => officer.name.clone(),
            _ => self.by().to_owned(),
        }
    }

    /// Whose hand it is: the one who enters it, else the authority.
    pub(in crate::ops) fn hand(&self) -> &str {
        self.entered_by.as_deref().unwrap_or(self.by())
    }

    /// Where it was heard.
    pub(in crate::ops) fn heard(&self) -> Option<Heard> {
        self.heard
    }

    /// The document that a person means.
    pub(in crate::ops) fn document(&self, typed: &str) -> Result<&'m Draft, Refusal> {
        find_document(self.meeting, typed)
    }

    /// The anchor of a paragraph of the present text.
    pub(in crate::ops) fn anchor(
        &self,
        draft: &Draft,
        text: &Document,
        index: usize,
    ) -> Result<Anchor, Refusal> {
        let version = draft.version.clone().ok_or_else(|| {
            Refusal::of(format!("{} has no text", draft.id))
                .hint(format!("write {} first", draft.path()))
        })?;
        Ok(anchor_in(&version, text, index))
    }

    /// An act of this authority, hand, moment and occasion.
    pub(in crate::ops) fn act(&self, verb: Verb, target: Target) -> Act {
        let mut act = Act::new(self.when, self.by(), verb, target);
        act.entered_by = self.entered_by.clone();
        act.heard = self.heard;
        act
    }

    /// When what is filed came in: as was said, else now.
    pub(in crate::ops) fn came(&self) -> Moment {
        self.received.unwrap_or(self.when)
    }

    /// Says so where what is filed came after the deadline; what is said by word of mouth comes after every one for what is handed in.
    pub(in crate::ops) fn warn_if_late(&mut self, document: &str) {
        let spoken = self.heard.is_some_and(Heard::is_spoken);
        if let Some(deadline) = self.meeting.deadline(document).filter(|_| !spoken) {
            let late = self.came().unix() - deadline.unix();
            if late > 0 {
                let late = span_words(late);
                let passed = format!("the deadline for {document} passed {late} ago");
                self.warnings.push(passed);
            }
        }
    }

    /// An act that hands a proposal in, with the time at which it came where it is entered later.
    pub(in crate::ops) fn handed_in(&self, target: Target) -> Act {
        let mut act = self.act(Verb::Submit, target);
        act.received = self.received.filter(|came| *came != self.when);
        act
    }

    /// Files a proposal.
    pub(in crate::ops) fn file_proposal(&mut self, proposal: Proposal) {
        let document = proposal.document.clone();
        let path = proposal_path(&document, &proposal.slug);
        self.files
            .insert(path, Some(write_proposal(&proposal).into_bytes()));
        self.proposals.push(proposal.slug.clone());
        let register = self.meeting.register(&document);
        let mut ledger = match (self.ledgers.remove(&document), &register) {
            (Some(ledger), _) => ledger,
            (None, Some(register)) => register.ledger.clone(),
            (None, None) => Ledger::default(),
        };
        let case = Case::new(&proposal);
        ledger.cases.insert(proposal.slug.clone(), case);
        self.ledgers.insert(document.clone(), ledger);
        let all = self.filed.entry(document).or_insert_with(|| {
            register.map_or_else(BTreeMap::new, |register| register.proposals.clone())
        });
        all.insert(proposal.slug.clone(), proposal);
    }

    /// What is before the room in a document.
    pub(in crate::ops) fn matter<'a>(
        &'a self,
        document: &'a str,
        register: &'a Register,
    ) -> Matter<'a> {
        Matter {
            document,
            proposals: &register.proposals,
            roll: &self.meeting.roll,
        }
    }

    /// Files an act, if the rules allow it.
    ///
    /// # Errors
    /// What stands against it.
    pub(in crate::ops) fn file(&mut self, document: &str, mut act: Act) -> Result<ActId, Refusal> {
        let Some(register) = self.meeting.register(document) else {
            return Err(Refusal::of(format!("no document {document:?}")));
        };
        let meeting = self.meeting;
        let matter = Matter {
            document,
            proposals: self.filed.get(document).unwrap_or(&register.proposals),
            roll: &meeting.roll,
        };
        let answered = self
            .ledgers
            .get(document)
            .unwrap_or(&register.ledger)
            .answered_by(&act);
        for id in answered {
            if !act.after.contains(&id) {
                act.after.push(id);
            }
        }
        self.identify(&register, &mut act);
        if let Some(first) = self.first.remove(document) {
            let ledger = self
                .ledgers
                .entry(document.to_owned())
                .or_insert_with(|| register.ledger.clone());
            ledger.follow(&matter, &first)?;
        }
        match self.ledgers.get_mut(document) {
            Some(ledger) if act.verb != Verb::Retract => ledger.follow(&matter, &act)?,
            _ => {
                register.ledger.admit(&matter, &act)?;
                if act.verb != Verb::Retract {
                    self.first.insert(document.to_owned(), act.clone());
                }
            }
        }
        self.write_act(document, &act)?;
        Ok(act.id)
    }

    /// Files the act that brings a document in.
    ///
    /// # Errors
    /// What stands against it.
    pub(in crate::ops) fn file_first(
        &mut self,
        document: &str,
        mut act: Act,
    ) -> Result<(), Refusal> {
        if self.meeting.register(document).is_some() {
            return self.file(document, act).map(|_| ());
        }
        act.id = act.fresh_id(0);
        self.write_act(document, &act)
    }

    /// Adds an act to its file.
    fn write_act(&mut self, document: &str, act: &Act) -> Result<(), Refusal> {
        let path = acts_path(document, &act.by);
        let present = match self.files.get(&path) {
            Some(Some(bytes)) => Some(bytes.clone()),
            _ => match self.meeting.snapshot().open(&path) {
                Ok(bytes) => Some(bytes.to_vec()),
                Err(Error::NoFile { .. }) => None,
                // What is there must not be written over because it cannot be read.
                Err(error) => return Err(unreadable(&error)),
            },
        };
        let bytes = append_act(present.as_deref(), document, act).map_err(|error| {
            Refusal::of(format!("nothing can be added to {path}"))
                .because(error.to_string())
                .hint(format!("`adref check` says what is wrong with {path}"))
        })?;
        self.files.insert(path, Some(bytes));
        self.acts.push(act.id.clone());
        Ok(())
    }

    /// Files retractions of a document's acts together: they are judged by what all of them leave.
    ///
    /// # Errors
    /// What stands against it.
    pub(in crate::ops) fn take_back(
        &mut self,
        document: &str,
        acts: Vec<Act>,
    ) -> Result<(), Refusal> {
        let Some(register) = self.meeting.register(document) else {
            return Err(Refusal::of(format!("no document {document:?}")));
        };
        let mut identified: Vec<Act> = Vec::new();
        for mut act in acts {
            self.identify(&register, &mut act);
            identified.push(act);
        }
        let matter = self.matter(document, &register);
        register.ledger.admit_retractions(&matter, &identified)?;
        for act in &identified {
            self.write_act(document, act)?;
        }
        Ok(())
    }

    /// Gives an act an id that no other bears.
    fn identify(&self, register: &Register, act: &mut Act) {
        let mut nonce = 0;
        act.id = act.fresh_id(nonce);
        while register.acts.find(&act.id).is_some() || self.acts.contains(&act.id) {
            nonce += 1;
            act.id = act.fresh_id(nonce);
        }
    }

    /// Puts a new text in a document's place; the id of its bytes.
    pub(in crate::ops) fn write_text(&mut self, document: &str, bytes: Vec<u8>) -> BlobId {
        let id = Repository::hash(&bytes);
        self.files.insert(text_path(document), Some(bytes));
        id
    }

    /// Puts a file in place.
    pub(in crate::ops) fn write(&mut self, path: String, bytes: Vec<u8>) {
        self.files.insert(path, Some(bytes));
    }

    /// Takes a file away.
    pub(in crate::ops) fn delete(&mut self, path: String) {
        self.files.insert(path, None);
    }

    /// Says what becomes of a version's name.
    pub(in crate::ops) fn name(&mut self, naming: Naming) {
        self.names.push(naming);
    }

    /// The plan.
    pub(in crate::ops) fn finish(self, said: String, same_as: String) -> Plan {
        let snapshot = self.meeting.snapshot();
        let files = self
            .files
            .into_iter()
            .map(|(path, content)| {
                let over = snapshot.id(&path);
                match content {
                    Some(bytes) => FileChange::write(path, bytes).over(over),
                    None => FileChange::delete(path).over(over),
                }
            })
            .collect();
        let body: Vec<String> = self.warnings.clone();
        Plan {
            edit: Edit {
                why: said.clone(),
                body: body.join("\n"),
                files,
                names: self.names,
            },
            said,
            words: self.words,
            warnings: self.warnings,
            closed_words: self.closed_words,
            acts: self.acts,
            proposals: self.proposals,
            issued: None,
            same_as,
        }
    }
}

/// The anchor of a paragraph of a text that has that id.
pub(in crate::ops) fn anchor_in(version: &BlobId, text: &Document, index: usize) -> Anchor {
    let label = match text.path(index) {
        Some(path) => path.to_string(),
        None => text.name(index).to_owned(),
    };
    Anchor {
        version: version.clone(),
        ordinal: index,
        label,
    }
}

fn known(meeting: &Meeting, typed: &str) -> Result<Authority, Refusal> {
    meeting.roll.find(typed).ok_or_else(|| {
        let refusal = Refusal::of(format!(
            "{typed} is neither a delegation nor a group nor an officer of this meeting"
        ));
        let near = meeting.roll.near(typed);
        if near.is_empty() {
            refusal.hint("facilitators/delegations.yaml lists who takes part")
        } else {
            refusal.hint(format!("did you mean {}?", near.join(" or ")))
        }
    })
}
