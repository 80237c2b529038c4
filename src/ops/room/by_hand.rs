//! Texts of the room that are not as they went out: whoever holds the pen changes them, and the desk is told what was done to them there.

use std::path::Path;

use super::earlier::key;
use super::refused::RefusedPaper;
use crate::diff::{ChangeKind, align};
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::ops::told::{CIRCULATION, LOOKED_THROUGH};
use crate::record::{Verb, text_path};
use crate::repo::{Error, Repository, VersionId};
use crate::rolling::without_names;
use crate::text::Document;

/// So many paragraphs are told with their words.
const MOST: usize = 5;

/// What went out last to a room of which `found` is the newest version: as this desk noted it, else as the room's history has it.
///
/// # Errors
/// Where the history cannot be read.
pub(super) fn went_out(
    (desk, read): (&Repository, &Repository),
    root: Option<&Path>,
    found: &VersionId,
    now: Moment,
) -> Result<Option<Meeting>, Error> {
    let noted = root.and_then(|root| desk.setting(&key(root)));
    if let Some(files) = noted.and_then(|noted| read.snapshot(&VersionId(noted)).ok()) {
        return Ok(Some(Meeting::read(files, now)));
    }
    let said = read.said_by(CIRCULATION, found, LOOKED_THROUGH)?;
    let last = said.first().map(|said| read.snapshot(&said.version));
    Ok(last.transpose()?.map(|files| Meeting::read(files, now)))
}

/// The texts of the room that are other than they went out, and what they say there.
pub(super) fn changed_texts(desk: &Meeting, room: &Meeting, last: &Meeting) -> Vec<RefusedPaper> {
    let mut changed = Vec::new();
    for draft in desk.drafts() {
        let path = text_path(&draft.id);
        let Some(before) = last.snapshot().read(&path) else {
            continue;
        };
        let Some(there) = room.snapshot().read(&path) else {
            changed.push(refused(path, "it was taken out of the room"));
            continue;
        };
        if before == there {
            continue;
        }
        let [before, there] =
            [before, there].map(|bytes| Document::parse_with(bytes.to_vec(), desk.parties()));
        if is_signed_only(desk, (&before, &there)) && is_signed(&draft.id, room, last) {
            continue;
        }
        changed.push(refused(path, &told(&before, &there)));
    }
    changed
}

fn refused(path: String, what: &str) -> RefusedPaper {
    RefusedPaper {
        path,
        why: format!(
            "{what}; whoever holds the pen changes a text, and the next circulation puts the desk's in its place"
        ),
        paper: None,
        told: None,
    }
}

/// What was changed, paragraph by paragraph.
fn told(before: &Document, there: &Document) -> String {
    let mut said: Vec<String> = Vec::new();
    let names = |document: &Document, indices: &[usize]| {
        let names: Vec<String> = indices
            .iter()
            .map(|n| document.name(*n).to_owned())
            .collect();
        names.join(", ")
    };
    for change in &align(before, there).changes {
        let (old, new) = (names(before, &change.old), names(there, &change.new));
        let words: Vec<&str> = change
            .new
            .iter()
            .filter_map(|n| there.paragraphs().get(*n))
            .map(|one| one.text.as_str())
            .collect();
        let words = words.join(" ");
        said.push(match change.kind {
            ChangeKind::Unchanged if change.moved => format!("{new} stands elsewhere there"),
            ChangeKind::Unchanged if change.renumbered => format!("{old} is {new} there"),
            ChangeKind::Unchanged => continue,
            ChangeKind::Deleted => format!("{old} was taken out there"),
            ChangeKind::Inserted => format!("{new} was put in there: “{words}”"),
            _ => format!("{old} was changed there: “{words}”"),
        });
    }
    let more = said.len().saturating_sub(MOST);
    said.truncate(MOST);
    match (said.is_empty(), more) {
        (true, _) => "its head or its white space was changed there".to_owned(),
        (false, 0) => said.join("; "),
        (false, more) => format!("{}; and {more} more", said.join("; ")),
    }
}

/// Whether nothing but the owners of alternatives is another.
fn is_signed_only(desk: &Meeting, (before, there): (&Document, &Document)) -> bool {
    without_names(before, desk.parties()) == without_names(there, desk.parties())
}

/// Whether somebody joined, left or took over a proposal there since: that names the owner in the text, and is taken as an act.
fn is_signed(document: &str, room: &Meeting, last: &Meeting) -> bool {
    let (Some(there), before) = (room.register(document), last.register(document)) else {
        return false;
    };
    there.acts.deeds().any(|act| {
        let new = before
            .as_ref()
            .is_none_or(|before| before.act(act.id).is_none());
        new && matches!(
            act.verb,
            Verb::CoSponsor | Verb::AdoptAsOwn | Verb::Withdraw
        )
    })
}
