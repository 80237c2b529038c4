//! What is to be saved: files that change, together, on the version they were planned on.

use git2::Oid;

use super::error::Error;
use super::id::{BlobId, VersionId};
use super::signature::Signature;
use super::tree::full;
use crate::moment::Moment;

/// What one file becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Its path with `/` from the repository's root.
    pub path: String,
    /// Its bytes; `None` deletes it.
    pub content: Option<Vec<u8>>,
    /// The bytes it was planned on: those that must lie in the work tree now. `None` means those of the version the save is based on.
    ///
    /// Who planned on the text of the work tree names that text here, and what was changed by hand is saved along with it.
    pub over: Option<BlobId>,
}

impl FileChange {
    /// A file with these bytes, planned on the saved version.
    pub fn write(path: impl Into<String>, content: impl Into<Vec<u8>>) -> FileChange {
        FileChange {
            path: path.into(),
            content: Some(content.into()),
            over: None,
        }
    }

    /// No such file any more.
    pub fn delete(path: impl Into<String>) -> FileChange {
        FileChange {
            path: path.into(),
            content: None,
            over: None,
        }
    }

    /// The same change, planned on these bytes of the work tree.
    #[must_use]
    pub fn over(mut self, id: Option<BlobId>) -> FileChange {
        self.over = id;
        self
    }
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

/// The version that the save was planned against.
pub(super) fn based_on(save: &Save) -> Result<Option<Oid>, Error> {
    let Some(base) = &save.base else {
        return Ok(None);
    };
    let id = full(&base.0).ok_or_else(|| Error::NoVersion(base.0.clone()))?;
    Ok(Some(id))
}
