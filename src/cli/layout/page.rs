//! A text for reading, and one paragraph of it with all that was said on it.

use super::cards::{proposals, section};
use super::log::log;
use crate::consensus::State;
use crate::ops::{Dossier, Page, PageRow, StanceRow, stance_name, state_name};
use crate::text::{Document, Kind};
use crate::view::{Form, Line, Owners, Role, paragraph as words_of, state_sign, width};

/// A text: a sign, the label and the words of every paragraph.
pub(crate) fn page(page: &Page, text: &Document) -> Vec<Line> {
    let names = page.rows.iter().map(|row| width(&row.name));
    let broad = names.max().unwrap_or(0).min(12);
    let owners = Owners::of(text);
    let mut lines = Vec::new();
    for row in &page.rows {
        let Some(paragraph) = text.paragraphs().get(row.index) else {
            continue;
        };
        let words = match &row.read_as {
            Some(words) if words.is_empty() => continue,
            Some(words) => Line::plain(words),
            None => words_of(text, &owners, row.index, Form::Source),
        };
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        match paragraph.kind {
            Kind::Title => lines.push(words.all(Role::Title)),
            Kind::Heading => lines.push(words.all(Role::Heading)),
            _ => {
                let gap = (broad + 1).saturating_sub(width(&row.name)).max(1);
                let line = Line::of(
                    Role::State(row.standing.state),
                    state_sign(row.standing.state),
                )
                .with(Role::Plain, " ")
                .with(Role::Label, &row.name)
                .with(Role::Plain, " ".repeat(gap))
                .and(words);
                lines.push(line.hanging(broad + 3));
                lines.extend(margin(row).map(|line| {
                    Line::plain(" ".repeat(broad + 3))
                        .and(line)
                        .hanging(broad + 5)
                }));
            }
        }
    }
    lines
}

/// What the margin says of a paragraph, in one line; nothing where there is nothing to say.
fn margin(row: &PageRow) -> Option<Line> {
    let standing = &row.standing;
    let mut parts = Vec::new();
    let silent = matches!(
        standing.state,
        State::Open | State::Clean | State::Placeholder
    );
    if !silent {
        parts.push(state_name(standing.state).replace('-', " "));
    }
    if !row.proposals.is_empty() {
        let names: Vec<String> = row
            .proposals
            .iter()
            .filter(|one| crate::ops::is_open(one.status))
            .map(|one| one.number.clone().unwrap_or_else(|| one.slug.0.clone()))
            .collect();
        if !names.is_empty() {
            parts.push(names.join(", "));
        }
    }
    let blocking = &standing.derived.blocking;
    if !blocking.is_empty() {
        parts.push(format!("blocked by {}", blocking.join(", ")));
    }
    parts.extend(
        standing
            .findings
            .iter()
            .map(|(_, sentence)| sentence.clone()),
    );
    (!parts.is_empty())
        .then(|| Line::of(Role::State(standing.state), "└ ").with(Role::Dim, parts.join("; ")))
}

/// A position in a line.
pub(super) fn stance(row: &StanceRow) -> Line {
    let mut line = Line::of(Role::Label, &row.party)
        .with(
            Role::Plain,
            format!(" {} {}", stance_name(row.stance), row.on),
        )
        .with(
            Role::Dim,
            format!("  since {}", row.time.format("%a %-d %b %H:%M")),
        );
    if row.awaiting {
        line.push(Role::Warn, "  awaits instructions");
    }
    if row.stale {
        line.push(Role::Warn, "  on words that have changed since");
    }
    if let Some(reason) = &row.reason {
        line.push(Role::Plain, format!("  “{reason}”"));
    }
    line.hanging(4)
}

/// One paragraph in full.
pub(crate) fn dossier(dossier: &Dossier) -> Vec<Line> {
    let row = &dossier.row;
    let state = row.standing.state;
    let mut lines = vec![
        Line::of(Role::Title, format!("{} {}", dossier.document, row.name))
            .with(Role::Plain, "  ")
            .with(
                Role::State(state),
                format!(
                    "{} {}",
                    state_sign(state),
                    state_name(state).replace('-', " ")
                ),
            ),
    ];
    lines.extend(
        row.standing
            .reasons
            .iter()
            .map(|reason| Line::of(Role::Dim, reason)),
    );
    lines.extend(
        row.standing
            .findings
            .iter()
            .map(|(_, sentence)| Line::of(Role::Warn, format!("! {sentence}"))),
    );
    lines.push(Line::new());
    lines.push(Line::plain(&dossier.text));
    let readings = dossier.readings.iter().map(|(who, words)| {
        let words = if words.is_empty() { "–" } else { words };
        Line::of(Role::Label, format!("{who}: "))
            .with(Role::Plain, words)
            .hanging(4)
    });
    section(&mut lines, "As it reads for", readings.collect());
    let rows: Vec<_> = dossier
        .proposals
        .iter()
        .map(|card| card.row.clone())
        .collect();
    if !rows.is_empty() {
        section(&mut lines, "Proposals", proposals(&rows));
    }
    section(
        &mut lines,
        "Positions",
        row.stances.iter().map(stance).collect(),
    );
    section(&mut lines, "Acts", log(&dossier.acts));
    lines
}
