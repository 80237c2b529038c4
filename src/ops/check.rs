//! What a person should look at, in files and in a meeting: `adref check`.

use serde::Serialize;

use super::results::CheckRow;
use crate::meeting::Meeting;
use crate::text::{Document, Severity};

/// What `check --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    /// The version of this shape.
    pub schema: u32,
    /// The findings, by file and place.
    pub findings: Vec<CheckRow>,
    /// How many are errors.
    pub errors: usize,
    /// How many are warnings.
    pub warnings: usize,
}

impl Checked {
    /// Sorts findings by file and place and counts them.
    pub fn of(mut findings: Vec<CheckRow>) -> Checked {
        findings.sort_by(|a, b| {
            (&a.path, a.finding.place, a.finding.code).cmp(&(
                &b.path,
                b.finding.place,
                b.finding.code,
            ))
        });
        let errors = findings
            .iter()
            .filter(|row| row.finding.severity == Severity::Error)
            .count();
        Checked {
            schema: 1,
            warnings: findings.len() - errors,
            errors,
            findings,
        }
    }
}

/// The findings of one text.
pub fn check_text(path: &str, document: &Document) -> Vec<CheckRow> {
    document
        .findings()
        .iter()
        .map(|finding| CheckRow {
            path: path.to_owned(),
            finding: finding.clone(),
        })
        .collect()
}

/// The findings of a meeting: its own files, every text, every record.
pub fn check_meeting(meeting: &Meeting) -> Checked {
    let mut rows: Vec<CheckRow> = Vec::new();
    let fault = |fault: &crate::record::Fault| CheckRow {
        path: fault.path.clone(),
        finding: fault.finding.clone(),
    };
    rows.extend(meeting.faults.iter().map(fault));
    for draft in meeting.drafts() {
        if let Some(text) = meeting.text(&draft.id) {
            rows.extend(check_text(&draft.path(), &text));
        }
        if let Some(register) = meeting.register(&draft.id) {
            rows.extend(register.faults.iter().map(fault));
        }
    }
    Checked::of(rows)
}
