//! What leaves the desk as a page: a meeting and its documents as they were circulated, with names or without, as plain data.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::compare::compare;
use super::desk::desk;
use super::documents::{document_row, documents, row_of_text};
use super::export::Naming;
use super::find::find_document;
use super::nameless::nameless;
use super::outline::title_of;
use super::outward::{Outward, is_tabled};
use super::page::Sheet;
use super::progress::{DocumentProgress, Point};
use super::proposals::card;
use super::results::{Comparison, DocumentRow, ProposalCard, StanceRow};
use super::words::{span_words, stance_name};
use crate::consensus::{Refusal, Stance, Standing, State, Status};
use crate::diff::{Op, Wording, reword};
use crate::meeting::Meeting;
use crate::moment::{Moment, Zone};
use crate::record::ProposalKind;
use crate::text::{Document, Parties};

/// A meeting as its first page has it.
#[derive(Debug, Clone, Serialize)]
pub struct Bulletin {
    /// The version of this shape.
    pub schema: u32,
    /// The meeting's title.
    pub title: String,
    /// What the room calls it.
    pub short: Option<String>,
    /// Its symbol series.
    pub symbol: Option<String>,
    /// Where it meets.
    pub place: Option<String>,
    /// Its first and last day.
    pub days: Option<(String, String)>,
    /// Whether the texts are invented.
    pub illustrative: bool,
    /// Whether names are shown.
    pub names: Naming,
    /// When it was made, in the meeting's zone.
    pub made: Moment,
    /// The agenda.
    pub agenda: Vec<String>,
    /// The programme of work, in the meeting's zone.
    pub programme: Vec<(Moment, String)>,
    /// What is to come, silences among it.
    pub deadlines: Vec<(Moment, String)>,
    /// The documents.
    pub documents: Vec<DocumentRow>,
}

/// A document as its page has it.
#[derive(Debug, Clone, Serialize)]
pub struct Leaf {
    /// The version of this shape.
    pub schema: u32,
    /// How it stands.
    pub row: DocumentRow,
    /// Its language, ISO 639-1, where it is known.
    pub language: Option<String>,
    /// Whether names are shown.
    pub names: Naming,
    /// The text, without names where none are shown.
    #[serde(skip)]
    pub text: Arc<Document>,
    /// A row a paragraph, in order.
    pub rows: Vec<LeafRow>,
    /// What is on the whole document, or on what is gone.
    pub elsewhere: Vec<Filed>,
    /// What changed since another version, where that was asked for.
    #[serde(skip)]
    pub against: Option<Against>,
    /// How far it was, over time.
    pub points: Vec<LeafPoint>,
}

/// The changes since another version.
#[derive(Debug, Clone)]
pub struct Against {
    /// What that version is called: `rev.1`.
    pub name: String,
    /// Its text.
    pub old: Arc<Document>,
    /// The changes.
    pub comparison: Arc<Comparison>,
}

/// A paragraph of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeafRow {
    /// Its ordinal.
    pub index: usize,
    /// What the room calls it.
    pub name: String,
    /// Its state; `None` where nobody keeps a record of it.
    pub state: Option<State>,
    /// Why, without a name where none are shown.
    pub reasons: Vec<String>,
    /// The proposals on it that were tabled, open ones first.
    pub proposals: Vec<Filed>,
    /// The positions on it.
    pub positions: Positions,
}

/// Positions: by name, or counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Positions {
    /// Whose; empty where names are not shown.
    pub named: Vec<Voiced>,
    /// How many of each stance, worst first: `opposes`, 2.
    pub counted: Vec<(Stance, usize)>,
}

/// A position by name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Voiced {
    /// The party.
    pub party: String,
    /// Its stance.
    pub stance: Stance,
    /// On what.
    pub on: String,
    /// Why.
    pub reason: Option<String>,
    /// Whether it awaits instructions.
    pub awaiting: bool,
    /// Whether the words have changed since.
    pub stale: bool,
}

/// A proposal of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Filed {
    /// Its number; `None` where names are not shown, since it names the sponsor.
    pub number: Option<String>,
    /// Whose it is, and who joined.
    pub sponsors: Vec<String>,
    /// What it asks for.
    pub kind: ProposalKind,
    /// Whether it amends another proposal, and which, where names are shown.
    pub amends: Option<String>,
    /// Its status.
    pub status: Status,
    /// Whether it is to be answered.
    pub open: bool,
    /// Late, stale, moot …
    pub marks: Vec<String>,
    /// The words of it: what it changes, or what it says.
    pub wording: Vec<Wording>,
    /// Why.
    pub rationale: Option<String>,
    /// The positions on it.
    pub positions: Positions,
}

/// How far a document was at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeafPoint {
    /// When.
    pub time: Moment,
    /// Contested brackets.
    pub brackets: usize,
    /// Proposals to be answered.
    pub proposals: usize,
    /// Agreed paragraphs.
    pub agreed: usize,
    /// All paragraphs.
    pub paragraphs: usize,
}

/// What a page is made with.
#[derive(Debug, Clone, Default)]
pub struct With<'a> {
    /// Another version to compare with: its name and its text.
    pub against: Option<(String, Arc<Document>)>,
    /// How far it was over time.
    pub progress: Option<&'a DocumentProgress>,
}

/// The meeting's first page.
pub fn bulletin(outward: &Outward<'_>, names: Naming) -> Bulletin {
    let meeting = outward.meeting();
    let of = &meeting.particulars;
    let zone = of.zone.as_deref().and_then(Zone::named);
    let local = |moment: Moment| zone.as_ref().map_or(moment, |zone| moment.in_zone(zone));
    let mut programme: Vec<(Moment, String)> = of
        .programme
        .iter()
        .map(|sitting| (local(sitting.begins), sitting.subject.clone()))
        .collect();
    programme.sort();
    let deadlines = desk(meeting, None, None).deadlines;
    Bulletin {
        schema: 1,
        title: of.title.clone(),
        short: of.short.clone(),
        symbol: of.symbol.clone(),
        place: of.place.clone(),
        days: of.from.clone().zip(of.to.clone()),
        illustrative: of.illustrative,
        names,
        made: local(meeting.now),
        agenda: of.agenda.clone(),
        programme,
        deadlines: deadlines
            .into_iter()
            .map(|(time, what)| {
                // A page is read later than it is made: how long it still was then says nothing.
                let left = format!(" in {}", span_words(time.unix() - meeting.now.unix()));
                let what = what.strip_suffix(&left).map(str::to_owned).unwrap_or(what);
                (local(time), what)
            })
            .collect(),
        documents: documents(meeting).into_iter().map(row_outside).collect(),
    }
}

/// A document's row as it leaves the desk: without what is wrong with its files, who holds the pen and who takes which
/// position on the whole.
fn row_outside(mut row: DocumentRow) -> DocumentRow {
    row.broken.clear();
    row.holders.clear();
    row.stances.clear();
    row
}

/// A document's page.
///
/// What was not tabled yet, and what is marked as the desk's own, is not in it.
///
/// # Errors
/// Where there is no such document, or it has no text.
pub fn leaf(
    outward: &Outward<'_>,
    document: &str,
    names: Naming,
    with: &With<'_>,
) -> Result<Leaf, Refusal> {
    let meeting = outward.meeting();
    let draft = find_document(meeting, document)?;
    let id = draft.id.clone();
    let Some(sheet) = Sheet::open(meeting, &id) else {
        return Err(Refusal {
            what: format!("{id} cannot be read"),
            because: Vec::new(),
            hint: Some(format!("`adref check {id}` says why")),
        });
    };
    let gate = Gate {
        meeting,
        document: &id,
        names,
    };
    let text = gate.text(&sheet.text);
    let rows = (0..sheet.text.paragraphs().len())
        .map(|index| gate.row(&sheet, index))
        .collect();
    let against = with.against.as_ref().map(|(name, old)| {
        let old = gate.text(old);
        let comparison = compare(&old, &text, (name, "now"));
        Against {
            name: name.clone(),
            comparison: Arc::new(comparison),
            old,
        }
    });
    let mut row = row_outside(document_row(meeting, draft));
    if names == Naming::Hidden {
        row.title = title_of(&text).unwrap_or_else(|| id.clone());
    }
    Ok(Leaf {
        schema: 1,
        language: sheet.text.front().get("language").map(str::to_owned),
        names,
        elsewhere: gate.elsewhere(&sheet),
        points: with.progress.map(leaf_points).unwrap_or_default(),
        row,
        text,
        rows,
        against,
    })
}

/// The page of a text that is no document of a meeting: its words, and what changed since another text.
pub fn leaf_of_text(
    text: Document,
    name: &str,
    names: Naming,
    (against, parties): (Option<(String, Arc<Document>)>, &Parties),
) -> Leaf {
    let outside = |text: Arc<Document>| {
        let text = match without_comments(&text) {
            Some(bytes) => Arc::new(Document::parse_with(bytes, parties)),
            None => text,
        };
        match names {
            Naming::Shown => text,
            Naming::Hidden => Arc::new(nameless(&text, parties)),
        }
    };
    let text = outside(Arc::new(text));
    let rows = text.paragraphs().iter().map(|paragraph| {
        let brackets = text.contested(paragraph.index).count();
        LeafRow {
            index: paragraph.index,
            name: text.name(paragraph.index).to_owned(),
            state: match brackets {
                0 => None,
                _ => Some(State::Contested),
            },
            reasons: match brackets {
                0 => Vec::new(),
                1 => vec!["1 bracket".to_owned()],
                many => vec![format!("{many} brackets")],
            },
            proposals: Vec::new(),
            positions: Positions::none(),
        }
    });
    Leaf {
        schema: 1,
        row: row_of_text(&text, name),
        language: text.front().get("language").map(str::to_owned),
        names,
        rows: rows.collect(),
        elsewhere: Vec::new(),
        against: against.map(|(name, old)| {
            let old = outside(old);
            let comparison = compare(&old, &text, (&name, "now"));
            Against {
                name,
                comparison: Arc::new(comparison),
                old,
            }
        }),
        points: Vec::new(),
        text,
    }
}

/// The paragraph of a document that was last acted on: what the room has in hand, and since when.
pub fn in_hand(outward: &Outward<'_>, document: &str) -> Option<(Moment, usize)> {
    let meeting = outward.meeting();
    let register = meeting.register(document)?;
    let ledger = &register.ledger;
    let docket = meeting.docket(document)?;
    let mut newest: Option<(Moment, usize)> = None;
    for act in register.acts.such(|act| !ledger.retracted.contains(act.id)) {
        use crate::record::Target;
        let index = match &act.target {
            Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => {
                meeting.place(document, anchor).index()
            }
            Target::Proposal(slug) => docket.stands(slug),
            _ => None,
        };
        if let Some(index) = index
            && newest.is_none_or(|(time, _)| time <= act.time)
        {
            newest = Some((act.time, index));
        }
    }
    newest
}

/// The course of a document.
pub fn leaf_points(progress: &DocumentProgress) -> Vec<LeafPoint> {
    progress.points.iter().map(point).collect()
}

fn point(point: &Point) -> LeafPoint {
    LeafPoint {
        time: point.time,
        brackets: point.counts.brackets,
        proposals: point.counts.open_proposals,
        agreed: point.counts.agreed,
        paragraphs: point.counts.paragraphs,
    }
}

/// A proposal as it leaves the desk.
pub(super) fn filed(meeting: &Meeting, card: &ProposalCard, names: Naming) -> Filed {
    let gate = Gate {
        meeting,
        document: card.row.document.as_str(),
        names,
    };
    gate.filed(card)
}

/// Positions as they leave the desk: counted, and where names are shown one by one.
pub(super) fn positions(rows: &[StanceRow], names: Naming) -> Positions {
    let mut counted: BTreeMap<Stance, usize> = BTreeMap::new();
    let mut named = Vec::new();
    for row in rows {
        *counted.entry(row.stance).or_default() += 1;
        if names == Naming::Shown {
            named.push(Voiced {
                party: row.party.clone(),
                stance: row.stance,
                on: row.on.clone(),
                reason: row.reason.clone(),
                awaiting: row.awaiting,
                stale: row.stale,
            });
        }
    }
    Positions {
        named,
        counted: counted.into_iter().rev().collect(),
    }
}

/// What goes out through here names nobody where nobody is to be named.
struct Gate<'a> {
    meeting: &'a Meeting,
    document: &'a str,
    names: Naming,
}

impl Gate<'_> {
    fn text(&self, text: &Arc<Document>) -> Arc<Document> {
        let parties = self.meeting.parties();
        let text = match without_comments(text) {
            Some(bytes) => Arc::new(Document::parse_with(bytes, parties)),
            None => text.clone(),
        };
        match self.names {
            Naming::Shown => text,
            Naming::Hidden => Arc::new(nameless(&text, parties)),
        }
    }

    fn words(&self, words: &str, parties: &Parties) -> String {
        let words = bare(words);
        if self.names == Naming::Shown || !words.contains([':', '：']) {
            return words;
        }
        let document = Document::parse_with(words, parties);
        nameless(&document, parties).source().to_owned()
    }

    fn row(&self, sheet: &Sheet<'_>, index: usize) -> LeafRow {
        let name = sheet.text.name(index).to_owned();
        let Some(row) = sheet.row(index, None) else {
            return LeafRow {
                index,
                name,
                state: None,
                reasons: Vec::new(),
                proposals: Vec::new(),
                positions: Positions::none(),
            };
        };
        let proposals = row.proposals.iter();
        LeafRow {
            index,
            name,
            state: Some(row.standing.state),
            reasons: self.reasons(&row.standing),
            positions: self.positions(&row.stances),
            proposals: proposals
                .filter_map(|row| {
                    is_tabled(row.status)
                        .then(|| card(self.meeting, self.document, &row.slug))
                        .flatten()
                })
                .map(|card| self.filed(&card))
                .collect(),
        }
    }

    /// Proposals that stand on no paragraph of today.
    fn elsewhere(&self, sheet: &Sheet<'_>) -> Vec<Filed> {
        let placed: std::collections::BTreeSet<_> = sheet
            .docket
            .paragraphs
            .iter()
            .flat_map(|here| &here.proposals)
            .collect();
        let slugs = sheet.register.proposals.keys();
        slugs
            .filter(|slug| !placed.contains(slug))
            .filter_map(|slug| card(self.meeting, self.document, slug))
            .filter(|card| is_tabled(card.row.status))
            .map(|card| self.filed(&card))
            .collect()
    }

    fn reasons(&self, standing: &Standing) -> Vec<String> {
        if self.names == Naming::Shown {
            let findings = standing.findings.iter().map(|(_, sentence)| sentence);
            return standing.reasons.iter().chain(findings).cloned().collect();
        }
        let of = &standing.derived;
        let counted = [
            (of.brackets, "bracket", "brackets"),
            (of.proposals.len(), "open proposal", "open proposals"),
            (of.blocking.len(), "party blocks it", "parties block it"),
            (
                of.awaited.len(),
                "party awaits instructions",
                "parties await instructions",
            ),
        ];
        counted
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
            .collect()
    }

    fn positions(&self, rows: &[StanceRow]) -> Positions {
        positions(rows, self.names)
    }

    fn filed(&self, card: &ProposalCard) -> Filed {
        let row = &card.row;
        let shown = self.names == Naming::Shown;
        let said = match row.kind {
            ProposalKind::Comment => vec![Wording::new(Op::Equal, card.wanted.as_str())],
            ProposalKind::Move => vec![Wording::new(Op::Equal, wish(card))],
            _ => card.wording.clone(),
        };
        let mut sponsors = vec![row.sponsor.clone()];
        sponsors.extend(row.cosponsors.iter().cloned());
        let kept = |mark: &&String| shown || !mark.contains(" with ") && !mark.contains(" to ");
        Filed {
            number: row.number.clone().filter(|_| shown),
            sponsors: if shown { sponsors } else { Vec::new() },
            kind: row.kind,
            amends: row.amends.as_ref().map(|base| match shown {
                true => base.clone(),
                false => "another proposal".to_owned(),
            }),
            status: row.status,
            open: super::words::is_open(row.status),
            marks: row.marks.iter().filter(kept).cloned().collect(),
            wording: self.outside(&said),
            rationale: card.rationale.clone().filter(|_| shown),
            positions: self.positions(&card.stances),
        }
    }

    /// A change in words, comments left out on both sides, and attributions where nobody is named.
    fn outside(&self, wording: &[Wording]) -> Vec<Wording> {
        let parties = self.meeting.parties();
        let side = |gone: Op| -> String {
            let kept = wording.iter().filter(|run| run.op != gone);
            kept.map(|run| run.text.as_str()).collect()
        };
        let (old, new) = (side(Op::Insert), side(Op::Delete));
        let (bare_old, bare_new) = (self.words(&old, parties), self.words(&new, parties));
        match (bare_old == old, bare_new == new) {
            (true, true) => wording.to_vec(),
            _ => reword(&bare_old, &bare_new),
        }
    }
}

/// Where a paragraph is to go: `move 9 after 7`.
fn wish(card: &ProposalCard) -> String {
    let paragraph = card.row.paragraph.as_deref().unwrap_or("a paragraph");
    let beside = card.beside.as_deref().unwrap_or("elsewhere");
    format!("move {paragraph} {beside}")
}

impl Positions {
    fn none() -> Positions {
        Positions {
            named: Vec::new(),
            counted: Vec::new(),
        }
    }

    /// In words: `2 oppose, 1 supports`; empty where there are none.
    pub fn in_words(&self) -> String {
        let words = self.counted.iter().map(|(stance, count)| match stance {
            _ if *count == 1 => format!("1 {}", stance_name(*stance).trim_end_matches(" on")),
            Stance::Support => format!("{count} support"),
            Stance::Accept => format!("{count} can accept"),
            Stance::Query => format!("{count} ask"),
            Stance::Reserve => format!("{count} reserve"),
            Stance::Oppose => format!("{count} oppose"),
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

/// Words without the comments in them.
fn bare(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}

/// A draft without the comments in its paragraphs; `None` where there are none.
fn without_comments(text: &Document) -> Option<Vec<u8>> {
    let source = text.source();
    if !source.contains("<!--") {
        return None;
    }
    let comments = |instead: &str| {
        let mut pieces = Vec::new();
        for paragraph in text.paragraphs() {
            let body = text.body(paragraph.index);
            let mut from = 0;
            while let Some(at) = body.get(from..).and_then(|rest| rest.find("<!--")) {
                let start = from + at;
                let end = body.get(start..).and_then(|rest| rest.find("-->"));
                let end = end.map_or(body.len(), |end| start + end + 3);
                let offset = paragraph.body.start;
                pieces.push((offset + start..offset + end, instead.to_owned()));
                from = end;
            }
        }
        text.with_pieces(&pieces)
    };
    // Every paragraph keeps its place: what was nothing but a comment is an ellipsis.
    let bytes = comments("");
    let same = Document::parse(bytes.clone()).paragraphs().len() == text.paragraphs().len();
    Some(if same { bytes } else { comments("…") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_every_paragraph_keeps_its_place() {
        let text = Document::parse(
            "1. One <!-- XNO said so --> two.\n\n<!-- a note -->\n\n2. <!-- all of it --> [x]\n",
        );
        let bytes = without_comments(&text).unwrap_or_default();
        let bare_text = Document::parse(bytes);
        assert_eq!(bare_text.paragraphs().len(), text.paragraphs().len());
        for paragraph in bare_text.paragraphs() {
            assert!(!paragraph.text.contains("said"), "{}", paragraph.text);
            assert!(!paragraph.text.contains("all of it"), "{}", paragraph.text);
        }
        assert_eq!(bare("a <!-- b --> c <!-- d"), "a  c ");
        assert_eq!(without_comments(&Document::parse("1. One.\n")), None);
    }
}
