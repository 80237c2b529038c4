//! Who takes part: delegations, and groups whose members and presidency change with the date.

use serde::{Deserialize, Serialize};

/// What a delegation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DelegationKind {
    /// A State: counted.
    #[default]
    State,
    /// An observer State.
    Observer,
    /// A regional organization such as the EU.
    Organization,
    /// An intergovernmental organization: may speak.
    Igo,
    /// A non-governmental organization: may speak.
    Ngo,
}

/// One delegation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// ISO 3166 alpha-3, or the organization's.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: DelegationKind,
    /// Other names.
    pub aliases: Vec<String>,
}

/// Somebody's place in a group, from a day to a day (both included, `YYYY-MM-DD`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The delegation.
    pub code: String,
    /// The first day; `None` since ever.
    pub from: Option<String>,
    /// The last day; `None` for good.
    pub to: Option<String>,
}

/// A group that may speak for its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Who belongs to it, when.
    pub members: Vec<Membership>,
    /// Who presides, when.
    pub presidency: Vec<Membership>,
}

/// `facilitators/delegations.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delegations {
    /// The delegations in the file's order.
    pub delegations: Vec<Delegation>,
    /// The groups.
    pub groups: Vec<Group>,
}
