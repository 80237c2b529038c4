//! What those who take part are called.

use std::collections::BTreeMap;

use crate::meeting::Meeting;

/// What a delegation, a group or an officer is called.
pub fn name_of(meeting: &Meeting, code: &str) -> String {
    let delegations = &meeting.roll.delegations;
    let delegation = delegations.delegations.iter().find(|one| one.code == code);
    let group = delegations.groups.iter().find(|one| one.code == code);
    let officer = meeting.roll.officer(code);
    let name = delegation
        .map(|one| &one.name)
        .or(group.map(|one| &one.name))
        .or(officer.map(|one| &one.name));
    name.filter(|name| !name.is_empty())
        .cloned()
        .unwrap_or_else(|| code.to_owned())
}

/// What all that take part are called, by their codes.
pub fn names(meeting: &Meeting) -> BTreeMap<String, String> {
    let delegations = &meeting.roll.delegations;
    let codes = delegations.delegations.iter().map(|one| &one.code);
    let codes = codes.chain(delegations.groups.iter().map(|one| &one.code));
    codes
        .map(|code| (code.clone(), name_of(meeting, code)))
        .collect()
}
