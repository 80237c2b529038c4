//! What was asked for in words, once it is understood: the same on the command line, on the terminal's `:` line and in the story.

use super::command::Command;
use super::results::ProposalFilter;
use super::union::Prefer;
use crate::record::Heard;
use crate::rolling::Reader;
use crate::text::Address;

/// A document, perhaps at a version, as typed: `outcome`, `outcome@rev.1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentAt {
    /// The folder's name.
    pub document: String,
    /// `rev.1`, `now`, a revision of git, a time; `None` for the present text.
    pub version: Option<String>,
}

/// A paragraph that somebody looks at while it changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// The document.
    pub document: String,
    /// The paragraph.
    pub paragraph: Address,
    /// Whether it is shown whose words are whose.
    pub names: bool,
}

/// A command, with whose authority and occasion it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// What is to be done.
    pub command: Command,
    /// `--as`: the authority, where it is not the hand's own.
    pub by: Option<String>,
    /// `--heard`: the occasion.
    pub heard: Option<Heard>,
}

/// Everything that can be asked for in words.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// To do something.
    Do(Order),
    /// To see what doing it would write, and to write nothing.
    Preview(Order),
    /// To change a paragraph (or a whole text) in an editor.
    Edit(DocumentAt, Option<Address>),
    /// The documents and how far they are.
    Status,
    /// A text, or one paragraph of it; read for somebody where that was asked.
    Show(DocumentAt, Option<Address>, Option<Reader>),
    /// A paragraph by itself, as it stands at every moment.
    Follow(Followed),
    /// Two versions of a document side by side.
    Compare {
        /// The document.
        document: String,
        /// The old version.
        old: String,
        /// The new one.
        new: String,
    },
    /// Two texts side by side, named as the command line names them: files, `REV:PATH`.
    CompareTexts {
        /// The old one.
        old: String,
        /// The new one.
        new: String,
    },
    /// A list of proposals.
    Proposals(ProposalFilter),
    /// One proposal in full, by number or slug.
    Proposal(String),
    /// What can be gavelled in a document, or in all.
    Board(Option<String>),
    /// What was done, of one document or of all.
    Log(Option<String>),
    /// To be somebody else from now on; `None` asks who one is.
    Become(Option<String>),
    /// To see what others sent, and to receive it; which side is taken of what cannot be brought together.
    Receive(Option<Prefer>),
    /// To see what would be sent, and to send it.
    Send(Option<Prefer>),
    /// Something that only the command line does: the words as typed.
    Elsewhere(String),
}
