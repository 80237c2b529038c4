//! The roll: delegations, groups and officers, as the rules ask for them.

use crate::record::{Delegations, Officer, Role};

/// By whose authority something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// A delegation, by its code.
    Delegation(String),
    /// A group, by its code.
    Group(String),
    /// An officer.
    Officer {
        /// The handle.
        handle: String,
        /// The office.
        role: Role,
    },
}

/// Who is who.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roll {
    /// Delegations and groups.
    pub delegations: Delegations,
    /// Chair, facilitators, secretariat.
    pub officers: Vec<Officer>,
}
