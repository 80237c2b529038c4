//! Who holds the pen or the gavel: facilitators, the chair, the secretariat.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;

/// What an officer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Rules on everything.
    Chair,
    /// Holds documents.
    Facilitator,
    /// Enters things for others.
    Secretariat,
}

vocabulary!(Role, "role", 3, {
    Chair = "chair",
    Facilitator = "facilitator",
    Secretariat = "secretariat",
});

/// `facilitators/NAME.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// The file's name without `.yaml`: `aly`.
    pub handle: String,
    /// The full name.
    pub name: String,
    /// The delegation, where there is one.
    pub delegation: Option<String>,
    /// What the officer does.
    pub role: Role,
    /// The documents held.
    pub documents: Vec<String>,
}
