//! The files of a record found in a snapshot and read: the meeting's own, and a document's proposals and acts.

use std::sync::Arc;

use crate::consensus::Roll;
use crate::record::{
    Delegations, Fault, Officer, Particulars, read_delegations, read_officer, read_particulars,
};
use crate::repo::{Error, Snapshot};
use crate::text::{Finding, Place, Severity};

/// Who takes part.
pub(super) const DELEGATIONS: &str = "facilitators/delegations.yaml";

/// What is wrong with a file of the set-up that was deleted by hand.
pub(super) const DELETED: &str = "set-up-deleted";

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

/// A file of the set-up that the last version has and that is not there any more.
pub(super) fn deleted(path: &str) -> Fault {
    let mut fault = fault(
        path,
        DELETED,
        "it was deleted, and no version is saved without it".to_owned(),
    );
    fault.finding.severity = Severity::Error;
    fault.finding.hint = Some(format!(
        "bring it back: git checkout HEAD -- {path}; or save that it is gone: adref save"
    ));
    fault
}

pub(super) fn open(
    snapshot: &Snapshot,
    path: &str,
    faults: &mut Vec<Fault>,
) -> Option<Arc<Vec<u8>>> {
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
