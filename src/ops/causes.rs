//! By which acts a version came about.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::sentence::Teller;
use crate::meeting::{Meeting, Shelf};
use crate::record::{Act, Target};
use crate::repo::{Error, VersionId};
use crate::workspace::Workspace;

/// Under which name what was found is kept.
const KIND: &str = "acts";

/// An act that a version brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// Its id.
    pub act: String,
    /// What was done: the verb.
    #[serde(rename = "do")]
    pub deed: String,
    /// By whose authority.
    pub by: String,
    /// The proposal it is about, by its number, else its slug.
    pub proposal: Option<String>,
    /// The whole in a sentence.
    pub sentence: String,
}

/// The acts on a document that each of these versions brought, by the version's id; found once and kept.
///
/// # Errors
/// Where a version cannot be read.
pub(super) fn brought(
    workspace: &Workspace,
    document: &str,
    versions: &[VersionId],
) -> Result<BTreeMap<String, Vec<Cause>>, Error> {
    let mut known: BTreeMap<String, Vec<Cause>> =
        workspace.kept(KIND, document).unwrap_or_default();
    let repository = workspace.repository();
    let shelf = Arc::new(Shelf::default());
    let at = |version: &VersionId| -> Result<Meeting, Error> {
        let files = repository.snapshot(version)?;
        let time = repository.version(version)?.time;
        Ok(Meeting::read_on(shelf.clone(), files, time))
    };
    let mut found = false;
    for version in versions {
        if known.contains_key(&version.0) {
            continue;
        }
        // The first version of all has none before it.
        let before = match repository.resolve(&format!("{version}^")) {
            Ok(parent) => acts_of(&at(&parent)?, document),
            Err(_) => HashSet::new(),
        };
        known.insert(version.0.clone(), causes(&at(version)?, document, &before));
        found = true;
    }
    if found {
        workspace.keep(KIND, document, &known);
    }
    Ok(known)
}

/// The ids of the acts on a document.
pub(super) fn acts_of(meeting: &Meeting, document: &str) -> HashSet<String> {
    let register = meeting.register(document);
    let acts = register.iter().flat_map(|register| register.acts.deeds());
    acts.map(|deed| deed.id.to_string()).collect()
}

/// The acts that were not there before, in time.
pub(super) fn causes(meeting: &Meeting, document: &str, known: &HashSet<String>) -> Vec<Cause> {
    let (Some(register), Some(text)) = (meeting.register(document), meeting.text(document)) else {
        return Vec::new();
    };
    let new = register
        .acts
        .such(|deed| !known.contains(&deed.id.to_string()));
    let mut new: Vec<Act> = new.collect();
    new.sort_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
    let teller = Teller::new(meeting, document, &register, &text);
    let told = new.iter().map(|act| Cause {
        act: act.id.to_string(),
        deed: act.verb.name().to_owned(),
        by: act.by.clone(),
        proposal: match &act.target {
            Target::Proposal(slug) => Some(teller.proposal(slug)),
            _ => None,
        },
        sentence: teller.tell(act),
    });
    told.collect()
}
