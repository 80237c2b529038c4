//! The objects of a version: blobs, trees and the version itself, before anything names them.

use std::collections::BTreeMap;

use git2::Oid;

use super::access::Access;
use super::change::Save;
use super::disk;
use super::error::Error;
use super::signed;
use super::tree_writer;

/// Writes the blobs of some of the files, each with its mode, the trees and the version itself; nothing names them yet.
pub(super) fn write_objects(
    (access, handle): (&Access, &git2::Repository),
    tip: Option<Oid>,
    save: &Save,
    changed: &[(&str, u32)],
) -> Result<(Oid, Vec<Oid>), Error> {
    let mut written = Vec::new();
    let mut files = BTreeMap::new();
    for (path, mode) in changed {
        let change = save.files.iter().find(|change| change.path == *path);
        let content = change.and_then(|change| change.content.as_deref());
        let blob = content.map(|bytes| handle.blob(bytes)).transpose()?;
        written.extend(blob);
        files.insert(*path, blob.map(|blob| (blob, *mode)));
    }
    let parent = tip.map(|tip| handle.find_commit(tip)).transpose()?;
    let old = parent.as_ref().map(git2::Commit::tree).transpose()?;
    let tree = tree_writer::write(handle, old.as_ref(), &files, &mut written)?;
    if let (Some(tip), Some(old)) = (tip, &old)
        && old.id() == tree
    {
        // Only the work tree differed: it is put right, and there is no new version.
        return Ok((tip, written));
    }
    let author = save.author.at(save.when)?;
    let mut message = save.message.replace('\0', "");
    if !message.ends_with('\n') {
        message.push('\n');
    }
    let parents: Vec<&git2::Commit<'_>> = parent.iter().collect();
    let tree = handle.find_tree(tree)?;
    let new = signed::commit(access, handle, (&author, &message), (&tree, &parents))?;
    written.push(new);
    Ok((new, written))
}

/// Waits until the disk has the objects; one in a pack has been there before.
pub(super) fn sync_objects(access: &Access, written: &[Oid]) {
    for id in written {
        let id = id.to_string();
        let (folder, file) = id.split_at(2);
        let folder = access.common.join("objects").join(folder);
        let path = folder.join(file);
        if path.exists() {
            disk::sync(&path);
            disk::settle(&folder);
        }
    }
}
