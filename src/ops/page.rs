//! A document for reading: a row a paragraph, with its standing and what was said of it.

use super::documents::on_the_text;
use super::find::find_document;
use super::outline::title_of;
use super::proposals::row as proposal_row;
use super::results::{Page, PageRow, ProposalRow};
use super::stances::Stances;
use super::words::is_open;
use crate::consensus::{Derived, Refusal, Standing, State};
use crate::meeting::{Docket, Meeting, Register};
use crate::rolling::{Bare, Reader, read_text};
use crate::text::Document;

/// A document as the room sees it, or as a reader would read it.
///
/// # Errors
/// Where there is no such document.
pub fn page(meeting: &Meeting, document: &str, reader: Option<&Reader>) -> Result<Page, Refusal> {
    let draft = find_document(meeting, document)?;
    let id = draft.id.as_str();
    let sheet = Sheet::open(meeting, id).ok_or_else(|| Refusal {
        what: format!("{id} cannot be read"),
        because: Vec::new(),
        hint: None,
    })?;
    let rows = (0..sheet.text.paragraphs().len())
        .filter_map(|index| sheet.row(index, reader))
        .collect();
    Ok(Page {
        document: id.to_owned(),
        title: title_of(&sheet.text).unwrap_or_else(|| id.to_owned()),
        stances: on_the_text(meeting, id),
        rows,
    })
}

/// Everything on a document's paragraphs, at hand.
pub(super) struct Sheet<'a> {
    pub(super) meeting: &'a Meeting,
    pub(super) document: &'a str,
    pub(super) text: std::sync::Arc<Document>,
    pub(super) register: std::sync::Arc<Register>,
    pub(super) docket: std::sync::Arc<Docket>,
    standings: std::sync::Arc<Vec<Standing>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn open(meeting: &'a Meeting, document: &'a str) -> Option<Sheet<'a>> {
        Some(Sheet {
            meeting,
            document,
            text: meeting.text(document)?,
            register: meeting.register(document)?,
            docket: meeting.docket(document)?,
            standings: meeting.standings(document)?,
        })
    }

    /// The row of one paragraph.
    pub(super) fn row(&self, index: usize, reader: Option<&Reader>) -> Option<PageRow> {
        let paragraph = self.text.paragraphs().get(index)?;
        let here = self.docket.paragraphs.get(index)?;
        let mut proposals: Vec<ProposalRow> = here
            .proposals
            .iter()
            .filter_map(|slug| self.register.proposals.get(slug))
            .map(|proposal| proposal_row(self.meeting, &self.register, &self.text, proposal))
            .collect();
        proposals.sort_by(|a, b| {
            (!is_open(a.status), &a.number, &a.slug).cmp(&(!is_open(b.status), &b.number, &b.slug))
        });
        let stances = Stances {
            meeting: self.meeting,
            document: self.document,
            register: &self.register,
            text: &self.text,
        };
        Some(PageRow {
            index,
            name: self.text.name(index).to_owned(),
            standing: self.standings.get(index).cloned().unwrap_or(Standing {
                state: State::Open,
                declared: None,
                derived: Derived::default(),
                findings: Vec::new(),
                reasons: Vec::new(),
            }),
            read_as: reader.map(|reader| {
                read_text(
                    &paragraph.text,
                    self.meeting.parties(),
                    reader,
                    Bare::Settle,
                )
                .unwrap_or_default()
            }),
            proposals,
            stances: stances.rows(&here.stances),
        })
    }
}
