//! By which acts a version came about.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::sentence::Teller;
use crate::meeting::{Meeting, Register, Shelf};
use crate::record::{Act, Target};
use crate::repo::{Error, VersionId};
use crate::workspace::Workspace;

/// Under which name what was found is kept.
const KIND: &str = "causes-2";

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
    /// What the paragraph is called at that version that it is about; `None` where it may be about any.
    pub paragraph: Option<String>,
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
        paragraph: on(meeting, document, &register, act).map(|index| text.name(index).to_owned()),
    });
    told.collect()
}

/// The paragraph that an act is about, where it is about one: its proposal's, that of the act that it takes back.
fn on(meeting: &Meeting, document: &str, register: &Register, act: &Act) -> Option<usize> {
    let mut target = act.target.clone();
    // Those of a damaged record may go in a ring.
    for _ in 0..register.acts.len() {
        let Target::Act(id) = &target else { break };
        target = register.act(id)?.target;
    }
    let anchor = match &target {
        Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => Some(anchor),
        Target::Proposal(slug) => register.proposals.get(slug)?.anchor.as_ref(),
        Target::Document | Target::Act(_) => None,
    };
    meeting.place(document, anchor?).index()
}
