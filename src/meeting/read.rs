//! The meeting itself: its own files read at once, documents and their records when they are asked for.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::draft::Draft;
use super::placement::Placements;
use super::record_files::{DELEGATIONS, DELETED, deleted, house, passed_over};
use super::shelf::Shelf;
use crate::consensus::Roll;
use crate::diff::align;
use crate::moment::{Moment, Zone};
use crate::record::{Fault, Particulars};
use crate::repo::{BlobId, Error, FileChange, Snapshot};
use crate::text::{Document, Finding, Parties, Place, Severity};

/// A meeting at one version.
#[derive(Debug)]
pub struct Meeting {
    /// The meeting's particulars.
    pub particulars: Particulars,
    /// Who is who.
    pub roll: Roll,
    /// The moment it is looked at.
    pub now: Moment,
    /// Whether it may only be read: the worked example in the program's own repository.
    ///
    /// Whoever knows that this is a rehearsal of it (`adref.demo`) sets it to `false`.
    pub sealed: bool,
    /// When the newest version was saved, where that is known.
    pub saved: Option<Moment>,
    /// What is wrong with the meeting's own files.
    pub faults: Vec<Fault>,
    pub(super) drafts: Vec<Draft>,
    /// Folders of documents that were taken out again: acts lie in them, and no text.
    taken_out: Vec<Draft>,
    pub(super) snapshot: Snapshot,
    parties: Parties,
    pub(super) fingerprint: u64,
    pub(super) facilitators: u64,
    pub(super) shelf: Arc<Shelf>,
}

impl Meeting {
    /// Reads the meeting's own files; documents and their records are read when they are asked for.
    ///
    /// A snapshot without `facilitators/meeting.yaml` gives a meeting all the same, its drafts being every `drafts/*/text.md`.
    pub fn read(snapshot: Snapshot, now: Moment) -> Meeting {
        Meeting::read_on(Arc::new(Shelf::default()), snapshot, now)
    }

    /// Reads the meeting as [`Meeting::read`] does, with what was parsed before for the same repository.
    pub fn read_on(shelf: Arc<Shelf>, snapshot: Snapshot, now: Moment) -> Meeting {
        let facilitators = digest(&files_of(&snapshot, &snapshot.paths("facilitators")));
        let house = shelf.house(facilitators, || house(&snapshot));
        let particulars = house.particulars.clone();
        let roll = house.roll.clone();
        // Whatever clock the machine has: the room's is told, and noted on every act.
        let zone = particulars.zone.as_deref().and_then(Zone::named);
        let now = zone.map_or(now, |zone| now.in_zone(&zone));
        let mut faults = house.faults.clone();
        faults.extend(passed_over(&snapshot));
        let parties = if roll.delegations.codes().next().is_none() {
            Parties::Guessed
        } else {
            roll.delegations.parties(&now.day())
        };
        let drafts = drafts_of(&snapshot, &particulars);
        let taken_out = taken_out(&snapshot, &drafts);
        faults.extend(missing(&drafts));
        Meeting {
            sealed: particulars.worked_example,
            saved: None,
            particulars,
            fingerprint: digest(&format!("{parties:?}")),
            facilitators,
            roll,
            now,
            faults,
            drafts,
            taken_out,
            snapshot,
            parties,
            shelf,
        }
    }

    /// The meeting as it would be with these files saved.
    pub fn with(&self, files: &[FileChange]) -> Meeting {
        let snapshot = self.snapshot.with(files);
        let mut meeting = Meeting::read_on(self.shelf.clone(), snapshot, self.now);
        meeting.sealed = self.sealed;
        meeting.saved = self.saved;
        meeting
    }

    /// Why the list of who takes part cannot be read at all, where it cannot: then nobody is on it.
    pub fn unlisted(&self) -> Option<&Fault> {
        let list = |fault: &&Fault| fault.path == DELEGATIONS && fault.finding.code == "yaml";
        self.faults.iter().find(list)
    }

    /// Notes which of these files of the set-up, those of the last version, are not there any more: somebody deleted them by hand.
    pub fn is_without(&mut self, saved: &[String]) {
        let gone = saved
            .iter()
            .filter(|path| path.ends_with(".yaml") && self.snapshot.id(path).is_none());
        let faults: Vec<Fault> = gone.map(|path| deleted(path)).collect();
        self.faults.extend(faults);
    }

    /// A file of the set-up that was deleted by hand, if one was: whoever acts then would be known to a meeting that is nowhere saved.
    pub fn deleted_by_hand(&self) -> Option<&Fault> {
        self.faults
            .iter()
            .find(|fault| fault.finding.code == DELETED)
    }

    /// After which a proposal to a document is late: the last deadline for amendments to it.
    pub fn deadline(&self, id: &str) -> Option<Moment> {
        let deadlines = self.particulars.deadlines.iter();
        deadlines
            .filter(|one| one.documents.iter().any(|document| document == id))
            .map(|one| one.time)
            .max()
    }

    /// The documents in the meeting's order.
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// The documents, and behind them those that were taken out again, of which nothing is left but the acts that say so.
    pub fn folders(&self) -> impl Iterator<Item = &Draft> {
        self.drafts.iter().chain(&self.taken_out)
    }

    /// The document of a folder's name.
    pub fn draft(&self, id: &str) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.id == id)
    }

    /// The same, or what is left of a document that was taken out again.
    pub(super) fn folder(&self, id: &str) -> Option<&Draft> {
        self.folders().find(|draft| draft.id == id)
    }

    /// The snapshot it was read from.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Who may own an alternative.
    pub fn parties(&self) -> &Parties {
        &self.parties
    }

    /// A document's text, parsed with the meeting's parties; empty where the file is missing or was taken out again, `None` where there
    /// is no such document.
    pub fn text(&self, id: &str) -> Option<Arc<Document>> {
        let draft = self.folder(id)?;
        Some(
            draft
                .text
                .get_or_init(|| match &draft.version {
                    Some(version) => self.text_of(version).unwrap_or_else(|| {
                        let bytes = self.snapshot.read(&draft.path());
                        let bytes = bytes.map(|bytes| bytes.to_vec()).unwrap_or_default();
                        Arc::new(Document::parse_with(bytes, &self.parties))
                    }),
                    None => Arc::new(Document::parse_with(Vec::new(), &self.parties)),
                })
                .clone(),
        )
    }

    /// Says whether a document's text is there to be read; one that is missing is, and is empty.
    ///
    /// # Errors
    /// Where its saved copy is damaged or too large: what [`Meeting::text`] gives then is not the document.
    pub fn readable(&self, draft: &Draft) -> Result<(), Error> {
        match self.snapshot.check(&draft.path()) {
            Err(Error::NoFile { .. }) => Ok(()),
            checked => checked,
        }
    }

    /// The text of any bytes the repository knows, of whatever version, parsed with the meeting's parties.
    pub fn text_of(&self, version: &BlobId) -> Option<Arc<Document>> {
        self.shelf.text(self.fingerprint, version, || {
            let bytes = self.snapshot.blob(version)?;
            Some(Document::parse_with(bytes.to_vec(), &self.parties))
        })
    }

    /// Where the paragraphs of an older version of a document stand in the present one.
    pub(super) fn placements(
        &self,
        id: &str,
        old: &BlobId,
        present: &BlobId,
    ) -> Option<Arc<Placements>> {
        self.shelf.placements((old.clone(), present.clone()), || {
            let old = self.text_of(old)?;
            let new = self.text(id)?;
            Some(Placements::between(&align(&old, &new), &old, &new))
        })
    }
}

/// The ids of files, so that the same bytes are known again.
pub(super) fn files_of(snapshot: &Snapshot, paths: &[String]) -> Vec<(String, Option<BlobId>)> {
    let ids = paths.iter();
    ids.map(|path| (path.clone(), snapshot.id(path))).collect()
}

pub(super) fn digest(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// Documents that the meeting lists and that are not there.
fn missing(drafts: &[Draft]) -> impl Iterator<Item = Fault> {
    let gone = drafts.iter().filter(|draft| draft.version.is_none());
    gone.map(|draft| Fault {
        path: "facilitators/meeting.yaml".to_owned(),
        finding: Finding {
            code: "missing-document",
            severity: Severity::Error,
            place: Place { line: 1, column: 1 },
            excerpt: draft.id.clone(),
            message: format!(
                "the document {} is listed, but {} is missing",
                draft.id,
                draft.path()
            ),
            hint: Some(format!(
                "write {}, or take {} off the list of documents",
                draft.path(),
                draft.id
            )),
        },
    })
}

/// The folders with acts that are no document's: their texts were taken out again.
fn taken_out(snapshot: &Snapshot, drafts: &[Draft]) -> Vec<Draft> {
    let paths = snapshot.paths("drafts");
    let found: BTreeSet<&str> = paths
        .iter()
        .filter_map(|path| path.strip_prefix("drafts/")?.split_once('/'))
        .filter(|(_, inside)| inside.starts_with("acts/") && inside.ends_with(".yaml"))
        .map(|(id, _)| id)
        .filter(|id| !drafts.iter().any(|draft| draft.id == *id))
        .collect();
    let found = found.into_iter();
    found.map(|id| Draft::new(id.to_owned(), None)).collect()
}

/// The documents that the meeting lists, in its order, then every other folder that holds a text.
fn drafts_of(snapshot: &Snapshot, particulars: &Particulars) -> Vec<Draft> {
    let mut found: BTreeSet<String> = snapshot
        .paths("drafts")
        .iter()
        .filter_map(|path| {
            let (id, file) = path.strip_prefix("drafts/")?.split_once('/')?;
            (file == "text.md").then(|| id.to_owned())
        })
        .collect();
    let mut ids: Vec<String> = Vec::new();
    for id in &particulars.documents {
        if !ids.contains(id) {
            found.remove(id);
            ids.push(id.clone());
        }
    }
    ids.extend(found);
    ids.into_iter()
        .map(|id| {
            let version = snapshot.id(&format!("drafts/{id}/text.md"));
            Draft::new(id, version)
        })
        .collect()
}
