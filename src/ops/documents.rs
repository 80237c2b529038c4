//! The documents and how far they are: `adref documents`, `adref status`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::minutes::{seconds, spelt};
use super::outline::title_of;
use super::results::{DocumentRow, StanceRow};
use super::stances::Stances;
use super::words::{is_open, state_name};
use crate::consensus::{Adoption, State};
use crate::meeting::{Draft, Meeting, Register};
use crate::record::{Act, Deed, Verb};
use crate::text::{BracketKind, Document, Finding, Kind, Paragraph, Severity};

/// What `status --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingStatus {
    /// The version of this shape.
    pub schema: u32,
    /// The meeting's particulars.
    pub meeting: MeetingRow,
    /// Its documents.
    pub documents: Vec<DocumentRow>,
    /// Who spoke, how often and how long.
    pub spoken: Vec<SpokenRow>,
}

/// How long somebody spoke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpokenRow {
    /// The delegation or group.
    pub party: String,
    /// How many times.
    pub times: usize,
    /// How many seconds in all.
    pub seconds: u32,
    /// The same as the clock shows it.
    pub time: String,
    /// How many seconds more it was given.
    pub extended: u32,
}

/// The meeting in a few words.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingRow {
    /// The full title.
    pub title: String,
    /// What the room calls it.
    pub short: Option<String>,
    /// The symbol series.
    pub symbol: Option<String>,
    /// Where it meets.
    pub place: Option<String>,
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// The time zone.
    pub zone: Option<String>,
    /// How many delegations.
    pub delegations: usize,
    /// How many groups.
    pub groups: usize,
    /// Whether the texts are invented.
    pub illustrative: bool,
}

/// The state of the meeting.
pub fn status(meeting: &Meeting) -> MeetingStatus {
    let of = &meeting.particulars;
    MeetingStatus {
        schema: 1,
        meeting: MeetingRow {
            title: of.title.clone(),
            short: of.short.clone(),
            symbol: of.symbol.clone(),
            place: of.place.clone(),
            from: of.from.clone(),
            to: of.to.clone(),
            zone: of.zone.clone(),
            delegations: meeting.roll.delegations.delegations.len(),
            groups: meeting.roll.delegations.groups.len(),
            illustrative: of.illustrative,
        },
        documents: documents(meeting),
        spoken: spoken(meeting),
    }
}

/// Who spoke how long, by the acts that count; who spoke longest comes first.
fn spoken(meeting: &Meeting) -> Vec<SpokenRow> {
    let mut all: BTreeMap<String, (usize, u32, u32)> = BTreeMap::new();
    for draft in meeting.drafts() {
        let Some(register) = meeting.register(&draft.id) else {
            continue;
        };
        let clock = |deed: &Deed<'_>| {
            matches!(deed.verb, Verb::Speak | Verb::Extend)
                && !register.ledger.retracted.contains(deed.id)
        };
        for act in register.acts.such(clock) {
            let time = act.number.as_deref().and_then(seconds).unwrap_or(0);
            match act.verb {
                Verb::Extend => {
                    let whom = act.words.unwrap_or_default();
                    all.entry(whom).or_default().2 += time;
                }
                _ => {
                    let row = all.entry(act.by).or_default();
                    (row.0, row.1) = (row.0 + 1, row.1 + time);
                }
            }
        }
    }
    let mut rows: Vec<SpokenRow> = all
        .into_iter()
        .map(|(party, (times, seconds, extended))| SpokenRow {
            party,
            times,
            time: spelt(seconds),
            seconds,
            extended,
        })
        .collect();
    rows.sort_by(|one, other| (other.seconds, &one.party).cmp(&(one.seconds, &other.party)));
    rows
}

/// The documents in the meeting's order, with everything counted.
pub fn documents(meeting: &Meeting) -> Vec<DocumentRow> {
    meeting.read_all();
    documents_at_a_glance(meeting)
        .into_iter()
        .map(|row| counted(meeting, row))
        .collect()
}

/// The documents in the meeting's order, counted from their texts alone: states, open proposals and revision are left empty.
///
/// For a first frame that does not wait for the records.
pub fn documents_at_a_glance(meeting: &Meeting) -> Vec<DocumentRow> {
    meeting
        .drafts()
        .iter()
        .map(|draft| glance(meeting, draft))
        .collect()
}

/// A text that is no document of a meeting, counted.
pub(super) fn row_of_text(text: &Document, name: &str) -> DocumentRow {
    let front = |key: &str| text.front().get(key).map(str::to_owned);
    let words = text.counted();
    let contested = |bracket: &&crate::text::Bracket| bracket.kind == BracketKind::Contested;
    DocumentRow {
        id: name.to_owned(),
        symbol: front("symbol").filter(|value| !value.is_empty()),
        title: title_of(text).unwrap_or_else(|| name.to_owned()),
        kind: front("kind"),
        revision: None,
        paragraphs: text.paragraphs().iter().filter(|one| counts(one)).count(),
        states: BTreeMap::new(),
        state: None,
        adopted: None,
        brackets: text.brackets().iter().filter(contested).count(),
        words: words.iter().map(|one| one.words).sum(),
        bracketed_words: words.iter().map(|one| one.bracketed).sum(),
        open_proposals: 0,
        stances: Vec::new(),
        holders: Vec::new(),
        broken: Vec::new(),
    }
}

/// One of them, with everything counted.
pub(super) fn document_row(meeting: &Meeting, draft: &Draft) -> DocumentRow {
    counted(meeting, glance(meeting, draft))
}

fn glance(meeting: &Meeting, draft: &Draft) -> DocumentRow {
    let text = meeting.text(&draft.id);
    let text = text.as_deref();
    let front = |key: &str| {
        text.and_then(|text| text.front().get(key))
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    };
    let paragraphs = text.map(Document::paragraphs).unwrap_or_default();
    let mut broken: Vec<String> = Vec::new();
    if draft.version.is_none() {
        broken.push(format!("{} is missing", draft.path()));
    }
    if let Some(text) = text {
        let errors = text.findings().iter();
        broken.extend(
            errors
                .filter(|finding| finding.severity == Severity::Error)
                .map(|finding| line(&draft.path(), finding)),
        );
    }
    let words = text.map(|text| text.counted()).unwrap_or_default();
    DocumentRow {
        id: draft.id.clone(),
        symbol: front("symbol"),
        title: text.and_then(title_of).unwrap_or_else(|| draft.id.clone()),
        kind: front("kind"),
        revision: None,
        paragraphs: paragraphs.iter().filter(|one| counts(one)).count(),
        states: BTreeMap::new(),
        state: None,
        adopted: None,
        brackets: text.map_or(0, |text| {
            let all = text.brackets().iter();
            all.filter(|bracket| bracket.kind == BracketKind::Contested)
                .count()
        }),
        words: words.iter().map(|one| one.words).sum(),
        bracketed_words: words.iter().map(|one| one.bracketed).sum(),
        open_proposals: 0,
        stances: Vec::new(),
        holders: meeting
            .roll
            .officers
            .iter()
            .filter(|officer| officer.documents.contains(&draft.id))
            .map(|officer| officer.handle.clone())
            .collect(),
        broken,
    }
}

fn counted(meeting: &Meeting, mut row: DocumentRow) -> DocumentRow {
    let (Some(text), Some(register), Some(standings)) = (
        meeting.text(&row.id),
        meeting.register(&row.id),
        meeting.standings(&row.id),
    ) else {
        return row;
    };
    for (paragraph, standing) in text.paragraphs().iter().zip(standings.iter()) {
        if counts(paragraph) {
            let state = state_name(standing.state).to_owned();
            *row.states.entry(state).or_default() += 1;
        }
    }
    let stand = text.paragraphs().iter().zip(standings.iter());
    let counted = stand.filter(|(paragraph, standing)| is_on_the_table(paragraph, standing.state));
    let least = State::least(counted.map(|(_, standing)| standing.state));
    row.state = least.map(|state| state_name(state).to_owned());
    if register.ledger.adopted.is_some() {
        let adoptions = register.ledger.adoptions.iter().rev();
        let mut whole = adoptions.filter(|one| one.section.is_none() && one.carried());
        row.adopted = whole.next().map(Adoption::sentence);
    }
    row.open_proposals = register
        .ledger
        .cases
        .values()
        .filter(|case| is_open(case.status))
        .count();
    row.stances = on_the_text(meeting, &row.id);
    row.revision = last_issue(&register).and_then(|act| act.number.clone());
    let errors = register.faults.iter();
    row.broken.extend(
        errors
            .filter(|fault| fault.finding.severity == Severity::Error)
            .map(|fault| line(&fault.path, &fault.finding)),
    );
    row
}

/// Positions on the whole of a document, the worst first.
pub(super) fn on_the_text(meeting: &Meeting, id: &str) -> Vec<StanceRow> {
    let (Some(text), Some(register), Some(docket)) =
        (meeting.text(id), meeting.register(id), meeting.docket(id))
    else {
        return Vec::new();
    };
    let stances = Stances {
        meeting,
        document: id,
        register: &register,
        text: &text,
    };
    stances.rows(&docket.on_document)
}

/// The last publication that was not taken back.
pub(super) fn last_issue(register: &Register) -> Option<Act> {
    register
        .acts
        .such(|act| act.verb == Verb::Issue && !register.ledger.retracted.contains(act.id))
        .max_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)))
}

/// Whether a paragraph is one for the board: one that people agree on, or a title or heading that is before the room all the same.
pub(super) fn is_on_the_table(paragraph: &Paragraph, state: State) -> bool {
    counts(paragraph) || state.is_before_the_room()
}

/// Whether a paragraph is one that people agree on: the title and headings are not counted.
pub fn counts(paragraph: &Paragraph) -> bool {
    !matches!(paragraph.kind, Kind::Title | Kind::Heading)
}

fn line(path: &str, finding: &Finding) -> String {
    let (place, message) = (finding.place, &finding.message);
    format!("{path}:{}:{}: {message}", place.line, place.column)
}
