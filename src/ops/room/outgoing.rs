//! What of a meeting goes out, document by document: proposals, acts and the meeting's own files, each written anew.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::earlier::Earlier;
use super::redact::Redaction;
use crate::consensus::{Refusal, Status};
use crate::meeting::{Meeting, Placement, Register};
use crate::ops::Shown;
use crate::ops::outward::{AMENDS, MARKED, ON_A_PROPOSAL, Own, TAKEN_BACK};
use crate::ops::plan::anchor_in;
use crate::record::{
    Act, ActId, Anchor, Heard, Officer, Proposal, Role, Slug, Target, Verb, acts_path,
    proposal_path, write_act, write_delegations, write_officer, write_particulars, write_proposal,
};
use crate::repo::BlobId;
use crate::text::{Document, fold};

/// What the secretariat is called in the room, whoever sits there.
const SECRETARIAT: &str = "secretariat";

/// What git is told of the room.
pub(super) const ATTRIBUTES_FILE: &str = ".gitattributes";

/// Plain git puts acts together without adref.
const ATTRIBUTES: &str = "drafts/*/acts/*.yaml merge=union\n";

/// The acts of which nothing goes out, whoever did them.
fn is_of_the_desk(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Source | Verb::Edit | Verb::Speak | Verb::Extend | Verb::Rebase
    )
}

/// What goes out of one document.
pub(super) struct Chosen {
    pub(super) proposals: BTreeSet<Slug>,
    pub(super) acts: BTreeSet<ActId>,
    pub(super) page: Option<(BlobId, Document)>,
}

pub(super) struct Outgoing<'a> {
    pub(super) meeting: &'a Meeting,
    pub(super) redaction: Redaction<'a>,
    pub(super) before: &'a Earlier,
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) held: BTreeMap<(String, &'static str), usize>,
    /// Ids, slugs and numbers of what is held back.
    pub(super) dropped: HashSet<String>,
    /// Numbers of what goes out.
    pub(super) open: HashSet<String>,
    /// The officers in whose name something goes out.
    pub(super) officers: BTreeSet<String>,
    /// The issues of texts that are those that go out, as the desk has them, by document.
    pub(super) issues: Vec<(String, Act)>,
}

impl Outgoing<'_> {
    pub(super) fn hold(&mut self, what: String, why: &'static str) {
        *self.held.entry((what, why)).or_default() += 1;
    }

    /// Nothing of a document goes out.
    pub(super) fn drop_all(&mut self, register: &Register) {
        for (slug, case) in &register.ledger.cases {
            self.dropped.insert(slug.0.clone());
            self.dropped.extend(case.number.clone());
        }
        self.dropped
            .extend(register.acts.deeds().map(|deed| deed.id.to_string()));
    }

    /// Which proposals and acts go out.
    pub(super) fn choose(&mut self, id: &str, register: &Register) -> Result<Chosen, Refusal> {
        let own = Own::of(register);
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
                Some(MARKED)
            } else if let Some(why) = own.proposals.get(slug) {
                Some(*why)
            } else if number.is_none() && !self.before.has_paper(id, proposal) {
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
            self.hold("proposal".to_owned(), AMENDS);
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
                () if act.desk => Some(MARKED),
                () if is_of_the_desk(act.verb) => Some("the desk's own work"),
                () if matches!(&act.target, Target::Proposal(slug) if !known(slug)) => {
                    Some(ON_A_PROPOSAL)
                }
                () if act.into.as_ref().is_some_and(|into| !known(into)) => Some(ON_A_PROPOSAL),
                () if is_on_an_untabled(register, &act)
                    && act.verb != Verb::Return
                    && self.before.act(id, &act).is_none() =>
                {
                    Some(ON_A_PROPOSAL)
                }
                () if taken_back => Some(TAKEN_BACK),
                () => own.acts.get(&act.id).copied(),
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

    /// Writes the proposals of a document; one whose paragraph is not found any more is not among the chosen then.
    pub(super) fn proposals(
        &mut self,
        id: &str,
        (text, register): (&Document, &Register),
        chosen: &mut Chosen,
    ) {
        let Some((version, there)) = chosen.page.clone() else {
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
            let case = register.ledger.cases.get(&slug);
            let tabled = case.is_some_and(|case| case.number.is_some());
            // A proposal is never changed once it is tabled: nor in the room. What its sponsor put there stays until then as it is.
            let bytes = match self.before.proposals.get(&path) {
                Some(bytes) => Some(bytes.clone()),
                None if !tabled => self.before.files.get(&path).cloned(),
                None => self
                    .proposal(&page, proposal)
                    .map(|one| write_proposal(&one).into_bytes())
                    .or_else(|| self.before.paper(id, proposal)),
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
        // Two desks that worked apart may have given one number twice: where one of the two goes out, the number is no secret.
        for slug in &chosen.proposals {
            let case = register.ledger.cases.get(slug);
            self.open.extend(case.and_then(|case| case.number.clone()));
        }
    }

    /// Writes the acts of a document.
    pub(super) fn acts(
        &mut self,
        id: &str,
        (text, register): (&Document, &Register),
        chosen: &Chosen,
    ) {
        let Some((version, there)) = &chosen.page else {
            return;
        };
        let page = Page {
            id,
            text,
            version,
            there,
        };
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
                // Of what its sponsor put there and nobody has tabled, no more is told than the room has, and that it was given back.
                None if is_on_an_untabled(register, &act) && act.verb != Verb::Return => {
                    self.before.act(id, &act)
                }
                // What a delegation put there stands as it put it where the desk's text has no place for it any more.
                None => self
                    .act(&page, &act, register)
                    .or_else(|| self.before.act(id, &act)),
            };
            let line = out.map(|out| (out.by.clone(), write_act(id, &out)));
            match line {
                Some((by, line)) if !self.names_dropped(&line) => {
                    if self.meeting.roll.officer(&act.by).is_some() {
                        self.officers.insert(by.clone());
                    }
                    let stands = !register.ledger.retracted.contains(&act.id);
                    if stands && self.is_of_this_text(&page, &act) {
                        self.issues.push((id.to_owned(), act));
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
            let there = fold(&redacted);
            let stands = match &target {
                Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => {
                    fold(page.there.body(anchor.ordinal)).contains(there.as_str())
                }
                Target::Proposal(_) => {
                    let mut paragraphs = page.there.paragraphs().iter();
                    paragraphs.any(|one| one.text == there)
                }
                _ => false,
            };
            match party || stands {
                true => {
                    out.digests = self
                        .redaction
                        .digests(act.digests.as_ref(), words, &redacted)
                }
                // What became of a proposal does not hang on how its paragraph read then: that alone stays at the desk.
                false if matches!(target, Target::Proposal(_)) => {}
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
        out.text = self
            .is_of_this_text(page, act)
            .then(|| page.version.clone());
        out.decision = act.decision.clone();
        Some(out)
    }

    /// Whether an act issued the very text that goes out: of an older one the room has no bytes.
    fn is_of_this_text(&self, page: &Page<'_>, act: &Act) -> bool {
        let draft = self.meeting.draft(page.id);
        let saved = draft.and_then(|draft| draft.version.as_ref());
        act.verb == Verb::Issue && act.text.is_some() && act.text.as_ref() == saved
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
        words(line).any(|word| self.is_dropped(word))
    }

    fn is_dropped(&self, word: &str) -> bool {
        self.dropped.contains(word) && !self.open.contains(word)
    }

    /// The meeting's own files.
    pub(super) fn house(&mut self, documents: &[String]) {
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
            .insert(ATTRIBUTES_FILE.to_owned(), ATTRIBUTES.as_bytes().to_vec());
    }

    /// Looks once more through all that would go out for what is held back.
    pub(super) fn audit(&self) -> Result<(), Refusal> {
        for (path, bytes) in &self.files {
            // A text may speak of whatever it likes: it is the room's.
            if path.ends_with("/text.md") {
                continue;
            }
            let text = String::from_utf8_lossy(bytes);
            let found = words(&text)
                .chain(words(path))
                .find(|word| self.is_dropped(word));
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

/// Whether an act is on a proposal that has no number.
fn is_on_an_untabled(register: &Register, act: &Act) -> bool {
    let Target::Proposal(slug) = &act.target else {
        return false;
    };
    let case = register.ledger.cases.get(slug);
    case.is_none_or(|case| case.number.is_none())
}

/// What was said to everybody: in plenary.
fn said_to_all(heard: Option<Heard>, said: Option<&str>) -> Option<String> {
    said.filter(|_| heard == Some(Heard::Plenary))
        .map(str::to_owned)
}

/// The words of a line that may be an id, a slug or a number.
pub(super) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '/')))
        .flat_map(|word| std::iter::once(word).chain(word.split('/')))
        .filter(|word| !word.is_empty())
}
