//! Proposals: a list, and one in full.

use super::log::log;
use super::page::stance;
use super::table::{Table, plain};
use crate::diff::{Op, Wording};
use crate::ops::{ProposalCard, ProposalRow, kind_name, status_name};
use crate::view::{Line, Role};

/// A row a proposal.
pub(crate) fn proposals(rows: &[ProposalRow]) -> Vec<Line> {
    if rows.is_empty() {
        return vec![plain("no proposals")];
    }
    let mut table = Table::new(&[
        "proposal",
        "of",
        "document",
        "paragraph",
        "asks to",
        "status",
        "marks",
    ]);
    for row in rows {
        table.row(vec![
            Line::of(Role::Label, name(row)),
            plain(sponsors(row)),
            plain(&row.document),
            match &row.paragraph {
                Some(paragraph) => plain(paragraph),
                None => Line::of(Role::Dim, "–"),
            },
            plain(kind_name(row.kind)),
            plain(status_name(row.status)),
            Line::of(Role::Warn, row.marks.join(", ")),
        ]);
    }
    table.lines()
}

fn name(row: &ProposalRow) -> String {
    row.number.clone().unwrap_or_else(|| row.slug.0.clone())
}

fn sponsors(row: &ProposalRow) -> String {
    match row.cosponsors.len() {
        0 => row.sponsor.clone(),
        n => format!("{} +{n}", row.sponsor),
    }
}

/// One proposal in full.
pub(crate) fn card(card: &ProposalCard) -> Vec<Line> {
    let row = &card.row;
    let on = match &row.paragraph {
        Some(paragraph) => format!("{} {paragraph}", row.document),
        None => row.document.clone(),
    };
    let mut head = Line::of(Role::Title, name(row))
        .with(Role::Plain, format!("  {} ", row.sponsor))
        .with(
            Role::Plain,
            format!("asks to {}: {on}", kind_name(row.kind)),
        );
    head.push(Role::Strong, format!("  {}", status_name(row.status)));
    if !row.marks.is_empty() {
        head.push(Role::Warn, format!("  {}", row.marks.join(", ")));
    }
    let mut lines = vec![head];
    if !row.cosponsors.is_empty() {
        lines.push(field("with", &row.cosponsors.join(", ")));
    }
    if let Some(received) = &row.received {
        lines.push(field("received", &received.format("%A %-d %B %Y, %H:%M")));
    }
    if row.number.is_some() {
        lines.push(field(
            "file",
            &format!("drafts/{}/proposals/{}.md", row.document, row.slug),
        ));
    }
    if let Some(rationale) = &card.rationale {
        lines.push(field("because", rationale));
    }
    lines.push(Line::new());
    lines.push(words(&card.wording));
    section(
        &mut lines,
        "Positions",
        card.stances.iter().map(stance).collect(),
    );
    section(&mut lines, "Acts", log(&card.acts));
    lines
}

fn field(name: &str, value: &str) -> Line {
    Line::of(Role::Dim, format!("{name:<9} "))
        .with(Role::Plain, value)
        .hanging(10)
}

/// A heading and lines under it, where there are any.
pub(super) fn section(lines: &mut Vec<Line>, heading: &str, under: Vec<Line>) {
    if !under.is_empty() {
        lines.push(Line::new());
        lines.push(Line::of(Role::Heading, heading));
        lines.extend(under);
    }
}

/// A change in words.
pub(super) fn words(wording: &[Wording]) -> Line {
    let mut line = Line::new();
    for run in wording {
        let role = match run.op {
            Op::Equal => Role::Plain,
            Op::Delete => Role::Struck,
            Op::Insert => Role::Added,
        };
        line.push(role, &run.text);
    }
    line
}
