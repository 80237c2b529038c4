//! What a room has by now: what of it went out from this desk, and whether somebody here has looked at the rest.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::redact::id_of;
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::record::{Act, ActId, read_acts};
use crate::repo::{Error, Repository, Snapshot, VersionId};

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
                [_, _, "proposals", _] => {
                    earlier.proposals.insert(path.clone(), bytes.to_vec());
                }
                _ => {}
            }
        }
        Ok(earlier)
    }
}

/// The bytes of all files of a version of the room.
fn all(files: &Snapshot) -> BTreeMap<String, Vec<u8>> {
    let mut paths = files.paths("");
    paths.push(".gitattributes".to_owned());
    let read = |path: String| files.read(&path).map(|bytes| (path, bytes.to_vec()));
    paths.into_iter().filter_map(read).collect()
}
