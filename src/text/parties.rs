//! Which names are parties: an attribution counts only if every name in it is one (notation, section 2).

use std::collections::{BTreeMap, BTreeSet};

/// The parties a text may name, and which group speaks for whom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Parties {
    /// Nobody said: upper-case ASCII words that are not NOTE, OPTION, ALT … count as parties.
    #[default]
    Guessed,
    /// Exactly these names; each group with its members.
    Known {
        /// Every name: delegations and groups.
        names: BTreeSet<String>,
        /// Group name to its members' names.
        groups: BTreeMap<String, BTreeSet<String>>,
    },
}

const NOT_PARTIES: [&str; 14] = [
    "NOTE",
    "OPTION",
    "ALT",
    "ALTERNATIVE",
    "PLACEHOLDER",
    "TITLE",
    "COP",
    "CMA",
    "CMP",
    "TBD",
    "TBC",
    "SEE",
    "ITEM",
    "ANNEX",
];

impl Parties {
    /// Says whether `name` is a party.
    pub fn contains(&self, name: &str) -> bool {
        match self {
            Parties::Known { names, .. } => names.contains(name),
            Parties::Guessed => {
                name.len() >= 2
                    && name
                        .chars()
                        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
                    && name.starts_with(|c: char| c.is_ascii_uppercase())
                    && !NOT_PARTIES.contains(&name)
            }
        }
    }

    /// The same names, each speaking for itself alone.
    #[must_use]
    pub fn without_groups(&self) -> Parties {
        match self {
            Parties::Guessed => Parties::Guessed,
            Parties::Known { names, .. } => Parties::Known {
                names: names.clone(),
                groups: BTreeMap::new(),
            },
        }
    }

    /// Says whether the group `group` speaks for `member`.
    pub fn speaks_for(&self, group: &str, member: &str) -> bool {
        match self {
            Parties::Known { groups, .. } => groups
                .get(group)
                .is_some_and(|members| members.contains(member)),
            Parties::Guessed => false,
        }
    }
}
