//! Acts that were filed to stay at the desk and are not marked so: they would go out, or have gone.
//!
//! An act whose id reads as a number was once filed without its mark. Nothing in the act tells; what was said when it was saved does.

use std::collections::{BTreeMap, BTreeSet};

use super::outward::Own;
use super::results::CheckRow;
use crate::meeting::Meeting;
use crate::record::{ActId, read_acts};
use crate::repo::{Error, Repository, Snapshot};
use crate::text::{Finding, Place, Severity};

/// How what is filed for the desk alone is said, at the end of the line.
pub(super) const STAYS: &str = "; it stays at the desk";

/// How the line of an act begins whose id has to stand in quotes, for it would be read as a number.
const QUOTED: &str = "- {id: \"";

/// What of the record was said to stay at the desk when it was saved, and is not marked so.
///
/// # Errors
/// Where the history cannot be read.
pub fn check_kept(repository: &Repository, meeting: &Meeting) -> Result<Vec<CheckRow>, Error> {
    let suspects = suspects(meeting);
    let Some(head) = repository.head().filter(|_| !suspects.is_empty()) else {
        return Ok(Vec::new());
    };
    let mut said: BTreeSet<ActId> = BTreeSet::new();
    for (version, before) in repository.saying(STAYS, &head)? {
        let now = repository.snapshot(&version)?;
        let before = before.map(|before| repository.snapshot(&before));
        let before = before.transpose()?;
        for path in suspects.keys() {
            let old = before.as_ref();
            if now.id(path) != old.and_then(|old| old.id(path)) {
                let old = old.map(|old| unmarked(old, path)).unwrap_or_default();
                let new = unmarked(&now, path).into_iter().map(|(id, _)| id);
                let known: BTreeSet<ActId> = old.into_iter().map(|(id, _)| id).collect();
                said.extend(new.filter(|id| !known.contains(id)));
            }
        }
    }
    let mut rows = Vec::new();
    for (path, acts) in suspects {
        for (id, line) in acts.into_iter().filter(|(id, _)| said.contains(id)) {
            rows.push(CheckRow {
                path: path.clone(),
                finding: Finding {
                    code: "desk-unmarked",
                    severity: Severity::Error,
                    place: Place { line, column: 1 },
                    excerpt: String::new(),
                    message: format!("{id} was filed to stay at the desk, and is not marked so: it goes out with a circulation"),
                    hint: Some("put desk: true at the end of its line, before the }, and save; what a circulation has taken along cannot be called back".to_owned()),
                },
            });
        }
    }
    Ok(rows)
}

/// The acts in question, with their lines, by file: those with such an id that would go out.
fn suspects(meeting: &Meeting) -> BTreeMap<String, Vec<(ActId, usize)>> {
    let mut all = BTreeMap::new();
    for draft in meeting.drafts() {
        let folder = format!("drafts/{}/acts", draft.id);
        let mut own = None;
        for path in meeting.snapshot().paths(&folder) {
            let mut found = unmarked(meeting.snapshot(), &path);
            if found.is_empty() {
                continue;
            }
            let own = own.get_or_insert_with(|| {
                let register = meeting.register(&draft.id).unwrap_or_default();
                (Own::of(&register).acts, register)
            });
            found.retain(|(id, _)| !own.0.contains_key(id) && !own.1.ledger.retracted.contains(id));
            if !found.is_empty() {
                all.insert(path, found);
            }
        }
    }
    all
}

/// The acts of a file with such an id and without a mark, each with its line.
fn unmarked(files: &Snapshot, path: &str) -> Vec<(ActId, usize)> {
    let Some(bytes) = files.read(path) else {
        return Vec::new();
    };
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().zip(1..);
    let quoted = lines.filter(|(line, _)| line.starts_with(QUOTED));
    quoted
        .filter_map(|(line, n)| {
            let act = read_acts(path, format!("{line}\n").as_bytes()).0.pop()?;
            (!act.desk).then_some((act.id, n))
        })
        .collect()
}
