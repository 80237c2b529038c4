//! A list of parties in a file of its own, for texts that lie in no meeting: names, or groups with their members.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::text::Parties;

/// Why a list of parties cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoParties(String);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Names(Vec<String>),
    Groups(BTreeMap<String, Option<Vec<String>>>),
}

/// Reads YAML that is a list of names, or a map of group name to its members.
///
/// # Errors
/// Says what was expected, and where the text stopped making sense.
pub fn parties_list(bytes: &[u8]) -> Result<Parties, NoParties> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| NoParties(format!("not UTF-8 after byte {}", error.valid_up_to())))?;
    if text.trim().is_empty() {
        return Ok(Parties::Known {
            names: BTreeSet::new(),
            groups: BTreeMap::new(),
        });
    }
    let written: Written =
        serde_yaml::from_str(text).map_err(|error| NoParties(error.to_string()))?;
    Ok(match written {
        Written::Names(names) => Parties::Known {
            names: names.into_iter().collect(),
            groups: BTreeMap::new(),
        },
        Written::Groups(written) => {
            let groups: BTreeMap<String, BTreeSet<String>> = written
                .into_iter()
                .map(|(group, members)| (group, members.unwrap_or_default().into_iter().collect()))
                .collect();
            let names = groups
                .iter()
                .flat_map(|(group, members)| std::iter::once(group).chain(members))
                .cloned()
                .collect();
            Parties::Known { names, groups }
        }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_parties_and_a_map_says_who_speaks_for_whom() {
        let list = parties_list(b"- EU\n- \"NO\"\n").unwrap();
        assert!(list.contains("EU") && list.contains("NO") && !list.contains("US"));
        let map = parties_list(b"EU: [FR, DE]\nAOSIS:\n").unwrap();
        assert!(map.contains("FR") && map.contains("AOSIS"));
        assert!(map.speaks_for("EU", "DE"));
    }

    #[test]
    fn anything_else_is_refused() {
        assert!(parties_list(b"just words").is_err());
        assert!(parties_list(b"EU: {FR: 1}").is_err());
        assert!(parties_list(b"\xff").is_err());
        assert!(parties_list(b"").is_ok());
    }
}
