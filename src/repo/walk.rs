//! Walking history: the versions, and those that touched a file, followed through renames.

use super::snapshot::{BlobId, VersionId};
use crate::moment::Moment;

/// A saved version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its id.
    pub id: VersionId,
    /// Who saved it: a name.
    pub author: String,
    /// When.
    pub time: Moment,
    /// Its first line.
    pub summary: String,
}

/// A version that changed a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch {
    /// The version.
    pub version: Version,
    /// The file's path at that version.
    pub path: String,
    /// Its bytes' id there; `None` where the version deleted it.
    pub blob: Option<BlobId>,
}
