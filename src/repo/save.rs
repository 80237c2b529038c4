//! Writing a version: a journal, the objects, one compare-and-swap of the branch, then work tree and index.

use super::repository::Signature;
use super::snapshot::VersionId;
use crate::moment::Moment;

/// What one file becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Its path with `/` from the repository's root.
    pub path: String,
    /// Its bytes; `None` deletes it.
    pub content: Option<Vec<u8>>,
}

/// Files to save together as one version.
#[derive(Debug, Clone)]
pub struct Save {
    /// The version this was planned against; if the branch has moved on, nothing is written and [`super::Error::Moved`] says so.
    pub base: Option<VersionId>,
    /// The files that change.
    pub files: Vec<FileChange>,
    /// Subject, blank line, body.
    pub message: String,
    /// Whose version it is.
    pub author: Signature,
    /// When.
    pub when: Moment,
}
