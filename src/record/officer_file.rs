//! Reads and writes `facilitators/HANDLE.yaml`.

use super::fault::{Fault, Faults};
use super::officer::Officer;
use super::quote::scalar;
use super::reader::{Entries, decode, not_utf8};
use super::yaml::{self, Node};

/// Reads `facilitators/HANDLE.yaml`; the handle is the file's name. `None` where it does not say what the officer does.
pub fn read_officer(path: &str, bytes: &[u8]) -> (Option<Officer>, Vec<Fault>) {
    let (text, bad) = decode(bytes);
    let mut faults = Faults::of(path, &text);
    if let Some(at) = bad {
        not_utf8(at, &mut faults);
    }
    let file = path.rsplit('/').next().unwrap_or(path);
    let handle = file.strip_suffix(".yaml").unwrap_or(file);
    let fine = !handle.is_empty()
        && handle
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b));
    if !fine {
        faults.error(
            "bad-handle",
            0,
            "the file's name is the officer's handle, and this one cannot be typed",
            "name it with lower-case letters, digits and -: aly.yaml".to_owned(),
        );
    }
    let officer = match yaml::parse(&text, 0) {
        Ok(node) => officer(&node, handle, &mut faults).filter(|_| fine),
        Err(trouble) => {
            faults.error(trouble.code, trouble.at, trouble.message, trouble.hint);
            None
        }
    };
    (officer, faults.into_list())
}

fn officer(node: &Node<'_>, handle: &str, faults: &mut Faults<'_>) -> Option<Officer> {
    let map = Entries::open(
        node,
        "an officer",
        &["name", "delegation", "role", "documents"],
        faults,
    );
    if map.get("role").is_none() {
        map.missing("role", "chair, facilitator or secretariat", faults);
    }
    let name = map.needed("name", "the full name", faults);
    let delegation = map.text("delegation", faults);
    let documents = map.texts("documents", faults);
    Some(Officer {
        handle: handle.to_owned(),
        name: name.unwrap_or_else(|| handle.to_owned()),
        delegation,
        role: map.word("role", faults)?,
        documents,
    })
}

/// Writes `facilitators/HANDLE.yaml`.
pub fn write_officer(officer: &Officer) -> String {
    let mut out = format!("name: {}\n", scalar(&officer.name));
    if let Some(delegation) = &officer.delegation {
        out.push_str(&format!("delegation: {}\n", scalar(delegation)));
    }
    out.push_str(&format!(
        "# chair: rules on everything; facilitator: holds the documents below; secretariat: enters things for others\nrole: {}\n",
        officer.role
    ));
    if !officer.documents.is_empty() {
        let documents: Vec<String> = officer.documents.iter().map(|id| scalar(id)).collect();
        out.push_str(&format!("documents: [{}]\n", documents.join(", ")));
    }
    out
}
