//! What people filed on a document, read from its folder.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::read::Meeting;
use super::record_files::open;
use super::register::Register;
use crate::consensus::{Ledger, Matter};
use crate::record::{Acts, Fault, Proposal, Slug, read_acts_into, read_proposal};
use crate::repo::Snapshot;

/// The paths of a document's proposals and acts.
pub(super) fn register_paths(snapshot: &Snapshot, document: &str) -> Vec<String> {
    let mut paths = snapshot.paths(&format!("drafts/{document}/proposals"));
    paths.retain(|path| path.ends_with(".md"));
    let mut acts = snapshot.paths(&format!("drafts/{document}/acts"));
    acts.retain(|path| path.ends_with(".yaml"));
    paths.extend(acts);
    paths
}

/// Reads a document's proposals and acts.
pub(super) fn register(meeting: &Meeting, document: &str, paths: &[String]) -> Register {
    let snapshot = meeting.snapshot();
    let mut faults: Vec<Fault> = Vec::new();
    let mut proposals: BTreeMap<Slug, Proposal> = BTreeMap::new();
    let mut acts = Acts::default();
    for path in paths {
        let Some(bytes) = open(snapshot, path, &mut faults) else {
            continue;
        };
        if path.ends_with(".md") {
            let (read, found) = read_proposal(path, document, &bytes);
            faults.extend(found);
            if let Some(proposal) = read {
                proposals.insert(proposal.slug.clone(), proposal);
            }
        } else {
            faults.extend(read_acts_into(&mut acts, path, &bytes));
        }
    }
    let matter = Matter {
        document,
        proposals: &proposals,
        roll: &meeting.roll,
    };
    acts.settle();
    let acts = Arc::new(acts);
    let ledger = Ledger::fold(&matter, &acts);
    // What was put on other words stands on those; its file stays as it was tabled.
    for (slug, (anchor, wanted)) in &ledger.rebased {
        let Some(proposal) = proposals.get_mut(slug) else {
            continue;
        };
        // An amendment that was accepted may leave it on the words that it was on.
        if *anchor == proposal.anchor {
            proposal.wanted.clone_from(wanted);
            continue;
        }
        let Some(anchor) = anchor else {
            continue;
        };
        let text = meeting.text_of(&anchor.version);
        let words = text
            .as_ref()
            .and_then(|text| text.paragraphs().get(anchor.ordinal));
        if let Some(words) = words {
            proposal.words.clone_from(&words.text);
            proposal.wanted.clone_from(wanted);
            proposal.anchor = Some(anchor.clone());
        }
    }
    Register {
        proposals,
        acts,
        ledger,
        faults,
    }
}
