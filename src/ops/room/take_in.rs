//! What delegations put into the room, taken into the desk's record: proposals and positions, each in its own name, nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

use super::by_hand::{changed_texts, went_out};
use super::owners::Owners;
use super::refused::{RefusedPaper, TO_COME};
use crate::consensus::{Case, Ledger, Matter};
use crate::meeting::{Awaited, Meeting, Placement};
use crate::moment::Moment;
use crate::ops::Receiver;
use crate::ops::plan::anchor_in;
use crate::ops::sentence::Teller;
use crate::ops::words::counted;
use crate::record::{
    Act, ActId, Anchor, Heard, Proposal, ProposalKind, Slug, Target, Verb, append_act,
    proposal_path, read_acts, read_proposal, text_path, write_proposal,
};
use crate::repo::{Error, FileChange, Repository, VersionId};
use crate::text::fold;
use crate::workspace::{Author, Edit, Workspace};

/// What comes from the room.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TakenIn {
    /// What is taken.
    pub papers: Vec<RoomPaper>,
    /// What is not, and why.
    pub refused: Vec<RefusedPaper>,
    #[serde(skip)]
    files: BTreeMap<String, Vec<u8>>,
}

/// A proposal or an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoomPaper {
    /// The document.
    pub document: String,
    /// Whose it is.
    pub by: String,
    /// What it is, in a sentence.
    pub sentence: String,
    /// The proposal's slug or the act's id.
    pub id: String,
    /// When, as it says itself.
    pub time: Option<Moment>,
    /// The words that it asks for, or that are said with it.
    pub words: Option<String>,
    /// Whether it is a proposal.
    pub proposal: bool,
}

/// Why something is not taken.
struct Why {
    /// For the desk.
    said: String,
    /// For the room: nothing that the desk alone knows.
    told: Option<String>,
}

impl From<String> for Why {
    fn from(said: String) -> Why {
        Why {
            told: Some(said.clone()),
            said,
        }
    }
}

impl From<&str> for Why {
    fn from(said: &str) -> Why {
        said.to_owned().into()
    }
}

impl TakenIn {
    /// In a line: `2 proposals and 3 acts of delegations`.
    pub fn said(&self) -> String {
        let proposals = self.papers.iter().filter(|one| one.proposal).count();
        let acts = self.papers.len() - proposals;
        let mut said = Vec::new();
        if proposals > 0 {
            said.push(counted(proposals, "proposal", "proposals"));
        }
        if acts > 0 {
            said.push(counted(acts, "act", "acts"));
        }
        match said.is_empty() {
            true => "nothing new of the delegations".to_owned(),
            false => format!("{} of the delegations", said.join(", ")),
        }
    }
}

/// No file of the room is read that is larger, in bytes.
const LARGEST: usize = 4 << 20;

/// No act may be of a later time than this, in seconds: clocks differ.
const AHEAD: i64 = 600;

/// What a delegation may do in the room.
fn is_of_a_delegation(verb: Verb) -> bool {
    verb.is_stance()
        || matches!(
            verb,
            Verb::Submit
                | Verb::Withdraw
                | Verb::CoSponsor
                | Verb::AdoptAsOwn
                | Verb::Reintroduce
                | Verb::BreakSilence
                | Verb::Dissociate
                | Verb::Explain
                | Verb::Retract
        )
}

/// What a room's version, looked into at the desk, comes to: what of it may be taken, and what was changed in it that may not; nothing is
/// written. `folder` is where the room lies, if it is a folder here.
///
/// # Errors
/// Where a version cannot be read.
pub fn received_of(
    workspace: &Workspace,
    folder: Option<&Path>,
    found: &VersionId,
    now: Moment,
) -> Result<TakenIn, Error> {
    let repository = workspace.repository();
    let desk = workspace.now(now)?.meeting;
    let room = Meeting::read(repository.snapshot(found)?, now);
    let mut taken = taken_in(&desk, &room, now);
    let there = folder.and_then(|folder| Repository::open(folder).ok());
    let root = there.as_ref().map(Repository::root);
    if let Some(last) = went_out((repository, repository), root, found, now)? {
        taken.refused.extend(changed_texts(&desk, &room, &last));
    }
    Ok(taken)
}

/// What of a room's version the desk does not have and may take; nothing is written.
pub(super) fn taken_in(desk: &Meeting, room: &Meeting, now: Moment) -> TakenIn {
    let mut taken = taken_once(desk, room, now);
    // What answers an act that is taken back in the same batch can be filed only when that is done.
    while !taken.refused.is_empty() && !taken.papers.is_empty() {
        let files = taken.files.iter();
        let files: Vec<FileChange> = files
            .map(|(path, bytes)| FileChange::write(path.clone(), bytes.clone()))
            .collect();
        let more = taken_once(&desk.with(&files), room, now);
        taken.refused = more.refused;
        if more.papers.is_empty() {
            break;
        }
        taken.papers.extend(more.papers);
        taken.files.extend(more.files);
    }
    taken
}

fn taken_once(desk: &Meeting, room: &Meeting, now: Moment) -> TakenIn {
    let mut taken = TakenIn::default();
    for passed in room.snapshot().passed() {
        taken.refuse(&passed.path, passed.reason);
    }
    for draft in desk.drafts() {
        let Some(register) = desk.register(&draft.id) else {
            continue;
        };
        let mut desktop = Desktop {
            desk,
            room,
            document: &draft.id,
            now,
            proposals: register.proposals.clone(),
            ledger: register.ledger.clone(),
            known: register.acts.deeds().map(|deed| deed.id.clone()).collect(),
            new: BTreeMap::new(),
            owners: Owners::of(desk, &draft.id),
        };
        let folder = format!("drafts/{}", draft.id);
        desktop.take_proposals(
            room.snapshot().paths(&format!("{folder}/proposals")),
            &mut taken,
        );
        let mut waiting = Vec::new();
        for path in room.snapshot().paths(&format!("{folder}/acts")) {
            waiting.extend(desktop.acts(&path, &mut taken));
        }
        desktop.file_all(waiting, &mut taken);
    }
    let ids: BTreeSet<&str> = desk
        .drafts()
        .iter()
        .map(|draft| draft.id.as_str())
        .collect();
    let mut strange = BTreeSet::new();
    for path in room.snapshot().paths("drafts") {
        let document = path.split('/').nth(1).unwrap_or_default().to_owned();
        if !ids.contains(document.as_str()) && strange.insert(document) {
            taken.refuse(&path, "the desk has no such document");
        }
    }
    taken
}

/// Takes in what was shown, as one version.
///
/// # Errors
/// [`Error::Moved`] where somebody saved at the desk meanwhile; as for a save.
pub fn take_in(
    workspace: &Workspace,
    taken: &TakenIn,
    receiver: &Receiver,
) -> Result<Option<VersionId>, Error> {
    if taken.papers.is_empty() {
        return Ok(None);
    }
    let present = workspace.now(receiver.when)?;
    let snapshot = present.meeting.snapshot();
    let files = taken.files.iter();
    let files = files.map(|(path, bytes)| {
        FileChange::write(path.clone(), bytes.clone()).over(snapshot.id(path))
    });
    let edit = Edit {
        why: format!("From the room: {}", taken.said()),
        body: String::new(),
        files: files.collect(),
        names: Vec::new(),
    };
    workspace
        .commit(
            &edit,
            present.base.as_ref(),
            &Author {
                edit: receiver.author.clone(),
                keyboard: receiver.author.clone(),
            },
            receiver.when,
        )
        .map(|saved| Some(saved.version))
}

impl TakenIn {
    fn refuse(&mut self, path: &str, why: impl Into<Why>) {
        let why = why.into();
        self.refused.push(RefusedPaper {
            path: path.to_owned(),
            why: why.said,
            paper: None,
            told: why.told,
        });
    }
}

/// A document at the desk, with what was taken in so far.
struct Desktop<'a> {
    desk: &'a Meeting,
    room: &'a Meeting,
    document: &'a str,
    now: Moment,
    proposals: BTreeMap<Slug, Proposal>,
    ledger: Ledger,
    known: BTreeSet<ActId>,
    /// In whose name each act is that was taken in so far.
    new: BTreeMap<ActId, String>,
    /// Whose words stand in the text.
    owners: Owners<'a>,
}

/// An act of the room that the desk does not have.
struct Waiting {
    /// Its file.
    path: String,
    /// Whose file that is.
    who: String,
    act: Act,
}

impl Desktop<'_> {
    /// The proposals of the room; one that amends another of them has its turn after that.
    fn take_proposals(&mut self, mut paths: Vec<String>, taken: &mut TakenIn) {
        loop {
            let many = paths.len();
            let mut refused = Vec::new();
            for path in paths {
                if let Err(why) = self.proposal(&path, taken) {
                    refused.push((path, why));
                }
            }
            if refused.len() == many || refused.is_empty() {
                for (path, why) in refused {
                    taken.refuse(&path, why);
                }
                return;
            }
            paths = refused.into_iter().map(|(path, _)| path).collect();
        }
    }

    /// A proposal's file of the room; why it is not taken.
    fn proposal(&mut self, path: &str, taken: &mut TakenIn) -> Result<(), Why> {
        let file = path.rsplit('/').next().unwrap_or_default();
        let slug = Slug(file.trim_end_matches(".md").to_owned());
        if let Some(known) = self.proposals.get(&slug) {
            return match known.desk {
                true => Err(Why {
                    said: "the desk has a proposal of that name that is not the room's".to_owned(),
                    told: None,
                }),
                false => Ok(()),
            };
        }
        let bytes = self.read(path)?;
        let (proposal, faults) = read_proposal(path, self.document, &bytes);
        let Some(mut proposal) = proposal.filter(|_| faults.is_empty()) else {
            let why = faults
                .first()
                .map_or("it is no proposal".to_owned(), |fault| {
                    format!(
                        "line {}: {}",
                        fault.finding.place.line, fault.finding.message
                    )
                });
            return Err(why.into());
        };
        let Some(sponsor) = self.party(&proposal.sponsor) else {
            return Err(format!("{} is no delegation or group", proposal.sponsor).into());
        };
        if let Some(stranger) = proposal
            .cosponsors
            .iter()
            .find(|one| self.party(one).is_none())
        {
            return Err(format!("{stranger} is no delegation or group").into());
        }
        if let Some(amended) = &proposal.amends
            && self.proposals.get(amended).is_none_or(|one| one.desk)
        {
            return Err("the proposal that it amends is not known".into());
        }
        if let Some(anchor) = &proposal.anchor {
            let Some(anchor) = self.anchor(anchor) else {
                return Err("its paragraph is not found in the desk's text".into());
            };
            // The desk's own words of that paragraph: names that the room does not see stand in them.
            if let Some(text) = self.desk.text(self.document)
                && self.room_words(&proposal)
            {
                proposal.words = fold(text.body(anchor.ordinal));
            }
            proposal.anchor = Some(anchor);
        } else if !matches!(
            proposal.kind,
            ProposalKind::Comment | ProposalKind::Throughout
        ) {
            return Err("it names no paragraph".into());
        }
        proposal.sponsor = sponsor;
        proposal.received = Some(self.now);
        proposal.forum = Some(Heard::InWriting);
        proposal.desk = false;
        taken.files.insert(
            proposal_path(self.document, &slug),
            write_proposal(&proposal).into_bytes(),
        );
        taken.papers.push(RoomPaper {
            document: self.document.to_owned(),
            by: proposal.sponsor.clone(),
            sentence: format!(
                "{} proposes: {}",
                proposal.sponsor,
                crate::ops::kind_name(proposal.kind)
            ),
            id: slug.0.clone(),
            time: None,
            words: Some(fold(&proposal.wanted)).filter(|words| !words.is_empty()),
            proposal: true,
        });
        self.ledger.cases.insert(slug.clone(), Case::new(&proposal));
        self.proposals.insert(slug, proposal);
        Ok(())
    }

    /// Whether a proposal was made on the words that its paragraph has in the room now.
    fn room_words(&self, proposal: &Proposal) -> bool {
        let Some(anchor) = &proposal.anchor else {
            return false;
        };
        let place = self.room.place(self.document, anchor).index();
        let text = self.room.text(self.document);
        match (place, text) {
            (Some(index), Some(text)) => fold(text.body(index)) == fold(&proposal.words),
            _ => false,
        }
    }

    /// The acts of a file of the room that the desk does not have.
    fn acts(&self, path: &str, taken: &mut TakenIn) -> Vec<Waiting> {
        let file = path.rsplit('/').next().unwrap_or_default();
        let who = file.trim_end_matches(".yaml");
        let bytes = match self.read(path) {
            Ok(bytes) => bytes,
            Err(why) => {
                taken.refuse(path, why);
                return Vec::new();
            }
        };
        let (acts, faults) = read_acts(path, &bytes);
        for fault in faults
            .iter()
            .filter(|fault| fault.finding.code != "other-file")
        {
            let place = fault.finding.place;
            taken.refuse(
                path,
                format!("line {}: {}", place.line, fault.finding.message),
            );
        }
        let new = acts.into_iter().filter(|act| !self.known.contains(&act.id));
        let waiting = |act| Waiting {
            path: path.to_owned(),
            who: who.to_owned(),
            act,
        };
        new.map(waiting).collect()
    }

    /// Files what waits, the earliest first. What answers something that is filed only after it, for the clocks differ, has its turn then.
    fn file_all(&mut self, mut waiting: Vec<Waiting>, taken: &mut TakenIn) {
        // What is of one second stays in the order of its file.
        waiting.sort_by_key(|one| one.act.time);
        loop {
            let many = waiting.len();
            let mut refused = Vec::new();
            for one in waiting {
                if self.known.contains(&one.act.id) {
                    continue;
                }
                let done = self.act(&one.who, &one.act).map_err(Why::from);
                let done = done.and_then(|act| self.file(&one.path, &act, taken));
                if let Err(why) = done {
                    refused.push((one, why));
                }
            }
            if refused.len() == many || refused.is_empty() {
                for (one, why) in refused {
                    taken.refused.push(RefusedPaper {
                        path: one.path,
                        why: format!("{}: {}", one.act.id, why.said),
                        paper: Some(one.act.id.to_string()),
                        told: why.told,
                    });
                }
                return;
            }
            waiting = refused.into_iter().map(|(one, _)| one).collect();
        }
    }

    /// An act as the desk files it: in the delegation's own name, in writing, on the desk's own text.
    fn act(&self, who: &str, act: &Act) -> Result<Act, String> {
        let Some(party) = self.party(&act.by) else {
            return Err(format!(
                "{} is no delegation or group, and only those act in the room",
                act.by
            ));
        };
        if !act.by.eq_ignore_ascii_case(who) {
            return Err(format!(
                "it is in the name of {} and stands in the file of {who}",
                act.by
            ));
        }
        if !is_of_a_delegation(act.verb) {
            return Err(format!("“{}” is not done in the room", act.verb));
        }
        if act.time.unix() > self.now.unix() + AHEAD {
            return Err(format!("it says that it is of {}, {TO_COME}", act.time));
        }
        let target = match &act.target {
            Target::Document => Target::Document,
            Target::Proposal(slug) => match self.proposals.get(slug) {
                // What the room does not have is not known there, whatever the desk has: nobody learns that a name is right.
                Some(proposal) if !proposal.desk && self.has_paper(slug) => {
                    Target::Proposal(slug.clone())
                }
                _ => return Err(format!("no proposal {slug} is known")),
            },
            Target::Act(id) => {
                let register = self.desk.register(self.document);
                let there = register.and_then(|register| register.act(id));
                let theirs = there.map(|of| of.by).or_else(|| self.new.get(id).cloned());
                match theirs.is_some_and(|by| by == party) {
                    true => Target::Act(id.clone()),
                    false => return Err("it takes back what is not theirs".to_owned()),
                }
            }
            Target::Paragraph(anchor) => Target::Paragraph(self.anchor_or(anchor)?),
            Target::Bracket { anchor, words, nth } => {
                let anchor = self.anchor_or(anchor)?;
                let text = self.desk.text(self.document);
                let stands =
                    text.is_some_and(|text| text.body(anchor.ordinal).contains(words.as_str()));
                match stands {
                    true => Target::Bracket {
                        anchor,
                        words: words.clone(),
                        nth: *nth,
                    },
                    // With names in it the bracket has other words at the desk.
                    false => Target::Paragraph(anchor),
                }
            }
        };
        let mut taken = Act::new(act.time, party, act.verb, target);
        taken.id = act.id.clone();
        taken.heard = Some(Heard::InWriting);
        taken.after = act
            .after
            .iter()
            .filter(|id| self.known.contains(id))
            .cloned()
            .collect();
        taken.reason = act.reason.clone();
        taken.words = act.words.clone();
        taken.condition = act.condition.clone();
        let until = act.until.as_deref();
        taken.until_at = until.and_then(|until| self.waits_at(until));
        taken.until = act.until.clone();
        taken.awaiting = act.awaiting;
        Ok(taken)
    }

    /// Files an act behind those of its file, if the rules of the room allow it.
    fn file(&mut self, path: &str, act: &Act, taken: &mut TakenIn) -> Result<(), Why> {
        let mut act = act.clone();
        let of = (&self.proposals, &self.ledger);
        let change = self.owners.change(&act, of);
        if let Some(change) = &change {
            Owners::note(&mut act, change);
        }
        let act = &act;
        let matter = Matter {
            document: self.document,
            proposals: &self.proposals,
            roll: &self.desk.roll,
        };
        let allowed = match act.verb {
            Verb::Retract => self.ledger.admit(&matter, act),
            _ => self.ledger.follow(&matter, act),
        };
        allowed.map_err(|refusal| Why {
            said: refusal.what,
            // It may name what only the desk has seen.
            told: Some("the rules of the room do not allow it as things stand".to_owned()),
        })?;
        let own = crate::record::acts_path(self.document, &act.by);
        let present = match taken.files.get(&own) {
            Some(bytes) => Some(bytes.clone()),
            None => match self.desk.snapshot().open(&own) {
                Ok(bytes) => Some(bytes.to_vec()),
                Err(Error::NoFile { .. }) => None,
                Err(error) => return Err(error.to_string().into()),
            },
        };
        let bytes = append_act(present.as_deref(), self.document, act)
            .map_err(|error| error.to_string())?;
        self.known.insert(act.id.clone());
        self.new.insert(act.id.clone(), act.by.clone());
        if let Some(change) = change {
            let text = text_path(self.document);
            taken.files.insert(text, change.1.clone());
            self.owners.take(act, change);
        }
        taken.files.insert(own, bytes);
        let sentence = self.told(act);
        let sentence = sentence.unwrap_or_else(|| format!("{} {}: {path}", act.by, act.verb));
        let words = act.words.clone().or_else(|| act.reason.clone());
        taken.papers.push(RoomPaper {
            document: self.document.to_owned(),
            by: act.by.clone(),
            words: words.filter(|words| !sentence.contains(words.as_str())),
            sentence,
            id: act.id.to_string(),
            time: Some(act.time),
            proposal: false,
        });
        Ok(())
    }

    /// Whether a proposal's file lies in the room.
    fn has_paper(&self, slug: &Slug) -> bool {
        let path = proposal_path(self.document, slug);
        self.room.snapshot().id(&path).is_some()
    }

    fn told(&self, act: &Act) -> Option<String> {
        let (register, text) = (
            self.desk.register(self.document)?,
            self.desk.text(self.document)?,
        );
        Some(Teller::new(self.desk, self.document, &register, &text).tell(act))
    }

    /// A file of the room, of a size that somebody could have written.
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let bytes = self
            .room
            .snapshot()
            .open(path)
            .map_err(|error| error.to_string())?;
        match bytes.len() > LARGEST {
            true => Err(format!(
                "it holds {} bytes, more than the {LARGEST} that are read",
                bytes.len()
            )),
            false => Ok(bytes.to_vec()),
        }
    }

    fn party(&self, name: &str) -> Option<String> {
        let authority = self.desk.roll.authority(name)?;
        authority.is_party().then(|| authority.name().to_owned())
    }

    fn anchor_or(&self, anchor: &Anchor) -> Result<Anchor, String> {
        let lost = || format!("paragraph {} is not found in the desk's text", anchor.label);
        self.anchor(anchor).ok_or_else(lost)
    }

    /// Where the paragraph that is waited for stands at the desk, if it is one.
    fn waits_at(&self, until: &str) -> Option<Box<Anchor>> {
        match self.desk.called(self.document, until)? {
            Awaited::Paragraph(other, index) => {
                let version = self.desk.draft(&other)?.version.clone()?;
                let text = self.desk.text(&other)?;
                Some(Box::new(anchor_in(&version, &text, index)))
            }
            Awaited::Proposal(..) => None,
        }
    }

    /// Where a paragraph of a text of the room stands in the desk's present text.
    fn anchor(&self, anchor: &Anchor) -> Option<Anchor> {
        let draft = self.desk.draft(self.document)?;
        let (version, text) = (draft.version.clone()?, self.desk.text(self.document)?);
        match self.desk.place(self.document, anchor) {
            Placement::At {
                index,
                certain: true,
            } => Some(anchor_in(&version, &text, index)),
            _ => None,
        }
    }
}
