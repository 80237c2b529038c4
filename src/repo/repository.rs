//! A repository: found, opened, asked for versions.

use std::path::{Path, PathBuf};

use super::save::Save;
use super::snapshot::{BlobId, Snapshot, VersionId};
use super::walk::{Touch, Version};
use crate::moment::Moment;

/// Who saves: a name and a mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The name.
    pub name: String,
    /// The mail address; may be empty.
    pub email: String,
}

/// What is odd about a repository, each met kindly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// No version has been saved yet.
    Unborn,
    /// It stands on a version and not on a branch.
    Detached,
    /// A merge, rebase or the like is under way.
    Busy(String),
    /// Someone else's lock lies there: its path.
    Locked(PathBuf),
    /// It has no work tree: it can be read and not written.
    Bare,
}

/// What can go wrong below the meaning of files.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No repository here or above.
    #[error("no git repository at {} or above", .0.display())]
    NoRepository(PathBuf),
    /// The revision names nothing.
    #[error("no version {0:?}")]
    NoVersion(String),
    /// Somebody saved in between.
    #[error("the meeting was saved by somebody else meanwhile")]
    Moved,
    /// A file has changes by hand that saving would overwrite.
    #[error("{0} has changes that are not saved")]
    Unsaved(String),
    /// The repository cannot be written now.
    #[error("the repository cannot be written: {0}")]
    Unwritable(String),
    /// git says no.
    #[error("{0}")]
    Git(String),
    /// The disk says no.
    #[error("{}", .path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// An open repository.
#[derive(Debug)]
pub struct Repository {
    root: PathBuf,
}

impl Repository {
    /// Finds the repository that `start` lies in, as git does (`GIT_DIR` included), and finishes a journal left by a crash.
    pub fn discover(start: &Path) -> Result<Repository, Error> {
        Err(Error::NoRepository(start.to_path_buf()))
    }

    /// Makes an empty repository with the branch `main`.
    pub fn init(_at: &Path) -> Result<Repository, Error> {
        Err(Error::Git("not built".to_owned()))
    }

    /// The work tree's root; the git directory where it is bare.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What is odd about it.
    pub fn conditions(&self) -> Vec<Condition> {
        Vec::new()
    }

    /// The newest version of the branch; `None` where there is none yet.
    pub fn head(&self) -> Option<VersionId> {
        None
    }

    /// Resolves what a person or git calls a version: a tag, a branch, an id, `HEAD~3`.
    pub fn resolve(&self, name: &str) -> Result<VersionId, Error> {
        Err(Error::NoVersion(name.to_owned()))
    }

    /// The files of a version, nothing checked out.
    pub fn snapshot(&self, version: &VersionId) -> Result<Snapshot, Error> {
        Err(Error::NoVersion(version.0.clone()))
    }

    /// The files as they lie in the work tree (those of the head where it is bare): `drafts/` and `facilitators/` only.
    pub fn work_tree(&self) -> Result<Snapshot, Error> {
        Ok(Snapshot::default())
    }

    /// A number that changes when the head or a file under `drafts/` or `facilitators/` changes; cheap enough to ask twice a second.
    pub fn pulse(&self) -> u64 {
        0
    }

    /// The files of `drafts/` and `facilitators/` whose work tree differs from the head.
    pub fn unsaved(&self) -> Result<Vec<String>, Error> {
        Ok(Vec::new())
    }

    /// The id that bytes would have.
    pub fn hash(bytes: &[u8]) -> BlobId {
        let _ = bytes;
        BlobId(String::new())
    }

    /// Saves files as one version: the old state or the new one, whatever interrupts.
    pub fn save(&self, _save: &Save) -> Result<VersionId, Error> {
        Err(Error::Unwritable("not built".to_owned()))
    }

    /// Puts an annotated tag, leaving an equal one alone.
    pub fn tag(
        &self,
        _name: &str,
        _at: &VersionId,
        _message: &str,
        _by: &Signature,
        _when: Moment,
    ) -> Result<(), Error> {
        Ok(())
    }

    /// The tags whose names begin with `prefix`, and the versions they point to, sorted by name.
    pub fn tags(&self, _prefix: &str) -> Vec<(String, VersionId)> {
        Vec::new()
    }

    /// The versions from `from` back, newest first, at most `limit`.
    pub fn log(&self, _from: &VersionId, _limit: usize) -> Result<Vec<Version>, Error> {
        Ok(Vec::new())
    }

    /// The versions that touched a file, newest first, followed through renames.
    pub fn walk(&self, _from: &VersionId, _path: &str) -> Result<Vec<Touch>, Error> {
        Ok(Vec::new())
    }

    /// The user's name and address as git knows them.
    pub fn user(&self) -> Option<Signature> {
        None
    }

    /// A setting of this repository alone (`adref.as`, `adref.demo`).
    pub fn setting(&self, _key: &str) -> Option<String> {
        None
    }

    /// Keeps a setting of this repository alone.
    pub fn set(&self, _key: &str, _value: &str) -> Result<(), Error> {
        Ok(())
    }

    /// The folder under the git directory for caches that may be deleted at any time.
    pub fn cache_folder(&self) -> PathBuf {
        self.root.join("adref")
    }
}
