//! The signs and words of states, statuses and changes: the same in both faces, a sign never without its word.

use super::role::Role;
use crate::consensus::{Stance, State, Status};
use crate::diff::{Change, ChangeKind};

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

/// The sign and the words of a change; what its old and its new paragraphs are called.
pub fn change_sign(change: &Change, (from, to): (&[String], &[String])) -> ChangeSign {
    let (sign, word, role) = match change.kind {
        ChangeKind::Unchanged if change.moved => ("↘", String::new(), Role::Moved),
        ChangeKind::Unchanged if change.renumbered => ("#", "renumbered".to_owned(), Role::Dim),
        ChangeKind::Unchanged => (" ", String::new(), Role::Dim),
        ChangeKind::Edited if change.marks_only => ("~", "marks only".to_owned(), Role::Dim),
        ChangeKind::Edited => ("~", "edited".to_owned(), Role::Warn),
        ChangeKind::Inserted => ("+", "new".to_owned(), Role::Good),
        ChangeKind::Deleted => ("-", "gone".to_owned(), Role::Bad),
        ChangeKind::Split => ("⑂", format!("split in {}", change.new.len()), Role::Moved),
        ChangeKind::Merged => ("⊕", format!("merged of {}", change.old.len()), Role::Moved),
        ChangeKind::Recast => ("≈", "recast".to_owned(), Role::Moved),
    };
    // Where its label went with it, that is no place it came from.
    let moved = change.moved.then(|| match from == to {
        true => "moved".to_owned(),
        false => format!("moved from {}", from.join(", ")),
    });
    let uncertain = (!change.certain).then(|| "not certain".to_owned());
    let words = [Some(word).filter(|word| !word.is_empty()), moved, uncertain]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    ChangeSign { sign, words, role }
}
