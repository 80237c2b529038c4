//! The documents and how far they are.

use super::table::{Table, count, perhaps, plain};
use crate::ops::{DocumentRow, MeetingStatus};
use crate::view::{Line, Role};

/// The meeting's name, and a row a document.
pub(crate) fn status(status: &MeetingStatus) -> Vec<Line> {
    let meeting = &status.meeting;
    let mut head = Line::of(Role::Title, &meeting.title);
    let days = match (&meeting.from, &meeting.to) {
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(day), None) | (None, Some(day)) => Some(day.clone()),
        (None, None) => None,
    };
    let about: Vec<String> = [meeting.place.clone(), days]
        .into_iter()
        .flatten()
        .collect();
    if !about.is_empty() {
        head.push(Role::Dim, format!("  {}", about.join(", ")));
    }
    let mut lines = vec![head];
    if meeting.illustrative {
        lines.push(Line::of(
            Role::Warn,
            "Illustrative: the words are invented.",
        ));
    }
    lines.push(Line::new());
    if status.documents.is_empty() {
        lines.push(Line::plain(
            "No documents yet: a document is a file drafts/NAME/text.md.",
        ));
        return lines;
    }
    let mut table = Table::new(&[
        "document",
        "revision",
        "agreed",
        "brackets",
        "proposals",
        "standing",
    ]);
    for row in &status.documents {
        table.row(vec![
            Line::of(Role::Label, &row.id),
            plain(revision(row)),
            plain(format!("{}/{}", agreed(row), row.paragraphs)),
            count(row.brackets),
            count(row.open_proposals),
            plain(open_states(row)),
        ]);
    }
    lines.extend(table.lines());
    lines.extend(broken(&status.documents));
    lines
}

/// What the last issue is called beside the document's own symbol: `Rev.1`.
fn revision(row: &DocumentRow) -> String {
    let Some(issued) = &row.revision else {
        return String::new();
    };
    let symbol = row.symbol.as_deref().unwrap_or_default();
    if issued == symbol {
        return "issued".to_owned();
    }
    let rest = issued
        .strip_prefix(symbol)
        .filter(|rest| !symbol.is_empty() && rest.starts_with('/'));
    match rest {
        Some(rest) => rest.trim_start_matches('/').to_owned(),
        None => issued.rsplit('/').next().unwrap_or(issued).to_owned(),
    }
}

fn agreed(row: &DocumentRow) -> usize {
    row.states
        .iter()
        .filter(|(state, _)| state.starts_with("agreed") || *state == "adopted")
        .map(|(_, count)| count)
        .sum()
}

/// `9 contested, 2 ready`: the states that are not agreed, the most first.
fn open_states(row: &DocumentRow) -> String {
    let mut states: Vec<(&str, usize)> = row
        .states
        .iter()
        .filter(|(state, count)| {
            **count > 0 && !state.starts_with("agreed") && *state != "adopted" && *state != "open"
        })
        .map(|(state, count)| (state.as_str(), *count))
        .collect();
    states.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let words: Vec<String> = states
        .iter()
        .map(|(state, count)| format!("{count} {state}"))
        .collect();
    words.join(", ")
}

fn broken(documents: &[DocumentRow]) -> Vec<Line> {
    documents
        .iter()
        .flat_map(|row| {
            row.broken.iter().map(|what| {
                Line::of(Role::Bad, "broken ").with(Role::Plain, format!("{}: {what}", row.id))
            })
        })
        .collect()
}

/// The documents with symbols and titles.
pub(crate) fn documents(documents: &[DocumentRow]) -> Vec<Line> {
    let mut table = Table::new(&["document", "symbol", "kind", "held by", "title"]);
    for row in documents {
        table.row(vec![
            Line::of(Role::Label, &row.id),
            perhaps(row.symbol.as_deref()),
            perhaps(row.kind.as_deref()),
            plain(row.holders.join(", ")),
            plain(&row.title),
        ]);
    }
    table.lines()
}
