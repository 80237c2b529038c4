//! Names that a file can have on every system, so that what one desk saves can be checked out on another.

use std::collections::BTreeMap;

use git2::{Repository, Tree};

use super::error::Error;

/// Names that Windows keeps for devices, whatever ending follows them.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Where names are folded, the second of two overwrites the first.
const TWIN: &str = "another name is the same but for upper and lower case";

/// Devices that have a digit behind them.
const NUMBERED: [&str; 2] = ["com", "lpt"];

/// Why some system cannot have a file or a folder of this name; `None` where all can.
pub(super) fn trouble(name: &str) -> Option<&'static str> {
    let odd = |c: char| c.is_control() || "\\:*?\"<>|".contains(c);
    if name.contains(odd) {
        return Some("it has a character that names cannot have everywhere");
    }
    if name.ends_with(['.', ' ']) {
        return Some("Windows drops a point or a blank at the end of a name");
    }
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let stem = stem.to_ascii_lowercase();
    let numbered = NUMBERED.iter().any(|device| {
        let digit = stem.strip_prefix(device);
        digit.is_some_and(|digit| {
            let mut digits = digit.chars();
            let one = digits.next();
            one.is_some_and(|c| matches!(c, '0'..='9' | '¹' | '²' | '³')) && digits.next().is_none()
        })
    });
    (numbered || DEVICES.contains(&stem.as_str())).then_some("Windows keeps this name for a device")
}

/// Refuses a path that is new where some system cannot have it, or has it as that of another file: `Outcome` beside `outcome`.
pub(super) fn fits(handle: &Repository, tree: Option<&Tree<'_>>, path: &str) -> Result<(), Error> {
    let bad = |reason| Error::BadName {
        path: path.to_owned(),
        reason,
    };
    let mut folder = tree.cloned();
    for name in path.split('/') {
        let there = folder.as_ref().and_then(|folder| folder.get_name(name));
        if there.is_none() {
            if let Some(reason) = trouble(name) {
                return Err(bad(reason));
            }
            let folded = name.to_lowercase();
            let twin = folder.as_ref().is_some_and(|folder| {
                let mut names = folder.iter();
                names.any(|entry| {
                    entry
                        .name()
                        .is_ok_and(|other| other.to_lowercase() == folded)
                })
            });
            if twin {
                return Err(bad(TWIN));
            }
        }
        folder = match there.map(|entry| (entry.id(), entry.filemode())) {
            Some((id, 0o040_000)) => Some(handle.find_tree(id)?),
            _ => None,
        };
    }
    Ok(())
}

/// Refuses paths of which two are one where upper and lower case are the same, wholly or in a folder on the way.
pub(super) fn apart<'a>(paths: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let mut met: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths {
        let ends = path.match_indices('/').map(|(at, _)| at);
        for end in ends.chain([path.len()]) {
            let part = path.get(..end).unwrap_or(path);
            if *met.entry(part.to_lowercase()).or_insert(part) != part {
                return Err(Error::BadName {
                    path: path.to_owned(),
                    reason: TWIN,
                });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn two_paths_that_differ_in_case_alone_are_told() {
        apart(
            [
                "drafts/a/text.md",
                "drafts/a/acts/x.yaml",
                "drafts/b/text.md",
            ]
            .into_iter(),
        )
        .unwrap();
        assert!(apart(["drafts/a/text.md", "drafts/a/Text.md"].into_iter()).is_err());
        assert!(apart(["drafts/A/text.md", "drafts/a/acts/x.yaml"].into_iter()).is_err());
    }

    #[test]
    fn a_name_that_is_a_device_or_loses_its_end_somewhere_is_told() {
        for name in [
            "con",
            "CON.yaml",
            "aux.md",
            "nul.tar.gz",
            "Com1",
            "lpt9.md",
            "com¹.md",
            "con .md",
            "a:b",
            "what?",
            "a\\b",
            "wp1.",
            "wp1 ",
            "x|y",
            "bell\u{7}",
        ] {
            assert!(trouble(name).is_some(), "{name}");
        }
        for name in [
            "text.md",
            "console.md",
            "com.md",
            "com10",
            "com",
            "lpt",
            "auxiliary",
            "xno-7f3a.md",
            ".gitattributes",
            "конвенция",
            "议程.md",
            "con-7f3a.md",
        ] {
            assert_eq!(trouble(name), None, "{name}");
        }
    }
}
