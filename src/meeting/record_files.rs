//! The files of a record found in a snapshot and read: the meeting's own, and a document's proposals and acts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::read::Meeting;
use super::register::Register;
use crate::consensus::{Ledger, Matter, Roll};
use crate::record::{
    Acts, Delegations, Fault, Officer, Particulars, Proposal, Slug, read_acts_into,
    read_delegations, read_officer, read_particulars, read_proposal,
};
use crate::repo::{Error, Snapshot};
use crate::text::{Finding, Place, Severity};

/// Who takes part.
pub(super) const DELEGATIONS: &str = "facilitators/delegations.yaml";

/// What the folder `facilitators` says.
#[derive(Debug)]
pub(super) struct House {
    pub(super) particulars: Particulars,
    pub(super) roll: Roll,
    pub(super) faults: Vec<Fault>,
}

/// Reads the folder `facilitators`; what is missing reads as empty.
pub(super) fn house(snapshot: &Snapshot) -> House {
    let mut faults: Vec<Fault> = Vec::new();
    let mut particulars = Particulars::default();
    let mut delegations = Delegations::default();
    let mut officers: Vec<Officer> = Vec::new();
    for path in snapshot.paths("facilitators") {
        if !path.ends_with(".yaml") {
            continue;
        }
        let Some(bytes) = open(snapshot, &path, &mut faults) else {
            continue;
        };
        let found = match path.as_str() {
            "facilitators/meeting.yaml" => {
                let (read, found) = read_particulars(&path, &bytes);
                particulars = read;
                found
            }
            DELEGATIONS => {
                let (read, found) = read_delegations(&path, &bytes);
                delegations = read;
                found
            }
            _ => {
                let (read, found) = read_officer(&path, &bytes);
                officers.extend(read);
                found
            }
        };
        faults.extend(found);
    }
    House {
        particulars,
        roll: Roll {
            delegations,
            officers,
        },
        faults,
    }
}

/// What lies in the meeting's folders and is not read.
pub(super) fn passed_over(snapshot: &Snapshot) -> impl Iterator<Item = Fault> + '_ {
    snapshot.passed().iter().map(|passed| {
        fault(
            &passed.path,
            "passed-over",
            format!("it is not read: {}", passed.reason),
        )
    })
}

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
        deadline: meeting.particulars.deadline_for(document),
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

fn open(snapshot: &Snapshot, path: &str, faults: &mut Vec<Fault>) -> Option<Arc<Vec<u8>>> {
    match snapshot.open(path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            let mut unread = fault(path, "unreadable", error.to_string());
            unread.finding.hint = error.hint();
            if matches!(error, Error::Damaged { .. }) {
                unread.finding.severity = Severity::Error;
            }
            faults.push(unread);
            None
        }
    }
}

fn fault(path: &str, code: &'static str, message: String) -> Fault {
    Fault {
        path: path.to_owned(),
        finding: Finding {
            code,
            severity: Severity::Warning,
            place: Place { line: 1, column: 1 },
            excerpt: String::new(),
            message,
            hint: None,
        },
    }
}
