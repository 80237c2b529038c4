//! How a paragraph stands, in lines: its state, why, what is wrong with it, what was proposed on it and who said what.

use super::filed::{proposal_line, stance_since};
use super::line::Line;
use super::role::Role;
use super::signs::{state_sign, state_words};
use crate::consensus::State;
use crate::moment::Zone;
use crate::ops::PageRow;

/// A state: its sign and its words.
pub fn state(state: State) -> Line {
    Line::of(
        Role::State(state),
        format!("{} {}", state_sign(state), state_words(state)),
    )
}

/// Why a paragraph stands as it does, and what is wrong with it.
pub fn reasons(row: &PageRow) -> Vec<Line> {
    let reasons = row.standing.reasons.iter();
    let findings = row.standing.findings.iter();
    reasons
        .map(|reason| Line::of(Role::Dim, reason))
        .chain(findings.map(|(_, finding)| Line::of(Role::Warn, "! ").with(Role::Plain, finding)))
        .map(|line| line.hanging(2))
        .collect()
}

/// The proposals on a paragraph, a line each.
pub fn proposals_on(row: &PageRow) -> Vec<Line> {
    row.proposals.iter().map(proposal_line).collect()
}

/// The positions on a paragraph, a line each.
pub fn positions_on(row: &PageRow, zone: Option<&Zone>) -> Vec<Line> {
    row.stances
        .iter()
        .map(|one| stance_since(one, zone))
        .collect()
}
