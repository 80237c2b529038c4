//! The files of one version, read when they are asked for.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The id of a file's bytes: 40 hexadecimal digits; survives rebase and squash where a version's does not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BlobId(pub String);

/// The id of a saved version (a commit): 40 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VersionId(pub String);

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The files of one version or of the work tree: paths with `/`, relative to the repository's root.
///
/// Cheap to clone; `Send + Sync`, so that documents can be read on several threads.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    files: Arc<BTreeMap<String, Arc<Vec<u8>>>>,
}

impl Snapshot {
    /// A snapshot held in memory, for tests and plans.
    pub fn from_files(files: BTreeMap<String, Vec<u8>>) -> Snapshot {
        Snapshot {
            files: Arc::new(
                files
                    .into_iter()
                    .map(|(path, bytes)| (path, Arc::new(bytes)))
                    .collect(),
            ),
        }
    }

    /// The version it was taken of; `None` for files in memory, a work tree, or a repository without a version.
    pub fn version(&self) -> Option<&VersionId> {
        None
    }

    /// The paths under a folder (`""` for all), sorted, folders not among them.
    pub fn paths(&self, folder: &str) -> Vec<String> {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{}/", folder.trim_end_matches('/'))
        };
        self.files
            .keys()
            .filter(|path| path.starts_with(&prefix))
            .cloned()
            .collect()
    }

    /// The id of a file's bytes without reading them where that can be known.
    pub fn id(&self, _path: &str) -> Option<BlobId> {
        None
    }

    /// A file's bytes; `None` where there is no such file.
    pub fn read(&self, path: &str) -> Option<Arc<Vec<u8>>> {
        self.files.get(path).cloned()
    }

    /// The bytes of any blob the repository knows, of whatever version.
    pub fn blob(&self, _id: &BlobId) -> Option<Arc<Vec<u8>>> {
        None
    }
}
