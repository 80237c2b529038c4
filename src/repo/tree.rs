//! The files of a saved version, listed from its tree and read from the store.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use git2::ObjectType;
use serde::Serialize;

use super::error::Error;
use super::id::{BlobId, VersionId};
use super::store::Store;
use super::whole::whole;

/// The folders of a meeting.
pub(super) const FOLDERS: [&str; 2] = ["drafts", "facilitators"];

/// More files than the largest meeting has: a tree that names more is a trap.
pub(super) const MOST_FILES: usize = 1_000_000;

/// Deeper than any meeting's folders.
pub(super) const DEEPEST: usize = 64;

/// A file or folder that was passed over, and why: a link, a repository inside, a name that is no text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Passed {
    /// Its path; what is no UTF-8 is replaced.
    pub path: String,
    /// Why it is not read.
    pub reason: &'static str,
}

/// The files of one version.
#[derive(Debug)]
pub(super) struct VersionFiles {
    version: VersionId,
    root: git2::Oid,
    files: BTreeMap<String, git2::Oid>,
    passed: Vec<Passed>,
    store: Arc<Store>,
}

impl VersionFiles {
    /// Lists `drafts/` and `facilitators/` of a version.
    pub(super) fn list(store: &Arc<Store>, commit: git2::Oid) -> Result<VersionFiles, Error> {
        let mut files = BTreeMap::new();
        let mut passed = Vec::new();
        let root = store.with(|handle| {
            whole(
                handle,
                ObjectType::Commit,
                commit,
                &format!("the version {commit}"),
            )?;
            let root = handle.find_commit(commit)?.tree()?;
            whole(
                handle,
                ObjectType::Tree,
                root.id(),
                &format!("the version {commit}"),
            )?;
            for folder in FOLDERS {
                let Some(entry) = root.get_name(folder) else {
                    continue;
                };
                let mut open = vec![(folder.to_owned(), entry.to_owned(), 0)];
                while let Some((path, entry, depth)) = open.pop() {
                    let mut pass = |reason| {
                        passed.push(Passed {
                            path: path.clone(),
                            reason,
                        });
                    };
                    match entry.filemode() {
                        0o040_000 if depth >= DEEPEST => pass("the folders are too deep"),
                        0o040_000 => {
                            whole(handle, ObjectType::Tree, entry.id(), &path)?;
                            let tree = handle.find_tree(entry.id())?;
                            for inner in &tree {
                                match inner.name() {
                                    Ok(name) => {
                                        let inside = format!("{path}/{name}");
                                        open.push((inside, inner.to_owned(), depth + 1));
                                    }
                                    Err(_) => {
                                        let name = String::from_utf8_lossy(inner.name_bytes());
                                        passed.push(Passed {
                                            path: format!("{path}/{name}"),
                                            reason: "the name is not UTF-8",
                                        });
                                    }
                                }
                            }
                        }
                        0o120_000 => pass("it is a link"),
                        0o160_000 => pass("it is another repository"),
                        _ if files.len() >= MOST_FILES => {
                            pass("there are too many files");
                            break;
                        }
                        _ => {
                            files.insert(path, entry.id());
                        }
                    }
                }
            }
            Ok(root.id())
        })?;
        passed.sort();
        Ok(VersionFiles {
            version: VersionId::from(commit),
            root,
            files,
            passed,
            store: store.clone(),
        })
    }

    pub(super) fn version(&self) -> &VersionId {
        &self.version
    }

    pub(super) fn listed(&self) -> &BTreeMap<String, git2::Oid> {
        &self.files
    }

    pub(super) fn passed(&self) -> &[Passed] {
        &self.passed
    }

    /// The blob at a path, listed or not.
    pub(super) fn id(&self, path: &str) -> Option<git2::Oid> {
        if let Some(id) = self.files.get(path) {
            return Some(*id);
        }
        if FOLDERS
            .iter()
            .any(|folder| path.starts_with(&format!("{folder}/")))
        {
            return None;
        }
        let found = self.store.with(|handle| {
            let root = handle.find_tree(self.root)?;
            Ok(file_in(&root, path).map(|(id, _)| id))
        });
        found.ok().flatten()
    }

    pub(super) fn open(&self, path: &str) -> Result<Arc<Vec<u8>>, Error> {
        let none = || Error::NoFile {
            path: path.to_owned(),
            version: self.version.0.clone(),
        };
        let id = self.id(path).ok_or_else(none)?;
        let bytes = self.store.blob(id, path)?;
        bytes.ok_or_else(|| not_here(path))
    }

    pub(super) fn blob(&self, id: &BlobId) -> Option<Arc<Vec<u8>>> {
        blob_of(&self.store, id)
    }
}

/// A clone may leave bytes behind (`--filter`), and only git fetches them.
pub(super) fn not_here(path: &str) -> Error {
    Error::Git(format!(
        "the bytes of {path} are not in this clone: git fetch --refetch brings them"
    ))
}

/// The bytes of a blob named by its full id.
pub(super) fn blob_of(store: &Store, id: &BlobId) -> Option<Arc<Vec<u8>>> {
    let oid = full(&id.0)?;
    store.blob(oid, &id.0).ok().flatten()
}

/// An id in its 40 digits; git itself would complete a shorter one with zeros.
pub(super) fn full(id: &str) -> Option<git2::Oid> {
    (id.len() == 40)
        .then(|| git2::Oid::from_str(id).ok())
        .flatten()
}

/// The blob of a regular file in a tree, and its mode; links and folders are none.
pub(super) fn file_in(root: &git2::Tree<'_>, path: &str) -> Option<(git2::Oid, i32)> {
    if path.is_empty() || path.contains('\0') {
        return None;
    }
    let entry = root.get_path(Path::new(path)).ok()?;
    let mode = entry.filemode();
    (mode & 0o170_000 == 0o100_000).then(|| (entry.id(), mode))
}
