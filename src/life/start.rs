//! Where a life is followed back from: a file at a version, or as it lies in the work tree.

use crate::repo::{Error, VersionId};

/// A file, and where its history is begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The version; `None` where there is none yet.
    pub version: Option<VersionId>,
    /// The file's path from the repository's root.
    pub path: String,
    /// Its bytes where they are not those of the version: changes by hand that are not saved.
    pub unsaved: Option<Vec<u8>>,
}

/// Why nothing can be told.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The repository cannot be read.
    #[error(transparent)]
    Repository(#[from] Error),
    /// There is no such paragraph.
    #[error("no paragraph {0}")]
    NoParagraph(usize),
}
