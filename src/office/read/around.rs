//! What a file says beside the part that is read, and what is found out on the way.

use std::collections::{BTreeMap, HashMap};

use super::left::Left;
use super::numbering::Numbering;
use super::styles::Styles;

/// What the file says beside the part: its styles, its numbering, where its links lead.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The styles.
    pub(super) styles: Styles,
    /// The numbering, as far as it has come.
    pub(super) numbering: Numbering,
    /// What relations of the part lead to, by their ids.
    pub(super) links: HashMap<String, String>,
    /// Footnotes by what they are called in the part: `f3`, `e1` for an endnote.
    pub(super) notes: HashMap<String, usize>,
    /// Comments by their ids.
    pub(super) comments: HashMap<String, usize>,
    /// What was not understood, and where it stands.
    pub(super) left: Vec<Left>,
    /// How many changes of looks each author tracked.
    pub(super) formatting: BTreeMap<String, usize>,
}

/// A note or a comment.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its id.
    pub(super) id: String,
    /// What it is, where it is none of the text's: a line above the notes.
    pub(super) kind: Option<String>,
    /// Who wrote it.
    pub(super) author: String,
    /// When.
    pub(super) time: Option<String>,
}
