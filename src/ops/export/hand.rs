//! Who changed something between two versions, and when: the author and the date of a tracked change.

use crate::office::{Change, Mark, Role, Was};

/// Who changed something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hand {
    /// A name for people.
    pub author: String,
    /// In RFC 3339.
    pub time: Option<String>,
    /// Where the hand typed the words itself: the parties whose alternatives stood in the paragraph before. What was typed into one of
    /// these is the hand's own; in any other alternative the words are its owner's, whoever writes them down.
    pub typed: Option<Vec<String>>,
}

/// What a paragraph was before somebody made it what it is; nothing where it was that already.
pub(super) fn was(role: Role, is: Role, hand: &Hand) -> Option<Was> {
    (role != is).then(|| Was {
        role,
        author: hand.author.clone(),
        time: hand.time.clone(),
    })
}

/// A change of somebody's.
pub(super) fn mark(change: Change, hand: &Hand) -> Mark {
    Mark {
        change,
        author: hand.author.clone(),
        time: hand.time.clone(),
    }
}
