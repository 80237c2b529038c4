//! One circulation: the meeting as delegations may have it, written anew from what may go out; nothing is copied.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::Serialize;

use super::answers::Answering;
use super::by_hand::{changed_texts, went_out};
use super::earlier::{Earlier, key};
use super::issued::{Named, name, named, unnamed};
use super::outgoing::{ATTRIBUTES_FILE, Outgoing};
use super::redact::{Redaction, id_of};
use super::take_in::taken_in;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::ops::news::News;
use crate::ops::told::{CIRCULATION, Told};
use crate::ops::words::counted;
use crate::ops::{NotDone, Shown};
use crate::record::text_path;
use crate::repo::{Error, Repository, Signature, Snapshot, VersionId};
use crate::workspace::Workspace;

/// What is shown of whose words are whose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Whether names stand in the texts.
    pub names: Shown,
    /// What is said to the room of papers of delegations, by their names.
    pub say: BTreeMap<String, String>,
}

/// What would go out, or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Circulation {
    /// What is new in it to the room.
    pub news: News,
    /// What is held back, and why.
    pub held: Vec<Held>,
    /// The revisions whose names go along: their texts are those that go out.
    pub names: Vec<Named>,
    /// What is said of papers that lay in the room.
    pub answers: Vec<Told>,
    /// Whether it differs from what the room has.
    pub changed: bool,
    /// The files.
    #[serde(skip)]
    files: BTreeMap<String, Vec<u8>>,
    /// The room's version it stands on.
    #[serde(skip)]
    on: Option<VersionId>,
}

/// What is held back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// What: proposals, acts …
    pub what: String,
    /// How many.
    pub many: usize,
    /// Why.
    pub why: &'static str,
}

impl Circulation {
    /// In a line.
    pub fn said(&self) -> String {
        let news = self.news.said();
        match (self.changed, news.is_empty()) {
            (false, _) if self.names.is_empty() => "the room has all of it already".to_owned(),
            (false, _) => "circulated: names of revisions".to_owned(),
            (true, true) if !self.answers.is_empty() => format!(
                "circulated: what became of {}",
                counted(self.answers.len(), "paper", "papers")
            ),
            (true, true) => "circulated: nothing that changes the meeting".to_owned(),
            (true, false) => format!("circulated: {news}"),
        }
    }
}

/// Works out what would go out of the version that is saved; nothing is written.
///
/// # Errors
/// Where something of a delegation waits in the room, where words of a proposal that never leaves the desk stand in a text, and where
/// a repository cannot be read.
pub fn circulation(
    workspace: &Workspace,
    room: Option<&Repository>,
    policy: &Policy,
    now: Moment,
) -> Result<Circulation, NotDone> {
    let repository = workspace.repository();
    let head = repository.head().ok_or_else(|| {
        Refusal::of("nothing is saved yet that could go out").hint("save the meeting's files first")
    })?;
    let meeting = workspace.at(&head, now)?;
    let before = room
        .map(|room| Earlier::of(repository, room, now))
        .transpose()?
        .unwrap_or_default();
    let mut refused = Vec::new();
    if let Some(there) = &before.meeting {
        let mut waiting = taken_in(&meeting, there, now);
        if !waiting.papers.is_empty() {
            return Err(
                Refusal::of("something waits in the room that the desk does not have yet")
                    .because(waiting.said())
                    .hint("receive it first: adref receive DIR, the same folder")
                    .into(),
            );
        }
        if let (Some(room), Some(head)) = (room, &before.head)
            && let Some(last) = went_out((repository, room), Some(room.root()), head, now)?
        {
            waiting
                .refused
                .extend(changed_texts(&meeting, there, &last));
        }
        // What cannot be taken would be gone with this circulation, and nobody would have known of it.
        if let Some(first) = waiting.refused.first().filter(|_| !before.looked_at) {
            return Err(Refusal::of(
                "something lies in the room that cannot be taken, and nobody here has looked at it",
            )
            .because(format!("{}: {}", first.path, first.why))
            .hint("adref receive DIR, the same folder, names all of it; after that it can be circulated")
            .into());
        }
        refused = waiting.refused;
    }
    let mut out = Outgoing {
        meeting: &meeting,
        redaction: Redaction {
            names: policy.names,
            parties: meeting.parties(),
        },
        before: &before,
        files: BTreeMap::new(),
        held: BTreeMap::new(),
        dropped: HashSet::new(),
        open: HashSet::new(),
        officers: BTreeSet::new(),
        issues: Vec::new(),
    };
    let mut documents = Vec::new();
    for draft in meeting.drafts() {
        let text = meeting.text(&draft.id);
        let Some(text) = text else { continue };
        if text
            .front()
            .get("desk")
            .is_some_and(|value| value == "true")
        {
            out.hold("document".to_owned(), "its head says desk: true");
            if let Some(register) = meeting.register(&draft.id) {
                out.drop_all(&register);
            }
            continue;
        }
        documents.push((draft.id.clone(), text));
    }
    // What is dropped is known of all documents before anything is written.
    let mut chosen = Vec::new();
    for (id, text) in &documents {
        let register = meeting.register(id).unwrap_or_default();
        chosen.push(out.choose(id, &register)?);
        let Some((bytes, there)) = out.redaction.text(text) else {
            return Err(
                Refusal::of(format!("{id} would be another text without its comments"))
                    .because("a comment in it holds paragraphs, or joins some")
                    .hint("take the comments out of the text")
                    .into(),
            );
        };
        out.files.insert(text_path(id), bytes.clone());
        chosen
            .last_mut()
            .into_iter()
            .for_each(|one| one.page = Some((id_of(&bytes), there.clone())));
    }
    for ((id, text), chosen) in documents.iter().zip(&mut chosen) {
        let register = meeting.register(id).unwrap_or_default();
        out.proposals(id, (text, &register), chosen);
    }
    for ((id, text), chosen) in documents.iter().zip(&chosen) {
        let register = meeting.register(id).unwrap_or_default();
        out.acts(id, (text, &register), chosen);
    }
    out.house(
        &documents
            .iter()
            .map(|(id, _)| id.clone())
            .collect::<Vec<_>>(),
    );
    out.audit()?;
    let Outgoing {
        files,
        held,
        issues,
        dropped,
        open,
        ..
    } = out;
    let issues = issues.iter();
    let names = issues.filter_map(|(document, act)| named(repository, document, act));
    let names = unnamed(room, names.collect());
    let mut read = files.clone();
    // What git is told of the room is no news to anybody.
    read.remove(ATTRIBUTES_FILE);
    let after = Meeting::read(Snapshot::from_files(read), now);
    let held = held
        .into_iter()
        .map(|((what, why), many)| Held { what, many, why });
    let answering = Answering {
        desk: &meeting,
        before: &before,
        out: &files,
        refused: &refused,
        say: &policy.say,
        held: &|word| dropped.contains(word) && !open.contains(word),
    };
    let answers = answering.answers(room)?;
    let changed = files != before.files || !answers.is_empty();
    Ok(Circulation {
        news: News::between(before.meeting.as_ref(), &after, &BTreeSet::new()),
        held: held.collect(),
        names,
        answers,
        changed,
        files,
        on: before.head,
    })
}

/// Writes a circulation to the room: one version of its own there, by nobody in particular.
///
/// # Errors
/// [`Error::Moved`] where somebody put something into the room meanwhile; as for a save.
pub fn circulate(
    workspace: &Workspace,
    room: &Repository,
    circulation: &Circulation,
    when: Moment,
) -> Result<Option<VersionId>, Error> {
    if !circulation.changed {
        if let Some(on) = circulation
            .on
            .as_ref()
            .filter(|_| !circulation.names.is_empty())
        {
            name(room, &circulation.names, on)?;
            return Ok(Some(on.clone()));
        }
        return Ok(None);
    }
    let author = Signature {
        name: "Circulation".to_owned(),
        email: CIRCULATION.to_owned(),
    };
    let mut message = format!("Circulation of {}", when.format("%-d %B %Y, %H:%M"));
    let answers = circulation.answers.iter().map(Told::line);
    let answers: Vec<String> = answers.collect();
    if !answers.is_empty() {
        message = format!("{message}\n\n{}\n", answers.join("\n"));
    }
    let version = room.circulate(
        &circulation.files,
        circulation.on.as_ref(),
        &message,
        (&author, when),
    )?;
    workspace.repository().set(&key(room.root()), &version.0)?;
    name(room, &circulation.names, &version)?;
    Ok(Some(version))
}

/// What is said of what is held back.
impl Held {
    /// `3 proposals: not tabled`.
    pub fn said(&self) -> String {
        format!(
            "{}: {}",
            counted(self.many, &self.what, &format!("{}s", self.what)),
            self.why
        )
    }
}
