//! One circulation: the meeting as delegations may have it, written anew from what may go out; nothing is copied.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use serde::Serialize;

use super::redact::{Redaction, id_of};
use super::take_in::taken_in;
use crate::consensus::{Refusal, Status};
use crate::meeting::{Meeting, Placement, Register};
use crate::moment::Moment;
use crate::ops::news::News;
use crate::ops::plan::anchor_in;
use crate::ops::words::counted;
use crate::ops::{NotDone, Shown};
use crate::record::{
    Act, ActId, Anchor, Heard, Officer, Proposal, Role, Slug, Target, Verb, acts_path,
    proposal_path, read_acts, text_path, write_act, write_delegations, write_officer,
    write_particulars, write_proposal,
};
use crate::repo::{BlobId, Error, Repository, Signature, Snapshot, VersionId};
use crate::text::Document;
use crate::workspace::Workspace;

/// What the secretariat is called in the room, whoever sits there.
const SECRETARIAT: &str = "secretariat";

/// Plain git puts acts together without adref.
const ATTRIBUTES: &str = "drafts/*/acts/*.yaml merge=union\n";

/// What is shown of whose words are whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Whether names stand in the texts.
    pub names: Shown,
}

/// What would go out, or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Circulation {
    /// What is new in it to the room.
    pub news: News,
    /// What is held back, and why.
    pub held: Vec<Held>,
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
            (false, _) => "the room has all of it already".to_owned(),
            (true, true) => "circulated: nothing that changes the meeting".to_owned(),
            (true, false) => format!("circulated: {news}"),
        }
    }
}

/// The acts of which nothing goes out, whoever did them.
fn is_of_the_desk(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Source | Verb::Edit | Verb::Speak | Verb::Extend | Verb::Rebase
    )
}

/// Works out what would go out of the version that is saved; nothing is written.
///
/// # Errors
/// Where something of a delegation waits in the room, where words of a proposal that never leaves the desk stand in a text, and where
/// a repository cannot be read.
pub fn circulation(
    workspace: &Workspace,
    room: Option<&Repository>,
    policy: Policy,
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
    if let Some(there) = &before.meeting {
        let waiting = taken_in(&meeting, there, now);
        if !waiting.papers.is_empty() {
            return Err(
                Refusal::of("something waits in the room that the desk does not have yet")
                    .because(waiting.said())
                    .hint("receive it first: adref receive DIR, the same folder")
                    .into(),
            );
        }
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
        officers: BTreeSet::new(),
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
    for ((id, text), chosen) in documents.iter().zip(chosen) {
        let register = meeting.register(id).unwrap_or_default();
        out.document(id, (text, &register), chosen);
    }
    out.house(
        &documents
            .iter()
            .map(|(id, _)| id.clone())
            .collect::<Vec<_>>(),
    );
    out.audit()?;
    let Outgoing { files, held, .. } = out;
    let after = Meeting::read(Snapshot::from_files(files.clone()), now);
    let held = held
        .into_iter()
        .map(|((what, why), many)| Held { what, many, why });
    let changed = files != before.files;
    Ok(Circulation {
        news: News::between(before.meeting.as_ref(), &after, &BTreeSet::new()),
        held: held.collect(),
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
        return Ok(None);
    }
    let author = Signature {
        name: "Circulation".to_owned(),
        email: "circulation@adref.invalid".to_owned(),
    };
    let message = format!("Circulation of {}", when.format("%-d %B %Y, %H:%M"));
    let version = room.circulate(
        &circulation.files,
        circulation.on.as_ref(),
        &message,
        (&author, when),
    )?;
    workspace.repository().set(&key(room.root()), &version.0)?;
    Ok(Some(version))
}

/// Under what the last circulation to a room is noted.
fn key(root: &Path) -> String {
    let id = id_of(root.to_string_lossy().as_bytes()).0;
    format!("adref.room-{}", id.get(..12).unwrap_or_default())
}

/// What the room has.
#[derive(Default)]
struct Earlier {
    head: Option<VersionId>,
    meeting: Option<Meeting>,
    files: BTreeMap<String, Vec<u8>>,
    /// The acts that went out before, as they went out: by document and id.
    acts: HashMap<(String, ActId), Act>,
    /// The proposals that went out before, as they went out.
    proposals: HashMap<String, Vec<u8>>,
}

impl Earlier {
    fn of(desk: &Repository, room: &Repository, now: Moment) -> Result<Earlier, Error> {
        let Some(head) = room.head() else {
            return Ok(Earlier::default());
        };
        let files = room.snapshot(&head)?;
        let mut earlier = Earlier {
            files: all(&files),
            meeting: Some(Meeting::read(files, now)),
            head: Some(head),
            ..Earlier::default()
        };
        // Only what this desk wrote itself is taken on: others may have changed what stands there now.
        let noted = desk.setting(&key(room.root()));
        let last = noted.and_then(|version| room.snapshot(&VersionId(version)).ok());
        let Some(last) = last else {
            return Ok(earlier);
        };
        for path in last.paths("drafts") {
            let parts: Vec<&str> = path.split('/').collect();
            let Some(bytes) = last.read(&path) else {
                continue;
            };
            match parts.as_slice() {
                [_, document, "acts", _] => {
                    for act in read_acts(&path, &bytes).0 {
                        earlier
                            .acts
                            .insert(((*document).to_owned(), act.id.clone()), act);
                    }
                }
                [_, _, "proposals", _] => {
                    earlier.proposals.insert(path.clone(), bytes.to_vec());
                }
                _ => {}
            }
        }
        Ok(earlier)
    }
}

/// The bytes of all files of a version of the room.
fn all(files: &Snapshot) -> BTreeMap<String, Vec<u8>> {
    let mut paths = files.paths("");
    paths.push(".gitattributes".to_owned());
    let read = |path: String| files.read(&path).map(|bytes| (path, bytes.to_vec()));
    paths.into_iter().filter_map(read).collect()
}

/// What goes out of one document.
struct Chosen {
    proposals: BTreeSet<Slug>,
    acts: BTreeSet<ActId>,
    page: Option<(BlobId, Document)>,
}

struct Outgoing<'a> {
    meeting: &'a Meeting,
    redaction: Redaction<'a>,
    before: &'a Earlier,
    files: BTreeMap<String, Vec<u8>>,
    held: BTreeMap<(String, &'static str), usize>,
    /// Ids, slugs and numbers of what is held back.
    dropped: HashSet<String>,
    /// The officers in whose name something goes out.
    officers: BTreeSet<String>,
}

impl Outgoing<'_> {
    fn hold(&mut self, what: String, why: &'static str) {
        *self.held.entry((what, why)).or_default() += 1;
    }

    /// Nothing of a document goes out.
    fn drop_all(&mut self, register: &Register) {
        for (slug, case) in &register.ledger.cases {
            self.dropped.insert(slug.0.clone());
            self.dropped.extend(case.number.clone());
        }
        self.dropped
            .extend(register.acts.deeds().map(|deed| deed.id.to_string()));
    }

    /// Which proposals and acts go out.
    fn choose(&mut self, id: &str, register: &Register) -> Result<Chosen, Refusal> {
        let mut proposals = BTreeSet::new();
        for (slug, proposal) in &register.proposals {
            let case = register.ledger.cases.get(slug);
            let number = case.and_then(|case| case.number.clone());
            let why = if proposal.desk {
                let stands = case.is_some_and(|case| case.status == Status::InText);
                if stands {
                    let name = number.as_deref().unwrap_or(slug.as_str());
                    return Err(Refusal::of(format!(
                        "{name} never leaves the desk, and its words stand in {id}"
                    ))
                    .hint(format!(
                        "take its words out of the text first: adref set-aside {name}"
                    )));
                }
                Some("marked desk: true")
            } else if number.is_none() {
                Some("not tabled")
            } else {
                None
            };
            match why {
                None => {
                    proposals.insert(slug.clone());
                }
                Some(why) => {
                    self.hold("proposal".to_owned(), why);
                    self.dropped.insert(slug.0.clone());
                    self.dropped.extend(number);
                }
            }
        }
        // What amends something that is held back is held back with it.
        loop {
            let orphan = proposals.iter().find(|slug| {
                let amends = register
                    .proposals
                    .get(*slug)
                    .and_then(|one| one.amends.as_ref());
                amends.is_some_and(|amended| !proposals.contains(amended))
            });
            let Some(orphan) = orphan.cloned() else { break };
            proposals.remove(&orphan);
            self.hold("proposal".to_owned(), "amends one that is held back");
            let case = register.ledger.cases.get(&orphan);
            self.dropped
                .extend(case.and_then(|case| case.number.clone()));
            self.dropped.insert(orphan.0);
        }
        let mut acts = BTreeSet::new();
        for act in register.acts.iter() {
            let went = self
                .before
                .acts
                .contains_key(&(id.to_owned(), act.id.clone()));
            let known = |slug: &Slug| proposals.contains(slug);
            let taken_back = match (&act.verb, &act.target) {
                (Verb::Retract, Target::Act(of)) => {
                    !self.before.acts.contains_key(&(id.to_owned(), of.clone()))
                }
                _ => register.ledger.retracted.contains(&act.id) && !went,
            };
            let why = match () {
                () if act.desk => Some("marked desk: true"),
                () if is_of_the_desk(act.verb) => Some("the desk's own work"),
                () if matches!(&act.target, Target::Proposal(slug) if !known(slug)) => {
                    Some("on a proposal that is held back")
                }
                () if act.into.as_ref().is_some_and(|into| !known(into)) => {
                    Some("on a proposal that is held back")
                }
                () if taken_back => Some("taken back"),
                () => None,
            };
            match why {
                None => {
                    acts.insert(act.id.clone());
                }
                Some(why) => {
                    self.hold("act".to_owned(), why);
                    self.dropped.insert(act.id.to_string());
                }
            }
        }
        Ok(Chosen {
            proposals,
            acts,
            page: None,
        })
    }

    /// Writes the proposals and acts of a document.
    fn document(&mut self, id: &str, (text, register): (&Document, &Register), mut chosen: Chosen) {
        let Some((version, there)) = chosen.page.take() else {
            return;
        };
        let page = Page {
            id,
            text,
            version: &version,
            there: &there,
        };
        for slug in chosen.proposals.clone() {
            let Some(proposal) = register.proposals.get(&slug) else {
                continue;
            };
            let path = proposal_path(id, &slug);
            // A proposal is never changed once it is tabled: nor in the room.
            let bytes = match self.before.proposals.get(&path) {
                Some(bytes) => Some(bytes.clone()),
                None => self
                    .proposal(&page, proposal)
                    .map(|one| write_proposal(&one).into_bytes()),
            };
            match bytes {
                Some(bytes) => {
                    self.files.insert(path, bytes);
                }
                None => {
                    self.hold("proposal".to_owned(), "not found in the text any more");
                    let case = register.ledger.cases.get(&slug);
                    self.dropped
                        .extend(case.and_then(|case| case.number.clone()));
                    self.dropped.insert(slug.0.clone());
                    chosen.proposals.remove(&slug);
                }
            }
        }
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for act in register
            .acts
            .iter()
            .filter(|act| chosen.acts.contains(&act.id))
        {
            let went = self.before.acts.get(&(id.to_owned(), act.id.clone()));
            let of_held =
                matches!(&act.target, Target::Proposal(slug) if !chosen.proposals.contains(slug));
            let out = match went {
                Some(went) => Some(went.clone()),
                None if of_held => None,
                None => self.act(&page, &act, register),
            };
            let line = out.map(|out| (out.by.clone(), write_act(id, &out)));
            match line {
                Some((by, line)) if !self.names_dropped(&line) => {
                    if self.meeting.roll.officer(&act.by).is_some() {
                        self.officers.insert(by.clone());
                    }
                    files.entry(acts_path(id, &by)).or_default().push_str(&line);
                }
                _ => {
                    self.hold(
                        "act".to_owned(),
                        "not found in the text any more, or naming what is held back",
                    );
                    self.dropped.insert(act.id.to_string());
                }
            }
        }
        let files = files
            .into_iter()
            .map(|(path, text)| (path, text.into_bytes()));
        self.files.extend(files);
    }

    /// A proposal as it goes out.
    fn proposal(&self, page: &Page<'_>, proposal: &Proposal) -> Option<Proposal> {
        let anchor = match &proposal.anchor {
            None => None,
            Some(anchor) => Some(self.anchor(page, anchor)?),
        };
        let words = |words: &str| self.redaction.words(words);
        Some(Proposal {
            slug: proposal.slug.clone(),
            document: proposal.document.clone(),
            sponsor: proposal.sponsor.clone(),
            cosponsors: proposal.cosponsors.clone(),
            on_behalf_of: proposal.on_behalf_of.clone(),
            kind: proposal.kind,
            anchor,
            place: proposal.place,
            words: words(&proposal.words),
            wanted: words(&proposal.wanted),
            term: proposal.term.clone(),
            amends: proposal.amends.clone(),
            submission: proposal.submission.clone(),
            received: proposal.received,
            forum: proposal.forum,
            rationale: said_to_all(proposal.forum, proposal.rationale.as_deref()),
            desk: false,
        })
    }

    /// An act as it goes out; `None` where it cannot.
    fn act(&self, page: &Page<'_>, act: &Act, register: &Register) -> Option<Act> {
        let target = match &act.target {
            Target::Document => Target::Document,
            Target::Proposal(slug) => Target::Proposal(slug.clone()),
            Target::Act(id) => Target::Act(id.clone()),
            Target::Paragraph(anchor) => Target::Paragraph(self.anchor(page, anchor)?),
            Target::Bracket { anchor, words, nth } => {
                let anchor = self.anchor(page, anchor)?;
                let words = self.redaction.words(words);
                let stands = page.there.body(anchor.ordinal).contains(&words);
                if !stands {
                    return None;
                }
                Target::Bracket {
                    anchor,
                    words,
                    nth: *nth,
                }
            }
        };
        let party = self
            .meeting
            .roll
            .authority(&act.by)
            .is_some_and(|one| one.is_party());
        let mut out = Act::new(act.time, self.by(&act.by), act.verb, target.clone());
        out.id = act.id.clone();
        out.heard = act.heard;
        let known = |id: &&ActId| {
            register.acts.find(id).is_some() && !self.dropped.contains(&id.to_string())
        };
        out.after = act.after.iter().filter(known).cloned().collect();
        out.reason = party
            .then(|| said_to_all(act.heard, act.reason.as_deref()))
            .flatten();
        if let Some(words) = &act.words {
            let redacted = self.redaction.words(words);
            // A ruling's words that do not stand in the text are of a version that the room may never have had.
            let stands = match &target {
                Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => {
                    crate::text::fold(page.there.body(anchor.ordinal))
                        .contains(crate::text::fold(&redacted).as_str())
                }
                _ => false,
            };
            match party || stands {
                true => {
                    out.digests = self
                        .redaction
                        .digests(act.digests.as_ref(), words, &redacted)
                }
                false if act.digests.is_some() => return None,
                false => {}
            }
            out.words = (party || stands).then_some(redacted);
        }
        if self.redaction.names == Shown::Kept && out.digests.is_some() {
            out.chapeau = act.chapeau.clone();
        }
        out.number = act.number.clone();
        out.level = act.level;
        out.into = act.into.clone();
        out.amended = act.amended;
        out.condition = act.condition.clone();
        // By its name of today: where it stood then is a version that the room does not have.
        out.until = act.until.as_deref().and_then(|until| {
            let at = act.until_at.as_deref();
            self.meeting.awaited_as(page.id, until, at)
        });
        out.awaiting = act.awaiting;
        out.closes = act.closes;
        out.decision = act.decision.clone();
        Some(out)
    }

    /// In whose name an act goes out: who sits at the secretariat's desk is nobody's business.
    fn by(&self, by: &str) -> String {
        match self.meeting.roll.officer(by) {
            Some(officer) if officer.role == Role::Secretariat => SECRETARIAT.to_owned(),
            _ => by.to_owned(),
        }
    }

    /// Where a paragraph stands in the text that goes out: no id of a text that does not is named.
    fn anchor(&self, page: &Page<'_>, anchor: &Anchor) -> Option<Anchor> {
        match self.meeting.place(page.id, anchor) {
            Placement::At {
                index,
                certain: true,
            } if index < page.text.paragraphs().len() => {
                Some(anchor_in(page.version, page.there, index))
            }
            _ => None,
        }
    }

    /// Whether a line names something that is held back.
    fn names_dropped(&self, line: &str) -> bool {
        words(line).any(|word| self.dropped.contains(word))
    }

    /// The meeting's own files.
    fn house(&mut self, documents: &[String]) {
        let mut particulars = self.meeting.particulars.clone();
        particulars.documents.retain(|id| documents.contains(id));
        particulars.worked_example = false;
        for deadline in &mut particulars.deadlines {
            deadline.documents.retain(|id| documents.contains(id));
        }
        let roll = &self.meeting.roll;
        let file = |name: &str| format!("facilitators/{name}.yaml");
        self.files.insert(
            file("meeting"),
            write_particulars(&particulars).into_bytes(),
        );
        self.files.insert(
            file("delegations"),
            write_delegations(&roll.delegations).into_bytes(),
        );
        for officer in &roll.officers {
            if officer.role == Role::Secretariat {
                continue;
            }
            let held = officer.documents.iter().filter(|id| documents.contains(id));
            let officer = Officer {
                documents: held.cloned().collect(),
                ..officer.clone()
            };
            self.files
                .insert(file(&officer.handle), write_officer(&officer).into_bytes());
        }
        if self.officers.contains(SECRETARIAT) {
            let officer = Officer {
                handle: SECRETARIAT.to_owned(),
                name: "The secretariat".to_owned(),
                delegation: None,
                role: Role::Secretariat,
                documents: Vec::new(),
            };
            self.files
                .insert(file(SECRETARIAT), write_officer(&officer).into_bytes());
        }
        self.files
            .insert(".gitattributes".to_owned(), ATTRIBUTES.as_bytes().to_vec());
    }

    /// Looks once more through all that would go out for what is held back.
    fn audit(&self) -> Result<(), Refusal> {
        for (path, bytes) in &self.files {
            // A text may speak of whatever it likes: it is the room's.
            if path.ends_with("/text.md") {
                continue;
            }
            let text = String::from_utf8_lossy(bytes);
            let found = words(&text)
                .chain(words(path))
                .find(|word| self.dropped.contains(*word));
            if let Some(word) = found {
                return Err(
                    Refusal::of(format!("{path} would name {word}, which is held back"))
                        .because("nothing went out")
                        .hint("take the name out of the meeting's files, or table what it names"),
                );
            }
        }
        Ok(())
    }
}

/// A text on the desk, and as it goes out.
struct Page<'a> {
    id: &'a str,
    text: &'a Document,
    version: &'a BlobId,
    there: &'a Document,
}

/// What was said to everybody: in plenary.
fn said_to_all(heard: Option<Heard>, said: Option<&str>) -> Option<String> {
    said.filter(|_| heard == Some(Heard::Plenary))
        .map(str::to_owned)
}

/// The words of a line that may be an id, a slug or a number.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '/')))
        .flat_map(|word| std::iter::once(word).chain(word.split('/')))
        .filter(|word| !word.is_empty())
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
