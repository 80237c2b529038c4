//! A text for reading, and one paragraph of it with all that was said on it.

use super::log::log;
use crate::consensus::State;
use crate::ops::{Dossier, Page, PageRow, is_open};
use crate::text::{Document, Kind};
use crate::view::{self, Form, Line, Owners, Role, section, state_sign, state_words, width};

/// A text: a sign, the label and the words of every paragraph.
pub(crate) fn page(page: &Page, text: &Document) -> Vec<Line> {
    let names = page.rows.iter().map(|row| width(&row.name));
    let broad = names.max().unwrap_or(0).min(12);
    let owners = Owners::of(text);
    let mut lines = Vec::new();
    let titled = text.paragraphs().first();
    if titled.is_none_or(|first| first.kind != Kind::Title) {
        lines.extend(page.stances.iter().map(view::stance));
    }
    for row in &page.rows {
        let Some(paragraph) = text.paragraphs().get(row.index) else {
            continue;
        };
        let ground = match paragraph.kind {
            Kind::Title => Role::Title,
            Kind::Heading => Role::Heading,
            _ => Role::Plain,
        };
        let words = match &row.read_as {
            Some(words) if words.is_empty() => continue,
            Some(words) => view::words(ground, words),
            None => view::paragraph(text, &owners, row.index, Form::Room),
        };
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        match paragraph.kind {
            Kind::Title => {
                lines.push(words);
                lines.extend(page.stances.iter().map(view::stance));
            }
            Kind::Heading => {
                // Its number as it is printed: `II. `, `Article 4 – `.
                let label = text
                    .source()
                    .get(paragraph.span.start..paragraph.body.start)
                    .filter(|_| paragraph.label.is_some())
                    .map(|head| head.trim_start_matches(['#', ' ']))
                    .unwrap_or_default();
                lines.push(Line::of(Role::Heading, label).and(words));
            }
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

/// A text, or one paragraph of it, by its words alone.
pub(crate) fn words(text: &Document, only: Option<usize>) -> Vec<Line> {
    let owners = Owners::of(text);
    let wanted: Vec<usize> = match only {
        Some(index) => vec![index],
        None => (0..text.paragraphs().len()).collect(),
    };
    let names = wanted.iter().map(|index| width(text.name(*index)));
    let broad = names.max().unwrap_or(0).min(12);
    let mut lines = Vec::new();
    for index in wanted {
        let Some(paragraph) = text.paragraphs().get(index) else {
            continue;
        };
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        let words = view::paragraph(text, &owners, index, Form::Room);
        if paragraph.kind == Kind::Title || only.is_some() {
            lines.push(words);
            continue;
        }
        let name = text.name(index);
        let gap = (broad + 1).saturating_sub(width(name)).max(1);
        let line = Line::of(Role::Label, name).with(Role::Plain, " ".repeat(gap));
        lines.push(line.and(words).hanging(broad + 1));
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
        parts.push(state_words(standing.state).to_owned());
    }
    let open = row.proposals.iter().filter(|one| is_open(one.status));
    let names: Vec<String> = open.map(view::proposal_name).collect();
    if !names.is_empty() {
        parts.push(names.join(", "));
    }
    let blocking = &standing.derived.blocking;
    if !blocking.is_empty() {
        parts.push(format!("blocked by {}", blocking.join(", ")));
    }
    let findings = standing.findings.iter();
    parts.extend(findings.map(|(_, sentence)| sentence.clone()));
    (!parts.is_empty())
        .then(|| Line::of(Role::State(standing.state), "└ ").with(Role::Dim, parts.join("; ")))
}

/// One paragraph in full.
pub(crate) fn dossier(dossier: &Dossier, document: &Document) -> Vec<Line> {
    let row = &dossier.row;
    let mut lines = vec![
        Line::of(Role::Title, format!("{} {}", dossier.document, row.name))
            .with(Role::Plain, "  ")
            .and(view::state(row.standing.state)),
    ];
    lines.extend(view::reasons(row));
    lines.push(Line::new());
    lines.push(view::paragraph(
        document,
        &Owners::of(document),
        row.index,
        Form::Room,
    ));
    let readings = dossier.readings.iter().map(|(who, read)| {
        let read = if read.is_empty() { "–" } else { read };
        Line::of(Role::Label, format!("{who}: "))
            .and(view::words(Role::Plain, read))
            .hanging(4)
    });
    section(&mut lines, "As it reads for", readings.collect());
    let sources = dossier.sources.as_ref().map(view::sources);
    section(
        &mut lines,
        "Where it comes from",
        sources.unwrap_or_default(),
    );
    section(&mut lines, "Proposals", view::proposals_on(row));
    section(&mut lines, "Positions", view::positions_on(row, None));
    let states = dossier.states.as_ref().map(view::states);
    section(
        &mut lines,
        "How the States stand",
        states.unwrap_or_default(),
    );
    section(&mut lines, "What happened", log(&dossier.acts));
    lines
}
