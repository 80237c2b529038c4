//! A fault in a file of the record, with the file's name.

use crate::text::Finding;

/// One finding and the file it stands in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// The path from the repository's root.
    pub path: String,
    /// What and where.
    #[serde(flatten)]
    pub finding: Finding,
}
