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

/// What is said of an act whose time is to come.
pub(super) const TO_COME: &str = "which has not come";

impl RefusedPaper {
    /// Whether it is not taken because its time is to come by the desk's clock.
    pub fn is_to_come(&self) -> bool {
        self.why.ends_with(TO_COME)
    }
}
