//! What of the room is not taken, and why.

use serde::Serialize;

/// Something that is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusedPaper {
    /// The file.
    pub path: String,
    /// Why not.
    pub why: String,
    /// The id of the act, where it is one.
    #[serde(skip)]
    pub(super) paper: Option<String>,
    /// Why not, as far as the room may know.
    #[serde(skip)]
    pub(super) told: Option<String>,
}
