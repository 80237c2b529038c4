//! What bytes and versions are called: by what they hold.

use std::fmt;

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

impl From<git2::Oid> for BlobId {
    fn from(id: git2::Oid) -> BlobId {
        BlobId(id.to_string())
    }
}

impl From<git2::Oid> for VersionId {
    fn from(id: git2::Oid) -> VersionId {
        VersionId(id.to_string())
    }
}

/// The id that bytes have as a blob.
pub(super) fn hash(bytes: &[u8]) -> BlobId {
    BlobId::from(oid(bytes))
}

/// The id that bytes have as a blob; zero where git cannot hash (it always can).
pub(super) fn oid(bytes: &[u8]) -> git2::Oid {
    git2::Oid::hash_object(git2::ObjectType::Blob, bytes).unwrap_or(git2::Oid::ZERO_SHA1)
}
