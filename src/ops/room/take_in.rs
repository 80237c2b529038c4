//! What delegations put into the room, taken into the desk's record: proposals and positions, each in its own name, nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::consensus::{Case, Ledger, Matter};
use crate::meeting::{Awaited, Meeting, Placement};
use crate::moment::Moment;
use crate::ops::Receiver;
use crate::ops::plan::anchor_in;
use crate::ops::sentence::Teller;
use crate::ops::words::counted;
use crate::record::{
    Act, ActId, Anchor, Heard, Proposal, ProposalKind, Slug, Target, Verb, append_act,
    proposal_path, read_acts, read_proposal, write_proposal,
};
use crate::repo::{Error, FileChange, VersionId};
use crate::text::fold;
use crate::workspace::{Edit, Workspace};

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

/// Something that is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusedPaper {
    /// The file.
    pub path: String,
    /// Why not.
    pub why: String,
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

/// What of a room's version the desk does not have and may take; nothing is written.
pub fn taken_in(desk: &Meeting, room: &Meeting, now: Moment) -> TakenIn {
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
        };
        let folder = format!("drafts/{}", draft.id);
        for path in room.snapshot().paths(&format!("{folder}/proposals")) {
            desktop.proposal(&path, &mut taken);
        }
        for path in room.snapshot().paths(&format!("{folder}/acts")) {
            desktop.acts(&path, &mut taken);
        }
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
            &receiver.author,
            receiver.when,
        )
        .map(Some)
}

impl TakenIn {
    fn refuse(&mut self, path: &str, why: impl Into<String>) {
        self.refused.push(RefusedPaper {
            path: path.to_owned(),
            why: why.into(),
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
}

impl Desktop<'_> {
    /// A proposal's file of the room.
    fn proposal(&mut self, path: &str, taken: &mut TakenIn) {
        let file = path.rsplit('/').next().unwrap_or_default();
        let slug = Slug(file.trim_end_matches(".md").to_owned());
        if let Some(known) = self.proposals.get(&slug) {
            if known.desk {
                taken.refuse(
                    path,
                    "the desk has a proposal of that name that is not the room's",
                );
            }
            return;
        }
        let bytes = match self.read(path) {
            Ok(bytes) => bytes,
            Err(why) => return taken.refuse(path, why),
        };
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
            return taken.refuse(path, why);
        };
        let Some(sponsor) = self.party(&proposal.sponsor) else {
            return taken.refuse(
                path,
                format!("{} is no delegation or group", proposal.sponsor),
            );
        };
        if let Some(stranger) = proposal
            .cosponsors
            .iter()
            .find(|one| self.party(one).is_none())
        {
            return taken.refuse(path, format!("{stranger} is no delegation or group"));
        }
        if let Some(amended) = &proposal.amends
            && self.proposals.get(amended).is_none_or(|one| one.desk)
        {
            return taken.refuse(path, "the proposal that it amends is not known");
        }
        if let Some(anchor) = &proposal.anchor {
            let Some(anchor) = self.anchor(anchor) else {
                return taken.refuse(path, "its paragraph is not found in the desk's text");
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
            return taken.refuse(path, "it names no paragraph");
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

    /// A file of acts of the room.
    fn acts(&mut self, path: &str, taken: &mut TakenIn) {
        let file = path.rsplit('/').next().unwrap_or_default();
        let who = file.trim_end_matches(".yaml").to_owned();
        let bytes = match self.read(path) {
            Ok(bytes) => bytes,
            Err(why) => return taken.refuse(path, why),
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
        for act in acts {
            if self.known.contains(&act.id) {
                continue;
            }
            let id = act.id.clone();
            match self.act(&who, act) {
                Ok(act) => {
                    if let Err(why) = self.file(path, &act, taken) {
                        taken.refuse(path, format!("{id}: {why}"));
                    }
                }
                Err(why) => taken.refuse(path, format!("{id}: {why}")),
            }
        }
    }

    /// An act as the desk files it: in the delegation's own name, in writing, on the desk's own text.
    fn act(&self, who: &str, act: Act) -> Result<Act, String> {
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
            return Err(format!(
                "it says that it is of {}, which has not come",
                act.time
            ));
        }
        let target = match &act.target {
            Target::Document => Target::Document,
            Target::Proposal(slug) => match self.proposals.get(slug) {
                Some(proposal) if !proposal.desk => Target::Proposal(slug.clone()),
                _ => return Err(format!("no proposal {slug} is known")),
            },
            Target::Act(id) => {
                let register = self.desk.register(self.document);
                let theirs = register
                    .and_then(|register| register.act(id))
                    .is_some_and(|of| of.by == party);
                match theirs {
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
        taken.reason = act.reason;
        taken.words = act.words;
        taken.condition = act.condition;
        let until = act.until.as_deref();
        taken.until_at = until.and_then(|until| self.waits_at(until));
        taken.until = act.until;
        taken.awaiting = act.awaiting;
        Ok(taken)
    }

    /// Files an act behind those of its file, if the rules of the room allow it.
    fn file(&mut self, path: &str, act: &Act, taken: &mut TakenIn) -> Result<(), String> {
        let matter = Matter {
            document: self.document,
            proposals: &self.proposals,
            roll: &self.desk.roll,
            deadline: self.desk.deadline(self.document),
        };
        let allowed = match act.verb {
            Verb::Retract => self.ledger.admit(&matter, act),
            _ => self.ledger.follow(&matter, act),
        };
        allowed.map_err(|refusal| refusal.what)?;
        let own = crate::record::acts_path(self.document, &act.by);
        let present = match taken.files.get(&own) {
            Some(bytes) => Some(bytes.clone()),
            None => match self.desk.snapshot().open(&own) {
                Ok(bytes) => Some(bytes.to_vec()),
                Err(Error::NoFile { .. }) => None,
                Err(error) => return Err(error.to_string()),
            },
        };
        let bytes = append_act(present.as_deref(), self.document, act)
            .map_err(|error| error.to_string())?;
        self.known.insert(act.id.clone());
        taken.files.insert(own, bytes);
        taken.papers.push(RoomPaper {
            document: self.document.to_owned(),
            by: act.by.clone(),
            sentence: self
                .told(act)
                .unwrap_or_else(|| format!("{} {}: {path}", act.by, act.verb)),
            id: act.id.to_string(),
            time: Some(act.time),
            words: act.words.clone().or_else(|| act.reason.clone()),
            proposal: false,
        });
        Ok(())
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
