//! Positions and reasons as comments in the margin of a Word file.

use super::hands::name_of;
use super::words::Naming;
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::office::{Block, Comment, Paper};
use crate::ops::results::{Page, PageRow, ProposalCard, StanceRow};
use crate::ops::words::{is_open, stance_name, status_name};

/// Puts what was said of each paragraph beside it: positions with their reasons, open proposals with theirs.
///
/// With names hidden it is not said whose they are.
pub fn remark(paper: &mut Paper, meeting: &Meeting, page: &Page, naming: Naming) {
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
        comments.extend(row.into_iter().flat_map(|row| said(meeting, row, naming)));
        for run in &mut paragraph.runs {
            run.comments.extend(from..comments.len());
        }
    }
    paper.comments = comments;
}

fn said(meeting: &Meeting, row: &PageRow, naming: Naming) -> Vec<Comment> {
    let author = |code: &str| match naming {
        Naming::Shown => name_of(meeting, code),
        Naming::Hidden => "A delegation".to_owned(),
    };
    let time = |moment: Moment| Some(moment.format("%Y-%m-%dT%H:%M:%S%:z"));
    let mut out: Vec<Comment> = row
        .stances
        .iter()
        .map(|stance| Comment {
            author: author(&stance.party),
            time: time(stance.time),
            text: words(stance),
        })
        .collect();
    for proposal in row
        .proposals
        .iter()
        .filter(|one| is_open(one.status) && one.number.is_some())
    {
        let name = match naming {
            Naming::Shown => proposal.number.clone().unwrap_or_default(),
            Naming::Hidden => "A proposal".to_owned(),
        };
        let card = super::super::proposals::card(meeting, &proposal.document, &proposal.slug);
        let lines = [
            Some(format!("{name} ({})", status_name(proposal.status))),
            card.as_ref()
                .map(|card: &ProposalCard| card.wanted.clone())
                .filter(|wanted| !wanted.is_empty()),
            card.as_ref().and_then(|card| card.rationale.clone()),
        ];
        out.push(Comment {
            author: author(&proposal.sponsor),
            time: None,
            text: lines.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        });
    }
    out
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
