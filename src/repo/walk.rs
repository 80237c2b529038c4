//! Walking history: the versions, and those that touched a file, followed through renames.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use git2::{Commit, Delta, Oid, Repository};
use serde::{Deserialize, Serialize};

use super::error::Error;
use super::id::{BlobId, VersionId};
use crate::moment::Moment;

/// A saved version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its id.
    pub id: VersionId,
    /// Who saved it: a name.
    pub author: String,
    /// When.
    pub time: Moment,
    /// Its first line.
    pub summary: String,
}

/// A version that changed a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch {
    /// The version.
    pub version: Version,
    /// The file's path at that version.
    pub path: String,
    /// Its bytes' id there; `None` where the version deleted it.
    pub blob: Option<BlobId>,
}

impl Version {
    pub(super) fn of(commit: &Commit<'_>) -> Version {
        let author = commit.author();
        let when = author.when();
        Version {
            id: VersionId::from(commit.id()),
            author: String::from_utf8_lossy(author.name_bytes()).into_owned(),
            time: Moment::from_unix(when.seconds(), when.offset_minutes()),
            summary: String::from_utf8_lossy(commit.summary_bytes().unwrap_or_default())
                .into_owned(),
        }
    }
}

/// What was said with a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The version.
    pub version: VersionId,
    /// When it was saved.
    pub time: Moment,
    /// Its whole message.
    pub message: String,
}

/// The messages of one author's versions among the newest, newest first: by what stands on what, and only then by their times.
pub(super) fn said_by(
    handle: &Repository,
    email: &str,
    from: Oid,
    limit: usize,
) -> Result<Vec<Said>, Error> {
    let mut walk = handle.revwalk()?;
    walk.set_sorting(git2::Sort::TIME)?;
    walk.push(from)?;
    let mut said = Vec::new();
    for id in walk.take(limit) {
        let commit = handle.find_commit(id?)?;
        if commit.author().email_bytes() == email.as_bytes() {
            let version = Version::of(&commit);
            let message = String::from_utf8_lossy(commit.message_bytes()).into_owned();
            let words = Said {
                version: version.id,
                time: version.time,
                message,
            };
            said.push((commit.id(), words));
            // Two lines of a history are walked by their times, and clocks differ.
            for n in (1..said.len()).rev() {
                let pair = said.get(n - 1).zip(said.get(n));
                let Some(((earlier, _), (later, _))) = pair else {
                    break;
                };
                if !handle.graph_descendant_of(*later, *earlier)? {
                    break;
                }
                said.swap(n - 1, n);
            }
        }
    }
    Ok(said.into_iter().map(|(_, said)| said).collect())
}

/// The versions that lead to `from` whose message has these words in its first line, each with the one before it.
pub(super) fn saying(
    handle: &Repository,
    words: &str,
    from: Oid,
) -> Result<Vec<(VersionId, Option<VersionId>)>, Error> {
    let mut walk = handle.revwalk()?;
    walk.push(from)?;
    let mut found = Vec::new();
    for id in walk {
        let commit = handle.find_commit(id?)?;
        let first = commit.message_bytes().split(|byte| *byte == b'\n').next();
        if first.is_some_and(|first| memchr::memmem::find(first, words.as_bytes()).is_some()) {
            let before = commit.parent_ids().next();
            found.push((VersionId::from(commit.id()), before.map(VersionId::from)));
        }
    }
    Ok(found)
}

/// The versions from `from` back, newest first.
pub(super) fn log(handle: &Repository, from: Oid, limit: usize) -> Result<Vec<Version>, Error> {
    let mut walk = handle.revwalk()?;
    walk.set_sorting(git2::Sort::TIME)?;
    walk.push(from)?;
    let mut versions = Vec::new();
    for id in walk.take(limit) {
        versions.push(Version::of(&handle.find_commit(id?)?));
    }
    Ok(versions)
}

/// The last version at a moment on the main line that leads to `from`.
pub(super) fn at(handle: &Repository, from: Oid, moment: Moment) -> Result<Option<Oid>, Error> {
    let mut commit = handle.find_commit(from)?;
    while commit.time().seconds() > moment.unix() {
        commit = match commit.parent_id(0) {
            Ok(parent) => match handle.find_commit(parent) {
                Ok(parent) => parent,
                // The history is cut off here.
                Err(_) => return Ok(None),
            },
            Err(_) => return Ok(None),
        };
    }
    Ok(Some(commit.id()))
}

/// What was found below each folder's tree, for every version that has that tree.
pub(super) type Found = HashMap<(Oid, String), Option<Oid>>;

/// Finds a file in trees; what it found below a tree it knows for every version that has that tree.
pub(super) struct Finder<'a> {
    pub(super) handle: &'a Repository,
    pub(super) known: Found,
}

impl Finder<'_> {
    /// The id of the file at `path` below a tree.
    pub(super) fn find(&mut self, tree: Oid, path: &str) -> Result<Option<Oid>, Error> {
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        if !rest.is_empty()
            && let Some(found) = self.known.get(&(tree, path.to_owned()))
        {
            return Ok(*found);
        }
        let entry = self
            .handle
            .find_tree(tree)?
            .get_name(name)
            .map(|entry| (entry.id(), entry.kind()));
        let found = match (entry, rest.is_empty()) {
            (Some((id, Some(git2::ObjectType::Blob))), true) => Some(id),
            (Some((id, Some(git2::ObjectType::Tree))), false) => self.find(id, rest)?,
            _ => None,
        };
        if !rest.is_empty() {
            self.known.insert((tree, path.to_owned()), found);
        }
        Ok(found)
    }
}

/// The versions that touched a file, newest first, followed through renames.
///
/// Where one side of a merge has the file as the merge has it, the file came from there and the other side is not walked;
/// where no side has, the merge itself changed it and all sides are walked.
pub(super) fn walk(handle: &Repository, from: Oid, path: &str) -> Result<Vec<Touch>, Error> {
    let mut finder = Finder {
        handle,
        known: HashMap::new(),
    };
    let mut touches = Vec::new();
    let mut seen = HashSet::new();
    let mut open = BinaryHeap::new();
    let mut paths = vec![path.to_owned()];
    let mut order = 0_u64;
    let mut push = |open: &mut BinaryHeap<_>, commit: Commit<'_>, path: usize| {
        if seen.insert((commit.id(), path)) {
            order += 1;
            open.push((commit.time().seconds(), Reverse(order), commit.id(), path));
        }
    };
    push(&mut open, handle.find_commit(from)?, 0);
    while let Some((_, _, id, at)) = open.pop() {
        let commit = handle.find_commit(id)?;
        let path = paths.get(at).cloned().unwrap_or_default();
        let blob = finder.find(commit.tree_id(), &path)?;
        let mut parents = Vec::new();
        let mut whole = true;
        for parent in commit.parent_ids() {
            // The parents of the oldest version of a shallow history are not there.
            match handle.find_commit(parent) {
                Ok(parent) => {
                    let there = finder.find(parent.tree_id(), &path)?;
                    parents.push((parent, there));
                }
                Err(_) => whole = false,
            }
        }
        if let Some(same) = parents.iter().position(|(_, there)| *there == blob) {
            let (parent, _) = parents.swap_remove(same);
            push(&mut open, parent, at);
            continue;
        }
        if parents.is_empty() && blob.is_none() {
            continue;
        }
        // At the edge of a shallow history nobody knows whether the version changed the file: it is the first known.
        let _ = whole;
        touches.push(Touch {
            version: Version::of(&commit),
            path: path.clone(),
            blob: blob.map(BlobId::from),
        });
        for (parent, there) in parents {
            let before = match (there, blob) {
                (None, Some(blob)) => renamed(handle, &parent, &commit, &path, blob)?,
                _ => None,
            };
            let next = match before {
                Some(before) => match paths.iter().position(|known| *known == before) {
                    Some(known) => known,
                    None => {
                        paths.push(before);
                        paths.len() - 1
                    }
                },
                None => at,
            };
            push(&mut open, parent, next);
        }
    }
    Ok(touches)
}

/// More files removed at once than this are no rename but a clean-up; comparing them all would take too long.
const MOST_REMOVED: usize = 1000;

/// The path that a new file had in the version before: one that went away with the same bytes, else with like ones.
pub(super) fn renamed(
    handle: &Repository,
    old: &Commit<'_>,
    new: &Commit<'_>,
    path: &str,
    blob: Oid,
) -> Result<Option<String>, Error> {
    let mut diff = handle.diff_tree_to_tree(Some(&old.tree()?), Some(&new.tree()?), None)?;
    let removed: Vec<(Oid, String)> = diff
        .deltas()
        .filter(|delta| delta.status() == Delta::Deleted)
        .filter_map(|delta| {
            let file = delta.old_file();
            Some((file.id(), file.path()?.to_str()?.to_owned()))
        })
        .collect();
    if removed.is_empty() {
        return Ok(None);
    }
    let same = removed.iter().find(|(id, _)| *id == blob);
    if let Some((_, same)) = same {
        return Ok(Some(same.clone()));
    }
    if removed.len() > MOST_REMOVED {
        return Ok(None);
    }
    diff.find_similar(Some(
        git2::DiffFindOptions::new()
            .renames(true)
            .rename_limit(MOST_REMOVED),
    ))?;
    let found = diff.deltas().find(|delta| {
        delta.status() == Delta::Renamed
            && delta
                .new_file()
                .path()
                .is_some_and(|new| new.to_str() == Some(path))
    });
    Ok(found.and_then(|delta| Some(delta.old_file().path()?.to_str()?.to_owned())))
}
