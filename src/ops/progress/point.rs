//! A point of the curve: how far a document was at a version.

use serde::{Serialize, Serializer};

use super::count::Counts;
use crate::moment::Moment;
use crate::ops::causes::Cause;
use crate::repo::VersionId;

/// How far a document was at a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The version's full id; `None` for the present where it differs from the last one saved.
    pub version: Option<String>,
    /// When.
    #[serde(serialize_with = "rfc3339")]
    pub time: Moment,
    /// Who saved it.
    pub author: Option<String>,
    /// Its first line.
    pub summary: Option<String>,
    /// The counts.
    #[serde(flatten)]
    pub counts: Counts,
    /// The acts that it brought.
    pub by: Vec<Cause>,
}

/// The version of a point as the commands take it.
impl Point {
    /// The version's id.
    pub fn id(&self) -> Option<VersionId> {
        self.version.clone().map(VersionId)
    }
}

fn rfc3339<S: Serializer>(time: &Moment, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&time.format("%Y-%m-%dT%H:%M:%S%:z"))
}
