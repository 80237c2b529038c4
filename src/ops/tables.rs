//! Tables of a meeting, for spreadsheets and mails: proposals, positions, the concordance of two versions, speakers.

use super::board::{Cell as Stand, matrix};
use super::compare::compare;
use super::documents::status;
use super::export::Naming;
use super::outward::Outward;
use super::proposals::{card, proposals};
use super::results::ProposalFilter;
use super::wish::in_words;
use super::words::{kind_name, status_name};
use crate::consensus::{Refusal, Stance, Status};
use crate::diff::ChangeKind;
use crate::meeting::Meeting;
use crate::moment::{Moment, Zone};
use crate::office::{Cell, Sheet};
use crate::text::Document;

fn sheet(name: &str, heads: &[&str]) -> Sheet {
    Sheet {
        name: name.to_owned(),
        heads: heads.iter().map(|head| (*head).to_owned()).collect(),
        rows: Vec::new(),
    }
}

/// The proposals, open ones first; without names only those that were tabled, and nothing that says whose they are.
///
/// # Errors
/// Where there is no such document.
pub fn proposals_table(
    outward: &Outward<'_>,
    document: Option<&str>,
    names: Naming,
) -> Result<Sheet, Refusal> {
    let meeting = outward.meeting();
    let filter = ProposalFilter {
        document: document.map(str::to_owned),
        ..ProposalFilter::default()
    };
    let shown = names == Naming::Shown;
    let zone = meeting.particulars.zone.as_deref().and_then(Zone::named);
    let told = |time: Option<Moment>| {
        let time = time.map(|time| zone.as_ref().map_or(time, |zone| time.in_zone(zone)));
        Cell::words(time.map_or_else(String::new, |time| time.format("%Y-%m-%d %H:%M")))
    };
    let own = ["number", "sponsor", "co-sponsors"];
    let common = [
        "document",
        "paragraph",
        "asks to",
        "status",
        "remarks",
        "received",
        "last change",
        "words",
    ];
    let heads: Vec<&str> = match shown {
        true => own.into_iter().chain(common).collect(),
        false => common.to_vec(),
    };
    let mut table = sheet("proposals", &heads);
    for row in proposals(meeting, &filter)? {
        let desk = matches!(
            row.status,
            Status::Draft | Status::Submitted | Status::Returned
        );
        if !shown && desk {
            continue;
        }
        let card = card(meeting, &row.document, &row.slug);
        let filed = card
            .as_ref()
            .map(|card| super::bulletin::filed(meeting, card, names));
        let wanted = card.as_ref().zip(filed.as_ref());
        let wanted = wanted.map(|(card, filed)| in_words(meeting, card, filed));
        let mut cells = Vec::new();
        if shown {
            let number = row.number.clone().unwrap_or_else(|| row.slug.to_string());
            cells.push(Cell::words(number));
            cells.push(Cell::words(row.sponsor.clone()));
            cells.push(Cell::words(row.cosponsors.join(", ")));
        }
        let asks = match &row.amends {
            Some(base) if shown => format!("amend {base}"),
            Some(_) => "amend another".to_owned(),
            None => kind_name(row.kind).to_owned(),
        };
        let marks = filed.map(|filed| filed.marks.join("; "));
        cells.extend([
            Cell::words(row.document.clone()),
            Cell::words(row.paragraph.clone().unwrap_or_default()),
            Cell::words(asks),
            Cell::words(status_name(row.status)),
            Cell::words(marks.unwrap_or_default()),
            told(row.received),
            told(row.touched),
            Cell::words(wanted.unwrap_or_default()),
        ]);
        table.rows.push(cells);
    }
    Ok(table)
}

/// Who stands where: parties by paragraphs; without names how many stand how on each paragraph.
///
/// # Errors
/// Where there is no such document.
pub fn positions_table(
    outward: &Outward<'_>,
    document: Option<&str>,
    names: Naming,
) -> Result<Sheet, Refusal> {
    let meeting = outward.meeting();
    let matrix = matrix(meeting, document)?;
    let called = |(document, _, name): &(String, usize, String)| format!("{document} {name}");
    if names == Naming::Shown {
        let mut heads = vec!["party".to_owned()];
        heads.extend(matrix.paragraphs.iter().map(called));
        let rows = matrix.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| match cell {
                Some(cell) => Cell::words(stand(*cell)),
                None => Cell::Nothing,
            });
            std::iter::once(Cell::words(row.party.clone()))
                .chain(cells)
                .collect()
        });
        return Ok(Sheet {
            name: "positions".to_owned(),
            rows: rows.collect(),
            heads,
        });
    }
    let kinds = [
        Stand::Opposes,
        Stand::Reserves,
        Stand::Bracket,
        Stand::Queries,
        Stand::Accepts,
        Stand::Supports,
    ];
    let mut table = sheet("positions", &["paragraph"]);
    table.heads.extend(kinds.map(stand));
    table.heads.push("through a group".to_owned());
    for (at, paragraph) in matrix.paragraphs.iter().enumerate() {
        let of = |holds: &dyn Fn(Stand) -> bool| {
            let cells = matrix.rows.iter().filter_map(|row| *row.cells.get(at)?);
            Cell::Count(cells.filter(|cell| holds(*cell)).count())
        };
        let mut row = vec![Cell::words(called(paragraph))];
        row.extend(kinds.map(|kind| of(&|cell| cell == kind)));
        row.push(of(&|cell| {
            matches!(cell, Stand::Through(_) | Stand::Conflict)
        }));
        table.rows.push(row);
    }
    Ok(table)
}

fn stand(cell: Stand) -> String {
    let own = |stance| match stance {
        Stance::Support => "supports",
        Stance::Accept => "can accept",
        Stance::Query => "asks",
        Stance::Reserve => "reserves",
        Stance::Oppose => "opposes",
    };
    match cell {
        Stand::Supports => own(Stance::Support).to_owned(),
        Stand::Accepts => own(Stance::Accept).to_owned(),
        Stand::Queries => own(Stance::Query).to_owned(),
        Stand::Reserves => own(Stance::Reserve).to_owned(),
        Stand::Opposes => own(Stance::Oppose).to_owned(),
        Stand::Bracket => "holds a bracket".to_owned(),
        Stand::Through(stance) => format!("{} through its group", own(stance)),
        Stand::Conflict => "its groups disagree".to_owned(),
    }
}

/// What each paragraph was called in another version, and what became of it.
pub fn concordance_table(old: &Document, new: &Document, names: (&str, &str)) -> Sheet {
    let comparison = compare(old, new, names);
    let mut table = sheet("concordance", &[names.0, names.1, "what became of it"]);
    for row in &comparison.rows {
        let change = &row.change;
        let mut said = Vec::new();
        match change.kind {
            ChangeKind::Unchanged => {}
            ChangeKind::Edited if change.marks_only => said.push("other marks"),
            ChangeKind::Edited => said.push("other words"),
            ChangeKind::Inserted => said.push("new"),
            ChangeKind::Deleted => said.push("gone"),
            ChangeKind::Split => said.push("split"),
            ChangeKind::Merged => said.push("merged"),
            ChangeKind::Recast => said.push("recast"),
        }
        if change.renumbered {
            said.push("another number");
        }
        if change.moved {
            said.push("stands elsewhere");
        }
        if !change.certain {
            said.push("to be looked at");
        }
        let said = match said.is_empty() {
            true => "the same".to_owned(),
            false => said.join(", "),
        };
        table.rows.push(vec![
            Cell::words(row.labels.0.join(", ")),
            Cell::words(row.labels.1.join(", ")),
            Cell::words(said),
        ]);
    }
    table
}

/// Who spoke, how often and how long; who spoke longest comes first.
pub fn speakers_table(meeting: &Meeting) -> Sheet {
    let mut table = sheet(
        "speakers",
        &[
            "party",
            "times",
            "seconds",
            "as the clock shows it",
            "seconds more",
        ],
    );
    for row in status(meeting).spoken {
        table.rows.push(vec![
            Cell::words(row.party),
            Cell::Count(row.times),
            Cell::Count(usize::try_from(row.seconds).unwrap_or(usize::MAX)),
            Cell::words(row.time),
            Cell::Count(usize::try_from(row.extended).unwrap_or(usize::MAX)),
        ]);
    }
    table
}
