//! What signed versions added to files: of each the lines that no version before it has.

use std::collections::HashSet;
use std::ops::ControlFlow;

use git2::{Commit, ObjectType, Oid, Repository};

use super::access::Access;
use super::error::Error;
use super::id::VersionId;
use super::tree::{DEEPEST, full};
use crate::moment::Moment;

/// Told of every line: which version added it, to which file. Says whether it wants to hear more.
pub type Telling<'a> = &'a mut dyn FnMut(&VersionId, &str, &[u8]) -> ControlFlow<()>;

/// A file of a version that is as it is in none of those before it.
struct Fresh {
    path: String,
    blob: Oid,
    /// The same file in the versions before.
    before: Vec<Oid>,
}

/// Tells of the lines that signed versions added below a folder, newest version first, none from before `since`. Whether any is signed.
pub(super) fn added_by_signed(
    access: &Access,
    (from, since): (&VersionId, Moment),
    folder: &str,
    tell: Telling<'_>,
) -> Result<bool, Error> {
    let from = full(&from.0).ok_or_else(|| Error::NoVersion(from.0.clone()))?;
    access.store.with(|handle| {
        let mut walk = handle.revwalk()?;
        walk.set_sorting(git2::Sort::TIME)?;
        walk.push(from)?;
        let mut any = false;
        for id in walk {
            let commit = handle.find_commit(id?)?;
            if commit.time().seconds() < since.unix() {
                break;
            }
            if commit.header_field_bytes("gpgsig").is_err() {
                continue;
            }
            any = true;
            if tell_of(handle, &commit, folder, tell)?.is_break() {
                break;
            }
        }
        Ok(any)
    })
}

fn tell_of(
    handle: &Repository,
    commit: &Commit<'_>,
    folder: &str,
    tell: Telling<'_>,
) -> Result<ControlFlow<()>, Error> {
    let below = |commit: &Commit<'_>| {
        let tree = commit.tree().ok()?;
        Some(tree.get_name(folder)?.id())
    };
    let Some(tree) = below(commit) else {
        return Ok(ControlFlow::Continue(()));
    };
    // The parents of the oldest version of a shallow history are not there.
    let before: Vec<Oid> = commit.parents().filter_map(|one| below(&one)).collect();
    let mut fresh = Vec::new();
    gather(handle, (folder, tree), &before, &mut fresh)?;
    let version = VersionId::from(commit.id());
    for file in fresh {
        let blobs = file.before.iter().map(|id| handle.find_blob(*id));
        let blobs = blobs.collect::<Result<Vec<_>, _>>()?;
        let known: HashSet<&[u8]> = blobs
            .iter()
            .flat_map(|blob| lines(blob.content()))
            .collect();
        let blob = handle.find_blob(file.blob)?;
        for line in lines(blob.content()).filter(|line| !known.contains(line)) {
            if tell(&version, &file.path, line).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n')
}

/// The files below a folder that are as they are in none of the same folders before.
fn gather(
    handle: &Repository,
    (folder, tree): (&str, Oid),
    before: &[Oid],
    fresh: &mut Vec<Fresh>,
) -> Result<(), Error> {
    if before.contains(&tree) || folder.matches('/').count() > DEEPEST {
        return Ok(());
    }
    let tree = handle.find_tree(tree)?;
    let before = before.iter().map(|id| handle.find_tree(*id));
    let before = before.collect::<Result<Vec<_>, _>>()?;
    for entry in &tree {
        let Ok(name) = entry.name() else { continue };
        let there = before.iter().filter_map(|tree| tree.get_name(name));
        let there = there.filter(|other| other.kind() == entry.kind());
        let there: Vec<Oid> = there.map(|other| other.id()).collect();
        if there.contains(&entry.id()) {
            continue;
        }
        let path = format!("{folder}/{name}");
        match entry.kind() {
            Some(ObjectType::Tree) => gather(handle, (&path, entry.id()), &there, fresh)?,
            Some(ObjectType::Blob) => fresh.push(Fresh {
                path,
                blob: entry.id(),
                before: there,
            }),
            _ => {}
        }
    }
    Ok(())
}
