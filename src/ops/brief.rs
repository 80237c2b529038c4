//! One page before a sitting: what can be gavelled in which words, who holds out, what would close each, what changed.

use std::collections::BTreeSet;

use serde::{Serialize, Serializer};

use super::board::{Board, BoardRow, Holdout, Package, board, ready_in};
use super::desk::own_desk;
use super::log::latest;
use super::outward::Outward;
use super::proposals::proposals;
use super::results::{LogRow, ProposalFilter, ProposalRow};
use super::words::{proposal_words, status_name};
use crate::consensus::{Authority, Refusal, State};
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::record::{Participant, Role, Slug};
use crate::text::{BracketKind, Document, Paragraph, fold};

/// No brief tells more acts than this; the log has everything.
const MOST: usize = 60;

/// What `brief --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Brief {
    /// The version of this shape.
    pub schema: u32,
    /// For whom: a code or a handle.
    #[serde(rename = "for")]
    pub who: String,
    /// The name.
    pub name: String,
    /// Whether it is a delegation's or a group's, and not an officer's.
    pub party: bool,
    /// The meeting's short name or title.
    pub meeting: String,
    /// Of which moment.
    #[serde(serialize_with = "rfc3339")]
    pub when: Moment,
    /// Since when changes are told.
    #[serde(serialize_with = "rfc3339_or_nothing")]
    pub since: Option<Moment>,
    /// What can be gavelled now, with the words to read out.
    pub gavel: Vec<Spoken>,
    /// What was ruled and is the case no more, and the like: document, paragraph, sentence.
    pub findings: Vec<(String, String, String)>,
    /// The paragraphs that are not closed: all of them for an officer, for a party those that it blocks.
    pub open: Vec<BoardRow>,
    /// For a party: paragraphs that would be closed most easily if it gave way, and how.
    pub asked: Vec<(String, String, String)>,
    /// Who holds out.
    pub holdouts: Vec<Holdout>,
    /// What can be closed together only.
    pub packages: Vec<Package>,
    /// For a party: what became of its proposals, and what it still has to do.
    pub own: Vec<String>,
    /// What ends when.
    pub deadlines: Vec<(Moment, String)>,
    /// Today's sittings.
    pub sittings: Vec<(Moment, String)>,
    /// What was done since, oldest first.
    pub changed: Vec<LogRow>,
    /// How many more acts there were since.
    pub more: usize,
}

/// A paragraph whose words are to be read out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spoken {
    /// The document.
    pub document: String,
    /// What the room calls it.
    pub name: String,
    /// The exact words.
    pub words: String,
}

fn rfc3339<S: Serializer>(time: &Moment, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&time.format("%Y-%m-%dT%H:%M:%S%:z"))
}

fn rfc3339_or_nothing<S: Serializer>(time: &Option<Moment>, to: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => rfc3339(time, to),
        None => to.serialize_none(),
    }
}

/// The brief for an officer (`chair` means whoever is in the chair), a delegation or a group, telling what changed since a moment:
/// where none is given, since the sitting before the present one began.
///
/// # Errors
/// Where nobody is called so.
pub fn brief(meeting: &Meeting, who: &str, since: Option<Moment>) -> Result<Brief, Refusal> {
    let (code, name, holds) = seat(meeting, who)?;
    let party = holds.is_none();
    // A party's brief goes to it: what it cannot know is not in it, nor anything that follows from that.
    let outward = match party {
        true => Some(Outward::known_to(meeting, &code)),
        false => None,
    };
    let meeting = outward.as_ref().map_or(meeting, Outward::meeting);
    let all = board(meeting, None)?;
    let here = |document: &str| match &holds {
        Some(held) if !held.is_empty() => held.iter().any(|one| one == document),
        _ => true,
    };
    let rows = || {
        let documents = all.documents.iter().filter(|one| here(&one.id));
        documents.flat_map(|one| &one.rows)
    };
    let since = since.or_else(|| last_sitting(meeting));
    let desk = own_desk(meeting, &code, since);
    let blocked_by = |row: &&BoardRow| {
        let mut blocks = row.blocks.iter();
        !party || blocks.any(|block| block.who.as_deref() == Some(code.as_str()))
    };
    let mut log = latest(meeting, None, usize::MAX)?;
    log.retain(|act| !act.retracted && here(&act.document));
    log.retain(|act| since.is_none_or(|since| act.time >= since));
    let more = log.len().saturating_sub(MOST);
    log.truncate(MOST);
    log.reverse();
    Ok(Brief {
        schema: 1,
        name,
        party,
        meeting: meeting
            .particulars
            .short
            .clone()
            .unwrap_or_else(|| meeting.particulars.title.clone()),
        when: meeting.now,
        since,
        gavel: {
            let drafts = meeting.drafts().iter().filter(|draft| here(&draft.id));
            drafts
                .flat_map(|draft| spoken(meeting, &draft.id))
                .collect()
        },
        findings: rows()
            .flat_map(|row| {
                let told = row.findings.iter();
                told.map(|one| (row.document.clone(), row.name.clone(), one.clone()))
            })
            .collect(),
        open: rows()
            .filter(|row| {
                matches!(
                    row.state,
                    State::Contested | State::Reopened | State::Silence | State::Parked
                )
            })
            .filter(blocked_by)
            .cloned()
            .collect(),
        asked: match party {
            true => asked(&all, &code),
            false => Vec::new(),
        },
        holdouts: match party {
            true => Vec::new(),
            false => all
                .holdouts
                .iter()
                .filter(|one| {
                    let mut places = one.alone.iter().chain(&one.with_others);
                    places.any(|(document, _)| here(document))
                })
                .cloned()
                .collect(),
        },
        packages: all
            .packages
            .iter()
            .filter(|one| one.paragraphs.iter().any(|(document, _)| here(document)))
            .cloned()
            .collect(),
        own: match party {
            true => {
                let items = || desk.items.iter();
                let told: BTreeSet<&Slug> =
                    items().filter_map(|item| item.proposal.as_ref()).collect();
                let told_of = items()
                    .filter(|item| !item.urgent || item.proposal.is_some())
                    .map(|item| format!("{} {}", item.document, item.sentence));
                told_of.chain(decided(meeting, &code, &told)?).collect()
            }
            false => Vec::new(),
        },
        deadlines: desk.deadlines,
        sittings: desk.sittings,
        changed: log,
        more,
        who: code,
    })
}

/// The words of a document that can be gavelled now.
fn spoken(meeting: &Meeting, id: &str) -> Vec<Spoken> {
    let Some(text) = meeting.text(id) else {
        return Vec::new();
    };
    let ready = ready_in(meeting, id).into_iter();
    ready
        .filter_map(|index| text.paragraphs().get(index))
        .map(|paragraph| Spoken {
            document: id.to_owned(),
            name: text.name(paragraph.index).to_owned(),
            words: aloud(&text, paragraph),
        })
        .collect()
}

/// The words of a paragraph as they are read out: without a tag of its status, which is no text.
fn aloud(text: &Document, paragraph: &Paragraph) -> String {
    let tags = text.brackets().iter().filter(|bracket| {
        bracket.kind == BracketKind::Status && bracket.paragraph == paragraph.index
    });
    let tags = tags.filter_map(|bracket| text.source().get(bracket.span.clone()));
    let words = tags.fold(paragraph.text.clone(), |words, tag| {
        words.replacen(&fold(tag), "", 1)
    });
    fold(&words)
}

/// A party's proposals that nothing is to be done about any more: where they were made, and what became of them.
fn decided(meeting: &Meeting, code: &str, told: &BTreeSet<&Slug>) -> Result<Vec<String>, Refusal> {
    let filter = ProposalFilter {
        sponsor: Some(code.to_owned()),
        ..ProposalFilter::default()
    };
    let rows = proposals(meeting, &filter)?.into_iter();
    let rest = rows.filter(|row| !told.contains(&row.slug));
    let sentence = |row: ProposalRow| {
        let name = row.number.unwrap_or_else(|| row.slug.to_string());
        let words = proposal_words(&name, row.kind, row.paragraph.as_deref());
        format!("{} {words}, {}", row.document, status_name(row.status))
    };
    Ok(rest.map(sentence).collect())
}

/// What somebody's giving way would close: the paragraphs in whose easiest way it does.
fn asked(board: &Board, code: &str) -> Vec<(String, String, String)> {
    let rows = board.documents.iter().flat_map(|document| &document.rows);
    rows.filter_map(|row| {
        let way = row.ways.first()?;
        let theirs = way.give_way.iter().any(|one| one == code);
        theirs.then(|| (row.document.clone(), row.name.clone(), way.sentence.clone()))
    })
    .collect()
}

/// Who is meant: the code, the name, and for an officer the documents held (none: all).
fn seat(meeting: &Meeting, who: &str) -> Result<(String, String, Option<Vec<String>>), Refusal> {
    let officers = &meeting.roll.officers;
    let chair = who.eq_ignore_ascii_case("chair");
    let officer = officers.iter().find(|officer| {
        officer.handle.eq_ignore_ascii_case(who) || (chair && officer.role == Role::Chair)
    });
    if let Some(officer) = officer {
        let held = match officer.role {
            Role::Facilitator => officer.documents.clone(),
            Role::Chair | Role::Secretariat => Vec::new(),
        };
        return Ok((officer.handle.clone(), officer.name.clone(), Some(held)));
    }
    match meeting.roll.find(who) {
        Some(Authority::Delegation(code) | Authority::Group(code)) => {
            let known = meeting.roll.delegations.find(&code);
            let name = known.map_or(code.as_str(), Participant::name).to_owned();
            Ok((code, name, None))
        }
        _ => {
            let near = meeting.roll.near(who);
            Err(Refusal {
                what: format!("nobody here is called {who}"),
                because: Vec::new(),
                hint: Some(match near.first() {
                    Some(near) => format!("did you mean {near}?"),
                    None => "facilitators/delegations.yaml lists who takes part".to_owned(),
                }),
            })
        }
    }
}

/// When the sitting before the present one began; that one where there was none before.
fn last_sitting(meeting: &Meeting) -> Option<Moment> {
    let programme = meeting.particulars.programme.iter();
    let mut begun: Vec<Moment> = programme
        .map(|sitting| sitting.begins)
        .filter(|begins| *begins <= meeting.now)
        .collect();
    begun.sort();
    let present = begun.pop();
    begun.pop().or(present)
}
