//! What is written and not saved yet: kept beside the repository as it is typed, and laid before whoever comes next.

use serde::{Deserialize, Serialize};

use super::intent::Proposing;

/// Words that are nowhere else yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Unsaved {
    /// What was being done.
    pub(super) title: String,
    /// The document and the paragraph.
    pub(super) place: Option<(String, String)>,
    /// Which form it was, where that can be opened again.
    pub(super) kind: Option<Kind>,
    /// What the fields are called and what is written in them.
    pub(super) blanks: Vec<(String, String)>,
    /// Who speaks.
    pub(super) who: Option<String>,
    /// Since when, in seconds since 1970.
    #[serde(default)]
    pub(super) began: Option<u64>,
    /// Who asked for the floor.
    pub(super) queue: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    Propose(Proposing),
    Edit,
    /// Bytes of the paragraph's body, the words there, and whether the new ones come behind them.
    Floor(usize, usize, String, bool),
}
