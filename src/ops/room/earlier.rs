//! What a room has by now: what of it went out from this desk, and whether somebody here has looked at the rest.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::redact::id_of;
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::record::{Act, ActId, Proposal, proposal_path, read_acts, read_proposal};
use crate::repo::{Error, Repository, Snapshot, VersionId};
use crate::text::fold;

/// Under what the last circulation to a room is noted.
pub(super) fn key(root: &Path) -> String {
    let id = id_of(root.to_string_lossy().as_bytes()).0;
    format!("adref.room-{}", id.get(..12).unwrap_or_default())
}

/// Under what is noted which version of a room was last looked at.
fn look_key(root: &Path) -> String {
    format!("{}-seen", key(root))
}

/// Notes that what lies in a room was shown at this desk, with what of it cannot be taken.
///
/// # Errors
/// Where there is no repository, or git's settings cannot be written.
pub fn note_look(desk: &Repository, folder: &Path, version: &VersionId) -> Result<(), Error> {
    let room = Repository::open(folder)?;
    desk.set(&look_key(room.root()), &version.0)
}

/// What the room has.
#[derive(Default)]
pub(super) struct Earlier {
    pub(super) head: Option<VersionId>,
    /// Whether somebody at this desk has seen what lies there.
    pub(super) looked_at: bool,
    pub(super) meeting: Option<Meeting>,
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// The acts that went out before, as they went out: by document and id.
    pub(super) acts: HashMap<(String, ActId), Act>,
    /// The proposals that went out before, as they went out.
    pub(super) proposals: HashMap<String, Vec<u8>>,
}

impl Earlier {
    pub(super) fn of(desk: &Repository, room: &Repository, now: Moment) -> Result<Earlier, Error> {
        let Some(head) = room.head() else {
            return Ok(Earlier::default());
        };
        let files = room.snapshot(&head)?;
        let noted = [key(room.root()), look_key(room.root())];
        let mut noted = noted.iter().filter_map(|key| desk.setting(key));
        let mut earlier = Earlier {
            looked_at: noted.any(|version| version == head.0),
            files: all(&files),
            meeting: Some(Meeting::read(files, now)),
            head: Some(head),
            ..Earlier::default()
        };
        // Only what this desk wrote itself is taken on: others may have changed what stands there now.
        let noted = desk.setting(&key(room.root()));
        let last = noted.and_then(|version| room.snapshot(&VersionId(version)).ok());
        let Some(last) = last else {
            return Ok(earlier);
        };
        let circulated = Meeting::read(last.clone(), now);
        for path in last.paths("drafts") {
            let parts: Vec<&str> = path.split('/').collect();
            let Some(bytes) = last.read(&path) else {
                continue;
            };
            match parts.as_slice() {
                [_, document, "acts", _] => {
                    for act in read_acts(&path, &bytes).0 {
                        earlier
                            .acts
                            .insert(((*document).to_owned(), act.id.clone()), act);
                    }
                }
                [_, document, "proposals", _] if is_tabled(&circulated, document, &path) => {
                    earlier.proposals.insert(path.clone(), bytes.to_vec());
                }
                _ => {}
            }
        }
        Ok(earlier)
    }

    /// The file of a proposal that lies in the room and asks for what the desk's asks for: only that tells nobody anything.
    pub(super) fn paper(&self, document: &str, proposal: &Proposal) -> Option<Vec<u8>> {
        let path = proposal_path(document, &proposal.slug);
        let bytes = self.files.get(&path)?;
        let (there, faults) = read_proposal(&path, document, bytes);
        let there = there.filter(|there| {
            let whose = there.sponsor.eq_ignore_ascii_case(&proposal.sponsor);
            let asks = there.kind == proposal.kind
                && fold(&there.wanted) == fold(&proposal.wanted)
                && there.term == proposal.term
                && there.amends == proposal.amends;
            faults.is_empty() && whose && asks && !there.desk
        });
        there.map(|_| bytes.clone())
    }

    /// Whether the room has a proposal that the desk took from it.
    pub(super) fn has_paper(&self, document: &str, proposal: &Proposal) -> bool {
        self.paper(document, proposal).is_some()
    }

    /// An act as it lies in the room, if it is the one that the desk has.
    pub(super) fn act(&self, document: &str, act: &Act) -> Option<Act> {
        let register = self.meeting.as_ref()?.register(document)?;
        let there = register.act(&act.id)?;
        let same = there.by.eq_ignore_ascii_case(&act.by) && there.verb == act.verb;
        (same && !there.desk).then_some(there)
    }
}

/// Whether a proposal has a number in a circulation.
fn is_tabled(circulated: &Meeting, document: &str, path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    let register = circulated.register(document);
    register.is_some_and(|register| {
        let mut cases = register.ledger.cases.iter();
        let case = cases.find(|(slug, _)| file.strip_suffix(".md") == Some(slug.as_str()));
        case.is_some_and(|(_, case)| case.number.is_some())
    })
}

/// The bytes of all files of a version of the room.
fn all(files: &Snapshot) -> BTreeMap<String, Vec<u8>> {
    let mut paths = files.paths("");
    paths.push(".gitattributes".to_owned());
    let read = |path: String| files.read(&path).map(|bytes| (path, bytes.to_vec()));
    paths.into_iter().filter_map(read).collect()
}
