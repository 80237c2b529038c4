//! The signs and words of states, statuses and changes: the same in both faces, a sign never without its word.

use super::role::Role;
use crate::consensus::{Stance, State, Status};
use crate::diff::ChangeKind;
use crate::ops::ComparisonRow;

/// The sign of a paragraph's state.
pub fn state_sign(state: State) -> &'static str {
    match state {
        State::Placeholder => "…",
        State::Open => "○",
        State::Contested => "●",
        State::Clean => "◇",
        State::Ready => "◆",
        State::Silence => "◔",
        State::Parked => "‖",
        State::Reopened => "↺",
        State::AgreedInformals | State::AgreedAdReferendum => "✓",
        State::Agreed | State::Adopted => "✔",
    }
}

/// A state in the room's words.
pub fn state_words(state: State) -> &'static str {
    match state {
        State::Placeholder => "to be written",
        State::Open => "open",
        State::Contested => "contested",
        State::Clean => "clean",
        State::Ready => "ready",
        State::Silence => "under silence",
        State::Parked => "parked",
        State::Reopened => "reopened",
        State::AgreedInformals => "agreed in informals",
        State::AgreedAdReferendum => "agreed ad referendum",
        State::Agreed => "agreed",
        State::Adopted => "adopted",
    }
}

/// The sign of a stance.
pub fn stance_sign(stance: Stance) -> &'static str {
    match stance {
        Stance::Support => "+",
        Stance::Accept => "=",
        Stance::Query => "?",
        Stance::Reserve => "!",
        Stance::Oppose => "✗",
    }
}

/// The sign of a proposal's status.
pub fn status_sign(status: Status) -> &'static str {
    match status {
        Status::Draft => "·",
        Status::Submitted => "→",
        Status::Returned => "←",
        Status::Tabled => "○",
        Status::UnderDiscussion => "●",
        Status::InText => "▣",
        Status::Parked => "‖",
        Status::Accepted | Status::AcceptedAsAmended => "✓",
        Status::Merged | Status::Superseded => "⇒",
        Status::NotSupported | Status::Defeated => "✗",
        Status::Withdrawn => "⌫",
        Status::Adopted | Status::Carried => "✔",
        Status::Lapsed => "∅",
    }
}

/// What became of a paragraph: a sign, words and a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSign {
    /// One column.
    pub sign: &'static str,
    /// `edited, moved from 12`; empty for a paragraph that nothing became of.
    pub words: String,
    /// What the sign is.
    pub role: Role,
}

/// The sign and the words of a change.
pub fn change_sign(row: &ComparisonRow) -> ChangeSign {
    let (change, (from, to)) = (&row.change, &row.labels);
    let (sign, word, role) = match change.kind {
        ChangeKind::Unchanged if change.moved => ("↘", String::new(), Role::Moved),
        ChangeKind::Unchanged if change.renumbered => ("#", "renumbered".to_owned(), Role::Dim),
        ChangeKind::Unchanged => (" ", String::new(), Role::Dim),
        ChangeKind::Edited if change.marks_only => {
            let what = row.stands.clone();
            let what = what.unwrap_or_else(|| "marks only".to_owned());
            ("~", what, Role::Dim)
        }
        ChangeKind::Edited => ("~", "edited".to_owned(), Role::Warn),
        ChangeKind::Inserted => ("+", "new".to_owned(), Role::Good),
        ChangeKind::Deleted => ("-", "gone".to_owned(), Role::Bad),
        ChangeKind::Split => ("⑂", format!("split in {}", change.new.len()), Role::Moved),
        ChangeKind::Merged => ("⊕", format!("merged of {}", change.old.len()), Role::Moved),
        ChangeKind::Recast => ("≈", "recast".to_owned(), Role::Moved),
    };
    // Where its label went with it, that is no place it came from.
    let moved = change.moved.then(|| match &row.place {
        Some((left, taken)) => {
            let place = |behind: &Option<String>, none: &str| match behind {
                Some(behind) => format!("after {behind}"),
                None => none.to_owned(),
            };
            let (left, taken) = (place(left, "the head"), place(taken, "the head"));
            match left == taken {
                true => "moved".to_owned(),
                false => format!("moved from {left} to {taken}"),
            }
        }
        None if from.iter().any(|one| to.contains(one)) => "moved".to_owned(),
        None => format!("moved from {}", from.join(", ")),
    });
    let stands = row.stands.clone();
    let stands = stands.filter(|_| change.kind == ChangeKind::Edited && !change.marks_only);
    let uncertain = (!change.certain).then(|| "not certain".to_owned());
    let words = [
        Some(word).filter(|word| !word.is_empty()),
        stands,
        moved,
        uncertain,
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ");
    ChangeSign { sign, words, role }
}
