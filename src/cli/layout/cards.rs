//! Proposals: a list, and one in full.

use super::log::log;
use super::table::{Table, plain};
use crate::ops::{ProposalCard, ProposalRow, kind_name, status_name};
use crate::view::{self, Line, Role, section};

/// A row a proposal.
pub(crate) fn proposals(rows: &[ProposalRow], columns: usize) -> Vec<Line> {
    if rows.is_empty() {
        return vec![plain("no proposals")];
    }
    let mut table = Table::new(&["proposal", "of", "on", "asks to", "status", "marks"]);
    for row in rows {
        table.row(vec![
            Line::of(Role::Label, view::proposal_name(row)),
            plain(sponsors(row)),
            plain(view::proposal_place(row)),
            match &row.amends {
                Some(_) => plain(view::proposal_asks(row)),
                None => plain(kind_name(row.kind)),
            },
            Line::of(view::status_role(row.status), status_name(row.status)),
            Line::of(Role::Warn, row.marks.join(", ")),
        ]);
    }
    table.lines(columns)
}

fn sponsors(row: &ProposalRow) -> String {
    match row.cosponsors.len() {
        0 => row.sponsor.clone(),
        n => format!("{} +{n}", row.sponsor),
    }
}

/// One proposal in full.
pub(crate) fn card(card: &ProposalCard) -> Vec<Line> {
    let mut lines = view::card(card, None);
    section(&mut lines, "What happened", log(&card.acts));
    lines
}
