//! What goes with an act that is taken back, or comes back: a revision's name and paper, the proposals on its numbers, a source's entry,
//! a document that was brought in.

use super::issue::{issue_of, revision_of};
use super::work::Work;
use crate::consensus::Refusal;
use crate::meeting::Register;
use crate::record::{
    Act, ActId, Provenance, Source, Target, Verb, append_source, issued_path, read_source,
    says_nothing, sources_path, text_path, without_source,
};
use crate::repo::Error;
use crate::workspace::Naming;

use super::super::find::unreadable;
use super::super::words::counted;

/// Which way an act goes when another is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Falls {
    /// It is taken back.
    Down,
    /// It counts again.
    Back,
}

/// The act behind one that is taken back, where more than words go with it.
pub(super) struct Behind {
    root: Act,
    falls: Falls,
    /// The retractions from the act itself up to the one that is taken back.
    chain: Vec<Act>,
}

impl Behind {
    /// The issue, source or document that an act made or took back, a retraction followed through those before it.
    pub(super) fn of(register: &Register, meant: &Act) -> Option<Behind> {
        let mut at = meant.clone();
        let mut chain = Vec::new();
        // A retraction comes after what it takes back; those of a damaged record may go in a ring.
        for _ in 0..=register.acts.len() {
            match (&at.verb, &at.target) {
                _ if at.brings_in() => return Some(Behind::new(at, chain)),
                (Verb::Issue | Verb::Source, _) => {
                    return Some(Behind::new(at, chain));
                }
                (Verb::Retract, Target::Act(before)) => {
                    let before = register.act(before)?;
                    chain.push(at);
                    at = before;
                }
                _ => return None,
            }
        }
        None
    }

    fn new(root: Act, mut chain: Vec<Act>) -> Behind {
        chain.reverse();
        let falls = match chain.len() % 2 {
            0 => Falls::Down,
            _ => Falls::Back,
        };
        Behind { root, falls, chain }
    }

    /// Whether a revision's numbers go with it.
    pub(super) fn is_issue(&self) -> bool {
        self.root.verb == Verb::Issue
    }

    /// Does what goes with it to files and names.
    pub(super) fn follow(
        &self,
        work: &mut Work<'_>,
        document: &str,
        register: &Register,
    ) -> Result<(), Refusal> {
        if self.root.verb == Verb::Source {
            return self.entry(work, document);
        }
        if self.root.brings_in() {
            return self.document(work, document, register);
        }
        let symbol = self.root.number.as_deref().unwrap_or_default();
        let issue = issue_of(work.meeting, document, &self.root);
        let revision = revision_of(document, symbol);
        match self.falls {
            Falls::Down => {
                let path = revision.map(|revision| issued_path(document, &revision));
                if let Some(path) = path.filter(|path| work.meeting.snapshot().id(path).is_some()) {
                    work.delete(path);
                }
                work.name(Naming::Aside(issue));
            }
            Falls::Back => {
                let mut issues = register.ledger.issues.iter();
                if issues.any(|(_, given)| given.as_deref() == Some(symbol)) {
                    return Err(Refusal::of(format!("{symbol} was issued again since then"))
                        .hint("take that issue back first: adref log shows it"));
                }
                work.name(Naming::Back {
                    issue,
                    name: revision.map(|revision| format!("adref/{document}/{revision}")),
                });
            }
        }
        Ok(())
    }

    /// Takes along the acts that put proposals on the numbers of a revision, or brings them back with it.
    pub(super) fn take_along(
        &self,
        work: &mut Work<'_>,
        document: &str,
        register: &Register,
        (by, reason): (&str, Option<&str>),
    ) -> Result<(), Refusal> {
        if !self.is_issue() {
            return Ok(());
        }
        let (time, text) = (self.root.time, self.root.text.clone());
        let with: Vec<Act> = register
            .acts
            .such(|act| {
                act.verb == Verb::Rebase && act.time == time && act.by == self.root.by
            })
            .filter(|act| matches!(&act.target, Target::Paragraph(anchor) if Some(&anchor.version) == text.as_ref()))
            .collect();
        for act in with {
            let Some(last) = self.last_of(register, act.id) else {
                continue;
            };
            let mut back = work.act(Verb::Retract, Target::Act(last));
            back.reason = reason.map(str::to_owned);
            if work.file(document, back).is_err() {
                work.warnings.push(format!(
                    "{} is left on the numbers of the revision: {by} may not take that back",
                    act.into.map(|slug| slug.to_string()).unwrap_or_default()
                ));
            }
        }
        Ok(())
    }

    /// What was done last to an act that went the way of the one behind: itself, or the retraction that came with each of its own.
    fn last_of(&self, register: &Register, id: ActId) -> Option<ActId> {
        let mut at = id;
        for step in &self.chain {
            let target = Target::Act(at.clone());
            let mut same = register.acts.such(|act| {
                act.verb == Verb::Retract
                    && act.time == step.time
                    && act.by == step.by
                    && *act.target == target
            });
            at = same.next()?.id;
        }
        (!register.ledger.retracted.contains(&at)).then_some(at)
    }

    /// The document itself: it goes if nobody has done anything with it, and comes back as it was brought.
    fn document(
        &self,
        work: &mut Work<'_>,
        document: &str,
        register: &Register,
    ) -> Result<(), Refusal> {
        let present = work.meeting.draft(document);
        let present = present.and_then(|draft| draft.version.clone());
        let Some(brought) = &self.root.text else {
            return Ok(());
        };
        if self.falls == Falls::Back {
            let bytes = work.meeting.snapshot().blob(brought);
            return match (present, bytes) {
                (None, Some(bytes)) => {
                    work.write_text(document, bytes.to_vec());
                    Ok(())
                }
                (Some(_), _) => Err(Refusal::of(format!("there is a document {document} again"))
                    .because("it was brought in anew since then")),
                (None, None) => Err(Refusal::of(format!("the text of {document} is not found"))
                    .hint(format!(
                        "bring it in again: adref import FILE --document {document}"
                    ))),
            };
        }
        let acts = register.acts.such(|act| {
            let counts = !register.ledger.retracted.contains(act.id);
            counts && *act.id != self.root.id && act.verb != Verb::Retract
        });
        let acts = acts.count();
        let filed = register.proposals.keys();
        let filed = filed
            .filter(|slug| !register.ledger.is_undone(slug))
            .count();
        if acts > 0 || filed > 0 || present.as_ref() != Some(brought) {
            let stays = Refusal::of(format!("{document} is not taken out of the meeting again"));
            let stays = match (acts, filed) {
                (0, 0) => stays.because("its text was changed since it came in"),
                _ => stays.because(format!(
                    "since it came in there were filed on it: {}, {}",
                    counted(filed, "proposal", "proposals"),
                    counted(acts, "act", "acts")
                )),
            };
            return Err(stays.hint(format!(
                "an act of another document is taken back by its id (adref log, adref retract ID); adref import FILE --document {document} puts another text in its place"
            )));
        }
        work.delete(text_path(document));
        work.warnings
            .push(format!("{document} is a document of the meeting no more"));
        let listed = &work.meeting.particulars.documents;
        if listed.iter().any(|id| id == document) {
            work.warnings.push(format!(
                "take {document} off documents: […] in facilitators/meeting.yaml"
            ));
        }
        Ok(())
    }

    /// The entry of the list of sources, under the name that its paragraph has now.
    fn entry(&self, work: &mut Work<'_>, document: &str) -> Result<(), Refusal> {
        let Some(written) = self.root.words.as_deref().and_then(read_source) else {
            return Ok(());
        };
        let now = self.named_now(work, document, &written);
        let path = sources_path(document);
        let present = match work.meeting.snapshot().open(&path) {
            Ok(bytes) => Some(bytes.to_vec()),
            Err(Error::NoFile { .. }) => None,
            Err(error) => return Err(unreadable(&error)),
        };
        match self.falls {
            Falls::Back => work.write(path, append_source(present.as_deref(), &now)),
            Falls::Down => {
                let present = present.unwrap_or_default();
                let without =
                    without_source(&present, &written).or_else(|| without_source(&present, &now));
                match without {
                    Some(bytes) if says_nothing(&bytes) => work.delete(path),
                    Some(bytes) => work.write(path, bytes),
                    None => work.warnings.push(format!(
                        "{path} says something else since then: take the entry out by hand"
                    )),
                }
            }
        }
        Ok(())
    }

    /// An entry with its paragraph called as it is called now: a revision may have numbered it anew.
    fn named_now(&self, work: &Work<'_>, document: &str, written: &Source) -> Source {
        let mut now = written.clone();
        if let (Provenance::Taken { paragraph, .. }, Target::Paragraph(anchor)) =
            (&mut now.provenance, &self.root.target)
            && let Some(index) = work.meeting.place(document, anchor).index()
            && let Some(text) = work.meeting.text(document)
        {
            *paragraph = match text.path(index) {
                Some(path) => path.to_string(),
                None => text.name(index).to_owned(),
            };
        }
        now
    }
}
