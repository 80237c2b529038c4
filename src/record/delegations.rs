//! Who takes part: delegations, and groups whose members and presidency change with the date.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use crate::text::Parties;

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

vocabulary!(DelegationKind, "kind of delegation", 5, {
    State = "state",
    Observer = "observer",
    Organization = "organization",
    Igo = "igo",
    Ngo = "ngo",
});

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

/// A delegation or a group, as a person names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Participant<'a> {
    /// A delegation.
    Delegation(&'a Delegation),
    /// A group.
    Group(&'a Group),
}

impl<'a> Participant<'a> {
    /// Its code.
    pub fn code(self) -> &'a str {
        match self {
            Participant::Delegation(delegation) => &delegation.code,
            Participant::Group(group) => &group.code,
        }
    }

    /// Its name.
    pub fn name(self) -> &'a str {
        match self {
            Participant::Delegation(delegation) => &delegation.name,
            Participant::Group(group) => &group.name,
        }
    }
}

impl Membership {
    /// Whether it holds on a day, `YYYY-MM-DD`.
    pub fn holds_on(&self, day: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= day)
            && self.to.as_deref().is_none_or(|to| day <= to)
    }
}

impl Group {
    /// The codes of its members on a day, in the file's order.
    pub fn members_on<'a>(&'a self, day: &str) -> Vec<&'a str> {
        on(&self.members, day)
    }

    /// The codes of those that preside on a day.
    pub fn presidency_on<'a>(&'a self, day: &str) -> Vec<&'a str> {
        on(&self.presidency, day)
    }
}

fn on<'a>(list: &'a [Membership], day: &str) -> Vec<&'a str> {
    let mut codes: Vec<&str> = Vec::new();
    for membership in list.iter().filter(|one| one.holds_on(day)) {
        if !codes.contains(&membership.code.as_str()) {
            codes.push(&membership.code);
        }
    }
    codes
}

impl Delegations {
    /// The delegation of a code.
    pub fn delegation(&self, code: &str) -> Option<&Delegation> {
        self.delegations
            .iter()
            .find(|delegation| delegation.code == code)
    }

    /// The group of a code.
    pub fn group(&self, code: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.code == code)
    }

    /// Finds who is meant by a code, a name or another name, upper and lower case alike; codes come first.
    pub fn find(&self, typed: &str) -> Option<Participant<'_>> {
        let typed = typed.trim().to_lowercase();
        let is = |name: &str| name.to_lowercase() == typed;
        let delegations = || self.delegations.iter().map(Participant::Delegation);
        let groups = || self.groups.iter().map(Participant::Group);
        delegations()
            .chain(groups())
            .find(|one| is(one.code()))
            .or_else(|| delegations().chain(groups()).find(|one| is(one.name())))
            .or_else(|| {
                self.delegations
                    .iter()
                    .find(|delegation| delegation.aliases.iter().any(|alias| is(alias)))
                    .map(Participant::Delegation)
            })
    }

    /// Codes that are near what was typed, best first: by code, by name, by another name.
    pub fn near(&self, typed: &str) -> Vec<&str> {
        let mut names: Vec<(&str, &str)> = Vec::new();
        for delegation in &self.delegations {
            names.push((&delegation.code, &delegation.code));
            names.push((&delegation.name, &delegation.code));
            names.extend(
                delegation
                    .aliases
                    .iter()
                    .map(|a| (a.as_str(), delegation.code.as_str())),
            );
        }
        for group in &self.groups {
            names.push((&group.code, &group.code));
            names.push((&group.name, &group.code));
        }
        let mut codes: Vec<&str> = Vec::new();
        for name in crate::text::near(typed, names.iter().map(|(name, _)| *name)) {
            if let Some((_, code)) = names.iter().find(|(other, _)| *other == name)
                && !codes.contains(code)
            {
                codes.push(code);
            }
        }
        codes
    }

    /// Every code, delegations first, in the file's order.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.delegations
            .iter()
            .map(|delegation| delegation.code.as_str())
            .chain(self.groups.iter().map(|group| group.code.as_str()))
    }

    /// The members of a group on a day.
    pub fn members_on(&self, group: &str, day: &str) -> Vec<&str> {
        self.group(group)
            .map(|group| group.members_on(day))
            .unwrap_or_default()
    }

    /// The codes of the groups that a delegation belongs to on a day.
    pub fn groups_of(&self, code: &str, day: &str) -> Vec<&str> {
        self.groups
            .iter()
            .filter(|group| {
                group
                    .members
                    .iter()
                    .any(|member| member.code == code && member.holds_on(day))
            })
            .map(|group| group.code.as_str())
            .collect()
    }

    /// Who presides over a group on a day.
    pub fn presidency_on(&self, group: &str, day: &str) -> Vec<&str> {
        self.group(group)
            .map(|group| group.presidency_on(day))
            .unwrap_or_default()
    }

    /// Who may own an alternative in a text, and who speaks for whom, on a day.
    pub fn parties(&self, day: &str) -> Parties {
        Parties::Known {
            names: self.codes().map(str::to_owned).collect(),
            groups: self
                .groups
                .iter()
                .map(|group| {
                    let members = group.members_on(day).into_iter().map(str::to_owned);
                    (group.code.clone(), members.collect())
                })
                .collect(),
        }
    }
}
