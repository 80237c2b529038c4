//! A repository and its meeting: open, look at a version, save an edit.

use crate::repo::FileChange;

/// What a plan wants written: files to save together as one version, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// The first line of the version's message.
    pub why: String,
    /// The rest of it.
    pub body: String,
    /// The files.
    pub files: Vec<FileChange>,
    /// A tag to put on the version: name and message.
    pub tag: Option<(String, String)>,
}
