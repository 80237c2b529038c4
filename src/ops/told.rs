//! What became of what a delegation put into the room: a line of the circulation's message each, read in the delegation's own copy.

use std::collections::BTreeSet;

use serde::Serialize;

use super::results::{DeskItem, ProposalRow};
use super::words::counted;
use crate::consensus::Status;
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::record::{Act, ActId, Slug, Target, Verb, acts_path, proposal_path, read_acts};
use crate::repo::{Error, Repository, Said, Snapshot, VersionId};
use crate::text::fold;

/// In whose name a circulation is.
pub(crate) const CIRCULATION: &str = "circulation@adref.invalid";

/// So many of the newest versions of a delegation's copy are looked through for what the desk said.
pub(super) const LOOKED_THROUGH: usize = 300;

/// What became of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The document.
    pub document: String,
    /// Whose paper it is.
    pub by: String,
    /// The proposal's slug or the act's id.
    pub paper: String,
    /// What an act was, in the words of the room's record: `support 5`.
    pub act: Option<String>,
    /// What became of it.
    pub became: Became,
    /// Under which number it was tabled.
    pub number: Option<String>,
    /// The reason that was given to the room.
    pub why: Option<String>,
}

/// What became of a paper at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Became {
    /// The desk has it; it is not tabled yet, or is on something that is not.
    Received,
    /// The desk tabled it: it has its number.
    Tabled,
    /// The desk did not take it.
    NotTaken,
    /// The desk gave it back to its sponsor.
    Returned,
}

impl Became {
    const ALL: [Became; 4] = [
        Became::Received,
        Became::Tabled,
        Became::NotTaken,
        Became::Returned,
    ];

    fn name(self) -> &'static str {
        match self {
            Became::Received => "received",
            Became::Tabled => "tabled",
            Became::NotTaken => "not taken",
            Became::Returned => "returned",
        }
    }
}

impl Told {
    /// What it is, in a line: `outcome xno-b986: not taken: its paragraph is not found in the desk's text`.
    pub fn said(&self) -> String {
        let what = self.act.as_ref().unwrap_or(&self.paper);
        format!("{} {what}: {}", self.document, self.state())
    }

    /// What became of it: `returned: no source is named`.
    fn state(&self) -> String {
        let mut state = self.became.name().to_owned();
        match (self.became, &self.act, &self.number) {
            (Became::Received, None, _) => state.push_str(", not tabled yet"),
            (Became::Tabled, _, Some(number)) => state.push_str(&format!(" as {number}")),
            _ => {}
        }
        if let Some(why) = &self.why {
            state.push_str(&format!(": {why}"));
        }
        state
    }

    /// Its line in a circulation's message.
    pub(crate) fn line(&self) -> String {
        let number = self.number.as_ref();
        let number = number.map(|number| format!(" as {number}"));
        let act = self.act.as_ref().map(|act| format!(" ({act})"));
        let why = self.why.as_ref().map(|why| format!(": {}", fold(why)));
        format!(
            "{}: {} {} {}{}{}{}",
            self.became.name(),
            self.document,
            in_a_word(&self.by),
            self.paper,
            number.unwrap_or_default(),
            act.unwrap_or_default(),
            why.unwrap_or_default()
        )
    }

    /// Whether it is said of a paper of a delegation or group.
    pub(crate) fn is_of(&self, party: &str) -> bool {
        in_a_word(&self.by).eq_ignore_ascii_case(&in_a_word(party))
    }

    /// Reads such a line; `None` where it is something else.
    pub(crate) fn read(line: &str) -> Option<Told> {
        let (became, rest) = line.split_once(": ")?;
        let became = Became::ALL.into_iter().find(|one| one.name() == became)?;
        let (names, why) = match rest.split_once(": ") {
            Some((names, why)) => (names, Some(why.to_owned())),
            None => (rest, None),
        };
        let (names, act) = match names.split_once(" (") {
            Some((names, act)) => (names, Some(act.strip_suffix(')')?.to_owned())),
            None => (names, None),
        };
        let mut names = names.split(' ').map(str::to_owned);
        let (document, by, paper) = (names.next()?, names.next()?, names.next()?);
        let number = match (names.next().as_deref(), names.next()) {
            (Some("as"), Some(number)) => Some(number),
            (None, None) => None,
            _ => return None,
        };
        let answer = Told {
            document,
            by,
            paper,
            act,
            became,
            number,
            why,
        };
        names.next().is_none().then_some(answer)
    }
}

/// A delegation's or group's name as it stands among others: `Arab_Group`.
fn in_a_word(name: &str) -> String {
    name.replace(char::is_whitespace, "_")
}

/// What the circulations of a room, or of a copy of it, said, newest first; nothing where it is neither.
pub(crate) fn said_in(repository: &Repository) -> Vec<Said> {
    let head = repository.head();
    let said = head.map(|head| repository.said_by(CIRCULATION, &head, LOOKED_THROUGH));
    said.and_then(Result::ok).unwrap_or_default()
}

/// What circulations said between two versions of a delegation's copy, of the papers of one delegation or of all, newest first.
///
/// # Errors
/// Where the history cannot be read.
pub(crate) fn told_between(
    repository: &Repository,
    versions: &[VersionId],
    by: Option<&str>,
) -> Result<Vec<Told>, Error> {
    let Some(newest) = versions.first() else {
        return Ok(Vec::new());
    };
    let new: BTreeSet<&VersionId> = versions.iter().collect();
    let said = repository.said_by(CIRCULATION, newest, LOOKED_THROUGH)?;
    let said = said.iter().filter(|said| new.contains(&said.version));
    let answers = said.flat_map(|said| said.message.lines().filter_map(Told::read));
    Ok(answers
        .filter(|answer| by.is_none_or(|by| answer.is_of(by)))
        .collect())
}

/// What a delegation's own copy of the room knows of what it handed in: for its desk. Nothing anywhere else.
pub fn told_on_desk(
    repository: &Repository,
    meeting: &Meeting,
    who: Option<&str>,
) -> Vec<DeskItem> {
    let own = Own::of(repository, meeting, who);
    let item = |document: &str, sentence: String| DeskItem {
        time: None,
        sentence,
        document: document.to_owned(),
        index: None,
        proposal: None,
        urgent: false,
        fresh: false,
    };
    let mut items = Vec::new();
    for (document, slug) in &own.waiting {
        let said = format!("{document} {slug}: {NOT_LOOKED_AT}");
        items.push(DeskItem {
            proposal: Some(slug.clone()),
            ..item(document, said)
        });
    }
    for (document, many) in &own.acts {
        let acts = counted(*many, "act", "acts");
        items.push(item(
            document,
            format!("{document}: {acts} {NOT_LOOKED_AT}"),
        ));
    }
    for (time, newest, answer) in own.answers {
        let register = meeting.register(&answer.document);
        let slug = Slug(answer.paper.clone());
        let stands = register.is_some_and(|register| {
            let act = ActId::from(answer.paper.as_str());
            let case = register.ledger.cases.get(&slug);
            let at_the_door = case.is_some_and(|case| is_at_the_door(case.status));
            let known = register.proposals.contains_key(&slug) || register.act(&act).is_some();
            known && !at_the_door
        });
        // What is told once and seen in the record since then is told no more.
        if !stands || newest && answer.became == Became::Tabled {
            let urgent = matches!(answer.became, Became::NotTaken | Became::Returned);
            items.push(DeskItem {
                time: Some(time),
                urgent,
                ..item(&answer.document, answer.said())
            });
        }
    }
    items
}

/// Puts into the margin of a delegation's own proposals, in its own copy of the room, how far they have come there. Nothing anywhere else.
pub fn note_told(
    repository: &Repository,
    meeting: &Meeting,
    who: Option<&str>,
    rows: &mut [&mut ProposalRow],
) {
    let Some(party) = party(meeting, who) else {
        return;
    };
    if !rows
        .iter()
        .any(|row| row.sponsor == party && is_at_the_door(row.status))
    {
        return;
    }
    let own = Own::of(repository, meeting, who);
    for row in rows.iter_mut().filter(|row| is_at_the_door(row.status)) {
        let waits = (row.document.clone(), row.slug.clone());
        let mut answers = own.answers.iter().map(|(_, _, answer)| answer);
        let answer = answers.find(|one| one.document == row.document && one.paper == row.slug.0);
        match answer {
            _ if own.waiting.contains(&waits) => row.marks.push(NOT_LOOKED_AT.to_owned()),
            Some(answer) if row.status == Status::Returned => row.marks.extend(answer.why.clone()),
            Some(answer) => row.marks.push(answer.state()),
            None => {}
        }
    }
}

/// What is said of a paper that no circulation has come after.
const NOT_LOOKED_AT: &str = "sent and not looked at yet";

/// Whether a proposal is between its sponsor and the desk: nobody else has it in hand yet.
fn is_at_the_door(status: Status) -> bool {
    matches!(status, Status::Draft | Status::Submitted | Status::Returned)
}

/// The delegation or group that sits here.
fn party(meeting: &Meeting, who: Option<&str>) -> Option<String> {
    let authority = meeting.roll.authority(who?)?;
    authority.is_party().then(|| authority.name().to_owned())
}

/// What a copy of the room knows of the papers of whoever sits there.
#[derive(Default)]
struct Own {
    /// Proposals that lie in the room since its last circulation, by document.
    waiting: BTreeSet<(String, Slug)>,
    /// How many other acts lie there, by document.
    acts: Vec<(String, usize)>,
    /// The last that was said of each paper, newest first: when, and whether by the last circulation.
    answers: Vec<(Moment, bool, Told)>,
}

impl Own {
    fn of(repository: &Repository, meeting: &Meeting, who: Option<&str>) -> Own {
        let Some(party) = party(meeting, who) else {
            return Own::default();
        };
        let said = said_in(repository);
        let Some(last) = said.first().map(|said| &said.version) else {
            return Own::default();
        };
        let mut own = Own::default();
        own.wait(repository, meeting, &party, last);
        let mut seen = BTreeSet::new();
        for one in &said {
            for answer in one.message.lines().filter_map(Told::read) {
                let theirs = answer.is_of(&party);
                if theirs && seen.insert((answer.document.clone(), answer.paper.clone())) {
                    own.answers.push((one.time, one.version == *last, answer));
                }
            }
        }
        own
    }

    /// What was sent and has not been looked at: what lies in the room and was not there in its last circulation.
    fn wait(&mut self, repository: &Repository, meeting: &Meeting, party: &str, last: &VersionId) {
        let upstream = repository.upstream().ok().flatten();
        let seen = upstream.and_then(|upstream| repository.last_seen_of(&upstream));
        let snapshot = |version: &VersionId| repository.snapshot(version).ok();
        let (Some(out), Some(sent)) = (snapshot(last), seen.as_ref().and_then(snapshot)) else {
            return;
        };
        let ids = |files: &Snapshot, document: &str| -> BTreeSet<ActId> {
            let path = acts_path(document, party);
            let bytes = files.read(&path);
            let acts = bytes.map(|bytes| read_acts(&path, &bytes).0);
            acts.into_iter().flatten().map(|act| act.id).collect()
        };
        for draft in meeting.drafts() {
            let Some(register) = meeting.register(&draft.id) else {
                continue;
            };
            for (slug, proposal) in &register.proposals {
                let path = proposal_path(&draft.id, slug);
                let theirs = proposal.sponsor == party;
                if theirs && sent.id(&path).is_some() && out.id(&path).is_none() {
                    self.waiting.insert((draft.id.clone(), slug.clone()));
                }
            }
            let (out, sent) = (ids(&out, &draft.id), ids(&sent, &draft.id));
            let of_these = |act: &Act| match &act.target {
                Target::Proposal(slug) if act.verb == Verb::Submit => {
                    self.waiting.contains(&(draft.id.clone(), slug.clone()))
                }
                _ => false,
            };
            let waits = register.acts.iter().filter(|act| {
                let new = sent.contains(&act.id) && !out.contains(&act.id);
                act.by == party && new && !of_these(act)
            });
            let many = waits.count();
            if many > 0 {
                self.acts.push((draft.id.clone(), many));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_back_from_its_line_and_other_lines_are_none() {
        for (became, number, why) in [
            (Became::Received, None, None),
            (Became::Tabled, Some("XNO-3"), None),
            (Became::NotTaken, None, Some("late: by a day")),
            (Became::Returned, None, Some("no paragraph (of 3)")),
        ] {
            let answer = Told {
                document: "outcome".to_owned(),
                by: "XNO".to_owned(),
                paper: "xno-1a2b".to_owned(),
                act: why.map(|_| "support 12 (a)".to_owned()),
                became,
                number: number.map(str::to_owned),
                why: why.map(str::to_owned),
            };
            assert_eq!(Told::read(&answer.line()), Some(answer));
        }
        for line in [
            "",
            "received: a b",
            "taken: a b c",
            "received: a b c d",
            "received: a b c as",
            "tabled: a b c as d e",
        ] {
            assert_eq!(Told::read(line), None, "{line}");
        }
    }
}
