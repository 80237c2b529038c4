//! The documents and how far they are.

use super::table::{Table, count, perhaps, plain};
use crate::ops::{DeskItem, DocumentRow, MeetingStatus, SpokenRow};
use crate::view::{self, Line, Role, stands_against};

/// The meeting's name, and a row a document.
pub(crate) fn status(status: &MeetingStatus, columns: usize) -> Vec<Line> {
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
            plain(view::revision(row)),
            plain(format!("{}/{}", agreed(row), row.paragraphs)),
            count(row.brackets),
            count(row.open_proposals),
            plain(open_states(row)),
        ]);
    }
    lines.extend(table.lines(columns));
    let whole = status.documents.iter().flat_map(|row| &row.stances);
    lines.extend(whole.filter(|row| stands_against(row)).map(view::stance));
    lines.extend(broken(&status.documents));
    if !status.spoken.is_empty() {
        let row = |row: &SpokenRow| match row.times {
            1 => format!("{} {}", row.party, row.time),
            times => format!("{} {} ({times}×)", row.party, row.time),
        };
        let rows: Vec<String> = status.spoken.iter().map(row).collect();
        lines.push(Line::new());
        lines.push(
            Line::of(Role::Dim, "spoken ")
                .with(Role::Plain, rows.join(", "))
                .hanging(7),
        );
    }
    lines
}

/// What became of what a delegation put into the room; nothing where there is nothing to say.
pub(crate) fn answered(items: &[DeskItem]) -> Vec<Line> {
    let mut lines = Vec::new();
    if !items.is_empty() {
        lines.push(Line::new());
        lines.push(Line::of(Role::Dim, "what you sent to the room"));
    }
    for item in items {
        let role = if item.urgent { Role::Warn } else { Role::Plain };
        let time = item.time.map(|time| time.format("  %-d %B %H:%M"));
        lines.push(
            Line::plain("  ")
                .with(role, &item.sentence)
                .with(Role::Dim, time.unwrap_or_default())
                .hanging(4),
        );
    }
    lines
}

fn agreed(row: &DocumentRow) -> usize {
    row.states
        .iter()
        .filter(|(state, _)| state.starts_with("agreed") || *state == "adopted")
        .map(|(_, count)| count)
        .sum()
}

/// `9 contested, 2 ready`: the states that are not agreed, the most first; or how it was adopted.
fn open_states(row: &DocumentRow) -> String {
    if let Some(adopted) = &row.adopted {
        return adopted.clone();
    }
    let mut states: Vec<(&str, usize)> = row
        .states
        .iter()
        .filter(|(state, count)| {
            **count > 0 && !state.starts_with("agreed") && *state != "adopted" && *state != "open"
        })
        .map(|(state, count)| match state.as_str() {
            "silence" => ("under silence", *count),
            other => (other, *count),
        })
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

/// The documents with symbols and titles, the symbols without what they all begin with.
pub(crate) fn documents(documents: &[DocumentRow], columns: usize) -> Vec<Line> {
    let body = shared_body(documents);
    let mut lines = Vec::new();
    if !body.is_empty() {
        lines.push(Line::of(Role::Dim, format!("Symbols begin with {body}")));
        lines.push(Line::new());
    }
    let mut table = Table::new(&["document", "symbol", "kind", "held by", "title"]);
    for row in documents {
        let symbol = row.symbol.as_deref();
        table.row(vec![
            Line::of(Role::Label, &row.id),
            perhaps(symbol.map(|symbol| symbol.strip_prefix(body).unwrap_or(symbol))),
            perhaps(row.kind.as_deref()),
            plain(row.holders.join(", ")),
            plain(&row.title),
        ]);
    }
    lines.extend(table.lines(columns));
    lines
}

/// What the symbols of several documents begin with, up to a stroke: `A/CONF.192/BMS/2008/`.
fn shared_body(documents: &[DocumentRow]) -> &str {
    let mut symbols = documents.iter().filter_map(|row| row.symbol.as_deref());
    let Some(first) = symbols.next() else {
        return "";
    };
    let mut several = false;
    let mut shared = first;
    for symbol in symbols {
        several = true;
        let same = shared
            .char_indices()
            .zip(symbol.chars())
            .find(|((_, a), b)| a != b)
            .map_or(shared.len().min(symbol.len()), |((at, _), _)| at);
        shared = shared.get(..same).unwrap_or_default();
    }
    match shared.rfind('/') {
        Some(stroke) if several => shared.get(..=stroke).unwrap_or_default(),
        _ => "",
    }
}
