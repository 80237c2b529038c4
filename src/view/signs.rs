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

/// What changes are counted as, and what stands before one of them.
pub(super) struct Kind {
    /// Its name in the counts of a comparison.
    pub(super) counted: &'static str,
    /// In a word.
    pub(super) word: &'static str,
    /// One column.
    pub(super) sign: &'static str,
    /// What the sign is.
    pub(super) role: Role,
}

/// The kinds of changes, in the order in which they are counted.
pub(super) const KINDS: [Kind; 8] = [EDITED, NEW, GONE, SPLIT, MERGED, RECAST, MOVED, RENUMBERED];

pub(super) const EDITED: Kind = kind(("edited", "edited"), "~", Role::Warn);
pub(super) const NEW: Kind = kind(("inserted", "new"), "+", Role::Good);
pub(super) const GONE: Kind = kind(("deleted", "gone"), "-", Role::Bad);
pub(super) const SPLIT: Kind = kind(("split", "split"), "⑂", Role::Moved);
pub(super) const MERGED: Kind = kind(("merged", "merged"), "⊕", Role::Moved);
pub(super) const RECAST: Kind = kind(("recast", "recast"), "≈", Role::Moved);
pub(super) const MOVED: Kind = kind(("moved", "moved"), "↘", Role::Moved);
pub(super) const RENUMBERED: Kind = kind(("renumbered", "renumbered"), "#", Role::Dim);

const fn kind(
    (counted, word): (&'static str, &'static str),
    sign: &'static str,
    role: Role,
) -> Kind {
    Kind {
        counted,
        word,
        sign,
        role,
    }
}

impl Kind {
    /// Before a change of this kind, with other words than its own.
    pub(super) fn saying(self, words: impl Into<String>) -> ChangeSign {
        ChangeSign {
            sign: self.sign,
            words: words.into(),
            role: self.role,
        }
    }

    /// Before a change of this kind.
    pub(super) fn plain(self) -> ChangeSign {
        let word = self.word;
        self.saying(word)
    }
}

/// The sign and the words of a change.
pub fn change_sign(row: &ComparisonRow) -> ChangeSign {
    let (change, (from, to)) = (&row.change, &row.labels);
    let ChangeSign { sign, words, role } = match change.kind {
        ChangeKind::Unchanged if change.moved => MOVED.saying(""),
        ChangeKind::Unchanged if change.renumbered => RENUMBERED.plain(),
        ChangeKind::Unchanged => kind(("", ""), " ", Role::Dim).plain(),
        ChangeKind::Edited if change.marks_only => ChangeSign {
            role: Role::Dim,
            ..EDITED.saying(row.stands.as_deref().unwrap_or("marks only"))
        },
        ChangeKind::Edited => EDITED.plain(),
        ChangeKind::Inserted => NEW.plain(),
        ChangeKind::Deleted => GONE.plain(),
        ChangeKind::Split => SPLIT.saying(format!("split in {}", change.new.len())),
        ChangeKind::Merged => MERGED.saying(format!("merged of {}", change.old.len())),
        ChangeKind::Recast => RECAST.plain(),
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
        Some(words).filter(|words| !words.is_empty()),
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
