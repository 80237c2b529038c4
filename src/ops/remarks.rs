//! Positions, reasons and proposals as comments in the margin of a Word file.

use super::bulletin::{Filed, Positions, filed, positions};
use super::export::{Naming, name_of};
use super::outward::Outward;
use super::proposals::card;
use super::results::{Page, PageRow, ProposalCard, StanceRow};
use super::wish::in_words;
use super::words::{NOBODY, stance_name, status_name};
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::office::{Block, Comment, Paper};

/// Puts what was said of each paragraph beside it: positions with their reasons, open proposals with theirs.
///
/// What goes out is the same as on a page: with names hidden it is counted who holds which position, and no reasons are given, since
/// words of reasons name people.
pub fn remark(paper: &mut Paper, outward: &Outward<'_>, page: &Page, naming: Naming) {
    let mut comments = std::mem::take(&mut paper.comments);
    for block in &mut paper.blocks {
        let paragraph = match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(table) => table.rows.iter_mut().flatten().flatten().next(),
        };
        let Some(paragraph) = paragraph else {
            continue;
        };
        let row = paragraph.anchor.and_then(|anchor| {
            page.rows
                .binary_search_by_key(&anchor, |row| row.index)
                .ok()
                .and_then(|at| page.rows.get(at))
        });
        let from = comments.len();
        let said = row.map(|row| said(outward.meeting(), row, naming));
        comments.extend(said.into_iter().flatten());
        for run in &mut paragraph.runs {
            run.comments.extend(from..comments.len());
        }
    }
    paper.comments = comments;
}

fn said(meeting: &Meeting, row: &PageRow, naming: Naming) -> Vec<Comment> {
    let time = |moment: Moment| Some(moment.format("%Y-%m-%dT%H:%M:%S%:z"));
    let mut out: Vec<Comment> = match naming {
        Naming::Shown => row
            .stances
            .iter()
            .map(|stance| Comment {
                author: name_of(meeting, &stance.party),
                time: time(stance.time),
                text: words(stance),
            })
            .collect(),
        Naming::Hidden => {
            let counted = positions(&row.stances, naming).in_words();
            let counted = Some(counted).filter(|words| !words.is_empty());
            counted.into_iter().map(nobodys).collect()
        }
    };
    for proposal in &row.proposals {
        let Some(card) = card(meeting, &proposal.document, &proposal.slug) else {
            continue;
        };
        let filed = filed(meeting, &card, naming);
        if !filed.open {
            continue;
        }
        let text = proposed(meeting, &card, &filed);
        out.push(match naming {
            Naming::Shown => Comment {
                author: name_of(meeting, &proposal.sponsor),
                time: None,
                text,
            },
            Naming::Hidden => nobodys(text),
        });
    }
    out
}

/// A comment of which it is not said whose it is.
fn nobodys(text: String) -> Comment {
    Comment {
        author: NOBODY.to_owned(),
        time: None,
        text,
    }
}

/// `XNO-3 (tabled)`, what is wanted, why, how the room stands on it: a line each.
fn proposed(meeting: &Meeting, card: &ProposalCard, filed: &Filed) -> String {
    let name = filed.number.as_deref().unwrap_or("A proposal");
    let lines = [
        format!("{name} ({})", status_name(filed.status)),
        in_words(meeting, card, filed),
        filed.rationale.clone().unwrap_or_default(),
        Positions::in_words(&filed.positions),
    ];
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// `opposes 12: the words are too narrow (the words have changed since)`
fn words(stance: &StanceRow) -> String {
    let mut text = format!("{} {}", stance_name(stance.stance), stance.on);
    if stance.awaiting {
        text.push_str(", awaits instructions");
    }
    if let Some(reason) = &stance.reason {
        text.push_str(&format!(": {reason}"));
    }
    if stance.stale {
        text.push_str(" (the words have changed since)");
    }
    text
}
