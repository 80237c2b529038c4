//! One paragraph on the board, and what holds it.

use serde::Serialize;

use super::closing::Way;
use super::torn::Torn;
use crate::consensus::State;
use crate::moment::Moment;

/// One paragraph on the board.
#[derive(Debug, Clone, Serialize)]
pub struct BoardRow {
    /// The document's id.
    pub document: String,
    /// The ordinal.
    pub index: usize,
    /// What the room calls it.
    pub name: String,
    /// The one word for it.
    pub state: State,
    /// Its words, brackets and all.
    pub words: String,
    /// Since when it stands so; `None` where nobody said anything on it.
    pub since: Option<Moment>,
    /// What blocks it.
    pub blocks: Vec<Block>,
    /// States of which two groups disagree on it, and that have not spoken themselves.
    pub torn: Vec<Torn>,
    /// How it could be closed: the way in which fewest give way first, then the text as it stood.
    pub ways: Vec<Way>,
    /// The next step in a few words: `gavel`, `GN lifts`, `the silence ends 18 Jul 10:00`.
    pub closes: String,
    /// Where what was ruled and what is the case disagree.
    pub findings: Vec<String>,
}

/// Why a paragraph is not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hold {
    /// Opposes it, or words that stand in it.
    Opposes,
    /// Reserves its position.
    Reserves,
    /// Broke the silence.
    BrokeSilence,
    /// Waits for something else.
    Waits,
    /// Holds a bracket.
    Bracket,
    /// Awaits instructions: it does not block, but the gavel asks.
    Awaits,
    /// Opposed or reserved on words that have changed since: it is to be asked whether it still does.
    Earlier,
    /// A proposal that was not answered.
    Proposal,
    /// A bracket that names nobody.
    Unnamed,
    /// It is one of several options; `on` says of how many.
    Options,
}

/// One thing that blocks a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block {
    /// The party; for a proposal its number; `None` for a bracket that names nobody.
    pub who: Option<String>,
    /// How.
    pub how: Hold,
    /// On what, or for what: the words in the bracket, what is waited for, the reason given.
    pub on: Option<String>,
    /// Since when.
    pub since: Option<Moment>,
}
