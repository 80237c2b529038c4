//! How a paragraph stands, in lines: its state, why, what is wrong with it, what was proposed on it and who said what.

use super::filed::{proposal_line, stance_since};
use super::line::Line;
use super::role::Role;
use super::signs::{state_sign, state_words};
use crate::consensus::{State, Tally};
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

/// How the States stand, each counted once, worst first; who differs from a group of its own, and of whom two groups disagree.
pub fn states(tally: &Tally) -> Vec<Line> {
    let stands = tally.states.iter().rev().map(|(stance, codes)| {
        let n = match codes.len() {
            1 => "1 State ".to_owned(),
            many => format!("{many} States "),
        };
        Line::of(Role::Strong, n).with(
            Role::Plain,
            format!("{}: {}", stance.verb_of(codes.len()), codes.join(", ")),
        )
    });
    let apart = tally.dissociated.iter();
    let apart: Vec<String> = apart
        .map(|(member, group)| format!("{member} ({group})"))
        .collect();
    let told = |role: Role, head: &str, names: &[String]| {
        (!names.is_empty()).then(|| Line::of(role, head).with(Role::Plain, names.join(", ")))
    };
    let mut lines: Vec<Line> = stands.collect();
    lines.extend(told(Role::Dim, "apart from a group of its own: ", &apart));
    lines.extend(told(Role::Warn, "its groups disagree: ", &tally.conflicts));
    lines.extend(told(Role::Dim, "spoke and is not counted: ", &tally.others));
    lines.into_iter().map(|line| line.hanging(2)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consensus::Stance;

    #[test]
    fn the_states_are_counted_worst_first_and_who_differs_is_named() {
        let mut tally = Tally::default();
        let codes = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        tally.states.insert(Stance::Support, codes(&["XEG", "XNO"]));
        tally.states.insert(Stance::Oppose, codes(&["XRA"]));
        tally.dissociated.push(("XRA".to_owned(), "GN".to_owned()));
        tally.conflicts = codes(&["XMU"]);
        let said: Vec<String> = states(&tally).iter().map(Line::text).collect();
        assert_eq!(
            said,
            [
                "1 State opposes: XRA",
                "2 States support: XEG, XNO",
                "apart from a group of its own: XRA (GN)",
                "its groups disagree: XMU",
            ]
        );
        assert!(states(&Tally::default()).is_empty());
    }
}
