//! The roll: delegations, groups and officers, as the rules ask for them.

use crate::record::{DelegationKind, Delegations, Officer, Participant, Role};

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

impl Authority {
    /// What an act bears: a code or a handle.
    pub fn name(&self) -> &str {
        match self {
            Authority::Delegation(code) | Authority::Group(code) => code,
            Authority::Officer { handle, .. } => handle,
        }
    }

    /// Whether it speaks for a delegation or a group.
    pub fn is_party(&self) -> bool {
        !matches!(self, Authority::Officer { .. })
    }
}

/// Who is who.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roll {
    /// Delegations and groups.
    pub delegations: Delegations,
    /// Chair, facilitators, secretariat.
    pub officers: Vec<Officer>,
}

impl Roll {
    /// Whose authority a code or a handle stands for, upper and lower case alike.
    ///
    /// Where nobody wrote down who takes part, every name that is no officer's is taken for a delegation.
    pub fn authority(&self, name: &str) -> Option<Authority> {
        let group = |one: &&crate::record::Group| one.code.eq_ignore_ascii_case(name);
        let delegation = |one: &&crate::record::Delegation| one.code.eq_ignore_ascii_case(name);
        if let Some(group) = self.delegations.groups.iter().find(group) {
            return Some(Authority::Group(group.code.clone()));
        }
        if let Some(delegation) = self.delegations.delegations.iter().find(delegation) {
            return Some(Authority::Delegation(delegation.code.clone()));
        }
        if let Some(officer) = self.officer(name) {
            return Some(Authority::Officer {
                handle: officer.handle.clone(),
                role: officer.role,
            });
        }
        let unknown = self.delegations.delegations.is_empty() && self.delegations.groups.is_empty();
        (unknown && !name.is_empty()).then(|| Authority::Delegation(name.to_owned()))
    }

    /// The authority that a person means by a code, a name, another name or a handle.
    pub fn find(&self, typed: &str) -> Option<Authority> {
        self.authority(typed).or_else(|| {
            let by_name = self
                .officers
                .iter()
                .find(|officer| officer.name.eq_ignore_ascii_case(typed));
            match (self.delegations.find(typed), by_name) {
                (Some(Participant::Delegation(one)), _) => {
                    Some(Authority::Delegation(one.code.clone()))
                }
                (Some(Participant::Group(one)), _) => Some(Authority::Group(one.code.clone())),
                (None, Some(officer)) => Some(Authority::Officer {
                    handle: officer.handle.clone(),
                    role: officer.role,
                }),
                (None, None) => None,
            }
        })
    }

    /// Names that are near what was typed, best first.
    pub fn near(&self, typed: &str) -> Vec<&str> {
        let mut near = self.delegations.near(typed);
        near.extend(crate::text::near(
            typed,
            self.officers.iter().map(|officer| officer.handle.as_str()),
        ));
        near.truncate(3);
        near
    }

    /// The officer of a handle.
    pub fn officer(&self, handle: &str) -> Option<&Officer> {
        self.officers
            .iter()
            .find(|officer| officer.handle.eq_ignore_ascii_case(handle))
    }

    /// The handles of those who may rule on a document: who holds it, else every chair.
    pub fn holders(&self, document: &str) -> Vec<&str> {
        let holding = |officer: &&Officer| {
            officer.role != Role::Secretariat
                && officer.documents.iter().any(|held| held == document)
        };
        let held: Vec<&str> = self
            .officers
            .iter()
            .filter(holding)
            .map(|officer| officer.handle.as_str())
            .collect();
        if held.is_empty() { self.chairs() } else { held }
    }

    /// The handles of the chairs.
    pub fn chairs(&self) -> Vec<&str> {
        self.officers
            .iter()
            .filter(|officer| officer.role == Role::Chair)
            .map(|officer| officer.handle.as_str())
            .collect()
    }

    /// Whether a party's objection stands in the way of consensus: observers and organizations of others may speak only.
    pub fn counts(&self, party: &str) -> bool {
        match self.delegations.delegation(party) {
            None => true,
            Some(one) => matches!(
                one.kind,
                DelegationKind::State | DelegationKind::Organization
            ),
        }
    }
}
