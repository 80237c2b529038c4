//! The board of a document or of all, and who holds out.

use std::collections::BTreeMap;

use serde::Serialize;

use super::holds::{BoardRow, Hold};
use super::links::{Package, packages};
use super::rows::Sheet;
use crate::consensus::{Refusal, State};
use crate::meeting::Meeting;
use crate::ops::command::Aim;
use crate::ops::documents::{counts, is_on_the_table, on_the_text};
use crate::ops::find::find_document;
use crate::ops::outline::title_of;
use crate::ops::results::StanceRow;
use crate::ops::votes::{Votes, votes};
use crate::ops::words::state_name;
use crate::text::Address;

/// What `board --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Board {
    /// The version of this shape.
    pub schema: u32,
    /// The documents in the meeting's order.
    pub documents: Vec<BoardDocument>,
    /// Who holds out, whoever does so alone most often first.
    pub holdouts: Vec<Holdout>,
    /// Paragraphs that wait for one another: only together can they be closed.
    pub packages: Vec<Package>,
    /// What was moved, voted on and adopted.
    pub votes: Votes,
}

/// One document on the board.
#[derive(Debug, Clone, Serialize)]
pub struct BoardDocument {
    /// The folder's name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The least of its paragraphs' states: nothing is agreed until everything is agreed.
    pub state: Option<State>,
    /// How many paragraphs in each state, by the state's name.
    pub states: BTreeMap<String, usize>,
    /// Positions on the whole text, the worst first.
    pub stances: Vec<StanceRow>,
    /// Its paragraphs; of title and headings those alone that are before the room.
    pub rows: Vec<BoardRow>,
}

/// A party that holds out.
#[derive(Debug, Clone, Serialize)]
pub struct Holdout {
    /// The party.
    pub party: String,
    /// The paragraphs that nobody else blocks: document and name.
    pub alone: Vec<(String, String)>,
    /// The other paragraphs that it blocks.
    pub with_others: Vec<(String, String)>,
}

/// The board of a document, or of all.
///
/// # Errors
/// Where there is no such document.
pub fn board(meeting: &Meeting, document: Option<&str>) -> Result<Board, Refusal> {
    let only = match document {
        Some(document) => Some(find_document(meeting, document)?.id.clone()),
        None => None,
    };
    meeting.read_all();
    let drafts = meeting.drafts().iter();
    let documents: Vec<BoardDocument> = drafts
        .filter(|draft| only.as_ref().is_none_or(|only| *only == draft.id))
        .filter_map(|draft| one(meeting, &draft.id))
        .collect();
    Ok(Board {
        schema: 1,
        holdouts: holdouts(&documents),
        packages: packages(meeting, only.as_deref()),
        votes: votes(meeting, only.as_deref())?,
        documents,
    })
}

/// The paragraphs of a document, or of all, that could be gavelled now.
///
/// # Errors
/// Where there is no such document.
pub fn ready(meeting: &Meeting, document: Option<&str>) -> Result<Vec<Aim>, Refusal> {
    let only = match document {
        Some(document) => Some(find_document(meeting, document)?.id.clone()),
        None => None,
    };
    let drafts = meeting.drafts().iter();
    let drafts = drafts.filter(|draft| only.as_ref().is_none_or(|only| *only == draft.id));
    let aims = drafts.flat_map(|draft| {
        let text = meeting.text(&draft.id);
        let named = move |index| Some(Address::new(text.as_ref()?.name(index)));
        let ready = ready_in(meeting, &draft.id).into_iter().filter_map(named);
        ready.map(|address| Aim::Paragraph(draft.id.clone(), address))
    });
    Ok(aims.collect())
}

/// The paragraphs of one document that could be gavelled now, by ordinal: what the board, the desk and a brief list.
pub(in crate::ops) fn ready_in(meeting: &Meeting, id: &str) -> Vec<usize> {
    let (Some(text), Some(standings)) = (meeting.text(id), meeting.standings(id)) else {
        return Vec::new();
    };
    let both = text.paragraphs().iter().zip(standings.iter());
    both.filter(|(_, standing)| standing.state == State::Ready)
        .map(|(paragraph, _)| paragraph.index)
        .collect()
}

fn one(meeting: &Meeting, id: &str) -> Option<BoardDocument> {
    let sheet = Sheet::open(meeting, id)?;
    let paragraphs = sheet.text.paragraphs().iter();
    let rows: Vec<BoardRow> = paragraphs
        .zip(sheet.standings.iter())
        .filter(|(paragraph, standing)| is_on_the_table(paragraph, standing.state))
        .filter_map(|(paragraph, _)| sheet.row(paragraph.index))
        .collect();
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for row in &rows {
        if sheet.text.paragraphs().get(row.index).is_some_and(counts) {
            *states.entry(state_name(row.state).to_owned()).or_default() += 1;
        }
    }
    Some(BoardDocument {
        id: id.to_owned(),
        title: title_of(&sheet.text).unwrap_or_else(|| id.to_owned()),
        state: State::least(rows.iter().map(|row| row.state)),
        states,
        stances: on_the_text(meeting, id),
        rows,
    })
}

/// Who blocks what, folded over all rows.
fn holdouts(documents: &[BoardDocument]) -> Vec<Holdout> {
    let mut by_party: BTreeMap<&str, Holdout> = BTreeMap::new();
    for row in documents.iter().flat_map(|document| &document.rows) {
        let mut parties: Vec<&str> = row
            .blocks
            .iter()
            .filter(|block| !matches!(block.how, Hold::Proposal | Hold::Awaits | Hold::Earlier))
            .filter_map(|block| block.who.as_deref())
            .collect();
        parties.sort_unstable();
        parties.dedup();
        let nobody_else = parties.len() == 1 && row.blocks.iter().all(|block| block.who.is_some());
        for party in parties {
            let holdout = by_party.entry(party).or_insert_with(|| Holdout {
                party: party.to_owned(),
                alone: Vec::new(),
                with_others: Vec::new(),
            });
            let here = (row.document.clone(), row.name.clone());
            match nobody_else {
                true => holdout.alone.push(here),
                false => holdout.with_others.push(here),
            }
        }
    }
    let mut all: Vec<Holdout> = by_party.into_values().collect();
    all.sort_by(|a, b| {
        let rank = |one: &Holdout| (one.alone.len(), one.with_others.len());
        rank(b).cmp(&rank(a)).then_with(|| a.party.cmp(&b.party))
    });
    all
}
