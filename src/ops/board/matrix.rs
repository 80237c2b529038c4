//! Who stands where on what: delegations and groups by paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::consensus::{Effective, Refusal, Stance, StanceRecord, effective};
use crate::meeting::Meeting;
use crate::ops::documents::is_on_the_table;
use crate::ops::find::find_document;
use crate::ops::stances::on_the_whole;

/// Delegations and groups by the paragraphs that are not agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matrix {
    /// The version of this shape.
    pub schema: u32,
    /// The paragraphs: document, ordinal, name; only those on which somebody stands.
    pub paragraphs: Vec<(String, usize, String)>,
    /// Groups first, then delegations, each by code; only those that stand somewhere.
    pub rows: Vec<MatrixRow>,
}

/// One party's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixRow {
    /// The party.
    pub party: String,
    /// Whether it is a group.
    pub group: bool,
    /// By paragraph; `None` where it is silent.
    pub cells: Vec<Option<Cell>>,
}

/// How a party stands on a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// Supports it.
    Supports,
    /// Can accept it.
    Accepts,
    /// Asks.
    Queries,
    /// Holds a bracket, and said nothing worse.
    Bracket,
    /// Reserves its position.
    Reserves,
    /// Opposes.
    Opposes,
    /// Its group stands there, and it did not speak itself.
    Through(Stance),
    /// Groups of it disagree: shown, never guessed.
    Conflict,
}

/// The matrix of a document, or of all.
///
/// # Errors
/// Where there is no such document.
pub fn matrix(meeting: &Meeting, document: Option<&str>) -> Result<Matrix, Refusal> {
    let only = match document {
        Some(typed) => Some(find_document(meeting, typed)?.id.as_str()),
        None => None,
    };
    let day = meeting.now.day();
    let roll = &meeting.roll;
    let mut paragraphs: Vec<(String, usize, String)> = Vec::new();
    // By party, then by column.
    let mut cells: BTreeMap<(bool, String), BTreeMap<usize, Cell>> = BTreeMap::new();
    let groups: BTreeSet<&str> = roll
        .delegations
        .groups
        .iter()
        .map(|group| group.code.as_str())
        .collect();
    for draft in meeting.drafts() {
        if only.is_some_and(|only| only != draft.id) {
            continue;
        }
        let id = draft.id.as_str();
        let (Some(text), Some(register), Some(docket), Some(standings)) = (
            meeting.text(id),
            meeting.register(id),
            meeting.docket(id),
            meeting.standings(id),
        ) else {
            continue;
        };
        for (paragraph, standing) in text.paragraphs().iter().zip(standings.iter()) {
            let index = paragraph.index;
            if !is_on_the_table(paragraph, standing.state) || standing.state.is_agreed() {
                continue;
            }
            let here = docket.paragraphs.get(index);
            let filed = here.map(|here| here.stances.as_slice());
            let stances = on_the_whole(&register, filed.unwrap_or_default());
            let mut column: BTreeMap<(bool, String), Cell> = BTreeMap::new();
            let mut put = |party: &str, cell: Cell| {
                let key = (!groups.contains(party), party.to_owned());
                let at = column.entry(key).or_insert(cell);
                *at = (*at).max(cell);
            };
            for party in &standing.derived.holding {
                put(party, Cell::Bracket);
            }
            let mut latest: BTreeMap<&str, StanceRecord<'_>> = BTreeMap::new();
            for one in &stances {
                let at = latest.entry(one.party).or_insert(*one);
                if at.turn <= one.turn {
                    *at = *one;
                }
            }
            for one in latest.values() {
                put(one.party, cell(one.stance));
            }
            if latest.keys().any(|party| groups.contains(party)) {
                for member in &roll.delegations.delegations {
                    if column.contains_key(&(true, member.code.clone())) {
                        continue;
                    }
                    let through = match effective(roll, &day, &member.code, &stances) {
                        Effective::Group(group) => Cell::Through(group.stance),
                        Effective::Conflict(_) => Cell::Conflict,
                        Effective::Own(_) | Effective::Silent => continue,
                    };
                    column.insert((true, member.code.clone()), through);
                }
            }
            if column.is_empty() {
                continue;
            }
            let at = paragraphs.len();
            paragraphs.push((id.to_owned(), index, text.name(index).to_owned()));
            for (party, cell) in column {
                cells.entry(party).or_default().insert(at, cell);
            }
        }
    }
    let width = paragraphs.len();
    let rows = cells
        .into_iter()
        .map(|((delegation, party), row)| MatrixRow {
            party,
            group: !delegation,
            cells: (0..width).map(|at| row.get(&at).copied()).collect(),
        });
    Ok(Matrix {
        schema: 1,
        rows: rows.collect(),
        paragraphs,
    })
}

fn cell(stance: Stance) -> Cell {
    match stance {
        Stance::Support => Cell::Supports,
        Stance::Accept => Cell::Accepts,
        Stance::Query => Cell::Queries,
        Stance::Reserve => Cell::Reserves,
        Stance::Oppose => Cell::Opposes,
    }
}
