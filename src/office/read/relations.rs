//! Which part of a Word file leads to which; what lies outside the file is a word and is never opened.

use super::fault::Fault;
use super::package::Package;
use super::xml::{Piece, Xml};

/// A relation of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// Its id in the part.
    pub(super) id: String,
    /// The end of its type: `officeDocument`, `styles`, `hyperlink`.
    pub(super) kind: String,
    /// The part it leads to, else an address outside.
    pub(super) target: String,
    /// Whether it leads out of the file.
    pub(super) is_outside: bool,
}

/// The relations of a part; of the file itself for an empty name.
///
/// # Errors
/// Where the list is damaged.
pub(super) fn relations(package: &mut Package<'_>, of: &str) -> Result<Vec<Relation>, Fault> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let list = match folder {
        "" => format!("_rels/{name}.rels"),
        folder => format!("{folder}/_rels/{name}.rels"),
    };
    let Some(text) = package.text(&list)? else {
        return Ok(Vec::new());
    };
    let mut xml = Xml::new(&list, &text);
    let mut all = Vec::new();
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name() == "Relationship" => {
                let target = tag.get("Target").unwrap_or_default();
                let is_outside = tag.get("TargetMode").as_deref() == Some("External");
                let kind = tag.get("Type").unwrap_or_default();
                all.push(Relation {
                    id: tag.get("Id").unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: match is_outside {
                        true => target,
                        false => inside(folder, &target),
                    },
                    is_outside,
                });
            }
            Piece::End => return Ok(all),
            _ => {}
        }
    }
}

/// The name of a part, from the folder of the one that leads there; what climbs out of the file ends at its root.
fn inside(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(target) => target.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
