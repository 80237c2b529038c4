//! Reads and writes `facilitators/delegations.yaml`.

use std::collections::BTreeSet;

use super::act_reader::who;
use super::delegations::{Delegation, Delegations, Group, Membership};
use super::fault::{Fault, Faults};
use super::particulars_file::block;
use super::quote::scalar;
use super::reader::{Entries, decode, not_utf8};
use super::yaml::{self, Node, Value};
use crate::text::near;

/// Reads `facilitators/delegations.yaml`.
pub fn read_delegations(path: &str, bytes: &[u8]) -> (Delegations, Vec<Fault>) {
    let (text, bad) = decode(bytes);
    let mut faults = Faults::of(path, &text);
    if let Some(at) = bad {
        not_utf8(at, &mut faults);
    }
    let delegations = match yaml::parse(&text, 0) {
        Ok(node) if node.value == Value::Nothing => Delegations::default(),
        Ok(node) => delegations(&node, &mut faults),
        Err(trouble) => {
            faults.error(trouble.code, trouble.at, trouble.message, trouble.hint);
            Delegations::default()
        }
    };
    (delegations, faults.into_list())
}

fn delegations(node: &Node<'_>, faults: &mut Faults<'_>) -> Delegations {
    let map = Entries::open(
        node,
        "the list of who takes part",
        &["delegations", "groups"],
        faults,
    );
    let mut read = Delegations::default();
    let mut met: BTreeSet<String> = BTreeSet::new();
    for node in map.items("delegations", faults) {
        let Some(delegation) = delegation(node, faults) else {
            continue;
        };
        if !met.insert(delegation.code.to_ascii_lowercase()) {
            duplicate_code(&delegation.code, node.at, faults);
        } else {
            read.delegations.push(delegation);
        }
    }
    for node in map.items("groups", faults) {
        let Some(group) = group(node, &read, faults) else {
            continue;
        };
        if !met.insert(group.code.to_ascii_lowercase()) {
            duplicate_code(&group.code, node.at, faults);
        } else {
            read.groups.push(group);
        }
    }
    read
}

fn duplicate_code(code: &str, at: usize, faults: &mut Faults<'_>) {
    faults.error(
        "duplicate-code",
        at,
        format!("the code {code} stands twice; the first one counts"),
        "codes are one list for delegations and groups, upper and lower case alike".to_owned(),
    );
}

fn delegation(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Delegation> {
    let map = Entries::open(
        node,
        "a delegation",
        &["code", "name", "kind", "aliases"],
        faults,
    );
    let code = code(&map, "XNO", faults)?;
    Some(Delegation {
        name: map
            .needed("name", "the name as the room says it", faults)
            .unwrap_or_else(|| code.clone()),
        code,
        kind: map.word("kind", faults).unwrap_or_default(),
        aliases: map.texts("aliases", faults),
    })
}

fn code(map: &Entries<'_, '_>, example: &str, faults: &mut Faults<'_>) -> Option<String> {
    match map.get("code") {
        Some(node) => who(node, "code", faults),
        None => {
            map.missing("code", example, faults);
            None
        }
    }
}

fn group(node: &Node<'_>, known: &Delegations, faults: &mut Faults<'_>) -> Option<Group> {
    let map = Entries::open(
        node,
        "a group",
        &["code", "name", "members", "presidency"],
        faults,
    );
    let code = code(&map, "GN", faults)?;
    let memberships = |key: &'static str, faults: &mut Faults<'_>| -> Vec<Membership> {
        map.items(key, faults)
            .iter()
            .filter_map(|node| membership(node, known, faults))
            .collect()
    };
    let members = memberships("members", faults);
    let presidency = memberships("presidency", faults);
    for president in &presidency {
        if !members.iter().any(|member| member.code == president.code) {
            faults.warning(
                "presides-from-outside",
                map.at_key("presidency"),
                format!(
                    "{} presides over {code} and is no member of it",
                    president.code
                ),
                format!("add {} to its members", president.code),
            );
        }
    }
    Some(Group {
        name: map
            .needed("name", "the name as the room says it", faults)
            .unwrap_or_else(|| code.clone()),
        code,
        members,
        presidency,
    })
}

fn membership(node: &Node<'_>, known: &Delegations, faults: &mut Faults<'_>) -> Option<Membership> {
    let (code, at, from, to) = match &node.value {
        Value::Text(_) => (who(node, "members", faults)?, node.at, None, None),
        _ => {
            let map = Entries::open(node, "a member", &["code", "from", "to"], faults);
            let code = code(&map, "XNO", faults)?;
            let at = map.at_key("code");
            let (from, to) = (map.day("from", faults), map.day("to", faults));
            if let (Some(from), Some(to)) = (&from, &to)
                && to < from
            {
                faults.error(
                    "bad-period",
                    map.at_key("to"),
                    format!("{code} leaves on {to}, before it comes"),
                    format!("it comes on {from}"),
                );
            }
            (code, at, from, to)
        }
    };
    let found = known
        .delegations
        .iter()
        .find(|delegation| delegation.code.eq_ignore_ascii_case(&code));
    let Some(found) = found else {
        if faults.is_full() {
            return None;
        }
        let hint = match near(&code, known.delegations.iter().map(|d| d.code.as_str())).first() {
            Some(meant) => format!("did you mean {meant}?"),
            None => format!("add {{code: {code}, name: …}} to the delegations"),
        };
        faults.error(
            "unknown-delegation",
            at,
            format!("{code} is no delegation of this meeting"),
            hint,
        );
        return None;
    };
    Some(Membership {
        code: found.code.clone(),
        from,
        to,
    })
}

/// Writes `facilitators/delegations.yaml`.
pub fn write_delegations(delegations: &Delegations) -> String {
    let mut out = String::from(
        "# Who takes part. A code is what stands in a draft: [shall / XNO: should].\n",
    );
    block(
        &mut out,
        "delegations",
        "- {code: XNO, name: Northland, aliases: [the Northland Republic]}",
        delegations.delegations.iter().map(|delegation| {
            let mut line = format!(
                "{{code: {}, name: {}",
                scalar(&delegation.code),
                scalar(&delegation.name)
            );
            if delegation.kind != super::delegations::DelegationKind::State {
                line.push_str(&format!(", kind: {}", delegation.kind));
            }
            if !delegation.aliases.is_empty() {
                let aliases: Vec<String> = delegation.aliases.iter().map(|a| scalar(a)).collect();
                line.push_str(&format!(", aliases: [{}]", aliases.join(", ")));
            }
            line.push('}');
            line
        }),
    );
    out.push_str("# Groups speak for their members, from a day to a day where that changes.\n");
    block(
        &mut out,
        "groups",
        "- {code: GN, name: Group of the North, members: [XNO], presidency: [{code: XNO, from: \"2030-07-01\"}]}",
        delegations.groups.iter().map(|group| {
            let mut line = format!(
                "{{code: {}, name: {}",
                scalar(&group.code),
                scalar(&group.name)
            );
            for (key, list) in [
                ("members", &group.members),
                ("presidency", &group.presidency),
            ] {
                if !list.is_empty() {
                    let list: Vec<String> = list.iter().map(member).collect();
                    line.push_str(&format!(", {key}: [{}]", list.join(", ")));
                }
            }
            line.push('}');
            line
        }),
    );
    out
}

fn member(membership: &Membership) -> String {
    if membership.from.is_none() && membership.to.is_none() {
        return scalar(&membership.code);
    }
    let mut out = format!("{{code: {}", scalar(&membership.code));
    for (key, day) in [("from", &membership.from), ("to", &membership.to)] {
        if let Some(day) = day {
            out.push_str(&format!(", {key}: {}", scalar(day)));
        }
    }
    out.push('}');
    out
}
