//! What questions answer: plain data, sorted, ready for JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::front::FrontChange;
use super::outside::{LayoutChange, Outside};
use super::throughout::TermEverywhere;
use crate::consensus::{Stance, Standing, Status, Tally};
use crate::diff::{Change, Wording};
use crate::moment::Moment;
use crate::record::{How, ProposalKind, Slug};
use crate::repo::Signed;

/// One document in the status table.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentRow {
    /// The folder's name.
    pub id: String,
    /// Its symbol.
    pub symbol: Option<String>,
    /// Its title.
    pub title: String,
    /// What it is: discussion-paper, outcome, annex, report.
    pub kind: Option<String>,
    /// The last issued revision.
    pub revision: Option<String>,
    /// How many paragraphs (headings and title not counted).
    pub paragraphs: usize,
    /// How many paragraphs in each state, by the state's name.
    pub states: std::collections::BTreeMap<String, usize>,
    /// The least of its paragraphs' states: nothing is agreed until everything is agreed.
    pub state: Option<String>,
    /// How the whole was adopted: `adopted by a vote of 134 to 0, with 2 abstentions`.
    pub adopted: Option<String>,
    /// Contested brackets.
    pub brackets: usize,
    /// Words, and how many of them in brackets.
    pub words: usize,
    /// Words in brackets.
    pub bracketed_words: usize,
    /// Open proposals.
    pub open_proposals: usize,
    /// Positions on the whole text, the worst first.
    pub stances: Vec<StanceRow>,
    /// Who holds the pen: handles.
    pub holders: Vec<String>,
    /// Problems with its files: errors only, a line each.
    pub broken: Vec<String>,
}

/// A document for reading: one row a paragraph.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// The document's id.
    pub document: String,
    /// Its title.
    pub title: String,
    /// Positions on the whole text, the worst first.
    pub stances: Vec<StanceRow>,
    /// The paragraphs.
    pub rows: Vec<PageRow>,
}

/// One paragraph of a page.
#[derive(Debug, Clone, Serialize)]
pub struct PageRow {
    /// Its ordinal.
    pub index: usize,
    /// What the room calls it.
    pub name: String,
    /// Its standing.
    pub standing: Standing,
    /// Its words as read by somebody; `None` where the page shows the room's text.
    pub read_as: Option<String>,
    /// Proposals on it, open ones first: slug, number, sponsor, status.
    pub proposals: Vec<ProposalRow>,
    /// Stances on it.
    pub stances: Vec<StanceRow>,
}

/// A stance, for people.
#[derive(Debug, Clone, Serialize)]
pub struct StanceRow {
    /// The party.
    pub party: String,
    /// Its stance.
    pub stance: Stance,
    /// On what: `12`, `XNO-3`.
    pub on: String,
    /// Since when.
    pub time: Moment,
    /// Why.
    pub reason: Option<String>,
    /// Whether the words have changed since.
    pub stale: bool,
    /// Whether it awaits instructions.
    pub awaiting: bool,
}

/// A proposal in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ProposalRow {
    /// Its slug.
    pub slug: Slug,
    /// Its number, once tabled.
    pub number: Option<String>,
    /// The document.
    pub document: String,
    /// Whose it is.
    pub sponsor: String,
    /// Who joined.
    pub cosponsors: Vec<String>,
    /// What it asks for.
    pub kind: ProposalKind,
    /// The proposal whose words it amends, by number or slug.
    pub amends: Option<String>,
    /// The paragraph as it is called now; `None` where gone.
    pub paragraph: Option<String>,
    /// The paragraph's ordinal now.
    pub index: Option<usize>,
    /// Its status.
    pub status: Status,
    /// Late, stale, moot, collides with …: words for the margin.
    pub marks: Vec<String>,
    /// Open proposals that touch the same words, by number or slug; the first dozen.
    pub collides: Vec<String>,
    /// When it was received.
    pub received: Option<Moment>,
    /// When something last happened to it.
    pub touched: Option<Moment>,
}

/// A proposal in full.
#[derive(Debug, Clone, Serialize)]
pub struct ProposalCard {
    /// The row.
    pub row: ProposalRow,
    /// The words it was written on.
    pub was: String,
    /// Today's words of the paragraph.
    pub now: Option<String>,
    /// The words wanted.
    pub wanted: String,
    /// Where a paragraph that moves goes: `after 7`, as that is called now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<String>,
    /// The change in words, against today's text where it stands, else against `was`.
    pub wording: Vec<Wording>,
    /// The amendments to it, open ones first.
    pub amendments: Vec<ProposalRow>,
    /// For an open proposal on a term: the places where it stands.
    pub places: Option<TermEverywhere>,
    /// Why.
    pub rationale: Option<String>,
    /// Its acts in time.
    pub acts: Vec<LogRow>,
    /// Stances on it.
    pub stances: Vec<StanceRow>,
}

/// Where paragraphs come from: what `sources --json` prints.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sourced {
    /// The version of this shape.
    pub schema: u32,
    /// The paragraphs of which anything is known, in order.
    pub paragraphs: Vec<ParagraphSources>,
    /// What was declined.
    pub declined: Vec<DeclinedRow>,
    /// Paragraphs of papers that were neither taken up nor declined.
    pub neither: Vec<UntakenRow>,
    /// Lines of the lists that name nothing, or cannot be read.
    pub unclear: Vec<String>,
}

/// Where one paragraph comes from, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParagraphSources {
    /// The document.
    pub document: String,
    /// What the room calls it.
    pub paragraph: String,
    /// Its ordinal.
    pub index: usize,
    /// How much it keeps of its sources, where it is known to have some or none.
    pub how: Option<How>,
    /// Its sources.
    pub from: Vec<OriginRow>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Who took it up.
    pub taken_up: Vec<UseRow>,
    /// Who declined it.
    pub declined: Vec<DeclinedRow>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OriginRow {
    /// As it is written: `wp1@rev.1 I/1`, `XNO-3`.
    pub written: String,
    /// Its document.
    pub document: Option<String>,
    /// What it is called now; `None` where gone, or no paragraph.
    pub paragraph: Option<String>,
    /// Its ordinal now.
    pub index: Option<usize>,
    /// The proposal, where it is one.
    pub proposal: Option<Slug>,
    /// Its words at the version that is named.
    pub words: Option<String>,
}

/// A paragraph that took another up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UseRow {
    /// The document.
    pub document: String,
    /// What the room calls it.
    pub paragraph: String,
    /// Its ordinal.
    pub index: usize,
    /// How much it keeps.
    pub how: How,
}

/// Something that was declined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeclinedRow {
    /// What.
    pub what: OriginRow,
    /// The document into which it did not come.
    pub document: String,
    /// By whom.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// A paragraph of a paper of which nothing was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UntakenRow {
    /// The paper.
    pub document: String,
    /// What the room calls it.
    pub paragraph: String,
    /// Its ordinal.
    pub index: usize,
    /// Its words.
    pub text: String,
}

/// What a revision did to the numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Issued {
    /// Who bears another number.
    pub concordance: Vec<ConcordanceRow>,
    /// References that name their paragraph by its new number.
    pub references: Vec<CitedRow>,
    /// References that a person has to look at.
    pub left_alone: Vec<LeftRow>,
    /// Where the text lies as it goes out, if that is not the text as it stands.
    pub circulated: Option<String>,
}

impl Issued {
    /// The concordance as lines of text, old number before new; empty where no number changed.
    pub fn table(&self) -> String {
        let rows = self.concordance.iter();
        let rows: Vec<String> = rows
            .map(|row| format!("{} → {}", row.old, row.new))
            .collect();
        rows.join("\n")
    }
}

/// A paragraph that bears another number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConcordanceRow {
    /// Its ordinal.
    pub index: usize,
    /// What it was called before.
    pub old: String,
    /// What it is called now.
    pub new: String,
}

/// A reference that was brought up to date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitedRow {
    /// The paragraph in which it stands, as it is called now.
    pub paragraph: String,
    /// As it stood.
    pub old: String,
    /// As it stands.
    pub new: String,
}

/// A reference that was left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftRow {
    /// The paragraph in which it stands, as it is called now.
    pub paragraph: String,
    /// As it stands.
    pub words: String,
    /// Why.
    pub why: String,
}

/// Which proposals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProposalFilter {
    /// Of this document.
    pub document: Option<String>,
    /// Of this delegation or group (a group's own).
    pub sponsor: Option<String>,
    /// Of members of this group.
    pub group: Option<String>,
    /// In these statuses; empty: all.
    pub statuses: Vec<Status>,
    /// Also those whose filing was taken back.
    pub undone: bool,
}

/// One act in a log.
#[derive(Debug, Clone, Serialize)]
pub struct LogRow {
    /// The act's id.
    pub id: String,
    /// When.
    pub time: Moment,
    /// The document.
    pub document: String,
    /// Who.
    pub by: String,
    /// Whose hand.
    pub entered_by: Option<String>,
    /// A sentence: `XNO opposes 12: "…"`.
    pub sentence: String,
    /// Whether it was taken back.
    pub retracted: bool,
    /// Whose signature the version bears that filed it, where that was asked and anything here is signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signed>,
}

/// One paragraph in full.
#[derive(Debug, Clone, Serialize)]
pub struct Dossier {
    /// The document.
    pub document: String,
    /// Its row.
    pub row: PageRow,
    /// Its words.
    pub text: String,
    /// Alternatives side by side: who, the words as that party reads them.
    pub readings: Vec<(String, String)>,
    /// How the States stand on the whole of it, each counted once; `None` where no group spoke for its members.
    pub states: Option<Tally>,
    /// The acts on it, in time.
    pub acts: Vec<LogRow>,
    /// The proposals on it, in full.
    pub proposals: Vec<ProposalCard>,
    /// Where it comes from, and who took it up.
    pub sources: Option<ParagraphSources>,
}

/// What needs somebody now.
#[derive(Debug, Clone, Serialize)]
pub struct Desk {
    /// The documents.
    pub documents: Vec<DocumentRow>,
    /// What came in or waits, newest first.
    pub items: Vec<DeskItem>,
    /// When one was here last, where that is known.
    pub since: Option<Moment>,
    /// Deadlines and silences to come: when, what.
    pub deadlines: Vec<(Moment, String)>,
    /// Today's sittings.
    pub sittings: Vec<(Moment, String)>,
}

/// One line of the desk.
#[derive(Debug, Clone, Serialize)]
pub struct DeskItem {
    /// When.
    pub time: Option<Moment>,
    /// The document.
    pub document: String,
    /// The paragraph.
    pub index: Option<usize>,
    /// The proposal.
    pub proposal: Option<Slug>,
    /// A sentence.
    pub sentence: String,
    /// Whether it is urgent.
    pub urgent: bool,
    /// Whether it came since one was last here.
    pub fresh: bool,
}

/// Two texts compared.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Names of the two.
    pub names: (String, String),
    /// A row a change, in the order of the new text.
    pub rows: Vec<ComparisonRow>,
    /// How many changes of each kind, and how many contested brackets on either side.
    pub summary: BTreeMap<&'static str, usize>,
    /// The fields of the front matter that differ.
    pub front: Vec<FrontChange>,
    /// The lines outside the paragraphs that differ: comments, rules, the addresses of links.
    pub outside: Outside,
    /// Where no word differs anywhere, and yet the bytes do.
    pub layout: Option<LayoutChange>,
}

impl Comparison {
    /// Whether anything differs, be it a number or how the lines are laid out.
    pub fn any(&self) -> bool {
        let beside = !self.front.is_empty() || !self.outside.is_empty() || self.layout.is_some();
        beside || self.rows.iter().any(|row| !row.change.is_nothing())
    }
}

/// One change with its words (empty for unchanged).
#[derive(Debug, Clone)]
pub struct ComparisonRow {
    /// The change.
    pub change: Change,
    /// What the paragraphs on either side are called.
    pub labels: (Vec<String>, Vec<String>),
    /// The words, a seam between two paragraphs, the rows of tables and of code on lines of their own; empty for unchanged.
    pub wording: Vec<Wording>,
    /// Whether brackets were put, lifted or shifted in it, or are another's.
    pub brackets: bool,
    /// What differs in what it is: `heading of level 2 → 3`, `layout`.
    pub stands: Option<String>,
    /// Of what moved and kept its label, behind which paragraphs that did not move it stood and stands; nothing for the beginning.
    pub place: Option<(Option<String>, Option<String>)>,
}

/// A diagnostic of `check`.
#[derive(Debug, Clone, Serialize)]
pub struct CheckRow {
    /// The file.
    pub path: String,
    /// What and where.
    #[serde(flatten)]
    pub finding: crate::text::Finding,
}
